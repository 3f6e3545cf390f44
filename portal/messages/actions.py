"""What is said in threads, by either side; what cultuurverbinders do with them is in `inbox_actions`.

Actor first, then plain values and the hour.

Whatever adds to a thread first locks its row, so that messages are numbered one by one and a message that is
sent twice is found. A message's `client_id` is made where it was written.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from portal.core import outbox, text
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.messages import queries, saying
from portal.messages.blocks import HISTORY, NEW_MESSAGE, REPLIES, WAITS
from portal.messages.models import LONGEST_MESSAGE, Kind, Message, NotBy, Seen, Thread, Topic
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


def ask(
    actor: Viewer,
    topic: Topic,
    body: str,
    now: datetime,
    *,
    wished_for: UUID | None = None,
    client_id: UUID | None = None,
) -> UUID:
    """A participant asks something. It waits in the pool of the language they read the portal in.

    Gives the thread. With ``wished_for`` only that cultuurverbinder finds it, for two days. Raises `Refused` where
    nobody answers in that language (a question must not wait for no one), or the one wished for does not.
    """
    known = _sent_before(actor, client_id)
    if known is not None:
        return known
    if not queries.has_answerers(actor):
        raise Refused(N_("Nobody answers in your language yet. Call your contact person."))
    if wished_for is not None and wished_for not in {each.person_id for each in queries.answerers(actor)}:
        raise Refused(N_("Choose somebody of the list."))
    body = _written(body)
    thread = Thread(
        person_id=actor.person_id,
        municipality_id=actor.municipality_id,
        topic=topic,
        language=actor.language,
        asked_at=now,
        last_at=now,
        last_number=0,
        wished_for=wished_for,
        history_from=1,
    )
    db.session.add(thread)
    db.session.flush()
    _say(actor, thread, Kind.TEXT, body, now, client_id)
    return thread.id


def send(actor: Viewer, thread_id: UUID, body: str, now: datetime, *, client_id: UUID | None = None) -> None:
    """The participant, or the cultuurverbinder who claimed the thread, says something; the other side is told."""
    _send(actor, thread_id, Kind.TEXT, _written(body), now, client_id)


def reply(actor: Viewer, thread_id: UUID, block: str, now: datetime, *, client_id: UUID | None = None) -> None:
    """Say a ready-made sentence, which the other side reads in their own language."""
    queries.thread_to_change(actor, thread_id)
    if block not in REPLIES:
        raise Refused(N_("Choose one of the answers."))
    _send(actor, thread_id, Kind.REPLY, saying.store(block), now, client_id)


def not_by(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """The participant does not want to be answered by who answers now, without a reason.

    That person finds none of their questions any more, and is not told why; this one goes back to the pool.
    """
    thread = _asked_by(actor, thread_id)
    if thread.claimed_by is None:
        return
    if thread.claimed_by not in queries.refused_by(actor.person_id):
        refusal = {"municipality_id": actor.municipality_id, "worker_id": thread.claimed_by}
        db.session.add(NotBy(person_id=actor.person_id, **refusal))
    to_pool(thread, now)
    mark_seen(actor, thread_id, now)


def forgive(actor: Viewer) -> None:
    """Whoever the participant did not want to be answered by may answer again."""
    db.session.execute(
        delete(NotBy)
        .where(NotBy.person_id == actor.person_id)
        .execution_options(scope="viewer: by whom I do not want to be answered", synchronize_session=False)
    )


def show_history(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """The participant lets who answers now read what was written before; it stands in the thread that they may."""
    thread = _asked_by(actor, thread_id)
    answerer = queries.asked(actor, thread_id).answerer
    if answerer is not None and thread.history_from > 1:
        thread.history_from = 1
        _add(thread, None, Kind.EVENT, saying.store(HISTORY, {"name": answerer}), actor.language, now, None)
        mark_seen(actor, thread_id, now)


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
    notices.seen(actor, link(thread, actor.person_id), now)


def happened(thread: Thread, block: str, values: dict[str, str], now: datetime) -> None:
    """Something happened to a thread that is locked: it stands there for both sides, and hides what was before.

    What was written to somebody else is nobody's to read until who asked says so.
    """
    _add(thread, None, Kind.EVENT, saying.store(block, values), thread.language, now, None)
    thread.history_from = thread.last_number


def to_pool(thread: Thread, now: datetime) -> None:
    """A thread that is locked waits for whoever of the pool takes it; it is open again."""
    thread.claimed_by = thread.claimed_at = thread.wished_for = thread.closed_at = None
    thread.waits_since = thread.waits_since or now
    happened(thread, WAITS, {}, now)


def _asked_by(actor: Viewer, thread_id: UUID) -> Thread:
    thread = queries.thread_to_change(actor, thread_id)
    if thread.person_id != actor.person_id:
        raise NotFound
    return thread


def _send(actor: Viewer, thread_id: UUID, kind: Kind, body: str, now: datetime, client_id: UUID | None) -> None:
    thread = queries.thread_to_change(actor, thread_id)
    if _sent_before(actor, client_id) is not None:
        return
    other = thread.claimed_by if actor.person_id == thread.person_id else thread.person_id
    told = other is not None and _has_unseen(other, thread)
    _say(actor, thread, kind, body, now, client_id)
    mark_seen(actor, thread.id, now)
    if other is not None and not told:
        outbox.put(Notice(other, NEW_MESSAGE, link=link(thread, other)))


def _say(actor: Viewer, thread: Thread, kind: Kind, body: str, now: datetime, client_id: UUID | None) -> None:
    """Somebody says something in a thread that is locked or new; from now on the other side is waited for."""
    _add(thread, actor, kind, body, actor.language, now, client_id)
    thread.closed_at = None
    if actor.person_id != thread.person_id:
        thread.waits_since = None
    elif thread.waits_since is None:
        thread.waits_since = now


def _add(
    thread: Thread,
    author: Viewer | None,
    kind: Kind,
    body: str,
    language: str,
    now: datetime,
    client_id: UUID | None,
) -> None:
    thread.last_number += 1
    thread.last_at = now
    message = Message(
        thread_id=thread.id,
        number=thread.last_number,
        author_id=author.person_id if author else None,
        client_id=client_id or uuid4(),
        kind=kind,
        body=body,
        language=language,
        sent_at=now,
    )
    db.session.add(message)
    try:
        db.session.flush()
    except IntegrityError:  # the same id, at this very moment, in another thread
        raise Refused(N_("This message was sent already.")) from None


def _written(body: str) -> str:
    body = text.clean(body, multiline=True)
    if not body or len(body) > LONGEST_MESSAGE:
        raise Refused(N_("Write your message first.") if not body else N_("The text is too long."))
    return body


def _sent_before(actor: Viewer, client_id: UUID | None) -> UUID | None:
    """The thread in which the actor's message with this id already stands."""
    if client_id is None:
        return None
    return db.session.scalar(SENT_BEFORE, {"author": actor.person_id, "client": client_id})


def _has_unseen(person_id: UUID, thread: Thread) -> bool:
    """Whether something in the thread still waits for that person, who then was told of it before."""
    return bool(db.session.scalar(HAS_UNSEEN, {"thread": thread.id, "reader": person_id}))


def link(thread: Thread, person_id: UUID) -> str:
    """The page on which that person reads the thread."""
    return f"/messages/{thread.id}" if person_id == thread.person_id else f"/messages/inbox/{thread.id}"
