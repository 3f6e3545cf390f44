"""Every change of people and devices. Actor first, then plain values and the hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from portal.accounts import names, queries, secrets
from portal.accounts.models import (
    WRONG_PINS_ALLOWED,
    Case,
    Device,
    Draft,
    Grant,
    Household,
    Locking,
    Municipality,
    Person,
    TextSize,
    UrgentAccess,
)
from portal.core import attempts, clock, offers, outbox
from portal.core.attempts import Limit, TooOften
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.i18n import LANGUAGES
from portal.core.once import Done
from portal.core.outbox import Notice
from portal.core.viewer import Role, Viewer

DEVICE_LASTS = timedelta(days=90)
PINS_OF_PERSON = Limit("pins of a person", 20)
PINS_FROM_ADDRESS = Limit("pins from an address", 60)
"""Many share an address: a library, a centre for asylum seekers, a mobile network."""
DRAFT_LASTS = timedelta(days=1)
LONGEST_NICKNAME = 20
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
    if worker.id == person.id:
        raise ValueError("nobody works for themselves")
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


def add_device(person: Person, label: str, now: datetime) -> str:
    """A new device of a person, without a PIN yet. Returns its token."""
    return _add(Device(label=label[:60], made_at=now, expires_at=now + PIN_WITHIN), person)


def add_waiting_device(person: Person, label: str, pictures: str, until: datetime, now: datetime) -> tuple[UUID, str]:
    """A phone that can do nothing before `confirm_device`, and ends by itself if that does not come in time.

    Returns its id and its token.
    """
    device = Device(label=label[:60], pictures=pictures, waits=True, made_at=now, expires_at=until)
    token = _add(device, person)
    return device.id, token


def _add(device: Device, person: Person) -> str:
    token = secrets.token()
    device.person_id, device.municipality_id = person.id, person.municipality_id
    device.token_hash = secrets.hashed(token)
    db.session.add(device)
    db.session.flush()
    return token


def confirm_device(device: Device, now: datetime) -> None:
    """A phone that waited may choose its PIN."""
    device.waits = False
    device.expires_at = now + PIN_WITHIN


def choose_pin(token: str, typed: str, repeated: str, now: datetime) -> str:
    """Set the PIN of a new device and give it a new token; raises `Refused` where the PIN will not do."""
    device = _device(token)
    if device.pin_hash is not None or device.waits:
        raise NotFound
    device.pin_hash = secrets.pin_hash(secrets.new_pin(typed, repeated, queries.birth_date(device)))
    if queries.has_other_devices(device):
        outbox.put(Notice(device.person_id, "accounts.device_added", link="/devices"))
    device.expires_at = now + DEVICE_LASTS
    return _new_token(device, now)


def change_pin(actor: Viewer, token: str, typed: str, repeated: str, now: datetime) -> None:
    """Another PIN for a device whose present one was just given; raises `Refused` where it will not do."""
    device = _device(token)
    device.pin_hash = secrets.pin_hash(secrets.new_pin(typed, repeated, queries.birth_date(device)))
    keys_changed(actor, now)


def keys_changed(actor: Viewer, now: datetime) -> None:
    """Tell a person that how they sign in was changed, and write it down: it may not have been them."""
    leave_trace(actor, actor.person_id, "keys.changed", now)
    kind, link = ("keys_changed", "/devices") if actor.is_participant else ("staff_keys_changed", "/staff/account")
    outbox.put(Notice(actor.person_id, f"accounts.{kind}", link=link))


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
        end(device, now)
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
        end(device, now)


def end(device: Device, now: datetime) -> None:
    """Sign a device out: its token opens nothing, and nothing that was kept for it, or reaches it, stays."""
    device.ended_at = now
    forget = delete(Draft).where(Draft.device_id == device.id)
    db.session.execute(forget.execution_options(scope="system: a device that ends"))
    for forget_device in offers.all_of("device_ended"):
        forget_device(device.id)


def end_all_devices(now: datetime) -> None:
    """Sign everybody out everywhere."""
    living = select(Device).where(Device.ended_at.is_(None))
    for device in db.session.scalars(living.execution_options(scope="system: a backup was put back")).all():
        end(device, now)


def forget_drafts(now: datetime) -> None:
    """Remove drafts that nobody came back for."""
    old = delete(Draft).where(Draft.at < now - DRAFT_LASTS)
    db.session.execute(old.execution_options(scope="system: the nightly sweep"))


def end_device(actor: Viewer, person_id: UUID, device_id: UUID, now: datetime) -> None:
    """Sign a device out at once: one's own, or as staff that of a person one may let in."""
    end_devices(actor, person_id, [queries.device(actor, person_id, device_id)], now)


def end_devices(actor: Viewer, person_id: UUID, devices: Iterable[Device], now: datetime) -> None:
    """Sign several out at once, all of one person: they have lost their phone."""
    for device in devices:
        end(device, now)
        leave_trace(actor, person_id, "device.ended", now)


def end_waiting(person_id: UUID, now: datetime) -> None:
    """A phone that said it was the person's, and was not confirmed yet, comes in no more."""
    waiting = select(Device).where(Device.person_id == person_id, Device.waits, Device.ended_at.is_(None))
    for device in db.session.scalars(waiting.execution_options(scope="system: of the invited person")):
        end(device, now)


def call_device(actor: Viewer, device_id: UUID, nickname: str) -> None:
    """Choose what the lock of a shared phone calls one; the first letter of the name where it is empty."""
    queries.device(actor, actor.person_id, device_id).nickname = nickname[:LONGEST_NICKNAME]


def forget(person_id: UUID) -> None:
    """Nothing of a person's is left here but their own row: no device and what it sent, no draft, no role, no case."""
    scope = {"scope": "system: rights of the person"}
    devices = db.session.scalars(select(Device.id).where(Device.person_id == person_id).execution_options(**scope))
    db.session.execute(delete(Done).where(Done.owner.in_(devices.all())))
    for model in (Draft, Device, Case, UrgentAccess, Grant):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**scope))


def forget_staff(person_id: UUID, called: str) -> None:
    """Somebody who worked here is no longer known: their name becomes what they were, and nothing else is left.

    The row stays, for it stands behind decisions and steps that are other people's.
    """
    scope = {"scope": "system: rights of the person"}
    forget(person_id)
    open_still = Case.worker_id == person_id, or_(Case.until.is_(None), Case.until > clock.today())
    ended = update(Case).where(*open_still, Case.since <= clock.today()).values(until=clock.today())
    db.session.execute(ended.execution_options(**scope, synchronize_session=False))
    db.session.execute(delete(Case).where(*open_still).execution_options(**scope, synchronize_session=False))
    person = db.session.get_one(Person, person_id, execution_options=scope)
    person.given_name, person.family_name, person.called = called, "", ""
    person.phone, person.about, person.birth_date, person.external_key, person.active = "", "", None, None, False
    names.remember(person)


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


def lock_after(actor: Viewer, how_soon: str) -> None:
    """Choose how soon the portal locks by itself."""
    try:
        queries.person(actor, actor.person_id).locking = Locking(how_soon)
    except ValueError:
        raise NotFound from None


def leave_trace(actor: Viewer | None, person_id: UUID, act: str, now: datetime) -> None:
    """Remember what the actor, or the house itself, did with a person's way in, for the rooms above."""
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
