"""Reading texts in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import bindparam, or_, select

from portal.core.db import db
from portal.core.i18n import LANGUAGES, current_language, using
from portal.texts import blocks
from portal.texts.models import Rendering, Text


class Freshness(StrEnum):
    """How a rendering stands to its source."""

    CURRENT = "current"
    OUTDATED = "outdated"
    """The source has changed its meaning since."""
    MISSING = "missing"
    """Not in this language; what is shown is the source."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as this reader sees it: words, and the language and direction they are really in."""

    body: str
    """Plain text or Markdown; safe Markup where the text is built from a block."""
    language: str
    direction: str
    freshness: Freshness

    def __str__(self) -> str:
        return self.body

    def __html__(self) -> str:
        """In a page: marked as its own language where that is not the reader's."""
        if self.language == current_language().code:
            return escape(self.body)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(self.language, self.direction, self.body)


SHOWN = (
    select(
        Text.id,
        Text.block,
        Text.values,
        Text.source_language,
        Text.meaning_version,
        Rendering.language,
        Rendering.body,
        Rendering.made_from,
    )
    .outerjoin(
        Rendering,
        (Rendering.text_id == Text.id)
        & or_(Rendering.language == bindparam("language"), Rendering.language == Text.source_language),
    )
    .where(Text.id.in_(bindparam("ids", expanding=True)))
    .execution_options(scope="ids from rows that the viewer may see")
)


def shown(ids: Iterable[UUID | None], language: str | None = None) -> dict[UUID, Shown]:
    """Texts by id, each in the reader's language where it is there, else whole in its source language.

    One query for a whole page: gather the ids first.
    """
    wanted = {text_id for text_id in ids if text_id is not None}
    if not wanted:
        return {}
    reader = language or current_language().code
    found: dict[UUID, Shown] = {}
    for row in db.session.execute(SHOWN, {"ids": list(wanted), "language": reader}):
        if row.block is not None:
            with using(reader):
                words = blocks.say(row.block, row.values)
            found[row.id] = Shown(words, reader, LANGUAGES[reader].direction, Freshness.CURRENT)
        elif row.language == reader:
            found[row.id] = _rendering(row.body, reader, fresh=row.made_from >= row.meaning_version)
        elif row.id not in found:
            direction = LANGUAGES[row.source_language].direction
            found[row.id] = Shown(row.body, row.source_language, direction, Freshness.MISSING)
    return found


def _rendering(body: str, language: str, *, fresh: bool) -> Shown:
    freshness = Freshness.CURRENT if fresh else Freshness.OUTDATED
    return Shown(body, language, LANGUAGES[language].direction, freshness)


def in_dutch(ids: Iterable[UUID | None]) -> dict[UUID, Shown]:
    """The same texts in Dutch, to lay beside a translation or show to staff."""
    return shown(ids, "nl")
