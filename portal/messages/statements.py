"""What is asked of the database about threads, built once.

Three roots, each with the viewer in it: `MINE` (I asked), `CLAIMED` (I answer), and the pool (I could answer).
"""

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.accounts.models import Municipality, Person
from portal.messages.models import Message, Seen, Thread

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

POOL_OF = tuple_(Thread.municipality_id, Thread.language)
"""A cultuurverbinder of Arabic here and Tigrinya there has two pools, not four."""

_i_asked = Thread.person_id == _me
_i_answer = and_(Thread.claimed_by == _me, Thread.municipality_id.in_(_answers_at))
_i_could_answer = and_(
    POOL_OF.in_(bindparam("answers", expanding=True)),
    Thread.person_id != _me,
)
IN_POOL = and_(Thread.claimed_by.is_(None), Thread.closed_at.is_(None))

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
    .where(_i_could_answer, IN_POOL)
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
_count_of_pool = select(func.count()).select_from(Thread).where(_i_could_answer, IN_POOL)
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
