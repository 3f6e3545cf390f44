"""Every read of people and devices. Who may see whom is decided in `sight`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from portal.accounts import sight
from portal.accounts.models import Case, Device, Grant, Locking, Municipality, Person
from portal.accounts.sight import Purpose
from portal.core import clock
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import STAFF_ROLES, Role, Viewer

_worker = aliased(Person)

ANSWER_LOST_FOR = timedelta(minutes=2)

HELD = or_(
    Device.token_hash == bindparam("token_hash"),
    and_(Device.token_before == bindparam("token_hash"), Device.token_changed_at > bindparam("lost_since")),
)
"""The token is the device's, or was a moment ago: a phone with a bad network may never hear of its new one."""

OPENS_SOMETHING = (Device.ended_at.is_(None), Device.waits.is_(False))

SIGNED_IN = (
    select(
        Device.id,
        Device.token_hash,
        Device.pin_hash,
        Device.strong,
        Device.waits,
        Device.pictures,
        Device.nickname,
        Person.id.label("person_id"),
        Person.municipality_id,
        Person.given_name,
        Person.called,
        Person.language,
        Person.text_size,
        Person.locking,
        Grant.municipality_id.label("serves"),
        Grant.role,
        Grant.language.label("answers_in"),
    )
    .join(Person, Person.id == Device.person_id)
    .join(Grant, Grant.person_id == Person.id)
    .where(
        HELD,
        Device.ended_at.is_(None),
        Device.expires_at > bindparam("now"),
        Person.active,
    )
    .execution_options(scope="system: who holds this device's token")
)

CONTACTS = (
    select(_worker.id, _worker.given_name, _worker.called, _worker.phone, _worker.about, Case.role)
    .join(_worker, _worker.id == Case.worker_id)
    .where(
        Case.person_id == bindparam("person"),
        Case.since <= bindparam("today"),
        or_(Case.until.is_(None), Case.until >= bindparam("today")),
        _worker.active,
    )
    .order_by(Case.role.desc(), Case.since)
    .execution_options(scope="viewer: who works for me")
)

HOLDERS = (
    select(Person.id)
    .join(Grant, Grant.person_id == Person.id)
    .where(
        Grant.municipality_id == bindparam("municipality"),
        Grant.role.in_(bindparam("roles", expanding=True)),
        Person.active,
    )
    .distinct()
    .execution_options(scope="system: who is told of something")
)

CULTUURVERBINDERS = (
    select(Person.id, Person.given_name, Person.called, Person.phone, Person.about, Grant.role)
    .join(Grant, Grant.person_id == Person.id)
    .where(
        Grant.role == Role.CULTUURVERBINDER,
        Grant.municipality_id == bindparam("municipality"),
        Grant.language == bindparam("language"),
        Person.active,
    )
    .order_by(Person.given_name)
    .execution_options(scope="viewer: who speaks my language")
)


@dataclass(frozen=True)
class Contact:
    """Somebody a participant can turn to."""

    person_id: UUID
    name: str
    role: Role
    phone: str
    hours: str


class LockAfter(NamedTuple):
    """Seconds."""

    out_of_sight: int
    unused: int


@dataclass(frozen=True)
class SignedIn:
    """What a device's token stands for."""

    viewer: Viewer
    has_pin: bool
    strong: bool
    """Signed in as staff do, with no PIN to unlock it."""
    waits: bool
    """Whether nobody has confirmed yet that this is the person's phone."""
    locking: Locking
    pictures: str
    nickname: str
    is_current: bool
    """False where the device has a newer token: this one may ask for the PIN, and nothing else."""

    @property
    def lock_after(self) -> LockAfter:
        """When it locks by itself. Staff look at other programs all day, with nobody else at their screen."""
        out_of_sight = self.locking.out_of_sight if self.viewer.is_participant else self.locking.unused
        return LockAfter(out_of_sight, self.locking.unused)


