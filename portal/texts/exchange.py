"""Texts as PO files, for translators outside the portal: out, and in again without anything half done.

An entry stands for one text: its context is the text and the number of the source that it was made from, so that what
comes back is known to be of that source and of no later one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import polib
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import LANGUAGES, N_
from portal.core.text import clean
from portal.core.viewer import Viewer
from portal.texts import actions, remark_queries, rights
from portal.texts.models import LONGEST_BODY, Rendering, Text
from portal.texts.queries import Freshness, freshness, is_newest, meaning_of

LARGEST = 400_000
"""Bytes of a file that is taken in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in a file."""

    text_id: UUID
    number: int
    """Of the source."""
    source: str
    said: str
    """Empty where it is not translated."""
    doubtful: bool = False
    """Marked as fuzzy: older than the source, or not finished."""


def to_po(language: str, entries: Iterable[Entry]) -> str:
    """The entries as a PO file."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for entry in entries:
        flags = ["fuzzy"] if entry.doubtful else []
        context = f"{entry.text_id}/{entry.number}"
        file.append(polib.POEntry(msgctxt=context, msgid=entry.source, msgstr=entry.said, flags=flags))
    return str(file) + "\n"


def from_po(content: str) -> tuple[str, list[Entry]]:
    """The language and entries of a PO file; raises `Refused` where it is none of ours."""
    if 'msgid "' not in content or "\n" not in content or "\0" in content:
        raise Refused(N_("This is not a PO file."))  # polib would take a single line for the name of a file
    try:
        file = polib.pofile(content, wrapwidth=0)
        entries = [_entry(each) for each in file if not each.obsolete]
    except (OSError, ValueError, UnicodeError, IndexError, KeyError):
        raise Refused(N_("This is not a PO file of the portal.")) from None
    language = file.metadata.get("Language", "")
    if language not in LANGUAGES:
        raise Refused(N_("The file does not say which language it is in."))
    if len({entry.text_id for entry in entries}) != len(entries):
        raise Refused(N_("A text stands in the file twice."))
    return language, entries


def _entry(entry: polib.POEntry) -> Entry:
    text_id, _slash, number = (entry.msgctxt or "").partition("/")
    return Entry(UUID(text_id), int(number), entry.msgid, clean(entry.msgstr, multiline=True), entry.fuzzy)


_source, _said = aliased(Rendering), aliased(Rendering)
STANDING: Any = (
    select(
        Text.id,
        _source.number,
        _source.body.label("source"),
        meaning_of(Text.id).label("meaning"),
        _said.number.label("said_number"),
        _said.body.label("said"),
        _said.made_from,
    )
    .select_from(Text)
    .join(_source, and_(_source.text_id == Text.id, _source.made_from.is_(None), is_newest(_source)))
    .outerjoin(_said, and_(_said.text_id == Text.id, _said.language == bindparam("language"), is_newest(_said)))
    .where(
        rights.FREE,
        Text.municipality_id == bindparam("municipality"),
        Text.source_language != bindparam("language"),
    )
    .order_by(Text.id)
    .execution_options(scope="viewer: texts of this municipality")
)


def _standing(viewer: Viewer, language: str) -> Sequence[Any]:
    if not viewer.is_case_worker or language not in LANGUAGES:
        raise NotFound
    keys = {"municipality": viewer.municipality_id, "language": language}
    return db.session.execute(STANDING, keys).all()


def exported(viewer: Viewer, language: str) -> str:
    """Every free text of the viewer's municipality, with what it says in the language now."""
    return to_po(
        language,
        [
            Entry(row.id, row.number, row.source, row.said or "", row.said_number is not None and _outdated(row))
            for row in _standing(viewer, language)
        ],
    )


def _outdated(row: Any) -> bool:
    return freshness(row.made_from, row.meaning) is Freshness.OUTDATED


@dataclass(frozen=True, slots=True)
class Change:
    """What a file would change: a text, what it says now and what it would say."""

    entry: Entry
    before: str
    based_on: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a file would do."""

    language: str
    changes: list[Change]
    stale: list[Entry]
    """Made from a source that has changed since, or from other words than were sent: refused."""
    unknown: int
    """Not a text of this municipality."""
    unchanged: int
    seal: str
    """Tells this preview from any other: what is confirmed is what was seen."""


def preview(viewer: Viewer, content: str) -> Preview:
    """What taking in the file would do now. Raises `Refused` for what is no file of ours."""
    language, entries = from_po(content)
    known = {row.id: row for row in _standing(viewer, language)}
    changes: list[Change] = []
    stale: list[Entry] = []
    unknown = unchanged = 0
    for entry in entries:
        row = known.get(entry.text_id)
        if row is None:
            unknown += 1
        elif not entry.said or entry.doubtful or (entry.said == row.said and not _outdated(row)):
            unchanged += 1
        elif entry.number != row.number or entry.source != row.source or len(entry.said) > LONGEST_BODY:
            stale.append(entry)
        else:
            changes.append(Change(entry, row.said or "", row.said_number or 0))
    seen = repr([(each.entry, each.based_on) for each in changes])
    return Preview(language, changes, stale, unknown, unchanged, sha256(seen.encode()).hexdigest())


def take_in(actor: Viewer, content: str, seal: str, now: datetime) -> int:
    """Take in what was previewed, all of it or nothing, and say how many texts that were.

    Raises `Refused` where a text has changed since the preview.
    """
    seen = preview(actor, content)
    if seen.seal != seal:
        raise Refused(N_("Somebody has changed a text since. Look at the list again; nothing was taken in."))
    for change in seen.changes:
        entry = change.entry
        text = rights.editable(actor, entry.text_id)
        actions.render(actor, text.id, seen.language, entry.said, entry.number, now, based_on=change.based_on)
    return len(seen.changes)


def suggested(language: str) -> str:
    """What readers suggest for the portal's own sentences: the last words of each, the others as comments."""
    by_sentence: dict[str, list[str]] = {}
    for row in remark_queries.suggestions():
        if row.language == language:
            by_sentence.setdefault(row.msgid, []).append(row.words)
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8"}
    for msgid, words in by_sentence.items():
        others = "\n".join(f"also: {each}" for each in words[:-1])
        file.append(polib.POEntry(msgid=msgid, msgstr=words[-1], tcomment=others, flags=["fuzzy"]))
    return str(file) + "\n"
