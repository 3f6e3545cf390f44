"""Households: who lives there, moving in and out."""

from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.accounts.staff_views import door
from portal.core import clock
from portal.core.access import BEHEERDER, viewer
from portal.core.errors import NotFound
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.people import households, queries
from portal.people.queries import Asked
from portal.people.words import ROLES


@door.get("/households/<uuid:household_id>", open_to=BEHEERDER)
def household(household_id: UUID) -> Response:
    """Who lives here; searching finds somebody to move in."""
    text = request.args.get("q", "")[:100].strip()
    members = households.members(viewer(), household_id)
    others = queries.people(viewer(), Asked(text))[0] if text else []
    return page(
        "people/household.html",
        household_id=household_id,
        members=members,
        others=[each for each in others if each.household_id != household_id],
        text=text,
        roles=ROLES,
    )


@door.post("/households/<uuid:household_id>/members", open_to=BEHEERDER, fresh=True)
def move_in(household_id: UUID) -> Response:
    """Somebody comes to live here."""
    households.move_in(viewer(), household_id, _person(), clock.now())
    flash(_("Saved."), "success")
    return go(f"/people/households/{household_id}")


@door.post("/households/<uuid:household_id>/leave", open_to=BEHEERDER, fresh=True)
def move_out(household_id: UUID) -> Response:
    """Somebody no longer lives here."""
    households.move_out(viewer(), household_id, _person(), clock.now())
    flash(_("Saved."), "success")
    return go(f"/people/households/{household_id}")


@door.post("/<uuid:person_id>/household", open_to=BEHEERDER, fresh=True)
def new_household(person_id: UUID) -> Response:
    """A new household, for now of this person alone."""
    household_id = households.move_in(viewer(), None, person_id, clock.now())
    return go(f"/people/households/{household_id}")


def _person() -> UUID:
    try:
        return UUID(request.form.get("person", ""))
    except ValueError:
        raise NotFound from None
