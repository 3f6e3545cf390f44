"""What a person was sent. What those who send read is in `staff_queries`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import Row, and_, bindparam, func, or_, select

from portal.accounts.models import Person
from portal.announcements.models import Announcement, Kind, Receipt, State
from portal.core import clock
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer
from portal.texts import queries as texts
from portal.texts.queries import Freshness, Shown

Found = Row[*tuple[Any, ...]]

PAGE_LENGTH = 20
PINNED_AT_MOST = 3
"""More at the top are no longer important: older pinned ones stand among the others."""
NEWS_AT_MOST = 5


MINE = {"scope": "viewer: announcements sent to me"}
_not_over = or_(Announcement.expires_at.is_(None), Announcement.expires_at > bindparam("now"))

_mine = (
    select(
        Announcement.id,
        Announcement.kind,
        Announcement.title_id,
        Announcement.pinned,
        Announcement.expires_at,
        Receipt.sent_at,
        Receipt.read_at,
    )
    .join(Announcement, Announcement.id == Receipt.announcement_id)
    .where(Receipt.person_id == bindparam("person"), Announcement.state == State.SENT)
    .order_by(Receipt.sent_at.desc(), Receipt.announcement_id.desc())
    .execution_options(**MINE)
)
PINNED = _mine.where(Announcement.pinned, _not_over).limit(PINNED_AT_MOST)
NEWEST = _mine.where(Announcement.id.not_in(bindparam("top", expanding=True))).limit(PAGE_LENGTH + 1)
OLDER = NEWEST.where(
    or_(
        Receipt.sent_at < bindparam("sent_at"),
        and_(Receipt.sent_at == bindparam("sent_at"), Receipt.announcement_id < bindparam("before")),
    )
)
UNREAD = _mine.where(Receipt.read_at.is_(None), _not_over).limit(NEWS_AT_MOST)
UNREAD_COUNT = (
    select(func.count())
    .select_from(Receipt)
    .join(Announcement, Announcement.id == Receipt.announcement_id)
    .where(
        Receipt.person_id == bindparam("person"),
        Receipt.read_at.is_(None),
        Announcement.state == State.SENT,
        _not_over,
    )
    .execution_options(**MINE)
)
TITLES = (
    select(Announcement.id, Announcement.title_id)
    .join(Receipt, Receipt.announcement_id == Announcement.id)
    .where(
        Receipt.person_id == bindparam("person"),
        Announcement.id.in_(bindparam("announcements", expanding=True)),
        Announcement.state == State.SENT,
    )
    .execution_options(**MINE)
)
SENT_AT = (
    select(Receipt.sent_at)
    .where(Receipt.person_id == bindparam("person"), Receipt.announcement_id == bindparam("announcement"))
    .execution_options(**MINE)
)
ONE = (
    select(
        Announcement.id,
        Announcement.kind,
        Announcement.state,
        Announcement.title_id,
        Announcement.body_id,
        Announcement.expires_at,
        Receipt.sent_at,
        Receipt.read_at,
        Person.called,
        Person.given_name,
    )
    .join(Announcement, Announcement.id == Receipt.announcement_id)
    .outerjoin(Person, Person.id == Announcement.author_id)
    .where(Receipt.person_id == bindparam("person"), Announcement.id == bindparam("announcement"))
    .execution_options(**MINE)
)


@dataclass(frozen=True, slots=True)
class Item:
    """An announcement in a person's list."""

    id: UUID
    kind: Kind
    title: Shown
    sent_at: datetime
    unread: bool
    over: bool
    pinned: bool

    @property
    def path(self) -> str:
        return path(self.id)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a person's announcements."""

    pinned: list[Item]
    items: list[Item]
    older: UUID | None
    """The announcement after which the next page goes on, if there is one."""


