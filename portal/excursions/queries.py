"""Every read of excursions. A viewer sees the excursions of their own municipality, and of sign-ups their own."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.core import offers
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer
from portal.excursions.models import (
    ACTIVE,
    HOLDS_PLACE,
    Attendance,
    Excursion,
    Need,
    Signup,
    SignupState,
)
from portal.excursions.seen import Companion, Detail, Outing, Participant, Standing

NEW_FOR = timedelta(days=7)
"""How long an excursion is news."""

_mine = aliased(Signup)
_ahead = aliased(Signup)

_TAKEN = (
    select(func.count()).where(Signup.excursion_id == Excursion.id, Signup.state.in_(HOLDS_PLACE)).scalar_subquery()
)
_CHILDREN = (
    select(func.coalesce(func.sum(Signup.children), 0))
    .where(Signup.excursion_id == Excursion.id, Signup.state.in_(ACTIVE))
    .scalar_subquery()
)
_AHEAD = (
    select(func.count())
    .where(_ahead.excursion_id == Excursion.id, _ahead.state == SignupState.WAITING, _ahead.turn < _mine.turn)
    .scalar_subquery()
)

_STANDING = (
    Excursion.capacity,
    Excursion.departs_at,
    Excursion.ends_at,
    Excursion.sign_up_until,
    Excursion.cancelled_at,
    _TAKEN.label("taken"),
    _AHEAD.label("ahead"),
    _mine.state.label("state"),
    _mine.attendance.label("attendance"),
)


def _seen_by_viewer(*columns: Any) -> Select[Any]:
    """The excursions of the viewer's municipality, each beside the viewer's own sign-up."""
    return (
        select(*columns)
        .outerjoin(_mine, (_mine.excursion_id == Excursion.id) & (_mine.person_id == bindparam("viewer")))
        .where(Excursion.municipality_id == bindparam("municipality"))
        .execution_options(scope="viewer: my sign-ups, and numbers of the others")
    )


_OUTINGS = _seen_by_viewer(
    Excursion.id,
    Excursion.title_id,
    Excursion.icon,
    Excursion.meeting_name,
    Excursion.meeting_address,
    Excursion.place_name,
    Excursion.published_at,
    *_STANDING,
)

_IN_ORDER = (Excursion.departs_at, Excursion.id)
_NOT_MINE = or_(_mine.state.is_(None), _mine.state == SignupState.CANCELLED)
_GOING_ON = (Excursion.departs_at > bindparam("now"), Excursion.cancelled_at.is_(None))

OPEN_TO_ME = _OUTINGS.where(_NOT_MINE, *_GOING_ON).order_by(*_IN_ORDER).limit(20)
OPEN_TO_ME_AFTER = OPEN_TO_ME.where(
    or_(
        Excursion.departs_at > bindparam("after_at"),
        (Excursion.departs_at == bindparam("after_at")) & (Excursion.id > bindparam("after_id")),
    )
)

MINE = _OUTINGS.where(_mine.state.in_(ACTIVE), Excursion.ends_at > bindparam("now")).order_by(*_IN_ORDER).limit(20)

MINE_BETWEEN = (
    _OUTINGS.where(
        _mine.state.in_(HOLDS_PLACE),
        Excursion.departs_at < bindparam("until"),
        Excursion.ends_at > bindparam("since"),
    )
    .order_by(*_IN_ORDER)
    .limit(50)
)

BEEN_TO = (
    _seen_by_viewer(Excursion.id, Excursion.title_id, Excursion.icon, Excursion.departs_at, Excursion.minutes)
    .where(_mine.attendance == Attendance.PRESENT)
    .order_by(Excursion.departs_at.desc())
    .limit(10)
)

NEW = (
    _OUTINGS.where(
        _NOT_MINE,
        *_GOING_ON,
        Excursion.published_at > bindparam("since"),
        Excursion.sign_up_until >= bindparam("now"),
        Excursion.capacity > _TAKEN,
    )
    .order_by(Excursion.published_at.desc())
    .limit(3)
)

DETAIL = (
    _seen_by_viewer(
        Excursion,
        *_STANDING,
        _CHILDREN.label("children"),
        Person.given_name,
        Person.called,
        Person.phone,
    )
    .outerjoin(Person, Person.id == Excursion.companion_id)
    .where(Excursion.id == bindparam("excursion"))
)

HOURS = (
    select(Excursion.counts_for, func.sum(Excursion.minutes).label("minutes"))
    .join(Signup, Signup.excursion_id == Excursion.id)
    .where(
        Signup.person_id == bindparam("person"),
        Signup.municipality_id == bindparam("municipality"),
        Signup.attendance == Attendance.PRESENT,
    )
    .group_by(Excursion.counts_for)
    .execution_options(scope="viewer: my hours, or those of somebody of my municipality")
)

PEOPLE = (
    select(
        Signup.person_id,
        Person.given_name,
        Person.family_name,
        Person.phone,
        Signup.state,
        Signup.children,
        Signup.needs_transport,
        Signup.needs_wheelchair,
        Signup.needs_food,
        Signup.attendance,
    )
    .join(Person, Person.id == Signup.person_id)
    .where(
        Signup.excursion_id == bindparam("excursion"),
        Signup.municipality_id == bindparam("municipality"),
        Signup.state.in_(ACTIVE),
    )
    .order_by(Signup.turn)
    .limit(200)
    .execution_options(scope="viewer: who comes along, for staff of the municipality")
)

PLANNED = _OUTINGS.where(Excursion.ends_at > bindparam("since")).order_by(*_IN_ORDER).limit(50)


def coming(viewer: Viewer, now: datetime, after: tuple[datetime, UUID] | None = None) -> list[Outing]:
    """What the viewer could still go to and is not on the list of, soonest first; or the page after a last one."""
    if after is None:
        return _outings(viewer, OPEN_TO_ME, now)
    return _outings(viewer, OPEN_TO_ME_AFTER, now, after_at=after[0], after_id=after[1])


def mine(viewer: Viewer, now: datetime) -> list[Outing]:
    """The excursions the viewer is on the list of, also cancelled ones, until they are over."""
    return _outings(viewer, MINE, now)


def mine_between(viewer: Viewer, since: datetime, until: datetime) -> list[Outing]:
    """The excursions on which the viewer has a place in a stretch of time, also cancelled ones."""
    return _outings(viewer, MINE_BETWEEN, since, since=since, until=until)


def been_to(viewer: Viewer) -> Sequence[Row[Any]]:
    """Where the viewer has been, last first: ``id, title_id, icon, departs_at, minutes``."""
    return db.session.execute(BEEN_TO, _who(viewer)).all()


def new(viewer: Viewer, now: datetime) -> list[Outing]:
    """A few excursions published in the last days that still have places, newest first."""
    return _outings(viewer, NEW, now, since=now - NEW_FOR)


def planned(viewer: Viewer, now: datetime) -> list[Outing]:
    """For staff: the excursions of their municipality from two weeks ago on."""
    return _outings(viewer, PLANNED, now, since=now - timedelta(days=14))


def excursion(viewer: Viewer, excursion_id: UUID, now: datetime) -> Detail:
    """One excursion of the viewer's municipality; raises `NotFound` otherwise."""
    row = found(db.session.execute(DETAIL, _who(viewer) | {"excursion": excursion_id}).one_or_none())
    name = row.called or row.given_name
    return Detail(
        excursion=row.Excursion,
        standing=_standing(row, now),
        childcare_left=max(row.Excursion.childcare_places - row.children, 0),
        companion=Companion(name, row.phone) if name else None,
    )


