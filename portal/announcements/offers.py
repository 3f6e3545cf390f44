"""What announcements give the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import escape
from sqlalchemy import delete, exists, or_, select, update

from portal.announcements import actions, queries
from portal.announcements.models import Announcement, AudienceKind, AudiencePart, Receipt
from portal.announcements.pictures import PICTURES
from portal.announcements.readers import READERS, shows
from portal.core.db import db, let_go
from portal.core.i18n import N_
from portal.core.offers import MenuEntry, News, Offers
from portal.core.viewer import Viewer
from portal.texts.models import Text

SCOPE = {"scope": "system: rights of the person"}


def news(viewer: Viewer) -> Sequence[News]:
    """What the viewer has not read yet and still holds. (Its notice is no news of the notices.)"""
    return [
        News(item.sent_at, escape(item.title), PICTURES[item.kind].icon, item.path) for item in queries.unread(viewer)
    ]


def export(person_id: UUID) -> dict[str, Any]:
    """What a person was sent and when they read it, and what they sent as staff."""
    receipts = db.session.scalars(
        select(Receipt).where(Receipt.person_id == person_id).order_by(Receipt.sent_at).execution_options(**SCOPE)
    )
    written = db.session.scalars(
        select(Announcement.id).where(Announcement.author_id == person_id).execution_options(**SCOPE)
    )
    return {
        "announcements": [
            {
                "id": str(r.announcement_id),
                "sent_at": r.sent_at.isoformat(),
                "read_at": r.read_at.isoformat() if r.read_at else None,
            }
            for r in receipts
        ],
        "announcements_written": [str(announcement_id) for announcement_id in written],
    }


def erase(person_id: UUID) -> None:
    """Removes a person's receipts, their name from audiences, and announcements that were for them alone.

    What they wrote as staff stays, without its author.
    """
    named = AudiencePart.kind == AudienceKind.PERSON, AudiencePart.value == str(person_id)
    naming = select(AudiencePart.announcement_id).where(*named).execution_options(**SCOPE)
    ids = db.session.scalars(naming).all()
    db.session.execute(delete(Receipt).where(Receipt.person_id == person_id).execution_options(**SCOPE))
    db.session.execute(delete(AudiencePart).where(*named).execution_options(**SCOPE))
    _erase_without_audience(ids)
    db.session.execute(
        update(Announcement)
        .where(Announcement.author_id == person_id)
        .values(author_id=None)
        .execution_options(**SCOPE)
    )


def _old(before: datetime, really: bool) -> int:
    return let_go(Receipt, Receipt.sent_at < before, really)


def _erase_without_audience(ids: Sequence[UUID]) -> None:
    """Of these announcements, those that are for nobody any more, with their words."""
    gone = db.session.execute(
        delete(Announcement)
        .where(Announcement.id.in_(ids), ~exists().where(AudiencePart.announcement_id == Announcement.id))
        .returning(Announcement.title_id, Announcement.body_id)
        .execution_options(**SCOPE, synchronize_session=False)
    ).all()
    words = {text_id for row in gone for text_id in row if text_id is not None}
    in_use = exists().where(or_(Announcement.title_id == Text.id, Announcement.body_id == Text.id))
    db.session.execute(
        delete(Text).where(Text.id.in_(words), ~in_use).execution_options(**SCOPE, synchronize_session=False)
    )


OFFERS = Offers(
    room="announcements",
    more_menu=MenuEntry("announcements.overview", N_("Announcements"), "announcements", unread=queries.unread_count),
    staff_menu=MenuEntry("sent_announcements.sent", N_("Announcements"), "announcements"),
    news=news,
    shows=shows,
    readers=READERS,
    export=export,
    erase=erase,
    retention={"announcements.receipts": _old},
    restored=actions.hold_all,
)
