"""Appointments and workshops of the demo: last month's, with who was there, and those of the coming weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.core.viewer import Role, Viewer
from portal.demo import meeting_words as said
from portal.demo.cast import Stage
from portal.demo.days import FRI, MON, THU, TUE, WED
from portal.demo.lessons import Lessons, mark
from portal.demo.places import Places
from portal.demo.plans import in_part
from portal.demo.town import Participant, Town
from portal.demo.words import Words
from portal.plan.rules import Part
from portal.schedule import actions
from portal.schedule.actions import MeetingDetails
from portal.schedule.models import CountsFor, MeetingKind
from portal.texts import actions as texts

K = MeetingKind


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A meeting that is no lesson."""

    kind: MeetingKind
    starts_at: datetime
    minutes: int
    invited: Sequence[Participant]
    place: str = ""
    room: str = ""
    title: Words | None = None
    about: Words | None = None
    bring: str | Words | None = None
    """A block of the schedule, or words."""
    interpreter: str = ""
    leader: str = ""
    host: str = ""
    by_phone: bool = False
    at_home: bool = False
    childcare: bool = False
    counts_for: CountsFor | None = None


@dataclass
class Agenda:
    """What was planned, to be moved, cancelled or called the roll of."""

    town: Town
    places: Places
    made: dict[tuple[MeetingKind, datetime], UUID]

    def plan(self, appointment: Appointment, now: datetime) -> UUID:
        """Plan one; whoever is invited is told, where it is still to come."""
        actor = self._leader(appointment)
        details = MeetingDetails(
            kind=appointment.kind,
            starts_at=appointment.starts_at,
            ends_at=appointment.starts_at + timedelta(minutes=appointment.minutes),
            title_id=self._write(actor, appointment.title, now),
            about_id=self._write(actor, appointment.about, now),
            bring_id=self._write(actor, appointment.bring, now),
            place_id=self.places[appointment.place] if appointment.place else None,
            room=appointment.room,
            interpreter=appointment.interpreter,
            by_phone=appointment.by_phone,
            at_home=appointment.at_home,
            childcare=appointment.childcare,
            leader_id=None if appointment.host else actor.person_id,
            host=appointment.host,
            counts_for=appointment.counts_for,
        )
        planner = actor if actor.has(Role.BEGELEIDER, Role.REGISSEUR) else self.town.planner
        ids = [each.id for each in appointment.invited]
        meeting = actions.plan_meeting(planner, details, now, person_ids=ids)
        self.made[appointment.kind, appointment.starts_at] = meeting
        return meeting

    def plan_past(self, appointment: Appointment, now: datetime) -> None:
        """Plan one that is over by now, and call the roll."""
        meeting = self.plan(appointment, now)
        for participant in appointment.invited:
            mark(self.town, meeting, participant, appointment.starts_at)

    def _leader(self, appointment: Appointment) -> Viewer:
        return self.town.staff[appointment.leader] if appointment.leader else self.town.planner

    def _write(self, actor: Viewer, content: str | Words | None, now: datetime) -> UUID | None:
        if content is None:
            return None
        if isinstance(content, str):
            return texts.from_block(content, municipality_id=self.town.municipality.id)
        return texts.write(actor, content, now, municipality_id=self.town.municipality.id)


def past_appointments(town: Town) -> list[Appointment]:
    """What has been, over the last six weeks."""
    at, one = town.days.at, town.participants
    pvt = in_part(town, Part.PVT)
    arrived = town.at(Stage.ARRIVED)
    workshops = [_workshop(number, pvt, at(week, TUE, "13:00")) for number, week in ((0, -4), (1, -2))]
    return [
        *workshops,
        *(_money(number, town, at(week, WED, "13:30")) for number, week in ((0, -1),)),
        Appointment(kind=K.HANDOVER_TALK, starts_at=at(-3, TUE, "14:00"), minutes=45, place="azc",
                    invited=arrived[-2:], leader="Bram te Winkel"),
        Appointment(kind=K.PROGRESS_TALK, starts_at=at(-2, WED, "14:00"), minutes=30, place="town-hall",
                    invited=[one["Tarek Nassar"]], leader="Ingrid Wolters"),
        Appointment(kind=K.COMPANY_VISIT, starts_at=at(-3, FRI, "13:30"), minutes=120, place="kringloop",
                    invited=in_part(town, Part.MAP), counts_for=CountsFor.MAP, bring="schedule.bring.shoes"),
    ]  # fmt: skip


