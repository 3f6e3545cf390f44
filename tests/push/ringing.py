"""Telling people something, and what became of it on the way to their phones."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from portal.core import frame, outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.push.models import Delivery, Service

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CANARY = "Selam Kanarie"
SYSTEM = {"scope": "system: test"}


def tell(*those, link="/announcements", kind="announcements.new-contact", **values):
    with frame.change():
        for person in those:
            outbox.put(Notice(person.id, kind, values or {"name": CANARY}, link))


def states():
    return list(db.session.scalars(select(Delivery.state).execution_options(**SYSTEM)))


def delivery():
    return db.session.scalars(select(Delivery).execution_options(**SYSTEM, populate_existing=True)).one()


def make_due():
    """Let the time that was to be waited be over."""
    with frame.change():
        db.session.execute(update(Delivery).values(next_at=None).execution_options(**SYSTEM))
        db.session.execute(update(Service).values(resting_until=None))
