"""Every change of people, invitations and devices. Actor first, then plain values and the hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_

from portal.accounts import names, queries, secrets
from portal.accounts.models import (
    WRONG_PINS_ALLOWED,
    Case,
    Device,
    Grant,
    Household,
    Invitation,
    Municipality,
    Person,
    TextSize,
)
from portal.core import attempts, offers, outbox
from portal.core.attempts import Limit, TooOften
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import LANGUAGES, N_
from portal.core.outbox import Notice
from portal.core.viewer import Role, Viewer

INVITATION_LASTS = timedelta(minutes=10)
DEVICE_LASTS = timedelta(days=90)
KEPT_AFTER_THE_END = timedelta(days=90)
"""Long enough to look into a complaint about who was signed in."""
PINS_OF_PERSON = Limit("pins of a person", 20)
PINS_FROM_ADDRESS = Limit("pins from an address", 60)
INVITATIONS_FROM_ADDRESS = Limit("invitations from an address", 60)
"""Many share an address: a library, a centre for asylum seekers, a mobile network."""
PIN_WITHIN = timedelta(minutes=10)
"""How long a phone may take to choose its PIN before it must be invited anew."""


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a person when they are added."""

    given_name: str
    family_name: str
    language: str
    called: str = ""
    birth_date: date | None = None
    phone: str = ""
    about: str = ""
    external_key: str | None = None


def add_municipality(slug: str, name: str, phone: str = "") -> Municipality:
    """A municipality joins the region. Done on the command line: there is no actor above municipalities."""
    municipality = Municipality(slug=slug, name=name, phone=phone)
    db.session.add(municipality)
    db.session.flush()
    return municipality


def add_household(municipality_id: UUID, external_key: str | None = None) -> Household:
    """People who live together."""
    household = Household(municipality_id=municipality_id, external_key=external_key)
    db.session.add(household)
    db.session.flush()
    return household


def add_person(
    municipality_id: UUID, details: PersonDetails, roles: tuple[Role, ...], household: Household | None = None
) -> Person:
    """A person becomes known to a municipality; without a role (a child) there is nothing to sign in to."""
    person = Person(
        municipality_id=municipality_id,
        household_id=household.id if household else None,
        **{name: getattr(details, name) for name in PersonDetails.__dataclass_fields__},
    )
    db.session.add(person)
    db.session.flush()
    names.remember(person)
    for role in roles:
        grant(person, municipality_id, role)
    return person


def grant(person: Person, municipality_id: UUID, role: Role, language: str = "") -> None:
    """Give a person a role. Outside their own municipality only a cultuurverbinder can hold one.

    A cultuurverbinder answers in a language: their own unless another is given; once more for each one more.
    """
    if municipality_id != person.municipality_id and role is not Role.CULTUURVERBINDER:
        raise ValueError(f"a {role} works for one municipality")
    if role is Role.CULTUURVERBINDER:
        language = language or person.language
    db.session.add(Grant(person_id=person.id, municipality_id=municipality_id, role=role, language=language))
    db.session.flush()


def assign(person: Person, worker: Person, role: Role, since: date) -> Case:
    """A staff member starts to work for a person."""
    if worker.municipality_id != person.municipality_id:
        raise ValueError("a case stays within its municipality")
    case = Case(
        person_id=person.id,
        municipality_id=person.municipality_id,
        worker_id=worker.id,
        role=role,
        since=since,
    )
    db.session.add(case)
    return case


def invite(actor: Viewer, person_id: UUID, now: datetime) -> str:
    """Invite a person whom the actor may let in. The secret is shown once and never again."""
    secret = invite_without_actor(queries.person_to_let_in(actor, person_id), actor.person_id, now)
    leave_trace(actor, person_id, "invitation.made", now)
    return secret


def invite_without_actor(person: Person, made_by: UUID | None, now: datetime) -> str:
    """An invitation for a person; the command line makes one without an actor."""
    secret = secrets.token()
    db.session.add(
        Invitation(
            person_id=person.id,
            municipality_id=person.municipality_id,
            secret_hash=secrets.hashed(secret),
            made_by=made_by,
            made_at=now,
            expires_at=now + INVITATION_LASTS,
        )
    )
    return secret


def accept_invitation(secret: str, language: str, label: str, now: datetime, address: str = "") -> str:
    """Let a phone in. Spends the invitation; raises `Refused` where it is unknown, used or too old.

    Returns the token of the new device, which can do nothing until its PIN is chosen. A right invitation is always
    taken, whoever else tried from the same address: nobody guesses 256 bits, but many can share a network.
    """
    invitation = queries.invitation(secrets.hashed(secret))
    if (invitation is None or invitation.used_at) and not attempts.count(INVITATIONS_FROM_ADDRESS, address, now):
        raise TooOften
    if invitation is None:
        raise Refused(N_("This invitation is not known. Ask for a new one."))
    if invitation.used_at is not None:
        raise Refused(N_("This invitation has been used. Ask for a new one."))
    if invitation.expires_at <= now:
        raise Refused(N_("This invitation is too old. Ask for a new one."))
    invitation.used_at = now
    person = db.session.get_one(Person, invitation.person_id, execution_options={"scope": "system: invited person"})
    if not person.active:
        raise Refused(N_("This invitation is not known. Ask for a new one."))
    if language in LANGUAGES:
        person.language = language
    return add_device(person, label, now)


