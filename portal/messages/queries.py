"""Every read of threads. Who may read which thread is decided here, with the roots of `statements`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_

from portal.accounts import queries as accounts
from portal.accounts.queries import Contact
from portal.core import when
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Role, Viewer
from portal.messages.models import WAITS_AT_MOST, Thread, Topic
from portal.messages.statements import (
    ANSWERED,
    ASKED,
    CLAIMED,
    CLAIMED_BY,
    CLAIMED_OLDER,
    CLOSED,
    CLOSED_OLDER,
    IN_POOL,
    LAST_AT,
    LAST_NUMBER,
    LONG_WAITING,
    MESSAGES,
    MINE,
    MINE_OLDER,
    NOT_BY,
    NOTES,
    OPEN_OF,
    OVERDUE,
    PAGE_LENGTH,
    POOL,
    QUESTION,
    THEIR_TURN,
    THEIR_TURN_OLDER,
    TO_CHANGE,
    UNREAD,
    WAITING,
    Line,
    Rows,
    could_answer,
    keys_of,
)

NO_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list of threads."""

    threads: Sequence[Line]
    older: UUID | None
    """The thread after which the next page goes on, if there is one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a cultuurverbinder, in numbers."""

    to_answer: int = 0
    unclaimed: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread as one of its two sides sees it: some of its messages in the order they were sent."""

    id: UUID
    topic: Topic
    question: str
    """The first message, whichever part of the thread is shown."""
    asked_in: str
    """The language it was written in."""
    asker_id: UUID
    asker: str
    answerer: str | None
    """First name; None while the thread is in the pool."""
    hours: str
    closed: bool
    last_number: int
    unseen: bool
    newest: bool
    """Whether its last message is among these."""
    days: list[tuple[date, list[Line]]]
    older: int | None
    """The number before which older messages go on, if there are any."""
    wished: str | None
    """The first name of whom the participant would like to answer."""
    hidden: bool
    """Whether who answers now may not read something that was written before."""
    language: str
    municipality_id: UUID
    claimed_by: UUID | None


def _pool_keys(viewer: Viewer) -> dict[str, Any]:
    return keys_of(viewer) | {"answers": list(viewer.answers)}


def in_pool_of(viewer: Viewer) -> ColumnElement[bool]:
    """Threads that the viewer may claim: the root of the pool with its values filled in, for an UPDATE."""
    return and_(could_answer(viewer.person_id, list(viewer.answers)), IN_POOL)


def mine(viewer: Viewer, before: UUID | None = None) -> Listed:
    """What the viewer asked, newest first; the next page starts before a known thread."""
    return _listed(viewer, MINE, MINE_OLDER, before)


def claimed(viewer: Viewer, before: UUID | None = None) -> Listed:
    """The threads that wait for the viewer's answer, newest first."""
    return _listed(viewer, CLAIMED, CLAIMED_OLDER, before)


def their_turn(viewer: Viewer, before: UUID | None = None) -> Listed:
    """The open threads that the viewer answered, and that wait for who asked; newest first."""
    return _listed(viewer, THEIR_TURN, THEIR_TURN_OLDER, before)


def closed(viewer: Viewer, before: UUID | None = None) -> Listed:
    """The threads that the viewer answered and closed, newest first."""
    return _listed(viewer, CLOSED, CLOSED_OLDER, before)


def unclaimed(viewer: Viewer) -> Sequence[Line]:
    """The pool of the viewer's languages: who waits longest stands first. No names, no words."""
    return db.session.execute(POOL, _pool_keys(viewer)).all()


def question(viewer: Viewer, thread_id: UUID) -> Line:
    """What an unclaimed thread is about and its first message, without who asks."""
    return found(db.session.execute(QUESTION, _pool_keys(viewer) | {"thread": thread_id}).one_or_none())


def claimed_by(viewer: Viewer, thread_id: UUID) -> UUID | None:
    """Who took a thread that the viewer could have answered; None where it is not so."""
    return db.session.scalar(CLAIMED_BY, _pool_keys(viewer) | {"thread": thread_id})


def asked(viewer: Viewer, thread_id: UUID, before: int | None = None) -> Talk:
    """A thread of the viewer's own; raises `NotFound` otherwise."""
    return _talk(viewer, ASKED, thread_id, before)


def answered(viewer: Viewer, thread_id: UUID, before: int | None = None) -> Talk:
    """A thread that the viewer claimed; raises `NotFound` otherwise."""
    return _talk(viewer, ANSWERED, thread_id, before)


def last_number(viewer: Viewer, thread_id: UUID) -> int:
    """How far a thread of either side has come, cheaply; raises `NotFound` where it is not the viewer's."""
    return found(db.session.scalar(LAST_NUMBER, keys_of(viewer) | {"thread": thread_id}))


