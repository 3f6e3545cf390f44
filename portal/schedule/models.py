"""Tables of groups, meetings and who takes part in them."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall


class MeetingKind(StrEnum):
    """What a meeting is. Its words, picture and pillar are in `kinds`."""

    LESSON = "lesson"
    KNM_LESSON = "knm-lesson"
    EXAM = "exam"
    LANGUAGE_CAFE = "language-cafe"
    LANGUAGE_BUDDY = "language-buddy"
    HANDOVER_TALK = "handover-talk"
    INTAKE = "intake"
    LEARNING_TEST = "learning-test"
    PLAN_TALK = "plan-talk"
    PROGRESS_TALK = "progress-talk"
    FINAL_TALK = "final-talk"
    GUIDANCE = "guidance"
    CONSULTATION_HOUR = "consultation-hour"
    MONEY_TRAINING = "money-training"
    PVT_WORKSHOP = "pvt-workshop"
    PVT_SIGNING = "pvt-signing"
    MAP_TRAINING = "map-training"
    COMPANY_VISIT = "company-visit"
    WORK_TALK = "work-talk"
    VOLUNTEERING = "volunteering"
    HEALTH_INFORMATION = "health-information"
    HEALTH_APPOINTMENT = "health-appointment"
    PARENTING_INFORMATION = "parenting-information"
    ACTIVITY = "activity"
    APPOINTMENT = "appointment"


class CountsFor(StrEnum):
    """Which of the hours of a plan a meeting counts for."""

    PVT = "pvt"
    MAP = "map"
    LANGUAGE = "language"
    PARTICIPATION = "participation"


class Attendance(StrEnum):
    """Whether an invited person was there, as set by staff."""

    PRESENT = "present"
    LATE = "late"
    ABSENT_WITH_NOTICE = "absent-with-notice"
    ABSENT = "absent"


LONGEST = timedelta(hours=24)
"""No meeting lasts longer, so what began earlier than this before a moment is over by then."""

WAS_THERE = (Attendance.PRESENT, Attendance.LATE)


class Place(Identified, Base):
    """Where meetings are held. Kept once, so that a corrected address is right in every meeting."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("id", "municipality_id"), UniqueConstraint("municipality_id", "name"))

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    """Whose list of places it is on; the place itself may lie elsewhere."""
    name: Mapped[str]
    address: Mapped[str]
    """Street and number, as on a Dutch envelope."""
    town: Mapped[str]


class Group(Scoped, Identified, Base):
    """A class or activity group."""

    __tablename__ = "meeting_group"
    __table_args__ = (UniqueConstraint("id", "municipality_id"), UniqueConstraint("municipality_id", "name"))

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str]
    """As people call it: ``Brugklas Ulft``."""
    language: Mapped[str] = mapped_column(default="")
    """Code of the language spoken in it; empty where it is for everybody."""
    route: Mapped[str] = mapped_column(default="")
    """The learning route (leerroute) it belongs to: ``b1``, ``onderwijs`` or ``z``; empty for all."""


class Membership(Personal, Base):
    """A person is, or was, in a group."""

    __tablename__ = "membership"
    __table_args__ = (
        wall(),
        ForeignKeyConstraint(["group_id", "municipality_id"], ["meeting_group.id", "meeting_group.municipality_id"]),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
    )

    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day of it."""


class Meeting(Scoped, Identified, Base):
    """Something with a time to which people are invited."""

    __tablename__ = "meeting"
    __table_args__ = (
        # What a participation points at: it keeps a copy of the municipality and of the start.
        UniqueConstraint("id", "municipality_id", "starts_at"),
        ForeignKeyConstraint(["group_id", "municipality_id"], ["meeting_group.id", "meeting_group.municipality_id"]),
        ForeignKeyConstraint(["place_id", "municipality_id"], ["place.id", "place.municipality_id"]),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("counts_minutes >= 0", name="counts_no_less_than_nothing"),
        CheckConstraint("counts_for IS NOT NULL OR counts_minutes = 0", name="minutes_count_for_something"),
        CheckConstraint("place_id IS NOT NULL OR by_phone OR at_home OR online_link <> ''", name="held_somewhere"),
        CheckConstraint("NOT (by_phone AND (at_home OR place_id IS NOT NULL))", name="by_phone_is_nowhere"),
        CheckConstraint("NOT (at_home AND place_id IS NOT NULL)", name="at_home_is_nowhere_else"),
        CheckConstraint("cancelled_because_id IS NULL OR cancelled_at IS NOT NULL", name="reason_of_cancelling"),
        Index("ix_meeting_municipality_id_starts_at", "municipality_id", "starts_at"),
        Index("ix_meeting_group_id_starts_at", "group_id", "starts_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    group_id: Mapped[UUID | None]
    """The group it was planned for. Who is really invited is in the participations."""
    kind: Mapped[MeetingKind]
    title_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """What it is called where the kind does not say enough."""
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    bring_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """What to bring."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    moved_from: Mapped[datetime | None]
    """When it would have started, before it was last moved."""
    place_id: Mapped[UUID | None]
    room: Mapped[str] = mapped_column(default="")
    """As on the sign: ``lokaal 4``."""
    online_link: Mapped[str] = mapped_column(default="")
    by_phone: Mapped[bool] = mapped_column(default=False)
    at_home: Mapped[bool] = mapped_column(default=False)
    """At the participant's own home; the address is not kept here."""
    interpreter: Mapped[str] = mapped_column(default="")
    """Code of the language an interpreter was booked for."""
    childcare: Mapped[bool] = mapped_column(default=False)
    leader_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """The member of staff who leads it."""
    host: Mapped[str] = mapped_column(default="")
    """Who leads it where they do not use the portal: a school, a teacher, a practice."""
    host_phone: Mapped[str] = mapped_column(default="")
    counts_for: Mapped[CountsFor | None]
    counts_minutes: Mapped[int] = mapped_column(default=0)
    """What it counts for whoever was there from beginning to end."""
    cancelled_at: Mapped[datetime | None]
    cancelled_because_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))


class Participation(Personal, Base):
    """A person is invited to a meeting, and later: whether they were there.

    The start is a copy that the database keeps equal, so that a person's week is one walk along an index.
    """

    __tablename__ = "participation"
    __table_args__ = (
        wall(),
        ForeignKeyConstraint(
            ["meeting_id", "municipality_id", "starts_at"],
            ["meeting.id", "meeting.municipality_id", "meeting.starts_at"],
            onupdate="CASCADE",
        ),
        CheckConstraint("minutes_late >= 0", name="not_late_before_the_start"),
        CheckConstraint("(attendance IS NULL) = (marked_at IS NULL)", name="marked_when"),
        Index("ix_participation_person_id_starts_at", "person_id", "starts_at"),
    )

    meeting_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    attendance: Mapped[Attendance | None]
    minutes_late: Mapped[int] = mapped_column(default=0)
    marked_at: Mapped[datetime | None]
    marked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
