"""Tables of threads, what is said in them, and up to where somebody has seen it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall
from portal.core.i18n import N_
from portal.core.sealed import Sealed

SEALED_BY = "message"
"""The name of the keys: the file ``message-keys``."""
MOST_OPEN = 15
"""Threads that one volunteer answers at the same time: who takes more leaves people waiting."""
WAITS_AT_MOST = timedelta(days=2)
"""After so long without an answer a thread goes back to the pool, and shows on the begeleider's screen."""
LONGEST_MESSAGE = 4000
"""In characters: about a page and a half."""


class Topic(StrEnum):
    """What a question is about, as the participant chose it."""

    LETTER = "letter"
    APPOINTMENT = "appointment"
    SCHOOL = "school"
    HEALTH = "health"
    MONEY = "money"
    HOME = "home"
    WORK = "work"
    OTHER = "other"


WORRIES = {
    "violence": N_("Violence at home"),
    "self_harm": N_("Somebody thinks of death or of hurting themselves"),
    "child": N_("A child may not be safe"),
    "threat": N_("A threat, or fear of somebody"),
    "other": N_("Another worry"),
}
"""By the value of `WorryKind`."""
TOPICS = {
    Topic.LETTER: N_("A letter"),
    Topic.APPOINTMENT: N_("An appointment"),
    Topic.SCHOOL: N_("School"),
    Topic.HEALTH: N_("My health"),
    Topic.MONEY: N_("Money"),
    Topic.HOME: N_("My home"),
    Topic.WORK: N_("Working"),
    Topic.OTHER: N_("Something else"),
}
TOPIC_ICONS = {
    Topic.LETTER: "mail",
    Topic.APPOINTMENT: "calendar-days",
    Topic.SCHOOL: "school",
    Topic.HEALTH: "heart-pulse",
    Topic.MONEY: "wallet",
    Topic.HOME: "house",
    Topic.WORK: "hammer",
    Topic.OTHER: "circle-help",
}


class Kind(StrEnum):
    """What a message is made of. Voices and photos come later."""

    TEXT = "text"
    REPLY = "reply"
    """A sentence that was chosen, and that each side reads in their own language."""
    EVENT = "event"
    """What happened to the thread: somebody else answers now."""


class Thread(Personal, Identified, Base):
    """One question of a participant and everything said about it."""

    __tablename__ = "thread"
    __table_args__ = (
        wall(),
        CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name="claimed_by_somebody"),
        CheckConstraint("last_number >= 0", name="last_number"),
        Index("ix_thread_person_id_last_at", "person_id", "last_at"),
        Index("ix_thread_claimed_by_last_at", "claimed_by", "last_at"),
        Index("ix_thread_pool", "municipality_id", "language", "claimed_by", "last_at"),
        Index("ix_thread_waits_since", "waits_since"),
        Index("ix_thread_last_at", "last_at"),
    )

    topic: Mapped[Topic] = mapped_column()
    language: Mapped[str]
    """The language in which it was asked: in this language's pool it waits."""
    asked_at: Mapped[datetime]
    last_at: Mapped[datetime]
    """When the last message was sent."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the last message; the next one takes the number after it, under this row's lock."""
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """The cultuurverbinder who answers; null: in the pool."""
    claimed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Null: open. A new message opens a closed thread again."""
    wished_for: Mapped[UUID | None]
    """Whom the participant would like to answer; until that person takes it or two days have gone by, nobody else
    finds it in the pool."""
    waits_since: Mapped[datetime | None]
    """Since when who asks waits for an answer; null: it is their turn."""
    history_from: Mapped[int] = mapped_column(default=1)
    """The first message that who answers now may read, beside the question itself: what was written to somebody else
    before is shown only when who asked says so."""


class Message(Scoped, Identified, Base):
    """Something said in a thread. Never changed afterwards."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("author_id", "client_id"),
        CheckConstraint("number >= 1", name="number"),
    )

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"))
    number: Mapped[int]
    """Its place in the thread, from 1: clocks may tie, numbers do not."""
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: somebody whom the portal no longer knows."""
    client_id: Mapped[UUID]
    """Made where the message was written: however often it is sent, it is stored once."""
    kind: Mapped[Kind] = mapped_column(default=Kind.TEXT)
    body: Mapped[str] = mapped_column(Sealed(SEALED_BY))
    language: Mapped[str]
    """The language its author read the portal in: the likeliest one of the words."""
    sent_at: Mapped[datetime]


class Seen(Personal, Identified, Base):
    """Up to where a person has seen a thread. For their own count of what is new; never shown to the other side."""

    __tablename__ = "thread_seen"
    __table_args__ = (wall(), UniqueConstraint("thread_id", "person_id"))

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"))
    up_to: Mapped[int]
    """The number of the last message that was on their screen."""


class Note(Scoped, Identified, Base):
    """Something that cultuurverbinders say to each other about a thread. Who asked never sees it."""

    __tablename__ = "thread_note"

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"), index=True)
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: somebody whom the portal no longer knows."""
    body: Mapped[str] = mapped_column(Sealed(SEALED_BY))
    at: Mapped[datetime]


class NotBy(Personal, Identified, Base):
    """By whom a participant does not want to be answered. Without a reason, and that person is not told."""

    __tablename__ = "thread_not_by"
    __table_args__ = (wall(), UniqueConstraint("person_id", "worker_id"))

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class WorryKind(StrEnum):
    """What a cultuurverbinder is worried about."""

    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    CHILD = "child"
    THREAT = "threat"
    OTHER = "other"


class Worry(Scoped, Identified, Base):
    """A cultuurverbinder is worried about who asks, and does not stay alone with it.

    Not in the copy that people make of their own data: somebody may read that over their shoulder.
    """

    __tablename__ = "thread_worry"
    __table_args__ = (
        CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        Index("ix_thread_worry_settled_at", "settled_at"),
    )

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"), index=True)
    raised_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: somebody whom the portal no longer knows."""
    kind: Mapped[WorryKind]
    words: Mapped[str] = mapped_column(Sealed(SEALED_BY))
    """In the volunteer's own words: nothing of the thread itself comes along."""
    at: Mapped[datetime]
    taken_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """The begeleider who sees to it."""
    taken_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


SEALED = (Message.body, Note.body, Worry.words)
"""Every column that these keys seal."""
