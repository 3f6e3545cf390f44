"""Groups and their weekly lessons over ten weeks, one of them a holiday, with who was there so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from portal.core import when
from portal.demo import plans
from portal.demo.cast import Stage
from portal.demo.days import FIRST_WEEK, FRI, HOLIDAY_WEEK, LAST_WEEK, MON, THU, TUE, WED
from portal.demo.places import Places
from portal.demo.town import Participant, Town
from portal.plan.rules import Part
from portal.schedule import actions
from portal.schedule.actions import MeetingDetails
from portal.schedule.models import Attendance, CountsFor, MeetingKind
from portal.texts import actions as texts

SCHOOL = "Graafschap College"

LANGUAGE, PARTICIPATION, MAP = CountsFor.LANGUAGE, CountsFor.PARTICIPATION, CountsFor.MAP


@dataclass(frozen=True)
class Hour:
    """Something that comes back every week."""

    weekday: int
    begins: str
    ends: str
    place: str
    room: str = ""
    kind: MeetingKind = MeetingKind.LESSON
    counts_for: CountsFor | None = LANGUAGE
    host: str = SCHOOL
    bring: str = ""


@dataclass(frozen=True)
class Course:
    """A group and its week."""

    name: str
    week: tuple[Hour, ...]
    route: str = ""
    childcare: bool = False
    in_holidays: bool = False


LESSON_BAG = "schedule.bring.book"
KNM, CAFE = MeetingKind.KNM_LESSON, MeetingKind.LANGUAGE_CAFE

BRIDGE_CLASS = Course(
    "Brugklas Ulft",
    (
        Hour(MON, "9:00", "11:30", "library", "lokaal 2", bring=LESSON_BAG),
        Hour(TUE, "9:00", "11:30", "library", "lokaal 2"),
        Hour(THU, "9:00", "11:30", "library", "lokaal 2"),
        Hour(FRI, "9:00", "11:30", "library", "lokaal 2", KNM),
    ),
    childcare=True,
)
B1 = Course(
    "B1-groep maandag en donderdag Terborg",
    (
        Hour(MON, "9:00", "12:30", "social-work", "lokaal 4", bring=LESSON_BAG),
        Hour(THU, "9:00", "12:30", "social-work", "lokaal 4", bring=LESSON_BAG),
    ),
    "b1",
)
EDUCATION = Course(
    "Onderwijsroute Doetinchem",
    tuple(Hour(weekday, "9:00", "15:00", "school", "lokaal B1.12") for weekday in (MON, TUE, WED, THU)),
    "onderwijs",
)
SELF_RELIANCE = Course(
    "Z-route Terborg",
    (
        Hour(TUE, "9:30", "12:00", "social-work", "lokaal 1"),
        Hour(WED, "9:30", "12:00", "social-work", "lokaal 1"),
        Hour(FRI, "9:30", "12:00", "social-work", "lokaal 1", KNM),
        Hour(WED, "13:00", "16:00", "kringloop", "", MeetingKind.VOLUNTEERING, PARTICIPATION, "Kringloop Aktief"),
    ),
    "z",
)
EVENING = Course(
    "Avondgroep Terborg",
    (
        Hour(TUE, "19:00", "21:00", "social-work", "lokaal 4"),
        Hour(THU, "19:00", "21:00", "social-work", "lokaal 4"),
    ),
)
LANGUAGE_CAFE = Course(
    "Taalcafé Ulft", (Hour(WED, "19:00", "20:30", "library", "", CAFE, None, "Taalpunt"),), in_holidays=True
)
WORK = Course("MAP-groep Ulft", (Hour(FRI, "13:30", "16:00", "dru", "zaal 3", MeetingKind.MAP_TRAINING, MAP, ""),))

NEIGHBOURS = Course(
    "Taalgroep Doetinchem",
    (
        Hour(MON, "9:00", "11:30", "school", "lokaal A0.4"),
        Hour(WED, "9:00", "11:30", "school", "lokaal A0.4"),
    ),
)


@dataclass
class Lessons:
    """The planned courses of a municipality: their groups and meetings, by name and hour."""

    groups: dict[str, UUID]
    meetings: dict[tuple[str, datetime], UUID]


def plan_lessons(town: Town, places: Places, now: datetime) -> Lessons:
    """All courses with their members and every lesson of the ten weeks."""
    lessons = Lessons({}, {})
    for course, members in _courses(town):
        group = actions.make_group(town.planner, course.name, route=course.route)
        lessons.groups[course.name] = group
        for member in members:
            actions.join_group(town.planner, group, member.id, town.days.day(FIRST_WEEK, MON))
        for hour, starts_at in _hours(town, course):
            details = _details(town, places, course, hour, starts_at)
            lessons.meetings[course.name, starts_at] = actions.plan_meeting(town.planner, details, now, group_id=group)
    return lessons


def call_the_roll(town: Town, lessons: Lessons) -> None:
    """Who was there, in every lesson before today: nearly everybody, nearly always."""
    for (name, starts_at), meeting in lessons.meetings.items():
        if when.local(starts_at).date() < town.days.today:
            for participant in _members(town, name):
                mark(town, meeting, participant, starts_at)


def mark(town: Town, meeting: UUID, participant: Participant, starts_at: datetime) -> None:
    """Somebody's attendance: the same for the same person and hour."""
    chance = Random(f"{participant.person.full_name} {starts_at:%V %u %H}")  # noqa: S311
    attendance = chance.choices(list(Attendance), (86, 5, 6, 3))[0]
    actions.mark_attendance(
        town.planner,
        meeting,
        participant.id,
        attendance,
        starts_at + timedelta(minutes=20),
        minutes_late=15 if attendance is Attendance.LATE else 0,
    )


