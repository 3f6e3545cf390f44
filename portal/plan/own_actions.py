"""What participants add to their own plan, and what they say to a step."""

from datetime import datetime
from uuid import UUID

from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Viewer
from portal.plan import changing, queries, statements
from portal.plan.models import Step
from portal.plan.terms import Basis, Domain, Pillar, StepState, Who, Wish

OWN_DOMAINS = {Pillar.LANGUAGE: Domain.LANGUAGE, Pillar.WORK: Domain.WORK, Pillar.HEALTH: Domain.PHYSICAL_HEALTH}
"""Of a goal that a participant adds: the domain that stands for its pillar; a regisseur may say it better."""


def add_own_goal(actor: Viewer, words: str, pillar: Pillar, now: datetime) -> UUID:
    """A goal that the participant wants, in their own words and language. Raises `NotFound` without a plan."""
    plan = found(db.session.scalar(statements.MY_OWN_PLAN, {"viewer": actor.person_id}))
    title_id = changing.title(actor, plan, None, {actor.language: words}, now)
    return changing.new_goal(actor, plan, title_id, pillar, OWN_DOMAINS[pillar], now)


def add_own_step(actor: Viewer, goal_id: UUID, words: str, now: datetime) -> UUID:
    """A step that the participant wants to take for a goal of theirs, in their own words and language."""
    goal = found(db.session.scalar(statements.MY_GOAL, {"viewer": actor.person_id, "goal": goal_id}))
    plan = found(db.session.scalar(statements.MY_OWN_PLAN, {"viewer": actor.person_id}))
    title_id = changing.title(actor, plan, None, {actor.language: words}, now)
    step = Step(**changing.belongs(plan), goal_id=goal.id, title_id=title_id, who=Who.PARTICIPANT, partner="")
    step.basis = Basis.VOLUNTARY
    return changing.new_step(actor, plan, step, now)


def wish(actor: Viewer, step_id: UUID, wanted: Wish, now: datetime) -> None:
    """The participant asks for something to be otherwise; the regisseur sees it until they change it or talked.

    Any step that is still to be done, whoever takes it; another wish takes the place of the one before.
    """
    step = queries.step_to_change(actor, step_id)
    if step.person_id != actor.person_id or step.state is StepState.DONE:
        raise NotFound
    if step.wish is not wanted:
        step.wish, step.wished_at = wanted, now
        changing.changed(actor, step, "plan.step_wish", step, {"state": wanted}, now)
