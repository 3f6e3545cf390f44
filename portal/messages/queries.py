"""Every read of threads. Who may read which thread is decided here and nowhere else.

Three roots, each with the viewer in it: `MINE` (I asked), `CLAIMED` (I answer), and `_pool` (I could answer).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.accounts import queries as accounts
from portal.accounts.models import Municipality, Person
from portal.accounts.queries import Contact
from portal.core import when
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Role, Viewer
from portal.messages.models import Message, Seen, Thread, Topic

Line = Row[*tuple[Any, ...]]
Rows = Select[*tuple[Any, ...]]

PAGE_LENGTH = 20
"""Threads on a page of a list."""
MESSAGES_SHOWN = 50
POOL_SHOWN = 50
"""The oldest questions of the pool; claiming them brings the next."""

_me: BindParameter[UUID] = bindparam("me")
_answers_at: BindParameter[UUID] = bindparam("answers_at", expanding=True)
_asker, _answerer, _author = aliased(Person), aliased(Person), aliased(Person)
_first, _last = aliased(Message), aliased(Message)

_pool_of = tuple_(Thread.municipality_id, Thread.language)
"""A cultuurverbinder of Arabic here and Tigrinya there has two pools, not four."""

_i_asked = Thread.person_id == _me
_i_answer = and_(Thread.claimed_by == _me, Thread.municipality_id.in_(_answers_at))
_i_could_answer = and_(
    _pool_of.in_(bindparam("answers", expanding=True)),
    Thread.person_id != _me,
)
_in_pool = and_(Thread.claimed_by.is_(None), Thread.closed_at.is_(None))

_seen_up_to = func.coalesce(
    select(Seen.up_to).where(Seen.thread_id == Thread.id, Seen.person_id == _me).correlate(Thread).scalar_subquery(),
    0,
)
_new_for_me = and_(Message.author_id.is_distinct_from(_me), Message.number > _seen_up_to)
_unread = (
    select(func.count())
    .select_from(Message)
    .where(Message.thread_id == Thread.id, _new_for_me)
    .correlate(Thread)
    .scalar_subquery()
)


def _lists(root: ColumnElement[bool], scope: str) -> Rows:
    """Threads as lines of a list: what about, with whom, the last words, how many are new."""
    return (
        select(
            Thread.id,
            Thread.topic,
            Thread.last_at,
            Thread.closed_at,
            Thread.claimed_by,
            func.coalesce(func.nullif(_asker.called, ""), _asker.given_name).label("asker"),
            func.coalesce(func.nullif(_answerer.called, ""), _answerer.given_name).label("answerer"),
            _first.body.label("question"),
            _first.language.label("asked_in"),
            _last.body,
            _last.language,
            _last.number,
            (_last.author_id == Thread.person_id).label("asked_last"),
            _unread.label("unread"),
        )
        .join(_first, and_(_first.thread_id == Thread.id, _first.number == 1))
        .join(_last, and_(_last.thread_id == Thread.id, _last.number == Thread.last_number))
        .join(_asker, _asker.id == Thread.person_id)
        .outerjoin(_answerer, _answerer.id == Thread.claimed_by)
        .where(root)
        .order_by(Thread.last_at.desc(), Thread.id.desc())
        .limit(PAGE_LENGTH + 1)
        .execution_options(scope=scope)
    )


_older = or_(Thread.last_at < bindparam("at"), and_(Thread.last_at == bindparam("at"), Thread.id < bindparam("before")))
MINE = _lists(_i_asked, "viewer: my own threads")
MINE_OLDER = MINE.where(_older)
CLAIMED = _lists(and_(_i_answer, Thread.closed_at.is_(None)), "viewer: threads that I answer")
CLAIMED_OLDER = CLAIMED.where(_older)
CLOSED = _lists(and_(_i_answer, Thread.closed_at.is_not(None)), "viewer: threads that I answered")
CLOSED_OLDER = CLOSED.where(_older)
LAST_AT = (
    select(Thread.last_at)
    .where(Thread.id == bindparam("before"), or_(_i_asked, _i_answer))
    .execution_options(scope="viewer: a thread of a list of mine")
)

_pool = (
    select(Thread.id, Thread.topic, Thread.asked_at, Municipality.name.label("municipality"))
    .join(Municipality, Municipality.id == Thread.municipality_id)
    .where(_i_could_answer, _in_pool)
    .execution_options(scope="viewer: the pool of my languages")
)
POOL = _pool.order_by(Thread.asked_at, Thread.id).limit(POOL_SHOWN)
QUESTION = (
    _pool.add_columns(Message.body, Message.language)
    .join(Message, and_(Message.thread_id == Thread.id, Message.number == 1))
    .where(Thread.id == bindparam("thread"))
)
CLAIMED_BY = (
    select(Thread.claimed_by)
    .where(Thread.id == bindparam("thread"), _i_could_answer)
    .execution_options(scope="viewer: the pool of my languages")
)

THREAD = (
    select(
        Thread.id,
        Thread.topic,
        Thread.person_id,
        Thread.claimed_by,
        Thread.closed_at,
        Thread.last_number,
        func.coalesce(func.nullif(_asker.called, ""), _asker.given_name).label("asker"),
        func.coalesce(func.nullif(_answerer.called, ""), _answerer.given_name).label("answerer"),
        _answerer.about.label("hours"),
        _first.body.label("question"),
        _first.language.label("asked_in"),
        _seen_up_to.label("seen"),
    )
    .join(_first, and_(_first.thread_id == Thread.id, _first.number == 1))
    .join(_asker, _asker.id == Thread.person_id)
    .outerjoin(_answerer, _answerer.id == Thread.claimed_by)
    .where(Thread.id == bindparam("thread"))
    .execution_options(scope="viewer: a thread that I asked or answer")
)
ASKED, ANSWERED = THREAD.where(_i_asked), THREAD.where(_i_answer)
LAST_NUMBER = (
    select(Thread.last_number)
    .where(Thread.id == bindparam("thread"), or_(_i_asked, _i_answer))
    .execution_options(scope="viewer: a thread that I asked or answer")
)
MESSAGES = (
    select(
        Message.number,
        Message.body,
        Message.language,
        Message.sent_at,
        Message.author_id,
        func.coalesce(func.nullif(_author.called, ""), _author.given_name).label("author"),
    )
    .outerjoin(_author, _author.id == Message.author_id)
    .where(Message.thread_id == bindparam("thread"), Message.number < bindparam("before"))
    .order_by(Message.number.desc())
    .limit(MESSAGES_SHOWN)
    .execution_options(scope="viewer: checked by the thread")
)
TO_CHANGE = (
    select(Thread)
    .where(Thread.id == bindparam("thread"), or_(_i_asked, _i_answer))
    .with_for_update()
    .execution_options(scope="viewer: a thread that I asked or answer", populate_existing=True)
)

_count_of_new = (
    select(func.count()).select_from(Message).join(Thread, Thread.id == Message.thread_id).where(_new_for_me)
)
_count_of_pool = select(func.count()).select_from(Thread).where(_i_could_answer, _in_pool)
UNREAD = _count_of_new.where(_i_asked).execution_options(scope="viewer: my own threads")
TO_ANSWER = (
    select(func.count())
    .select_from(Thread)
    .join(_last, and_(_last.thread_id == Thread.id, _last.number == Thread.last_number))
    .where(_i_answer, Thread.closed_at.is_(None), _last.author_id == Thread.person_id)
)
WAITING = select(
    TO_ANSWER.scalar_subquery().label("to_answer"),
    _count_of_pool.scalar_subquery().label("unclaimed"),
    _count_of_new.where(_i_answer).scalar_subquery().label("unread"),
).execution_options(scope="viewer: threads that I answer or could")

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


def _keys(viewer: Viewer) -> dict[str, Any]:
    """Who is looking, for the statements above. Who no longer is a cultuurverbinder answers nowhere."""
    return {"me": viewer.person_id, "answers_at": list({place for place, _language in viewer.answers})}


def _pool_keys(viewer: Viewer) -> dict[str, Any]:
    return _keys(viewer) | {"answers": list(viewer.answers)}


def in_pool_of(viewer: Viewer) -> ColumnElement[bool]:
    """Threads that the viewer may claim: the root of the pool with its values filled in, for an UPDATE."""
    return and_(_pool_of.in_(list(viewer.answers)), Thread.person_id != viewer.person_id, _in_pool)


def mine(viewer: Viewer, before: UUID | None = None) -> Listed:
    """What the viewer asked, newest first; the next page starts before a known thread."""
    return _listed(viewer, MINE, MINE_OLDER, before)


def claimed(viewer: Viewer, before: UUID | None = None) -> Listed:
    """The open threads that the viewer answers, newest first."""
    return _listed(viewer, CLAIMED, CLAIMED_OLDER, before)


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
    return found(db.session.scalar(LAST_NUMBER, _keys(viewer) | {"thread": thread_id}))


def thread_to_change(viewer: Viewer, thread_id: UUID) -> Thread:
    """A thread that the viewer asked or answers, locked; raises `NotFound` otherwise."""
    return found(db.session.scalar(TO_CHANGE, _keys(viewer) | {"thread": thread_id}))


def unread_count(viewer: Viewer) -> int:
    """How many messages the viewer, who asked, has not seen."""
    return db.session.scalar(UNREAD, {"me": viewer.person_id}) or 0


def waiting(viewer: Viewer) -> Waiting:
    """What waits for the viewer as a cultuurverbinder."""
    if not viewer.has(Role.CULTUURVERBINDER):
        return Waiting()
    return Waiting(*db.session.execute(WAITING, _pool_keys(viewer)).one())


def answerers(viewer: Viewer) -> list[Contact]:
    """The cultuurverbinders who answer in the viewer's language."""
    return [contact for contact in accounts.contacts(viewer) if contact.role is Role.CULTUURVERBINDER]


def has_answerers(viewer: Viewer) -> bool:
    """Whether a question of the viewer reaches anybody."""
    return any(contact.person_id != viewer.person_id for contact in answerers(viewer))


def _listed(viewer: Viewer, newest: Rows, older: Rows, before: UUID | None) -> Listed:
    keys = _keys(viewer)
    if before is not None:
        keys |= {"before": before}
        keys |= {"at": found(db.session.scalar(LAST_AT, keys))}
    rows = db.session.execute(newest if before is None else older, keys).all()
    shown = rows[:PAGE_LENGTH]
    return Listed(shown, shown[-1].id if len(rows) > PAGE_LENGTH else None)


def _talk(viewer: Viewer, root: Rows, thread_id: UUID, before: int | None) -> Talk:
    thread = found(db.session.execute(root, _keys(viewer) | {"thread": thread_id}).one_or_none())
    keys = {"thread": thread_id, "before": min(before or NO_NUMBER, NO_NUMBER)}
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
    )
