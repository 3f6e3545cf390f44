"""Dates and times in words for readers of Dutch, Arabic and Tigrinya, and the arithmetic of local days.

A misread time is a missed appointment, so the words come from tables of our own (`calendar_words`), not from
CLDR. The rules: weekday, day, month word and year; the 24-hour clock with the part of the day in words; the
digits 0-9 in every language; weeks from Monday. The Eritrean month names have twins in the Ge'ez calendar,
hence the year and the Dutch date beside them; Tigrinya clock times are never shifted by six hours.

Plain values go in, plain strings come out: no request, no database, no clock but the default one of `When`.
A day is a `date` or an aware `datetime`, a clock time a `time` or an aware `datetime`; a `datetime` is read
in Amsterdam. A naive `datetime` raises ValueError, an unknown language KeyError.

Arithmetic (instants are aware; results in UTC unless said otherwise)
    ZONE                              Europe/Amsterdam
    local(moment)                     the same instant on the clocks of Amsterdam
    instant(on, at)                   the instant of a wall clock time in Amsterdam
    day_bounds(on)                    first instant of that day and of the next one
    week_of(on)                       the Monday of that day's week

Words
    weekday(language, on)             "donderdag"
    weekday_short(language, on)       "do", for the head of a calendar column
    month(language, number)           "november"; 1 is January
    date(language, on)                "donderdag 26 november 2026"
    date_short(language, on, today)   "donderdag 26 november", or with the year, half a year away
    day(language, on, today)          "morgen, donderdag 26 november 2026"; the word only when there is one
    dutch_date(on)                    "do 26 november", small beside a date in another language
    relative_day(language, on, today) "gisteren", "vandaag", "morgen", "overmorgen" or ""
    time(at)                          "9:00", the same in every language
    part_of_day(language, at)         "ochtend"
    time_words(language, at)          "9:00 uur 's ochtends"
    time_range(language, start, end)  "van 9:00 tot 12:30 uur"
    listed(language, items)           "maandag, dinsdag en donderdag"; for words of the reader's language
    number(language, value)           "7,5": at most two decimals, digits 0-9
    is_night(at)                      whether the clock face is drawn dark: 18:00 to 6:00
    clock_hands(at)                   degrees of the hour and minute hand

`When(language)` has the words as methods without the language, for templates: `when.date(x)`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from portal.core.calendar_words import WORDS

ZONE = ZoneInfo("Europe/Amsterdam")

Day = dt.date | dt.datetime
Clock = dt.time | dt.datetime

# Half a year away, weekday, day and month no longer say plainly which year is meant.
YEAR_NEEDED_FROM_DAYS = 183


class Hands(NamedTuple):
    """Degrees clockwise from twelve, for the hands of a drawn clock."""

    hour: float
    minute: float


# The arithmetic of local days


def local(moment: dt.datetime) -> dt.datetime:
    """Tell what the clocks of Amsterdam show at that moment. A naive datetime raises ValueError."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(ZONE)


def instant(on: dt.date, at: dt.time) -> dt.datetime:
    """Give the UTC instant at which the clocks of Amsterdam show this time on this day.

    A time that the spring change skips moves forward with the clock (2:30 becomes 3:30); a time that the
    autumn change shows twice is the first of the two.
    """
    if isinstance(on, dt.datetime) or at.tzinfo is not None:
        raise ValueError("a wall clock time is a plain date and a plain time")
    # fold=0 reads a skipped time with the offset before the change, and a doubled one as the first.
    return dt.datetime.combine(on, at.replace(fold=0), ZONE).astimezone(dt.UTC)


