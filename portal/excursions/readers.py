"""Who has the words of an excursion before them, for the translation desk."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from portal.core.db import db
from portal.core.viewer import Viewer
from portal.excursions.models import Excursion
from portal.texts.readers import OF_MUNICIPALITIES


def _coming(words: ColumnElement[Any]) -> Select[Any]:
    return select(
        words.label("text_id"),
        OF_MUNICIPALITIES.c.language,
        OF_MUNICIPALITIES.c.readers,
        Excursion.departs_at.label("matters_at"),
    ).join(
        OF_MUNICIPALITIES,
        and_(
            OF_MUNICIPALITIES.c.municipality_id == Excursion.municipality_id,
            Excursion.departs_at > bindparam("now"),
            Excursion.cancelled_at.is_(None),
        ),
    )


READERS = tuple(_coming(words.expression) for words in (Excursion.title_id, Excursion.about_id, Excursion.bring_id))
"""Everybody of the municipality may sign up; it must be understood before the group leaves."""

SHOWN = select(Excursion.id).where(
    Excursion.municipality_id == bindparam("municipality"),
    or_(*(words == bindparam("text") for words in (Excursion.title_id, Excursion.about_id, Excursion.bring_id))),
)


def shows(viewer: Viewer, text_id: UUID) -> bool:
    """Whether it belongs to an excursion of the viewer's municipality."""
    return db.session.scalars(SHOWN, {"municipality": viewer.municipality_id, "text": text_id}).first() is not None
