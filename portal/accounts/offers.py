"""What accounts give the house."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.accounts.models import Case, Device, Grant, Invitation, Person
from portal.core.db import db
from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers

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


def erase(person_id: UUID) -> None:
    """Removes devices, invitations and cases, and the person's own row last."""
    for model in (Device, Invitation, Case, Grant):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**SCOPE))
    db.session.execute(delete(Person).where(Person.id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="accounts",
    participant_menu=MenuEntry("accounts.more", N_("More"), "more"),
    export=export,
    erase=erase,
)
