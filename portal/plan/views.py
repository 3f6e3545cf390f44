"""The participant's plan: at a glance, the journey, and the goals of a pillar with their steps."""

from uuid import UUID

from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.core import clock
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.htmx import go, page, wants_part
from portal.plan import actions, queries
from portal.plan.presented import journey, words
from portal.plan.terms import Pillar
from portal.texts import remark_queries

door = Door("plan", __name__, url_prefix="/plan")


@door.get("", open_to=PARTICIPANT)
def overview() -> Response:
    """Where I am, what is next, how much time I have, and whom I can ask."""
    return page(
        "plan/overview.html",
        plan=queries.overview(viewer()),
        contacts=accounts.contacts(viewer()),
        **words(),
    )


@door.get("/journey", open_to=PARTICIPANT)
def whole_journey() -> Response:
    """The way from arrival to diploma, with where I am."""
    plan = queries.overview(viewer())
    return page("plan/journey.html", plan=plan, parts=journey(plan), **words())


@door.get("/pillars/<any(language, work, health):pillar>", open_to=PARTICIPANT)
def pillar(pillar: str) -> Response:
    """The goals of one pillar with their steps, and who does what."""
    which = Pillar(pillar)
    goals = queries.goals(viewer(), which)
    remarks = remark_queries.mine(viewer(), (goal.title_id for goal in goals))
    return page("plan/pillar.html", pillar=which, goals=goals, remarks=remarks, **words())


@door.post("/steps/<uuid:step_id>/finish", open_to=PARTICIPANT)
def finish_step(step_id: UUID) -> Response:
    """Tick a step of my own."""
    actions.finish_step(viewer(), step_id, clock.now())
    return _step(step_id)


@door.post("/steps/<uuid:step_id>/reopen", open_to=PARTICIPANT)
def reopen_step(step_id: UUID) -> Response:
    """Take the tick back."""
    actions.reopen_step(viewer(), step_id, clock.now())
    return _step(step_id)


def _step(step_id: UUID) -> Response:
    """The step's goal as it is now, with what is done in sight: in place, or on its page."""
    step = queries.step(viewer(), step_id)
    if wants_part():
        goal = next(goal for goal in queries.goals(viewer(), step.pillar) if goal.id == step.goal_id)
        return page("plan/_goal.html", goal=goal, own=True, opened=True, **words())
    return go(queries.address(step))