def _courses(town: Town) -> list[tuple[Course, list[Participant]]]:
    if town.settlement.slug == "doetinchem":
        return [(NEIGHBOURS, list(town.participants.values()))]
    return [(course, _members(town, course.name)) for course in ALL]


def _members(town: Town, name: str) -> list[Participant]:
    if name == NEIGHBOURS.name:
        return list(town.participants.values())
    learning = town.at(Stage.LEARNING)
    match name:
        case BRIDGE_CLASS.name:
            return [each for each in town.at(Stage.NEW_PLAN) if each.member.route != "education"]
        case B1.name:
            return [each for each in learning if each.member.route == "b1"]
        case EDUCATION.name:
            return [*town.at(Stage.LEARNING, Stage.NEW_PLAN, route="education")]
        case SELF_RELIANCE.name:
            return [each for each in learning if each.member.route == "z"]
        case EVENING.name:
            return [*town.at(Stage.ENDING), *town.at(Stage.OLD_ACT)]
        case WORK.name:
            return [each for each in plans.in_part(town, Part.MAP) if each in learning]
        case _:
            return [each for number, each in enumerate(town.participants.values()) if number % 4 == 0]


ALL = (BRIDGE_CLASS, B1, EDUCATION, SELF_RELIANCE, EVENING, LANGUAGE_CAFE, WORK)


def _hours(town: Town, course: Course) -> Iterator[tuple[Hour, datetime]]:
    for week in range(FIRST_WEEK, LAST_WEEK + 1):
        if week != HOLIDAY_WEEK or course.in_holidays:
            for hour in course.week:
                yield hour, town.days.at(week, hour.weekday, hour.begins)


def _details(town: Town, places: Places, course: Course, hour: Hour, starts_at: datetime) -> MeetingDetails:
    on: date = when.local(starts_at).date()
    week = (on - town.days.day(0, MON)).days // 7
    bring = texts.from_block(hour.bring, municipality_id=town.municipality.id) if hour.bring else None
    return MeetingDetails(
        kind=hour.kind,
        starts_at=starts_at,
        ends_at=town.days.at(week, hour.weekday, hour.ends),
        place_id=places[hour.place],
        room=hour.room,
        host=hour.host,
        childcare=course.childcare,
        bring_id=bring,
        leader_id=None if hour.host else town.planner.person_id,
        counts_for=hour.counts_for,
    )
