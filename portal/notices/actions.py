"""Putting notices in inboxes, and reading them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, bindparam, insert, select, update

from portal.accounts.models import Person
from portal.core import clock, offers
from portal.core.db import db
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.notices import blocks as blocks  # the room's sentences join the library
from portal.notices import kinds, queries
from portal.notices.models import InboxNotice
from portal.texts.blocks import LIBRARY

HOMES = (
    select(Person.id, Person.municipality_id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
    .execution_options(scope="system: to whom the outbox is addressed")
)

UNREAD_AT = (
    select(InboxNotice.person_id, InboxNotice.kind, InboxNotice.link)
    .where(
        InboxNotice.person_id.in_(bindparam("ids", expanding=True)),
        InboxNotice.kind.in_(bindparam("kinds", expanding=True)),
        InboxNotice.read_at.is_(None),
    )
    .execution_options(scope="system: to whom the outbox is addressed")
)


def deliver(notices: Iterable[Notice]) -> None:
    """Store notices in the inboxes of their people. An unknown kind is a mistake of the room that sent it."""
    waiting = _gathered(notices)
    if not waiting:
        return
    homes = {r.id: r.municipality_id for r in db.session.execute(HOMES, {"ids": [n.person_id for n in waiting]})}
    now = clock.now()
    rows = []
    for notice in waiting:
        if set(notice.values) != set(LIBRARY[notice.kind].blanks):
            raise ValueError(f"notice {notice.kind} has other blanks than its block")
        rows.append(
            {
                "id": uuid4(),
                "person_id": notice.person_id,
                "municipality_id": homes[notice.person_id],
                "kind": notice.kind,
                "values": notice.values,
                "link": notice.link,
                "at": now,
            }
        )
    db.session.execute(insert(InboxNotice).execution_options(scope="system: delivering the outbox"), rows)
    for ring in offers.all_of("ring"):
        ring(rows)


def _gathered(notices: Iterable[Notice]) -> list[Notice]:
    """Without those of which one lies unread already, where the kind says that one is enough."""
    waiting = list(notices)
    gathering = [each for each in waiting if kinds.gathers(each.kind)]
    if not gathering:
        return waiting
    asked = {"ids": {each.person_id for each in gathering}, "kinds": {each.kind for each in gathering}}
    told = {(row.person_id, row.kind, row.link) for row in db.session.execute(UNREAD_AT, asked)}
    left = []
    for each in waiting:
        place = (each.person_id, each.kind, each.link)
        if kinds.gathers(each.kind):
            if place in told:
                continue
            told.add(place)
        left.append(each)
    return left


def mark_read(viewer: Viewer, notice_id: UUID, now: datetime) -> str:
    """The viewer opens a notice: it, and what says the same, is read from the first time on. Says where it leads."""
    link = queries.notice(viewer, notice_id).link
    _read(viewer, now, InboxNotice.id.in_(queries.alike(viewer, notice_id)))
    return link


def mark_all_read(viewer: Viewer, now: datetime) -> None:
    """The viewer has seen everything in their inbox."""
    _read(viewer, now, InboxNotice.at <= now)


def seen(viewer: Viewer, link: str, now: datetime) -> None:
    """The viewer has seen the thing itself: what leads to it is no longer new. For rooms that know of reading."""
    _read(viewer, now, InboxNotice.link == link)


def _read(viewer: Viewer, now: datetime, which: ColumnElement[bool]) -> None:
    db.session.execute(
        update(InboxNotice)
        .where(InboxNotice.person_id == viewer.person_id, InboxNotice.read_at.is_(None), which)
        .values(read_at=now)
        .execution_options(scope="viewer: my own inbox", synchronize_session=False)
    )
