"""What cultuurverbinders do with threads: claim, hand over, put back, note, close. Actor first, as everywhere."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from portal.accounts.queries import Contact
from portal.core import outbox, text
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.messages import actions, queries
from portal.messages.blocks import HANDED, NEW_MESSAGE, RETURNED
from portal.messages.models import LONGEST_MESSAGE, MOST_OPEN, WAITS_AT_MOST, Note, Thread

TOO_MANY = N_("You answer many questions now. Close some first, so that nobody waits long.")


def claim(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """A cultuurverbinder takes a thread out of the pool. Of two at the same moment one gets it.

    Raises `Refused` for the other one and for who answers many already, and `NotFound` for a thread that was never
    theirs to claim.
    """
    if queries.open_threads_of(actor.person_id) >= MOST_OPEN:
        raise Refused(TOO_MANY)
    taken = db.session.execute(
        update(Thread)
        .where(Thread.id == thread_id, queries.in_pool_of(actor))
        .values(claimed_by=actor.person_id, claimed_at=now, wished_for=None)
        .execution_options(scope="viewer: the pool of my languages", synchronize_session=False)
    )
    if taken.rowcount:  # type: ignore[attr-defined]
        return
    claimed_by = found(queries.claimed_by(actor, thread_id))
    if claimed_by != actor.person_id:
        raise Refused(N_("A colleague has just taken this question. Thank you for wanting to help."))


def close(actor: Viewer, thread_id: UUID, now: datetime) -> None:
    """The cultuurverbinder finds the question answered. A new message opens the thread again."""
    thread = _answered_by(actor, thread_id)
    thread.closed_at = thread.closed_at or now
    thread.waits_since = None


def reopen(actor: Viewer, thread_id: UUID) -> None:
    """It was not answered after all. Raises `Refused` for who answers many already."""
    thread = _answered_by(actor, thread_id)
    if thread.closed_at is not None and queries.open_threads_of(actor.person_id) >= MOST_OPEN:
        raise Refused(TOO_MANY)
    thread.closed_at = None


def note(actor: Viewer, thread_id: UUID, words: str, now: datetime) -> None:
    """Keep something for oneself and for whoever answers afterwards. The participant never sees it."""
    _note(actor, _answered_by(actor, thread_id), words, now)


def hand_over(actor: Viewer, thread_id: UUID, colleague_id: UUID, words: str, now: datetime) -> None:
    """A colleague of the same language answers from now on; who asked sees it in the thread at once.

    What was written before stays hidden from the colleague until who asked says otherwise. Raises `NotFound` for
    anybody who could not answer, and `Refused` for who answers many already.
    """
    thread = _answered_by(actor, thread_id)
    colleague = _colleague(actor, thread, colleague_id)
    if queries.open_threads_of(colleague.person_id) >= MOST_OPEN:
        raise Refused(N_("This colleague answers many questions now. Choose somebody else."))
    if words:
        _note(actor, thread, words, now)
    thread.claimed_by, thread.claimed_at, thread.wished_for = colleague.person_id, now, None
    actions.happened(thread, HANDED, {"giver": actor.first_name, "taker": colleague.name}, now)
    for person_id in (thread.person_id, colleague.person_id):
        outbox.put(Notice(person_id, NEW_MESSAGE, link=actions.link(thread, person_id)))


def put_back(actor: Viewer, thread_id: UUID, words: str, now: datetime) -> None:
    """The thread goes back to the pool; who asked sees it in the thread, and is told."""
    thread = _answered_by(actor, thread_id)
    if words:
        _note(actor, thread, words, now)
    actions.to_pool(thread, now)
    outbox.put(Notice(thread.person_id, NEW_MESSAGE, link=actions.link(thread, thread.person_id)))


def return_what_waits(now: datetime) -> int:
    """What has waited two days for one person's answer, somebody else can take; says how many threads that were."""
    threads = queries.overdue(now - WAITS_AT_MOST)
    for thread in threads:
        holder = thread.claimed_by
        thread.wished_for = None
        if holder is not None:
            actions.to_pool(thread, now)
            outbox.put(Notice(holder, RETURNED, link="/messages/inbox/unclaimed"))
            outbox.put(Notice(thread.person_id, NEW_MESSAGE, link=actions.link(thread, thread.person_id)))
    return len(threads)


def _answered_by(actor: Viewer, thread_id: UUID) -> Thread:
    thread = queries.thread_to_change(actor, thread_id)
    if thread.claimed_by != actor.person_id:
        raise NotFound
    return thread


def _colleague(actor: Viewer, thread: Thread, colleague_id: UUID) -> Contact:
    known = queries.colleagues(actor, thread.person_id, thread.municipality_id, thread.language)
    return found(next((each for each in known if each.person_id == colleague_id), None))


def _note(actor: Viewer, thread: Thread, words: str, now: datetime) -> None:
    words = text.clean(words, multiline=True)
    if not words or len(words) > LONGEST_MESSAGE:
        raise Refused(N_("Write your note first.") if not words else N_("The text is too long."))
    db.session.add(Note(thread_id=thread.id, author_id=actor.person_id, body=words, at=now))
