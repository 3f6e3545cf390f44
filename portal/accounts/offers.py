"""What accounts give the house."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select

from portal.accounts.models import Case, Device, Grant, Invitation, Person
from portal.core.db import db
from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers
from portal.core.once import Done

SCOPE = {"scope": "system: rights of the person"}


def export(person_id: UUID) -> dict[str, Any]:
    """Everything accounts know about a person."""
    person = db.session.get_one(Person, person_id, execution_options=SCOPE)
    devices = db.session.scalars(select(Device).where(Device.person_id == person_id).execution_options(**SCOPE))
    return {
        "name": person.full_name,
        "called": person.called,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "language": person.language,
        "phone": person.phone,
        "devices": [{"label": d.label, "since": d.made_at.isoformat()} for d in devices],
    }


def _devices(before: datetime, really: bool) -> int:
    return _spent(Device, or_(Device.ended_at < before, Device.expires_at < before), really)


def _invitations(before: datetime, really: bool) -> int:
    return _spent(Invitation, Invitation.expires_at < before, really)


def _spent(model: type[Device | Invitation], over: ColumnElement[bool], really: bool) -> int:
    scope = {"scope": "system: retention"}
    if not really:
        return db.session.scalar(select(func.count()).select_from(model).where(over).execution_options(**scope)) or 0
    gone = delete(model).where(over).returning(model.id).execution_options(**scope, synchronize_session=False)
    return len(db.session.execute(gone).all())


def erase(person_id: UUID) -> None:
    """Removes devices with the forms they sent, invitations and cases, and the person's own row last."""
    devices = db.session.scalars(select(Device.id).where(Device.person_id == person_id).execution_options(**SCOPE))
    db.session.execute(delete(Done).where(Done.owner.in_(devices.all())))
    for model in (Device, Invitation, Case, Grant):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**SCOPE))
    db.session.execute(delete(Person).where(Person.id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="accounts",
    participant_menu=MenuEntry("accounts.more", N_("More"), "more"),
    staff_menu=MenuEntry("people.people", N_("People"), "users"),
    export=export,
    erase=erase,
    retention={"accounts.devices": _devices, "accounts.invitations": _invitations},
)
