"""Every read of keys. One's own, viewer first; and, before anybody is known, who a key belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, exists, func, select

from portal.accounts import queries as accounts
from portal.accounts.models import Device, Grant, Municipality, Person
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import STAFF_ROLES, Role, Viewer
from portal.keys.models import OpenIdLink, Passkey, RecoveryCode, SetUpLink, StaffKeys

WORKS_HERE = exists().where(Grant.person_id == Person.id, Grant.role.in_(STAFF_ROLES))
BEFORE_ANYBODY = {"scope": "system: whose key this is"}


@dataclass(frozen=True)
class Keys:
    """What one colleague can sign in with, shown to themselves."""

    name: str
    has_password: bool
    codes_left: int
    passkeys: Sequence[Passkey]
    devices: Sequence[Device]
    openid: Sequence[OpenIdLink]
    """Where they are known at an identity provider."""


def own_keys(viewer: Viewer) -> Keys:
    """The viewer's own keys and sign-ins."""
    keys = keys_of(viewer.person_id)
    return Keys(
        name=keys.name if keys else "",
        has_password=bool(keys and keys.password_hash),
        codes_left=codes_left(viewer.person_id),
        passkeys=passkeys_of(viewer.person_id),
        devices=accounts.devices(viewer, viewer.person_id),
        openid=db.session.scalars(
            select(OpenIdLink).where(OpenIdLink.person_id == viewer.person_id).execution_options(scope="viewer: my own")
        ).all(),
    )


def keys_of(person_id: UUID) -> StaffKeys | None:
    """The sign-in name and password of a person, locked where this is a change."""
    return db.session.scalar(
        select(StaffKeys)
        .where(StaffKeys.person_id == person_id)
        .with_for_update()
        .execution_options(scope="viewer or system: asked for one person")
    )


def codes_left(person_id: UUID) -> int:
    """How many recovery codes are not used yet."""
    statement = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id)
    return db.session.scalar(statement.execution_options(scope="viewer: my own")) or 0


def passkeys_of(person_id: UUID, device_id: UUID | None = None) -> Sequence[Passkey]:
    """The passkeys that sign a person in, or those that open one of their devices."""
    return db.session.scalars(
        select(Passkey)
        .where(Passkey.person_id == person_id, Passkey.device_id == device_id)
        .order_by(Passkey.made_at)
        .execution_options(scope="viewer: my own")
    ).all()


def every_passkey_of(person_id: UUID) -> Sequence[Passkey]:
    """All of a person's passkeys, whatever they open."""
    statement = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.made_at)
    return db.session.scalars(statement.execution_options(scope="system: rights of the person")).all()


def passkey_in(credential_id: str) -> Passkey | None:
    """The passkey of somebody who signs in with it; none that only opens a device."""
    return db.session.scalar(
        select(Passkey)
        .where(Passkey.credential_id == credential_id, Passkey.device_id.is_(None))
        .with_for_update()
        .execution_options(**BEFORE_ANYBODY)
    )


def colleague_named(name: str) -> StaffKeys | None:
    """Who signs in with this name; only somebody who still works for the municipality."""
    return db.session.scalar(
        select(StaffKeys)
        .join(Person, Person.id == StaffKeys.person_id)
        .where(StaffKeys.name == name, Person.active, WORKS_HERE)
        .with_for_update(of=StaffKeys)
        .execution_options(**BEFORE_ANYBODY)
    )


def holder_of_name(name: str) -> UUID | None:
    """Who has this sign-in name, also somebody who works here no more."""
    statement = select(StaffKeys.person_id).where(StaffKeys.name == name)
    return db.session.scalar(statement.execution_options(**BEFORE_ANYBODY))


def person_at_work(person_id: UUID) -> Person | None:
    """A person who may sign in as staff: active, with a role."""
    statement = select(Person).where(Person.id == person_id, Person.active, WORKS_HERE)
    return db.session.scalar(statement.execution_options(**BEFORE_ANYBODY))


def participant(person_id: UUID) -> Person | None:
    """An active person who is a participant."""
    takes_part = exists().where(Grant.person_id == Person.id, Grant.role == Role.PARTICIPANT)
    statement = select(Person).where(Person.id == person_id, Person.active, takes_part)
    return db.session.scalar(statement.execution_options(**BEFORE_ANYBODY))


def own_person(viewer: Viewer) -> Person:
    """The viewer as a person."""
    return accounts.person(viewer, viewer.person_id)


def pin_device(viewer: Viewer) -> UUID:
    """The device of this sign-in, if it has a PIN: a fingerprint stands beside a PIN and never alone."""
    statement = select(Device.id).where(Device.id == viewer.device_id, Device.pin_hash.is_not(None))
    return found(db.session.scalar(statement.execution_options(scope="viewer: my own")))


def set_up_link(secret_hash: str) -> SetUpLink | None:
    """The link with this secret, whatever its state, locked where this is a change."""
    return db.session.scalar(
        select(SetUpLink)
        .where(SetUpLink.secret_hash == secret_hash)
        .with_for_update()
        .execution_options(**BEFORE_ANYBODY)
    )


def linked(issuer: str, subject: str) -> UUID | None:
    """Who this is at an identity provider."""
    return db.session.scalar(
        select(OpenIdLink.person_id)
        .where(OpenIdLink.issuer == issuer, OpenIdLink.subject == subject)
        .execution_options(**BEFORE_ANYBODY)
    )


def colleagues(viewer: Viewer) -> Sequence[Row[Person, str | None, int, bool]]:
    """Everybody who works for the viewer's municipality: sign-in name, how many passkeys, whether a password."""
    if not viewer.has(Role.BEHEERDER):
        raise NotFound
    passkeys = (
        select(func.count())
        .select_from(Passkey)
        .where(Passkey.person_id == Person.id, Passkey.device_id.is_(None))
        .scalar_subquery()
    )
    return db.session.execute(
        select(Person, StaffKeys.name, passkeys, StaffKeys.password_hash.is_not(None))
        .outerjoin(StaffKeys, StaffKeys.person_id == Person.id)
        .where(Person.municipality_id == viewer.municipality_id, Person.active, WORKS_HERE)
        .order_by(Person.family_name, Person.given_name)
        .execution_options(scope="viewer: a beheerder's colleagues")
    ).all()


def colleague(viewer: Viewer, person_id: UUID) -> Person:
    """A colleague whose way in a beheerder may open or close; raises `NotFound` for anybody else."""
    if not viewer.has(Role.BEHEERDER):
        raise NotFound
    someone = found(person_at_work(person_id))
    if someone.municipality_id != viewer.municipality_id:
        raise NotFound
    return someone


def municipality_name(person: Person) -> str:
    """Where a person belongs: one of the words that others know of them."""
    return db.session.get_one(Municipality, person.municipality_id).name
