"""What the plan gives the house."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import escape
from sqlalchemy import delete, inspect, select

from portal.core.db import db
from portal.core.i18n import N_
from portal.core.offers import Keep, MenuEntry, NextStep, Offers, PersonPage
from portal.core.viewer import Viewer
from portal.plan import caseload, drafts, kept_queries, queries
from portal.plan import reminders as reminders  # its sentences join the library
from portal.plan.clocks import term_end
from portal.plan.models import (
    ClockWarning,
    Decision,
    Goal,
    HandHours,
    Intake,
    Milestone,
    Plan,
    PlanAgreement,
    PlanAnswer,
    PlanChange,
    PlanTalk,
    Step,
)
from portal.plan.plain import plain
from portal.plan.terms import DecisionState

SCOPE = {"scope": "system: rights of the person"}

TABLES = (
    Plan,
    Decision,
    Goal,
    Step,
    HandHours,
    Milestone,
    PlanChange,
    PlanAnswer,
    Intake,
    PlanTalk,
    PlanAgreement,
    ClockWarning,
)
"""Parents first."""


def next_step(viewer: Viewer) -> NextStep | None:
    """The one step that the viewer can best take next."""
    step = queries.next_step(viewer)
    if step is None:
        return None
    return NextStep(escape(step.title), escape(step.goal_title), queries.address(step), step.due_on)


def hours(viewer: Viewer, person_id: UUID) -> Mapping[str, float]:
    """Hours entered by hand."""
    return queries.hand_hours(viewer, person_id)


def person_page(viewer: Viewer, person_id: UUID) -> PersonPage | None:
    """The plan of a person, for the regisseur who keeps it."""
    if not queries.keeps(viewer, person_id):
        lacks = kept_queries.lacks_plan(viewer, person_id)
        return PersonPage(N_("Begin the plan"), f"/plan/of/{person_id}/open", "plan") if lacks else None
    return PersonPage(N_("Plan"), f"/plan/of/{person_id}", "plan")


def export(person_id: UUID) -> dict[str, Any]:
    """The whole plan with its history. The words of goals and steps are in what the texts give.

    Not a draft that nobody was shown: it says nothing yet.
    """
    rows = {model.__tablename__: _rows(model, person_id) for model in TABLES}
    drafted = plain(DecisionState.DRAFT)
    return {**rows, "decision": [row for row in rows["decision"] if row["state"] != drafted]}


def _rows(model: Any, person_id: UUID) -> list[dict[str, Any]]:
    statement = select(model).where(model.person_id == person_id).execution_options(**SCOPE)
    return [
        {attribute.key: plain(getattr(row, attribute.key)) for attribute in inspect(model).column_attrs}
        for row in db.session.scalars(statement)
    ]


def keep(person_id: UUID) -> list[Keep]:
    """The versions of the decision: the municipality decided them, and must be able to show what it decided."""
    being_made = {plain(state) for state in drafts.BEING_MADE}
    versions = [row for row in _rows(Decision, person_id) if row["state"] not in being_made]
    ground = "Archiefwet 1995, art. 3; Wet inburgering 2021, art. 15"
    return [Keep("plan.decisions", ground, {"decisions": versions})] if versions else []


def term_over(day: date) -> dict[UUID, bool]:
    """Of everybody with a decision that is set, whether their term ended before a day."""
    rows = db.session.execute(
        select(Decision.person_id, Decision.term_starts_on, Decision.term_ends_on)
        .where(Decision.state == DecisionState.SET)
        .execution_options(scope="system: retention")
    )
    ends = {row.person_id: row.term_ends_on or (row.term_starts_on and term_end(row.term_starts_on)) for row in rows}
    return {person_id: end < day for person_id, end in ends.items() if end is not None}


def erase(person_id: UUID) -> None:
    """Removes the plan, children first."""
    for model in reversed(TABLES):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="plan",
    participant_menu=MenuEntry("plan.overview", N_("Plan"), "plan"),
    staff_menu=MenuEntry("plan_of.cases", N_("Plans"), "plan"),
    next_step=next_step,
    hours=hours,
    todo=caseload.todo,
    person_page=person_page,
    export=export,
    keep=keep,
    term_over=term_over,
    erase=erase,
)
