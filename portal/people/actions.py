"""Adding and changing people, their roles, and whether they are active. For a beheerder of their municipality."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, or_, select, update

from portal.accounts import actions as accounts
from portal.accounts import names
from portal.accounts import queries as people_of
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Case, Device, Grant, Household, Municipality, Person
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import LANGUAGES, N_
from portal.core.outbox import Notice
from portal.core.viewer import CASE_ROLES, STAFF_ROLES, Role, Viewer
from portal.entry import actions as entry
from portal.keys import actions as keys
from portal.people import queries
from portal.people.blocks import ROLE_GIVEN

SCOPE = {"scope": "people of the actor's municipality", "synchronize_session": False}

TOWN_LOCKED = (
    select(Municipality.id).where(Municipality.id == bindparam("municipality")).with_for_update(key_share=True)
)
ANOTHER_BEHEERDER = (
    select(Person.id)
    .join(Grant, Grant.person_id == Person.id)
    .where(
        Grant.municipality_id == bindparam("municipality"),
        Grant.role == Role.BEHEERDER,
        Person.id != bindparam("person"),
        Person.active,
    )
    .limit(1)
    .execution_options(**SCOPE)
)
OPEN_CASES_OF_WORKER = (
    select(Case.id)
    .where(
        Case.worker_id == bindparam("worker"),
        Case.role.in_(bindparam("roles", expanding=True)),
        or_(Case.until.is_(None), Case.until >= bindparam("today")),
    )
    .limit(1)
    .execution_options(**SCOPE)
)


@dataclass(frozen=True)
class Rights:
    """The roles of a person in their own municipality; a cultuurverbinder's with the languages they answer in."""

    roles: frozenset[Role] = frozenset()
    answers_in: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Home:
    """Where somebody lives: a household that exists, a new one, or none."""

    household_id: UUID | None = None
    new: bool = False


class ChangedMeanwhile(Refused):
    """Somebody else changed this person since the form was opened."""


@dataclass(frozen=True)
class Change:
    """A person as a beheerder wants them: everything that the form holds."""

    details: PersonDetails
    rights: Rights = field(default_factory=Rights)
    home: Home = field(default_factory=Home)


def must_manage(actor: Viewer) -> None:
    """Only a beheerder changes people; raises `NotFound` for anybody else."""
    if not actor.has(Role.BEHEERDER):
        raise NotFound


def open_file(actor: Viewer, person_id: UUID, now: datetime) -> Person:
    """Look at what is known of a person; raises `NotFound` for who is not the actor's. The person sees it was done."""
    person = queries.shown(actor, person_id)
    accounts.leave_trace(actor, person_id, "person.opened", now)
    return person


def add(actor: Viewer, change: Change, now: datetime) -> UUID:
    """A person becomes known to the actor's municipality."""
    must_manage(actor)
    _must_be_free(actor, change.details.external_key, None)
    person = accounts.add_person(actor.municipality_id, change.details, ())
    person.household_id = _household(actor, change.home)
    _set_rights(actor, person, change.rights, now)
    accounts.leave_trace(actor, person.id, "person.added", now)
    return person.id


def change(actor: Viewer, person_id: UUID, wanted: Change, version: int, now: datetime) -> None:
    """Change a person. Raises `ChangedMeanwhile` where the version is not the one that the actor saw."""
    must_manage(actor)
    person = queries.person(actor, person_id, locked=True)
    if person.version != version:
        raise ChangedMeanwhile(N_("Somebody else has changed this person meanwhile."))
    _must_be_free(actor, wanted.details.external_key, person_id)
    write(person, replace(wanted.details, about=person.about))
    person.household_id = _household(actor, wanted.home)
    _set_rights(actor, person, wanted.rights, now)
    person.version += 1
    accounts.leave_trace(actor, person_id, "person.changed", now)


def write(person: Person, details: PersonDetails) -> None:
    """Put the details in the person's row, and have them found by the names they have now."""
    for name in PersonDetails.__dataclass_fields__:
        setattr(person, name, getattr(details, name))
    names.remember(person)


