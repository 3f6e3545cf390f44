"""Who has the words of an announcement before them, for the translation desk."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select

from portal.accounts.models import Person
from portal.announcements.models import Announcement, AudienceKind, AudiencePart, Receipt, State
from portal.core.db import db
from portal.core.viewer import Viewer
from portal.texts.readers import OF_MUNICIPALITIES

_for_many = exists().where(
    AudiencePart.announcement_id == Announcement.id, AudiencePart.kind != AudienceKind.PERSON
) | (
    select(func.count())
    .select_from(AudiencePart)
    .where(AudiencePart.announcement_id == Announcement.id)
    .correlate(Announcement)
    .scalar_subquery()
    > 1
)
"""What is said to one person alone is about that person, and no work for the desk."""
_not_over = or_(Announcement.expires_at.is_(None), Announcement.expires_at > bindparam("now"))
_being_made = Announcement.state.in_((State.DRAFT, State.APPROVED, State.QUEUED))


def _sent(words: ColumnElement[Any]) -> Select[Any]:
    return (
        select(
            words.label("text_id"),
            Person.language.label("language"),
            func.count().label("readers"),
            func.min(Receipt.sent_at).label("matters_at"),
        )
        .join(Receipt, Receipt.announcement_id == Announcement.id)
        .join(Person, Person.id == Receipt.person_id)
        .where(Announcement.state == State.SENT, _not_over, _for_many)
        .group_by(words, Person.language)
    )


def _to_be_sent(words: ColumnElement[Any]) -> Select[Any]:
    return select(
        words.label("text_id"),
        OF_MUNICIPALITIES.c.language,
        OF_MUNICIPALITIES.c.readers,
        func.coalesce(Announcement.send_at, Announcement.made_at).label("matters_at"),
    ).join(
        OF_MUNICIPALITIES,
        and_(OF_MUNICIPALITIES.c.municipality_id == Announcement.municipality_id, _being_made, _not_over, _for_many),
    )


_words: tuple[ColumnElement[Any], ...] = (Announcement.title_id.expression, Announcement.body_id.expression)
READERS = tuple(select_of(words) for words in _words for select_of in (_sent, _to_be_sent))
"""Who was sent it, by language; of what is still being made everybody in the municipality."""

SHOWN = (
    select(Receipt.id)
    .join(Announcement, Announcement.id == Receipt.announcement_id)
    .where(
        Receipt.person_id == bindparam("person"),
        Announcement.state == State.SENT,
        or_(Announcement.title_id == bindparam("text"), Announcement.body_id == bindparam("text")),
    )
    .execution_options(scope="viewer: announcements sent to me")
)


def shows(viewer: Viewer, text_id: UUID) -> bool:
    """Whether it is the title or body of something that the viewer was sent."""
    return db.session.scalars(SHOWN, {"person": viewer.person_id, "text": text_id}).first() is not None
