"""Taking deliveries that are due, and writing down what came of them. For workers: there is no actor.

A worker puts its own mark, a *lease*, on what it takes. Should it die, another one gives back what bears its mark: it
has then seen the same mark for a while by its own watch. No wall clock is asked, so a clock that jumps neither sends
twice nor leaves anything lying.
"""

import logging
import random
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from portal.accounts.models import Device, Person
from portal.core.db import db
from portal.notices.models import InboxNotice
from portal.push import queries
from portal.push.models import Choices, Delivery, Service, Shows, State, Subscription
from portal.push.payload import Ring
from portal.push.post import Answer, Outcome

log = logging.getLogger("portal.push")

SYSTEM = {"scope": "system: the doorbell", "synchronize_session": False}
WAITS = (30, 120, 600, 3600)
"""Seconds before the second try, the third and so on; the last is repeated until it is of no use any more."""
LONGEST_REST = 6 * 60 * 60
"""Seconds that a service can ask of us at most."""
FAILURES_BEFORE_REST = 5
REFUSALS_BEFORE_ALARM = 3
REFUSALS_BEFORE_REST = 10
REST = 600

TAKEN = (
    select(
        Delivery.id,
        Delivery.subscription_id,
        Delivery.topic,
        Delivery.can_wait,
        Delivery.attempts,
        Delivery.expires_at,
        Subscription.service,
        Subscription.endpoint,
        Subscription.key,
        Subscription.auth,
        Subscription.gone_at,
        Device.ended_at,
        Device.expires_at.label("device_expires_at"),
        Person.active,
        Person.language,
        Choices.shows,
        InboxNotice.id.label("notice_id"),
        InboxNotice.kind,
        InboxNotice.values,
        InboxNotice.read_at,
    )
    .join(Subscription, Subscription.id == Delivery.subscription_id)
    .join(Service, Service.host == Subscription.service)
    .join(Device, Device.id == Subscription.device_id)
    .join(Person, Person.id == Subscription.person_id)
    .join(InboxNotice, InboxNotice.id == Delivery.notice_id)
    .outerjoin(Choices, Choices.person_id == Subscription.person_id)
    .where(
        queries.DUE,
        queries.AWAKE,
        Subscription.service.not_in(bindparam("full", expanding=True)),
    )
    .order_by(Delivery.can_wait, Delivery.made_at)
    .limit(bindparam("most"))
    .with_for_update(of=Delivery, skip_locked=True)
    .execution_options(scope="system: the doorbell")
)
LEASES = (
    select(Delivery.lease).where(Delivery.state == State.SENDING).distinct().execution_options(scope="system: doorbell")
)


class Watch:
    """Notices which other workers have stopped: their marks stay."""

    def __init__(self, patience: float = 60.0) -> None:
        self.patience = patience
        """Seconds; more than a message can take at most."""
        self._seen: dict[UUID | None, float] = {}

    def stopped(self, leases: Collection[UUID | None], own: UUID) -> list[UUID | None]:
        """Of these leases those that have been seen, unchanged, for longer than a worker can take."""
        now = time.monotonic()
        self._seen = {lease: self._seen.get(lease, now) for lease in leases if lease != own}
        return [lease for lease, since in self._seen.items() if now - since >= self.patience]


@dataclass(frozen=True)
class Due:
    """A delivery that this worker has taken."""

    id: UUID
    subscription_id: UUID
    service: str
    endpoint: str
    key: str
    auth: str
    attempts: int
    urgent: bool
    expires_at: datetime
    ring: Ring


@dataclass(frozen=True)
class Result:
    """What came of a delivery. None as answer: its service rests, and it was not tried."""

    due: Due
    answer: Answer | None


def give_back(watch: Watch, own: UUID) -> int:
    """Give back what workers that have stopped had on its way. Says how much that was."""
    stopped = watch.stopped(db.session.scalars(LEASES).all(), own)
    if not stopped:
        return 0
    result: Any = db.session.execute(
        update(Delivery)
        .where(Delivery.state == State.SENDING, Delivery.lease.in_(stopped))
        .values(state=State.QUEUED, lease=None)
        .execution_options(**SYSTEM)
    )
    return int(result.rowcount)


def take(lease: UUID, now: datetime, most: int, full: Collection[str]) -> list[Due]:
    """Take what is due, urgent first and oldest first, but nothing for services that have enough to do.

    What nobody needs to be told any more is dropped on the way: it was read, its hour has passed, or its phone was
    signed out.
    """
    keys = {**queries.moments(now), "most": most, "full": list(full)}
    rows = db.session.execute(TAKEN, keys).all()
    unwanted = [row.id for row in rows if not _is_wanted(row, now)]
    wanted = [row for row in rows if _is_wanted(row, now)]
    _mark(unwanted, state=State.DROPPED, done_at=now)
    _mark([row.id for row in wanted], state=State.SENDING, lease=lease, attempts=Delivery.attempts + 1)
    return [
        Due(
            row.id,
            row.subscription_id,
            row.service,
            row.endpoint,
            row.key,
            row.auth,
            row.attempts + 1,
            not row.can_wait,
            row.expires_at,
            Ring(row.notice_id, row.kind, row.values, row.topic, row.language, row.shows or Shows.NOTHING),
        )
        for row in rows
        if _is_wanted(row, now)
    ]


