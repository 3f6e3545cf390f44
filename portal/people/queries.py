"""Finding people and reading one, for staff of their municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from portal.accounts import names, sight
from portal.accounts import queries as accounts
from portal.accounts.models import Case, Device, Grant, Municipality, Person, PersonWord
from portal.accounts.sight import Purpose
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.text import fold_digits
from portal.core.viewer import CASE_ROLES, STAFF_ROLES, Role, Viewer
from portal.people.words import Show

PAGE = 50
MOST_WORDS = 4
LAST = "\U0010ffff"
"""Comes after every letter: where the words with a beginning end."""

SCOPE = {"scope": "viewer: people of my municipality, for staff"}

_worker = aliased(Person)

_HOME = Grant.municipality_id == Person.municipality_id
_STILL = or_(Case.until.is_(None), Case.until >= bindparam("today"))


def _holds(role: Role) -> ColumnElement[bool]:
    return exists().where(Grant.person_id == Person.id, _HOME, Grant.role == role)


def _among(roles: Iterable[Role]) -> ColumnElement[bool]:
    """The same for the few who are staff: from their roles to the people, instead of from everybody to their roles."""
    return Person.id.in_(
        select(Grant.person_id).where(Grant.municipality_id == bindparam("municipality"), Grant.role.in_(list(roles)))
    )


def _without(role: Role) -> ColumnElement[bool]:
    return and_(_holds(Role.PARTICIPANT), ~exists().where(Case.person_id == Person.id, Case.role == role, _STILL))


_SIGNED_IN = (
    Device.ended_at.is_(None),
    Device.expires_at > bindparam("now"),
    Device.pin_hash.is_not(None),
)

_SHOWN: dict[Show, ColumnElement[bool]] = {
    Show.PARTICIPANTS: _holds(Role.PARTICIPANT),
    Show.STAFF: _among(STAFF_ROLES),
    Show.NO_SIGN_IN: and_(_holds(Role.PARTICIPANT), ~exists().where(Device.person_id == Person.id, *_SIGNED_IN)),
    Show.NO_REGISSEUR: _without(Role.REGISSEUR),
    Show.NO_BEGELEIDER: _without(Role.BEGELEIDER),
}


@dataclass(frozen=True)
class Asked:
    """What a list is asked for."""

    text: str = ""
    """Beginnings of names, and perhaps a year of birth, as typed."""
    show: Show = Show.EVERYBODY
    role: Role | None = None
    after: UUID | None = None
    """The last person of the page before."""

    @property
    def year(self) -> int | None:
        """The year of birth among the words."""
        years = [word for word in self._words if word.isascii() and word.isdigit() and len(word) == 4]
        return int(years[0]) if years and 1900 <= int(years[0]) <= 2100 else None

    @property
    def name_words(self) -> list[str]:
        """The beginnings of names among the words, the longest first."""
        wanted = {word for word in self._words if word != str(self.year)}
        return sorted(wanted, key=lambda word: (-len(word), word))[:MOST_WORDS]

    @property
    def _words(self) -> set[str]:
        return names.words(fold_digits(self.text))


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in a list of people."""

    id: UUID
    name: str
    called: str
    birth_date: date | None
    language: str
    active: bool
    household_id: UUID | None
    roles: tuple[Role, ...] = ()
    regisseur: str = ""
    begeleider: str = ""
    signed_in: bool = False

    @property
    def is_participant(self) -> bool:
        return Role.PARTICIPANT in self.roles


Columns = Row[UUID, str, str, str, date | None, str, bool, UUID | None]

COLUMNS = (
    Person.id,
    Person.given_name,
    Person.family_name,
    Person.called,
    Person.birth_date,
    Person.language,
    Person.active,
    Person.household_id,
)


@cache
def listing(
    show: Show, role: Role | None, words: int, year: bool, own: bool, after: bool
) -> Select[UUID, str, str, str, date | None, str, bool, UUID | None]:
    """The statement for a list. There are a few hundred of them at most, each built once."""
    wanted = [
        Person.municipality_id == bindparam("municipality"),
        Person.active.is_(show is not Show.NOT_ACTIVE),
        *(_begins_with(number) for number in range(words)),
    ]
    if show in _SHOWN:
        wanted.append(_SHOWN[show])
    if role is not None:
        wanted.append(_holds(role) if role is Role.PARTICIPANT else _among([role]))
    if year:
        wanted.append(Person.birth_date.between(bindparam("born_from"), bindparam("born_to")))
    if own:
        wanted.append(or_(Person.id == bindparam("viewer"), sight.has_case(Person.id, *CASE_ROLES)))
    if after:
        wanted.append(Person.sort_name >= bindparam("after_name"))
        wanted.append(or_(Person.sort_name > bindparam("after_name"), Person.id > bindparam("after_id")))
    return (
        select(*COLUMNS).where(*wanted).order_by(Person.sort_name, Person.id).limit(PAGE + 1).execution_options(**SCOPE)
    )


def _begins_with(number: int) -> ColumnElement[bool]:
    return Person.id.in_(
        select(PersonWord.person_id).where(
            PersonWord.municipality_id == bindparam("municipality"),
            PersonWord.word >= bindparam(f"word_{number}"),
            PersonWord.word < bindparam(f"end_{number}"),
        )
    )


ANCHOR = (
    select(Person.sort_name)
    .where(Person.id == bindparam("after"), Person.municipality_id == bindparam("municipality"))
    .execution_options(**SCOPE)
)

ROLES_OF = (
    select(Grant.person_id, Grant.role)
    .join(Person, Person.id == Grant.person_id)
    .where(Grant.person_id.in_(bindparam("ids", expanding=True)), _HOME)
    .execution_options(**SCOPE)
)