def signed_in(token_hash: str, *, staff_by_pin: bool = False) -> SignedIn | None:
    """Who holds the device with this token; None where it has ended or never was.

    A PIN opens what is a participant's own. The rights of staff need a strong sign-in, except in the demo.
    """
    found_rows = db.session.execute(SIGNED_IN, {**_held(token_hash), "now": clock.now()}).all()
    rows = [r for r in found_rows if r.strong or staff_by_pin or r.role is Role.PARTICIPANT]
    if not rows:
        return None
    row = rows[0]
    viewer = Viewer(
        person_id=row.person_id,
        municipality_id=row.municipality_id,
        roles=frozenset(r.role for r in rows),
        serves=frozenset(r.serves for r in rows),
        language=row.language,
        text_size=row.text_size,
        first_name=row.called or row.given_name,
        device_id=row.id,
        answers=frozenset((r.serves, r.answers_in) for r in rows if r.answers_in),
    )
    return SignedIn(
        viewer,
        has_pin=row.pin_hash is not None,
        waits=row.waits,
        locking=row.locking,
        pictures=row.pictures,
        nickname=row.nickname,
        strong=row.strong,
        is_current=row.token_hash == token_hash,
    )


def _held(token_hash: str) -> dict[str, Any]:
    return {"token_hash": token_hash, "lost_since": clock.now() - ANSWER_LOST_FOR}


def contacts(viewer: Viewer) -> list[Contact]:
    """Who works for the viewer, regisseur first, and then who speaks their language."""
    shared = db.session.execute(
        CULTUURVERBINDERS, {"municipality": viewer.municipality_id, "language": viewer.language}
    )
    return [*workers_of(viewer.person_id), *map(_contact, shared)]


def workers_of(person_id: UUID) -> list[Contact]:
    """Who works for a person today, regisseur first; for themselves, and for who may see them by name."""
    return [_contact(row) for row in db.session.execute(CONTACTS, {"person": person_id, "today": clock.today()})]


def _contact(row: Row[UUID, str, str, str, str, Role]) -> Contact:
    return Contact(row.id, row.called or row.given_name, row.role, row.phone, row.about)


def cultuurverbinders(municipality_id: UUID, language: str) -> list[Contact]:
    """Who answers in a language for a municipality: volunteers whom everybody there may know."""
    rows = db.session.execute(CULTUURVERBINDERS, {"municipality": municipality_id, "language": language})
    return [Contact(row.id, row.called or row.given_name, row.role, row.phone, row.about) for row in rows]


def visible_people(viewer: Viewer, purpose: Purpose = Purpose.FILE) -> Select[Person]:
    """Everybody whom the viewer may see for this purpose, see `sight`."""
    may_see = sight.people(viewer, purpose)
    return select(Person).where(may_see, Person.active).execution_options(scope="viewer: people I may see")


def person(viewer: Viewer, person_id: UUID) -> Person:
    """One person whose file the viewer may open; raises `NotFound` otherwise."""
    return found(db.session.scalar(visible_people(viewer).where(Person.id == person_id)))


TO_LET_IN = (
    exists().where(Grant.person_id == Person.id, Grant.role == Role.PARTICIPANT),
    ~exists().where(Grant.person_id == Person.id, Grant.role.in_(STAFF_ROLES)),
)
"""Of the people whose file is open to the viewer, those whose way in is too; see `person_to_let_in`."""


def person_to_let_in(viewer: Viewer, person_id: UUID) -> Person:
    """A participant whose way in the viewer may open or close; raises `NotFound` for anybody else.

    Not a colleague, nor a participant who works here too: an invitation is as good as being that person, and would be
    a way to their rights. Staff are let in from the command line.
    """
    return found(db.session.scalar(visible_people(viewer).where(Person.id == person_id, *TO_LET_IN)))


def may_let_in(viewer: Viewer, person_id: UUID) -> bool:
    """Whether `person_to_let_in` finds this person for the viewer."""
    return db.session.scalar(visible_people(viewer).where(Person.id == person_id, *TO_LET_IN)) is not None


def must_work_here(actor: Viewer, person_id: UUID) -> None:
    """Whoever leads or comes along must be staff of the actor's municipality: participants get to see their number.

    Raises `NotFound` for anybody else.
    """
    statement = select(Grant.person_id).where(
        Grant.person_id == person_id,
        Grant.municipality_id == actor.municipality_id,
        Grant.role.in_(STAFF_ROLES),
    )
    found(db.session.scalar(statement.limit(1)))


