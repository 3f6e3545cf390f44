"""Every change of keys: linking a colleague, choosing keys, and taking them away. Actor first."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update

from portal.accounts import actions as people
from portal.accounts import queries as accounts
from portal.accounts import secrets as tokens
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Device, Person
from portal.core import attempts
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import FALLBACK, N_
from portal.core.viewer import Role, Viewer
from portal.keys import queries, secrets
from portal.keys.models import OpenIdLink, Passkey, RecoveryCode, SetUpLink, StaffKeys
from portal.keys.passkeys import Made

LINK_LASTS = timedelta(hours=24)
MOST_PASSKEYS = 10
OWN = {"scope": "viewer: my own"}


def link_colleague(actor: Viewer, person_id: UUID, name: str, now: datetime) -> str:
    """A beheerder lets a colleague choose keys of their own. Returns the secret, which is shown once."""
    person = queries.colleague(actor, person_id)
    secret = link_without_actor(person, name, actor.person_id, now)
    people.leave_trace(actor, person_id, "keys.link_made", now)
    return secret


def link_without_actor(person: Person, name: str, made_by: UUID | None, now: datetime) -> str:
    """The same from the command line. A link that was made before and not used is worth nothing from now on."""
    _name(person, name)
    end_links(person.id, now)
    secret = tokens.token()
    db.session.add(
        SetUpLink(
            person_id=person.id,
            municipality_id=person.municipality_id,
            secret_hash=tokens.hashed(secret),
            made_by=made_by,
            made_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    return secret


def end_links(person_id: UUID, now: datetime) -> None:
    """A link that was made before and not used is worth nothing from now on."""
    unused = (SetUpLink.person_id == person_id, SetUpLink.used_at.is_(None))
    db.session.execute(update(SetUpLink).where(*unused).values(used_at=now).execution_options(**OWN))


def end_all_links(now: datetime) -> None:
    """No link that was made before lets anybody choose keys any more."""
    unused = update(SetUpLink).where(SetUpLink.used_at.is_(None)).values(used_at=now)
    db.session.execute(unused.execution_options(scope="system: a backup was put back"))


def link_from_terminal(slug: str, name: str, names: tuple[str, str], role: Role, now: datetime) -> str:
    """A set-up link for who has this sign-in name, or for a new colleague of that municipality."""
    municipality = accounts.municipality_called(slug)
    if municipality is None:
        raise Refused(f"There is no municipality {slug}.")
    holder = queries.holder_of_name(name.strip().casefold())
    if holder is None and not all(names):
        raise Refused(f"Nobody signs in as {name} yet. Give --given and --family for a new colleague.")
    if holder is None:
        person = people.add_person(municipality.id, PersonDetails(*names, FALLBACK), (role,))
    else:
        person = accounts.anybody(holder)
    if person.municipality_id != municipality.id:
        raise Refused(f"{name} works for another municipality.")
    return link_without_actor(person, name, None, now)


def _name(person: Person, name: str) -> None:
    folded = name.strip().casefold()
    if "@" not in folded.strip("@") or len(folded) > 120 or len(folded.split()) != 1:
        raise Refused(N_("This is no e-mail address."))
    holder = queries.holder_of_name(folded)
    if holder is not None and holder != person.id:
        raise Refused(N_("Somebody else signs in with this e-mail address."))
    keys = queries.keys_of(person.id)
    if keys is None:
        db.session.add(StaffKeys(person_id=person.id, municipality_id=person.municipality_id, name=folded))
    else:
        keys.name = folded
    db.session.flush()


def linked_person(secret: str, now: datetime) -> Person:
    """Whom a set-up link is for; raises `Refused` where it is unknown, used or too old. Spends nothing."""
    link = queries.set_up_link(tokens.hashed(secret))
    person = queries.person_at_work(link.person_id) if link and link.used_at is None else None
    if link is None or person is None or link.expires_at <= now:
        raise Refused(N_("This link is not known, used or too old. Ask your beheerder for a new one."))
    return person


def spend_link(secret: str, now: datetime, *, but_password: bool) -> None:
    """The link is worth nothing from now on, and neither are the keys of before, nor the sign-ins with them.

    So a link is no way to become a colleague behind their back: their own keys no longer open anything. With
    `but_password` the password stays: it was set a moment ago.
    """
    link = found(queries.set_up_link(tokens.hashed(secret)))
    link.used_at = now
    people.leave_trace(None, link.person_id, "keys.link_used", now)
    before = delete(Passkey).where(Passkey.person_id == link.person_id, Passkey.device_id.is_(None))
    db.session.execute(before.execution_options(**OWN))
    _end_devices((Device.person_id == link.person_id, Device.strong.is_(True)), now)
    keys = queries.keys_of(link.person_id)
    if keys and not but_password:
        keys.password_hash = keys.totp_secret = None
        db.session.execute(
            delete(RecoveryCode).where(RecoveryCode.person_id == link.person_id).execution_options(**OWN)
        )


def _end_devices(which: tuple[ColumnElement[bool], ...], now: datetime) -> None:
    living = select(Device).where(*which, Device.ended_at.is_(None))
    for device in db.session.scalars(living.execution_options(**OWN)):
        people.end(device, now)


def add_passkey(person: Person, made: Made, name: str, now: datetime, device_id: UUID | None = None) -> None:
    """A person has one more passkey: one that signs in, or one that opens one of their devices."""
    if len(queries.passkeys_of(person.id, device_id)) >= MOST_PASSKEYS:
        raise Refused(N_("You have enough passkeys. Remove one first."))
    db.session.add(
        Passkey(
            person_id=person.id,
            municipality_id=person.municipality_id,
            device_id=device_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name[:60],
            made_at=now,
        )
    )


def add_own_passkey(actor: Viewer, made: Made, name: str, now: datetime, device_id: UUID | None = None) -> None:
    """The same by who is signed in; they hear of it, in case it was not them."""
    add_passkey(queries.own_person(actor), made, name, now, device_id)
    people.keys_changed(actor, now)


def name_passkey(actor: Viewer, passkey_id: UUID, name: str) -> None:
    """Call one's own passkey something one knows it by."""
    _own_passkey(actor, passkey_id).name = name[:60]


