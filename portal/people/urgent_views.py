"""Opening a file that is not one's own because it cannot wait, and asking about it afterwards."""

from uuid import UUID

from flask import flash
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.staff_views import door
from portal.core import clock
from portal.core.access import BEHEERDER, CASE_WORKERS, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.core.viewer import Role
from portal.people import urgent
from portal.people.forms import UrgentForm
from portal.people.words import ROLES


@door.get("/<uuid:person_id>/urgent", open_to=CASE_WORKERS)
def urgent_form(person_id: UUID) -> Response:
    """What it means, and why it cannot wait."""
    return _form(UrgentForm(role=urgent.roles(viewer())[0].value), person_id)


@door.post("/<uuid:person_id>/urgent", open_to=CASE_WORKERS, once=True, fresh=True)
def open_urgently(person_id: UUID) -> Response:
    """Open it for an hour."""
    urgent.somebody(viewer(), person_id)
    form = UrgentForm()
    if not form.validate():
        return _form(form, person_id, status=422)
    try:
        urgent.open_urgently(viewer(), person_id, Role(form.role.data), form.reason.data or "", clock.now())
    except Refused as refusal:
        return _form(form, person_id, status=422, problem=_(refusal.message))
    flash(_("Open for an hour. This person and your beheerder are told."), "success")
    return go(f"/people/{person_id}")


@door.get("/urgent", open_to=BEHEERDER)
def urgent_list() -> Response:
    """Which files were opened so, by whom and why."""
    return page("people/urgent_list.html", accesses=urgent.lately(viewer()), roles=ROLES)


@door.post("/urgent/<uuid:access_id>", open_to=BEHEERDER)
def settle(access_id: UUID) -> Response:
    """The beheerder asked about it."""
    urgent.settle(viewer(), access_id, clock.now())
    flash(_("Saved."), "success")
    return go("/people/urgent")


def _form(form: UrgentForm, person_id: UUID, status: int = 200, problem: str | None = None) -> Response:
    return page(
        "people/urgent.html",
        status=status,
        form=form,
        person=urgent.somebody(viewer(), person_id),
        workers=accounts.workers_of(person_id),
        may_as=urgent.roles(viewer()),
        roles=ROLES,
        problem=problem,
    )
