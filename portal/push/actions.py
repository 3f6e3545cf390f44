"""Letting a phone be rung and not, choosing, and putting on its way what a phone is to be told."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.accounts import queries as accounts
from portal.accounts import secrets
from portal.accounts.models import Device
from portal.core import clock, frame, when
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.viewer import Viewer
from portal.core.wake import wake_worker
from portal.notices import kinds
from portal.notices.models import InboxNotice
from portal.push import blocks, queries
from portal.push.endpoints import Endpoint
from portal.push.models import (
    PHONES_AT_MOST,
    QUIET_FROM,
    QUIET_UNTIL,
    Choices,
    Delivery,
    Service,
    Shows,
    State,
    Subscription,
)

OF_USE_FOR = timedelta(hours=72)
"""A ring about something that has no hour of its own: a phone may be off for a weekend."""
KEPT_AFTER_THE_END = timedelta(days=30)
SYSTEM = {"scope": "system: the doorbell", "synchronize_session": False}
OPEN = (State.QUEUED, State.SENDING)
CHUNK = 500


class Taken(Exception):
    """This endpoint belongs to somebody else's browser: its secret is another one."""


def subscribe(token: str, endpoint: Endpoint, key: str, auth: str, now: datetime) -> None:
    """The device with this token may be rung at this endpoint, which was looked up before.

    A browser has one subscription, whoever is signed in: who shows its secret takes it along. Raises `Taken` where the
    secret is another one, `Refused` where it is no subscription, and `NotFound` where nobody is signed in.
    """
    device = accounts.device_by_token(secrets.hashed(token))
    if device is None or device.pin_hash is None:
        raise NotFound
    key, auth = _canonical(key, 65), _canonical(auth, 16)
    known = db.session.scalar(_held(Subscription.endpoint == endpoint.url))
    if known is not None and known.auth != auth:
        raise Taken
    if known is not None and known.device_id == device.id:
        known.key, known.gone_at = key, None
        return
    gone = or_(Subscription.endpoint == endpoint.url, Subscription.device_id == device.id)
    db.session.execute(delete(Subscription).where(gone).execution_options(**SYSTEM))
    _refuse_too_many(device, now)
    _know_service(endpoint.host)
    db.session.add(
        Subscription(
            person_id=device.person_id,
            municipality_id=device.municipality_id,
            device_id=device.id,
            service=endpoint.host,
            endpoint=endpoint.url,
            key=key,
            auth=auth,
            made_at=now,
        )
    )


def _held(which: Any) -> Any:
    return select(Subscription).where(which).with_for_update().execution_options(**SYSTEM)


def _canonical(value: str, length: int) -> str:
    """A key or secret as browsers write it; raises `Refused` for anything else."""
    try:
        raw = base64.b64decode(value.encode("ascii") + b"=" * (-len(value) % 4), altchars=b"-_", validate=True)
        if len(raw) != length:
            raise ValueError
        if length == 65:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        raise Refused(N_("This browser cannot get notices.")) from None
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _refuse_too_many(device: Device, now: datetime) -> None:
    """Ten phones; of those that listen no more none counts."""
    counted = (
        select(func.count())
        .select_from(Subscription)
        .join(Device, Device.id == Subscription.device_id)
        .where(
            Subscription.person_id == device.person_id,
            Subscription.gone_at.is_(None),
            Device.ended_at.is_(None),
            Device.expires_at > now,
        )
        .execution_options(**SYSTEM)
    )
    if (db.session.scalar(counted) or 0) >= PHONES_AT_MOST:
        raise Refused(N_("Ten phones get your notices already. Turn notices off on one of them first."))


def _know_service(host: str) -> None:
    # Two phones may be the first of their service at the same moment.
    statement = (sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert)(Service)
    db.session.execute(statement.values(host=host, failures=0, refusals=0).on_conflict_do_nothing())


def unsubscribe(actor: Viewer) -> None:
    """The phone that the actor holds rings no more."""
    db.session.execute(
        delete(Subscription)
        .where(Subscription.device_id == actor.device_id, Subscription.person_id == actor.person_id)
        .execution_options(**queries.MINE)
    )


def choose(actor: Viewer, shows: str, ringing: Iterable[str], quiet_from: time, quiet_until: time) -> None:
    """What rings, when it is quiet, and what may show on a locked screen."""
    try:
        shown = Shows(shows)
    except ValueError:
        raise NotFound from None
    ringing = set(ringing)
    row = db.session.scalar(queries.CHOICES, {"person": actor.person_id})
    if row is None:
        row = Choices(person_id=actor.person_id, municipality_id=actor.municipality_id)
        db.session.add(row)
    row.shows, row.quiet_from, row.quiet_until = shown, quiet_from, quiet_until
    row.silent = [each.key for each in kinds.subjects() if each.key not in ringing]


