"""How people get in, for staff who may invite them. The room `people` adds the rest of a person's pages here."""

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from portal.accounts import actions, queries
from portal.accounts.models import Person
from portal.core import clock
from portal.core.access import PEOPLE_WORKERS, Door, viewer
from portal.core.htmx import go

door = Door("people", __name__, url_prefix="/people")


def way_in(person: Person) -> dict[str, Any]:
    """What the part of a person's page on getting in (`accounts/staff/_way_in.html`) needs."""
    can_get_in = queries.may_let_in(viewer(), person.id)
    return {"can_get_in": can_get_in, "devices": queries.devices(viewer(), person.id) if person.active else []}


@door.post("/<uuid:person_id>/devices/<uuid:device_id>/end", open_to=PEOPLE_WORKERS)
def end_device(person_id: UUID, device_id: UUID) -> Response:
    """Sign a lost phone out at once."""
    actions.end_device(viewer(), person_id, device_id, clock.now())
    return go(f"/people/{person_id}")
