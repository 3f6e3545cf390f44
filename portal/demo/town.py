"""A municipality of the demo while it is being built: its people, by name, as those who do things there."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.accounts import actions, queries
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Municipality, Person, TextSize
from portal.core.viewer import Role, Viewer
from portal.demo.cast import Home, Member, Settlement, Staff, Stage
from portal.demo.days import Days

HERE_SINCE = {
    Stage.ARRIVED: 47,
    Stage.NEW_PLAN: 112,
    Stage.LEARNING: 540,
    Stage.ENDING: 1130,
    Stage.OLD_ACT: 2150,
    Stage.FREE: 2940,
}
"""Since so many days staff work for somebody of a stage: just before the first of them registered."""


@dataclass
class Participant:
    """Somebody with a plan, a schedule and questions."""

    member: Member
    person: Person
    viewer: Viewer
    children: tuple[int, ...]
    """Ages of the children at home."""
    regisseur: Viewer
    age: int

    @property
    def id(self) -> UUID:
        return self.person.id


@dataclass
class Town:
    """A municipality and everybody in it, by full name."""

    settlement: Settlement
    municipality: Municipality
    days: Days
    staff: dict[str, Viewer] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)

    def ids(self, *names: str) -> list[UUID]:
        """Participants by full name."""
        return [self.participants[name].id for name in names]

    def at(self, *stages: Stage, route: str | None = None) -> list[Participant]:
        """Participants who stand somewhere, of one route if it is given."""
        return [
            participant
            for participant in self.participants.values()
            if participant.member.stage in stages and route in (None, participant.member.route)
        ]

    def first(self, role: Role) -> Viewer:
        """Somebody of the staff with this role."""
        return next(viewer for viewer in self.staff.values() if role in viewer.roles)

    @property
    def planner(self) -> Viewer:
        """Who plans what is for everybody."""
        return self.first(Role.BEGELEIDER)


def found_town(settlement: Settlement, days: Days) -> Town:
    """The municipality with its staff and households; who works for whom is settled."""
    municipality = actions.add_municipality(settlement.slug, settlement.name, settlement.phone)
    town = Town(settlement, municipality, days)
    for each in settlement.staff:
        _hire(town, each)
    for number, home in enumerate(settlement.homes):
        _move_in(town, number, home)
    return town


def share_staff(towns: tuple[Town, ...]) -> None:
    """Cultuurverbinders who serve both municipalities get their role in the other one too."""
    here, *others = towns
    for each in here.settlement.staff:
        if each.both:
            name = f"{each.given} {each.family}"
            person = _person_of(here.staff[name])
            for other in others:
                actions.grant(person, other.municipality.id, Role.CULTUURVERBINDER)
                served = here.staff[name].serves | {other.municipality.id}
                here.staff[name] = viewer(person, Role.CULTUURVERBINDER, serves=served)
                other.staff[name] = here.staff[name]


def viewer(person: Person, *roles: Role, serves: frozenset[UUID] = frozenset()) -> Viewer:
    """A person as an actor, without a sign-in."""
    serves = serves or frozenset({person.municipality_id})
    return Viewer(
        person_id=person.id,
        municipality_id=person.municipality_id,
        roles=frozenset(roles),
        serves=serves,
        language=person.language,
        text_size=person.text_size,
        first_name=person.first_name,
        device_id=UUID(int=0),
        answers=frozenset((each, person.language) for each in serves if Role.CULTUURVERBINDER in roles),
    )


def _hire(town: Town, each: Staff) -> None:
    role = Role(each.role)
    details = PersonDetails(each.given, each.family, each.language, phone=each.phone, about=each.reached)
    person = actions.add_person(town.municipality.id, details, (role,))
    town.staff[person.full_name] = viewer(person, role)


def _move_in(town: Town, number: int, home: Home) -> None:
    """A household; its grown-ups share a regisseur and a begeleider, and the children are known by name only."""
    household = actions.add_household(town.municipality.id)
    workers = {role: _turn(town, role, number) for role in (Role.REGISSEUR, Role.BEGELEIDER)}
    children = tuple(_age(town, m) for m in home.members if m.stage is None)
    for member in home.members:
        roles = (Role.PARTICIPANT,) if member.stage else ()
        person = actions.add_person(town.municipality.id, _details(town, home, member), roles, household)
        if member.stage is None:
            continue
        since = town.days.ago(HERE_SINCE[member.stage])
        for role, worker in workers.items():
            actions.assign(person, _person_of(worker), role, since)
        me = viewer(person, Role.PARTICIPANT)
        if member.large_text:
            actions.read_at(me, TextSize.LARGE)
        town.participants[person.full_name] = Participant(
            member, person, me, children, workers[Role.REGISSEUR], _age(town, member)
        )


def _details(town: Town, home: Home, member: Member) -> PersonDetails:
    phone = f"+316000001{len(town.participants):02}" if member.stage else ""
    return PersonDetails(
        member.given,
        member.family,
        home.language,
        called=member.called,
        birth_date=date.fromisoformat(member.born),
        phone=phone,
    )


def _turn(town: Town, role: Role, number: int) -> Viewer:
    of_role = [each for each in town.staff.values() if role in each.roles]
    return of_role[number % len(of_role)]


def _age(town: Town, member: Member) -> int:
    return (town.days.today - date.fromisoformat(member.born)).days // 365


def _person_of(worker: Viewer) -> Person:
    return queries.anybody(worker.person_id)
