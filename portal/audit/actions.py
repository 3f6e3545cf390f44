"""Leaving a trace, in the transaction of what it is a trace of.

Traces wait in the session until everything else of the change is written (`seal`), so that the lock under which
entries get their numbers is always the last one taken and is held for a moment only.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select

from portal.accounts.models import Person
from portal.audit import budget, chain, keys
from portal.audit.acts import ACTS, UNKNOWN
from portal.audit.models import Entry, Pseudonym
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Role, Viewer

HOMES = (
    select(Person.id, Person.municipality_id, Pseudonym.ref)
    .outerjoin(Pseudonym, Pseudonym.person_id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
    .execution_options(scope="system: behind whose wall a trace stands")
)
NEWEST = (
    select(Entry.number, Entry.seal)
    .order_by(Entry.number.desc())
    .limit(1)
    .execution_options(scope="system: where the chain goes on")
)
LOCK = select(func.pg_advisory_xact_lock(0x4D65_6564_6F65_6E))
"""One lock for the whole house: entries are numbered one by one. SQLite has one writer anyway."""

MOST_TELLING = (Role.REGISSEUR, Role.BEGELEIDER, Role.CULTUURVERBINDER, Role.BEHEERDER, Role.PARTICIPANT)


@dataclass(frozen=True)
class _Waiting:
    person_id: UUID
    actor_id: UUID | None
    role: str
    act: str
    at: datetime


def record(actor: Viewer | None, person_id: UUID, act: str, now: datetime) -> None:
    """Remember that the actor did this to, or with, what is the person's. One's own doings leave none, but for those
    by which somebody else could come in as oneself (`Act.own`).

    Without an actor the house itself did it. The trace stands behind the person's wall, not the actor's: a
    cultuurverbinder works in several municipalities. The same thing twice in one change is said once. Raises
    `budget.TooManyFiles` where the actor opened as many files as one may within an hour.
    """
    if actor is not None and actor.person_id == person_id and not ACTS.get(act, UNKNOWN).own:
        return
    if actor is not None and act.endswith(budget.LOOK) and budget.spend(actor, person_id, now):
        _wait(_Waiting(actor.person_id, None, "", budget.USED_UP, now))
    role = next((str(role) for role in MOST_TELLING if actor is not None and role in actor.roles), "")
    _wait(_Waiting(person_id, actor.person_id if actor else None, role, act, now))


def _wait(waiting: _Waiting) -> None:
    traces: list[_Waiting] = db.session.info.setdefault("traces", [])
    if waiting not in traces:
        traces.append(waiting)


def seal() -> None:
    """Write what waits, as the last thing of a change. Raises `NotFound` for a trace of nobody."""
    waiting: list[_Waiting] = db.session.info.pop("traces", [])
    if not waiting:
        return
    db.session.flush()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(LOCK)
    refs = _refs({each for trace in waiting for each in (trace.person_id, trace.actor_id) if each is not None})
    newest = db.session.execute(NEWEST).one_or_none()
    last, before = (newest.number, newest.seal) if newest else (0, chain.FIRST)
    for number, trace in enumerate(waiting, last + 1):
        entry = Entry(
            number=number,
            at=trace.at,
            act=trace.act,
            role=trace.role,
            person_ref=found(refs.get(trace.person_id)),
            actor_ref=refs[trace.actor_id] if trace.actor_id else None,
        )
        entry.seal = before = chain.seal(keys.audit(), entry, before)
        db.session.add(entry)
    db.session.flush()


def _refs(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The pseudonyms of people, made for whom there is none yet."""
    rows: Sequence[Row[UUID, UUID, UUID | None]] = db.session.execute(HOMES, {"ids": list(ids)}).all()
    return {row[0]: row[2] if row[2] is not None else _new_ref(row[0], row[1]) for row in rows}


def _new_ref(person_id: UUID, municipality_id: UUID) -> UUID:
    salt = secrets.token_hex(16)
    ref = chain.pseudonym(keys.audit(), person_id, salt)
    db.session.add(Pseudonym(person_id=person_id, municipality_id=municipality_id, salt=salt, ref=ref))
    return ref
