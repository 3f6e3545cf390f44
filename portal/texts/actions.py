"""Writing texts and their renderings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.core.db import db
from portal.core.i18n import LANGUAGES
from portal.core.viewer import Viewer
from portal.texts import blocks
from portal.texts.models import PastRendering, Rendering, Text

SCOPE = {"scope": "ids from rows that the actor may change"}


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
    text = Text(municipality_id=municipality_id, person_id=person_id, source_language=source, source_version=1)
    db.session.add(text)
    db.session.flush()
    for language, body in renderings.items():
        _set(text, language, body, actor, now)
    return text.id


def rewrite(actor: Viewer | None, text_id: UUID, body: str, now: datetime, *, same_meaning: bool = False) -> None:
    """Change the source. Unless only a typing error was corrected, the other languages are outdated by it."""
    text = db.session.get_one(Text, text_id, with_for_update=True, execution_options=SCOPE)
    if text.source_language is None:
        raise ValueError("a text from a block has no source to change")
    text.source_version += 1
    if not same_meaning:
        text.meaning_version = text.source_version
    _set(text, text.source_language, body, actor, now)


def render(actor: Viewer | None, text_id: UUID, language: str, body: str, made_from: int, now: datetime) -> None:
    """Say the text in another language, from the source version that the translator had before them."""
    text = db.session.get_one(Text, text_id, with_for_update=True, execution_options=SCOPE)
    if language == text.source_language or not 1 <= made_from <= text.source_version:
        raise ValueError("a rendering is made from an existing version, in another language than the source")
    _set(text, language, body, actor, now, made_from)


def _set(
    text: Text, language: str, body: str, actor: Viewer | None, now: datetime, made_from: int | None = None
) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"{language} is not a language of the portal")
    before = db.session.get(Rendering, (text.id, language), execution_options=SCOPE)
    if before is not None:
        _keep(before)
    rendering = before or Rendering(text_id=text.id, language=language)
    rendering.body = body
    rendering.made_from = made_from or text.source_version
    rendering.made_by = actor.person_id if actor else None
    rendering.made_at = now
    rendering.checked_by = None
    db.session.add(rendering)


def _keep(old: Rendering) -> None:
    db.session.add(
        PastRendering(
            text_id=old.text_id,
            language=old.language,
            body=old.body,
            made_from=old.made_from,
            made_by=old.made_by,
            made_at=old.made_at,
        )
    )