@dataclass(frozen=True, slots=True)
class One:
    """An announcement as its receiver reads it."""

    id: UUID
    text_id: UUID
    """The text that says most: its body, or the title where that says it all."""
    kind: Kind
    title: Shown
    body: Shown | None
    dutch_title: Shown
    dutch_body: Shown | None
    author: str
    """First name of who sent it; empty where they are no longer known."""
    sent_at: datetime
    read_at: datetime | None
    expires_at: datetime | None
    withdrawn: bool
    over: bool

    @property
    def missing(self) -> Shown | None:
        """A part that is not in the reader's language yet."""
        return next((part for part in self._parts if part.freshness is Freshness.MISSING), None)

    @property
    def outdated(self) -> bool:
        """Whether a part is older than its source."""
        return any(part.freshness is Freshness.OUTDATED for part in self._parts)

    @property
    def has_dutch(self) -> bool:
        """Whether the Dutch is there, and says something beside what is shown."""
        return self.dutch_title.language == "nl" and any(part.language != "nl" for part in self._parts)

    @property
    def _parts(self) -> list[Shown]:
        return [self.title, self.body] if self.body else [self.title]


def path(announcement_id: UUID) -> str:
    """Where an announcement is read."""
    return f"/announcements/{announcement_id}"


def announcements(viewer: Viewer, before: UUID | None = None) -> Listed:
    """The viewer's announcements, pinned first, then newest first; the next page starts before a known one."""
    keys: dict[str, Any] = {"person": viewer.person_id, "now": clock.now()}
    pinned: Sequence[Found] = db.session.execute(PINNED, keys).all()
    keys["top"] = [row.id for row in pinned]
    if before is None:
        rows = db.session.execute(NEWEST, keys).all()
    else:
        pinned, sent_at = [], sent_to(viewer, before)
        rows = db.session.execute(OLDER, {**keys, "before": before, "sent_at": sent_at}).all()
    page = rows[:PAGE_LENGTH]
    items = _items([*pinned, *page], keys["now"])
    older = page[-1].id if len(rows) > PAGE_LENGTH else None
    return Listed(items[: len(pinned)], items[len(pinned) :], older)


def unread(viewer: Viewer) -> list[Item]:
    """The newest that the viewer has not read and that still hold."""
    now = clock.now()
    return _items(db.session.execute(UNREAD, {"person": viewer.person_id, "now": now}).all(), now)


def unread_count(viewer: Viewer) -> int:
    """How many the viewer has not read and still hold."""
    return db.session.scalar(UNREAD_COUNT, {"person": viewer.person_id, "now": clock.now()}) or 0


def titles(viewer: Viewer, paths: Iterable[str]) -> dict[str, Markup]:
    """What the viewer was sent and still stands, by its path: its title."""
    ids = [UUID(each.rpartition("/")[2]) for each in paths]
    rows = db.session.execute(TITLES, {"person": viewer.person_id, "announcements": ids}).all()
    shown = texts.shown(row.title_id for row in rows)
    return {path(row.id): escape(shown[row.title_id]) for row in rows}


def sent_to(viewer: Viewer, announcement_id: UUID) -> datetime:
    """When the viewer was sent this one; raises `NotFound` if they were not."""
    return found(db.session.scalar(SENT_AT, {"person": viewer.person_id, "announcement": announcement_id}))


def announcement(viewer: Viewer, announcement_id: UUID) -> One:
    """One that was sent to the viewer; raises `NotFound` otherwise."""
    row = found(db.session.execute(ONE, {"person": viewer.person_id, "announcement": announcement_id}).one_or_none())
    shown = texts.shown([row.title_id, row.body_id])
    dutch = texts.in_dutch([row.title_id, row.body_id])
    return One(
        id=row.id,
        text_id=row.body_id or row.title_id,
        kind=row.kind,
        title=shown[row.title_id],
        body=shown.get(row.body_id),
        dutch_title=dutch[row.title_id],
        dutch_body=dutch.get(row.body_id),
        author=row.called or row.given_name or "",
        sent_at=row.sent_at,
        read_at=row.read_at,
        expires_at=row.expires_at,
        withdrawn=row.state is State.WITHDRAWN,
        over=_is_over(row.expires_at, clock.now()),
    )


def _items(rows: Sequence[Found], now: datetime) -> list[Item]:
    shown = texts.shown(row.title_id for row in rows)
    return [_item(row, shown[row.title_id], now) for row in rows]


def _item(row: Found, title: Shown, now: datetime) -> Item:
    over = _is_over(row.expires_at, now)
    return Item(
        id=row.id,
        kind=row.kind,
        title=title,
        sent_at=row.sent_at,
        unread=row.read_at is None and not over,
        over=over,
        pinned=row.pinned and not over,
    )


def _is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at <= now
