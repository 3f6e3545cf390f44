"""Keeping a plan: goals and steps, hours and milestones, and who may do what."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Case
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import _
from portal.core.viewer import Role
from portal.plan import actions, history, intakes, offers, queries, reminders, talks
from portal.plan.models import Goal, PlanChange, Step
from portal.plan.rules import ClockKind, Part
from portal.plan.terms import (
    AnswerKind,
    Domain,
    GoalState,
    HourKind,
    MilestoneKind,
    Pillar,
    Route,
    Standing,
    StepState,
    Who,
)
from tests import people
from tests.plan.plans import NOW, WORDS, agreed, content, goal_with_steps, open_with_decision, regisseur

SCOPE = {"scope": "system: test"}


@pytest.fixture
def amal(cast):
    return people.viewer(cast.amal)


def seen_by(viewer) -> queries.Overview:
    plan = queries.overview(viewer)
    assert plan is not None
    return plan


# Goals and steps


def test_a_standard_goal_brings_its_pillar_and_a_standard_step_who_does_it(cast, amal):
    with frame.change():
        open_with_decision(cast, cast.amal)
        ingrid = regisseur(cast.ingrid)
        goal = actions.add_goal(ingrid, cast.amal.id, NOW, block="plan.goal.money")
        actions.add_step(ingrid, goal, NOW, block="plan.step.fixed_costs")
    (money,) = queries.goals(amal, Pillar.WORK)
    assert money.title.body == _("Take care of your own money")
    assert money.steps[0].who is Who.MUNICIPALITY
    assert queries.goals(amal, Pillar.HEALTH) == []


def test_a_goal_in_words_is_in_the_readers_language(cast, ingrid, amal):
    with frame.change():
        open_with_decision(cast, cast.amal)
        actions.add_goal(ingrid, cast.amal.id, NOW, words=WORDS, pillar=Pillar.HEALTH)
    (goal,) = queries.goals(amal)
    assert goal.title.body == WORDS["nl"]


def test_the_participant_ticks_their_own_step_and_takes_it_back(cast, amal):
    with frame.change():
        open_with_decision(cast, cast.amal)
        _, step, _ = goal_with_steps(cast, cast.amal)
    with frame.change():
        actions.finish_step(amal, step, NOW)
        actions.finish_step(amal, step, NOW)
    row = db.session.scalars(select(Step).where(Step.id == step).execution_options(**SCOPE)).one()
    assert (row.state, row.done_at, row.done_by) == (StepState.DONE, NOW, cast.amal.id)
    with frame.change():
        actions.reopen_step(amal, step, NOW)
    row = db.session.scalars(select(Step).where(Step.id == step).execution_options(**SCOPE)).one()
    assert (row.state, row.done_at, row.done_by) == (StepState.OPEN, None, None)
    ticks = db.session.scalars(
        select(PlanChange.values)
        .where(PlanChange.subject_id == step, PlanChange.kind == "plan.step_state")
        .execution_options(**SCOPE)
    ).all()
    assert sorted(t["state"] for t in ticks) == ["done", "open"]


@pytest.mark.parametrize("who", [Who.MUNICIPALITY, Who.PARTNER])
def test_the_participant_does_not_tick_what_others_do(cast, amal, ingrid, who):
    with frame.change():
        open_with_decision(cast, cast.amal)
        _, _, step = goal_with_steps(cast, cast.amal, who=who)
    with pytest.raises(NotFound), frame.change():
        actions.finish_step(amal, step, NOW)
    with frame.change():
        actions.finish_step(ingrid, step, NOW)
    assert queries.step(amal, step).done


def test_a_dropped_step_is_out_of_sight_and_still_in_the_history(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        _, step, _ = goal_with_steps(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        actions.drop_step(amal, step, NOW)
    with frame.change():
        actions.drop_step(ingrid, step, NOW)
    assert step not in {s.id for goal in queries.goals(amal) for s in goal.steps}
    assert any(row["id"] == str(step) for row in offers.export(cast.amal.id)["step"])


def test_a_reached_goal_no_longer_counts_and_its_steps_are_left_be(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal, step, _ = goal_with_steps(cast, cast.amal)
        actions.close_goal(ingrid, goal, GoalState.REACHED, NOW)
    plan = seen_by(amal)
    assert (plan.counts[Pillar.HEALTH], plan.next_step) == (0, None)
    with pytest.raises(NotFound), frame.change():
        actions.finish_step(amal, step, NOW)


def test_the_next_step_is_the_most_pressing_one_of_my_own(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal = actions.add_goal(ingrid, cast.amal.id, NOW, block="plan.goal.find_care")

        def add(**step):
            return actions.add_step(ingrid, goal, NOW, block="plan.step.dentist", **step)

        some_day = add()
        add(who=Who.MUNICIPALITY, due_on=date(2026, 11, 25))
        later = add(due_on=date(2027, 1, 10))
        soon = add(due_on=date(2026, 12, 1))
    order = []
    for _turn in range(3):
        step = queries.next_step(amal)
        assert step is not None
        order.append(step.id)
        with frame.change():
            actions.finish_step(amal, order[-1], NOW)
    assert order == [soon, later, some_day]
    assert queries.next_step(amal) is None


def test_a_goal_cannot_hold_a_step_of_somebody_else(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
        open_with_decision(cast, cast.yonas)
        goal_of_amal, _, _ = goal_with_steps(cast, cast.amal)
        _, step_of_yonas, _ = goal_with_steps(cast, cast.yonas)
    with pytest.raises(IntegrityError), frame.change() as session:
        session.execute(
            update(Step).where(Step.id == step_of_yonas).values(goal_id=goal_of_amal).execution_options(**SCOPE)
        )


def test_a_plan_stays_behind_the_wall_of_its_municipality(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal_with_steps(cast, cast.amal)
    with pytest.raises(IntegrityError), frame.change() as session:
        session.execute(update(Goal).values(municipality_id=cast.doetinchem.id).execution_options(**SCOPE))


# Hours, milestones, journey


def test_hours_of_hand_and_of_other_rooms_meet_in_the_clocks(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        for hours in (6.5, 2, -0.5):
            actions.add_hours(ingrid, cast.amal.id, HourKind.PVT, hours, date(2026, 11, 3), "Lijst van de school", NOW)
    pvt = next(c for c in seen_by(amal).clocks if c.kind is ClockKind.PVT)
    assert (pvt.done, pvt.of) == (8, 12)
    assert offers.hours(ingrid, cast.amal.id) == {"pvt": 8}
    assert offers.hours(people.viewer(cast.yonas), cast.amal.id) == {}


@pytest.mark.parametrize(("hours", "reason"), [(2, " "), (0, "Lijst")])
def test_hours_of_hand_need_a_number_and_a_reason(cast, ingrid, hours, reason):
    with frame.change():
        open_with_decision(cast, cast.amal)
    with pytest.raises(Refused), frame.change():
        actions.add_hours(ingrid, cast.amal.id, HourKind.MAP, hours, date(2026, 11, 3), reason, NOW)


def test_a_milestone_is_there_once_and_its_day_can_be_corrected(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        for day in (9, 2):
            actions.reach(ingrid, cast.amal.id, MilestoneKind.BRIDGE_CLASS_STARTED, date(2026, 11, day), NOW)
    clock = next(c for c in seen_by(amal).clocks if c.kind is ClockKind.BRIDGE_CLASS)
    assert clock.starts == date(2026, 11, 2)


def test_the_journey_moves_to_the_parts_that_the_act_knows(cast, amal, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        actions.move_to_part(ingrid, cast.amal.id, Part.LEARNING, NOW)
    plan = seen_by(amal)
    assert (plan.position, len(plan.parts)) == (6, 10)
    with pytest.raises(Refused), frame.change():
        actions.move_to_part(ingrid, cast.amal.id, Part.ONA, NOW)


def test_who_follows_the_onderwijsroute_has_no_part_about_work(cast, amal):
    with frame.change():
        open_with_decision(cast, cast.amal, route=Route.EDUCATION)
    assert Part.MAP not in seen_by(amal).parts


# Who


def test_only_the_regisseur_who_works_for_a_person_keeps_the_plan(cast):
    strangers = [
        people.viewer(cast.amal),
        people.viewer(cast.yonas),
        people.viewer(cast.bram, Role.BEGELEIDER),
        people.viewer(cast.kees, Role.BEHEERDER),
        people.viewer(cast.rana, Role.CULTUURVERBINDER),
        people.viewer(cast.wim, Role.REGISSEUR),
    ]
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal, step, _ = goal_with_steps(cast, cast.amal)
    for stranger in strangers:
        for act in (
            lambda who=stranger: actions.set_decision(who, cast.amal.id, content(), NOW),
            lambda who=stranger: actions.add_goal(who, cast.amal.id, NOW, block="plan.goal.move"),
            lambda who=stranger: actions.add_step(who, goal, NOW, block="plan.step.walk"),
            lambda who=stranger: actions.move_to_part(who, cast.amal.id, Part.PVT, NOW),
            lambda who=stranger: actions.add_hours(who, cast.amal.id, HourKind.PVT, 1, date(2026, 11, 3), "Lijst", NOW),
        ):
            with pytest.raises(NotFound), frame.change():
                act()
        if stranger.person_id != cast.amal.id:
            with pytest.raises(NotFound), frame.change():
                actions.finish_step(stranger, step, NOW)


def test_a_regisseur_opens_no_plan_of_whom_they_do_not_work_for(cast, ingrid):
    for person in (cast.noor, cast.samira):
        with pytest.raises(NotFound), frame.change():
            actions.open_plan(ingrid, person.id, NOW)


def test_a_case_that_has_ended_shows_nothing_any_more(cast, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
    assert queries.overview(ingrid, cast.amal.id) is not None
    with frame.change() as session:
        session.execute(update(Case).values(until=date(2026, 11, 23)).execution_options(**SCOPE))
    assert queries.overview(ingrid, cast.amal.id) is None


def test_another_participant_reads_nothing_of_my_plan(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
        _, step, _ = goal_with_steps(cast, cast.amal)
    for other in (cast.yonas, cast.noor, cast.samira):
        eyes = people.viewer(other)
        assert queries.overview(eyes) is None
        assert queries.overview(eyes, cast.amal.id) is None
        assert queries.goals(eyes, person_id=cast.amal.id) == []
        assert queries.next_step(eyes) is None
        assert queries.hand_hours(eyes, cast.amal.id) == {}
        with pytest.raises(NotFound):
            queries.step(eyes, step)


# Rights of the person


def test_what_is_known_can_be_given_and_taken_away(cast, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal_with_steps(cast, cast.amal)
        actions.add_hours(ingrid, cast.amal.id, HourKind.PVT, 2, date(2026, 11, 3), "Lijst", NOW)
        actions.reach(ingrid, cast.amal.id, MilestoneKind.PVT_SIGNED, date(2026, 11, 3), NOW)
        history.say(people.viewer(cast.amal), AnswerKind.TALK, NOW)
        intakes.hold(ingrid, cast.amal.id, {Domain.WORK: Standing.HELP}, date(2026, 11, 2), NOW)
        talks.hold(ingrid, cast.amal.id, "جيد", "Goed", "ar", NOW)
        agreed(people.viewer(cast.amal))
        for due in reminders.due(date(2027, 9, 1)):
            reminders.tell(due, NOW)
        open_with_decision(cast, cast.yonas)
    given = offers.export(cast.amal.id)
    assert {name: len(rows) for name, rows in given.items() if name != "plan_change"} == {
        "plan": 1,
        "decision": 1,
        "goal": 1,
        "step": 2,
        "hand_hours": 1,
        "milestone": 1,
        "plan_answer": 1,
        "intake": 1,
        "plan_talk": 1,
        "plan_agreement": 1,
        "clock_warning": 1,
    }
    assert given["decision"][0]["decided_on"] == "2026-03-02"
    with frame.change():
        offers.erase(cast.amal.id)
    assert not any(offers.export(cast.amal.id).values())
    assert offers.export(cast.yonas.id)["plan"]
