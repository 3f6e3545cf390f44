"""Writes about cases: a person gets a regisseur or begeleider from a day on, and hears of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from portal.accounts import actions as accounts
from portal.accounts.models import Case, Person
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import CASE_ROLES, Role, Viewer
from portal.people import cases
from portal.people.actions import must_manage
from portal.people.blocks import FIRST, NEXT

AT_MOST_AHEAD = timedelta(days=366)
ONE_DAY = timedelta(days=1)

SCOPE = {"scope": "people of the actor's municipality"}

LOCKED = (
    select(Person)
    .where(Person.id.in_(bindparam("ids", expanding=True)), Person.municipality_id == bindparam("municipality"))
    .order_by(Person.id)
    .with_for_update(key_share=True)
    .execution_options(**SCOPE)
)
"""In one order for everybody, so that two who hand over the same people never wait for each other."""

OPEN = (
    select(Case, Person)
    .join(Person, Person.id == Case.worker_id)
    .where(
        Case.person_id.in_(bindparam("ids", expanding=True)),
        Case.role == bindparam("role"),
        or_(Case.until.is_(None), Case.until >= bindparam("since")),
    )
    .order_by(Case.since)
    .execution_options(**SCOPE)
)

WORKER = select(Person).where(Person.id == bindparam("worker")).execution_options(**SCOPE)


def assign(actor: Viewer, person_ids: Iterable[UUID], worker_id: UUID, role: Role, since: date, now: datetime) -> int:
    """Give people a regisseur or begeleider from a day on; who did it before does it until the day before.

    Says for how many that is a change: each of them is told. Raises `Refused` for a day before somebody's present
    worker began, or too far ahead.
    """
    must_manage(actor)
    if role not in CASE_ROLES:
        raise NotFound
    if since > clock.today() + AT_MOST_AHEAD:
        raise Refused(N_("Choose a day within a year from now."))
    ids = {row.id for row in cases.chosen(actor, person_ids)}
    if worker_id in ids:
        raise Refused(N_("Nobody works for themselves. Choose a colleague."))
    cases.worker(actor, worker_id, role)
    people = db.session.scalars(LOCKED, {"ids": list(ids), "municipality": actor.municipality_id}).all()
    worker = db.session.scalars(WORKER, {"worker": worker_id}).one()
    before: dict[UUID, list[tuple[Case, Person]]] = {}
    for row in db.session.execute(OPEN, {"ids": list(ids), "role": role, "since": since}):
        before.setdefault(row.Case.person_id, []).append((row.Case, row.Person))
    return sum(_hand_over(actor, person, worker, role, since, before.get(person.id, []), now) for person in people)


def hand_over_all(actor: Viewer, worker_id: UUID, to: UUID, role: Role, since: date, now: datetime) -> int:
    """Everybody for whom one worker works in a role goes to another, from a day on. Says how many."""
    must_manage(actor)
    if worker_id == to:
        raise Refused(N_("Choose somebody else."))
    people = {row.person_id for row in cases.of_worker(actor, worker_id, role)}
    return assign(actor, people, to, role, since, now)


def _hand_over(
    actor: Viewer,
    person: Person,
    worker: Person,
    role: Role,
    since: date,
    before: list[tuple[Case, Person]],
    now: datetime,
) -> bool:
    """Whether this was a change."""
    if any(case.worker_id == worker.id and case.since <= since and case.until is None for case, _ in before):
        return False
    leaving = _make_room(before, since)
    accounts.assign(person, worker, role, since)
    accounts.leave_trace(actor, person.id, "case.assigned", now)
    _tell(person, worker, role, since, leaving)
    return True


def _make_room(before: list[tuple[Case, Person]], since: date) -> Person | None:
    """End what would go on; what would begin from that day on never will. Says who works for the person until then."""
    today, leaving = clock.today(), None
    for case, worker in before:
        if since < case.since <= today:
            raise Refused(N_("The person who helps now began later than this day. Choose a later day."))
        if case.since >= since:
            db.session.delete(case)
            continue
        case.until = since - ONE_DAY
        leaving = worker
    db.session.flush()
    return leaving


def _tell(person: Person, worker: Person, role: Role, since: date, leaving: Person | None) -> None:
    values = {"name": worker.first_name, "day": since.isoformat()}
    if leaving is not None and since > clock.today():
        outbox.put(Notice(person.id, NEXT[role], {**values, "old_name": leaving.first_name}, "/"))
    else:
        outbox.put(Notice(person.id, FIRST[role], values, "/"))
