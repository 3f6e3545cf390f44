"""What rooms say about the kinds of notices that they send: how they look, what they are about, what cannot wait."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from portal.core import when
from portal.core.i18n import N_
from portal.core.viewer import Viewer

Titles = Callable[[Viewer, Iterable[str]], Mapping[str, Markup]]
"""What the viewer may see at these links, by link, for those that have a title."""


@dataclass(frozen=True)
class Subject:
    """What kinds are about: one choice in a person's settings. Its key is the first part of its kinds' keys."""

    key: str
    name: str
    """A msgid, for the choice."""
    told: str
    """A msgid, for a lock screen: what it is about and nothing more."""
    picture: str
    always: bool = False
    """Nobody can turn it off, and it waits for no morning: it is about their own safety."""


_pictures: dict[str, str] = {}
_titles: dict[str, Titles] = {}
_told_by_their_room: set[str] = set()
_moments: dict[str, tuple[str, ...]] = {}
_urgent: set[str] = set()
_gathering: set[str] = set()
_subjects: dict[str, Subject] = {}

OTHER = Subject("", N_("Other things"), N_("There is something new for you."), "bell")


def add(
    kind: str,
    picture: str = "bell",
    *,
    told_by_its_room: bool = False,
    titles: Titles | None = None,
    moments: tuple[str, ...] = (),
    urgent: bool = False,
    gathers: bool = False,
) -> None:
    """Say how a kind looks in the inbox and how it rings.

    With ``told_by_its_room`` its notices stay out of `news`: the room offers the thing itself as news, and
    nothing should stand on Today twice. With ``titles`` the inbox calls the thing itself by its name, where the
    sentence may not: it can stand on a lock screen. ``moments`` names the blanks with the hours of the thing itself:
    after the last nobody needs to be told any more. An ``urgent`` kind rings at night too when the first is today.
    Of a kind that ``gathers``, one that leads to the same place is enough until it is read.
    """
    _pictures[kind] = picture
    if told_by_its_room:
        _told_by_their_room.add(kind)
    if titles:
        _titles[kind] = titles
    _moments[kind] = moments
    if urgent:
        _urgent.add(kind)
    if gathers:
        _gathering.add(kind)


def add_subject(key: str, name: str, told: str, picture: str, *, always: bool = False) -> None:
    """Say what all kinds that begin with this key are about. Name and what is told are msgids."""
    _subjects[key] = Subject(key, name, told, picture, always)


def subject(kind: str) -> Subject:
    """What a kind is about."""
    return _subjects.get(kind.partition(".")[0], OTHER)


def subjects() -> list[Subject]:
    """All that a person can choose about, in the order in which rooms came."""
    return [each for each in _subjects.values() if not each.always]


def moments(kind: str, values: Mapping[str, Any]) -> list[datetime]:
    """When the thing itself is, for kinds that know; the earliest first."""
    return sorted(datetime.fromisoformat(values[name]) for name in _moments.get(kind, ()) if name in values)


def cannot_wait(kind: str, values: Mapping[str, Any], now: datetime) -> bool:
    """Whether it rings at night too: an urgent kind about today, or about one's own safety."""
    if subject(kind).always:
        return True
    days = [when.local(each).date() for each in moments(kind, values)]
    return kind in _urgent and bool(days) and days[0] <= when.local(now).date()


def gathers(kind: str) -> bool:
    """Whether one unread notice of this kind stands for those that would follow it."""
    return kind in _gathering


def picture(kind: str) -> str:
    """The icon of a kind; a bell where the room chose none."""
    return _pictures.get(kind, "bell")


def titles(viewer: Viewer, leads: Iterable[tuple[str, str]]) -> dict[str, Markup]:
    """The titles of the things that notices (kind and link) lead to, by link; one question a kind that has them."""
    links: dict[str, set[str]] = {}
    for kind, link in leads:
        if kind in _titles:
            links.setdefault(kind, set()).add(link)
    return {link: title for kind, those in links.items() for link, title in _titles[kind](viewer, those).items()}


def told_by_their_room() -> list[str]:
    """The kinds that are no news of the notices themselves."""
    return sorted(_told_by_their_room)
