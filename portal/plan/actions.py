"""Every change of a plan by who keeps it. Each leaves a row in its history; nothing is deleted.

The regisseur who works for a person keeps the plan; the participant ticks their own steps. Who is neither finds
nothing (`NotFound`).
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from portal.accounts import sight
from portal.core import outbox, when
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.plan import changing, decisions, drafts, queries, rules, statements
from portal.plan.decisions import DecisionContent
from portal.plan.models import Goal, HandHours, Milestone, Plan, Step
from portal.plan.rules import Part
from portal.plan.standard import GOALS, STEPS
from portal.plan.terms import (
    Basis,
    DecisionState,
    Domain,
    GoalState,
    HourKind,
    MilestoneKind,
    Pillar,
    Regime,
    StepState,
    Who,
)

SCOPE = {"scope": "viewer: of a plan locked for a change"}


def open_plan(
    actor: Viewer,
    person_id: UUID,
    now: datetime,
    *,
    regime: Regime = Regime.WI2021,
    registered_on: date | None = None,
    part: Part | None = None,
) -> UUID:
    """Begin a person's plan; it starts in the first part of the journey. Returns the plan's id."""
    municipality_id = queries.kept_municipality(actor, person_id)
    if db.session.scalar(select(Plan.id).where(Plan.person_id == person_id).execution_options(**SCOPE)) is not None:
        raise Refused(N_("There is a plan already."))
    parts = rules.REGIMES[regime].parts
    part = part or (parts[0] if parts else None)
    _check_part(regime, part)
    plan = Plan(
        person_id=person_id,
        municipality_id=municipality_id,
        regime=regime,
        registered_on=registered_on,
        part=part,
        part_since=when.local(now).date() if part else None,
        opened_at=now,
    )
    db.session.add(plan)
    db.session.flush()
    values = {"regime": regime, "registered_on": registered_on, "part": part}
    changing.changed(actor, plan, "plan.opened", plan, values, now)
    return plan.id


def set_decision(actor: Viewer, person_id: UUID, content: DecisionContent, now: datetime) -> UUID:
    """Set a new version of the decision; the one before becomes *changed*, and a draft becomes it. Returns its id.

    Raises `Refused` where the reason does not fit what went before, or a route is changed too late.
    """
    plan = queries.kept_plan(actor, person_id)
    before = db.session.scalar(statements.SET_VERSION, {"plan": plan.id})
    decisions.check(plan, before, content)
    if before is not None:
        before.state = DecisionState.CHANGED
        db.session.flush()
    decision = drafts.written(actor, plan, before, content, DecisionState.SET, now)
    says = {name: getattr(decision, name) for name in decisions.SAYS}
    changing.changed(actor, plan, "plan.decision_set", decision, says, now)
    outbox.put(Notice(person_id, "plan.decision_set", link="/plan"))
    return decision.id


def add_goal(
    actor: Viewer,
    person_id: UUID,
    now: datetime,
    *,
    block: str | None = None,
    words: Mapping[str, str] | None = None,
    pillar: Pillar | None = None,
    domain: Domain | None = None,
) -> UUID:
    """Add a goal: a standard one by its block's key, or one in words by language (``{"nl": …}``), with its place.

    Returns the goal's id.
    """
    plan = queries.kept_plan(actor, person_id)
    standard = GOALS[block] if block else None
    pillar = pillar or (standard.pillar if standard else Pillar.LANGUAGE)
    domain = domain or (standard.domain if standard else Domain.LANGUAGE)
    return changing.new_goal(actor, plan, changing.title(actor, plan, block, words, now), pillar, domain, now)


def add_step(
    actor: Viewer,
    goal_id: UUID,
    now: datetime,
    *,
    block: str | None = None,
    words: Mapping[str, str] | None = None,
    who: Who | None = None,
    partner: str | None = None,
    basis: Basis = Basis.VOLUNTARY,
    due_on: date | None = None,
) -> UUID:
    """Add a step to a goal: a standard one by its block's key, or one in words by language. Returns its id."""
    goal, plan = _kept_goal(actor, goal_id)
    standard = STEPS[block] if block else None
    title_id = changing.title(actor, plan, block, words, now)
    who = who or (standard.who if standard else Who.PARTICIPANT)
    partner = partner if partner is not None else (standard.partner if standard else "")
    step = Step(**changing.belongs(plan), goal_id=goal.id, title_id=title_id, who=who, partner=partner)
    step.basis, step.due_on = basis, due_on
    return changing.new_step(actor, plan, step, now)


def finish_step(actor: Viewer, step_id: UUID, now: datetime) -> None:
    """Tick a step: the participant their own, the regisseur any. Ticking twice is the same as once."""
    _move_step(actor, step_id, StepState.DONE, now)


def reopen_step(actor: Viewer, step_id: UUID, now: datetime) -> None:
    """Take a tick back."""
    _move_step(actor, step_id, StepState.OPEN, now)


