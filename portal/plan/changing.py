"""What every change of a plan shares: rows that belong to it, words for them, and a line in its history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from portal.audit import actions as audit
from portal.core import outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.plan.models import (
    Decision,
    Goal,
    HandHours,
    Intake,
    Milestone,
    Plan,
    PlanAgreement,
    PlanChange,
    PlanTalk,
    Step,
)
from portal.plan.plain import plain
from portal.plan.terms import Domain, Pillar
from portal.texts import actions as texts

SCOPE = {"scope": "viewer: of a plan locked for a change"}

TOLD = (
    "plan.goal_added",
    "plan.goal_state",
    "plan.step_added",
    "plan.step_state",
    "plan.step_due",
    "plan.part",
    "plan.decision_shared",
    "plan.decision_taken_back",
    "plan.intake",
    "plan.talk",
)
"""Changes of which the participant gets a notice; a decision has one of its own."""


def belongs(plan: Plan) -> dict[str, UUID]:
    """What ties a row to its plan and its person."""
    return {"plan_id": plan.id, "person_id": plan.person_id, "municipality_id": plan.municipality_id}


def title(actor: Viewer, plan: Plan, block: str | None, words: Mapping[str, str] | None, now: datetime) -> UUID:
    """The text of a goal or step: from its block, or in words by language."""
    if block is not None:
        return texts.from_block(block, municipality_id=plan.municipality_id, person_id=plan.person_id)
    if not words:
        raise ValueError("a title is a block or words")
    source = "nl" if "nl" in words else next(iter(words))
    return texts.write(actor, words, now, source=source, municipality_id=plan.municipality_id, person_id=plan.person_id)


def new_goal(actor: Viewer, plan: Plan, title_id: UUID, pillar: Pillar, domain: Domain, now: datetime) -> UUID:
    """Store a goal, the last of its plan, and say so."""
    goal = Goal(
        **belongs(plan),
        pillar=pillar,
        domain=domain,
        title_id=title_id,
        position=next_position(Goal, Goal.plan_id, plan.id),
        made_by=actor.person_id,
        made_at=now,
    )
    db.session.add(goal)
    db.session.flush()
    values = {"pillar": goal.pillar, "domain": goal.domain, "title_id": goal.title_id, "position": goal.position}
    changed(actor, plan, "plan.goal_added", goal, values, now)
    return goal.id


def new_step(actor: Viewer, plan: Plan, step: Step, now: datetime) -> UUID:
    """Store a step, the last of its goal, and say so."""
    step.position = next_position(Step, Step.goal_id, step.goal_id)
    step.made_by, step.made_at = actor.person_id, now
    db.session.add(step)
    db.session.flush()
    values = {
        name: getattr(step, name) for name in ("goal_id", "title_id", "who", "partner", "basis", "due_on", "position")
    }
    changed(actor, plan, "plan.step_added", step, values, now)
    return step.id


def next_position(model: Any, parent: Any, parent_id: UUID) -> int:
    """Behind the last."""
    highest = db.session.scalar(select(func.max(model.position)).where(parent == parent_id).execution_options(**SCOPE))
    return (highest or 0) + 1


def changed(
    actor: Viewer,
    plan: Plan | Step,
    kind: str,
    subject: Plan | Decision | Goal | Step | HandHours | Milestone | Intake | PlanTalk | PlanAgreement,
    values: Mapping[str, Any],
    now: datetime,
) -> None:
    """Write the change into the history and the audit, and tell the participant where it was somebody else's."""
    audit.record(actor, plan.person_id, "plan.changed", now)
    if actor.person_id != plan.person_id and kind in TOLD:
        outbox.put(Notice(plan.person_id, "plan.changed", link="/plan/changes"))
    db.session.add(
        PlanChange(
            plan_id=plan.plan_id if isinstance(plan, Step) else plan.id,
            person_id=plan.person_id,
            municipality_id=plan.municipality_id,
            kind=kind,
            subject_id=subject.id,
            values={name: plain(value) for name, value in values.items()},
            actor_id=actor.person_id,
            at=now,
        )
    )
