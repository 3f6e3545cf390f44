"""A person's week, gathered from all rooms: lessons, appointments, excursions and whatever else has a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.core import offers, when
from portal.core.errors import NotFound
from portal.core.offers import Coming
from portal.core.viewer import Viewer

WEEK = timedelta(weeks=1)
AHEAD = timedelta(weeks=60)
BACK = timedelta(weeks=4 * 52)
"""Further than the three years in which one integrates (Wet inburgering 2021, art. 11) nothing is looked up."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a week."""

    on: date
    today: bool
    coming: Sequence[Coming]

    @property
    def url(self) -> str | None:
        """Its place on the page; None where there is nothing to go to."""
        return f"#{self.on}" if self.coming else None


@dataclass(frozen=True, slots=True)
class Week:
    """The week that is shown, and what comes next."""

    days: Sequence[Day]
    earlier: Sequence[Day]
    """Days of this week that are over, kept out of the way. In another week there are none."""
    shown: Sequence[Day]
    """Days with something on them, and today."""
    following: Coming | None
    """The next thing from now on that is not cancelled; None in another week than this one."""
    previous_week: str | None
    next_week: str | None

    @property
    def number(self) -> int:
        """The number of the week as in Dutch calendars (ISO 8601)."""
        return self.days[0].on.isocalendar().week

    @property
    def is_now(self) -> bool:
        return any(day.today for day in self.days)

    @property
    def follows_later(self) -> bool:
        """Whether the next thing lies outside this week."""
        return self.following is not None and not any(self.following in day.coming for day in self.days)


def name(monday: date) -> str:
    """How a week is written in an address: ``2026-W48``."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def parsed(written: str | None, today: date) -> date:
    """The Monday of a written week, this week's without one; raises `NotFound` for what is no week, or far off."""
    this = when.week_of(today)
    if written is None:
        return this
    if not re.fullmatch(r"\d{4}-W\d{2}", written, re.ASCII):
        raise NotFound
    try:
        monday = date.fromisocalendar(int(written[:4]), int(written[-2:]), 1)
    except ValueError:
        raise NotFound from None
    if not this - BACK <= monday <= this + AHEAD:
        raise NotFound
    return monday


def week(viewer: Viewer, monday: date, now: datetime) -> Week:
    """The viewer's week that begins on this Monday, as it stands now."""
    today = when.local(now).date()
    dates = [monday + timedelta(days=number) for number in range(7)]
    since, until = when.day_bounds(monday)[0], when.day_bounds(dates[-1])[1]
    is_now = today in dates
    gathered = offers.coming_up(viewer, since, max(until, now + offers.LOOKS_AHEAD) if is_now else until)
    days = [
        Day(on, on == today, [each for each in gathered if when.local(each.starts_at).date() == on]) for on in dates
    ]
    return Week(
        days=days,
        earlier=[day for day in days if is_now and day.on < today and day.coming],
        shown=[day for day in days if day.today or (day.coming and not (is_now and day.on < today))],
        following=offers.next_of(gathered, now) if is_now else None,
        previous_week=_within(monday - WEEK, today),
        next_week=_within(monday + WEEK, today),
    )


def _within(monday: date, today: date) -> str | None:
    return name(monday) if -BACK <= monday - when.week_of(today) <= AHEAD else None
