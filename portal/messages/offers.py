"""What messages give the house. What is new stands at the tab and, through the notices, on Today."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from portal.core import clock, offers, when
from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Viewer
from portal.messages import blocks as blocks  # the room's sentence joins the library
from portal.messages import keys, queries, saying, worry_queries
from portal.messages.models import Message, NotBy, Note, Seen, Thread, Worry

SCOPE = {"scope": "system: rights of the person"}
AT_ONCE = 500
"""So many threads go in one statement."""


def inbox_count(viewer: Viewer) -> int:
    """What a cultuurverbinder has not seen: new messages in their threads, and the pool."""
    waiting = queries.waiting(viewer)
    return waiting.unread + waiting.unclaimed


def todo(viewer: Viewer) -> list[Todo]:
    """For cultuurverbinders who waits for an answer and the pool; for case workers how many wait too long."""
    waiting = queries.waiting(viewer)
    too_long = sum(row.number for row in queries.long_waiting(viewer, clock.now()))
    items = (
        Todo(_("Somebody is worried"), worry_queries.number_open(viewer), "/messages/worries", "triangle-alert"),
        Todo(_("Questions that wait for your answer"), waiting.to_answer, "/messages/inbox", "messages"),
        Todo(_("Questions that nobody has taken"), waiting.unclaimed, "/messages/inbox/unclaimed", "hourglass"),
        Todo(_("Questions that wait longer than two days"), too_long, "/messages/waiting", "hourglass"),
    )
    return [item for item in items if item.count]


def export(person_id: UUID) -> dict[str, Any]:
    """The threads of a person with everything said in them, and what they said and noted in threads of others."""
    said = db.session.execute(
        select(
            Thread.id, Thread.topic, Thread.person_id, Message.author_id, Message.kind, Message.body, Message.sent_at
        )
        .join(Message, Message.thread_id == Thread.id)
        .where(or_(Thread.person_id == person_id, Message.author_id == person_id))
        .order_by(Thread.asked_at, Thread.id, Message.number)
        .execution_options(**SCOPE)
    )
    notes = db.session.execute(
        select(Note.body, Note.at).where(Note.author_id == person_id).order_by(Note.at).execution_options(**SCOPE)
    )
    return {
        "notes_by_me": [{"body": row.body, "at": row.at.isoformat()} for row in notes],
        "messages": [
            {
                "thread": str(row.id),
                "topic": row.topic.value,
                "asked_by_me": row.person_id == person_id,
                "written_by_me": row.author_id == person_id,
                "body": saying.in_short(row),
                "sent_at": row.sent_at.isoformat(),
            }
            for row in said
        ],
    }


def _after_term(before: datetime, really: bool) -> int:
    """Threads of people whose term was over by then, unless something was said in them since."""
    return _old(before, really, term_was_over=True)


def _without_term(before: datetime, really: bool) -> int:
    """Threads of people whose term nobody knows, by their last message."""
    return _old(before, really, term_was_over=None)


def _old(before: datetime, really: bool, *, term_was_over: bool | None) -> int:
    day = when.local(before).date()
    terms = {person: over for offer in offers.all_of("term_over") for person, over in offer(day).items()}
    scope = {"scope": "system: retention", "synchronize_session": False}
    silent = select(Thread.id, Thread.person_id).where(Thread.last_at < before).execution_options(**scope)
    ids = [row.id for row in db.session.execute(silent) if terms.get(row.person_id) is term_was_over]
    for start in range(0, len(ids) if really else 0, AT_ONCE):
        some = ids[start : start + AT_ONCE]
        for gone in (
            delete(Seen).where(Seen.thread_id.in_(some)),
            delete(Note).where(Note.thread_id.in_(some)),
            delete(Worry).where(Worry.thread_id.in_(some)),
            delete(Message).where(Message.thread_id.in_(some)),
            delete(Thread).where(Thread.id.in_(some)),
        ):
            db.session.execute(gone.execution_options(**scope))
    return len(ids)


def erase(person_id: UUID) -> None:
    """Removes a person's threads whole. What they answered stays with who asked, without their name."""
    theirs = select(Thread.id).where(Thread.person_id == person_id)
    for statement in (
        delete(Seen).where(or_(Seen.person_id == person_id, Seen.thread_id.in_(theirs))),
        delete(Note).where(Note.thread_id.in_(theirs)),
        delete(Worry).where(Worry.thread_id.in_(theirs)),
        update(Worry).where(Worry.raised_by == person_id).values(raised_by=None),
        update(Worry).where(Worry.taken_by == person_id).values(taken_by=None, taken_at=None),
        delete(NotBy).where(or_(NotBy.person_id == person_id, NotBy.worker_id == person_id)),
        delete(Message).where(Message.thread_id.in_(theirs)),
        update(Note).where(Note.author_id == person_id).values(author_id=None),
        update(Thread).where(Thread.wished_for == person_id).values(wished_for=None),
        update(Message).where(Message.author_id == person_id).values(author_id=None),
        delete(Thread).where(Thread.person_id == person_id),
        update(Thread).where(Thread.claimed_by == person_id).values(claimed_by=None, claimed_at=None),
    ):
        db.session.execute(statement.execution_options(**SCOPE, synchronize_session=False))


OFFERS = Offers(
    room="messages",
    participant_menu=MenuEntry("messages.threads", N_("Messages"), "messages", unread=queries.unread_count),
    staff_menu=MenuEntry("inbox.inbox", N_("Messages"), "messages", unread=inbox_count),
    todo=todo,
    export=export,
    erase=erase,
    restored=keys.after_restoring,
    retention={"messages.after_term": _after_term, "messages.without_term": _without_term},
)
