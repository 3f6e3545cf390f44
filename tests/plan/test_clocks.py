"""The clocks: every period on its edge days, and the hours with what must have happened too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plan import clocks, rules
from portal.plan.clocks import Clock, ClockState, Facts
from portal.plan.rules import ClockKind
from portal.plan.terms import Duty, MilestoneKind, Regime, Route

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def clock(kind: ClockKind, facts: Facts, today: date = TODAY) -> Clock:
    return next(clock for clock in clocks.clocks(facts, today) if clock.kind is kind)


def kinds(facts: Facts, today: date = TODAY) -> set[ClockKind]:
    return {clock.kind for clock in clocks.clocks(facts, today)}


def b1(**more) -> Facts:
    return Facts(
        regime=Regime.WI2021,
        **{"route": Route.B1, "duties": rules.DUTIES[Route.B1], "term_starts_on": date(2025, 3, 1), **more},
    )


@pytest.mark.parametrize(
    ("decided_on", "ends"),
    [
        (date(2024, 3, 14), date(2027, 3, 14)),
        (date(2024, 2, 28), date(2027, 2, 28)),  # starts on 29 February, which 2027 has not
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2021, 2, 28), date(2024, 2, 29)),  # three whole years from 1 March include a leap day
        (date(2025, 12, 31), date(2028, 12, 31)),
        (date(2025, 1, 30), date(2028, 1, 30)),
        (date(2025, 1, 31), date(2028, 1, 31)),
        (date(2025, 4, 30), date(2028, 4, 30)),
    ],
)
def test_the_term_is_three_whole_years_from_the_day_after_the_plan(decided_on, ends):
    assert clocks.term_end(clocks.term_start(decided_on)) == ends


def test_the_date_that_duo_wrote_wins():
    letter = date(2029, 6, 1)
    assert clock(ClockKind.TERM, b1()).ends == date(2028, 2, 29)
    assert clock(ClockKind.TERM, b1(term_ends_on=letter)).ends == letter


def test_an_extended_term_counts_its_own_months():
    extended = clock(ClockKind.TERM, b1(term_ends_on=date(2028, 8, 31)))
    assert (extended.done, extended.of) == (20, 42)


@pytest.mark.parametrize(
    ("starts", "last"),
    [
        (date(2025, 3, 1), date(2026, 8, 31)),
        (date(2024, 8, 31), date(2026, 2, 28)),  # no 31 February
        (date(2022, 8, 30), date(2024, 2, 29)),  # no 30 February, but a leap day
        (date(2024, 2, 29), date(2025, 8, 28)),
        (date(2024, 12, 31), date(2026, 6, 30)),
    ],
)
def test_the_route_can_change_within_eighteen_months(starts, last):
    assert clocks.route_switch_end(starts) == last


@pytest.mark.parametrize(
    ("today", "state", "done"),
    [
        (date(2026, 9, 7), ClockState.RUNNING, 0),
        (date(2026, 11, 2), ClockState.RUNNING, 56),
        (date(2026, 11, 3), ClockState.SOON, 57),
        (date(2026, 11, 16), ClockState.SOON, 70),  # the last day in time
        (date(2026, 11, 17), ClockState.OVER, 70),
    ],
)
def test_the_plan_is_due_ten_weeks_after_registration(today, state, done):
    due = clock(ClockKind.PLAN_DUE, Facts(Regime.WI2021, registered_on=date(2026, 9, 7)), today)
    assert (due.state, due.done, due.of, due.ends) == (state, done, 70, date(2026, 11, 16))


def test_a_plan_that_is_there_is_no_longer_due():
    facts = Facts(Regime.WI2021, registered_on=date(2026, 1, 5), decided_on=date(2026, 2, 2))
    due = clock(ClockKind.PLAN_DUE, facts)
    assert (due.state, due.done) == (ClockState.COMPLETE, 28)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 9, 1), date(2027, 2, 28)),
        (date(2027, 9, 1), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 3, 31), date(2026, 9, 30)),
    ],
)
def test_relief_takes_six_months_from_the_start_of_the_benefit(starts, ends):
    assert clocks.relief_end(starts) == ends


def test_relief_ends_when_the_decision_says_so():
    facts = b1(relief_from=date(2026, 9, 1), relief_until=date(2026, 12, 31))
    assert clock(ClockKind.RELIEF, facts).ends == date(2026, 12, 31)
    assert clock(ClockKind.RELIEF, facts).of == 4


def test_the_bridge_class_takes_twelve_weeks_at_most():
    monday = date(2026, 9, 7)
    facts = b1(milestones={MilestoneKind.BRIDGE_CLASS_STARTED: monday})
    running = clock(ClockKind.BRIDGE_CLASS, facts, date(2026, 10, 19))
    assert running.ends == date(2026, 11, 29)  # a Sunday
    assert (running.done, running.of) == (6, 12)


def test_a_term_begins_tomorrow_runs_warns_and_ends():
    facts = b1(term_starts_on=date(2026, 11, 25))
    ends = clocks.term_end(date(2026, 11, 25))
    states = {
        day: clock(ClockKind.TERM, facts, day).state
        for day in (TODAY, date(2026, 11, 25), ends - timedelta(days=180), ends - timedelta(days=179), ends)
    }
    assert list(states.values()) == ["waiting", "running", "running", "soon", "soon"]
    assert clock(ClockKind.TERM, facts, ends + timedelta(days=1)).state is ClockState.OVER


def test_who_has_finished_is_never_late():
    facts = b1(milestones={MilestoneKind.COMPLETED: date(2026, 5, 1)})
    late = date(2030, 1, 1)
    assert clock(ClockKind.TERM, facts, late).state is ClockState.COMPLETE
    assert ClockKind.ROUTE_SWITCH not in kinds(facts, late)


def test_each_route_counts_its_own_hours():
    hours = {"language": 400.5, "participation": 320, "study": 90, "pvt": 8, "map": 12}

    def facts(route: Route) -> Facts:
        return b1(route=route, duties=rules.DUTIES[route], hours=hours)

    time = {ClockKind.TERM, ClockKind.ROUTE_SWITCH}
    assert kinds(facts(Route.B1)) - time == {ClockKind.PVT, ClockKind.MAP}
    assert kinds(facts(Route.EDUCATION)) - time == {
        ClockKind.EDUCATION_LANGUAGE,
        ClockKind.EDUCATION_STUDY,
        ClockKind.PVT,
    }
    z = facts(Route.SELF_RELIANCE)
    assert clock(ClockKind.SELF_RELIANCE_LANGUAGE, z).left == 399.5
    assert clock(ClockKind.SELF_RELIANCE_PARTICIPATION, z).of == 800


@pytest.mark.parametrize(
    ("hours", "milestones", "state"),
    [
        (0, set(), ClockState.WAITING),
        (11.75, {MilestoneKind.PVT_EXCURSION, MilestoneKind.PVT_SIGNED}, ClockState.RUNNING),
        (12, {MilestoneKind.PVT_EXCURSION}, ClockState.RUNNING),
        (12, {MilestoneKind.PVT_SIGNED}, ClockState.RUNNING),
        (12, {MilestoneKind.PVT_EXCURSION, MilestoneKind.PVT_SIGNED}, ClockState.COMPLETE),
        (14, {MilestoneKind.PVT_EXCURSION, MilestoneKind.PVT_SIGNED}, ClockState.COMPLETE),
    ],
)
def test_the_pvt_asks_for_hours_and_the_excursion_and_the_signature(hours, milestones, state):
    facts = b1(hours={"pvt": hours}, milestones=dict.fromkeys(milestones, TODAY))
    assert clock(ClockKind.PVT, facts).state is state


def test_a_duty_that_is_lifted_has_no_clock():
    assert ClockKind.MAP not in kinds(b1(duties=frozenset(Duty) - {Duty.MAP}))


def test_under_the_former_act_only_its_term_and_relief_are_counted():
    facts = Facts(
        Regime.WI2013,
        registered_on=date(2020, 5, 1),
        term_starts_on=date(2020, 6, 1),
        term_ends_on=date(2027, 1, 31),
        hours={"pvt": 3},
    )
    assert kinds(facts) == {ClockKind.TERM}


def test_without_an_act_no_legal_clock_runs():
    facts = Facts(Regime.NONE, registered_on=date(2015, 5, 1), relief_from=date(2026, 10, 1))
    assert kinds(facts) == {ClockKind.RELIEF}


def test_hours_of_several_rooms_are_added_up():
    assert clocks.total([{"pvt": 2.5}, {}, {"pvt": 4, "map": 1}]) == {"pvt": 6.5, "map": 1}


def test_every_figure_names_its_source():
    figures = [value for value in vars(rules).values() if isinstance(value, rules.Figure)]
    assert len(figures) >= 12
    assert all(figure.source and figure.as_of for figure in (*figures, *rules.SOON.values()))


@given(DAYS, st.integers(1, 60))
def test_a_period_of_months_is_full_on_the_day_after_its_last(start, months):
    last = clocks.last_day(start, rules.Figure(months, rules.Unit.MONTHS, "", start))
    assert clocks.months_passed(start, last) == months - 1
    assert clocks.months_passed(start, last + timedelta(days=1)) == months


@given(DAYS, DAYS, DAYS)
def test_no_clock_ever_shows_more_than_all_or_less_than_nothing(registered, started, today):
    facts = b1(registered_on=registered, term_starts_on=started, relief_from=started)
    for each in clocks.clocks(facts, today):
        assert 0 <= each.done <= each.of
        assert each.left >= 0
