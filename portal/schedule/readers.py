"""Who has the words of a meeting before them, for the translation desk."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.viewer import Viewer
from portal.schedule.models import Meeting, Participation


def _coming(words: ColumnElement[Any]) -> Select[Any]:
    return (
        select(
            words.label("text_id"),
            Person.language.label("language"),
            func.count().label("readers"),
            func.min(Meeting.starts_at).label("matters_at"),
        )
        .join(Participation, Participation.meeting_id == Meeting.id)
        .join(Person, Person.id == Participation.person_id)
        .where(Meeting.starts_at > bindparam("now"), Meeting.cancelled_at.is_(None))
        .group_by(words, Person.language)
    )


READERS = tuple(_coming(words.expression) for words in (Meeting.title_id, Meeting.about_id, Meeting.bring_id))
"""Who is invited, by language; it must be understood before it begins."""

_WORDS = (Meeting.title_id, Meeting.about_id, Meeting.bring_id, Meeting.cancelled_because_id)
SHOWN = (
    select(Participation.meeting_id)
    .join(Meeting, Meeting.id == Participation.meeting_id)
    .where(Participation.person_id == bindparam("person"), or_(*(words == bindparam("text") for words in _WORDS)))
    .execution_options(scope="viewer: meetings I am invited to")
)


def shows(viewer: Viewer, text_id: UUID) -> bool:
    """Whether it belongs to a meeting to which the viewer is invited."""
    return db.session.scalars(SHOWN, {"person": viewer.person_id, "text": text_id}).first() is not None
