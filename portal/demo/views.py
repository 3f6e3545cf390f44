"""Becoming somebody of the demo's cast with one button."""

from uuid import UUID

from werkzeug.wrappers import Response

from portal.accounts import actions, queries, sign_in
from portal.core import clock
from portal.core.access import ANYONE, Door
from portal.core.htmx import go, page
from portal.demo import who

DEMO_PIN = "280695"

door = Door("demo", __name__, url_prefix="/demo")


@door.get("", open_to=ANYONE)
def cast() -> Response:
    """Everybody who can be become, by municipality and role."""
    return page("demo/cast.html", cast=who.cast(), pin=DEMO_PIN)


@door.post("/become/<uuid:person_id>", open_to=ANYONE)
def become(person_id: UUID) -> Response:
    """Sign this browser in as a person of the demo."""
    person = queries.anybody(person_id)
    token = actions.add_device(person, sign_in.device_label(), clock.now())
    sign_in.sign_in(actions.choose_pin(token, DEMO_PIN, DEMO_PIN, clock.now()))
    return go("/")
