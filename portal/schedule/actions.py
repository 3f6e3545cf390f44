"""Every change of groups and meetings. Begeleiders and regisseurs make them, for their own municipality.

Who is told: whoever is invited to an appointment of their own, and everybody whose meeting ahead is cancelled
or moved. Meetings of a group are planned for months ahead, so planning those tells nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, delete, exists, insert, literal, or_, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.audit import actions as audit
from portal.core import outbox, when
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.schedule import blocks
from portal.schedule.models import (
    LONGEST,
    Attendance,
    CountsFor,
    Group,
    Meeting,
    MeetingKind,
    Membership,
    Participation,
    Place,
)

SCOPE = {"scope": "actor: my municipality"}
INVITED = ["meeting_id", "municipality_id", "starts_at", "person_id", "minutes_late"]

Owned = TypeVar("Owned", Meeting, Group, Place, Person)


@dataclass(frozen=True, kw_only=True)
class MeetingDetails:
    """What a meeting is, when and where. Texts are ids of the texts room; times are aware instants."""

    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    title_id: UUID | None = None
    about_id: UUID | None = None
    bring_id: UUID | None = None
    place_id: UUID | None = None
    room: str = ""
    online_link: str = ""
    by_phone: bool = False
    at_home: bool = False
    interpreter: str = ""
    childcare: bool = False
    leader_id: UUID | None = None
    host: str = ""
    host_phone: str = ""
    counts_for: CountsFor | None = None
    counts_minutes: int | None = None
    """None: as many as it lasts, where it counts for something."""


def add_place(actor: Viewer, name: str, address: str, town: str) -> UUID:
    """Put a place on the list of the municipality."""
    _must_plan(actor)
    place = Place(municipality_id=actor.municipality_id, name=name, address=address, town=town)
    return _added(place)


def make_group(actor: Viewer, name: str, *, language: str = "", route: str = "") -> UUID:
    """Make a class or activity group, still without members."""
    _must_plan(actor)
    return _added(Group(municipality_id=actor.municipality_id, name=name, language=language, route=route))


def join_group(actor: Viewer, group_id: UUID, person_id: UUID, since: date) -> None:
    """A person comes into a group, and is invited to all its meetings from that day on."""
    group, person = _own(actor, Group, group_id), _own(actor, Person, person_id)
    membership = db.session.get(Membership, (group.id, person.id), execution_options=SCOPE)
    if membership is None:
        membership = Membership(
            group_id=group.id, person_id=person.id, municipality_id=group.municipality_id, since=since
        )
        db.session.add(membership)
    membership.until = None
    _invite(
        _seats(literal(person.id))
        .select_from(Meeting)
        .where(
            Meeting.group_id == group.id,
            Meeting.starts_at >= when.day_bounds(since)[0],
            ~exists().where(Participation.meeting_id == Meeting.id, Participation.person_id == person.id),
        )
    )


def leave_group(actor: Viewer, group_id: UUID, person_id: UUID, until: date) -> None:
    """A person leaves a group after that day; what they took part in stays."""
    group = _own(actor, Group, group_id)
    membership = found(db.session.get(Membership, (group.id, person_id), execution_options=SCOPE))
    membership.until = until
    later = select(Meeting.id).where(Meeting.group_id == group.id, Meeting.starts_at >= when.day_bounds(until)[1])
    db.session.execute(
        delete(Participation)
        .where(
            Participation.person_id == person_id,
            Participation.meeting_id.in_(later),
            Participation.attendance.is_(None),
        )
        .execution_options(**SCOPE, synchronize_session=False)
    )


def plan_meeting(
    actor: Viewer,
    details: MeetingDetails,
    now: datetime,
    *,
    group_id: UUID | None = None,
    person_ids: Collection[UUID] = (),
) -> UUID:
    """Plan a meeting for who is in a group on that day, for persons, or for both. Returns its id."""
    _must_plan(actor)
    if group_id is not None:
        _own(actor, Group, group_id)
    if details.place_id is not None:
        _own(actor, Place, details.place_id)
    if details.leader_id is not None:
        accounts.must_work_here(actor, details.leader_id)
    _must_last(details.starts_at, details.ends_at)
    _must_be_safe(details.online_link)
    values: dict[str, Any] = {name: getattr(details, name) for name in MeetingDetails.__dataclass_fields__}
    values["counts_minutes"] = _counted(details)
    meeting = Meeting(municipality_id=actor.municipality_id, group_id=group_id, **values)
    _added(meeting)
    _invite_persons(meeting, set(person_ids))
    for person_id in person_ids:
        audit.record(actor, person_id, "meeting.planned", now)
    if group_id is not None:
        _invite_group(meeting, set(person_ids))
    if meeting.starts_at > now:
        _tell(person_ids, blocks.PLANNED, meeting, _day_and_time(meeting.starts_at))
    return meeting.id


def cancel_meeting(actor: Viewer, meeting_id: UUID, now: datetime, *, because_id: UUID | None = None) -> None:
    """Cancel a meeting and tell everybody; one that is cancelled already stays as it was."""
    meeting = _own(actor, Meeting, meeting_id)
    if meeting.cancelled_at is not None:
        return
    meeting.cancelled_at, meeting.cancelled_because_id = now, because_id
    if meeting.starts_at > now:
        _tell(_invited_to(meeting), blocks.CANCELLED, meeting, _day_and_time(meeting.starts_at))


def move_meeting(actor: Viewer, meeting_id: UUID, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Hold a meeting at another time and tell everybody. What it counts for stays as it was."""
    meeting = _own(actor, Meeting, meeting_id)
    if meeting.cancelled_at is not None:
        raise Refused(N_("A cancelled meeting cannot be moved."))
    _must_last(starts_at, ends_at)
    before = meeting.starts_at
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    if before == starts_at:
        return
    meeting.moved_from = before
    db.session.flush()  # the database moves the copies of the start along
    old = _day_and_time(before)
    if max(before, starts_at) > now:
        values = {"old_day": old["day"], "old_time": old["time"], **_day_and_time(starts_at)}
        _tell(_invited_to(meeting), blocks.MOVED, meeting, values)


