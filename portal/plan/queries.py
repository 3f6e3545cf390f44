"""Every read of plans: of one's own, or of a person one is regisseur of (`statements.MAY_SEE`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from portal.accounts import sight
from portal.core import clock as house_clock
from portal.core import offers
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Role, Viewer
from portal.plan import clocks, statements
from portal.plan.clocks import Clock, ClockState
from portal.plan.models import Plan, Step
from portal.plan.rules import ClockKind, Part, parts_for
from portal.plan.terms import (
    SKILLS,
    Domain,
    GoalState,
    Level,
    Pillar,
    Regime,
    Route,
    StepState,
    Support,
    Who,
    Wish,
)
from portal.texts import queries as texts
from portal.texts.queries import Shown

PRESSING = timedelta(days=3)
"""From how long before its day a step stands out."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the decision that is set says, for its reader."""

    number: int
    decided_on: date
    route: Route | None
    levels: dict[str, Level]
    """Aimed at in each skill, see `terms.SKILLS`; without the skills in which none is."""
    provider: str
    hours_per_week: float | None
    support: tuple[Support, ...]
    objection_until: date | None

    @property
    def may_object(self) -> bool:
        """Whether the last day for an objection is still to come."""
        return self.objection_until is not None and self.objection_until >= house_clock.today()

    @property
    def level(self) -> Level | None:
        """The one level aimed at, where it is the same for all four skills."""
        same = len(self.levels) == len(SKILLS) and len(set(self.levels.values())) == 1
        return self.levels["speaking"] if same else None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as its reader sees it."""

    id: UUID
    goal_id: UUID
    pillar: Pillar
    title: Shown
    goal_title: Shown
    who: Who
    partner: str
    due_on: date | None
    state: StepState
    wish: Wish | None
    """What the participant asked to be otherwise, as long as nobody has answered."""
    mine: bool
    """The participant added it."""

    @property
    def done(self) -> bool:
        return self.state is StepState.DONE

    @property
    def pressing(self) -> bool:
        """Whether it should be done within days, or should have been."""
        return self.due_on is not None and self.due_on - house_clock.today() <= PRESSING


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its steps."""

    id: UUID
    title_id: UUID
    pillar: Pillar
    domain: Domain
    title: Shown
    state: GoalState
    steps: tuple[StepView, ...]

    @property
    def todo(self) -> tuple[StepView, ...]:
        return tuple(step for step in self.steps if not step.done)

    @property
    def done(self) -> tuple[StepView, ...]:
        return tuple(step for step in self.steps if step.done)


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan at a glance."""

    plan_id: UUID
    person_id: UUID
    regime: Regime
    part: Part | None
    parts: tuple[Part, ...]
    decision: DecisionView | None
    counts: dict[Pillar, int]
    """Open goals in each pillar."""
    next_step: StepView | None
    """For the participant who looks at their own."""
    clocks: tuple[Clock, ...]

    @property
    def waiting(self) -> Clock | None:
        """The clock of the plan itself, as long as no decision is set."""
        if self.decision is not None:
            return None
        return next((clock for clock in self.clocks if clock.kind is ClockKind.PLAN_DUE), None)

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks worth a look: not the plan's own, which has a place of its own, nor what is long past."""
        return tuple(clock for clock in self.clocks if clock.kind is not ClockKind.PLAN_DUE and not _past(clock))

    @property
    def position(self) -> int | None:
        """Which part of the journey this is, counted from 1."""
        return self.parts.index(self.part) + 1 if self.part in self.parts else None


def _past(clock: Clock) -> bool:
    """Over, and nothing that still asks something: everything but the term itself."""
    return clock.state is ClockState.OVER and clock.kind is not ClockKind.TERM


def overview(viewer: Viewer, person_id: UUID | None = None, *, counted: bool = True) -> Overview | None:
    """The plan at a glance, of the viewer or of a person they are regisseur of; None where there is none yet.

    Costs the same few queries however many goals and steps there are; who shows no numbers has them not ``counted``.
    """
    row = _plan(viewer, person_id or viewer.person_id)
    if row is None:
        return None
    facts = _facts(viewer, row)
    return Overview(
        plan_id=row.id,
        person_id=row.person_id,
        regime=row.regime,
        part=row.part,
        parts=parts_for(row.regime, row.route),
        decision=decision_view(row) if row.number is not None else None,
        counts=dict.fromkeys(Pillar, 0) | (_counts(row.id) if counted else {}),
        next_step=_next_step(row.id) if person_id is None else None,
        clocks=tuple(clocks.clocks(facts, house_clock.today())),
    )


def goals(
    viewer: Viewer, pillar: Pillar | None = None, person_id: UUID | None = None, *, dropped: bool = False
) -> list[GoalView]:
    """The goals with their steps, of one pillar or of all: of the viewer, or of whom they are regisseur.

    With ``dropped`` those too that no longer fit.
    """
    row = _plan(viewer, person_id or viewer.person_id)
    return said(goals_of(row.id, pillar, dropped=dropped)) if row is not None else []


Rows = tuple[Sequence[Any], Sequence[Any]]
"""Goals and steps as they are stored."""


def goals_of(plan_id: UUID, pillar: Pillar | None = None, *, dropped: bool = False) -> Rows:
    """Goals and steps of a plan that the viewer may see, for `said` to put into words."""
    wanted: dict[str, Any] = {"plan": plan_id}
    if pillar is not None:
        wanted["pillar"] = pillar
    every = statements.KEPT_GOALS if dropped else statements.GOALS
    goal_rows = db.session.execute(every if pillar is None else statements.PILLAR_GOALS, wanted).all()
    step_rows = db.session.execute(statements.STEPS if pillar is None else statements.PILLAR_STEPS, wanted).all()
    return goal_rows, step_rows


