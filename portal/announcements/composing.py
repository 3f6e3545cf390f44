"""An announcement out of sentences that are ready: which there are, and what was typed into their blanks.

Knows no database. What comes out is right in every language at once, because each sentence is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal.announcements.models import Kind
from portal.core import clock, when
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.text import clean, fold_digits
from portal.core.typed import a_date, an_hour
from portal.texts.blocks import LIBRARY, Blank

READY: dict[str, Kind] = {
    "announcements.no-lesson": Kind.LESSON,
    "announcements.other-room": Kind.LESSON,
    "announcements.other-hour": Kind.LESSON,
    "announcements.holiday": Kind.LESSON,
    "announcements.bus": Kind.EXCURSION,
    "announcements.cars": Kind.EXCURSION,
    "announcements.places-left": Kind.EXCURSION,
    "announcements.closed-shoes": Kind.EXCURSION,
    "announcements.language-cafe": Kind.MEETING,
    "announcements.open-hour": Kind.MEETING,
    "announcements.bring-letter": Kind.LETTER,
    "announcements.heat": Kind.HEALTH,
    "announcements.vaccination": Kind.HEALTH,
}
"""By the key of its title, what each is about. Its details have the same key and ``.details``."""

LABELS = {
    "day": N_("Day"),
    "first": N_("First day"),
    "last": N_("Last day"),
    "until": N_("Until which day"),
    "time": N_("Time"),
    "old_time": N_("The old time"),
    "start": N_("From what time"),
    "end": N_("Until what time"),
    "place": N_("Place"),
    "room": N_("Room"),
    "old_room": N_("The old room"),
    "sender": N_("From whom is the letter?"),
    "excursion": N_("Which excursion?"),
    "organisation": N_("Which organisation?"),
    "places": N_("How many places?"),
}
LABELS_OF = {("announcements.holiday", "day"): N_("Day of the next lesson")}
"""Where a blank means something else than its name."""
IN_ORDER = (("first", "last"), ("start", "end"), ("until", "day"))
LONGEST = 80
MOST = 999


@dataclass(frozen=True, slots=True)
class Field:
    """One blank as a field of a form."""

    name: str
    blank: Blank
    typed: str
    label: str
    """A msgid."""
    error: str = ""
    """A msgid."""

    @property
    def input_type(self) -> str:
        """How a browser helps with it."""
        return {Blank.DATE: "date", Blank.TIME: "time"}.get(self.blank, "text")


@dataclass(frozen=True)
class Composed:
    """A title and details with what was typed into their blanks."""

    key: str
    fields: list[Field]
    values: dict[str, Any] = field(default_factory=dict)
    """By blank, what goes into the row; complete where no field has an error."""

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return READY[self.key]

    @property
    def valid(self) -> bool:
        return not any(each.error for each in self.fields)

    @property
    def title(self) -> tuple[str, dict[str, Any]]:
        """The block of the title and its values."""
        return self._of(self.key)

    @property
    def details(self) -> tuple[str, dict[str, Any]]:
        """The block of the details and its values."""
        return self._of(f"{self.key}.details")

    @property
    def expires_at(self) -> datetime | None:
        """The end of the last day that it names; None where it names none."""
        days = [
            date.fromisoformat(self.values[each.name])
            for each in self.fields
            if each.blank is Blank.DATE and each.name in self.values
        ]
        return when.day_bounds(max(days))[1] if days else None

    def _of(self, key: str) -> tuple[str, dict[str, Any]]:
        return key, {name: self.values[name] for name in LIBRARY[key].blanks}


def empty(key: str) -> Composed:
    """The form of a sentence; raises `NotFound` for one that cannot be chosen."""
    return Composed(key, [Field(name, blank, "", _label(key, name)) for name, blank in _blanks(key).items()])


def read(key: str, typed: Mapping[str, str]) -> Composed:
    """What was typed into it; what does not fit has its sentence beside it."""
    blanks = _blanks(key)
    given = {name: clean(typed.get(name, "")) for name in blanks}
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, blank in blanks.items():  # days come before the hours, which are of the first of them
        try:
            values[name] = _value(blank, given[name], _first_day(blanks, values))
        except Refused as refusal:
            errors[name] = refusal.message
    for earlier, later in IN_ORDER:
        if earlier in values and later in values and values[earlier] > values[later]:
            errors[later] = N_("This comes before the other one.")
    return Composed(key, [Field(n, b, given[n], _label(key, n), errors.get(n, "")) for n, b in blanks.items()], values)


def _label(key: str, name: str) -> str:
    return LABELS_OF.get((key, name), LABELS[name])


def _blanks(key: str) -> dict[str, Blank]:
    """Days first, then hours: the order in which one thinks of them."""
    if key not in READY:
        raise NotFound
    together = {**LIBRARY[key].blanks, **LIBRARY[f"{key}.details"].blanks}
    order = (Blank.DATE, Blank.TIME, Blank.TEXT, Blank.NUMBER)
    return dict(sorted(together.items(), key=lambda each: order.index(each[1])))


def _first_day(blanks: Mapping[str, Blank], values: Mapping[str, Any]) -> date:
    days = (date.fromisoformat(value) for name, value in values.items() if blanks[name] is Blank.DATE)
    return next(days, clock.today())


def _value(blank: Blank, typed: str, on: date) -> Any:
    """What goes into the row; raises `Refused` for what does not fit."""
    if not typed:
        raise Refused(N_("Fill this in."))
    if blank is Blank.DATE:
        return _future(a_date(typed)).isoformat()
    if blank is Blank.TIME:
        return when.instant(on, an_hour(typed)).isoformat()
    if blank is Blank.NUMBER:
        return _number(typed)
    if len(typed) > LONGEST:
        raise Refused(N_("The text is too long."))
    return typed


def _future(day: date | None) -> date:
    if day is None or day < clock.today():
        raise Refused(N_("This day is over."))
    return day


def _number(typed: str) -> int:
    words = fold_digits(typed)
    if not words.isascii() or not words.isdigit() or not 0 < int(words) <= MOST:
        raise Refused(N_("Write a number from 1 to 999."))
    return int(words)
