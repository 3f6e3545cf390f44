"""Reading one's own traces: who looked at my things, and who changed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func, or_, select

from portal.accounts.models import Person
from portal.audit.acts import ACTS, ONESELF, ROLE_NAMES, UNKNOWN, Act
from portal.audit.models import Trace
from portal.core import when
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer

PAGE_LENGTH = 30
NO_NUMBER = 2**31 - 1

MINE = (
    select(
        Trace.number,
        Trace.at,
        Trace.act,
        Trace.role,
        (Trace.actor_id == Trace.person_id).label("own"),
        func.coalesce(func.nullif(Person.called, ""), Person.given_name).label("name"),
    )
    .outerjoin(Person, Person.id == Trace.actor_id)
    .where(Trace.person_id == bindparam("person"), Trace.act.not_in(bindparam("passed_over", expanding=True)))
    .order_by(Trace.at.desc(), Trace.number.desc())
    .limit(PAGE_LENGTH + 1)
    .execution_options(scope="viewer: traces of my own things")
)
MINE_OLDER = MINE.where(
    or_(Trace.at < bindparam("at"), and_(Trace.at == bindparam("at"), Trace.number < bindparam("before")))
)
AT = (
    select(Trace.at)
    .where(Trace.person_id == bindparam("person"), Trace.number == bindparam("before"))
    .execution_options(scope="viewer: traces of my own things")
)


DID = (
    select(Trace.number)
    .where(
        Trace.actor_id == bindparam("actor"),
        Trace.person_id == bindparam("person"),
        Trace.act.in_(bindparam("acts", expanding=True)),
        Trace.at > bindparam("since"),
    )
    .limit(1)
    .execution_options(scope="system: whether two people are two")
)


@dataclass(frozen=True, slots=True)
class Look:
    """Something that somebody did with the viewer's things."""

    number: int
    at: datetime
    act: Act
    name: str
    """First name; empty where it was oneself, the house itself, or somebody who is no longer known."""
    role: str
    """A msgid."""


@dataclass(frozen=True, slots=True)
class Looks:
    """One page of them, by day, newest first."""

    days: list[tuple[date, list[Look]]]
    older: int | None
    """The number before which the next page goes on, if there is one."""
    routine: bool
    """Whether what is done to everybody every week is among them."""


def did(actor_id: UUID, person_id: UUID, acts: Sequence[str], since: datetime) -> bool:
    """Whether one person did one of these things with another's since then."""
    values = {"actor": actor_id, "person": person_id, "acts": list(acts), "since": since}
    return db.session.scalar(DID, values) is not None


def looks(viewer: Viewer, before: int | None = None, *, routine: bool = False) -> Looks:
    """Who did what with the viewer's things, newest first; the next page starts before a known trace."""
    passed_over = [] if routine else [key for key, act in ACTS.items() if act.routine]
    keys: dict[str, Any] = {"person": viewer.person_id, "passed_over": passed_over}
    if before is not None:
        keys |= {"before": before}
        keys |= {"at": found(db.session.scalar(AT, keys))}
    rows = db.session.execute(MINE if before is None else MINE_OLDER, keys).all()
    shown = [_look(row) for row in rows[:PAGE_LENGTH]]
    days = [(day, list(those)) for day, those in groupby(shown, lambda look: when.local(look.at).date())]
    return Looks(days, shown[-1].number if len(rows) > PAGE_LENGTH else None, routine)


def _look(row: Row[Any]) -> Look:
    act = ACTS.get(row.act, UNKNOWN)
    if row.own:
        return Look(row.number, row.at, act, "", ONESELF)
    return Look(row.number, row.at, act, row.name or "", ROLE_NAMES.get(row.role, ROLE_NAMES[""]))
