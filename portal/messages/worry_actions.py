"""A cultuurverbinder is worried: the begeleiders of the municipality hear of it at once, one of them sees to it."""

from datetime import datetime
from uuid import UUID

from portal.accounts import queries as accounts
from portal.core import outbox, text
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Role, Viewer
from portal.messages import queries, worry_queries
from portal.messages.blocks import WORRY, WORRY_SETTLED, WORRY_TAKEN
from portal.messages.models import LONGEST_MESSAGE, Worry, WorryKind


def raise_worry(actor: Viewer, thread_id: UUID, kind: WorryKind, words: str, now: datetime) -> None:
    """Tell every begeleider of the municipality, day and night. What stands in the thread stays there.

    Raises `NotFound` for a thread that the actor does not answer.
    """
    thread = queries.thread_to_change(actor, thread_id)
    if thread.claimed_by != actor.person_id:
        raise NotFound
    words = text.clean(words, multiline=True)
    if not words or len(words) > LONGEST_MESSAGE:
        raise Refused(N_("Say in a few words what you are worried about."))
    db.session.add(Worry(thread_id=thread.id, raised_by=actor.person_id, kind=kind, words=words, at=now))
    for begeleider in accounts.ids_of(thread.municipality_id, Role.BEGELEIDER):
        outbox.put(Notice(begeleider, WORRY, link="/messages/worries"))


def take(actor: Viewer, worry_id: UUID, now: datetime) -> None:
    """A begeleider sees to it; the volunteer is told who. Of two at the same moment the first does."""
    worry = worry_queries.to_change(actor, worry_id)
    if worry.taken_by is None and worry.settled_at is None:
        worry.taken_by, worry.taken_at = actor.person_id, now
        _tell(worry, WORRY_TAKEN, actor.first_name)


def settle(actor: Viewer, worry_id: UUID, now: datetime) -> None:
    """It is taken care of; the volunteer is told, and asked how they are."""
    worry = worry_queries.to_change(actor, worry_id)
    if worry.taken_by is None:
        raise Refused(N_("Somebody must see to it first."))
    if worry.settled_at is None:
        worry.settled_at = now
        _tell(worry, WORRY_SETTLED, worry_queries.taker_name(worry))


def _tell(worry: Worry, kind: str, name: str) -> None:
    if worry.raised_by is not None:
        outbox.put(Notice(worry.raised_by, kind, {"name": name}, link=f"/messages/inbox/{worry.thread_id}/worry"))
