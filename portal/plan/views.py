"""The participant's plan: at a glance, the journey, and the goals of a pillar with their steps."""

from typing import Any
from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.core import clock
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.errors import NotFound, found
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import _
from portal.plan import actions, agreements, drafts, history, intakes, own_actions, paper, queries, talks
from portal.plan.forms import OwnWordsForm
from portal.plan.presented import journey, page_number, words
from portal.plan.terms import AnswerKind, Pillar, Wish
from portal.texts import remark_queries

door = Door("plan", __name__, url_prefix="/plan")


@door.get("", open_to=PARTICIPANT)
def overview() -> Response:
    """Where I am, what is next, how much time I have, and whom I can ask."""
    plan = queries.overview(viewer())
    return page(
        "plan/overview.html",
        plan=plan,
        contacts=accounts.contacts(viewer()),
        last=talks.last_talk(plan.plan_id) if plan else None,
        agreed=agreements.last_agreement(plan.plan_id) if plan else None,
        intake=intakes.last_intake(plan.plan_id) if plan else None,
        proposal=drafts.proposal(plan.plan_id) if plan else None,
        **words(),
    )


@door.get("/proposal", open_to=PARTICIPANT)
def proposal() -> Response:
    """What my regisseur proposes, before we talk about it."""
    plan_id = found(queries.plan_id_of(viewer(), viewer().person_id))
    shown = found(drafts.proposal(plan_id))
    return page("plan/proposal.html", proposal=shown, contacts=accounts.contacts(viewer()), **words())


@door.get("/journey", open_to=PARTICIPANT)
def whole_journey() -> Response:
    """The way from arrival to diploma, with where I am."""
    plan = queries.overview(viewer())
    return page("plan/journey.html", plan=plan, parts=journey(plan), **words())


@door.get("/pillars/<any(language, work, health):pillar>", open_to=PARTICIPANT)
def pillar(pillar: str) -> Response:
    """The goals of one pillar with their steps, and who does what."""
    return _pillar(Pillar(pillar))


@door.get("/paper", open_to=PARTICIPANT)
def on_paper() -> Response:
    """My plan to print, in my language and in Dutch."""
    me = accounts.person(viewer(), viewer().person_id)
    rows = paper.rows(viewer(), me.id, viewer().language)
    return page("plan/paper/paper.html", rows=rows, person=me, own=True, back="/plan", today=clock.today())


@door.get("/changes", open_to=PARTICIPANT)
def changes() -> Response:
    """What changed in my plan, a sentence each, and what I say to it."""
    plan_id = queries.plan_id_of(viewer(), viewer().person_id)
    if plan_id is None:
        return page("plan/changes.html", changes=[], answer=None, next_page=None, **words())
    said, more = history.changes(plan_id, viewer().person_id, number := page_number())
    answer = history.answer(plan_id)
    return page("plan/changes.html", changes=said, answer=answer, next_page=number + 1 if more else None, **words())


@door.post("/changes", open_to=PARTICIPANT)
def say() -> Response:
    """I have understood it; please explain it; I want to talk about it."""
    kind = request.form.get("kind", "")
    if kind not in set(AnswerKind):
        raise NotFound
    history.say(viewer(), AnswerKind(kind), clock.now())
    return go("/plan/changes")


@door.post("/goals", open_to=PARTICIPANT, once=True)
def add_goal() -> Response:
    """A goal that I want myself."""
    form, pillar = OwnWordsForm(), request.form.get("pillar", "")
    if pillar not in set(Pillar):
        raise NotFound
    if not form.validate():
        return _pillar(Pillar(pillar), status=422, own_goal=form)
    own_actions.add_own_goal(viewer(), form.words.data or "", Pillar(pillar), clock.now())
    return go(f"/plan/pillars/{pillar}")


@door.post("/goals/<uuid:goal_id>/steps", open_to=PARTICIPANT, once=True)
def add_step(goal_id: UUID) -> Response:
    """A step that I want to take myself."""
    form, goal = OwnWordsForm(), found(next((g for g in queries.goals(viewer()) if g.id == goal_id), None))
    if not form.validate():
        return _pillar(goal.pillar, status=422, own_step=form, own_step_of=goal_id)
    step_id = own_actions.add_own_step(viewer(), goal_id, form.words.data or "", clock.now())
    return go(queries.address(queries.step(viewer(), step_id)))


@door.get("/steps/<uuid:step_id>/wish", open_to=PARTICIPANT)
def wishing(step_id: UUID) -> Response:
    """What about this step should be otherwise?"""
    step = queries.step(viewer(), step_id)
    if step.done:
        return go(queries.address(step))
    return page("plan/wish.html", step=step, **words())


@door.post("/steps/<uuid:step_id>/wish", open_to=PARTICIPANT)
def wish(step_id: UUID) -> Response:
    """I want this step otherwise: it is too much now, on another day, with help, or rather something else."""
    wanted = request.form.get("wish", "")
    if wanted not in set(Wish):
        raise NotFound
    own_actions.wish(viewer(), step_id, Wish(wanted), clock.now())
    flash(_("Your regisseur sees it, and talks about it with you."), "success")
    return go(queries.address(queries.step(viewer(), step_id)))


@door.post("/steps/<uuid:step_id>/drop", open_to=PARTICIPANT)
def drop_step(step_id: UUID) -> Response:
    """Take away a step that I added myself."""
    where = queries.step(viewer(), step_id).pillar
    actions.drop_step(viewer(), step_id, clock.now())
    return go(f"/plan/pillars/{where}")


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


def _pillar(pillar: Pillar, status: int = 200, **forms: Any) -> Response:
    goals = queries.goals(viewer(), pillar)
    remarks = remark_queries.mine(viewer(), (goal.title_id for goal in goals))
    empty = {"own_goal": OwnWordsForm(formdata=None), "own_step": OwnWordsForm(formdata=None), "own_step_of": None}
    has_plan = bool(goals) or queries.plan_id_of(viewer(), viewer().person_id) is not None
    shown = {"pillar": pillar, "goals": goals, "remarks": remarks, "has_plan": has_plan, **empty, **forms}
    return page("plan/pillar.html", status=status, **shown, **words())


def _step(step_id: UUID) -> Response:
    """The step's goal as it is now, with what is done in sight: in place, or on its page."""
    step = queries.step(viewer(), step_id)
    if wants_part():
        goal = next(goal for goal in queries.goals(viewer(), step.pillar) if goal.id == step.goal_id)
        return page("plan/_goal.html", goal=goal, own=True, opened=True, **words())
    return go(queries.address(step))