def _is_wanted(row: Any, now: datetime) -> bool:
    listens = row.gone_at is None and row.ended_at is None and row.device_expires_at > now and row.active
    return bool(listens and row.read_at is None and row.expires_at > now)


def _mark(ids: Sequence[UUID], **values: Any) -> None:
    if ids:
        statement = update(Delivery).where(Delivery.id.in_(ids)).values(**values)
        db.session.execute(statement.execution_options(**SYSTEM))


def settle(results: Sequence[Result], now: datetime) -> None:
    """Write down what came of deliveries, all at once."""
    hosts = {each.due.service for each in results if each.answer}
    services = {s.host: s for s in db.session.scalars(_services(hosts))} if hosts else {}
    accepted = [each.due for each in results if each.answer and each.answer.outcome is Outcome.ACCEPTED]
    _accept(accepted, now)
    for result in results:
        if result.answer is None:
            values: dict[str, Any] = {"attempts": Delivery.attempts - 1}
            _mark([result.due.id], state=State.QUEUED, lease=None, **values)
            continue
        service = services[result.due.service]
        if result.answer.outcome is Outcome.ACCEPTED:
            service.failures = service.refusals = 0
            service.alarm_at, service.last_ok = None, now
        else:
            _not_accepted(result.due, result.answer, service, now)


def _services(hosts: Collection[str]) -> Any:
    return select(Service).where(Service.host.in_(hosts)).order_by(Service.host).with_for_update()


def _accept(dues: Sequence[Due], now: datetime) -> None:
    if dues:  # the subscriptions first, always: who removes one locks in this order too
        ids = {due.subscription_id for due in dues}
        statement = update(Subscription).where(Subscription.id.in_(ids)).values(last_ok=now, last_failure=None)
        db.session.execute(statement.execution_options(**SYSTEM))
    _mark([due.id for due in dues], state=State.ACCEPTED, lease=None, done_at=now, status=None)


def _not_accepted(due: Due, answer: Answer, service: Service, now: datetime) -> None:
    if answer.outcome is Outcome.GONE or (answer.outcome is Outcome.REFUSED and _only_this_one(due, service)):
        _end_subscription(due, answer, now)
        return
    _subscription(due, last_failure=now)
    if answer.outcome in {Outcome.WRONG, Outcome.TOO_LARGE}:
        log.warning("%s answered %s and is not asked again", service.host, answer.status)
        _mark([due.id], state=State.FAILED, lease=None, done_at=now, status=answer.status)
        return
    if answer.outcome is Outcome.REFUSED:
        _refused(service, now)
    else:
        _failed(service, answer, now)
    _again(due, answer, now)


def _only_this_one(due: Due, service: Service) -> bool:
    """Whether the service has taken our key for another phone since it refused it for this one."""
    refused_at = db.session.scalar(
        select(Subscription.last_failure)
        .where(Subscription.id == due.subscription_id)
        .execution_options(scope="system: the doorbell")
    )
    return bool(due.attempts > 1 and refused_at and service.last_ok and service.last_ok > refused_at)


def _end_subscription(due: Due, answer: Answer, now: datetime) -> None:
    """Its push service knows it no more: never again, whatever else is waiting for it."""
    _subscription(due, gone_at=now, last_failure=now)
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.subscription_id == due.subscription_id,
            (Delivery.state == State.QUEUED) | (Delivery.id == due.id),
        )
        .values(state=State.GONE, lease=None, done_at=now, status=answer.status)
        .execution_options(**SYSTEM)
    )


def _subscription(due: Due, **values: Any) -> None:
    statement = update(Subscription).where(Subscription.id == due.subscription_id).values(**values)
    db.session.execute(statement.execution_options(**SYSTEM))


def _refused(service: Service, now: datetime) -> None:
    """One alarm, however many phones: either our key is not taken any more, or these few are of another one."""
    service.refusals += 1
    if service.refusals >= REFUSALS_BEFORE_ALARM and service.alarm_at is None:
        service.alarm_at = now
        log.error("%s does not take our key (VAPID): is vapid-key.pem the one that was there before?", service.host)
    if service.refusals >= REFUSALS_BEFORE_REST:
        _rest(service, now, REST)


def _failed(service: Service, answer: Answer, now: datetime) -> None:
    service.failures += 1
    if answer.outcome is Outcome.BUSY:
        _rest(service, now, answer.wait if answer.wait is not None else WAITS[0])
    elif service.failures >= FAILURES_BEFORE_REST:
        _rest(service, now, min(WAITS[0] * 2 ** (service.failures // FAILURES_BEFORE_REST - 1), REST))


def _rest(service: Service, now: datetime, seconds: float) -> None:
    until = now + timedelta(seconds=min(seconds, LONGEST_REST))
    service.resting_until = max(until, service.resting_until or until)


def _again(due: Due, answer: Answer, now: datetime) -> None:
    """Later, with some chance in it so that not all come back at once; not at all where that is too late."""
    wait = WAITS[min(due.attempts, len(WAITS)) - 1] * random.uniform(0.75, 1.25)  # noqa: S311 - spreads, hides nothing
    if answer.wait is not None:
        wait = min(answer.wait, LONGEST_REST) + random.uniform(0, 5)  # noqa: S311
    next_at = now + timedelta(seconds=wait)
    if next_at >= due.expires_at:
        _mark([due.id], state=State.FAILED, lease=None, done_at=now, status=answer.status)
    else:
        _mark([due.id], state=State.QUEUED, lease=None, next_at=next_at, status=answer.status)
