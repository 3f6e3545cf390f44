"""Who can be become in the demo, in an order in which one finds somebody: for the page and for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from portal.accounts import queries
from portal.accounts.models import Person, TextSize
from portal.core.i18n import N_
from portal.core.viewer import Role
from portal.demo.cast import MEMBERS, SETTLEMENTS, Stage
from portal.plan.terms import DUTCH_ROUTES, Route

STAGES: dict[Stage, str] = {
    Stage.ARRIVED: N_("Has just arrived and has no plan yet"),
    Stage.NEW_PLAN: N_("Has a new plan, goes to the first class"),
    Stage.LEARNING: N_("In the middle of the term"),
    Stage.ENDING: N_("Near the end of the term"),
    Stage.OLD_ACT: N_("Under the act of 2013"),
    Stage.FREE: N_("Has no duty, or no longer"),
}

GROUPS: dict[Role, str] = {
    Role.PARTICIPANT: N_("Participants"),
    Role.CULTUURVERBINDER: N_("Cultuurverbinders"),
    Role.BEGELEIDER: N_("Begeleiders"),
    Role.REGISSEUR: N_("Regisseurs"),
    Role.BEHEERDER: N_("Beheerders"),
}
"""What the roles are called in the plural, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the cast and what is interesting about them."""

    id: UUID
    name: str
    role: Role
    language: str
    slug: str
    stage: str
    """A msgid; empty for staff."""
    route: str
    """The Dutch name of the learning route; empty where there is none."""
    large_text: bool


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role in one municipality."""

    title: str
    """A msgid."""
    people: Sequence[Somebody]


def cast() -> list[tuple[str, list[Group]]]:
    """Everybody, by municipality and role: the municipality of the demo first, the participants first."""
    rows = [(row.name, _somebody(row.Person, row.role, row.slug)) for row in queries.cast()]
    rows.sort(key=lambda row: (row[1].slug != SETTLEMENTS[0].slug, row[0], list(GROUPS).index(row[1].role)))
    return [(name, _groups([each for _, each in of_town])) for name, of_town in groupby(rows, lambda row: row[0])]


def _groups(people: list[Somebody]) -> list[Group]:
    return [Group(GROUPS[role], list(each)) for role, each in groupby(people, lambda person: person.role)]


def _somebody(person: Person, role: Role, slug: str) -> Somebody:
    member = MEMBERS.get((person.given_name, person.family_name))
    return Somebody(
        id=person.id,
        name=person.full_name,
        role=role,
        language=person.language,
        slug=slug,
        stage=STAGES[member.stage] if member and member.stage else "",
        route=DUTCH_ROUTES[Route(member.route)] if member and member.route else "",
        large_text=person.text_size is not TextSize.NORMAL,
    )
