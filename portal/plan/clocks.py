"""The clocks of a plan: what dates and hours come to today. Pure, and the only place that computes it.

A period is counted from its first day. It ends on the day before the same day of a later month; where that month
has no such day, on its last day. So three years from 1 March 2024 end on 28 February 2027, and eighteen months
from 31 August 2024 on 28 February 2026. The end of the term found here is a suggestion: the date that DUO wrote
is entered by staff and wins.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from portal.plan import rules
from portal.plan.rules import ClockKind, Figure, HourRule, Unit
from portal.plan.terms import Duty, MilestoneKind, Regime, Route


class ClockState(StrEnum):
    """What a clock says today."""

    WAITING = "waiting"
    """Has not begun."""
    RUNNING = "running"
    SOON = "soon"
    """Ends before long; from when that is, see `rules.SOON`."""
    OVER = "over"
    """The last day has passed."""
    COMPLETE = "complete"
    """What it waited for is there."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock as it stands today."""

    kind: ClockKind
    state: ClockState
    starts: date | None
    ends: date | None
    """The last day that counts."""
    done: float
    of: float
    unit: Unit
    missing: tuple[MilestoneKind, ...] = ()
    """What must still happen, however many hours there are."""

    @property
    def left(self) -> float:
        """What is still to go; never negative."""
        return max(self.of - self.done, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clocks of one person are computed from."""

    regime: Regime
    registered_on: date | None = None
    decided_on: date | None = None
    """Of the decision that is set; None as long as there is none."""
    term_starts_on: date | None = None
    term_ends_on: date | None = None
    """As DUO wrote."""
    route: Route | None = None
    duties: frozenset[Duty] = frozenset()
    relief_from: date | None = None
    relief_until: date | None = None
    hours: Mapping[str, float] = field(default_factory=dict)
    milestones: Mapping[MilestoneKind, date] = field(default_factory=dict)


def facts_of(row: Any, milestones: Mapping[MilestoneKind, date], hours: Mapping[str, float] | None = None) -> Facts:
    """What a row with a plan's dates (`statements.DATES`) says; without ``hours`` only periods can be told."""
    return Facts(
        regime=row.regime,
        registered_on=row.registered_on,
        decided_on=row.decided_on,
        term_starts_on=row.term_starts_on,
        term_ends_on=row.term_ends_on,
        route=row.route,
        duties=frozenset(Duty(value) for value in row.duties or ()),
        relief_from=row.relief_from,
        relief_until=row.relief_until,
        hours=hours or {},
        milestones=milestones,
    )


# Arithmetic


def same_day_later(start: date, months: int) -> date:
    """The day with the same number some months later, or the first day after a month that has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if start.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1]) + timedelta(days=1)
    return date(year, month, start.day)


def last_day(start: date, figure: Figure) -> date:
    """The last day of a period whose first day is ``start``."""
    match figure.unit:
        case Unit.MONTHS:
            return same_day_later(start, figure.value) - timedelta(days=1)
        case Unit.WEEKS:
            return start + timedelta(weeks=figure.value, days=-1)
        case Unit.DAYS:
            return start + timedelta(days=figure.value - 1)
        case Unit.HOURS:
            raise ValueError("hours are counted, they do not end on a day")


def months_passed(start: date, until: date) -> int:
    """How many whole months have passed when the day ``until`` begins; 0 before the first is full."""
    months = (until.year - start.year) * 12 + until.month - start.month
    if months > 0 and same_day_later(start, months) > until:
        months -= 1
    return max(months, 0)


def term_start(decided_on: date) -> date:
    """The first day of the term: the day after the date on the plan (Wet inburgering 2021, art. 11)."""
    return decided_on + timedelta(days=1)


def plan_due(registered_on: date) -> date:
    """The last day on which the plan is in time: ten weeks after registration in the BRP."""
    return registered_on + timedelta(weeks=rules.PLAN_DUE.value)


def term_end(starts_on: date) -> date:
    """The last day of the term as the act computes it; the date that DUO wrote wins."""
    return last_day(starts_on, rules.TERM)


def route_switch_end(term_starts_on: date) -> date:
    """The last day on which another learning route can be chosen."""
    return last_day(term_starts_on, rules.ROUTE_SWITCH)


def relief_end(starts_on: date) -> date:
    """The last day of financieel ontzorgen, unless the decision says otherwise."""
    return last_day(starts_on, rules.RELIEF)


# Clocks


def clocks(facts: Facts, today: date) -> list[Clock]:
    """The clocks that apply to a person, in the order in which they are shown."""
    running = {clock.kind: clock for clock in (*_periods(facts, today), *_hours(facts))}
    applying = rules.REGIMES[facts.regime].clocks
    return [running[kind] for kind in ClockKind if kind in running and kind in applying]


def _periods(facts: Facts, today: date) -> Iterator[Clock]:
    if facts.registered_on is not None:
        yield _plan_due(facts.registered_on, facts.decided_on, today)
    started = facts.milestones.get(MilestoneKind.BRIDGE_CLASS_STARTED)
    if started is not None:
        ends = last_day(started, rules.BRIDGE_CLASS)
        yield _period(ClockKind.BRIDGE_CLASS, started, ends, Unit.WEEKS, today)
    if facts.relief_from is not None:
        ends = facts.relief_until or relief_end(facts.relief_from)
        yield _period(ClockKind.RELIEF, facts.relief_from, ends, Unit.MONTHS, today)
    if facts.term_starts_on is not None:
        yield from _term(facts, facts.term_starts_on, today)


def _plan_due(registered_on: date, decided_on: date | None, today: date) -> Clock:
    ends = plan_due(registered_on)
    days = (ends - registered_on).days
    done = min(max(((decided_on or today) - registered_on).days, 0), days)
    state = _state(ClockKind.PLAN_DUE, registered_on, ends, today)
    if decided_on is not None:
        state = ClockState.COMPLETE
    return Clock(ClockKind.PLAN_DUE, state, registered_on, ends, done, days, Unit.DAYS)


def _term(facts: Facts, starts: date, today: date) -> Iterator[Clock]:
    ends = facts.term_ends_on or term_end(starts)
    completed = MilestoneKind.COMPLETED in facts.milestones
    term = _period(ClockKind.TERM, starts, ends, Unit.MONTHS, today)
    if completed:
        term = Clock(term.kind, ClockState.COMPLETE, starts, ends, term.done, term.of, term.unit)
    yield term
    if facts.route is not None and not completed:
        yield _period(ClockKind.ROUTE_SWITCH, starts, route_switch_end(starts), Unit.MONTHS, today)


def _period(kind: ClockKind, starts: date, ends: date, unit: Unit, today: date) -> Clock:
    """A clock that runs by itself from its first to its last day."""
    whole = max(_passed(starts, ends + timedelta(days=1), unit), 1)
    done = min(max(_passed(starts, today, unit), 0), whole)
    return Clock(kind, _state(kind, starts, ends, today), starts, ends, done, whole, unit)


def _state(kind: ClockKind, starts: date, ends: date, today: date) -> ClockState:
    if today < starts:
        return ClockState.WAITING
    if today > ends:
        return ClockState.OVER
    soon = (ends - today).days < rules.SOON[kind].value
    return ClockState.SOON if soon else ClockState.RUNNING


def _passed(starts: date, until: date, unit: Unit) -> int:
    """How much of the unit has passed when the day ``until`` begins."""
    if unit is Unit.MONTHS:
        return months_passed(starts, until)
    days = (until - starts).days
    return days // 7 if unit is Unit.WEEKS else days


def _hours(facts: Facts) -> Iterator[Clock]:
    for rule in rules.HOUR_RULES:
        if facts.route in rule.routes and rule.duty in facts.duties:
            yield _hour_clock(rule, facts)


def _hour_clock(rule: HourRule, facts: Facts) -> Clock:
    hours, needed = facts.hours.get(rule.counts, 0), rule.figure.value
    missing = tuple(kind for kind in rule.finished_by if kind not in facts.milestones)
    state = ClockState.RUNNING if hours > 0 else ClockState.WAITING
    if hours >= needed and not missing:
        state = ClockState.COMPLETE
    ends = facts.term_ends_on or (term_end(facts.term_starts_on) if facts.term_starts_on else None)
    return Clock(rule.clock, state, facts.term_starts_on, ends, hours, needed, Unit.HOURS, missing)


def total(counted: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Hours of several rooms together, by what they count for."""
    together: dict[str, float] = {}
    for hours in counted:
        for kind, number in hours.items():
            together[kind] = together.get(kind, 0) + number
    return together