def said(rows: Rows) -> list[GoalView]:
    """Goals with their steps, in the language that is spoken now."""
    goal_rows, step_rows = rows
    words = texts.shown([*(g.title_id for g in goal_rows), *(s.title_id for s in step_rows)])
    steps: dict[UUID, list[StepView]] = {}
    for step_row in step_rows:
        if step_row.goal_title_id in words:
            steps.setdefault(step_row.goal_id, []).append(_step(step_row, words))
    return [
        GoalView(g.id, g.title_id, g.pillar, g.domain, words[g.title_id], g.state, tuple(steps.get(g.id, ())))
        for g in goal_rows
    ]


def step(viewer: Viewer, step_id: UUID) -> StepView:
    """One step that the viewer may see; raises `NotFound` otherwise."""
    row = found(db.session.execute(statements.STEP, {**sight.eyes(viewer), "step": step_id}).one_or_none())
    return _step(row, texts.shown([row.title_id, row.goal_title_id]))


def plan_id_of(viewer: Viewer, person_id: UUID) -> UUID | None:
    """The id of a plan that the viewer may see; None where there is none, or none for them."""
    row = _plan(viewer, person_id)
    return row.id if row is not None else None


def next_step(viewer: Viewer) -> StepView | None:
    """The one step that the viewer can best take next: the most pressing one of their own."""
    plan_id = db.session.scalar(statements.MY_PLAN_ID, {"viewer": viewer.person_id})
    return _next_step(plan_id) if plan_id else None


def open_steps(plan_id: UUID) -> list[StepView]:
    """What is still to be done in a plan that the viewer may see, the most pressing first."""
    rows = db.session.execute(statements.OPEN_STEPS, {"plan": plan_id}).all()
    words = texts.shown(text_id for row in rows for text_id in (row.title_id, row.goal_title_id))
    return [_step(row, words) for row in rows]


def hand_hours(viewer: Viewer, person_id: UUID) -> dict[str, float]:
    """Hours entered by hand, by what they count for."""
    rows = db.session.execute(statements.HAND_HOURS, {**sight.eyes(viewer), "person": person_id})
    return {kind.value: minutes / 60 for kind, minutes in rows}


def hours(viewer: Viewer, person_id: UUID) -> dict[str, float]:
    """All hours of a person, of every room together, by what they count for."""
    return clocks.total(offer(viewer, person_id) for offer in offers.all_of("hours"))


def keeps(viewer: Viewer, person_id: UUID) -> bool:
    """Whether there is a plan of this person that the viewer keeps as regisseur."""
    return viewer.has(Role.REGISSEUR) and person_id != viewer.person_id and _plan(viewer, person_id) is not None


def kept_plan(viewer: Viewer, person_id: UUID) -> Plan:
    """The plan of a person whom the viewer is regisseur of, locked for a change; raises `NotFound` otherwise."""
    _must_be_regisseur(viewer)
    return found(db.session.scalar(statements.KEPT_PLAN, {**sight.eyes(viewer), "person": person_id}))


def step_to_change(viewer: Viewer, step_id: UUID) -> Step:
    """A step of an open goal, locked for a change by who may see it; raises `NotFound` otherwise."""
    return found(db.session.scalar(statements.STEP_TO_CHANGE, {**sight.eyes(viewer), "step": step_id}))


def kept_municipality(viewer: Viewer, person_id: UUID) -> UUID:
    """The municipality of a person whom the viewer is regisseur of; raises `NotFound` otherwise."""
    _must_be_regisseur(viewer)
    return found(db.session.scalar(statements.KEEPS_PERSON, {**sight.eyes(viewer), "person": person_id}))


def address(step: StepView) -> str:
    """Where the participant finds a step."""
    return f"/plan/pillars/{step.pillar}#step-{step.id}"


def _must_be_regisseur(viewer: Viewer) -> None:
    if not viewer.has(Role.REGISSEUR):
        raise NotFound


def _plan(viewer: Viewer, person_id: UUID) -> Any:
    return db.session.execute(statements.PLAN, {**sight.eyes(viewer), "person": person_id}).one_or_none()


def _counts(plan_id: UUID) -> dict[Pillar, int]:
    return {row.pillar: row.number for row in db.session.execute(statements.COUNTS, {"plan": plan_id})}


def _next_step(plan_id: UUID) -> StepView | None:
    row = db.session.execute(statements.NEXT_STEP, {"plan": plan_id}).one_or_none()
    return _step(row, texts.shown([row.title_id, row.goal_title_id])) if row else None


def _step(row: Any, words: dict[UUID, Shown]) -> StepView:
    return StepView(
        id=row.id,
        goal_id=row.goal_id,
        pillar=row.pillar,
        title=words[row.title_id],
        goal_title=words[row.goal_title_id],
        who=row.who,
        partner=row.partner,
        due_on=row.due_on,
        state=row.state,
        wish=row.wish,
        mine=row.made_by == row.person_id,
    )


def decision_view(row: Any) -> DecisionView:
    """A version for its reader, of a row with its columns."""
    levels = {skill: getattr(row, skill) for skill in SKILLS}
    return DecisionView(
        number=row.number,
        decided_on=row.decided_on,
        route=row.route,
        levels={skill: level for skill, level in levels.items() if level is not None},
        provider=row.provider,
        hours_per_week=row.hours_per_week,
        support=tuple(Support(value) for value in row.support),
        objection_until=row.objection_until,
    )


def _facts(viewer: Viewer, row: Any) -> clocks.Facts:
    milestones = db.session.execute(statements.MILESTONES, {"plan": row.id})
    reached = {each.kind: each.on for each in milestones}
    return clocks.facts_of(row, reached, hours(viewer, row.person_id))