def people(viewer: Viewer, excursion_id: UUID) -> list[Participant]:
    """Who is on the list of an excursion, those with a place first in their turn; for staff only."""
    values = {"excursion": excursion_id, "municipality": viewer.municipality_id}
    listed = [
        Participant(
            person_id=row.person_id,
            name=f"{row.given_name} {row.family_name}",
            phone=row.phone,
            state=row.state,
            children=row.children,
            needs=tuple(need for need in Need if getattr(row, f"needs_{need.value}")),
            attendance=row.attendance,
        )
        for row in db.session.execute(PEOPLE, values)
    ]
    return sorted(listed, key=lambda participant: participant.state is SignupState.WAITING)


def participant(viewer: Viewer, excursion_id: UUID, person_id: UUID) -> Participant:
    """One person on the list; raises `NotFound` for who is not."""
    return found(next((each for each in people(viewer, excursion_id) if each.person_id == person_id), None))


def hours(viewer: Viewer, person_id: UUID) -> dict[str, float]:
    """Hours of the excursions where a person was present, by what they count for."""
    if person_id != viewer.person_id and not viewer.is_case_worker:
        return {}
    values = {"person": person_id, "municipality": viewer.municipality_id}
    return {row.counts_for.value: row.minutes / 60 for row in db.session.execute(HOURS, values)}


def pvt_hours(viewer: Viewer) -> float:
    """The viewer's hours for the PVT from all rooms: excursions, workshops and whatever counts."""
    return float(sum(made(viewer, viewer.person_id).get("pvt", 0) for made in offers.all_of("hours")))


def _who(viewer: Viewer) -> dict[str, Any]:
    return {"viewer": viewer.person_id, "municipality": viewer.municipality_id}


def _outings(viewer: Viewer, statement: Select[Any], now: datetime, **values: object) -> list[Outing]:
    rows = db.session.execute(statement, _who(viewer) | {"now": now} | values)
    return [
        Outing(
            id=row.id,
            title_id=row.title_id,
            icon=row.icon,
            departs_at=row.departs_at,
            ends_at=row.ends_at,
            meeting_name=row.meeting_name,
            meeting_address=row.meeting_address,
            place_name=row.place_name,
            published_at=row.published_at,
            standing=_standing(row, now),
        )
        for row in rows
    ]


def _standing(row: Row[Any], now: datetime) -> Standing:
    cancelled = row.cancelled_at is not None
    listed = row.state in ACTIVE
    return Standing(
        places_left=max(row.capacity - row.taken, 0),
        cancelled=cancelled,
        signed_up=row.state in HOLDS_PLACE,
        in_line=row.ahead + 1 if row.state is SignupState.WAITING else 0,
        can_sign_up=not (listed or cancelled) and now <= row.sign_up_until,
        can_sign_off=listed and not cancelled and now < row.departs_at,
        over=now >= row.ends_at,
        present=row.attendance is Attendance.PRESENT,
    )
