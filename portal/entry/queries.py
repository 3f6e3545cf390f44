"""Every read of invitations and of the phones that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, or_, select

from portal.accounts import queries as accounts
from portal.accounts import secrets, sight
from portal.accounts.models import Device, Grant, Person
from portal.accounts.sight import Purpose
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Role, Viewer
from portal.entry import pictures
from portal.entry.models import Ending, Invitation, Way

Found = Row[*tuple[Any, ...]]

BY_SECRET = (
    select(Invitation)
    .where(Invitation.secret_hash == bindparam("secret"))
    .execution_options(scope="system: who holds this secret")
)
_with_phone = (
    select(
        Invitation.id,
        Invitation.way,
        Invitation.made_by,
        Invitation.expires_at,
        Invitation.ended_as,
        Invitation.used_at,
        Person.id.label("person_id"),
        Person.given_name,
        Person.family_name,
        Person.called,
        Device.id.label("device_id"),
        Device.waits,
        Device.pictures,
        Device.pin_hash,
        Device.made_at.label("claimed_at"),
        Device.ended_at,
        Device.expires_at.label("waits_until"),
    )
    .join(Person, Person.id == Invitation.person_id)
    .outerjoin(Device, Device.id == Invitation.device_id)
    .execution_options(scope="viewer: whom I may let in")
)
ONE = _with_phone.where(Invitation.id == bindparam("invitation"))
WAITING = _with_phone.where(
    or_(Invitation.way == Way.LETTER, Invitation.made_by.is_(None)),
    Invitation.municipality_id == bindparam("municipality"),
    Person.active,
    Device.waits,
    Device.ended_at.is_(None),
    Device.expires_at > bindparam("now"),
).order_by(Device.made_at)
LETTERS_FOR = (
    select(Person)
    .join(Grant, and_(Grant.person_id == Person.id, Grant.role == Role.PARTICIPANT))
    .where(
        Person.municipality_id == bindparam("municipality"),
        Person.active,
        Person.birth_date.is_not(None),
        or_(
            Person.family_name > bindparam("family"),
            and_(Person.family_name == bindparam("family"), Person.given_name > bindparam("given")),
        ),
        ~exists().where(
            Device.person_id == Person.id,
            Device.pin_hash.is_not(None),
            Device.ended_at.is_(None),
            Device.expires_at > bindparam("now"),
        ),
    )
    .order_by(Person.family_name, Person.given_name)
    .limit(bindparam("limit"))
    .execution_options(scope="viewer: people whom I may let in")
)

LETTERS_AT_ONCE = 50


class State(StrEnum):
    """How far an invitation has come."""

    OPEN = "open"
    WAITS = "waits"
    CONFIRMED = "confirmed"
    IN = "in"
    ENDED = "ended"


@dataclass(frozen=True)
class Shown:
    """An invitation as whoever confirms it sees it."""

    id: UUID
    person_id: UUID
    name: str
    first_name: str
    state: State
    ended_as: Ending | None
    pictures: list[tuple[str, str]]
    claimed_at: datetime | None


def by_secret(secret: str, *, to_change: bool = False) -> Invitation | None:
    """The invitation with this secret, whatever its state; locked for a change if it is to change."""
    statement = BY_SECRET.with_for_update() if to_change else BY_SECRET
    return db.session.scalar(statement, {"secret": secrets.hashed(secret)})


def invited(invitation: Invitation) -> Person | None:
    """Whom an invitation is for; None where they may no longer come in."""
    person = db.session.get_one(Person, invitation.person_id, execution_options={"scope": "system: the invited"})
    return person if person.active else None


def invitation(viewer: Viewer, invitation_id: UUID) -> Shown:
    """One that the viewer may confirm; raises `NotFound` for any other."""
    mine = ONE.where(Person.active, _mine(viewer), *accounts.TO_LET_IN)
    row = found(db.session.execute(mine, {"invitation": invitation_id}).one_or_none())
    if row.way is Way.DESK and row.made_by not in {None, viewer.person_id}:
        raise NotFound
    if row.way is Way.LETTER and not viewer.is_staff:
        raise NotFound
    return _shown(row)


def phone_of(viewer: Viewer, invitation_id: UUID) -> Device:
    """The phone that waits with an invitation which the viewer may confirm, locked for a change."""
    shown = invitation(viewer, invitation_id)
    if shown.state is not State.WAITS:
        raise NotFound
    statement = select(Device).join(Invitation, Invitation.device_id == Device.id).where(Invitation.id == shown.id)
    statement = statement.with_for_update(of=Device).execution_options(scope="viewer: checked by invitation()")
    phone = db.session.scalars(statement).one()
    if not phone.waits or phone.ended_at is not None:  # somebody else was a moment earlier
        raise NotFound
    return phone


def waiting(viewer: Viewer) -> list[Shown]:
    """The phones that came in by a letter and wait for any of the staff who may let their person in."""
    keys = {"municipality": viewer.municipality_id, "now": clock.now()}
    return [_shown(row) for row in db.session.execute(WAITING.where(_mine(viewer)), keys)]


def to_write_to(viewer: Viewer, *, starting_after: tuple[str, str] = ("", "")) -> Sequence[Person]:
    """Participants whom the viewer may let in and who are signed in nowhere, by family name; a page at a time.

    Only those whose year of birth is known: the letter asks it.
    """
    keys: dict[str, Any] = {"municipality": viewer.municipality_id, "now": clock.now(), "limit": LETTERS_AT_ONCE}
    keys |= {"family": starting_after[0], "given": starting_after[1]}
    return db.session.scalars(LETTERS_FOR.where(_mine(viewer)), keys).all()


def _mine(viewer: Viewer) -> ColumnElement[bool]:
    """Whose way in the viewer may open: an invitation is as good as being that person, so a name is not enough."""
    return sight.people(viewer, Purpose.FILE)


def _shown(row: Found) -> Shown:
    return Shown(
        id=row.id,
        person_id=row.person_id,
        name=f"{row.given_name} {row.family_name}",
        first_name=row.called or row.given_name,
        state=_state(row),
        ended_as=row.ended_as,
        pictures=pictures.named(row.pictures or ""),
        claimed_at=row.claimed_at,
    )


def _state(row: Found) -> State:
    now = clock.now()
    if row.device_id is None:
        return State.OPEN if row.used_at is None and row.expires_at > now else State.ENDED
    if row.ended_at is not None or row.waits_until <= now:
        return State.ENDED
    if row.waits:
        return State.WAITS
    return State.IN if row.pin_hash else State.CONFIRMED


def way_in(device_id: UUID) -> Way:
    """How the phone that waits was invited; it may know that, and nothing else."""
    statement = select(Invitation.way).where(Invitation.device_id == device_id)
    way = db.session.scalar(statement.execution_options(scope="system: the waiting phone itself"))
    return way or Way.DESK
