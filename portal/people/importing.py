"""Reading a file of people into the municipality: first what it would do, then all of it or nothing.

Who is meant by a line: whoever has its number; without one, or where nobody has it, whoever has the same name and date
of birth and no number of their own. An empty cell changes nothing, so a file never takes away what is known, and the
same file read twice changes nothing the second time. Staff are not managed by files.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from portal.accounts import actions as accounts
from portal.accounts import names
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Grant, Household, Municipality, Person
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.viewer import STAFF_ROLES, Role, Viewer
from portal.people import actions, spreadsheet, typed
from portal.people.spreadsheet import CHILD, PARTICIPANT, Entry, Problem

SCOPE = {"scope": "people of the actor's municipality"}
_HERE = Person.municipality_id == bindparam("municipality")

KNOWN = (
    select(Person)
    .where(
        _HERE,
        or_(
            Person.external_key.in_(bindparam("keys", expanding=True)),
            Person.id.in_(bindparam("ids", expanding=True)),
            Person.sort_name.in_(bindparam("names", expanding=True)),
        ),
    )
    .execution_options(**SCOPE)
)
ROLES = (
    select(Grant.person_id, Grant.role)
    .join(Person, Person.id == Grant.person_id)
    .where(
        _HERE, Grant.municipality_id == Person.municipality_id, Grant.person_id.in_(bindparam("ids", expanding=True))
    )
    .execution_options(**SCOPE)
)
HOUSEHOLDS = (
    select(Household)
    .where(
        Household.municipality_id == bindparam("municipality"),
        or_(
            Household.external_key.in_(bindparam("keys", expanding=True)),
            Household.id.in_(bindparam("ids", expanding=True)),
        ),
    )
    .execution_options(**SCOPE)
)
EVERYBODY = (
    select(Person, Household.external_key.label("household_key"))
    .outerjoin(Household, Household.id == Person.household_id)
    .where(_HERE, Person.active)
    .order_by(Person.sort_name, Person.id)
    .execution_options(**SCOPE)
)
STAFF = select(Grant.person_id).where(
    Grant.municipality_id == bindparam("municipality"), Grant.role.in_(list(STAFF_ROLES))
)
WITH_ROLE = select(Grant.person_id).where(
    Grant.municipality_id == bindparam("municipality"), Grant.role == Role.PARTICIPANT
)

FIELDS = {
    "key": "nummer",
    "given_name": "voornaam",
    "family_name": "achternaam",
    "called": "roepnaam",
    "birth_date": "geboortedatum",
    "language": "taal",
    "phone": "telefoon",
    "household": "huishouden",
    "kind": "soort",
}
"""What of an entry can change a person, and the column in which it stands."""


class Does(StrEnum):
    """What a line does."""

    ADDS = "adds"
    CHANGES = "changes"
    NOTHING = "nothing"
    LEAVES = "leaves"
    """The person is not active, and stays as they are."""


@dataclass(frozen=True)
class Step:
    """What one line does, and in which columns."""

    entry: Entry
    does: Does
    columns: tuple[str, ...] = ()
    person: Person | None = None


@dataclass(frozen=True)
class Plan:
    """What a file does; with problems it does nothing."""

    steps: Sequence[Step] = ()
    problems: Sequence[Problem] = field(default_factory=list)

    def that(self, does: Does) -> list[Step]:
        """The steps of one kind."""
        return [step for step in self.steps if step.does is does]

    @property
    def changes_something(self) -> bool:
        return any(step.does in {Does.ADDS, Does.CHANGES} for step in self.steps)


def plan(actor: Viewer, text: str) -> Plan:
    """What reading this text would do; or everything that is wrong with it, line by line."""
    actions.must_manage(actor)
    entries, problems = spreadsheet.read(text)
    if problems:
        return Plan(problems=problems)
    known = _Known(actor, entries)
    steps = [known.step(entry, problems) for entry in entries]
    meant: dict[UUID, int] = {}
    for step in steps:
        if step.person and meant.setdefault(step.person.id, step.entry.line) != step.entry.line:
            words = N_("This person stands on line %(line)s too.")
            problems.append(Problem(step.entry.line, "nummer", words, {"line": meant[step.person.id]}))
    return Plan(problems=problems) if problems else Plan(steps)


def carry_out(actor: Viewer, text: str, now: datetime) -> Plan:
    """Do it, all in the one transaction of the caller. With problems nothing is done: they are in the answer."""
    actions.must_manage(actor)
    # Two files at once would both find that somebody is not known yet.
    town = select(Municipality.id).where(Municipality.id == actor.municipality_id)
    db.session.execute(town.with_for_update(key_share=True))
    planned = plan(actor, text)
    homes = _Homes(actor, [step.entry.household for step in planned.steps])
    for step in planned.steps:
        if step.does is Does.ADDS:
            _add(actor, step.entry, homes, now)
        elif step.does is Does.CHANGES and step.person is not None:
            _change(actor, step.person, step, homes, now)
    return planned


def export(actor: Viewer) -> tuple[list[UUID], str]:
    """The active people of the municipality who are not staff: who they are, and a file that can be read again."""
    actions.must_manage(actor)
    values = {"municipality": actor.municipality_id}
    staff = set(db.session.scalars(STAFF, values))
    participants = set(db.session.scalars(WITH_ROLE, values))
    rows = [row for row in db.session.execute(EVERYBODY, values) if row.Person.id not in staff]
    text = spreadsheet.write(_row(row.Person, row.household_key, row.Person.id in participants) for row in rows)
    return [row.Person.id for row in rows], text


def _row(person: Person, household_key: str | None, is_participant: bool) -> spreadsheet.Row:
    return spreadsheet.Row(
        id=person.id,
        external_key=person.external_key,
        given_name=person.given_name,
        family_name=person.family_name,
        called=person.called,
        birth_date=person.birth_date,
        language=person.language,
        phone=person.phone,
        household=household_key or (str(person.household_id) if person.household_id else ""),
        kind=PARTICIPANT if is_participant else CHILD,
    )


class _Known:
    """Who the lines of a file may mean, asked of the database once for all of them."""

    def __init__(self, actor: Viewer, entries: list[Entry]) -> None:
        values = {
            "municipality": actor.municipality_id,
            "keys": [entry.key for entry in entries if entry.key],
            "ids": _ids(entry.key for entry in entries),
            "names": [_sort_name(entry) for entry in entries],
        }
        people = db.session.scalars(KNOWN, values).all()
        self.by_key: dict[str, Person] = {str(person.id): person for person in people}
        self.by_key |= {person.external_key: person for person in people if person.external_key}
        self.by_name: dict[tuple[str, object], list[Person]] = {}
        for person in people:
            self.by_name.setdefault((person.sort_name, person.birth_date), []).append(person)
        self.roles: dict[UUID, set[Role]] = {}
        for row in db.session.execute(ROLES, values | {"ids": [person.id for person in people]}):
            self.roles.setdefault(row.person_id, set()).add(row.role)
        self.homes = _Homes(actor, [entry.household for entry in entries])

    def step(self, entry: Entry, problems: list[Problem]) -> Step:
        """What a line does; what stands in its way joins the problems."""
        person = self._meant(entry, problems)
        if person is None:
            return Step(entry, Does.ADDS)
        roles = self.roles.get(person.id, set())
        if roles & STAFF_ROLES:
            problems.append(
                Problem(entry.line, "nummer", N_("This is somebody of the staff. Change them on their page."))
            )
        if entry.kind == CHILD and Role.PARTICIPANT in roles:
            problems.append(Problem(entry.line, "soort", N_("This person is a participant already.")))
        if not person.active:
            return Step(entry, Does.LEAVES, person=person)
        columns = tuple(column for name, column in FIELDS.items() if self._differs(entry, name, person, roles))
        return Step(entry, Does.CHANGES if columns else Does.NOTHING, columns, person)

    def _meant(self, entry: Entry, problems: list[Problem]) -> Person | None:
        if entry.key in self.by_key:
            return self.by_key[entry.key]
        same = self.by_name.get((_sort_name(entry), entry.birth_date), [])
        if entry.key:
            same = [person for person in same if person.external_key is None]
        if len(same) > 1:
            words = N_("Several people have this name and date of birth. Fill in the number.")
            problems.append(Problem(entry.line, "nummer", words))
        return same[0] if same else None

    def _differs(self, entry: Entry, name: str, person: Person, roles: set[Role]) -> bool:
        if not getattr(entry, name):
            return False
        if name == "key":
            return entry.key not in {person.external_key, str(person.id)}
        if name == "kind":
            return entry.kind == PARTICIPANT and Role.PARTICIPANT not in roles
        if name == "household":
            home = self.homes.known.get(entry.household)
            return home is None or home != person.household_id
        if name == "phone":
            return entry.phone != _e164(person.phone)
        return bool(getattr(person, name) != getattr(entry, name))


class _Homes:
    """The households that lines name: by the municipality's own word for them, or by the portal's."""

    def __init__(self, actor: Viewer, labels: list[str]) -> None:
        self.municipality_id = actor.municipality_id
        values = {"municipality": actor.municipality_id, "keys": [each for each in labels if each], "ids": _ids(labels)}
        self.known: dict[str, UUID] = {}
        for household in db.session.scalars(HOUSEHOLDS, values):
            self.known[household.external_key or str(household.id)] = household.id
            self.known[str(household.id)] = household.id

    def of(self, label: str) -> UUID | None:
        """The household with this name, made where it is new; None where no name is given."""
        if not label:
            return None
        if label not in self.known:
            self.known[label] = accounts.add_household(self.municipality_id, label).id
        return self.known[label]


def _add(actor: Viewer, entry: Entry, homes: _Homes, now: datetime) -> None:
    details = PersonDetails(
        entry.given_name,
        entry.family_name,
        entry.language,
        called=entry.called,
        birth_date=entry.birth_date,
        phone=entry.phone,
        external_key=entry.key or None,
    )
    roles = () if entry.kind == CHILD else (Role.PARTICIPANT,)
    person = accounts.add_person(actor.municipality_id, details, roles)
    person.household_id = homes.of(entry.household)
    accounts.leave_trace(actor, person.id, "person.added", now)


def _change(actor: Viewer, person: Person, step: Step, homes: _Homes, now: datetime) -> None:
    entry = step.entry
    change: dict[str, Callable[[], Any]] = {
        "nummer": lambda: setattr(person, "external_key", entry.key),
        "huishouden": lambda: setattr(person, "household_id", homes.of(entry.household)),
        "soort": lambda: accounts.grant(person, actor.municipality_id, Role.PARTICIPANT),
    }
    for name, column in FIELDS.items():
        if column in step.columns:
            change[column]() if column in change else setattr(person, name, getattr(entry, name))
    person.version += 1
    names.remember(person)
    accounts.leave_trace(actor, person.id, "person.changed", now)


def _sort_name(entry: Entry) -> str:
    return names.sort_name(entry.family_name, entry.given_name)


def _ids(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def _e164(phone: str) -> str:
    try:
        return typed.phone(phone)
    except Refused:
        return phone
