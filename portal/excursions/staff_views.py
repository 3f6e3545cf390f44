"""Excursions for begeleiders and regisseurs: who comes along, and who was there."""

from uuid import UUID

from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CASE_WORKERS, Door, viewer
from portal.core.errors import NotFound
from portal.core.htmx import go, page, wants_part
from portal.excursions import actions, queries
from portal.excursions.forms import AttendanceForm
from portal.excursions.models import NEED_ICONS, NEEDS
from portal.texts.queries import shown

door = Door("excursion_desk", __name__, url_prefix="/excursions")


@door.get("/planned", open_to=CASE_WORKERS)
def planned() -> Response:
    """The excursions of the municipality, from two weeks ago on."""
    outings = queries.planned(viewer(), clock.now())
    return page("excursions/staff/planned.html", outings=outings, texts=shown(outing.title_id for outing in outings))


@door.get("/<uuid:excursion_id>/people", open_to=CASE_WORKERS)
def people(excursion_id: UUID) -> Response:
    """Who comes along and what they need; on the day itself the roll call."""
    now = clock.now()
    detail = queries.excursion(viewer(), excursion_id, now)
    return page(
        "excursions/staff/people.html",
        excursion_id=excursion_id,
        detail=detail,
        texts=shown(detail.texts),
        people=queries.people(viewer(), excursion_id),
        roll_call=detail.roll_call(now),
        needs=NEEDS,
        need_icons=NEED_ICONS,
    )


@door.post("/<uuid:excursion_id>/people/<uuid:person_id>", open_to=CASE_WORKERS)
def mark(excursion_id: UUID, person_id: UUID) -> Response:
    """One tap: present, absent, or taken back."""
    form = AttendanceForm()
    if not form.validate():
        raise NotFound
    actions.mark_attendance(viewer(), excursion_id, person_id, form.marked, clock.now())
    if not wants_part():
        return go(f"/excursions/{excursion_id}/people#person-{person_id}")
    return page(
        "excursions/staff/_person.html",
        excursion_id=excursion_id,
        person=queries.participant(viewer(), excursion_id, person_id),
        roll_call=True,
        needs=NEEDS,
        need_icons=NEED_ICONS,
    )
