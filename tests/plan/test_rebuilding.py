"""The history is enough: from what changed alone, the plan is as it stood after every single change."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.plan import actions, decisions, own_actions
from portal.plan.models import Decision, Goal, HandHours, Milestone, Plan, PlanChange, Step
from portal.plan.plain import plain
from portal.plan.rules import Part
from portal.plan.terms import (
    GoalState,
    HourKind,
    Level,
    MilestoneKind,
    Pillar,
    Reason,
    Route,
    Support,
    Who,
    Wish,
)
from tests import people
from tests.plan.plans import content

SCOPE = {"scope": "system: test"}
WORDS = {"nl": "Iets anders"}
KEPT: dict[type, tuple[str, ...]] = {
    Plan: ("regime", "registered_on", "part"),
    Decision: (*decisions.SAYS, "state"),
    Goal: ("pillar", "domain", "title_id", "position", "state"),
    Step: (
        *("goal_id", "title_id", "who", "partner", "basis", "due_on", "position"),
        *("state", "done_at", "done_by", "wish", "wished_at"),
    ),
    HandHours: ("kind", "minutes", "on"),
    Milestone: ("kind", "on"),
}
"""What of each row is the plan itself."""

NO_WISH = {"wish": None, "wished_at": None}

days = st.dates(date(2026, 3, 3), date(2029, 3, 1))
which = st.integers(0, 9)
deeds = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(Reason), st.sampled_from(Route), st.sampled_from(Level)),
    st.tuples(st.just("goal"), st.sampled_from([None, "plan.goal.find_care", "plan.goal.move"])),
    st.tuples(st.just("step"), which, st.sampled_from(Who), st.none() | days),
    st.tuples(st.just("own_goal"), st.sampled_from(Pillar)),
    st.tuples(st.just("own_step"), which),
    st.tuples(st.just("close"), which, st.sampled_from(GoalState)),
    st.tuples(st.just("move"), which, st.sampled_from(["finish", "reopen", "start", "drop", *Wish, "settle"])),
    st.tuples(st.just("due"), which, st.none() | days),
    st.tuples(st.just("part"), st.sampled_from(Part)),
    st.tuples(st.just("hours"), st.sampled_from(HourKind), st.integers(-4, 40).filter(bool)),
    st.tuples(st.just("reach"), st.sampled_from(MilestoneKind), days),
)


def of(person_id: UUID, model: Any) -> list[Any]:
    statement = select(model).where(model.person_id == person_id).execution_options(**SCOPE)
    return list(db.session.scalars(statement))


def stored(person_id: UUID) -> dict[str, dict[str, Any]]:
    """The plan as its rows say it."""
    return {
        str(row.id): {name: plain(getattr(row, name)) for name in names}
        for model, names in KEPT.items()
        for row in of(person_id, model)
    }


def rebuilt(changes: list[PlanChange]) -> dict[str, dict[str, Any]]:  # noqa: C901 - one case for each kind of change
    """The plan as its history says it."""
    rows: dict[str, dict[str, Any]] = {}
    for change in changes:
        subject, values = str(change.subject_id), dict(change.values)
        moment = {"at": plain(change.at), "by": plain(change.actor_id)}
        match change.kind:
            case "plan.decision_set":
                for row in rows.values():
                    row.update({"state": "changed"} if row.get("state") == "set" else {})
                rows[subject] = {**values, "state": "set"}
            case "plan.goal_added":
                rows[subject] = {**values, "state": "open"}
            case "plan.step_added":
                never = {"done_at": None, "done_by": None, **NO_WISH}
                rows[subject] = {**values, "state": "open", **never}
            case "plan.step_state":
                done = values["state"] == "done"
                ticked = {"done_at": moment["at"] if done else None, "done_by": moment["by"] if done else None}
                rows[subject] |= {**values, **ticked, **NO_WISH}
            case "plan.step_due":
                rows[subject] |= {**values, **NO_WISH}
            case "plan.step_wish":
                settled = values["state"] == "settled"
                rows[subject] |= NO_WISH if settled else {"wish": values["state"], "wished_at": moment["at"]}
            case _:
                rows.setdefault(subject, {}).update(values)
    return rows


@given(done=st.lists(deeds, min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_from_its_history_the_plan_is_built_anew_as_it_stood_after_each_change(cast, ingrid, frozen, done):
    amal = people.viewer(cast.amal)
    with frame.change():
        if not of(cast.amal.id, Plan):
            actions.open_plan(ingrid, cast.amal.id, clock.now(), registered_on=date(2026, 1, 5))
            actions.set_decision(ingrid, cast.amal.id, content(), clock.now())
    for deed in done:
        frozen.shift(timedelta(seconds=1))
        try:
            with frame.change():
                _do(deed, ingrid, amal)
        except Refused:
            continue
        finally:
            db.session.expire_all()
        changes = sorted(of(cast.amal.id, PlanChange), key=lambda change: change.at)
        assert rebuilt(changes) == stored(cast.amal.id), deed


def _do(deed: tuple[Any, ...], ingrid: Any, amal: Any) -> None:  # noqa: C901 - one case for each deed
    now, me = clock.now(), amal.person_id
    goals = [goal for goal in of(me, Goal) if goal.state is GoalState.OPEN]
    steps = [step for step in of(me, Step) if step.state != "dropped" and step.goal_id in {goal.id for goal in goals}]
    match deed:
        case "decide", reason, route, level:
            support = frozenset({Support.TRAVEL}) if level is Level.B1 else frozenset()
            said = content(reason=reason, route=route, level=level, support=support, decided_on=date(2026, 6, 1))
            actions.set_decision(ingrid, me, said, now)
        case "goal", block:
            actions.add_goal(ingrid, me, now, block=block, words=None if block else WORDS)
        case "step", number, who, due_on if goals:
            goal = goals[number % len(goals)]
            actions.add_step(ingrid, goal.id, now, words=WORDS, who=who, partner="School", due_on=due_on)
        case "own_goal", pillar:
            own_actions.add_own_goal(amal, "ዕላማይ", pillar, now)
        case "own_step", number if goals:
            own_actions.add_own_step(amal, goals[number % len(goals)].id, "خطوتي", now)
        case "close", number, state if goals:
            actions.close_goal(ingrid, goals[number % len(goals)].id, state, now)
        case "move", number, how if steps:
            step = steps[number % len(steps)]
            if how in set(Wish) and step.state != "done":
                own_actions.wish(amal, step.id, Wish(how), now)
            elif how == "settle":
                actions.settle_wish(ingrid, step.id, now)
            elif how not in set(Wish):
                getattr(actions, f"{how}_step")(ingrid, step.id, now)
        case "due", number, due_on if steps:
            actions.reschedule_step(ingrid, steps[number % len(steps)].id, due_on, now)
        case "part", part:
            actions.move_to_part(ingrid, me, part, now)
        case "hours", kind, number:
            actions.add_hours(ingrid, me, kind, number / 2, date(2026, 11, 3), "Lijst", now)
        case "reach", kind, on:
            actions.reach(ingrid, me, kind, on, now)
