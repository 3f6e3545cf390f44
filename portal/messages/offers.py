"""What messages give the house. What is new stands at the tab and, through the notices, on Today."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from portal.core import offers, when
from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Viewer
from portal.messages import blocks as blocks  # the room's sentence joins the library
from portal.messages import queries
from portal.messages.models import Message, Seen, Thread

SCOPE = {"scope": "system: rights of the person"}


def inbox_count(viewer: Viewer) -> int:
    """What a cultuurverbinder has not seen: new messages in their threads, and the pool."""
    waiting = queries.waiting(viewer)
    return waiting.unread + waiting.unclaimed


def todo(viewer: Viewer) -> list[Todo]:
    """For cultuurverbinders: who waits for an answer, and the pool of their languages."""
    waiting = queries.waiting(viewer)
    items = (
        Todo(_("Questions that wait for your answer"), waiting.to_answer, "/messages/inbox", "messages"),
        Todo(_("Questions that nobody has taken"), waiting.unclaimed, "/messages/inbox/unclaimed", "hourglass"),
    )
    return [item for item in items if item.count]


def export(person_id: UUID) -> dict[str, Any]:
    """The threads of a person with everything said in them, and what they said in threads of others."""
    said = db.session.execute(
        select(Thread.id, Thread.topic, Thread.person_id, Message.author_id, Message.body, Message.sent_at)
        .join(Message, Message.thread_id == Thread.id)
        .where(or_(Thread.person_id == person_id, Message.author_id == person_id))
        .order_by(Thread.asked_at, Thread.id, Message.number)
        .execution_options(**SCOPE)
    )
    return {
        "messages": [
            {
                "thread": str(row.id),
                "topic": row.topic.value,
                "asked_by_me": row.person_id == person_id,
                "written_by_me": row.author_id == person_id,
                "body": row.body,
                "sent_at": row.sent_at.isoformat(),
            }
            for row in said
        ]
    }


def _after_term(before: datetime, really: bool) -> int:
    """Threads of people whose term was over by then, unless something was said in them since."""
    known = _terms(before)
    return _old(and_(Thread.last_at < before, Thread.person_id.in_([p for p, over in known.items() if over])), really)


def _without_term(before: datetime, really: bool) -> int:
    """Threads of people whose term nobody knows, by their last message."""
    return _old(and_(Thread.last_at < before, Thread.person_id.not_in(list(_terms(before)))), really)


def _terms(before: datetime) -> dict[UUID, bool]:
    day = when.local(before).date()
    return {person: over for offer in offers.all_of("term_over") for person, over in offer(day).items()}


def _old(old: ColumnElement[bool], really: bool) -> int:
    scope = {"scope": "system: retention"}
    ids = db.session.scalars(select(Thread.id).where(old).execution_options(**scope)).all()
    for model in (Seen, Message) if really else ():
        gone = delete(model).where(model.thread_id.in_(ids))
        db.session.execute(gone.execution_options(**scope, synchronize_session=False))
    if really:
        gone = delete(Thread).where(Thread.id.in_(ids))
        db.session.execute(gone.execution_options(**scope, synchronize_session=False))
    return len(ids)


def erase(person_id: UUID) -> None:
    """Removes a person's threads whole. What they answered stays with who asked, without their name."""
    theirs = select(Thread.id).where(Thread.person_id == person_id)
    for statement in (
        delete(Seen).where(or_(Seen.person_id == person_id, Seen.thread_id.in_(theirs))),
        delete(Message).where(Message.thread_id.in_(theirs)),
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
    retention={"messages.after_term": _after_term, "messages.without_term": _without_term},
)
