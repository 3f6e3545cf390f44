"""The demo's calendar: everything is placed from this hour, so that it always looks like the weeks around now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.core import clock, frame, when

FIRST_WEEK, LAST_WEEK = -6, 3
"""Lessons run over ten weeks, counted from this one."""
HOLIDAY_WEEK = -5
"""In this week there are no lessons."""

MON, TUE, WED, THU, FRI, SAT = range(6)


@dataclass(frozen=True)
class Days:
    """Days and hours counted from one moment: the one at which the demo is built."""

    now: datetime

    @property
    def today(self) -> date:
        return when.local(self.now).date()

    def day(self, week: int, weekday: int) -> date:
        """A weekday (0 is Monday) of a week (0 is this one)."""
        monday = self.today - timedelta(days=self.today.weekday())
        return monday + timedelta(weeks=week, days=weekday)

    def at(self, week: int, weekday: int, hour: str) -> datetime:
        """An hour such as ``13:30`` in the Netherlands, on a weekday of a week."""
        return when.instant(self.day(week, weekday), time.fromisoformat(hour.zfill(5)))

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def past(self, days: int, hour: str = "10:00") -> datetime:
        """An hour on a day before today; never later than now."""
        return min(when.instant(self.ago(days), time.fromisoformat(hour.zfill(5))), self.now)


@contextmanager
def happening(moment: datetime) -> Iterator[datetime]:
    """One change that happened at a moment in the past: whoever is told of it was told then."""
    with clock.at(moment), frame.change():
        yield moment