def day_bounds(on: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Give the first instant of the day in Amsterdam and of the day after it: 23, 24 or 25 hours apart."""
    return instant(on, dt.time.min), instant(on + dt.timedelta(days=1), dt.time.min)


def week_of(on: Day) -> dt.date:
    """Give the Monday of the week of that day."""
    plain = _plain_day(on)
    return plain - dt.timedelta(days=plain.weekday())


def _plain_day(on: Day) -> dt.date:
    return local(on).date() if isinstance(on, dt.datetime) else on


def _plain_clock(at: Clock) -> dt.time:
    if isinstance(at, dt.datetime):
        return local(at).time()
    if at.tzinfo is not None:
        raise ValueError("a clock time has no time zone of its own")
    return at


# Days


def weekday(language: str, on: Day) -> str:
    """Name the weekday in full: "donderdag"."""
    return WORDS[language].weekdays[_plain_day(on).weekday()]


def weekday_short(language: str, on: Day) -> str:
    """Name the weekday for the head of a calendar column: "do"."""
    return WORDS[language].weekdays_short[_plain_day(on).weekday()]


def month(language: str, number: int) -> str:
    """Name the month; 1 is January. Any other number than 1 to 12 raises ValueError."""
    if not 1 <= number <= 12:
        raise ValueError("months are numbered 1 to 12")
    return WORDS[language].months[number - 1]


def date(language: str, on: Day) -> str:
    """Say the day in full: "donderdag 26 november 2026"."""
    return _date(language, _plain_day(on))


@lru_cache(maxsize=4096)
def _date(language: str, on: dt.date) -> str:
    return f"{_date_without_year(language, on)} {on.year}"


def _date_without_year(language: str, on: dt.date) -> str:
    return f"{weekday(language, on)} {on.day} {month(language, on.month)}"


def date_short(language: str, on: Day, today: Day) -> str:
    """Say the day without its year, "donderdag 26 november", unless it is half a year or more away."""
    plain = _plain_day(on)
    if abs((plain - _plain_day(today)).days) >= YEAR_NEEDED_FROM_DAYS:
        return _date(language, plain)
    return _date_without_year(language, plain)


def dutch_date(on: Day) -> str:
    """Say the day as on a Dutch letter, small beside another language: "do 26 november"."""
    plain = _plain_day(on)
    return f"{weekday_short('nl', plain)} {plain.day} {month('nl', plain.month)}"


def relative_day(language: str, on: Day, today: Day) -> str:
    """Say "yesterday", "today", "tomorrow" or "the day after tomorrow"; "" for every other day."""
    words = WORDS[language]
    near = {-1: words.yesterday, 0: words.today, 1: words.tomorrow, 2: words.day_after_tomorrow}
    return near.get((_plain_day(on) - _plain_day(today)).days, "")


def day(language: str, on: Day, today: Day) -> str:
    """Say the day in full, after its word if it has one: "morgen, donderdag 26 november 2026"."""
    near = relative_day(language, on, today)
    return near + WORDS[language].comma + date(language, on) if near else date(language, on)


# Hours


def time(at: Clock) -> str:
    """Write the time on the 24-hour clock, "9:00" or "14:30", the same in every language."""
    plain = _plain_clock(at)
    return f"{plain.hour}:{plain.minute:02}"


def part_of_day(language: str, at: Clock) -> str:
    """Name the part of the day: "ochtend"."""
    return WORDS[language].parts_of_day[_part(_plain_clock(at))]


def time_words(language: str, at: Clock) -> str:
    """Say the time with its part of the day: "9:00 uur 's ochtends"."""
    plain = _plain_clock(at)
    return WORDS[language].clock[_part(plain)].replace("{time}", time(plain))


def time_range(language: str, start: Clock, end: Clock) -> str:
    """Say from when to when: "van 9:00 tot 12:30 uur". In words, since a dash turns round in Arabic."""
    return WORDS[language].range.replace("{start}", time(start)).replace("{end}", time(end))


def _part(at: dt.time) -> str:
    for end, part in ((6, "night"), (12, "morning"), (13, "noon"), (18, "afternoon")):
        if at.hour < end:
            return part
    return "evening"


def is_night(at: Clock) -> bool:
    """Tell whether the clock face is drawn dark: before 6:00 and from 18:00.

    Twelve hours each, summer and winter: each position of the hands has one light and one dark reading.
    """
    return not 6 <= _plain_clock(at).hour < 18


def clock_hands(at: Clock) -> Hands:
    """Give the degrees of both hands: 9:30 is (285.0, 180.0)."""
    plain = _plain_clock(at)
    return Hands(hour=plain.hour % 12 * 30 + plain.minute / 2, minute=plain.minute * 6.0)


# Numbers


def number(language: str, value: int | float | Decimal) -> str:
    """Write an amount, of hours for instance, with at most two decimals and no grouping: "7,5", "120"."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if written == "-0" else written).replace(".", WORDS[language].decimal_mark)


# Lists


def listed(language: str, items: Sequence[str]) -> str:
    """Say several things as one: "maandag en donderdag", in Tigrinya "ሰኑይን ሓሙስን". For words, not names."""
    if len(items) < 2:
        return "".join(items)
    each, between, before_last = WORDS[language].listed
    *most, last = (each.replace("{item}", item) for item in items)
    return between.join(most) + before_last + last


# Bound to a reader


def _today() -> dt.date:
    return dt.datetime.now(ZONE).date()


class When:
    """The words above in one reader's language, for templates. Cheap to make, and safe to share.

    `today` says which day it is for the methods that compare with today; the house hands in its clock.
    """

    __slots__ = ("_today", "language")

    def __init__(self, language: str, today: Callable[[], dt.date] = _today) -> None:
        if language not in WORDS:
            raise KeyError(language)
        self.language = language
        self._today = today

    def weekday(self, on: Day) -> str:
        """Name the weekday in full."""
        return weekday(self.language, on)

    def weekday_short(self, on: Day) -> str:
        """Name the weekday for the head of a calendar column."""
        return weekday_short(self.language, on)

    def month(self, number: int) -> str:
        """Name the month; 1 is January."""
        return month(self.language, number)

    def date(self, on: Day) -> str:
        """Say weekday, day, month and year."""
        return date(self.language, on)

    def date_short(self, on: Day, today: Day | None = None) -> str:
        """Say weekday, day and month, and the year when half a year or more away."""
        return date_short(self.language, on, today or self._today())

    def day(self, on: Day, today: Day | None = None) -> str:
        """Say the day in full, after "today" or "tomorrow" if it is."""
        return day(self.language, on, today or self._today())

    def dutch_date(self, on: Day) -> str:
        """Say the day as on a Dutch letter, without the year."""
        return dutch_date(on)

    def relative_day(self, on: Day, today: Day | None = None) -> str:
        """Say "yesterday", "today", "tomorrow", "the day after tomorrow" or ""."""
        return relative_day(self.language, on, today or self._today())

    def time(self, at: Clock) -> str:
        """Write the time on the 24-hour clock."""
        return time(at)

    def part_of_day(self, at: Clock) -> str:
        """Name the part of the day."""
        return part_of_day(self.language, at)

    def time_words(self, at: Clock) -> str:
        """Say the time with its part of the day."""
        return time_words(self.language, at)

    def time_range(self, start: Clock, end: Clock) -> str:
        """Say from when to when."""
        return time_range(self.language, start, end)

    def listed(self, items: Sequence[str]) -> str:
        """Say several things as one."""
        return listed(self.language, items)

    def number(self, value: int | float | Decimal) -> str:
        """Write an amount with at most two decimals."""
        return number(self.language, value)

    def is_night(self, at: Clock) -> bool:
        """Tell whether the clock face is drawn dark."""
        return is_night(at)

    def clock_hands(self, at: Clock) -> Hands:
        """Give the degrees of both hands."""
        return clock_hands(at)
