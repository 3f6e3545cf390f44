"""What notices give the house: they take what the outbox holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.core.db import db, let_go
from portal.core.i18n import N_
from portal.core.offers import MenuEntry, News, Offers
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.notices import actions, queries
from portal.notices.models import InboxNotice
from portal.texts import blocks

SCOPE = {"scope": "system: rights of the person"}


def receive(notices: Iterable[Notice]) -> None:
    """Put what a change has to tell in the inboxes, in the change's own transaction."""
    actions.deliver(notices)


def news(viewer: Viewer) -> Sequence[News]:
    """Unread notices, but for kinds whose own room gives the thing itself as news (`notices.kinds`)."""
    return [News(item.at, item.words, item.picture, item.path) for item in queries.news(viewer)]


def export(person_id: UUID) -> dict[str, Any]:
    """Everything a person was told."""
    rows = db.session.scalars(select(InboxNotice).where(InboxNotice.person_id == person_id).execution_options(**SCOPE))
    return {
        "notices": [
            {
                "kind": r.kind,
                "words": blocks.say(r.kind, r.values).striptags(),
                "values": r.values,
                "at": r.at.isoformat(),
                "read_at": r.read_at.isoformat() if r.read_at else None,
            }
            for r in rows
        ]
    }


def _old(before: datetime, really: bool) -> int:
    return let_go(InboxNotice, InboxNotice.at < before, really)


def erase(person_id: UUID) -> None:
    """Removes a person's inbox."""
    db.session.execute(delete(InboxNotice).where(InboxNotice.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="notices",
    more_menu=MenuEntry("notices.inbox", N_("Notices"), "notices", unread=queries.unread_count),
    news=news,
    receive=receive,
    export=export,
    erase=erase,
    retention={"notices": _old},
)
