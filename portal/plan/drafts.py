"""The decision before it is set: written as a draft, shared for the talk about it, taken back or set.

A plan has one draft at most. What only its regisseur sees stands in no history; what the participant saw does.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.accounts import sight
from portal.audit import actions as audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.viewer import Viewer
from portal.plan import changing, decisions, queries, statements
from portal.plan.decisions import DecisionContent
from portal.plan.models import Decision, Plan
from portal.plan.plain import plain
from portal.plan.queries import DecisionView
from portal.plan.terms import DecisionState

BEING_MADE = (DecisionState.DRAFT, DecisionState.DISCUSSED)

DRAFT = (
    select(Decision)
    .where(Decision.plan_id == bindparam("plan"), Decision.state.in_(BEING_MADE))
    .execution_options(scope="viewer: of a plan I may see")
)
STANDS = (
    select(Decision)
    .join(Plan, Plan.id == Decision.plan_id)
    .where(Plan.person_id == bindparam("person"), statements.KEEPS)
    .where(Decision.state.in_((DecisionState.SET, *BEING_MADE)))
    .order_by(Decision.number)
    .execution_options(scope="viewer: of whom I am regisseur")
)
"""What is set, and what is being made."""
PROPOSAL = DRAFT.where(Decision.state == DecisionState.DISCUSSED)


class ChangedMeanwhile(Refused):
    """Somebody else wrote since the form was opened."""


def draft(viewer: Viewer, person_id: UUID) -> Decision | None:
    """What is being written for a person whom the viewer is regisseur of, shared or not."""
    return next((row for row in _stands(viewer, person_id) if row.state in BEING_MADE), None)


def proposal(plan_id: UUID) -> DecisionView | None:
    """What was shared for the talk, of a plan that the viewer may see."""
    row = db.session.scalar(PROPOSAL, {"plan": plan_id})
    return queries.decision_view(row) if row is not None else None


def save(actor: Viewer, person_id: UUID, content: DecisionContent, now: datetime, *, shared: bool = False) -> UUID:
    """Write the draft, over the one before. Shared, the participant reads it and is told; shared once, it stays so.

    Raises `Refused` as setting it would. Returns its id.
    """
    plan = queries.kept_plan(actor, person_id)
    before = db.session.scalar(statements.SET_VERSION, {"plan": plan.id})
    decisions.check(plan, before, content)
    was = db.session.scalar(DRAFT, {"plan": plan.id})
    shared = shared or (was is not None and was.state is DecisionState.DISCUSSED)
    state = DecisionState.DISCUSSED if shared else DecisionState.DRAFT
    row = written(actor, plan, before, content, state, now)
    if shared:
        says = {name: getattr(row, name) for name in decisions.SAYS}
        changing.changed(actor, plan, "plan.decision_shared", row, says, now)
    else:
        audit.record(actor, person_id, "plan.changed", now)
    return row.id


def mark(viewer: Viewer, person_id: UUID) -> str:
    """What is set and what is being made, in short: by which it is known later that nobody wrote in between.

    Empty where nothing is.
    """
    rows = _stands(viewer, person_id)
    if not rows:
        return ""
    says = json.dumps([[plain(getattr(row, name)) for name in ("state", *decisions.SAYS)] for row in rows])
    return hashlib.sha256(says.encode()).hexdigest()


def must_be_as_seen(actor: Viewer, person_id: UUID, seen: str) -> None:
    """Raise `ChangedMeanwhile` where a colleague has written, set or taken back something since this was opened.

    From here to the end of the change nobody else writes.
    """
    queries.kept_plan(actor, person_id)
    if mark(actor, person_id) != seen:
        raise ChangedMeanwhile(
            N_("A colleague has changed this meanwhile. What you typed is still here; look at theirs first.")
        )


def take_back(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """The draft is no more. Of one that was shared the history keeps what the participant read."""
    plan = queries.kept_plan(actor, person_id)
    row = db.session.scalar(DRAFT, {"plan": plan.id})
    if row is None:
        return
    if row.state is DecisionState.DISCUSSED:
        changing.changed(actor, plan, "plan.decision_taken_back", row, {}, now)
    else:
        audit.record(actor, person_id, "plan.changed", now)
    db.session.delete(row)


def written(
    actor: Viewer, plan: Plan, before: Decision | None, content: DecisionContent, state: DecisionState, now: datetime
) -> Decision:
    """A version with this content in this state: what was the draft, where there is one, or a new one."""
    row = db.session.scalar(DRAFT, {"plan": plan.id})
    if row is None:
        number = db.session.scalar(statements.NEXT_NUMBER, {"plan": plan.id})
        row = Decision(**changing.belongs(plan), number=number)
        db.session.add(row)
    for name, value in decisions.row(plan, before, content).items():
        setattr(row, name, value)
    row.state, row.made_by, row.made_at = state, actor.person_id, now
    db.session.flush()
    return row


def _stands(viewer: Viewer, person_id: UUID) -> Sequence[Decision]:
    return db.session.scalars(STANDS, {**sight.eyes(viewer), "person": person_id}).all()