def send_test(actor: Viewer, now: datetime) -> None:
    """A notice to the phone that the actor holds and to no other, at whatever hour; raises `Refused` if it has none."""
    row = db.session.execute(queries.THIS_PHONE, {"device": actor.device_id, "person": actor.person_id}).one_or_none()
    if row is None or row.gone_at is not None:
        raise Refused(N_("This phone does not get notices yet."))
    notice_id = uuid4()
    db.session.add(
        InboxNotice(
            id=notice_id,
            person_id=actor.person_id,
            municipality_id=actor.municipality_id,
            kind=blocks.TEST,
            values={},
            link=blocks.LINK,
            at=now,
        )
    )
    db.session.flush()
    _queue([_delivery(row.id, notice_id, _topic(blocks.LINK, actor.person_id), now, urgent=True)])


def ring(notices: Sequence[Mapping[str, Any]]) -> None:
    """Put notices that were just stored on their way to their people's phones, in the same transaction."""
    now = clock.now()
    phones = defaultdict(list)
    for phone in queries.subscriptions_to_ring({each["person_id"] for each in notices}, now):
        phones[phone["person_id"]].append(phone)
    rows = [_to_phone(notice, phone, now) for notice in notices for phone in phones[notice["person_id"]]]
    _queue([row for row in rows if row])


def _to_phone(notice: Mapping[str, Any], phone: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """The delivery of a notice to a phone; None where its person wants none, or it would come too late."""
    kind, values = notice["kind"], notice["values"]
    subject = kinds.subject(kind)
    moments = kinds.moments(kind, values)
    expires = min([now + OF_USE_FOR, *moments[-1:]])
    if expires <= now or (subject.key in (phone["silent"] or ()) and not subject.always):
        return None
    urgent = kinds.cannot_wait(kind, values, now)
    topic = _topic(notice["link"] or kind, notice["person_id"])
    row = _delivery(phone["id"], notice["id"], topic, now, urgent=urgent, expires=expires)
    if not urgent and phone["quiet_from"] is not None:
        row["next_at"] = quiet_until(now, phone["quiet_from"], phone["quiet_until"])
    elif not urgent:
        row["next_at"] = quiet_until(now)
    return row


def _delivery(
    subscription: UUID, notice: UUID, topic: str, now: datetime, *, urgent: bool, expires: datetime | None = None
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "notice_id": notice,
        "subscription_id": subscription,
        "topic": topic,
        "can_wait": not urgent,
        "state": State.QUEUED,
        "attempts": 0,
        "made_at": now,
        "next_at": None,
        "expires_at": expires or now + OF_USE_FOR,
    }


def quiet_until(now: datetime, begins: time = QUIET_FROM, ends: time = QUIET_UNTIL) -> datetime | None:
    """When the quiet hours end in which a moment lies, by the clocks of the Netherlands; None where it is in none."""
    local = when.local(now)
    hour = local.time()
    is_quiet = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
    if not is_quiet:
        return None
    day = local.date() if hour < ends else local.date() + timedelta(days=1)
    return when.instant(day, ends)


def _topic(about: str, person_id: UUID) -> str:
    """Names what a notice is about to push services, who can read nothing in it: 32 characters of base64url."""
    digest = hashlib.blake2b(about.encode(), digest_size=24, key=person_id.bytes).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _queue(rows: list[dict[str, Any]]) -> None:
    """Store deliveries; what waits about the same thing for the same phone is replaced."""
    if not rows:
        return
    now = rows[0]["made_at"]
    for first in range(0, len(rows), CHUNK):
        chunk = rows[first : first + CHUNK]
        db.session.execute(
            update(Delivery)
            .where(
                Delivery.state == State.QUEUED,
                Delivery.subscription_id.in_({row["subscription_id"] for row in chunk}),
                Delivery.topic.in_({row["topic"] for row in chunk}),
            )
            .values(state=State.DROPPED, done_at=now)
            .execution_options(**SYSTEM)
        )
        db.session.execute(insert(Delivery).execution_options(**SYSTEM), chunk)
    frame.after_commit(lambda: wake_worker("ring"))


def forget_device(device_id: UUID) -> None:
    """A device was signed out: nothing more is sent to it, from the same moment on."""
    mine = delete(Subscription).where(Subscription.device_id == device_id)
    db.session.execute(mine.execution_options(**SYSTEM))


def forget_dead(now: datetime) -> None:
    """Remove subscriptions of phones that were signed out, and deliveries that ended long ago."""
    ended = select(Device.id).where(or_(Device.ended_at.is_not(None), Device.expires_at <= now))
    before = now - KEPT_AFTER_THE_END
    for statement in (
        delete(Subscription).where(or_(Subscription.device_id.in_(ended), Subscription.gone_at < before)),
        delete(Delivery).where(Delivery.done_at < before),
    ):
        db.session.execute(statement.execution_options(**SYSTEM))
