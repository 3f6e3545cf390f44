"""Searching in one's own threads. The database cannot, for words lie sealed: the newest are looked through here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from portal.core.db import db
from portal.core.text import fold_for_search
from portal.core.viewer import Viewer
from portal.messages.models import Kind, Message, Thread, Topic
from portal.messages.statements import I_ANSWER, I_ASKED, Line, keys_of

LOOKED_THROUGH = 3000
"""Messages, the newest first: some years of one person's, about a tenth of a second."""
FOUND = 20
"""Threads shown; more words find fewer."""
SHORTEST = 2
"""Letters: fewer are found everywhere."""
AROUND = 40
"""Letters shown before what was found."""

_said = (
    select(Thread.id, Thread.topic, Message.body, Message.language, Message.sent_at)
    .join(Thread, Thread.id == Message.thread_id)
    .where(Message.kind == Kind.TEXT)
    .order_by(Message.sent_at.desc(), Message.number.desc())
    .limit(LOOKED_THROUGH)
)
ASKED = _said.where(I_ASKED).execution_options(scope="viewer: my own threads")
_shown = or_(Message.number == 1, Message.number >= Thread.history_from)
ANSWERED = _said.where(and_(I_ANSWER, _shown)).execution_options(scope="viewer: threads that I answer")


@dataclass(frozen=True, slots=True)
class Found:
    """A thread in which the words stand, with the newest place where they do."""

    id: UUID
    topic: Topic
    words: str
    language: str
    sent_at: datetime


def in_asked(viewer: Viewer, wanted: str) -> Sequence[Found]:
    """In what the viewer asked and was answered."""
    return _find(db.session.execute(ASKED, keys_of(viewer)), wanted)


def in_answered(viewer: Viewer, wanted: str) -> Sequence[Found]:
    """In the threads that the viewer answers, as far as they may read them."""
    return _find(db.session.execute(ANSWERED, keys_of(viewer)), wanted)


def _find(rows: Iterable[Line], wanted: str) -> Sequence[Found]:
    parts = fold_for_search(wanted).split()
    if sum(map(len, parts)) < SHORTEST:
        return []
    found: dict[UUID, Found] = {}
    for row in rows:
        if row.id in found or not _has_all(row.body, parts):
            continue
        found[row.id] = Found(row.id, row.topic, _around(row.body, parts[0]), row.language, row.sent_at)
        if len(found) == FOUND:
            break
    return list(found.values())


def _has_all(body: str, parts: list[str]) -> bool:
    folded = fold_for_search(body)
    return all(part in folded for part in parts)


def _around(body: str, part: str) -> str:
    """The body from a little before what was found; folding may move letters, so it is a guess."""
    at = fold_for_search(body).find(part)
    start = body.rfind(" ", 0, max(0, at - AROUND)) + 1
    return f"…{body[start:]}" if start else body
