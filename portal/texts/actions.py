"""Writing texts and their renderings. Every save is one more row; nothing that was written is changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from portal.core.db import db
from portal.core.errors import Refused, found
from portal.core.i18n import LANGUAGES, N_
from portal.core.text import clean
from portal.core.viewer import Viewer
from portal.texts import blocks
from portal.texts.models import LONGEST_BODY, Rendering, Text

SCOPE = {"scope": "ids from rows that the actor may change"}

NEWEST = (
    select(func.max(Rendering.number))
    .where(Rendering.text_id == bindparam("text"), Rendering.language == bindparam("language"))
    .execution_options(**SCOPE)
)


class Overtaken(Refused):
    """Somebody else has written since this writer began: they are shown both, and decide."""

    def __init__(self) -> None:
        super().__init__(N_("Somebody else has changed this text while you were writing. Nothing of yours is lost."))


def from_block(
    key: str,
    values: Mapping[str, Any] | None = None,
    *,
    municipality_id: UUID | None = None,
    person_id: UUID | None = None,
) -> UUID:
    """A text built from a block; every blank must be filled, and nothing else."""
    given = dict(values or {})
    if set(given) != set(blocks.LIBRARY[key].blanks):
        raise ValueError(f"block {key} has the blanks {sorted(blocks.LIBRARY[key].blanks)}, not {sorted(given)}")
    text = Text(municipality_id=municipality_id, person_id=person_id, block=key, values=given)
    db.session.add(text)
    db.session.flush()
    return text.id


def write(
    actor: Viewer | None,
    renderings: Mapping[str, str],
    now: datetime,
    *,
    source: str = "nl",
    municipality_id: UUID | None = None,
    person_id: UUID | None = None,
) -> UUID:
    """A free text: its source, and the other languages that are there already. No actor: the house itself."""
    if source not in renderings:
        raise ValueError("a free text has words in its source language")
    text = Text(municipality_id=municipality_id, person_id=person_id, source_language=source)
    db.session.add(text)
    db.session.flush()
    for language, body in renderings.items():
        _add(actor, text.id, language, body, now, 1, made_from=None if language == source else 1)
    return text.id


def rewrite(
    actor: Viewer | None,
    text_id: UUID,
    body: str,
    now: datetime,
    *,
    same_meaning: bool = False,
    based_on: int | None = None,
) -> int:
    """Change the source and say its new number. Unless only a typing error was corrected, this outdates the others.

    ``based_on``: the number that the writer had before them; raises `Overtaken` if it is not the newest.
    """
    text = _locked(text_id)
    if text.source_language is None:
        raise ValueError("a text from a block has no source to change")
    number = _next(text_id, text.source_language, based_on)
    _add(actor, text_id, text.source_language, body, now, number, changes_meaning=not same_meaning)
    return number


def render(
    actor: Viewer | None,
    text_id: UUID,
    language: str,
    body: str,
    made_from: int,
    now: datetime,
    *,
    based_on: int | None = None,
) -> int:
    """Say the text in another language, from the number of the source that the translator had before them."""
    text = _locked(text_id)
    source = text.source_language
    if source is None or language == source or not 1 <= made_from <= _newest(text_id, source):
        raise ValueError("a rendering is made from a source that exists, in another language than that")
    number = _next(text_id, language, based_on)
    _add(actor, text_id, language, body, now, number, made_from=made_from)
    return number


def restore(actor: Viewer, text_id: UUID, language: str, number: int, now: datetime, *, based_on: int) -> int:
    """Bring back what a text said before, as one more rendering. It is as fresh as its words are: no more."""
    _locked(text_id)
    before = found(db.session.get(Rendering, (text_id, language, number), execution_options=SCOPE))
    new = _next(text_id, language, based_on)
    _add(actor, text_id, language, before.body, now, new, made_from=before.made_from, restores=number)
    return new


def _locked(text_id: UUID) -> Text:
    """The text, so that of two people who save at once one comes after the other."""
    return db.session.get_one(Text, text_id, with_for_update=True, execution_options=SCOPE)


def _newest(text_id: UUID, language: str) -> int:
    return db.session.scalar(NEWEST, {"text": text_id, "language": language}) or 0


def _next(text_id: UUID, language: str, based_on: int | None) -> int:
    newest = _newest(text_id, language)
    if based_on is not None and based_on != newest:
        raise Overtaken
    return newest + 1


def _add(
    actor: Viewer | None,
    text_id: UUID,
    language: str,
    body: str,
    now: datetime,
    number: int,
    *,
    made_from: int | None = None,
    changes_meaning: bool = True,
    restores: int | None = None,
) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"{language} is not a language of the portal")
    words = clean(body, multiline=True)
    if len(words) > LONGEST_BODY:
        raise Refused(N_("The text is too long."))
    db.session.add(
        Rendering(
            text_id=text_id,
            language=language,
            number=number,
            body=words,
            made_from=made_from,
            changes_meaning=changes_meaning,
            restores=restores,
            made_by=actor.person_id if actor else None,
            made_at=now,
        )
    )
    db.session.flush()
