"""Who works for whom: what is so, what is planned, and what was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Row, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Case, Grant, Person
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.i18n import _
from portal.core.offers import Todo
from portal.core.viewer import CASE_ROLES, Role, Viewer

SCOPE = {"scope": "viewer: cases of my municipality, for who manages people"}

_worker = aliased(Person)
_STILL = or_(Case.until.is_(None), Case.until >= bindparam("today"))

OF_PERSON = (
    select(Case.role, Case.since, Case.until, _worker.id, _worker.given_name, _worker.family_name)
    .join(_worker, _worker.id == Case.worker_id)
    .where(Case.person_id == bindparam("person"), Case.municipality_id == bindparam("municipality"))
    .order_by(Case.since.desc(), Case.role)
    .limit(30)
    .execution_options(**SCOPE)
)

WORKERS = (
    select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Grant.role,
        select(func.count())
        .where(Case.worker_id == Person.id, Case.role == Grant.role, _STILL)
        .correlate(Person, Grant)
        .scalar_subquery()
        .label("cases"),
    )
    .join(Grant, Grant.person_id == Person.id)
    .where(
        Grant.municipality_id == bindparam("municipality"),
        Person.municipality_id == bindparam("municipality"),
        Grant.role.in_(CASE_ROLES),
        Person.active,
    )
    .order_by(Grant.role, Person.sort_name, Person.id)
    .execution_options(**SCOPE)
)

LEFT = (
    select(Person.id, Person.given_name, Person.family_name, Case.role, func.count().label("cases"))
    .join(Case, Case.worker_id == Person.id)
    .outerjoin(
        Grant,
        (Grant.person_id == Person.id)
        & (Grant.municipality_id == Case.municipality_id)
        & (Grant.role == Case.role)
        & Person.active,
    )
    .where(Case.municipality_id == bindparam("municipality"), _STILL, Grant.person_id.is_(None))
    .group_by(Person.id, Person.given_name, Person.family_name, Case.role)
    .order_by(Case.role, Person.id)
    .execution_options(**SCOPE)
)
"""An identity provider took the role away, or they were erased: their people have nobody, and are told nothing."""

OF_WORKER = (
    select(Case.person_id, Case.since, Case.role, Person.given_name, Person.family_name)
    .join(Person, Person.id == Case.person_id)
    .where(
        Case.worker_id == bindparam("worker"),
        Case.municipality_id == bindparam("municipality"),
        Case.role == bindparam("role"),
        _STILL,
    )
    .order_by(Person.sort_name, Person.id)
    .execution_options(**SCOPE)
)

CHOSEN = (
    select(Person.id, Person.given_name, Person.family_name, Person.called)
    .join(Grant, Grant.person_id == Person.id)
    .where(
        Person.id.in_(bindparam("ids", expanding=True)),
        Person.municipality_id == bindparam("municipality"),
        Grant.role == Role.PARTICIPANT,
        Person.active,
    )
    .order_by(Person.sort_name, Person.id)
    .execution_options(**SCOPE)
)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who can work for people, in one of their roles."""

    id: UUID
    name: str
    role: Role
    cases: int


def of_person(viewer: Viewer, person_id: UUID) -> Sequence[Row[Role, date, date | None, UUID, str, str]]:
    """Who works, will work and worked for a person, newest first: ``role, since, until, id, given_name, …``."""
    return db.session.execute(OF_PERSON, {"person": person_id, "municipality": viewer.municipality_id}).all()


def workers(viewer: Viewer) -> list[Worker]:
    """The active begeleiders and regisseurs of the viewer's municipality, with how many people each has."""
    values = {"municipality": viewer.municipality_id, "today": clock.today()}
    return [
        Worker(row.id, f"{row.given_name} {row.family_name}", row.role, row.cases)
        for row in db.session.execute(WORKERS, values)
    ]


def left(viewer: Viewer) -> list[Worker]:
    """Who still stands as the worker of people in the viewer's municipality, and no longer has the role."""
    values = {"municipality": viewer.municipality_id, "today": clock.today()}
    return [
        Worker(row.id, f"{row.given_name} {row.family_name}".strip(), row.role, row.cases)
        for row in db.session.execute(LEFT, values)
    ]


def todo(viewer: Viewer) -> list[Todo]:
    """For the beheerder's desk: people who have nobody any more, though somebody's name still stands there."""
    if not viewer.has(Role.BEHEERDER):
        return []
    number = sum(each.cases for each in left(viewer))
    return [Todo(_("People whose worker has left"), number, "/people/workers", "users")] if number else []


def worker(viewer: Viewer, worker_id: UUID, role: Role) -> Worker:
    """One of them in this role; raises `NotFound` otherwise."""
    return found(next((w for w in workers(viewer) if w.id == worker_id and w.role is role), None))


def of_worker(viewer: Viewer, worker_id: UUID, role: Role) -> Sequence[Row[UUID, date, Role, str, str]]:
    """The people for whom somebody works or will work in a role, by family name."""
    values = {"worker": worker_id, "municipality": viewer.municipality_id, "role": role, "today": clock.today()}
    return db.session.execute(OF_WORKER, values).all()


def chosen(viewer: Viewer, ids: Iterable[UUID]) -> Sequence[Row[UUID, str, str, str]]:
    """The participants among these people; raises `NotFound` where one of them is none of the viewer's."""
    wanted = set(ids)
    rows = db.session.execute(CHOSEN, {"ids": list(wanted), "municipality": viewer.municipality_id}).all()
    if {row.id for row in rows} != wanted:
        raise NotFound
    return rows