def start_step(actor: Viewer, step_id: UUID, now: datetime) -> None:
    """Say that a step is being worked on."""
    _move_step(actor, step_id, StepState.DOING, now)


def reschedule_step(actor: Viewer, step_id: UUID, due_on: date | None, now: datetime) -> None:
    """Another day until which a step can be taken, or none. For the regisseur."""
    step = queries.step_to_change(actor, step_id)
    if step.person_id == actor.person_id:
        raise NotFound
    if step.due_on != due_on:
        step.due_on, step.wish, step.wished_at = due_on, None, None
        changing.changed(actor, step, "plan.step_due", step, {"due_on": due_on}, now)


def drop_step(actor: Viewer, step_id: UUID, now: datetime) -> None:
    """Leave a step be: it no longer fits. For the regisseur; the participant drops what they added themselves."""
    _move_step(actor, step_id, StepState.DROPPED, now)


def settle_wish(actor: Viewer, step_id: UUID, now: datetime) -> None:
    """They talked about it, and the step stays as it is. For the regisseur."""
    step = queries.step_to_change(actor, step_id)
    if step.person_id == actor.person_id:
        raise NotFound
    if step.wish is not None:
        step.wish = step.wished_at = None
        changing.changed(actor, step, "plan.step_wish", step, {"state": "settled"}, now)


def close_goal(actor: Viewer, goal_id: UUID, state: GoalState, now: datetime) -> None:
    """A goal is reached or no longer fits, or is opened again. For the regisseur."""
    goal, plan = _kept_goal(actor, goal_id)
    if goal.state is not state:
        goal.state = state
        changing.changed(actor, plan, "plan.goal_state", goal, {"state": state}, now)


def move_to_part(actor: Viewer, person_id: UUID, part: Part, now: datetime) -> None:
    """The person is now in this part of the journey, which the act must know."""
    plan = queries.kept_plan(actor, person_id)
    _check_part(plan.regime, part)
    plan.part, plan.part_since = part, when.local(now).date()
    changing.changed(actor, plan, "plan.part", plan, {"part": part}, now)


def add_hours(
    actor: Viewer, person_id: UUID, kind: HourKind, hours: float, on: date, reason: str, now: datetime
) -> UUID:
    """Enter hours by hand, with the reason why no roll call has them; negative ones correct an entry before."""
    if not reason.strip() or round(hours * 60) == 0:
        raise Refused(N_("Hours that are entered by hand need a number and a reason."))
    plan = queries.kept_plan(actor, person_id)
    entry = HandHours(
        **changing.belongs(plan),
        kind=kind,
        minutes=round(hours * 60),
        on=on,
        reason=reason.strip(),
        made_by=actor.person_id,
        made_at=now,
    )
    db.session.add(entry)
    db.session.flush()
    changing.changed(actor, plan, "plan.hours_added", entry, {"kind": kind, "minutes": entry.minutes, "on": on}, now)
    return entry.id


def reach(actor: Viewer, person_id: UUID, kind: MilestoneKind, on: date, now: datetime) -> None:
    """Something happened on a day: the excursion of the PVT, the signature, the diploma. Once is enough."""
    plan = queries.kept_plan(actor, person_id)
    known = db.session.scalar(
        select(Milestone).where(Milestone.plan_id == plan.id, Milestone.kind == kind).execution_options(**SCOPE)
    )
    milestone = known or Milestone(**changing.belongs(plan), kind=kind)
    milestone.on, milestone.made_by, milestone.made_at = on, actor.person_id, now
    db.session.add(milestone)
    db.session.flush()
    changing.changed(actor, plan, "plan.milestone", milestone, {"kind": kind, "on": on}, now)


# What the actions share


def _check_part(regime: Regime, part: Part | None) -> None:
    if part is not None and part not in rules.REGIMES[regime].parts:
        raise Refused(N_("This part does not belong to this plan."))


def _kept_goal(actor: Viewer, goal_id: UUID) -> tuple[Goal, Plan]:
    goal = db.session.scalar(statements.KEPT_GOAL, {**sight.eyes(actor), "goal": goal_id})
    if goal is None:
        raise NotFound
    return goal, queries.kept_plan(actor, goal.person_id)


def _move_step(actor: Viewer, step_id: UUID, state: StepState, now: datetime) -> None:
    step = queries.step_to_change(actor, step_id)
    mine, own = step.person_id == actor.person_id, step.made_by == actor.person_id
    if mine and (step.who is not Who.PARTICIPANT or (state is StepState.DROPPED and not own)):
        raise NotFound
    if step.state is state:
        return
    done = state is StepState.DONE
    step.state = state
    step.done_at, step.done_by = (now, actor.person_id) if done else (None, None)
    step.wish = step.wished_at = None
    changing.changed(actor, step, "plan.step_state", step, {"state": state}, now)
