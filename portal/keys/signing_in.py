"""Signing in with a key. Every try is counted before it is judged, and says the same whoever was tried.

A colleague is never locked out: a passkey cannot be guessed and is always judged, and a computer that one signed in
on before has a count of its own (a *known device*), so that guesses from elsewhere do not touch it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from portal.accounts import actions as devices
from portal.accounts import queries as accounts
from portal.accounts import secrets as tokens
from portal.accounts.models import Device, Person
from portal.core import attempts
from portal.core.attempts import Limit, TooOften
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.keys import passkeys, queries, secrets
from portal.keys.models import Passkey, RecoveryCode

OF_PERSON = Limit("sign-ins of a person", 10)
OF_KNOWN_DEVICE = Limit("sign-ins on a known device", 10)
FROM_ADDRESS = Limit("sign-ins from an address", 60)
"""An office may have one address for everybody."""
SECOND_OF_PERSON = Limit("second keys of a person", 5)
SECOND_OF_KNOWN_DEVICE = Limit("second keys on a known device", 5)
PIN_AGAIN_AFTER = timedelta(days=7)
"""A fingerprint opens a phone this long; then the PIN is asked, so that it is not forgotten and not the only lock."""


@dataclass(frozen=True)
class Visitor:
    """Where a try comes from."""

    address: str
    known: dict[str, str]
    """By `name_key`: who signed in on this browser before, with a mark of the browser's own; see `known`."""


def name_key(name: str) -> str:
    """A sign-in name as a browser remembers it: not to be read by who finds the browser."""
    return tokens.hashed(name)[:16]


def check_password(name: str, typed: str, visitor: Visitor, now: datetime) -> UUID:
    """The person whose name and password these are; raises `Refused`, in the same words and time for all others."""
    folded = name.strip().casefold()[:120]
    mark = visitor.known.get(name_key(folded))
    if mark is None and not attempts.count(FROM_ADDRESS, visitor.address, now):
        raise TooOften
    limit, subject = (OF_KNOWN_DEVICE, mark) if mark else (OF_PERSON, folded)
    if not attempts.count(limit, subject, now):
        raise TooOften
    keys = queries.colleague_named(folded)
    fits = secrets.password_fits(keys.password_hash if keys else None, typed)
    if keys is None or not fits:
        raise Refused(N_("The e-mail address or the password is not right."))
    attempts.take_back(limit, subject)
    if mark is None:
        attempts.take_back(FROM_ADDRESS, visitor.address)
    return keys.person_id


def check_second_key(person_id: UUID, typed: str, visitor: Visitor, now: datetime) -> Person:
    """The person, once the code app or a recovery code agrees; raises `Refused` otherwise. Each code works once."""
    keys, person = queries.keys_of(person_id), queries.person_at_work(person_id)
    if keys is None or person is None or keys.totp_secret is None:
        raise NotFound
    mark = visitor.known.get(name_key(keys.name))
    limit, subject = (SECOND_OF_KNOWN_DEVICE, mark) if mark else (SECOND_OF_PERSON, str(person_id))
    if not attempts.count(limit, subject, now):
        raise TooOften
    step = secrets.totp_step(secrets.unseal(keys.totp_secret), typed, now)
    fresh = step is not None and attempts.first_use("code", f"{person_id} {step}", now)
    if not fresh and not _spend_recovery_code(person_id, typed):
        raise Refused(N_("This code is not right, or it was used before."))
    attempts.take_back(limit, subject)
    return person


def _spend_recovery_code(person_id: UUID, typed: str) -> bool:
    spent = db.session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.code_hash == secrets.recovery_hash(typed[:60]))
        .returning(RecoveryCode.id)
        .execution_options(scope="system: whose code this is")
    )
    return spent.first() is not None


def check_passkey(answer: str, now: datetime) -> Person:
    """The person whose passkey signed; raises `Refused`, in the same words whether it is known or not."""
    passkey = queries.passkey_in(passkeys.credential_id(answer))
    person = queries.person_at_work(passkey.person_id) if passkey else None
    if passkey is None or person is None:
        raise Refused(N_("That did not work. Try it again."))
    _check(passkey, answer, "sign-in", now)
    return person


def add_strong_device(person: Person, label: str, hours: int, now: datetime) -> str:
    """A browser on which a colleague has just signed in. Returns its token."""
    token = tokens.token()
    db.session.add(
        Device(
            person_id=person.id,
            municipality_id=person.municipality_id,
            token_hash=tokens.hashed(token),
            strong=True,
            label=label[:60],
            made_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    return token


def unlock_with_passkey(token: str, answer: str, now: datetime) -> str:
    """A new token for a locked device that has a PIN, opened with a passkey of its own; raises `Refused` otherwise."""
    device = found(accounts.device_by_token(tokens.hashed(token)))
    credential = passkeys.credential_id(answer)
    own = [each for each in queries.passkeys_of(device.person_id, device.id) if each.credential_id == credential]
    if device.pin_hash is None or not own:
        raise Refused(N_("That did not work. Type your PIN."))
    _check(own[0], answer, f"unlock {device.id}", now)
    return devices.lock(token, now)  # a new token: that the session is open now is for the view to say


def _check(passkey: Passkey, answer: str, subject: str, now: datetime) -> None:
    passkey.sign_count = passkeys.used(answer, subject, passkey.public_key, passkey.sign_count, now)
    passkey.used_at = now
