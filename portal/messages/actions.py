"""Every change of threads. Actor first, then plain values and the hour.

Whatever adds to a thread first locks its row, so that messages are numbered one by one and a message that is
sent twice is found. A message's `client_id` is made where it was written.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from portal.core import outbox, text
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.messages import queries
from portal.messages.blocks import NEW_MESSAGE
from portal.messages.models import LONGEST_MESSAGE, Message, Seen, Thread, Topic
from portal.notices import actions as notices

SENT_BEFORE = (
    select(Message.thread_id)
    .where(Message.author_id == bindparam("author"), Message.client_id == bindparam("client"))
    .execution_options(scope="viewer: what I sent myself")
)

_seen_up_to = (
    select(Seen.up_to)
    .where(Seen.thread_id == bindparam("thread"), Seen.person_id == bindparam("reader"))
    .scalar_subquery()
)
HAS_UNSEEN = select(
    exists().where(
        Message.thread_id == bindparam("thread"),
        Message.author_id.is_distinct_from(bindparam("reader")),
        Message.number > func.coalesce(_seen_up_to, 0),
    )
).execution_options(scope="system: whether the other side was told already")


def ask(actor: Viewer, topic: Topic, body: str, now: datetime, *, client_id: UUID | None = None) -> UUID:
    """A participant asks something. It waits in the pool of the language they read the portal in.

    Gives the thread. Raises `Refused` where nobody answers in that language: a question must not wait for no one.
    """
    known = _sent_before(actor, client_id)
    if known is not None:
        return known
    if not queries.has_answerers(actor):
        raise Refused(N_("Nobody answers in your language yet. Call your contact person."))
    thread = Thread(
        person_id=actor.person_id,
        municipality_id=actor.municipality_id,
        topic=topic,
        language=actor.language,
        asked_at=now,
        last_at=now,
        last_number=0,
    )
    db.session.add(thread)
    db.session.flush()
    _say(actor, thread, body, now, client_id)
    return thread.id


def send(actor: Viewer, thread_id: UUID, body: str, now: datetime, *, client_id: UUID | None = None) -> None:
    """The participant, or the cultuurverbinder who claimed the thread, says something; the other side is told."""
    thread = queries.thread_to_change(actor, thread_id)
    if _sent_before(actor, client_id) is not None:
        return
    other = thread.claimed_by if actor.person_id == thread.person_id else thread.person_id
    told = other is not None and _has_unseen(other, thread)
    _say(actor, thread, body, now, client_id)
    mark_seen(actor, thread.id, now)
    if other is not None and not told:
        outbox.put(Notice(other, NEW_MESSAGE, link=_link(thread, other)))


def claim(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """A cultuurverbinder takes a thread out of the pool. Of two at the same moment one gets it.

    Raises `Refused` for the other one, and `NotFound` for a thread that was never theirs to claim.
    """
    taken = db.session.execute(
        update(Thread)
        .where(Thread.id == thread_id, queries.in_pool_of(actor))
        .values(claimed_by=actor.person_id, claimed_at=now)
        .execution_options(scope="viewer: the pool of my languages", synchronize_session=False)
    )
    if taken.rowcount:  # type: ignore[attr-defined]
        return
    claimed_by = found(queries.claimed_by(actor, thread_id))
    if claimed_by != actor.person_id:
        raise Refused(N_("A colleague has just taken this question. Thank you for wanting to help."))


def close(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """The cultuurverbinder finds the question answered. A new message opens the thread again."""
    thread = queries.thread_to_change(actor, thread_id)
    if thread.claimed_by != actor.person_id:
        raise NotFound
    thread.closed_at = thread.closed_at or now


def mark_seen(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """The actor has the newest messages on their screen."""
    thread = queries.thread_to_change(actor, thread_id)
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    statement = insert(Seen).values(
        id=uuid4(),
        person_id=actor.person_id,
        municipality_id=actor.municipality_id,
        thread_id=thread.id,
        up_to=thread.last_number,
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Seen.thread_id, Seen.person_id],
            set_={"up_to": statement.excluded.up_to},
            where=Seen.up_to < statement.excluded.up_to,
        ).execution_options(scope="viewer: what I have seen")
    )
    notices.seen(actor, _link(thread, actor.person_id), now)


def _say(actor: Viewer, thread: Thread, body: str, now: datetime, client_id: UUID | None) -> None:
    """Add a message to a thread that is locked or new."""
    body = text.clean(body, multiline=True)
    if not body or len(body) > LONGEST_MESSAGE:
        raise Refused(N_("Write your message first.") if not body else N_("The text is too long."))
    thread.last_number += 1
    thread.last_at = now
    thread.closed_at = None
    message = Message(
        thread_id=thread.id,
        number=thread.last_number,
        author_id=actor.person_id,
        client_id=client_id or uuid4(),
        body=body,
        language=actor.language,
        sent_at=now,
    )
    db.session.add(message)
    try:
        db.session.flush()
    except IntegrityError:  # the same id, at this very moment, in another thread
        raise Refused(N_("This message was sent already.")) from None


def _sent_before(actor: Viewer, client_id: UUID | None) -> UUID | None:
    """The thread in which the actor's message with this id already stands."""
    if client_id is None:
        return None
    return db.session.scalar(SENT_BEFORE, {"author": actor.person_id, "client": client_id})


def _has_unseen(person_id: UUID, thread: Thread) -> bool:
    """Whether something in the thread still waits for that person, who then was told of it before."""
    return bool(db.session.scalar(HAS_UNSEEN, {"thread": thread.id, "reader": person_id}))


def _link(thread: Thread, person_id: UUID) -> str:
    """The page on which that person reads the thread."""
    return f"/messages/{thread.id}" if person_id == thread.person_id else f"/messages/inbox/{thread.id}"