def thread_to_change(viewer: Viewer, thread_id: UUID) -> Thread:
    """A thread that the viewer asked or answers, locked; raises `NotFound` otherwise."""
    return found(db.session.scalar(TO_CHANGE, keys_of(viewer) | {"thread": thread_id}))


def unread_count(viewer: Viewer) -> int:
    """How many messages the viewer, who asked, has not seen."""
    return db.session.scalar(UNREAD, {"me": viewer.person_id}) or 0


def waiting(viewer: Viewer) -> Waiting:
    """What waits for the viewer as a cultuurverbinder."""
    if not viewer.has(Role.CULTUURVERBINDER):
        return Waiting()
    return Waiting(*db.session.execute(WAITING, _pool_keys(viewer)).one())


def answerers(viewer: Viewer) -> list[Contact]:
    """The cultuurverbinders who answer in the viewer's language, but those by whom the viewer wants no answer."""
    refused = refused_by(viewer.person_id)
    everybody = [contact for contact in accounts.contacts(viewer) if contact.role is Role.CULTUURVERBINDER]
    return [contact for contact in everybody if contact.person_id not in refused]


def refused_by(person_id: UUID) -> set[UUID]:
    """By whom that person does not want to be answered. For deciding, never for showing to anybody else."""
    return set(db.session.scalars(NOT_BY, {"person": person_id}))


def colleagues(viewer: Viewer, asker_id: UUID, municipality_id: UUID, language: str) -> list[Contact]:
    """To whom the viewer may hand over a thread that they answer. Who asked does not want some, and nobody is told."""
    refused = refused_by(asker_id) | {viewer.person_id, asker_id}
    everybody = accounts.cultuurverbinders(municipality_id, language)
    return [contact for contact in everybody if contact.person_id not in refused]


def notes(viewer: Viewer, thread_id: UUID) -> Sequence[Line]:
    """What cultuurverbinders said to each other about a thread that the viewer answers, the oldest first."""
    return db.session.execute(NOTES, keys_of(viewer) | {"thread": thread_id}).all()


def open_threads_of(worker_id: UUID) -> int:
    """How many open threads somebody answers."""
    return db.session.scalar(OPEN_OF, {"worker": worker_id}) or 0


def overdue(since: datetime) -> Sequence[Thread]:
    """Threads that somebody holds, or is wished for, and that have waited for an answer since before then; locked."""
    return db.session.scalars(OVERDUE, {"since": since}).all()


def long_waiting(viewer: Viewer, now: datetime) -> Sequence[Line]:
    """By language: how many questions in the viewer's municipality wait too long for an answer, and since when."""
    keys = {"municipality": viewer.municipality_id, "since": now - WAITS_AT_MOST}
    return db.session.execute(LONG_WAITING, keys).all() if viewer.is_case_worker else []


def has_answerers(viewer: Viewer) -> bool:
    """Whether a question of the viewer reaches anybody."""
    return any(contact.person_id != viewer.person_id for contact in answerers(viewer))


def _listed(viewer: Viewer, newest: Rows, older: Rows, before: UUID | None) -> Listed:
    keys = keys_of(viewer)
    if before is not None:
        keys |= {"before": before}
        keys |= {"at": found(db.session.scalar(LAST_AT, keys))}
    rows = db.session.execute(newest if before is None else older, keys).all()
    shown = rows[:PAGE_LENGTH]
    return Listed(shown, shown[-1].id if len(rows) > PAGE_LENGTH else None)


def _talk(viewer: Viewer, root: Rows, thread_id: UUID, before: int | None) -> Talk:
    thread = found(db.session.execute(root, keys_of(viewer) | {"thread": thread_id}).one_or_none())
    mine = thread.person_id == viewer.person_id
    since = 1 if mine else thread.history_from
    keys = {"thread": thread_id, "before": min(before or NO_NUMBER, NO_NUMBER), "since": since}
    messages = db.session.execute(MESSAGES, keys).all()[::-1]
    return Talk(
        id=thread.id,
        topic=thread.topic,
        question=thread.question,
        asked_in=thread.asked_in,
        asker_id=thread.person_id,
        asker=thread.asker,
        answerer=thread.answerer,
        hours=thread.hours or "",
        closed=thread.closed_at is not None,
        last_number=thread.last_number,
        unseen=any(m.number > thread.seen and m.author_id != viewer.person_id for m in messages),
        newest=bool(messages) and messages[-1].number == thread.last_number,
        days=[(day, list(those)) for day, those in groupby(messages, lambda m: when.local(m.sent_at).date())],
        older=messages[0].number if messages and messages[0].number > 1 else None,
        wished=thread.wished,
        hidden=thread.history_from > 2,
        language=thread.language,
        municipality_id=thread.municipality_id,
        claimed_by=thread.claimed_by,
    )
