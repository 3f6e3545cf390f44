"""Reading texts in the reader's language, and what they said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.i18n import LANGUAGES, current_language, using
from portal.texts import blocks
from portal.texts.models import Check, Rendering, Text, Verdict


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


# Freshness is worked out here and nowhere else, from the numbers of what was written.


def is_newest(rendering: Any) -> ColumnElement[bool]:
    """Whether no later words were written for this text in this language."""
    later = aliased(Rendering)
    return ~(
        exists()
        .where(
            later.text_id == rendering.text_id,
            later.language == rendering.language,
            later.number > rendering.number,
        )
        .correlate(rendering)
    )


def meaning_of(text_id: Any) -> ScalarSelect[int]:
    """The number of the newest source that changed what a text means; a corrected typing error does not."""
    source = aliased(Rendering)
    return (
        select(func.max(source.number))
        .where(source.text_id == text_id, source.made_from.is_(None), source.changes_meaning)
        .correlate_except(source)
        .scalar_subquery()
    )


def freshness(made_from: int | None, meaning: int) -> Freshness:
    """How what was made from one number of the source stands; the source itself (None) is always current."""
    return Freshness.CURRENT if made_from is None or made_from >= meaning else Freshness.OUTDATED


_meaning = meaning_of(Text.id)
SHOWN = (
    select(
        Text.id,
        Text.block,
        Text.values,
        Text.source_language,
        _meaning.label("meaning"),
        Rendering.language,
        Rendering.body,
        Rendering.made_from,
    )
    .outerjoin(
        Rendering,
        and_(
            Rendering.text_id == Text.id,
            or_(Rendering.language == bindparam("language"), Rendering.language == Text.source_language),
            is_newest(Rendering),
        ),
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
            direction = LANGUAGES[reader].direction
            found[row.id] = Shown(row.body, reader, direction, freshness(row.made_from, row.meaning))
        elif row.id not in found:
            direction = LANGUAGES[row.source_language].direction
            found[row.id] = Shown(row.body, row.source_language, direction, Freshness.MISSING)
    return found


def in_dutch(ids: Iterable[UUID | None]) -> dict[UUID, Shown]:
    """The same texts in Dutch, to lay beside a translation or show to staff."""
    return shown(ids, "nl")


# What was written, for who writes and compares. Callers have found the text through `portal.texts.rights`.


@dataclass(frozen=True, slots=True)
class Written:
    """One rendering as it was written."""

    language: str
    number: int
    body: str
    made_from: int | None
    changes_meaning: bool
    restores: int | None
    made_by: UUID | None
    maker: str
    """First name of who made it; empty where it was the house, or nobody who is known."""
    made_at: datetime
    freshness: Freshness
    checked: bool

    @property
    def direction(self) -> str:
        return LANGUAGES[self.language].direction


_written = (
    select(
        Rendering.language,
        Rendering.number,
        Rendering.body,
        Rendering.made_from,
        Rendering.changes_meaning,
        Rendering.restores,
        Rendering.made_by,
        Rendering.made_at,
        Person.called,
        Person.given_name,
        meaning_of(Rendering.text_id).label("meaning"),
        exists()
        .where(
            Check.text_id == Rendering.text_id,
            Check.language == Rendering.language,
            Check.number == Rendering.number,
            Check.verdict == Verdict.GOOD,
        )
        .correlate(Rendering)
        .label("checked"),
    )
    .outerjoin(Person, Person.id == Rendering.made_by)
    .where(Rendering.text_id == bindparam("text"))
    .execution_options(scope="a text that the viewer works with")
)
NOW = _written.where(is_newest(Rendering))
HISTORY = (
    _written.where(Rendering.language == bindparam("language"))
    .where(Rendering.number < bindparam("before"))
    .order_by(Rendering.number.desc())
    .limit(bindparam("most"))
)
ONE_NUMBER = _written.where(Rendering.language == bindparam("language"), Rendering.number == bindparam("number"))
HISTORY_LENGTH = 20


def now_written(text_id: UUID) -> dict[str, Written]:
    """What a free text says now, by language."""
    return {row.language: _as_written(row) for row in db.session.execute(NOW, {"text": text_id})}


def history(text_id: UUID, language: str, before: int | None = None) -> list[Written]:
    """What a text has said in a language, newest first; a page of it, before a number."""
    keys = {"text": text_id, "language": language, "before": before or 2**31 - 1, "most": HISTORY_LENGTH + 1}
    return [_as_written(row) for row in db.session.execute(HISTORY, keys)]


def written(text_id: UUID, language: str, number: int) -> Written | None:
    """What a text said in a language under a number."""
    row = db.session.execute(ONE_NUMBER, {"text": text_id, "language": language, "number": number}).first()
    return _as_written(row) if row else None


def _as_written(row: Any) -> Written:
    return Written(
        language=row.language,
        number=row.number,
        body=row.body,
        made_from=row.made_from,
        changes_meaning=row.changes_meaning,
        restores=row.restores,
        made_by=row.made_by,
        maker=row.called or row.given_name or "",
        made_at=row.made_at,
        freshness=freshness(row.made_from, row.meaning),
        checked=row.checked,
    )


def languages_of(written_now: dict[str, Written], source: str) -> Sequence[tuple[str, Freshness]]:
    """How a text stands in each language of the portal but its own."""
    return [
        (code, written_now[code].freshness if code in written_now else Freshness.MISSING)
        for code in LANGUAGES
        if code != source
    ]
