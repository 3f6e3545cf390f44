"""Keeping the plan of a person: opening it, the decision, goals and steps, where they are, hours by hand.

For the regisseur who works for them. Each look and each change leaves a trace. The same door as in `staff_views`.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import clock
from portal.core.access import REGISSEUR, viewer
from portal.core.errors import NotFound, Refused, found
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, _, using
from portal.plan import actions, drafts, kept_queries, pace, queries
from portal.plan.forms import (
    DecisionForm,
    DueForm,
    HoursForm,
    MilestoneForm,
    OpenForm,
    OwnGoalForm,
    PartForm,
    StandardGoalForm,
    StepForm,
    a_number,
)
from portal.plan.presented import options, with_proposed_day, words
from portal.plan.queries import GoalView
from portal.plan.rules import REGIMES, Part
from portal.plan.staff_views import door as door
from portal.plan.standard import GOALS
from portal.plan.terms import Basis, Domain, GoalState, HourKind, MilestoneKind, Pillar, Regime, Who
from portal.texts import blocks

STEP_MOVES: dict[str, Callable[..., None]] = {
    "open": actions.reopen_step,
    "doing": actions.start_step,
    "done": actions.finish_step,
    "dropped": actions.drop_step,
    "talked": actions.settle_wish,
}


@door.get("/<uuid:person_id>/open", open_to=REGISSEUR, leaves_trace=True)
def open_form(person_id: UUID) -> Response:
    """Of somebody without a plan: under which act, and since when they live here."""
    _no_plan_yet(person_id)
    return _opening(OpenForm(regime=Regime.WI2021.value), person_id)


@door.post("/<uuid:person_id>/open", open_to=REGISSEUR)
def open_plan(person_id: UUID) -> Response:
    """Begin the plan."""
    _no_plan_yet(person_id)
    form = OpenForm()
    if not form.validate():
        return _opening(form, person_id, status=422)
    regime, since = Regime(form.regime.data), form.registered_on.day
    try:
        actions.open_plan(viewer(), person_id, clock.now(), regime=regime, registered_on=since)
    except Refused:  # a colleague, or the same button pressed twice: there it is
        return go(f"/plan/of/{person_id}")
    return _kept(person_id)


@door.get("/<uuid:person_id>/decision", open_to=REGISSEUR, leaves_trace=True)
def decision(person_id: UUID) -> Response:
    """The next version of the decision: the draft, or a new one that goes on from the one before."""
    being_made = drafts.draft(viewer(), person_id)
    if being_made is None:
        return _deciding(DecisionForm(formdata=None).fill(kept_queries.decided(viewer(), person_id)), person_id)
    return _deciding(DecisionForm(formdata=None).resume(kept_queries.content_of(being_made)), person_id)


@door.post("/<uuid:person_id>/decision", open_to=REGISSEUR, once=True)
def decide(person_id: UUID) -> Response:
    """Set it, keep it as a draft, or share it for the talk. What the participant can read they are told of."""
    form, before, seen = DecisionForm(), kept_queries.decided(viewer(), person_id), request.form.get("seen", "")
    if not form.validate():
        return _deciding(form, person_id, status=422, seen=seen)
    levels, how = dict(before.levels or {}) if before else None, request.form.get("how", "set")
    try:
        drafts.must_be_as_seen(viewer(), person_id, seen)
        if how in ("draft", "share"):
            drafts.save(viewer(), person_id, form.content(levels), clock.now(), shared=how == "share")
        else:
            actions.set_decision(viewer(), person_id, form.content(levels), clock.now())
    except drafts.ChangedMeanwhile as refusal:  # sent once more, it is: they have been told
        return _deciding(form, person_id, status=422, problem=_(refusal.message), meanwhile=True)
    except Refused as refusal:
        return _deciding(form, person_id, status=422, problem=_(refusal.message), seen=seen)
    return _kept(person_id)


@door.post("/<uuid:person_id>/decision/take-back", open_to=REGISSEUR)
def take_back(person_id: UUID) -> Response:
    """The draft is no more. Pressed twice is pressed once."""
    if drafts.draft(viewer(), person_id) is None:
        return go(f"/plan/of/{person_id}")
    try:
        drafts.must_be_as_seen(viewer(), person_id, request.form.get("seen", ""))
    except drafts.ChangedMeanwhile:
        flash(_("A colleague has changed this meanwhile. This is what stands now."), "warning")
        return go(f"/plan/of/{person_id}/decision")
    drafts.take_back(viewer(), person_id, clock.now())
    return _kept(person_id)


@door.get("/<uuid:person_id>/goals/new", open_to=REGISSEUR, leaves_trace=True)
def choose_goal(person_id: UUID) -> Response:
    """The goals that are ready, in every language at once, and the way to one in own words."""
    return _of("plan/staff/choose_goal.html", person_id, standard=GOALS.values(), form=OwnGoalForm())


@door.post("/<uuid:person_id>/goals/new", open_to=REGISSEUR, once=True)
def add_own_goal(person_id: UUID) -> Response:
    """A goal in own words. Its Dutch joins what waits to be translated."""
    form = OwnGoalForm()
    if not form.validate():
        return _of("plan/staff/choose_goal.html", person_id, status=422, standard=GOALS.values(), form=form)
    said, pillar, domain = {"nl": form.words.data or ""}, Pillar(form.pillar.data), Domain(form.domain.data)
    goal_id = actions.add_goal(viewer(), person_id, clock.now(), words=said, pillar=pillar, domain=domain)
    return _saved(f"/plan/of/{person_id}/goals/{goal_id}")


@door.get("/<uuid:person_id>/goals/new/<string(maxlength=60):key>", open_to=REGISSEUR, leaves_trace=True)
def standard_goal(person_id: UUID, key: str) -> Response:
    """A goal that is ready, with the steps that often belong to it, as each language says them."""
    if key not in GOALS:
        raise NotFound
    form = StandardGoalForm(formdata=None)
    form.steps.data = [step.key for step in GOALS[key].steps]
    return _standard(form, person_id, key)


@door.post("/<uuid:person_id>/goals/new/<string(maxlength=60):key>", open_to=REGISSEUR, once=True)
def add_standard_goal(person_id: UUID, key: str) -> Response:
    """Add it with the chosen steps."""
    if key not in GOALS:
        raise NotFound
    form = StandardGoalForm()
    if not form.validate():
        return _standard(form, person_id, key, status=422)
    goal_id = actions.add_goal(viewer(), person_id, clock.now(), block=key)
    for step in GOALS[key].steps:
        if step.key in (form.steps.data or ()):
            due_on = form.due_on.day or pace.proposed_day(step.key, clock.today())
            actions.add_step(viewer(), goal_id, clock.now(), block=step.key, due_on=due_on)
    return _saved(f"/plan/of/{person_id}/goals/{goal_id}")


@door.get("/<uuid:person_id>/goals/<uuid:goal_id>", open_to=REGISSEUR, leaves_trace=True)
def goal(person_id: UUID, goal_id: UUID) -> Response:
    """One goal with its steps, each to be moved on, and one more to be added."""
    return _goal(person_id, goal_id, StepForm(formdata=None))


@door.post("/<uuid:person_id>/goals/<uuid:goal_id>", open_to=REGISSEUR)
def close_goal(person_id: UUID, goal_id: UUID) -> Response:
    """It is reached, no longer fits, or is open again."""
    _goal_of(person_id, goal_id)
    state = request.form.get("state", "")
    if state not in set(GoalState):
        raise NotFound
    actions.close_goal(viewer(), goal_id, GoalState(state), clock.now())
    return _saved(f"/plan/of/{person_id}/goals/{goal_id}")


@door.post("/<uuid:person_id>/goals/<uuid:goal_id>/steps", open_to=REGISSEUR, once=True)
def add_step(person_id: UUID, goal_id: UUID) -> Response:
    """One more step: a standard one, or one in own words."""
    _goal_of(person_id, goal_id)
    form = StepForm()
    if not form.validate():
        return _goal(person_id, goal_id, form, status=422)
    basis, due_on = Basis(form.basis.data), form.due_on.day
    if form.block.data:
        actions.add_step(viewer(), goal_id, clock.now(), block=form.block.data, basis=basis, due_on=due_on)
    else:
        said, who = {"nl": form.words.data or ""}, Who(form.who.data)
        actions.add_step(
            viewer(),
            goal_id,
            clock.now(),
            words=said,
            who=who,
            partner=form.partner.data or "",
            basis=basis,
            due_on=due_on,
        )
    return _saved(f"/plan/of/{person_id}/goals/{goal_id}")


@door.post("/<uuid:person_id>/steps/<uuid:step_id>", open_to=REGISSEUR)
def move_step(person_id: UUID, step_id: UUID) -> Response:
    """How far a step is, or another day for it."""
    step = queries.step(viewer(), step_id)
    _goal_of(person_id, step.goal_id)
    state = request.form.get("state", "")
    if state in STEP_MOVES:
        STEP_MOVES[state](viewer(), step_id, clock.now())
    else:
        form = DueForm()
        if not form.validate():
            return _goal(person_id, step.goal_id, StepForm(formdata=None), status=422, wrong={step_id: form.due_on})
        actions.reschedule_step(viewer(), step_id, form.due_on.day, clock.now())
    return _saved(f"/plan/of/{person_id}/goals/{step.goal_id}#step-{step_id}")


@door.get("/<uuid:person_id>/progress", open_to=REGISSEUR, leaves_trace=True)
def progress(person_id: UUID) -> Response:
    """Where in the journey, hours by hand, and what happened once."""
    return _progress(person_id)


@door.post("/<uuid:person_id>/part", open_to=REGISSEUR)
def move_to_part(person_id: UUID) -> Response:
    """On to another part of the journey."""
    form = PartForm()
    if not form.validate():
        return _progress(person_id, status=422, parts=form)
    return _tried(person_id, lambda: actions.move_to_part(viewer(), person_id, Part(form.part.data), clock.now()))


@door.post("/<uuid:person_id>/hours", open_to=REGISSEUR, once=True)
def add_hours(person_id: UUID) -> Response:
    """Hours by hand, with the reason."""
    form = HoursForm()
    if not form.validate():
        return _progress(person_id, status=422, hours=form)
    number, on, why = a_number(form.hours.data or "") or 0, form.on.day or clock.today(), form.reason.data or ""
    kind = HourKind(form.kind.data)
    return _tried(
        person_id, lambda: actions.add_hours(viewer(), person_id, kind, number, on, why, clock.now()), hours=form
    )


@door.post("/<uuid:person_id>/milestone", open_to=REGISSEUR)
def reach(person_id: UUID) -> Response:
    """Something happened, on a day."""
    form = MilestoneForm()
    if not form.validate():
        return _progress(person_id, status=422, milestone=form)
    kind, on = MilestoneKind(form.milestone.data), form.reached_on.day or clock.today()
    return _tried(person_id, lambda: actions.reach(viewer(), person_id, kind, on, clock.now()))


# What they share


def _of(template: str, person_id: UUID, status: int = 200, **shown: Any) -> Response:
    """A page about a plan that the viewer keeps; the look leaves a trace."""
    plan = found(queries.overview(viewer(), person_id))
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    person = accounts.person(viewer(), person_id)
    return page(template, status=status, plan=plan, person=person, options=options(plan), **words(), **shown)


def _saved(url: str) -> Response:
    flash(_("Saved."), "success")
    return go(url)


def _kept(person_id: UUID) -> Response:
    return _saved(f"/plan/of/{person_id}")


def _no_plan_yet(person_id: UUID) -> None:
    """Only for who is regisseur of somebody that has no plan."""
    if not kept_queries.lacks_plan(viewer(), person_id):
        raise NotFound


def _opening(form: OpenForm, person_id: UUID, status: int = 200) -> Response:
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    person = accounts.person(viewer(), person_id)
    return page("plan/staff/open.html", status=status, form=form, person=person, **words())


def _deciding(
    form: DecisionForm, person_id: UUID, status: int = 200, seen: str | None = None, **shown: Any
) -> Response:
    """The form; ``seen``: what stood when it was opened, where that was before this."""
    shown = {"problem": None, "meanwhile": False, **shown, "draft": drafts.draft(viewer(), person_id)}
    shown["seen"] = drafts.mark(viewer(), person_id) if seen is None else seen
    return _of("plan/staff/decision.html", person_id, status=status, form=form, regimes=REGIMES, **shown)


def _standard(form: StandardGoalForm, person_id: UUID, key: str, status: int = 200) -> Response:
    goal = GOALS[key]
    said = {each: _said(each) for each in (goal.key, *(step.key for step in goal.steps))}
    steps = [(step.key, with_proposed_day(step), None) for step in goal.steps]
    shown = {"form": form, "goal": goal, "steps": steps, "said": said}
    return _of("plan/staff/standard_goal.html", person_id, status=status, **shown)


def _said(key: str) -> list[tuple[str, Markup]]:
    """How each language says a sentence."""
    sentences = []
    for code in LANGUAGES:
        with using(code):
            sentences.append((code, blocks.say(key, {})))
    return sentences


def _goal_of(person_id: UUID, goal_id: UUID) -> GoalView:
    goals = queries.goals(viewer(), person_id=person_id, dropped=True)
    return found(next((each for each in goals if each.id == goal_id), None))


def _goal(
    person_id: UUID, goal_id: UUID, form: StepForm, status: int = 200, wrong: dict[UUID, Any] | None = None
) -> Response:
    shown = _goal_of(person_id, goal_id)
    parts = {"goal": shown, "form": form, "wrong": wrong or {}, "library": GOALS}
    return _of("plan/staff/goal.html", person_id, status=status, **parts)


def _progress(person_id: UUID, status: int = 200, problem: str | None = None, **forms: Any) -> Response:
    empty = {
        "hours": HoursForm(formdata=None),
        "milestone": MilestoneForm(formdata=None),
        "parts": PartForm(formdata=None),
    }
    shown = {**empty, **forms}
    return _of("plan/staff/progress.html", person_id, status=status, problem=problem, **shown)


def _tried(person_id: UUID, act: Callable[[], object], **forms: Any) -> Response:
    try:
        act()
    except Refused as refusal:
        return _progress(person_id, status=422, problem=_(refusal.message), **forms)
    return _kept(person_id)
