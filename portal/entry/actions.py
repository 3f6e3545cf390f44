"""Every change of invitations. Actor first, then plain values and the hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from portal.accounts import actions as accounts
from portal.accounts import queries as people
from portal.accounts import secrets
from portal.accounts.models import Person
from portal.core import attempts, outbox
from portal.core.attempts import Limit, TooOften
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import LANGUAGES, N_
from portal.core.outbox import Notice
from portal.core.text import fold_digits
from portal.core.viewer import Viewer
from portal.entry import pictures, queries
from portal.entry.models import WRONG_YEARS_ALLOWED, Ending, Invitation, Way

AT_THE_DESK = timedelta(minutes=10)
WAITS_FOR = {Way.DESK: timedelta(minutes=10), Way.LETTER: timedelta(days=1)}
"""How long a phone may wait to be confirmed. A letter is opened at home, in the evening: the desk opens next day."""
FROM_ADDRESS = Limit("invitations from an address", 60)
"""Many share an address: a library, a centre for asylum seekers, a mobile network."""


@dataclass(frozen=True)
class Made:
    """A new invitation. Its secret is shown once and never again."""

    id: UUID
    secret: str
    person: Person
    expires_at: datetime


@dataclass(frozen=True)
class Claimed:
    """A phone that waits now; or, without a token, the wrong year of birth and how often it may be tried again."""

    token: str = ""
    tries_left: int = 0


def invite(actor: Viewer, person_id: UUID, now: datetime) -> Made:
    """Invite a person whom the actor may let in, to be scanned now."""
    return _made(actor, people.person_to_let_in(actor, person_id), Way.DESK, now + AT_THE_DESK, now)


def replace_phone(actor: Viewer, person_id: UUID, now: datetime, *, keep: UUID | None = None) -> Made:
    """The phone is lost: end every device but the one to keep, and invite the new phone in the same step."""
    made = invite(actor, person_id, now)
    lost = [device for device in people.devices(actor, person_id) if device.id != keep]
    accounts.end_devices(actor, person_id, lost, now)
    return made


def write_letters(actor: Viewer, person_ids: Iterable[UUID], days: int, now: datetime) -> list[Made]:
    """A letter for each; raises `NotFound` for who is not theirs to let in, `Refused` without a birth year."""
    invited = [people.person_to_let_in(actor, person_id) for person_id in dict.fromkeys(person_ids)]
    if not invited or len(invited) > queries.LETTERS_AT_ONCE:
        raise Refused(N_("Choose at least one person, and not more than fifty at once."))
    if not all(person.birth_date for person in invited):
        raise Refused(N_("The year of birth of this person is not known. Show a code at the desk."))
    return [_made(actor, person, Way.LETTER, now + timedelta(days=days), now) for person in invited]


def _made(actor: Viewer, person: Person, way: Way, until: datetime, now: datetime) -> Made:
    made = invite_without_actor(person, actor.person_id, now, way=way, until=until)
    accounts.leave_trace(actor, person.id, "invitation.made", now)
    return made


def invite_without_actor(
    person: Person, made_by: UUID | None, now: datetime, *, way: Way = Way.DESK, until: datetime | None = None
) -> Made:
    """An invitation for a person; the command line makes one without an actor. Older ones end, and waiting phones."""
    end_invitations(person.id, now)
    accounts.end_waiting(person.id, now)
    secret = secrets.token()
    invitation = Invitation(
        person_id=person.id,
        municipality_id=person.municipality_id,
        secret_hash=secrets.hashed(secret),
        way=way,
        made_by=made_by,
        made_at=now,
        expires_at=until or now + AT_THE_DESK,
    )
    db.session.add(invitation)
    db.session.flush()
    return Made(invitation.id, secret, person, invitation.expires_at)


def end_invitations(person_id: UUID, now: datetime) -> None:
    """What a person was invited with, and no phone has claimed yet, lets nobody in any more."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None))
        .values(used_at=now, ended_as=Ending.REPLACED)
        .execution_options(scope="system: of the invited person", synchronize_session=False)
    )


def end_all_invitations(now: datetime) -> None:
    """Nothing that anybody was invited with lets anybody in any more."""
    unused = update(Invitation).where(Invitation.used_at.is_(None)).values(used_at=now, ended_as=Ending.REPLACED)
    db.session.execute(unused.execution_options(scope="system: a backup was put back", synchronize_session=False))


