"""Who lives with whom, and moving in and out. Nothing about who may see whom follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.accounts import actions as accounts
from portal.accounts import names
from portal.accounts.models import Household, Person
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer
from portal.people import queries
from portal.people.actions import must_manage
from portal.people.queries import Asked, Listed

SCOPE = {"scope": "viewer: households of my municipality, for a beheerder"}

ONE = (
    select(Household.id)
    .where(Household.id == bindparam("household"), Household.municipality_id == bindparam("municipality"))
    .execution_options(**SCOPE)
)

MEMBERS = (
    select(*queries.COLUMNS)
    .where(
        Person.household_id.in_(bindparam("ids", expanding=True)),
        Person.municipality_id == bindparam("municipality"),
        Person.active,
    )
    .order_by(Person.household_id, Person.birth_date, Person.id)
    .execution_options(**SCOPE)
)


@dataclass(frozen=True, slots=True)
class Found:
    """A household, known by who lives there."""

    id: UUID
    names: tuple[str, ...]


def members(viewer: Viewer, household_id: UUID) -> list[Listed]:
    """Who lives in a household, the eldest first; raises `NotFound` for one of elsewhere."""
    must_manage(viewer)
    values = {"household": household_id, "municipality": viewer.municipality_id}
    found(db.session.scalar(ONE, values))
    return queries.listed(db.session.execute(MEMBERS, values | {"ids": [household_id]}))


def search(viewer: Viewer, text: str) -> list[Found]:
    """Households in which somebody has a name like this; the first twelve."""
    if not names.words(text):
        return []
    people, _ = queries.people(viewer, Asked(text))
    return called(viewer, [each.household_id for each in people if each.household_id][:12])


def called(viewer: Viewer, ids: Sequence[UUID]) -> list[Found]:
    """Households of the viewer's municipality by the names of who lives there."""
    values = {"ids": list(dict.fromkeys(ids)), "municipality": viewer.municipality_id}
    at_home: dict[UUID, list[str]] = {}
    for row in db.session.execute(MEMBERS, values):
        at_home.setdefault(row.household_id, []).append(f"{row.given_name} {row.family_name}")
    return [Found(household, tuple(names)) for household, names in at_home.items()]


def move_in(actor: Viewer, household_id: UUID | None, person_id: UUID, now: datetime) -> UUID:
    """A person lives in this household from now on, or in a new one; whoever they lived with stays there."""
    must_manage(actor)
    if household_id is None:
        household_id = accounts.add_household(actor.municipality_id).id
    else:
        found(db.session.scalar(ONE, {"household": household_id, "municipality": actor.municipality_id}))
    _live(actor, queries.person(actor, person_id, locked=True), household_id, now)
    return household_id


def move_out(actor: Viewer, household_id: UUID, person_id: UUID, now: datetime) -> None:
    """A person no longer lives in this household; raises `NotFound` where they do not."""
    must_manage(actor)
    person = queries.person(actor, person_id, locked=True)
    found(person if person.household_id == household_id else None)
    _live(actor, person, None, now)


def _live(actor: Viewer, person: Person, household_id: UUID | None, now: datetime) -> None:
    if person.household_id == household_id:
        return
    person.household_id = household_id
    person.version += 1
    accounts.leave_trace(actor, person.id, "household.changed", now)
