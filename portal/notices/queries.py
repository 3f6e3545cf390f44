"""Reading one's own inbox. Nobody reads that of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Row, and_, bindparam, func, or_, select

from portal.core import when
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer
from portal.notices import kinds
from portal.notices.models import InboxNotice
from portal.texts import blocks

Found = Row[*tuple[Any, ...]]

PAGE_LENGTH = 30
NEWS_AT_MOST = 5
MINE = {"scope": "viewer: my own inbox"}

_mine = (
    select(InboxNotice.id, InboxNotice.kind, InboxNotice.values, InboxNotice.link, InboxNotice.at, InboxNotice.read_at)
    .where(InboxNotice.person_id == bindparam("person"))
    .order_by(InboxNotice.at.desc(), InboxNotice.id.desc())
    .execution_options(**MINE)
)
NEWEST = _mine.limit(PAGE_LENGTH + 1)
OLDER = NEWEST.where(
    or_(InboxNotice.at < bindparam("at"), and_(InboxNotice.at == bindparam("at"), InboxNotice.id < bindparam("before")))
)
ONE = _mine.where(InboxNotice.id == bindparam("notice"))
_unread = _mine.where(InboxNotice.read_at.is_(None))
NEWS = _unread.where(InboxNotice.kind.not_in(bindparam("elsewhere", expanding=True))).limit(PAGE_LENGTH)
PERHAPS_ALIKE = _unread.where(InboxNotice.kind == bindparam("kind"), InboxNotice.link == bindparam("link"))
UNREAD_COUNT = (
    select(func.count())
    .select_from(InboxNotice)
    .where(InboxNotice.person_id == bindparam("person"), InboxNotice.read_at.is_(None))
    .execution_options(**MINE)
)


@dataclass(frozen=True, slots=True)
class Item:
    """A notice in the reader's words."""

    id: UUID
    words: Markup
    picture: str
    link: str
    at: datetime
    unread: bool

    @property
    def path(self) -> str:
        """The page that marks it read and leads to the thing itself."""
        return f"/notices/{self.id}"


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of the inbox, by day."""

    days: list[tuple[date, list[Item]]]
    older: UUID | None
    """The notice after which the next page goes on, if there is one."""


def inbox(viewer: Viewer, before: UUID | None = None) -> Inbox:
    """The viewer's notices, newest first; the next page starts before a known one."""
    keys: dict[str, Any] = {"person": viewer.person_id}
    if before is None:
        rows = db.session.execute(NEWEST, keys).all()
    else:
        keys |= {"before": before, "at": notice(viewer, before).at}
        rows = db.session.execute(OLDER, keys).all()
    items = _items(viewer, rows[:PAGE_LENGTH])
    days = [(day, list(those)) for day, those in groupby(items, lambda item: when.local(item.at).date())]
    return Inbox(days, items[-1].id if len(rows) > PAGE_LENGTH else None)


def notice(viewer: Viewer, notice_id: UUID) -> Item:
    """One of the viewer's own; raises `NotFound` otherwise."""
    keys = {"person": viewer.person_id, "notice": notice_id}
    return _items(viewer, [found(db.session.execute(ONE, keys).one_or_none())])[0]


def news(viewer: Viewer) -> list[Item]:
    """The newest unread, what was said twice once, but for what its own room tells already."""
    keys = {"person": viewer.person_id, "elsewhere": kinds.told_by_their_room()}
    different: list[Found] = []
    for row in db.session.execute(NEWS, keys):
        if not any(_are_alike(row, newer) for newer in different):
            different.append(row)
    return _items(viewer, different[:NEWS_AT_MOST])


def alike(viewer: Viewer, notice_id: UUID) -> list[UUID]:
    """The viewer's unread notices that say the same as this one and lead to the same place; itself among them."""
    keys = {"person": viewer.person_id}
    one = found(db.session.execute(ONE, {**keys, "notice": notice_id}).one_or_none())
    rows = db.session.execute(PERHAPS_ALIKE, {**keys, "kind": one.kind, "link": one.link})
    return [row.id for row in rows if _are_alike(row, one)]


def _are_alike(one: Found, other: Found) -> bool:
    return (one.kind, one.link, one.values) == (other.kind, other.link, other.values)


def unread_count(viewer: Viewer) -> int:
    """How many the viewer has not read."""
    return db.session.scalar(UNREAD_COUNT, {"person": viewer.person_id}) or 0


def _items(viewer: Viewer, rows: Sequence[Found]) -> list[Item]:
    titles = kinds.titles(viewer, ((row.kind, row.link) for row in rows))
    return [_item(row, titles.get(row.link) or blocks.say(row.kind, row.values)) for row in rows]


def _item(row: Found, words: Markup) -> Item:
    return Item(row.id, words, kinds.picture(row.kind), row.link, row.at, row.read_at is None)
