"""What rooms give the house, so that rooms need not know each other.

Each room has one `Offers` value in its ``offers.py``. Whoever stands above (today, desk) or needs a fact of
another room (hours for the plan's clocks) gathers from all of them, always viewer first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from markupsafe import Markup

from portal.core.viewer import Viewer


@dataclass(frozen=True)
class Coming:
    """Something with a time that concerns one person, whatever room it lives in. Words in the reader's language."""

    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    """Name of the place; empty where there is none (a phone call)."""
    place_detail: str
    """Room, street and town, for the second line and the map."""
    icon: str
    pillar: str
    """``language``, ``work``, ``health`` or ``neutral``: gives colour and shape."""
    url: str
    cancelled: bool = False


@dataclass(frozen=True)
class News:
    """Something new for one person."""

    at: datetime
    title: str
    icon: str
    url: str


@dataclass(frozen=True)
class NextStep:
    """The one next step that a person can take."""

    title: str
    goal: str
    url: str
    due: Any = None
    """A `datetime.date`, or None where there is no hurry."""


@dataclass(frozen=True)
class Todo:
    """Something that waits for a staff member."""

    title: str
    count: int
    url: str
    icon: str


@dataclass(frozen=True)
class MenuEntry:
    """A place in the menu. The label is a msgid."""

    endpoint: str
    label: str
    icon: str
    unread: Callable[[Viewer], int] | None = None


@dataclass(frozen=True)
class Keep:
    """What the law makes the municipality keep of a person who is erased."""

    what: str
    """The key of its period in the retention rules: ``plan.decisions``."""
    ground: str
    """The law or list that asks for it, in Dutch."""
    content: Mapping[str, Any]
    """Plain JSON values."""


@dataclass(frozen=True)
class PersonPage:
    """A page about one person, for staff who may open it. The label is a msgid."""

    label: str
    url: str
    icon: str


HourKind = str
"""What hours count for: a value of `portal.plan.terms.HourKind`; rooms that offer fewer kinds name theirs alike."""

PVT_HOURS = 12
"""The programme of the participation declaration takes at least 12 hours: Besluit inburgering 2021, and the policy of
Oude IJsselstreek."""

LOOKS_AHEAD = timedelta(days=60)
"""So far ahead the next thing is looked for: longer than the summer holidays."""


@dataclass(frozen=True)
class Offers:
    """All that one room gives the house. What a room does not have, it leaves out."""

    room: str
    participant_menu: MenuEntry | None = None
    staff_menu: MenuEntry | None = None
    more_menu: MenuEntry | None = None
    """A place under More, for participants, where the tab bar has no room."""
    rights_menu: MenuEntry | None = None
    """A place under More about what is kept of a participant, and who saw it."""
    coming_up: Callable[[Viewer, datetime, datetime], Sequence[Coming]] | None = None
    news: Callable[[Viewer], Sequence[News]] | None = None
    next_step: Callable[[Viewer], NextStep | None] | None = None
    hours: Callable[[Viewer, UUID], Mapping[HourKind, float]] | None = None
    """Hours that a person has made, by what they count for."""
    todo: Callable[[Viewer], Sequence[Todo]] | None = None
    shows: Callable[[Viewer, UUID], bool] | None = None
    """Whether the room shows a text, by its id, to this participant."""
    readers: tuple[Any, ...] = ()
    """Selects of the texts that the room shows, to how many readers of which language, and when that matters."""
    person_page: Callable[[Viewer, UUID], PersonPage | None] | None = None
    """What the room shows staff of one person; None where it is not for this viewer, or there is nothing."""
    receive: Callable[[Iterable[Any]], None] | None = None
    """Takes what the outbox holds, inside the transaction of the change."""
    ring: Callable[[Sequence[Mapping[str, Any]]], None] | None = None
    """Takes the rows of the notices just stored, inside the same transaction, to tell of them elsewhere too."""
    trace: Callable[[Viewer, UUID, str, datetime], None] | None = None
    """Remembers that somebody did something with what is a person's, for rooms on the floors below."""
    seal: Callable[[], None] | None = None
    """Called as the last thing of every change, before it is stored."""
    part: Callable[[str], Markup] | None = None
    """HTML for a named place that a page of a room below leaves open; see `parts`."""
    keep_form: Callable[[Sequence[tuple[str, str]], str], str] | None = None
    """Keeps a form that came while the phone was locked; says where its person goes after the PIN."""
    device_ended: Callable[[UUID], None] | None = None
    """Forgets what reaches a device that is signed out (its push subscription), in the same transaction."""
    export: Callable[[UUID], Mapping[str, Any]] | None = None
    """Everything the room knows about a person, as plain JSON values."""
    keep: Callable[[UUID], Sequence[Keep]] | None = None
    """What of it must be kept when the person is erased; asked before `erase`."""
    erase: Callable[[UUID], None] | None = None
    """Removes everything the room knows about a person; see `erase`."""
    retention: Mapping[str, Callable[[datetime, bool], int]] | None = None
    """By retention rule: removes what is over since before a moment, or only counts it; says how many."""
    restored: Callable[[datetime], None] | None = None
    """After a backup was put back: takes away what was worth something then and may not be now."""
    term_over: Callable[[Any], Mapping[UUID, bool]] | None = None
    """Of the people whose term is known, whether it ended before a day (a `datetime.date`)."""


def register(app: Flask, rooms: Sequence[Offers]) -> None:
    """Tell the app which rooms it has, in menu order, and none before a room that stands on it."""
    app.extensions["portal.offers"] = tuple(rooms)


def rooms() -> tuple[Offers, ...]:
    """The offers of all rooms, in menu order."""
    offers: tuple[Offers, ...] = current_app.extensions["portal.offers"]
    return offers


def all_of(name: str) -> list[Any]:
    """What all rooms offer under one name, in menu order; rooms without it are passed over."""
    return [offer for room in rooms() if (offer := getattr(room, name)) is not None]


def parts(place: str) -> Markup:
    """What the rooms put into a place that a page leaves open for those above: ``unlock``, ``more``, ``sign-in``."""
    return Markup().join(part(place) for part in all_of("part"))


def coming_up(viewer: Viewer, since: datetime, until: datetime) -> list[Coming]:
    """What all rooms have for the viewer that is not over at `since` and begins before `until`, by time."""
    coming = [each for offer in all_of("coming_up") for each in offer(viewer, since, until)]
    return sorted(coming, key=lambda each: (each.starts_at, each.ends_at))


def next_of(gathered: Iterable[Coming], now: datetime) -> Coming | None:
    """What is on now or comes first of what is gathered by time, and is not cancelled."""
    return next((each for each in gathered if each.ends_at > now and not each.cancelled), None)


def person_pages(viewer: Viewer, person_id: UUID) -> list[PersonPage]:
    """What the viewer can open of a person, in menu order."""
    return [found for offer in all_of("person_page") if (found := offer(viewer, person_id))]


def erase(person_id: UUID) -> None:
    """Remove everything that the house knows about a participant, in the changing frame of the caller.

    Rooms are asked in their order, in which those below come last: accounts removes the person at the end.
    For participants only. What staff made is part of what is another person's, and the database refuses; for them
    the rights have another way (`accounts.actions.forget_staff`).
    """
    for erase_from in all_of("erase"):
        erase_from(person_id)


def url_of(room: str) -> str | None:
    """Where a participant enters a room; None where the house does not have that room."""
    entries = [r.participant_menu or r.more_menu for r in rooms() if r.room == room]
    return current_app.url_for(entries[0].endpoint) if entries and entries[0] else None
