"""What is asked of the database about threads, built once.

Three roots, each with the viewer in it: `MINE` (I asked), `CLAIMED` (I answer), and the pool (I could answer).
"""

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.accounts.models import Municipality, Person
from portal.core.viewer import Viewer
from portal.messages.models import Message, NotBy, Note, Seen, Thread

Line = Row[*tuple[Any, ...]]
Rows = Select[*tuple[Any, ...]]

PAGE_LENGTH = 20
"""Threads on a page of a list."""
MESSAGES_SHOWN = 50
POOL_SHOWN = 50
"""The oldest questions of the pool; claiming them brings the next."""

_me: BindParameter[UUID] = bindparam("me")
_answers_at: BindParameter[UUID] = bindparam("answers_at", expanding=True)
_asker, _answerer, _author, _wished = (aliased(Person) for _ in range(4))
_first, _last = aliased(Message), aliased(Message)

POOL_OF = tuple_(Thread.municipality_id, Thread.language)
"""A cultuurverbinder of Arabic here and Tigrinya there has two pools, not four."""

I_ASKED = Thread.person_id == _me
I_ANSWER = and_(Thread.claimed_by == _me, Thread.municipality_id.in_(_answers_at))


def could_answer(me: Any, answers: Any) -> ColumnElement[bool]:
    """Threads for which somebody could be the one who answers: in their language, and nobody said otherwise."""
    refused = exists().where(NotBy.person_id == Thread.person_id, NotBy.worker_id == me)
    return and_(
        POOL_OF.in_(answers),
        Thread.person_id != me,
        or_(Thread.wished_for.is_(None), Thread.wished_for == me),
        ~refused,
    )


_i_could_answer = could_answer(_me, bindparam("answers", expanding=True))


def keys_of(viewer: Viewer) -> dict[str, Any]:
    """Who is looking, for the statements. Who no longer is a cultuurverbinder answers nowhere."""
    return {"me": viewer.person_id, "answers_at": list({place for place, _language in viewer.answers})}


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
            Thread.waits_since,
            func.coalesce(func.nullif(_asker.called, ""), _asker.given_name).label("asker"),
            func.coalesce(func.nullif(_answerer.called, ""), _answerer.given_name).label("answerer"),
            _first.body.label("question"),
            _first.language.label("asked_in"),
            _last.kind,
            _last.body,
            _last.language,
            _last.number,
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
MINE = _lists(I_ASKED, "viewer: my own threads")
MINE_OLDER = MINE.where(_older)
_open = and_(I_ANSWER, Thread.closed_at.is_(None))
CLAIMED = _lists(and_(_open, Thread.waits_since.is_not(None)), "viewer: threads that wait for my answer")
CLAIMED_OLDER = CLAIMED.where(_older)
THEIR_TURN = _lists(and_(_open, Thread.waits_since.is_(None)), "viewer: threads that I answered")
THEIR_TURN_OLDER = THEIR_TURN.where(_older)
CLOSED = _lists(and_(I_ANSWER, Thread.closed_at.is_not(None)), "viewer: threads that I answered")
CLOSED_OLDER = CLOSED.where(_older)
LAST_AT = (
    select(Thread.last_at)
    .where(Thread.id == bindparam("before"), or_(I_ASKED, I_ANSWER))
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
    _pool.add_columns(Message.kind, Message.body, Message.language)
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
        Thread.history_from,
        Thread.language,
        Thread.municipality_id,
        _wished.given_name.label("wished"),
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
    .outerjoin(_wished, _wished.id == Thread.wished_for)
    .where(Thread.id == bindparam("thread"))
    .execution_options(scope="viewer: a thread that I asked or answer")
)
ASKED, ANSWERED = THREAD.where(I_ASKED), THREAD.where(I_ANSWER)
LAST_NUMBER = (
    select(Thread.last_number)
    .where(Thread.id == bindparam("thread"), or_(I_ASKED, I_ANSWER))
    .execution_options(scope="viewer: a thread that I asked or answer")
)
MESSAGES = (
    select(
        Message.number,
        Message.kind,
        Message.body,
        Message.language,
        Message.sent_at,
        Message.author_id,
        func.coalesce(func.nullif(_author.called, ""), _author.given_name).label("author"),
    )
    .outerjoin(_author, _author.id == Message.author_id)
    .where(
        Message.thread_id == bindparam("thread"),
        Message.number < bindparam("before"),
        or_(Message.number == 1, Message.number >= bindparam("since")),
    )
    .order_by(Message.number.desc())
    .limit(MESSAGES_SHOWN)
    .execution_options(scope="viewer: checked by the thread")
)
TO_CHANGE = (
    select(Thread)
    .where(Thread.id == bindparam("thread"), or_(I_ASKED, I_ANSWER))
    .with_for_update()
    .execution_options(scope="viewer: a thread that I asked or answer", populate_existing=True)
)

_count_of_new = (
    select(func.count()).select_from(Message).join(Thread, Thread.id == Message.thread_id).where(_new_for_me)
)
_count_of_pool = select(func.count()).select_from(Thread).where(_i_could_answer, IN_POOL)
UNREAD = _count_of_new.where(I_ASKED).execution_options(scope="viewer: my own threads")
TO_ANSWER = select(func.count()).select_from(Thread).where(_open, Thread.waits_since.is_not(None))
WAITING = select(
    TO_ANSWER.scalar_subquery().label("to_answer"),
    _count_of_pool.scalar_subquery().label("unclaimed"),
    _count_of_new.where(I_ANSWER, Message.number >= Thread.history_from).scalar_subquery().label("unread"),
).execution_options(scope="viewer: threads that I answer or could")

NOTES = (
    select(
        Note.body,
        Note.at,
        _author.language,
        func.coalesce(func.nullif(_author.called, ""), _author.given_name).label("author"),
    )
    .join(Thread, Thread.id == Note.thread_id)
    .outerjoin(_author, _author.id == Note.author_id)
    .where(Note.thread_id == bindparam("thread"), I_ANSWER)
    .order_by(Note.at, Note.id)
    .execution_options(scope="viewer: notes of a thread that I answer")
)
NOT_BY = (
    select(NotBy.worker_id)
    .where(NotBy.person_id == bindparam("person"))
    .execution_options(scope="viewer: by whom I do not want to be answered")
)
OPEN_OF = (
    select(func.count())
    .select_from(Thread)
    .where(Thread.claimed_by == bindparam("worker"), Thread.closed_at.is_(None))
    .execution_options(scope="system: whether a volunteer has too many")
)
OVERDUE = (
    select(Thread)
    .where(
        Thread.closed_at.is_(None),
        Thread.waits_since <= bindparam("since"),
        or_(Thread.claimed_by.is_not(None), Thread.wished_for.is_not(None)),
    )
    .order_by(Thread.waits_since)
    .limit(100)
    .with_for_update()
    .execution_options(scope="system: back to the pool", populate_existing=True)
)
LONG_WAITING = (
    select(Thread.language, func.count().label("number"), func.min(Thread.waits_since).label("since"))
    .where(
        Thread.municipality_id == bindparam("municipality"),
        Thread.closed_at.is_(None),
        Thread.waits_since <= bindparam("since"),
    )
    .group_by(Thread.language)
    .order_by(func.min(Thread.waits_since))
    .execution_options(scope="viewer: numbers of my municipality, nobody's words or name")
)
