"""Letting people in, for staff who may."""

from uuid import UUID

from flask import current_app, g, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import PEOPLE_WORKERS, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import page, wants_part
from portal.core.i18n import _
from portal.entry import actions, queries
from portal.entry.shown import as_code, as_letters

door = Door("letting_in", __name__, url_prefix="/people")


@door.post("/<uuid:person_id>/invite", open_to=PEOPLE_WORKERS, fresh=True)
def invite(person_id: UUID) -> Response:
    """Show a code, and then the phone that claims it."""
    made = actions.invite(viewer(), person_id, clock.now())
    return as_code(viewer(), made, f"/people/{person_id}")


@door.post("/<uuid:person_id>/lost", open_to=PEOPLE_WORKERS, fresh=True)
def lost(person_id: UUID) -> Response:
    """The phone is lost: every device of this person ends now, and the code for the new one is on the screen."""
    made = actions.replace_phone(viewer(), person_id, clock.now())
    return as_code(viewer(), made, f"/people/{person_id}")


@door.get("/letters", open_to=PEOPLE_WORKERS, fresh=True)
def letters() -> Response:
    """Choose to whom to write: the participants who are signed in nowhere."""
    return _choose()


@door.post("/letters", open_to=PEOPLE_WORKERS, fresh=True)
def write_letters() -> Response:
    """The letters, to print. They are kept nowhere: whoever loses them writes new ones."""
    try:
        chosen = [UUID(each) for each in request.form.getlist("person")]
    except ValueError:
        raise NotFound from None
    try:
        made = actions.write_letters(viewer(), chosen, current_app.config["PORTAL"].letter_days, clock.now())
    except Refused as refusal:
        return _choose(status=422, problem=_(refusal.message))
    return as_letters(viewer(), made)


def _choose(status: int = 200, problem: str | None = None) -> Response:
    after = (request.args.get("family", ""), request.args.get("given", ""))
    found = queries.to_write_to(viewer(), starting_after=after)
    days, at_once = current_app.config["PORTAL"].letter_days, queries.LETTERS_AT_ONCE
    return page("entry/staff/choose.html", status=status, people=found, problem=problem, days=days, at_once=at_once)


@door.get("/waiting", open_to=PEOPLE_WORKERS)
def waiting() -> Response:
    """The phones that came in by a letter: who is on the telephone or at the counter says which pictures they see."""
    g.by_itself = wants_part()
    return page("entry/staff/waiting.html", part="entry/staff/_waiting.html", phones=queries.waiting(viewer()))
