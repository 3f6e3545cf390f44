"""The cast: people whom every test knows by name, made through the rooms' own actions.

Two municipalities of the same shape stand side by side, so that whatever leaks across the wall is seen.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import actions
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Municipality, Person
from portal.core.viewer import Role, Viewer

SINCE = date(2026, 1, 5)


@dataclass(frozen=True)
class Cast:
    """Who is who."""

    oude_ijsselstreek: Municipality
    doetinchem: Municipality
    amal: Person
    """Participant, reads Arabic; mother of a household."""
    yonas: Person
    """Participant, reads Tigrinya."""
    noor: Person
    """Participant, reads Dutch; lives with Amal."""
    samira: Person
    """Participant of the other municipality, reads Arabic."""
    rana: Person
    """Cultuurverbinder for Arabic, serves both municipalities."""
    tesfay: Person
    """Cultuurverbinder for Tigrinya."""
    bram: Person
    """Begeleider with Amal and Yonas."""
    ingrid: Person
    """Regisseur with Amal and Yonas."""
    kees: Person
    """Beheerder."""
    wim: Person
    """Begeleider of the other municipality."""

    def everybody(self) -> list[Person]:
        return [person for person in vars(self).values() if isinstance(person, Person)]


def viewer(person: Person, *roles: Role, serves: tuple[UUID, ...] = ()) -> Viewer:
    """The person as a viewer or actor, without a sign-in."""
    serves = serves or (person.municipality_id,)
    return Viewer(
        person_id=person.id,
        municipality_id=person.municipality_id,
        roles=frozenset(roles or (Role.PARTICIPANT,)),
        serves=frozenset(serves),
        language=person.language,
        text_size=person.text_size,
        first_name=person.first_name,
        device_id=UUID(int=1),
        answers=frozenset((each, person.language) for each in serves if Role.CULTUURVERBINDER in roles),
    )


def make_cast() -> Cast:
    """Everybody, in a changing frame."""
    here = actions.add_municipality("oude-ijsselstreek", "Oude IJsselstreek", "0315-292292")
    there = actions.add_municipality("doetinchem", "Doetinchem", "0314-377377")
    household = actions.add_household(here.id)

    def person(
        name: str, family: str, language: str, *roles: Role, at: Municipality = here, home: bool = False
    ) -> Person:
        details = PersonDetails(name, family, language, birth_date=date(1990, 1, 1), phone="+31612345678")
        return actions.add_person(at.id, details, roles, household if home else None)

    cast = Cast(
        oude_ijsselstreek=here,
        doetinchem=there,
        amal=person("Amal", "Haddad", "ar", Role.PARTICIPANT, home=True),
        yonas=person("Yonas", "Tekle", "ti", Role.PARTICIPANT),
        noor=person("Noor", "Haddad", "nl", Role.PARTICIPANT, home=True),
        samira=person("Samira", "Khalil", "ar", Role.PARTICIPANT, at=there),
        rana=person("Rana", "Sabbagh", "ar", Role.CULTUURVERBINDER),
        tesfay=person("Tesfay", "Habte", "ti", Role.CULTUURVERBINDER),
        bram=person("Bram", "te Winkel", "nl", Role.BEGELEIDER),
        ingrid=person("Ingrid", "Wolters", "nl", Role.REGISSEUR),
        kees=person("Kees", "Jansen", "nl", Role.BEHEERDER),
        wim=person("Wim", "Berendsen", "nl", Role.BEGELEIDER, at=there),
    )
    actions.grant(cast.rana, there.id, Role.CULTUURVERBINDER)
    for participant in (cast.amal, cast.yonas):
        actions.assign(participant, cast.ingrid, Role.REGISSEUR, SINCE)
        actions.assign(participant, cast.bram, Role.BEGELEIDER, SINCE)
    return cast
