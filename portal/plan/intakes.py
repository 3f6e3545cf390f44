"""The broad intake (brede intake): how it goes in each domain of life, and the goals that follow from it.

Wet inburgering 2021, art. 14. It is the ground of the plan; the learning test (leerbaarheidstoets) is a part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.core import when
from portal.core.db import db
from portal.core.viewer import Viewer
from portal.plan import actions, changing, pace, queries
from portal.plan.models import Goal, Intake
from portal.plan.queries import Overview
from portal.plan.standard import GOALS, StandardGoal
from portal.plan.terms import Domain, GoalState, Regime, Route, Standing
from portal.texts.models import Text

LAST = (
    select(Intake)
    .where(Intake.plan_id == bindparam("plan"))
    .order_by(Intake.at.desc())
    .limit(1)
    .execution_options(scope="viewer: of a plan I may see")
)
IN_PLAN = (
    select(Text.block)
    .join(Goal, Goal.title_id == Text.id)
    .where(Goal.plan_id == bindparam("plan"), Goal.state != GoalState.DROPPED, Text.block.is_not(None))
    .execution_options(scope="viewer: of a plan I may see")
)

FOR_ROUTE = {
    Route.B1: "plan.goal.language_b1",
    Route.EDUCATION: "plan.goal.language_b1",
    Route.SELF_RELIANCE: "plan.goal.daily_dutch",
}
"""The language goal that a learning route begins with."""
FOR_ALL = ("plan.goal.society",)
"""What the act asks of everybody who integrates: knowledge of Dutch society and the values (KNM, PVT)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A goal of the library that fits what was told."""

    goal: StandardGoal
    standing: Standing | None
    """How it goes in its domain; None where it is proposed for another reason."""
    chosen: bool
    """Whether it is chosen already, until the regisseur thinks otherwise."""


WELL = Standing.WELL


def hold(
    actor: Viewer,
    person_id: UUID,
    standings: Mapping[Domain, Standing],
    held_on: date,
    now: datetime,
    *,
    tested_on: date | None = None,
    outcome: Route | None = None,
) -> UUID:
    """The intake was held: what was told, and the learning test where it was taken. For the regisseur.

    Returns the intake's id.
    """
    plan = queries.kept_plan(actor, person_id)
    intake = Intake(
        **changing.belongs(plan),
        held_on=held_on,
        standings={domain.value: standing.value for domain, standing in standings.items()},
        tested_on=tested_on,
        outcome=outcome,
        made_by=actor.person_id,
        at=now,
    )
    db.session.add(intake)
    db.session.flush()
    values = {name: getattr(intake, name) for name in ("held_on", "standings", "tested_on", "outcome")}
    changing.changed(actor, plan, "plan.intake", intake, values, now)
    return intake.id


def last_intake(plan_id: UUID) -> Intake | None:
    """The newest intake of a plan that the viewer may see."""
    return db.session.scalar(LAST, {"plan": plan_id})


def proposals(plan: Overview) -> list[Proposal]:
    """Goals that fit what was told last, without those that the plan has: the chosen first, and where help is needed.

    Chosen are the first goal of each domain where help is needed now, the language goal of the route, and what the
    act asks of everybody.
    """
    intake = last_intake(plan.plan_id)
    if intake is None:
        return []
    told = {Domain(domain): Standing(standing) for domain, standing in intake.standings.items()}
    has = set(db.session.scalars(IN_PLAN, {"plan": plan.plan_id}))
    sure = {FOR_ROUTE[intake.outcome]} if intake.outcome else set()
    sure |= set(FOR_ALL if plan.regime is Regime.WI2021 else ())
    fitting = [each for each in GOALS.values() if each.key in sure or told.get(each.domain, WELL) is not WELL]
    first = {each.domain: each.key for each in reversed(fitting)}
    if intake.outcome:
        first[Domain.LANGUAGE] = FOR_ROUTE[intake.outcome]
    needed = {first[domain] for domain, standing in told.items() if standing is Standing.HELP and domain in first}
    found = [
        Proposal(each, told.get(each.domain), each.key in sure | needed) for each in fitting if each.key not in has
    ]
    return sorted(found, key=lambda each: (not each.chosen, each.standing is not Standing.HELP))


def add_goals(actor: Viewer, person_id: UUID, keys: Iterable[str], now: datetime) -> None:
    """Add goals of the library with all of their steps, each until its proposed day. For the regisseur."""
    today = when.local(now).date()
    for key in keys:
        goal_id = actions.add_goal(actor, person_id, now, block=key)
        for step in GOALS[key].steps:
            actions.add_step(actor, goal_id, now, block=step.key, due_on=pace.proposed_day(step.key, today))
