"""Every read of meetings. A participant sees what they are invited to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer
from portal.schedule.models import LONGEST, WAS_THERE, CountsFor, Meeting, Participation, Place
from portal.texts import queries as texts
from portal.texts.queries import Freshness, Shown

MY_MEETINGS = (
    select(
        Participation.starts_at,
        Meeting.id,
        Meeting.ends_at,
        Meeting.kind,
        Meeting.title_id,
        Meeting.room,
        Meeting.by_phone,
        Meeting.at_home,
        Meeting.cancelled_at,
        Place.name.label("place"),
        Place.address,
        Place.town,
    )
    .join(Meeting, Meeting.id == Participation.meeting_id)
    .outerjoin(Place, Place.id == Meeting.place_id)
    .where(
        Participation.person_id == bindparam("person"),
        Participation.starts_at >= bindparam("earliest"),
        Participation.starts_at < bindparam("until"),
        Meeting.ends_at > bindparam("since"),
    )
    .order_by(Participation.starts_at, Meeting.id)
    .execution_options(scope="viewer: what I am invited to")
)

MY_MEETING = (
    select(
        Meeting,
        Participation.attendance,
        Participation.minutes_late,
        Place.name.label("place"),
        Place.address,
        Place.town,
        Person.given_name,
        Person.called,
        Person.phone,
    )
    .join(Participation, Participation.meeting_id == Meeting.id)
    .outerjoin(Place, Place.id == Meeting.place_id)
    .outerjoin(Person, Person.id == Meeting.leader_id)
    .where(Meeting.id == bindparam("meeting"), Participation.person_id == bindparam("person"))
    .execution_options(scope="viewer: what I am invited to, and who leads it")
)

HOURS = (
    select(
        Meeting.counts_for,
        func.sum(Meeting.counts_minutes - Participation.minutes_late).label("minutes"),
    )
    .select_from(Participation)
    .join(Meeting, Meeting.id == Participation.meeting_id)
    .where(
        Participation.person_id == bindparam("person"),
        Participation.municipality_id == bindparam("municipality"),
        Participation.attendance.in_(WAS_THERE),
        Meeting.counts_for.is_not(None),
        Meeting.cancelled_at.is_(None),
        Meeting.counts_minutes > Participation.minutes_late,
    )
    .group_by(Meeting.counts_for)
    .execution_options(scope="viewer: my hours, or those of whom I work for")
)


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """A meeting in a person's week."""

    meeting: Row[*tuple[Any, ...]]
    title: Shown | None
    """None: what its kind is called."""


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting, as who is invited sees it."""

    meeting: Meeting
    row: Row[*tuple[Any, ...]]
    """Place, leader and own attendance."""
    title: Shown | None
    about: Shown | None
    bring: Shown | None
    cancelled_because: Shown | None

    @property
    def other_language(self) -> str | None:
        """The language of a text that is not there in the reader's own; None where all are."""
        missing = (text for text in self._texts() if text.freshness is Freshness.MISSING)
        return next((text.language for text in missing), None)

    @property
    def outdated(self) -> bool:
        """Whether the source of some text has changed since it was translated."""
        return any(text.freshness is Freshness.OUTDATED for text in self._texts())

    def _texts(self) -> Iterator[Shown]:
        return filter(None, (self.title, self.about, self.bring, self.cancelled_because))

    @property
    def text_id(self) -> UUID | None:
        """The text that says most of it; None where its kind says all."""
        return self.meeting.about_id or self.meeting.title_id or self.meeting.bring_id

    @property
    def leader_name(self) -> str:
        """What whoever leads it is called; empty where nobody is named."""
        return self.row.called or self.row.given_name or self.meeting.host

    @property
    def leader_phone(self) -> str:
        """The number of whoever leads it; empty where there is none."""
        return (self.row.phone if self.meeting.leader_id else self.meeting.host_phone) or ""


def my_meetings(viewer: Viewer, since: datetime, until: datetime) -> Sequence[InvitedTo]:
    """What the viewer is invited to and is not over at `since` and begins before `until`, by time."""
    rows = db.session.execute(
        MY_MEETINGS,
        {"person": viewer.person_id, "earliest": since - LONGEST, "since": since, "until": until},
    ).all()
    titles = texts.shown(row.title_id for row in rows)
    return [InvitedTo(row, titles.get(row.title_id)) for row in rows]


def my_meeting(viewer: Viewer, meeting_id: UUID) -> MeetingPage:
    """One meeting the viewer is invited to; raises `NotFound` for any other."""
    row = found(db.session.execute(MY_MEETING, {"meeting": meeting_id, "person": viewer.person_id}).first())
    meeting: Meeting = row.Meeting
    ids = (meeting.title_id, meeting.about_id, meeting.bring_id, meeting.cancelled_because_id)
    words = texts.shown(ids)
    return MeetingPage(meeting, row, *(words.get(each) if each else None for each in ids))


def hours(viewer: Viewer, person_id: UUID) -> dict[str, float]:
    """Hours that a person has made in meetings, by what they count for.

    For themselves, and for begeleiders and regisseurs of their municipality; for others there are none.
    """
    if person_id != viewer.person_id and not viewer.is_case_worker:
        return {}
    rows = db.session.execute(HOURS, {"person": person_id, "municipality": viewer.municipality_id})
    return {CountsFor(row.counts_for).value: float(row.minutes) / 60 for row in rows}
