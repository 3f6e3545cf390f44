"""Reading how a person's phones ring, and how the sending goes. Nobody sees where a phone is reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, or_, select

from portal.accounts.models import Device, Person
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.notices import kinds
from portal.push.models import QUIET_FROM, QUIET_UNTIL, Choices, Delivery, Service, Shows, State, Subscription

MINE = {"scope": "viewer: my own phones and choices"}
SYSTEM = {"scope": "system: how the sending goes"}
LATE_AFTER = timedelta(minutes=5)
NOT_LATER_THAN = timedelta(hours=16)
"""Longer than anything is ever made to wait: a moment further away was set by a clock that has been put back."""

LISTENS = and_(
    Subscription.gone_at.is_(None),
    Device.ended_at.is_(None),
    Device.expires_at > bindparam("now"),
    Person.active,
)
"""The phone may be rung: its person is signed in on it, and its push service knows it."""
DUE = and_(
    Delivery.state == State.QUEUED,
    or_(
        Delivery.next_at.is_(None),
        Delivery.next_at <= bindparam("now"),
        Delivery.next_at > bindparam("too_far"),
    ),
)
AWAKE = or_(
    Service.resting_until.is_(None),
    Service.resting_until <= bindparam("now"),
    Service.resting_until > bindparam("too_far"),
)
THIS_PHONE = (
    select(Subscription.id, Subscription.made_at, Subscription.last_ok, Subscription.last_failure, Subscription.gone_at)
    .where(Subscription.device_id == bindparam("device"), Subscription.person_id == bindparam("person"))
    .execution_options(**MINE)
)
CHOICES = select(Choices).where(Choices.person_id == bindparam("person")).execution_options(**MINE)
TO_RING = (
    select(
        Subscription.id,
        Subscription.person_id,
        Choices.silent,
        Choices.quiet_from,
        Choices.quiet_until,
    )
    .join(Device, Device.id == Subscription.device_id)
    .join(Person, Person.id == Subscription.person_id)
    .outerjoin(Choices, Choices.person_id == Subscription.person_id)
    .where(Subscription.person_id.in_(bindparam("people", expanding=True)), LISTENS)
    .execution_options(scope="system: whose phones ring")
)
LATE = (
    select(func.count())
    .select_from(Delivery)
    .join(Subscription, Subscription.id == Delivery.subscription_id)
    .join(Service, Service.host == Subscription.service)
    .where(
        Delivery.expires_at > bindparam("now"),
        or_(
            and_(
                DUE,
                func.coalesce(Delivery.next_at, Delivery.made_at) < bindparam("late"),
                AWAKE,
            ),
            and_(Delivery.state == State.SENDING, Delivery.made_at < bindparam("late")),
        ),
    )
    .execution_options(**SYSTEM)
)
ALARMED = select(exists().where(Service.alarm_at.is_not(None)))
SERVICES = select(Service).order_by(Service.host)
FAILED = (
    select(func.count())
    .select_from(Delivery)
    .where(Delivery.state == State.FAILED, Delivery.done_at > bindparam("since"))
    .execution_options(**SYSTEM)
)


@dataclass(frozen=True, slots=True)
class Phone:
    """How the phone that the viewer holds is told."""

    rings: bool
    was_known: bool
    """It rang before and does no more."""
    last_ok: datetime | None
    """When its push service last took something for it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose, or what holds until they do."""

    shows: Shows = Shows.NOTHING
    silent: frozenset[str] = frozenset()
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL

    @property
    def is_quiet(self) -> bool:
        """Whether there are hours in which it is."""
        return self.quiet_from != self.quiet_until


@dataclass(frozen=True, slots=True)
class Sending:
    """How the sending goes, for who keeps the installation."""

    late: int
    failed: int
    """Within the last day."""
    services: list[Service] = field(default_factory=list)


def moments(now: datetime) -> dict[str, Any]:
    """What the conditions above ask of the clock."""
    return {"now": now, "too_far": now + NOT_LATER_THAN}


def this_phone(viewer: Viewer) -> Phone:
    """Whether the device that the viewer holds gets notices."""
    row = db.session.execute(THIS_PHONE, {"device": viewer.device_id, "person": viewer.person_id}).one_or_none()
    if row is None:
        return Phone(rings=False, was_known=False, last_ok=None)
    return Phone(rings=row.gone_at is None, was_known=row.gone_at is not None, last_ok=row.last_ok)


def chosen(viewer: Viewer) -> Chosen:
    """What the viewer chose."""
    row = db.session.scalar(CHOICES, {"person": viewer.person_id})
    if row is None:
        return Chosen()
    known = {each.key for each in kinds.subjects()}
    return Chosen(row.shows, frozenset(row.silent) & known, row.quiet_from, row.quiet_until)


def late(now: datetime) -> int:
    """How many deliveries should have gone out five minutes ago, and could have."""
    return db.session.scalar(LATE, {**moments(now), "late": now - LATE_AFTER}) or 0


def is_refused() -> bool:
    """Whether a push service takes our key no more."""
    return bool(db.session.scalar(ALARMED))


def sending(viewer: Viewer, now: datetime) -> Sending:
    """How the sending goes: numbers and services, nothing about people."""
    if not viewer.has(Role.BEHEERDER):
        return Sending(0, 0)
    failed = db.session.scalar(FAILED, {"since": now - timedelta(days=1)}) or 0
    return Sending(late(now), failed, list(db.session.scalars(SERVICES)))


def subscriptions_to_ring(people: set[UUID], now: datetime) -> list[Mapping[str, Any]]:
    """The phones of these people that ring, each with what its person chose."""
    rows = db.session.execute(TO_RING, {"people": list(people), "now": now})
    return [row._mapping for row in rows]  # type: ignore[misc]