def coming_appointments(town: Town) -> list[Appointment]:
    """What is ahead: for people who have just come, in the middle, and near the end."""
    return [*_for_newcomers(town), *_for_learners(town), *_for_groups(town), *_near_the_end(town)]


def _for_newcomers(town: Town) -> list[Appointment]:
    at, one = town.days.at, town.participants
    return [
        _intake(at(1, TUE, "13:30"), "ar", "Ingrid Wolters", one["Hassan Barakat"], one["Dima Barakat"]),
        _intake(at(1, WED, "10:00"), "ti", "Marloes Jansen", one["Winta Abraha"]),
        Appointment(kind=K.LEARNING_TEST, starts_at=at(1, THU, "9:15"), minutes=120, place="school",
                    host="Bureau ICE", bring="schedule.bring.glasses",
                    invited=[one["Rami Jaber"], one["Merhawi Berhe"]]),
        Appointment(kind=K.GUIDANCE, starts_at=at(0, FRI, "14:00"), minutes=60, at_home=True,
                    invited=[one["Winta Abraha"]], leader="Bram te Winkel", bring="schedule.bring.letters"),
        Appointment(kind=K.PLAN_TALK, starts_at=at(2, MON, "11:00"), minutes=60, place="town-hall",
                    invited=[one["Rami Jaber"]], leader="Ingrid Wolters", interpreter="ar"),
        Appointment(kind=K.GUIDANCE, starts_at=at(1, MON, "14:00"), minutes=45, place="social-work",
                    invited=[one["Selam Gebremedhin"]], leader="Bram te Winkel", bring="schedule.bring.letters"),
    ]  # fmt: skip


def _for_learners(town: Town) -> list[Appointment]:
    at, one = town.days.at, town.participants
    return [
        Appointment(kind=K.PROGRESS_TALK, starts_at=at(1, TUE, "10:30"), minutes=30, by_phone=True,
                    invited=[one["Amal Haddad"]], leader="Ingrid Wolters", interpreter="ar"),
        Appointment(kind=K.PROGRESS_TALK, starts_at=at(1, FRI, "11:00"), minutes=30, place="town-hall",
                    invited=[one["Yonas Tekle"]], leader=_regisseur_of(town, "Yonas Tekle"), interpreter="ti"),
        Appointment(kind=K.PROGRESS_TALK, starts_at=at(2, TUE, "15:30"), minutes=30, place="town-hall",
                    invited=[one["Nour Shahin"]], leader=_regisseur_of(town, "Nour Shahin")),
        _health(at(1, TUE, "15:00"), one["Yonas Tekle"], "ti"),
        _health(at(0, FRI, "10:20"), one["Layla Ibrahim"], "ar", "schedule.bring.insurance"),
        _health(at(2, WED, "11:10"), one["Amal Haddad"]),
        Appointment(kind=K.LANGUAGE_BUDDY, starts_at=at(0, FRI, "15:30"), minutes=60, place="library",
                    invited=[one["Amal Haddad"]], host="Willemien"),
        Appointment(kind=K.LANGUAGE_BUDDY, starts_at=at(1, WED, "16:00"), minutes=60, place="library",
                    invited=[one["Yonas Tekle"]], host="Gerrit"),
    ]  # fmt: skip


def _for_groups(town: Town) -> list[Appointment]:
    at, one = town.days.at, town.participants
    parents = [each for each in one.values() if each.children][:10]
    women = ("Amal Haddad", "Rima Al Khatib", "Fatima Al Masri", "Nada Aziz", "Salma Taha", "Semhar Woldu",
             "Helen Kidane", "Miriam Solomon", "Layla Ibrahim", "Widad Qasem")  # fmt: skip
    pvt = in_part(town, Part.PVT)
    return [
        _workshop(2, pvt, at(1, TUE, "13:00")),
        _workshop(3, pvt, at(3, TUE, "13:00")),
        _money(1, town, at(1, WED, "13:30")),
        _money(2, town, at(2, WED, "13:30")),
        _money(3, town, at(3, WED, "13:30")),
        Appointment(kind=K.HEALTH_INFORMATION, starts_at=at(1, WED, "10:00"), minutes=90, place="library",
                    title=said.SLEEP, about=said.SLEEP_ABOUT, host="GGNet", childcare=True,
                    invited=[one[name] for name in women]),
        Appointment(kind=K.PARENTING_INFORMATION, starts_at=at(2, TUE, "19:30"), minutes=90, place="dru",
                    title=said.TWO_LANGUAGES, about=said.TWO_LANGUAGES_ABOUT, host="Buurtzorg Jong",
                    invited=parents),
        Appointment(kind=K.COMPANY_VISIT, starts_at=at(2, FRI, "9:00"), minutes=150, place="metal",
                    title=said.COMPANY, about=said.COMPANY_ABOUT, bring="schedule.bring.shoes",
                    invited=in_part(town, Part.MAP), counts_for=CountsFor.MAP),
    ]  # fmt: skip