def arrive(secret: str, now: datetime, address: str) -> None:
    """A phone comes with a secret; raises `Refused` as `look` does.

    Unknown and used ones are counted by address. A right one is always taken, whoever else tried from there: nobody
    guesses 256 bits, but many can share a network.
    """
    invitation = queries.by_secret(secret)
    if (invitation is None or invitation.used_at) and not attempts.count(FROM_ADDRESS, address, now):
        raise TooOften
    look(secret, now)


def look(secret: str, now: datetime) -> tuple[Way, str]:
    """What a phone may know before it claims: how it was invited and, at the desk, the first name. Changes nothing.

    Raises `Refused` where the invitation is unknown, used or too old.
    """
    invitation, person = _usable(secret, now)
    return invitation.way, person.first_name if invitation.way is Way.DESK else ""


def claim(secret: str, language: str, label: str, now: datetime, year: str = "") -> Claimed:
    """This phone says that it is the person's: from here on it waits. Spends the invitation.

    A letter wants the year of birth; the third wrong one spends it too. Raises `Refused` as `look` does.
    """
    invitation, person = _usable(secret, now, to_change=True)
    if invitation.way is Way.LETTER and not _is_year_of(person, year):
        return _wrong_year(invitation, now)
    waits_until = now + WAITS_FOR[invitation.way]
    invitation.used_at = now
    invitation.device_id, token = accounts.add_waiting_device(person, label, pictures.pair(), waits_until, now)
    invitation.language = language if language in LANGUAGES else ""
    return Claimed(token)


def _is_year_of(person: Person, year: str) -> bool:
    return person.birth_date is not None and fold_digits(year).strip() == str(person.birth_date.year)


def _wrong_year(invitation: Invitation, now: datetime) -> Claimed:
    invitation.wrong_years += 1
    if invitation.wrong_years >= WRONG_YEARS_ALLOWED:
        invitation.used_at, invitation.ended_as = now, Ending.WRONG_YEAR
    return Claimed(tries_left=WRONG_YEARS_ALLOWED - invitation.wrong_years)


def deny(secret: str, now: datetime) -> None:
    """Whoever holds the phone says that it is not them: the invitation lets nobody in any more."""
    invitation, _person = _usable(secret, now, to_change=True)
    invitation.used_at, invitation.ended_as = now, Ending.NOT_ME


def confirm(actor: Viewer, invitation_id: UUID, now: datetime) -> UUID:
    """Both screens show the same pair: the phone may choose its PIN. Whose it is."""
    phone = queries.phone_of(actor, invitation_id)
    invitation = db.session.get_one(Invitation, invitation_id, execution_options={"scope": "viewer: checked"})
    accounts.confirm_device(phone, now)
    if invitation.language:
        person = db.session.get_one(Person, phone.person_id, execution_options={"scope": "viewer: checked"})
        person.language = invitation.language
    accounts.leave_trace(actor, phone.person_id, "invitation.confirmed", now)
    workers = {each.person_id for each in people.workers_of(phone.person_id)}
    if actor.person_id not in {phone.person_id, *workers}:
        for worker in workers:
            outbox.put(Notice(worker, "entry.let_in_by_another", link=f"/people/{phone.person_id}"))
    return phone.person_id


def refuse(actor: Viewer, invitation_id: UUID, now: datetime) -> UUID:
    """The pictures differ, or nobody knows this phone: it is turned away. Whose it was not."""
    phone = queries.phone_of(actor, invitation_id)
    accounts.end(phone, now)
    accounts.leave_trace(actor, phone.person_id, "invitation.refused", now)
    return phone.person_id


def _usable(secret: str, now: datetime, *, to_change: bool = False) -> tuple[Invitation, Person]:
    invitation = queries.by_secret(secret, to_change=to_change)
    person = queries.invited(invitation) if invitation else None
    if invitation is None or person is None:
        raise Refused(N_("This invitation is not known. Ask for a new one."))
    if invitation.used_at is not None:
        raise Refused(N_("This invitation has been used. Ask for a new one."))
    if invitation.expires_at <= now:
        raise Refused(N_("This invitation is too old. Ask for a new one."))
    return invitation, person
