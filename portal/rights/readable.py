"""What the copy says to a reader: the words, days and numbers of each room, under headings in their language.

Codes and ids mean nothing to a reader; they stand in ``data.json``, where everything is.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from portal.audit.acts import ACTS
from portal.core import offers, when
from portal.core.i18n import LANGUAGES, N_, Language

Line = tuple[str, str]

TITLES = {"accounts": N_("You and your phones"), "texts": N_("Texts about you")}
OTHER = N_("Other details")
FIELDS: dict[str, str] = {
    "name": N_("Name"),
    "called": N_("Called"),
    "birth_date": N_("Date of birth"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "label": N_("Device"),
    "since": N_("Since"),
    "until": N_("Until"),
    "act": N_("What was done"),
    "at": N_("When"),
    "words": N_("Text"),
    "title": N_("Title"),
    "body": N_("Text"),
    "sent_at": N_("Sent"),
    "read_at": N_("Read"),
    "starts_at": N_("Begins"),
    "ends_at": N_("Ends"),
    "departs_at": N_("Leaves"),
    "place": N_("Place"),
    "minutes": N_("Minutes"),
    "minutes_late": N_("Minutes late"),
    "children": N_("Children"),
    "registered_on": N_("Registered on"),
    "decided_on": N_("Decided on"),
    "provider": N_("School"),
    "hours_per_week": N_("Hours each week"),
    "term_starts_on": N_("Your time begins"),
    "term_ends_on": N_("Your time ends"),
    "objection_until": N_("You can object until"),
    "due_on": N_("Before"),
    "done_at": N_("Done"),
    "partner": N_("With"),
    "on": N_("Day"),
    "reason": N_("Reason"),
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z-]+")


def sections(rooms: Mapping[str, Mapping[str, Any]], language: Language) -> Iterator[tuple[str, list[list[Line]]]]:
    """A heading for each room that has something to say, with its things, each a list of name and value."""
    for room, content in rooms.items():
        things = [lines for thing in _things(content) if (lines := list(_lines(thing, language)))]
        if things:
            yield language.gettext(_title(room)), things


def _title(room: str) -> str:
    own = next((each for each in offers.rooms() if each.room == room), None)
    entry = own and (own.participant_menu or own.more_menu or own.rights_menu)
    return TITLES.get(room) or (entry.label if entry else OTHER)


def _things(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {key: value for key, value in content.items() if not isinstance(value, list)}
    for value in content.values():
        if isinstance(value, list):
            yield from (each for each in value if isinstance(each, Mapping))


def _lines(thing: Mapping[str, Any], language: Language) -> Iterator[Line]:
    for key, value in thing.items():
        if key in FIELDS and value not in (None, "", [], {}):
            yield language.gettext(FIELDS[key]), _said(key, value, language)


def _said(key: str, value: Any, language: Language) -> str:
    if key == "act":
        return language.gettext(ACTS[value].sentence) if value in ACTS else ""
    if key == "language":
        return LANGUAGES[value].own_name if value in LANGUAGES else str(value)
    if isinstance(value, int | float):
        return when.number(language.code, value)
    if _MOMENT.fullmatch(str(value)):
        moment = datetime.fromisoformat(value)
        return f"{language.when.date(moment)} {language.when.time(when.local(moment))}"
    if _DAY.fullmatch(str(value)):
        return language.when.date(date.fromisoformat(value))
    return str(value)
