"""Urgent access, which others call break-glass: for an hour the file of somebody whose case one does not have.

For the day on which the own begeleider is ill and the question cannot wait. Nobody has to agree beforehand, so that it
works at once; everybody hears of it at once: the person, the beheerders, and the audit. It opens what the case would
open in that role and no more, in the own municipality, for participants only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from portal.accounts import actions as accounts_actions
from portal.accounts import queries as accounts
from portal.accounts import sight
from portal.accounts.models import Grant, Person, UrgentAccess
from portal.accounts.sight import Purpose
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_, _
from portal.core.offers import Todo
from portal.core.outbox import Notice
from portal.core.viewer import CASE_ROLES, Role, Viewer
from portal.people.blocks import OPENED_URGENTLY, SOMEBODY_OPENED_URGENTLY

LASTS = timedelta(hours=1)
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
"""Who needs it more often needs the cases: a beheerder gives them."""
SHOWN_FOR = timedelta(days=90)

SCOPE = {"scope": "viewer: urgent access in my municipality"}

OF_TODAY = (
    select(func.count())
    .select_from(UrgentAccess)
    .where(UrgentAccess.worker_id == bindparam("worker"), UrgentAccess.at > bindparam("since"))
    .execution_options(scope="viewer: my own")
)
ACTOR_LOCKED = (
    select(Person.id)
    .where(Person.id == bindparam("worker"))
    .with_for_update(key_share=True)
    .execution_options(scope="viewer: myself")
)
_worker = aliased(Person)
LATELY = (
    select(
        UrgentAccess.id,
        UrgentAccess.person_id,
        UrgentAccess.role,
        UrgentAccess.reason,
        UrgentAccess.at,
        UrgentAccess.settled_at,
        Person.given_name,
        Person.family_name,
        _worker.given_name.label("worker_given"),
        _worker.family_name.label("worker_family"),
    )
    .join(Person, Person.id == UrgentAccess.person_id)
    .join(_worker, _worker.id == UrgentAccess.worker_id)
    .where(UrgentAccess.municipality_id == bindparam("municipality"), UrgentAccess.at > bindparam("since"))
    .order_by(UrgentAccess.settled_at.is_not(None), UrgentAccess.at.desc())
    .limit(100)
    .execution_options(**SCOPE)
)
OPEN_COUNT = (
    select(func.count())
    .select_from(UrgentAccess)
    .where(UrgentAccess.municipality_id == bindparam("municipality"), UrgentAccess.settled_at.is_(None))
    .execution_options(**SCOPE)
)
ONE = (
    select(UrgentAccess)
    .where(UrgentAccess.id == bindparam("access"), UrgentAccess.municipality_id == bindparam("municipality"))
    .execution_options(**SCOPE)
)


@dataclass(frozen=True, slots=True)
class Access:
    """One of them, as the beheerder asks about it."""

    id: UUID
    person_id: UUID
    person: str
    worker: str
    role: Role
    reason: str
    at: datetime
    settled: bool


def somebody(viewer: Viewer, person_id: UUID) -> Person:
    """A participant of the viewer's municipality; raises `NotFound` for anybody else, and for who opens them anyway."""
    participant = select(Grant.person_id).where(
        Grant.person_id == person_id,
        Grant.role == Role.PARTICIPANT,
        Grant.municipality_id == viewer.municipality_id,
    )
    if viewer.has(Role.BEHEERDER):
        raise NotFound
    named = accounts.visible_people(viewer, Purpose.NAME).where(Person.id == person_id, participant.exists())
    return found(db.session.scalar(named.where(~sight.people(viewer, Purpose.FILE))))


def roles(viewer: Viewer) -> list[Role]:
    """As what the viewer may open somebody: begeleider before regisseur, since a begeleider sees less."""
    return sorted(CASE_ROLES & viewer.roles)


def open_urgently(actor: Viewer, person_id: UUID, role: Role, reason: str, now: datetime) -> None:
    """Open somebody's file for an hour; the person and the beheerders hear of it in the same transaction.

    Raises `NotFound` for who is not a participant of the actor's municipality or whose file is open anyway, and
    `Refused` after `MOST_A_DAY`.
    """
    if role not in roles(actor):
        raise NotFound
    # Locked, so that two buttons pressed at once are counted one after the other.
    db.session.execute(ACTOR_LOCKED, {"worker": actor.person_id})
    somebody(actor, person_id)
    if (db.session.scalar(OF_TODAY, {"worker": actor.person_id, "since": now - A_DAY}) or 0) >= MOST_A_DAY:
        raise Refused(
            N_("You did this three times today already. Ask your beheerder to give you the people you work for.")
        )
    db.session.add(
        UrgentAccess(
            person_id=person_id,
            municipality_id=actor.municipality_id,
            worker_id=actor.person_id,
            role=role,
            reason=reason,
            at=now,
            ends_at=now + LASTS,
        )
    )
    accounts_actions.leave_trace(actor, person_id, "person.urgent", now)
    outbox.put(Notice(person_id, OPENED_URGENTLY, link="/who-looked"))
    for beheerder in accounts.ids_of(actor.municipality_id, Role.BEHEERDER):
        outbox.put(Notice(beheerder, SOMEBODY_OPENED_URGENTLY, link="/people/urgent"))


def lately(viewer: Viewer) -> list[Access]:
    """What a beheerder has to ask about, and what they asked about already; newest first."""
    values = {"municipality": viewer.municipality_id, "since": clock.now() - SHOWN_FOR}
    return [
        Access(
            row.id,
            row.person_id,
            f"{row.given_name} {row.family_name}",
            f"{row.worker_given} {row.worker_family}",
            row.role,
            row.reason,
            row.at,
            row.settled_at is not None,
        )
        for row in db.session.execute(LATELY, values)
    ]


def settle(actor: Viewer, access_id: UUID, now: datetime) -> None:
    """A beheerder asked about it; it leaves their desk. Raises `NotFound` for one of another municipality."""
    if not actor.has(Role.BEHEERDER):
        raise NotFound
    access = found(db.session.scalar(ONE, {"access": access_id, "municipality": actor.municipality_id}))
    access.settled_at = access.settled_at or now


def todo(viewer: Viewer) -> Sequence[Todo]:
    """For the beheerder's desk: what nobody asked about yet."""
    if not viewer.has(Role.BEHEERDER):
        return []
    count = db.session.scalar(OPEN_COUNT, {"municipality": viewer.municipality_id}) or 0
    return [Todo(_("Files opened because it was urgent"), count, "/people/urgent", "triangle-alert")]