def _near_the_end(town: Town) -> list[Appointment]:
    at, ending = town.days.at, town.at(Stage.ENDING)
    return [
        Appointment(kind=K.PVT_SIGNING, starts_at=at(1, FRI, "11:00"), minutes=60, place="town-hall",
                    room="raadzaal", about=said.SIGNING_ABOUT, invited=in_part(town, Part.MAP)[:5]),
        Appointment(kind=K.EXAM, starts_at=at(2, THU, "9:30"), minutes=180, place="exams", title=said.EXAM,
                    bring="schedule.bring.identity", host="DUO",
                    invited=[each for each in ending if each.member.route == "b1"]),
        Appointment(kind=K.FINAL_TALK, starts_at=at(2, MON, "14:00"), minutes=45, place="town-hall",
                    invited=[each for each in ending if each.member.route == "z"][:1]),
    ]  # fmt: skip


def neighbours_appointments(town: Town) -> list[Appointment]:
    """A few of the same, next door."""
    at, everybody = town.days.at, list(town.participants.values())
    return [
        Appointment(kind=K.PROGRESS_TALK, starts_at=at(1, TUE, "10:30"), minutes=30, place="town-hall",
                    invited=everybody[:1], leader="Anja Kuipers", interpreter="ar"),
        Appointment(kind=K.HEALTH_INFORMATION, starts_at=at(1, THU, "10:00"), minutes=90, place="library",
                    title=said.SLEEP, about=said.SLEEP_ABOUT, host="GGNet", invited=everybody),
    ]  # fmt: skip


def change_plans(town: Town, lessons: Lessons, now: datetime) -> None:
    """This week's language café is held a day later, and one lesson of next week is cancelled."""
    at, planner = town.days.at, town.planner
    cafe = lessons.meetings["Taalcafé Ulft", at(0, WED, "19:00")]
    actions.move_meeting(planner, cafe, at(0, THU, "19:00"), at(0, THU, "20:30"), now)
    closed = texts.from_block("schedule.because.closed", municipality_id=town.municipality.id)
    lesson = lessons.meetings["B1-groep maandag en donderdag Terborg", at(1, MON, "9:00")]
    actions.cancel_meeting(planner, lesson, now, because_id=closed)


def _intake(starts_at: datetime, interpreter: str, leader: str, *invited: Participant) -> Appointment:
    return Appointment(
        kind=K.INTAKE,
        starts_at=starts_at,
        minutes=90,
        place="town-hall",
        room="spreekkamer 2",
        about=said.INTAKE_ABOUT,
        bring="schedule.bring.papers",
        interpreter=interpreter,
        leader=leader,
        invited=invited,
    )


def _health(starts_at: datetime, invited: Participant, interpreter: str = "", bring: str | None = None) -> Appointment:
    """With whom and why is nobody's business: it says no more than that it is about health."""
    return Appointment(
        kind=K.HEALTH_APPOINTMENT,
        starts_at=starts_at,
        minutes=30,
        place="health",
        host="Gezondheidscentrum Ulft",
        interpreter=interpreter,
        bring=bring,
        invited=[invited],
    )


def _workshop(number: int, invited: Sequence[Participant], starts_at: datetime) -> Appointment:
    return Appointment(
        kind=K.PVT_WORKSHOP,
        starts_at=starts_at,
        minutes=150,
        place="dru",
        room="zaal 3",
        title=said.PVT_WORKSHOPS[number],
        about=said.PVT_ABOUT,
        invited=invited,
        childcare=True,
        counts_for=CountsFor.PVT,
    )


def _money(number: int, town: Town, starts_at: datetime) -> Appointment:
    return Appointment(
        kind=K.MONEY_TRAINING,
        starts_at=starts_at,
        minutes=120,
        place="social-work",
        title=said.MONEY_TRAININGS[number],
        bring=said.BLUE_ENVELOPE if number == 1 else None,
        invited=[each for each in town.at(Stage.NEW_PLAN) if each.member.route != "education"],
    )


def _regisseur_of(town: Town, name: str) -> str:
    regisseur = town.participants[name].regisseur
    return next(full for full, each in town.staff.items() if each.person_id == regisseur.person_id)
