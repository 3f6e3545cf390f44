"""Tables of announcements: what is said, to whom, and who has read it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall
from portal.core.i18n import N_


class State(StrEnum):
    """How far an announcement is. Sending picks up what is queued, and nothing else."""

    DRAFT = "draft"
    APPROVED = "approved"
    QUEUED = "queued"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    """Sent and then taken back: its receivers see that it was, and no longer what it said."""


class Kind(StrEnum):
    """What an announcement is about."""

    GENERAL = "general"
    LESSON = "lesson"
    EXCURSION = "excursion"
    MEETING = "meeting"
    HEALTH = "health"
    WORK = "work"
    LETTER = "letter"
    CONTACT = "contact"


KIND_LABELS = {
    Kind.GENERAL: N_("For everybody"),
    Kind.LESSON: N_("Dutch lessons"),
    Kind.EXCURSION: N_("Excursion"),
    Kind.MEETING: N_("Meeting people"),
    Kind.HEALTH: N_("Health"),
    Kind.WORK: N_("Work"),
    Kind.LETTER: N_("Letters and papers"),
    Kind.CONTACT: N_("Your contacts"),
}


class AudienceKind(StrEnum):
    """What a part of an audience is. Groups of other rooms come in as more kinds."""

    EVERYBODY = "everybody"
    """All participants of the municipality; the value is empty."""
    LANGUAGE = "language"
    """Participants who read this language; the value is its code."""
    PERSON = "person"
    """One participant by name; the value is their id."""


class Announcement(Scoped, Identified, Base):
    """Something said to many."""

    __tablename__ = "announcement"
    __table_args__ = (
        wall("author_id"),
        CheckConstraint("(sent_at IS NOT NULL) = (state IN ('SENT', 'WITHDRAWN'))", name="sent_has_its_hour"),
        CheckConstraint("state <> 'QUEUED' OR send_at IS NOT NULL", name="queued_has_its_hour"),
        Index("ix_announcement_municipality_id_sent_at", "municipality_id", "sent_at"),
        Index("ix_announcement_state_send_at", "state", "send_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    author_id: Mapped[UUID | None] = mapped_column(index=True)
    """Null once the author is no longer known here."""
    kind: Mapped[Kind]
    title_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    body_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """Null where the title says it all."""
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    made_at: Mapped[datetime]
    send_at: Mapped[datetime | None]
    """When queued: not before this hour. An undo and a sending on a later day both live here."""
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    """After this it no longer counts as new, though it can still be read."""
    pinned: Mapped[bool] = mapped_column(default=False)
    """Stays at the top of the list, until it expires."""


class AudiencePart(Scoped, Base):
    """One part of whom an announcement is for. The parts together make the audience."""

    __tablename__ = "announcement_audience"
    __table_args__ = (Index("ix_announcement_audience_kind_value", "kind", "value"),)

    announcement_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[AudienceKind] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True, default="")


class Receipt(Personal, Identified, Base):
    """That an announcement was sent to a person, and when they read it."""

    __tablename__ = "announcement_receipt"
    __table_args__ = (
        wall(),
        UniqueConstraint("announcement_id", "person_id"),
        Index("ix_announcement_receipt_person_id_sent_at", "person_id", "sent_at", "announcement_id"),
    )

    announcement_id: Mapped[UUID] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"))
    sent_at: Mapped[datetime]
    """As the announcement's own; here too, so that a person's list is read from one index."""
    read_at: Mapped[datetime | None]