def deactivate(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """Sign a person out everywhere, at once and until they are active again; a participant's cases end.

    Raises `Refused` for oneself, for the last beheerder, and for a worker who has people still.
    """
    must_manage(actor)
    person = queries.person(actor, person_id, locked=True)
    if person.id == actor.person_id:
        raise Refused(N_("You cannot make yourself not active."))
    roles = {grant.role for grant in queries.grants(person_id)}
    _must_not_be_last(actor, person, roles)
    _must_have_no_people(person, roles)
    person.active = False
    person.version += 1
    sign_out_everywhere(person, now)
    keys.forget_keys(person.id)
    _end_cases(person)
    accounts.leave_trace(actor, person_id, "person.deactivated", now)


def activate(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """Let a person come back. They need a new invitation, and a participant somebody who works for them."""
    must_manage(actor)
    person = queries.person(actor, person_id, locked=True)
    person.active = True
    person.version += 1
    accounts.leave_trace(actor, person_id, "person.activated", now)


def sign_out_everywhere(person: Person, now: datetime) -> None:
    """End the devices of a person, and what would let another in."""
    living = select(Device).where(Device.person_id == person.id, Device.ended_at.is_(None))
    for device in db.session.scalars(living.execution_options(**SCOPE)):
        accounts.end(device, now)
    entry.end_invitations(person.id, now)
    keys.end_links(person.id, now)


def set_town(actor: Viewer, name: str, phone: str) -> None:
    """Change what the actor's municipality is called and its general number."""
    must_manage(actor)
    town = queries.municipality(actor)
    town.name, town.phone = name, phone


# Rights


def _set_rights(actor: Viewer, person: Person, rights: Rights, now: datetime) -> None:
    """Give and take roles in the actor's municipality, so that the person holds exactly these."""
    held = {(g.role, g.language) for g in queries.grants(person.id) if g.municipality_id == actor.municipality_id}
    wanted = {(role, "") for role in rights.roles - {Role.CULTUURVERBINDER}}
    if Role.CULTUURVERBINDER in rights.roles:
        wanted |= {(Role.CULTUURVERBINDER, each) for each in rights.answers_in & LANGUAGES.keys()}
    if held == wanted:
        return
    if person.id == actor.person_id:
        raise Refused(N_("You cannot change what you may do yourself. Ask another beheerder."))
    before = {role for role, _ in held}
    lost = before - rights.roles
    _must_not_be_last(actor, person, lost)
    _must_have_no_people(person, lost)
    _take(person, held - wanted, everywhere=Role.CULTUURVERBINDER in lost)
    for role, language in sorted(wanted - held):
        accounts.grant(person, actor.municipality_id, role, language)
    if before and bool(before & STAFF_ROLES) != bool(rights.roles & STAFF_ROLES):
        # A participant's PIN was never meant to open what staff see, and who works here no more keeps no way in.
        sign_out_everywhere(person, now)
        keys.forget_keys(person.id)
    accounts.leave_trace(actor, person.id, "person.roles_changed", now)
    if (rights.roles - before) & STAFF_ROLES:
        _tell_beheerders(actor, person)


def _tell_beheerders(actor: Viewer, person: Person) -> None:
    """A role opens much: the other beheerders hear that it was given."""
    for colleague in people_of.ids_of(actor.municipality_id, Role.BEHEERDER):
        if colleague not in {actor.person_id, person.id}:
            outbox.put(Notice(colleague, ROLE_GIVEN, link=f"/people/{person.id}"))


def _take(person: Person, roles: set[tuple[Role, str]], *, everywhere: bool) -> None:
    """Take roles away; who is no cultuurverbinder at home is none elsewhere."""
    for grant in queries.grants(person.id):
        at_home = grant.municipality_id == person.municipality_id and (grant.role, grant.language) in roles
        if at_home or (everywhere and grant.role is Role.CULTUURVERBINDER):
            db.session.delete(grant)
    db.session.flush()


def _must_not_be_last(actor: Viewer, person: Person, lost: set[Role]) -> None:
    """A municipality keeps a beheerder. Its row is locked first: two who let go of each other wait here."""
    if Role.BEHEERDER not in lost:
        return
    values = {"municipality": actor.municipality_id, "person": person.id}
    db.session.execute(TOWN_LOCKED, values)
    if not db.session.scalar(ANOTHER_BEHEERDER, values):
        raise Refused(N_("This is the only beheerder. Give somebody else that role first."))


def _must_have_no_people(person: Person, lost: set[Role]) -> None:
    values = {"worker": person.id, "roles": list(lost & CASE_ROLES), "today": clock.today()}
    if db.session.scalar(OPEN_CASES_OF_WORKER, values):
        raise Refused(N_("This person still works for people. Hand them over first."))


def _end_cases(person: Person) -> None:
    """Who is not active needs nobody; what was stays in the history, what had not begun never will."""
    today = clock.today()
    ended = update(Case).where(Case.person_id == person.id, or_(Case.until.is_(None), Case.until > today))
    planned = delete(Case).where(Case.person_id == person.id, Case.since > today)
    for statement in (planned, ended.values(until=today)):
        db.session.execute(statement.execution_options(**SCOPE))


# Details


def _must_be_free(actor: Viewer, external_key: str | None, but: UUID | None) -> None:
    if external_key is None:
        return
    statement = select(Person.id).where(
        Person.municipality_id == actor.municipality_id, Person.external_key == external_key
    )
    if db.session.scalar(statement.execution_options(**SCOPE)) not in {None, but}:
        raise Refused(N_("Somebody else has this number already."))


def _household(actor: Viewer, home: Home) -> UUID | None:
    if home.new:
        return accounts.add_household(actor.municipality_id).id
    if home.household_id is not None:
        household = db.session.get(Household, home.household_id, execution_options=SCOPE)
        if household is None or household.municipality_id != actor.municipality_id:
            raise NotFound
    return home.household_id