def add_device(person: Person, label: str, now: datetime) -> str:
    """A new device of a person, without a PIN yet. Returns its token."""
    token = secrets.token()
    db.session.add(
        Device(
            person_id=person.id,
            municipality_id=person.municipality_id,
            token_hash=secrets.hashed(token),
            label=label[:60],
            made_at=now,
            expires_at=now + PIN_WITHIN,
        )
    )
    return token


def choose_pin(token: str, typed: str, repeated: str, now: datetime) -> str:
    """Set the PIN of a new device and give it a new token; raises `Refused` where the PIN will not do."""
    device = _device(token)
    if device.pin_hash is not None:
        raise NotFound
    device.pin_hash = secrets.pin_hash(secrets.new_pin(typed, repeated))
    if queries.has_other_devices(device):
        outbox.put(Notice(device.person_id, "accounts.device_added", link="/more"))
    device.expires_at = now + DEVICE_LASTS
    return _new_token(device, now)


def unlock(token: str, typed: str, now: datetime, address: str = "") -> str | None:
    """A new token for a device whose PIN was right; None where it was wrong.

    The fifth wrong PIN ends the device. Tries are counted in the database, so neither another address, another
    cookie nor a restart gives more of them. Over all devices of a person, and from one address, they are counted
    too; that holds back a device that has erred, never one that has not: nobody can lock somebody else out.
    """
    device = _device(token)
    if device.pin_hash is None:
        raise NotFound
    digits = secrets.pin(typed)
    counted = [(PINS_OF_PERSON, str(device.person_id)), (PINS_FROM_ADDRESS, address)]
    free = [attempts.count(limit, subject, now) for limit, subject in counted]
    if device.wrong_pins and not all(free):
        raise TooOften
    if secrets.pin_fits(device.pin_hash, digits):
        for limit, subject in counted:
            attempts.take_back(limit, subject)
        device.wrong_pins = 0
        return _new_token(device, now)
    device.wrong_pins += 1
    if device.wrong_pins >= WRONG_PINS_ALLOWED:
        device.ended_at = now
    return None


def tries_left(token: str) -> int:
    """How many PINs this device may still try; 0 where it has ended."""
    device = queries.device_by_token(secrets.hashed(token))
    return WRONG_PINS_ALLOWED - device.wrong_pins if device else 0


def lock(token: str, now: datetime) -> str:
    """Lock a device: it gets a new token, so that a copy of the old one opens nothing."""
    return _new_token(_device(token), now)


def sign_out(token: str, now: datetime) -> None:
    """End the device with this token; one that has ended already stays ended."""
    device = queries.device_by_token(secrets.hashed(token))
    if device is not None:
        device.ended_at = now


def forget_spent(now: datetime) -> None:
    """Remove invitations and devices that let nobody in any more, some time after their end."""
    before = now - KEPT_AFTER_THE_END
    over = or_(Device.ended_at < before, Device.expires_at < before)
    for statement in (delete(Invitation).where(Invitation.expires_at < before), delete(Device).where(over)):
        db.session.execute(statement.execution_options(scope="system: the nightly sweep"))


def end_device(actor: Viewer, person_id: UUID, device_id: UUID, now: datetime) -> None:
    """Sign a device out at once: one's own, or as staff that of a person one may let in."""
    queries.person_to_let_in(actor, person_id)
    for device in queries.devices(actor, person_id):
        if device.id == device_id:
            device.ended_at = now
            leave_trace(actor, person_id, "device.ended", now)
            return
    raise NotFound


def read_in(actor: Viewer, language: str) -> None:
    """Choose the language one reads and hears from the portal in."""
    if language not in LANGUAGES:
        raise NotFound
    queries.person(actor, actor.person_id).language = language


def read_at(actor: Viewer, size: str) -> None:
    """Choose how large the text is."""
    try:
        queries.person(actor, actor.person_id).text_size = TextSize(size)
    except ValueError:
        raise NotFound from None


def leave_trace(actor: Viewer, person_id: UUID, act: str, now: datetime) -> None:
    """Have it remembered that the actor did this with what is the person's."""
    for record in offers.all_of("trace"):
        record(actor, person_id, act, now)


def _device(token: str) -> Device:
    device = queries.device_by_token(secrets.hashed(token))
    if device is None:
        raise NotFound
    return device


def _new_token(device: Device, now: datetime) -> str:
    token = secrets.token()
    device.token_before, device.token_changed_at = device.token_hash, now
    device.token_hash = secrets.hashed(token)
    return token
