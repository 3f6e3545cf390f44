"""Who has the library before them, for the translation desk: everybody, without hurry."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, null, or_, select, type_coerce

from portal.core.db import Instant, db
from portal.core.viewer import Viewer
from portal.health.models import Article, Contact
from portal.texts.readers import OF_MUNICIPALITIES

_everybody = (
    select(OF_MUNICIPALITIES.c.language, func.sum(OF_MUNICIPALITIES.c.readers).label("readers"))
    .group_by(OF_MUNICIPALITIES.c.language)
    .subquery("readers_of_region")
)
_no_hurry = type_coerce(null(), Instant()).label("matters_at")


def _article(words: ColumnElement[Any]) -> Select[Any]:
    return select(words.label("text_id"), _everybody.c.language, _everybody.c.readers, _no_hurry).join(
        _everybody, literal(True)
    )


_hours = select(
    Contact.hours_id.label("text_id"), OF_MUNICIPALITIES.c.language, OF_MUNICIPALITIES.c.readers, _no_hurry
).join(OF_MUNICIPALITIES, OF_MUNICIPALITIES.c.municipality_id == Contact.municipality_id)

READERS = (
    *(_article(words.expression) for words in (Article.title_id, Article.top_id, Article.body_id, Article.sayings_id)),
    _hours,
)

_WORDS = (Article.title_id, Article.top_id, Article.body_id, Article.sayings_id)
SHOWN = select(Article.id).where(or_(*(words == bindparam("text") for words in _WORDS)))


def shows(viewer: Viewer, text_id: UUID) -> bool:
    """Whether it belongs to an article: those are for everybody."""
    return db.session.scalars(SHOWN, {"text": text_id}).first() is not None