def mark_attendance(
    actor: Viewer,
    meeting_id: UUID,
    person_id: UUID,
    attendance: Attendance,
    now: datetime,
    *,
    minutes_late: int = 0,
) -> None:
    """Set whether an invited person was there. It leaves a trace that the person can see."""
    meeting = _own(actor, Meeting, meeting_id)
    if meeting.cancelled_at is not None or meeting.starts_at > now:
        raise Refused(N_("Only when a meeting has begun can it be set who is there."))
    participation = found(
        db.session.get(Participation, (meeting_id, person_id), with_for_update=True, execution_options=SCOPE)
    )
    if participation.attendance is not attendance:
        first = participation.attendance is None
        audit.record(actor, person_id, "attendance.marked" if first else "attendance.corrected", now)
    participation.attendance = attendance
    participation.minutes_late = minutes_late if attendance is Attendance.LATE else 0
    participation.marked_at, participation.marked_by = now, actor.person_id


def _must_plan(actor: Viewer) -> None:
    if not actor.is_case_worker:
        raise NotFound


def _must_last(starts_at: datetime, ends_at: datetime) -> None:
    if not timedelta() < ends_at - starts_at <= LONGEST:
        raise Refused(N_("The end must come after the beginning, and at most 24 hours later."))


def _must_be_safe(link: str) -> None:
    if link and not link.startswith("https://"):
        raise Refused(N_("An online meeting needs a link that begins with https://."))


def _own(actor: Viewer, model: type[Owned], thing_id: UUID) -> Owned:
    """A thing of the actor's own municipality, locked for a change; raises `NotFound` for any other."""
    _must_plan(actor)
    statement = select(model).where(model.id == thing_id, model.municipality_id == actor.municipality_id)
    return found(db.session.scalar(statement.with_for_update().execution_options(**SCOPE)))


def _added(thing: Place | Group | Meeting) -> UUID:
    db.session.add(thing)
    db.session.flush()
    return thing.id


def _counted(details: MeetingDetails) -> int:
    if details.counts_for is None:
        return 0
    if details.counts_minutes is not None:
        return details.counts_minutes
    return int((details.ends_at - details.starts_at).total_seconds()) // 60


def _seats(person: Any) -> Select[Any]:
    """Rows to invite with: one for each meeting and person that the caller joins and chooses."""
    return select(Meeting.id, Meeting.municipality_id, Meeting.starts_at, person, literal(0))


def _invite(seats: Select[Any]) -> int:
    """Invite; returns how many were."""
    statement = insert(Participation).from_select(INVITED, seats).returning(Participation.person_id)
    return len(db.session.execute(statement.execution_options(**SCOPE)).all())


def _invite_persons(meeting: Meeting, person_ids: set[UUID]) -> None:
    """Invite persons by id; raises `NotFound` where one is not of the meeting's municipality."""
    if not person_ids:
        return
    same_home = Person.municipality_id == Meeting.municipality_id
    seats = _seats(Person.id).join(Person, same_home)
    if _invite(seats.where(Meeting.id == meeting.id, Person.id.in_(person_ids))) != len(person_ids):
        raise NotFound


def _invite_group(meeting: Meeting, but: set[UUID]) -> None:
    """Invite who is in the meeting's group on the day of the meeting."""
    on = when.local(meeting.starts_at).date()
    seats = _seats(Membership.person_id).join(Membership, Membership.group_id == Meeting.group_id)
    _invite(
        seats.where(
            Meeting.id == meeting.id,
            Membership.since <= on,
            or_(Membership.until.is_(None), Membership.until >= on),
            Membership.person_id.not_in(but),
        )
    )


def _invited_to(meeting: Meeting) -> Collection[UUID]:
    statement = select(Participation.person_id).where(Participation.meeting_id == meeting.id)
    return db.session.scalars(statement.execution_options(**SCOPE)).all()


def _tell(person_ids: Collection[UUID], kind: str, meeting: Meeting, values: dict[str, str]) -> None:
    for person_id in person_ids:
        outbox.put(Notice(person_id, kind, values, link=f"/schedule/{meeting.id}"))


def _day_and_time(moment: datetime) -> dict[str, str]:
    return {"day": moment.isoformat(), "time": moment.isoformat()}