WORKERS_OF = (
    select(Case.person_id, Case.role, _worker.given_name, _worker.family_name)
    .join(_worker, _worker.id == Case.worker_id)
    .where(Case.person_id.in_(bindparam("ids", expanding=True)), Case.since <= bindparam("today"), _STILL)
    .execution_options(**SCOPE)
)

SIGNED_IN_OF = (
    select(Device.person_id)
    .distinct()
    .where(Device.person_id.in_(bindparam("ids", expanding=True)), *_SIGNED_IN)
    .execution_options(**SCOPE)
)

SAME_PERSON = (
    select(*COLUMNS)
    .where(
        Person.municipality_id == bindparam("municipality"),
        Person.birth_date == bindparam("birth_date"),
        Person.sort_name.in_([bindparam("name"), bindparam("turned")]),
    )
    .order_by(Person.sort_name, Person.id)
    .limit(5)
    .execution_options(**SCOPE)
)
"""Also with the two names turned round, as they often are."""

GRANTS = select(Grant).where(Grant.person_id == bindparam("person")).order_by(Grant.role, Grant.language)


def people(viewer: Viewer, asked: Asked) -> tuple[list[Listed], bool]:
    """A page of the people of the viewer's municipality, by family name, and whether there are more.

    With a year of birth only those whose file is the viewer's to open: when somebody was born stands in the file.
    """
    words, year = asked.name_words, asked.year
    own = year is not None and not viewer.has(Role.BEHEERDER)
    values: dict[str, Any] = _now() | sight.eyes(viewer)
    values |= {"municipality": viewer.municipality_id, "after": asked.after}
    anchor = db.session.scalar(ANCHOR, values) if asked.after else None
    for number, word in enumerate(words):
        values |= {f"word_{number}": word, f"end_{number}": word + LAST}
    if year:
        values |= {"born_from": date(year, 1, 1), "born_to": date(year, 12, 31)}
    if anchor is not None:
        values |= {"after_name": anchor, "after_id": asked.after}
    statement = listing(asked.show, asked.role, len(words), year is not None, own, anchor is not None)
    rows = db.session.execute(statement, values).all()
    return _with_facts([_listed(row) for row in rows[:PAGE]]), len(rows) > PAGE


def listed(rows: Iterable[Columns]) -> list[Listed]:
    """Rows of `COLUMNS` with what is known beside them."""
    return _with_facts([_listed(row) for row in rows])


def person(viewer: Viewer, person_id: UUID, *, locked: bool = False) -> Person:
    """Somebody of the viewer's municipality, also who is not active; raises `NotFound` otherwise. For a beheerder."""
    if not viewer.has(Role.BEHEERDER):
        raise NotFound
    mine = select(Person).where(Person.id == person_id, sight.people(viewer, Purpose.FILE)).execution_options(**SCOPE)
    return found(db.session.scalar(mine.with_for_update(key_share=True) if locked else mine))


def shown(viewer: Viewer, person_id: UUID) -> Person:
    """Whose file the viewer may open, for a beheerder also who is not active; raises `NotFound` for anybody else."""
    return person(viewer, person_id) if viewer.has(Role.BEHEERDER) else accounts.person(viewer, person_id)


def roles_of(viewer: Viewer, person_id: UUID) -> list[tuple[Role, str]]:
    """The roles that somebody holds in the viewer's municipality, each with its language."""
    return [(g.role, g.language) for g in grants(person_id) if g.municipality_id == viewer.municipality_id]


def grants(person_id: UUID) -> Sequence[Grant]:
    """The roles that a person holds, in whatever municipality."""
    return db.session.scalars(GRANTS, {"person": person_id}).all()


def perhaps_the_same(
    viewer: Viewer, given_name: str, family_name: str, birth_date: date | None, but: UUID | None = None
) -> list[Listed]:
    """Who has the same name, in whatever spelling and order, and was born on the same day."""
    if birth_date is None:
        return []
    values = {
        "municipality": viewer.municipality_id,
        "birth_date": birth_date,
        "name": names.sort_name(family_name, given_name),
        "turned": names.sort_name(given_name, family_name),
    }
    return [_listed(row) for row in db.session.execute(SAME_PERSON, values) if row.id != but]


def municipality(viewer: Viewer) -> Municipality:
    """The viewer's own municipality."""
    return found(db.session.get(Municipality, viewer.municipality_id))


def _now() -> dict[str, Any]:
    return {"now": clock.now(), "today": clock.today()}


def _listed(row: Columns) -> Listed:
    return Listed(
        id=row.id,
        name=f"{row.given_name} {row.family_name}".strip(),
        called=row.called,
        birth_date=row.birth_date,
        language=row.language,
        active=row.active,
        household_id=row.household_id,
    )


def _with_facts(people: list[Listed]) -> list[Listed]:
    """Their roles, who works for them and whether they are signed in somewhere: three questions for a whole page."""
    values: dict[str, Any] = _now() | {"ids": [each.id for each in people]}
    if not people:
        return people
    roles: dict[UUID, set[Role]] = {}
    for row in db.session.execute(ROLES_OF, values):
        roles.setdefault(row.person_id, set()).add(row.role)
    workers = {
        (row.person_id, row.role): f"{row.given_name} {row.family_name}"
        for row in db.session.execute(WORKERS_OF, values)
    }
    signed_in = set(db.session.scalars(SIGNED_IN_OF, values))
    return [
        replace(
            each,
            roles=tuple(role for role in Role if role in roles.get(each.id, ())),
            regisseur=workers.get((each.id, Role.REGISSEUR), ""),
            begeleider=workers.get((each.id, Role.BEGELEIDER), ""),
            signed_in=each.id in signed_in,
        )
        for each in people
    ]
