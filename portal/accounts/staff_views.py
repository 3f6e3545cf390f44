"""The people of a municipality, for staff who may invite them."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from portal.accounts import actions, queries
from portal.core import clock
from portal.core.access import PEOPLE_WORKERS, Door, viewer
from portal.core.htmx import go, page

door = Door("people", __name__, url_prefix="/people")


@door.get("", open_to=PEOPLE_WORKERS)
def people() -> Response:
    """The participants, by family name, a page at a time."""
    after = (request.args.get("family", ""), request.args.get("given", ""))
    return page("accounts/staff/people.html", people=queries.people(viewer(), starting_after=after))


@door.get("/<uuid:person_id>", open_to=PEOPLE_WORKERS)
def person(person_id: UUID) -> Response:
    """One person: how to reach them, who lives with them, their devices."""
    someone = queries.person(viewer(), person_id)
    return page(
        "accounts/staff/person.html",
        person=someone,
        household=queries.household(viewer(), someone),
        devices=queries.devices(viewer(), person_id),
    )


@door.post("/<uuid:person_id>/devices/<uuid:device_id>/end", open_to=PEOPLE_WORKERS)
def end_device(person_id: UUID, device_id: UUID) -> Response:
    """Sign a lost phone out at once."""
    actions.end_device(viewer(), person_id, device_id, clock.now())
    return go(f"/people/{person_id}")
