"""The caseload of a regisseur: who is there, in which order, and what it costs."""

from datetime import date, timedelta

from portal.core import frame
from portal.plan import actions, caseload
from portal.plan.rules import ClockKind
from tests.plan.plans import (
    NOW,
    content,
    counted_statements,
    goal_with_steps,
    large_plan,
    open_with_decision,
    regisseur,
)

TODAY = NOW.date()


def lines(ingrid):
    return {line.person_id: line for line in caseload.lines(ingrid)}


def test_it_holds_whom_one_works_for_and_nobody_else(cast, ingrid):
    assert set(lines(ingrid)) == {cast.amal.id, cast.yonas.id}
    assert caseload.lines(regisseur(cast.bram)) == []


def test_who_has_no_plan_presses_and_the_ten_weeks_count_down(cast, ingrid):
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW, registered_on=TODAY - timedelta(days=60))
        actions.open_plan(ingrid, cast.yonas.id, NOW, registered_on=TODAY - timedelta(days=10))
    late, calm = lines(ingrid)[cast.amal.id], lines(ingrid)[cast.yonas.id]
    assert (late.waiting.left, late.presses) == (10, True)
    assert (calm.waiting.left, calm.presses) == (60, False)
    assert [line.person_id for line in caseload.lines(ingrid)] == [cast.amal.id, cast.yonas.id]
    assert [todo.count for todo in caseload.todo(ingrid)] == [1]


def test_of_the_periods_the_one_that_ends_first_is_named(cast, ingrid):
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW, registered_on=date(2024, 1, 8))
        letter = content(
            decided_on=date(2025, 7, 1), relief_from=TODAY - timedelta(days=170), relief_until=TODAY + timedelta(days=9)
        )
        actions.set_decision(ingrid, cast.amal.id, letter, NOW)
    assert lines(ingrid)[cast.amal.id].warns.kind is ClockKind.RELIEF
    with frame.change():
        letter = content(decided_on=date(2025, 8, 1), reason="term_extended", term_ends_on=TODAY - timedelta(days=1))
        actions.set_decision(ingrid, cast.amal.id, letter, NOW)
    assert lines(ingrid)[cast.amal.id].warns.kind is ClockKind.TERM, "a term that is over says so until it is finished"


def test_steps_whose_day_has_passed_are_counted_and_a_day_is_over_when_it_is(cast, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal, _step, _own = goal_with_steps(cast, cast.amal)
        for days in (-1, 0, 1):
            actions.add_step(ingrid, goal, NOW, block="plan.step.dentist", due_on=TODAY + timedelta(days=days))
    assert lines(ingrid)[cast.amal.id].overdue == 1


def test_it_costs_the_same_queries_however_much_there_is(cast, ingrid):
    with counted_statements() as before:
        caseload.lines(ingrid)
    with frame.change():
        for person in (cast.amal, cast.yonas):
            open_with_decision(cast, person)
            large_plan(cast, person, goals=15, steps=100)
    with counted_statements() as after:
        caseload.lines(ingrid)
    assert len([each for each in after if "SELECT" in each]) == 5
    assert len(after) == len(before)


def test_the_page_leads_to_each_plan_or_to_beginning_one(cast, client_of, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
    page = client_of(cast.ingrid).show("/plan/of")
    assert page.select_one(f'a[href="/plan/of/{cast.amal.id}"]') is not None
    assert page.select_one(f'a[href="/plan/of/{cast.yonas.id}/open"]') is not None
