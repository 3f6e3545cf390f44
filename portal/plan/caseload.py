"""The caseload of a regisseur: for each person, what their plan asks for today. What presses most comes first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts import sight
from portal.accounts.models import Grant, Person
from portal.core import clock as house_clock
from portal.core import when
from portal.core.db import db
from portal.core.i18n import _
from portal.core.offers import Todo
from portal.core.viewer import Role, Viewer
from portal.plan import clocks, talks
from portal.plan.clocks import Clock, ClockState
from portal.plan.models import Decision, Goal, Milestone, Plan, PlanAnswer, PlanTalk, Step
from portal.plan.rules import PERIODS, ClockKind
from portal.plan.statements import DATES, IS_SET
from portal.plan.terms import AnswerKind, GoalState, MilestoneKind, StepState

MINE = {"scope": "viewer: of whom I am regisseur"}
KEEPS_PERSON = sight.has_case(Person.id, Role.REGISSEUR)

PEOPLE = (
    select(Person.id, Person.given_name, Person.family_name, Person.language, Plan.id.label("plan_id"))
    .add_columns(*DATES)
    .join(Grant, (Grant.person_id == Person.id) & (Grant.role == Role.PARTICIPANT))
    .outerjoin(Plan, Plan.person_id == Person.id)
    .outerjoin(Decision, IS_SET)
    .where(KEEPS_PERSON)
    .order_by(Person.family_name, Person.given_name, Person.id)
    .execution_options(**MINE)
)
_later = aliased(PlanAnswer)
ANSWERS = (
    select(PlanAnswer.person_id, PlanAnswer.kind)
    .join(Person, Person.id == PlanAnswer.person_id)
    .where(
        KEEPS_PERSON,
        PlanAnswer.kind != AnswerKind.UNDERSTOOD,
        PlanAnswer.settled_at.is_(None),
        ~select(_later.id).where(_later.plan_id == PlanAnswer.plan_id, _later.at > PlanAnswer.at).exists(),
    )
    .execution_options(**MINE)
)
"""What was said last, where it still waits."""
STEPS = (
    select(
        Step.person_id,
        func.count(Step.wish).label("wishes"),
        func.count(case((Step.due_on < bindparam("today"), 1))).label("overdue"),
    )
    .join(Goal, Goal.id == Step.goal_id)
    .join(Person, Person.id == Step.person_id)
    .where(
        KEEPS_PERSON,
        or_(Step.due_on < bindparam("today"), Step.wish.is_not(None)),
        Step.state.in_((StepState.OPEN, StepState.DOING)),
        Goal.state == GoalState.OPEN,
    )
    .group_by(Step.person_id)
    .execution_options(**MINE)
)
MILESTONES = (
    select(Milestone.person_id, Milestone.kind, Milestone.on)
    .join(Person, Person.id == Milestone.person_id)
    .where(KEEPS_PERSON)
    .execution_options(**MINE)
)

TALKS = (
    select(PlanTalk.person_id, func.max(PlanTalk.at).label("at"))
    .join(Person, Person.id == PlanTalk.person_id)
    .where(KEEPS_PERSON)
    .group_by(PlanTalk.person_id)
    .execution_options(**MINE)
)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the caseload."""

    person_id: UUID
    name: str
    language: str
    has_plan: bool
    waiting: Clock | None
    """The ten weeks, as long as no decision is set."""
    warns: Clock | None
    """The clock of a period that ends first among those that end soon or have just ended."""
    answer: AnswerKind | None
    wishes: int
    """Steps that the participant wants otherwise."""
    overdue: int
    """Steps whose day has passed."""
    talk_is_due: bool
    """Whether it is time for a progress talk."""

    @property
    def presses(self) -> bool:
        """Whether it asks something of the regisseur."""
        return self.rank < CALM

    @property
    def rank(self) -> int:
        """The lower, the sooner."""
        if self.answer is not None or self.wishes:
            return 0
        if not self.has_plan or (self.waiting is not None and self.waiting.state in PRESSING):
            return 1
        if self.warns is not None:
            return 2
        return 3 if self.overdue or self.talk_is_due else CALM


CALM = 4
PRESSING = {ClockState.SOON, ClockState.OVER}


def lines(viewer: Viewer) -> list[Line]:
    """Everybody the viewer is regisseur of, in a fixed number of queries."""
    eyes, today = sight.eyes(viewer), house_clock.today()
    answers = {row.person_id: row.kind for row in db.session.execute(ANSWERS, eyes)}
    steps = {row.person_id: (row.wishes, row.overdue) for row in db.session.execute(STEPS, eyes)}
    milestones: dict[UUID, dict[Any, date]] = {}
    for row in db.session.execute(MILESTONES, eyes):
        milestones.setdefault(row.person_id, {})[row.kind] = row.on
    talked = {row.person_id: when.local(row.at).date() for row in db.session.execute(TALKS, eyes)}
    found = [
        _line(
            row, milestones.get(row.id, {}), answers.get(row.id), steps.get(row.id, (0, 0)), talked.get(row.id), today
        )
        for row in db.session.execute(PEOPLE, eyes)
    ]
    return sorted(found, key=lambda line: (line.rank, _ends(line)))


def todo(viewer: Viewer) -> list[Todo]:
    """For the desk of a regisseur: whose plan asks for something."""
    if not viewer.has(Role.REGISSEUR):
        return []
    return [Todo(_("Plans that ask something of you"), sum(line.presses for line in lines(viewer)), "/plan/of", "plan")]


def _ends(line: Line) -> date:
    clock = line.waiting or line.warns
    return clock.ends if clock is not None and clock.ends is not None else date.max


def _line(
    row: Any,
    reached: dict[Any, date],
    answer: AnswerKind | None,
    steps: tuple[int, int],
    talked_on: date | None,
    today: date,
) -> Line:
    talk = talks.due_on(row.decided_on, talked_on)
    running = clocks.clocks(clocks.facts_of(row, reached), today) if row.plan_id is not None else []
    waiting = next((clock for clock in running if clock.kind is ClockKind.PLAN_DUE), None)
    warning = [clock for clock in running if clock.kind in PERIODS and _warns(clock)]
    return Line(
        person_id=row.id,
        name=f"{row.given_name} {row.family_name}",
        language=row.language,
        has_plan=row.plan_id is not None,
        waiting=waiting if waiting is not None and waiting.state is not ClockState.COMPLETE else None,
        warns=min(warning, key=lambda clock: clock.ends or date.max, default=None),
        answer=answer,
        wishes=steps[0],
        overdue=steps[1],
        talk_is_due=talk is not None and talk <= today and MilestoneKind.COMPLETED not in reached,
    )


def _warns(clock: Clock) -> bool:
    """What is over says so as long as it matters: the term until somebody has finished, the others not."""
    return clock.state is ClockState.SOON or (clock.state is ClockState.OVER and clock.kind is ClockKind.TERM)
