"""The plans that a regisseur keeps: the caseload, and each to read; each look at one leaves a trace."""

from uuid import UUID

from flask import flash
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import clock
from portal.core.access import REGISSEUR, Door, viewer
from portal.core.errors import found
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.plan import agreements, caseload, drafts, history, household, paper, queries
from portal.plan.presented import page_number, words
from portal.plan.terms import SUPPORT

door = Door("plan_of", __name__, url_prefix="/plan/of")


@door.get("", open_to=REGISSEUR)
def cases() -> Response:
    """Everybody I am regisseur of; what presses most comes first."""
    return page("plan/staff/cases.html", lines=caseload.lines(viewer()), **words())


@door.get("/<uuid:person_id>", open_to=REGISSEUR, leaves_trace=True)
def plan_of(person_id: UUID) -> Response:
    """All of one person's plan on one page, as they see it."""
    plan = found(queries.overview(viewer(), person_id))
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    return page(
        "plan/staff/plan.html",
        plan=plan,
        person=accounts.person(viewer(), person_id),
        goals=queries.said(queries.goals_of(plan.plan_id, dropped=True)),
        answer=history.answer(plan.plan_id),
        agreed=agreements.last_agreement(plan.plan_id),
        draft=drafts.draft(viewer(), person_id),
        **words(),
    )


@door.get("/<uuid:person_id>/paper", open_to=REGISSEUR, leaves_trace=True)
def on_paper(person_id: UUID) -> Response:
    """The plan to print, in the person's language and in Dutch, to take along from a talk."""
    person = accounts.person(viewer(), person_id)
    rows, back = paper.rows(viewer(), person_id, person.language), f"/plan/of/{person_id}"
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    return page("plan/paper/paper.html", rows=rows, person=person, own=False, back=back, today=clock.today())


@door.get("/<uuid:person_id>/household", open_to=REGISSEUR, leaves_trace=True)
def household_of(person_id: UUID) -> Response:
    """What helps whom in the household; a look at the plan of each who is shown."""
    members = household.members(viewer(), person_id)
    for member in members:
        audit.record(viewer(), member.id, "plan.opened", clock.now())
    supports = [(kind, _(label)) for kind, label in SUPPORT.items()]
    return page("plan/staff/household.html", members=members, supports=supports, person_id=person_id, **words())


@door.get("/<uuid:person_id>/changes", open_to=REGISSEUR, leaves_trace=True)
def changes_of(person_id: UUID) -> Response:
    """What changed, as the participant reads it."""
    plan_id = found(queries.plan_id_of(viewer(), person_id))
    said, more = history.changes(plan_id, person_id, number := page_number())
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    person = accounts.person(viewer(), person_id)
    return page("plan/staff/changes.html", person=person, changes=said, next_page=number + 1 if more else None)


@door.post("/<uuid:person_id>/settle", open_to=REGISSEUR)
def settle(person_id: UUID) -> Response:
    """What the participant asked about a change was talked about."""
    history.settle(viewer(), person_id, clock.now())
    flash(_("Saved."), "success")
    return go(f"/plan/of/{person_id}")