def remove_passkey(actor: Viewer, passkey_id: UUID, now: datetime) -> None:
    """One's own passkey opens nothing any more. The last key of all stays: nobody shuts themselves out."""
    passkey = _own_passkey(actor, passkey_id)
    keys = queries.keys_of(actor.person_id)
    if len(queries.passkeys_of(actor.person_id)) == 1 and not (keys and keys.password_hash):
        raise Refused(N_("This is your only key. Make another one first."))
    db.session.delete(passkey)
    people.keys_changed(actor, now)


def remove_device_passkeys(actor: Viewer) -> None:
    """The device of this sign-in is opened with its PIN only."""
    statement = delete(Passkey).where(Passkey.device_id == actor.device_id, Passkey.person_id == actor.person_id)
    db.session.execute(statement.execution_options(**OWN))


def _own_passkey(actor: Viewer, passkey_id: UUID) -> Passkey:
    mine = [each for each in queries.passkeys_of(actor.person_id) if each.id == passkey_id]
    return found(mine[0] if mine else None)


def set_password(person: Person, typed: str, repeated: str, totp_secret: str, code: str, now: datetime) -> list[str]:
    """A person signs in with this password and this code app from now on. Returns new recovery codes."""
    keys = found(queries.keys_of(person.id))
    words = [person.given_name, person.family_name, *keys.name.split("@"), queries.municipality_name(person)]
    chosen = secrets.new_password(typed, repeated, words)
    step = secrets.totp_step(totp_secret, code, now)
    if step is None or not attempts.first_use("code", f"{person.id} {step}", now):
        raise Refused(N_("The code is not right. Type the six digits that the app shows now."))
    keys.password_hash, keys.totp_secret = secrets.password_hash(chosen), secrets.seal(totp_secret)
    return renew_codes(person.id, person.municipality_id)


def renew_codes(person_id: UUID, municipality_id: UUID) -> list[str]:
    """New recovery codes; the old ones are worth nothing from now on. They are shown once."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id).execution_options(**OWN))
    codes = secrets.new_recovery_codes()
    for code in codes:
        hashed = secrets.recovery_hash(code)
        db.session.add(RecoveryCode(person_id=person_id, municipality_id=municipality_id, code_hash=hashed))
    return codes


def renew_own_codes(actor: Viewer, now: datetime) -> list[str]:
    """New recovery codes for who is signed in; they hear of it."""
    people.keys_changed(actor, now)
    return renew_codes(actor.person_id, actor.municipality_id)


def end_own_device(actor: Viewer, device_id: UUID, now: datetime) -> None:
    """Sign out somewhere else, at once."""
    people.end_device(actor, actor.person_id, device_id, now)


def take_keys_away(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """A colleague lost a computer, or left: every key is gone and every sign-in ends at once."""
    if person_id == actor.person_id:
        raise NotFound
    person = queries.colleague(actor, person_id)
    forget_keys(person.id)
    _end_devices((Device.person_id == person.id,), now)
    people.leave_trace(actor, person_id, "keys.taken_away", now)


def forget_keys(person_id: UUID) -> None:
    """Nothing opens the portal for this person any more; the sign-in name goes too."""
    for model in (Passkey, RecoveryCode, SetUpLink, OpenIdLink, StaffKeys):
        statement = delete(model).where(model.person_id == person_id)
        db.session.execute(statement.execution_options(scope="system: rights of the person, or checked before"))


def link_openid(person: Person, issuer: str, subject: str, now: datetime) -> None:
    """From now on this is who the person is at an identity provider; a link that leads to another stays theirs.

    It leaves a trace: whoever holds that account comes in as the person.
    """
    owner = queries.linked(issuer, subject)
    if owner == person.id:
        return
    if owner is not None:
        raise Refused(N_("This account belongs to somebody else here."))
    db.session.add(
        OpenIdLink(
            person_id=person.id, municipality_id=person.municipality_id, issuer=issuer, subject=subject, made_at=now
        )
    )
    db.session.flush()
    people.leave_trace(None, person.id, "keys.connected", now)


def unlink_openid(actor: Viewer, link_id: UUID, now: datetime) -> None:
    """An account of one's own at an identity provider opens the portal no more. The last key of all stays."""
    keys = queries.own_keys(actor)
    if len(keys.openid) == 1 and not keys.passkeys and not keys.has_password:
        raise Refused(N_("This is your only key. Make another one first."))
    mine = (OpenIdLink.id == link_id, OpenIdLink.person_id == actor.person_id)
    gone = db.session.execute(delete(OpenIdLink).where(*mine).returning(OpenIdLink.id).execution_options(**OWN))
    found(gone.first())
    people.keys_changed(actor, now)


def forget_spent(now: datetime) -> None:
    """Remove links that let nobody in any more."""
    statement = delete(SetUpLink).where(SetUpLink.expires_at < now - LINK_LASTS)
    db.session.execute(statement.execution_options(scope="system: the nightly sweep"))
