"""Excursions of the demo: past ones with who was there, coming ones with places, a waiting list and one cancelled."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.core import clock
from portal.demo import trip_words as said
from portal.demo.cast import Stage
from portal.demo.days import FRI, MON, SAT, THU, WED
from portal.demo.town import Participant, Town
from portal.demo.words import Words
from portal.excursions import actions
from portal.excursions.actions import Plan
from portal.excursions.models import Attendance, CountsFor, Food, Need
from portal.plan import actions as plan
from portal.plan.terms import MilestoneKind

LIBRARY = ("Bibliotheek Ulft", "Hutteweg 24, Ulft")
STATION = ("Station Terborg", "Stationsweg, Terborg")
TOWN_HALL = ("Gemeentehuis", "Staringstraat 25, Gendringen")


@dataclass(frozen=True, kw_only=True)
class Trip:
    """An excursion and who signs up for it, in their order."""

    title: Words
    about: Words
    bring: Words
    icon: str
    week: int
    weekday: int
    hours: tuple[str, str, str]
    """Leaving, beginning there, and back."""
    meet: tuple[str, str]
    place: tuple[str, str]
    capacity: int
    minutes: int
    sign_up_until: datetime
    signups: tuple[Participant, ...] = ()
    children_welcome: bool = False
    childcare_places: int = 0
    food: Food = Food.NONE
    accessible: bool = False
    counts_for: CountsFor = CountsFor.PVT
    companion: str = ""


def past_trips(town: Town) -> list[Trip]:
    """Two that have been."""
    days, learners = town.days, tuple(town.at(Stage.LEARNING))
    return [
        Trip(title=said.LIBRARY, about=said.LIBRARY_ABOUT, bring=said.IDENTITY, icon="library",
             week=-4, weekday=FRI, hours=("13:15", "13:30", "15:30"), meet=LIBRARY, place=LIBRARY, capacity=14,
             minutes=120, signups=learners[1:11], sign_up_until=days.at(-4, WED, "12:00"), accessible=True,
             children_welcome=True, companion="Bram te Winkel"),
        Trip(title=said.HIDING, about=said.HIDING_ABOUT, bring=said.GOOD_SHOES, icon="landmark",
             week=-2, weekday=FRI, hours=("12:30", "13:30", "17:00"), meet=STATION,
             place=("Nationaal Onderduikmuseum", "Markt 12, Aalten"), capacity=15, minutes=180,
             signups=learners[::2], sign_up_until=days.at(-2, WED, "12:00"), companion="Saba Mebrahtu"),
    ]  # fmt: skip


def coming_trips(town: Town) -> list[Trip]:
    """Those of the coming weeks, for which people sign up now."""
    days, learners, old = town.days, tuple(town.at(Stage.LEARNING)), tuple(town.at(Stage.OLD_ACT, Stage.FREE))
    newcomers = tuple(town.at(Stage.NEW_PLAN))
    return [
        Trip(title=said.TOWN_HALL, about=said.TOWN_HALL_ABOUT, bring=said.NOTHING, icon="landmark",
             week=1, weekday=WED, hours=("13:15", "13:30", "15:30"), meet=TOWN_HALL, place=TOWN_HALL, capacity=14,
             minutes=120, signups=(*learners[2:8], *newcomers[7:9]), sign_up_until=days.at(1, MON, "12:00"),
             accessible=True, food=Food.HALAL, companion="Bram te Winkel"),
        Trip(title=said.DRU, about=said.DRU_ABOUT, bring=said.GOOD_SHOES, icon="landmark",
             week=1, weekday=SAT, hours=("10:00", "10:15", "12:30"), meet=LIBRARY,
             place=("DRU Industriepark", "Hutteweg 24, Ulft"), capacity=10, minutes=150,
             signups=(*newcomers[:6], *learners[8:12], *old[:3]), sign_up_until=days.at(1, THU, "12:00"),
             children_welcome=True, accessible=True, companion="Nizar Awad"),
        Trip(title=said.WALK, about=said.WALK_ABOUT, bring=said.WALK_BRING, icon="trees",
             week=2, weekday=SAT, hours=("9:30", "10:00", "12:30"), meet=STATION,
             place=("Landgoed Engbergen", "Engbergseweg, Voorst"), capacity=20, minutes=150,
             signups=(*old[2:5], *learners[12:14]), sign_up_until=days.at(2, THU, "12:00"),
             children_welcome=True, companion="Tesfay Habte"),
        Trip(title=said.KRINGLOOP, about=said.KRINGLOOP_ABOUT, bring=said.CLOSED_SHOES, icon="hammer",
             week=2, weekday=WED, hours=("13:15", "13:30", "15:30"),
             meet=("Kringloop Aktief", "Ambachtsweg 1, Ulft"), place=("Kringloop Aktief", "Ambachtsweg 1, Ulft"),
             capacity=12, minutes=120, signups=newcomers[3:6], sign_up_until=days.at(2, MON, "12:00"),
             counts_for=CountsFor.PARTICIPATION, childcare_places=4, companion="Esther Lammers"),
    ]  # fmt: skip


def cancelled_trip(town: Town) -> Trip:
    """One that was planned and does not go on."""
    days, learners = town.days, tuple(town.at(Stage.LEARNING))
    return Trip(title=said.FIRE, about=said.FIRE_ABOUT, bring=said.NOTHING, icon="bus",
                week=1, weekday=FRI, hours=("15:45", "16:00", "17:30"), meet=STATION,
                place=("Brandweerkazerne", "Hoofdstraat, Terborg"), capacity=12, minutes=90,
                signups=learners[14:18], sign_up_until=days.at(1, WED, "12:00"), food=Food.HALAL)  # fmt: skip


def neighbours_trips(town: Town) -> list[Trip]:
    """One next door."""
    library = ("Bibliotheek", "IJsselkade 13, Doetinchem")
    return [
        Trip(title=said.NEIGHBOURS, about=said.NEIGHBOURS_ABOUT, bring=said.GOOD_SHOES, icon="walk",
             week=1, weekday=SAT, hours=("10:00", "10:00", "12:00"), meet=library, place=library, capacity=10,
             minutes=120, signups=tuple(town.participants.values())[:2],
             sign_up_until=town.days.at(1, THU, "12:00"), companion="Wim Berendsen"),
    ]  # fmt: skip


def plan_trip(town: Town, trip: Trip, now: datetime) -> UUID:
    """Plan it and let people sign up, an hour after each other."""
    leaves, begins, ends = (town.days.at(trip.week, trip.weekday, hour) for hour in trip.hours)
    excursion = actions.plan_excursion(
        town.planner,
        Plan(
            title=trip.title,
            about=trip.about,
            bring=trip.bring,
            icon=trip.icon,
            departs_at=leaves,
            starts_at=begins,
            ends_at=ends,
            meeting_name=trip.meet[0],
            meeting_address=trip.meet[1],
            place_name=trip.place[0],
            place_address=trip.place[1],
            capacity=trip.capacity,
            minimum=4,
            sign_up_until=trip.sign_up_until,
            minutes=trip.minutes,
            counts_for=trip.counts_for,
            children_welcome=trip.children_welcome,
            childcare_places=trip.childcare_places,
            food=trip.food,
            accessible=trip.accessible,
            companion_id=town.staff[trip.companion].person_id if trip.companion else None,
        ),
        now,
    )
    for number, participant in enumerate(trip.signups):
        needs = frozenset({Need.TRANSPORT}) if number == 2 else frozenset()
        actions.sign_up(participant.viewer, excursion, now, needs=needs)
    return excursion


def cancel(town: Town, excursion: UUID, now: datetime) -> None:
    """It does not go on; whoever had signed up is told."""
    actions.cancel_excursion(town.planner, excursion, now)


def call_the_roll(town: Town, trip: Trip, excursion: UUID) -> None:
    """Who came along: all but the fourth. For those in the PVT it is the excursion that belongs to it."""
    ended = town.days.at(trip.week, trip.weekday, trip.hours[2])
    for number, participant in enumerate(trip.signups):
        there = Attendance.ABSENT if number == 3 else Attendance.PRESENT
        actions.mark_attendance(town.planner, excursion, participant.id, there, ended)
        if there is Attendance.PRESENT:
            with clock.at(ended):
                _reach(participant, ended)


def _reach(participant: Participant, ended: datetime) -> None:
    plan.reach(participant.regisseur, participant.id, MilestoneKind.PVT_EXCURSION, ended.date(), ended)
