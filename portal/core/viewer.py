"""Who is looking. Every query takes a viewer first, every action an actor first: this is that value."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person does in the portal. Dutch job titles that have no English term stay Dutch."""

    PARTICIPANT = "participant"
    CULTUURVERBINDER = "cultuurverbinder"
    BEGELEIDER = "begeleider"
    REGISSEUR = "regisseur"
    BEHEERDER = "beheerder"


STAFF_ROLES = frozenset({Role.CULTUURVERBINDER, Role.BEGELEIDER, Role.REGISSEUR, Role.BEHEERDER})
CASE_ROLES = frozenset({Role.BEGELEIDER, Role.REGISSEUR})
"""Who works with the people of their own municipality: plans, marks, announces."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person, as one request knows them. A frozen value: rights are read anew each request."""

    person_id: UUID
    municipality_id: UUID
    """The municipality this person belongs to: the wall around what they see."""
    roles: frozenset[Role]
    serves: frozenset[UUID]
    """The municipalities for which they hold a role; more than one only for a cultuurverbinder."""
    language: str
    text_size: str
    first_name: str
    device_id: UUID
    answers: frozenset[tuple[UUID, str]] = frozenset()
    """Where a cultuurverbinder answers, and in which language there, whatever they read the portal in."""

    @property
    def is_participant(self) -> bool:
        return Role.PARTICIPANT in self.roles

    @property
    def is_staff(self) -> bool:
        return not STAFF_ROLES.isdisjoint(self.roles)

    @property
    def is_case_worker(self) -> bool:
        return not CASE_ROLES.isdisjoint(self.roles)

    def has(self, *roles: Role) -> bool:
        """Whether the viewer holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)
