"""Phones that ring, what is on its way to them, and what each person chose."""

from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall

PHONES_AT_MOST = 10
"""Of one person."""
QUIET_FROM, QUIET_UNTIL = time(22, 0), time(7, 0)
"""The hours in which nothing rings but what cannot wait, until a person chooses others. Dutch clock time."""


class Shows(StrEnum):
    """What may stand on a locked screen, where others can read it."""

    NOTHING = "nothing"
    """Only that there is something new."""
    SUBJECT = "subject"
    """What it is about: the schedule, a message."""
    WORDS = "words"
    """The whole sentence of the inbox."""


class State(StrEnum):
    """Where a delivery is. The last four are ends."""

    QUEUED = "queued"
    SENDING = "sending"
    """A worker has it; see `Delivery.lease`."""
    ACCEPTED = "accepted"
    """The push service took it. Whether the phone showed it, nobody tells us."""
    FAILED = "failed"
    """Tried until it was no use any more."""
    GONE = "gone"
    """The push service says that this phone listens no more."""
    DROPPED = "dropped"
    """No longer wanted: read already, replaced by a newer one, or its phone was signed out."""


class Service(Base):
    """A push service, and how it fares. One that asks for rest is left alone by all workers."""

    __tablename__ = "push_service"

    host: Mapped[str] = mapped_column(primary_key=True)
    resting_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    """Of the service itself, in a row: silence, refused connections, its own errors."""
    refusals: Mapped[int] = mapped_column(default=0)
    """How often in a row it did not take our key (401, 403)."""
    alarm_at: Mapped[datetime | None]
    """Since when it looks as if it takes our key no more; one alarm, not one for each phone."""
    last_ok: Mapped[datetime | None]


class Subscription(Personal, Identified, Base):
    """A browser that may be rung, for as long as its device is signed in."""

    __tablename__ = "push_subscription"
    __table_args__ = (wall(), UniqueConstraint("device_id"), UniqueConstraint("endpoint"))

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(ForeignKey("push_service.host"))
    endpoint: Mapped[str]
    """Where to post. Who knows it and `auth` can ring this phone: it is shown nowhere."""
    key: Mapped[str]
    """The public key of the browser (p256dh), base64url."""
    auth: Mapped[str]
    """The secret shared with the browser, base64url."""
    made_at: Mapped[datetime]
    last_ok: Mapped[datetime | None]
    last_failure: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    """The push service no longer knows it; it is never tried again."""


class Delivery(Scoped, Identified, Base):
    """One notice on its way to one phone."""

    __tablename__ = "push_delivery"
    __table_args__ = (
        UniqueConstraint("notice_id", "subscription_id"),
        CheckConstraint("(state = 'SENDING') = (lease IS NOT NULL)", name="sent_by_somebody"),
        CheckConstraint("(state IN ('QUEUED', 'SENDING')) = (done_at IS NULL)", name="done_has_its_hour"),
        Index("ix_push_delivery_topic", "subscription_id", "topic"),
        Index("ix_push_delivery_due", "state", "can_wait", "made_at"),  # in the order in which workers take them
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("inbox_notice.id", ondelete="CASCADE"))
    subscription_id: Mapped[UUID] = mapped_column(ForeignKey("push_subscription.id", ondelete="CASCADE"))
    topic: Mapped[str] = mapped_column(String(32))
    """The same for notices about the same thing: the newest replaces the older, here and on the phone."""
    can_wait: Mapped[bool] = mapped_column(default=True)
    """False: it goes before all others, at night too."""
    state: Mapped[State] = mapped_column(default=State.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[UUID | None]
    """Which worker has it on its way. Workers watch each other's; no clock is asked."""
    made_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    """Not before this moment; None: now, whatever the clock says."""
    expires_at: Mapped[datetime]
    """After this moment it is of no use: the appointment has begun, or the news is old."""
    done_at: Mapped[datetime | None]
    status: Mapped[int | None]
    """What the push service answered last; None where it did not."""


class Choices(Personal, Identified, Base):
    """What a person chose about being told."""

    __tablename__ = "push_choices"
    __table_args__ = (wall(), UniqueConstraint("person_id"))

    shows: Mapped[Shows] = mapped_column(default=Shows.NOTHING)
    silent: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The subjects that do not ring; see `notices.kinds`."""
    quiet_from: Mapped[time] = mapped_column(default=QUIET_FROM)
    quiet_until: Mapped[time] = mapped_column(default=QUIET_UNTIL)
    """The same as `quiet_from`: no quiet hours."""
