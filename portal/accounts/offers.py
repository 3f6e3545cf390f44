"""What accounts give the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from portal.accounts import actions, drafts, sign_in
from portal.accounts.models import Device, Person, UrgentAccess
from portal.core import clock
from portal.core.db import db, let_go
from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers

SCOPE = {"scope": "system: rights of the person"}


def export(person_id: UUID) -> dict[str, Any]:
    """Everything accounts know about a person."""
    person = db.session.get_one(Person, person_id, execution_options=SCOPE)
    devices = db.session.scalars(select(Device).where(Device.person_id == person_id).execution_options(**SCOPE))
    urgent = db.session.scalars(
        select(UrgentAccess)
        .where(UrgentAccess.person_id == person_id)
        .order_by(UrgentAccess.at)
        .execution_options(**SCOPE)
    )
    return {
        "name": person.full_name,
        "called": person.called,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "language": person.language,
        "phone": person.phone,
        "devices": [{"label": d.label, "since": d.made_at.isoformat()} for d in devices],
        "urgent_access": [{"at": u.at.isoformat(), "as": u.role, "reason": u.reason} for u in urgent],
    }


def _devices(before: datetime, really: bool) -> int:
    return let_go(Device, or_(Device.ended_at < before, Device.expires_at < before), really)


def _urgent_accesses(before: datetime, really: bool) -> int:
    return let_go(UrgentAccess, UrgentAccess.ends_at < before, really)


def erase(person_id: UUID) -> None:
    """Removes drafts, devices with the forms they sent, and cases, and the person's own row last."""
    actions.forget(person_id)
    db.session.execute(delete(Person).where(Person.id == person_id).execution_options(**SCOPE))


def keep_form(fields: Sequence[tuple[str, str]], path: str) -> str:
    """Keep a form that came while the phone was locked; its person looks at it after the PIN."""
    token = sign_in.held_token()
    kept = token is not None and drafts.keep(token, path, fields, clock.now(), sent=True)
    return "/kept" if kept else ""


OFFERS = Offers(
    room="accounts",
    participant_menu=MenuEntry("accounts.more", N_("More"), "more"),
    keep_form=keep_form,
    export=export,
    erase=erase,
    retention={"accounts.devices": _devices, "accounts.urgent": _urgent_accesses},
    restored=actions.end_all_devices,
)