def ids_of(municipality_id: UUID, *roles: Role) -> list[UUID]:
    """Who holds one of the roles in a municipality, to be told of something; each once."""
    return list(db.session.scalars(HOLDERS, {"municipality": municipality_id, "roles": roles}))


def household(viewer: Viewer, of: Person) -> Sequence[Person]:
    """Who lives with a person, by name, for staff who may see them."""
    if of.household_id is None:
        return []
    housemates = visible_people(viewer, Purpose.NAME)
    statement = housemates.where(Person.household_id == of.household_id, Person.id != of.id)
    return db.session.scalars(statement.order_by(Person.birth_date)).all()


def may_open(viewer: Viewer, ids: Iterable[UUID]) -> set[UUID]:
    """Of these people, those whose file the viewer may open; a beheerder also of who is not active."""
    mine = select(Person.id).where(Person.id.in_(list(ids)), sight.people(viewer, Purpose.FILE))
    return set(db.session.scalars(mine.execution_options(scope="viewer: people I may see")))


def devices(viewer: Viewer, of: UUID) -> Sequence[Device]:
    """The devices on which a person is signed in now, newest first; for themselves or who may see them."""
    person(viewer, of)
    return db.session.scalars(
        select(Device)
        .where(Device.person_id == of, *OPENS_SOMETHING, Device.expires_at > clock.now())
        .order_by(Device.made_at.desc())
        .execution_options(scope="viewer: checked by person()")
    ).all()


def device(viewer: Viewer, of: UUID, device_id: UUID) -> Device:
    """One of the devices of a person whose way in the viewer may close; raises `NotFound` for any other."""
    if of != viewer.person_id:
        person_to_let_in(viewer, of)
    return found(next((each for each in devices(viewer, of) if each.id == device_id), None))


def device_by_token(token_hash: str) -> Device | None:
    """The device with this token if it is still signed in, locked for a change."""
    return db.session.scalar(
        select(Device)
        .where(HELD, Device.ended_at.is_(None), Device.expires_at > clock.now())
        .with_for_update()
        .execution_options(scope="system: who holds this device's token"),
        _held(token_hash),
    )


def has_other_devices(device: Device) -> bool:
    """Whether the person was ever signed in on another device than this one."""
    others = exists().where(Device.person_id == device.person_id, Device.id != device.id, Device.pin_hash.is_not(None))
    statement = select(others)
    return bool(db.session.scalar(statement.execution_options(scope="system: the device's own person")))


def birth_date(device: Device) -> date | None:
    """When the person of a device was born: not what their PIN should be."""
    statement = select(Person.birth_date).where(Person.id == device.person_id)
    return db.session.scalar(statement.execution_options(scope="system: the device's own person"))


def municipality(municipality_id: UUID) -> Municipality:
    """A municipality: its name and number are no secret."""
    return found(db.session.get(Municipality, municipality_id))


def town_halls() -> Sequence[Row[str, str]]:
    """Name and number of each municipality here that can be called: for who cannot get in."""
    return db.session.execute(
        select(Municipality.name, Municipality.phone)
        .where(Municipality.phone != "")
        .order_by(Municipality.name)
        .execution_options(scope="system: names and numbers are no secret")
    ).all()


def municipality_called(slug: str) -> Municipality | None:
    """The municipality with this short name."""
    return db.session.scalar(select(Municipality).where(Municipality.slug == slug))


def cast() -> Sequence[Row[Person, Role, str, str]]:
    """Everybody with a role, for the demo's page of people."""
    return db.session.execute(
        select(Person, Grant.role, Municipality.slug, Municipality.name)
        .join(Grant, Grant.person_id == Person.id)
        .join(Municipality, Municipality.id == Person.municipality_id)
        .where(Grant.municipality_id == Person.municipality_id, Person.active)
        .order_by(Municipality.name, Grant.role, Person.language, Person.given_name)
        .execution_options(scope="system: the demo's cast")
    ).all()


def anybody(person_id: UUID) -> Person:
    """Any active person who has a role, for the demo and the command line, which stand above municipalities."""
    return found(
        db.session.scalar(
            select(Person)
            .where(Person.id == person_id, Person.active, exists().where(Grant.person_id == Person.id))
            .execution_options(scope="system: demo and command line")
        )
    )
