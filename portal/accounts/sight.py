"""Who may see whom, and what for. Decided here and nowhere else; a test holds that no room looks at cases itself.

| who               | by name                 | the file (details, devices) | the plan            |
|-------------------|-------------------------|-----------------------------|---------------------|
| participant       | themselves              | themselves                  | their own           |
| cultuurverbinder  | nobody by list          | nobody                      | nobody's            |
| begeleider        | their municipality      | whose case they have        | nobody's            |
| regisseur         | their municipality      | whose case they have        | whose case they have|
| beheerder         | their municipality      | their municipality          | nobody's            |

For an hour, and only in their role, a begeleider or regisseur may open somebody of their municipality whose case they
do not have, because it cannot wait: that counts as the case, and is told at once (`people.urgent`).

Threads are between who asked and who answers, and are decided in the messages, where no case counts. A child
without a role of its own goes with the household of whose case it is.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Case, Grant, Person, UrgentAccess
from portal.core import clock
from portal.core.viewer import CASE_ROLES, Role, Viewer

_parent, _grant = aliased(Person), aliased(Grant)


class Purpose(StrEnum):
    """What somebody is looked up for."""

    NAME = "name"
    """To call them by name: a list to plan with, who lives together."""
    FILE = "file"
    """To open what is known of them: details, devices, the way in."""


def has_case(person_id: Any, *roles: Role) -> ColumnElement[bool]:
    """Whether the viewer works today for the person of that column, in one of the roles. Asks for `eyes`."""
    return _has_case(person_id, roles, {name: bindparam(name) for name in ("viewer", "today", "this_moment")})


def _has_case(person_id: Any, roles: Iterable[Role], eyes: Mapping[str, Any]) -> ColumnElement[bool]:
    case = exists().where(
        Case.person_id == person_id,
        Case.worker_id == eyes["viewer"],
        Case.role.in_(roles),
        Case.since <= eyes["today"],
        or_(Case.until.is_(None), Case.until >= eyes["today"]),
    )
    urgent = exists().where(
        UrgentAccess.person_id == person_id,
        UrgentAccess.worker_id == eyes["viewer"],
        UrgentAccess.role.in_(roles),
        UrgentAccess.ends_at > eyes["this_moment"],
    )
    return or_(case, urgent)


def eyes(viewer: Viewer) -> dict[str, Any]:
    """What `has_case` asks for."""
    return {"viewer": viewer.person_id, "today": clock.today(), "this_moment": clock.now()}


def people(viewer: Viewer, purpose: Purpose) -> ColumnElement[bool]:
    """Of the table of people, those whom the viewer may see for this purpose."""
    me, here = Person.id == viewer.person_id, Person.municipality_id == viewer.municipality_id
    if viewer.has(Role.BEHEERDER) or (viewer.is_case_worker and purpose is Purpose.NAME):
        return or_(me, here)
    if not viewer.is_case_worker:
        return me
    return or_(me, and_(here, _in_case_of(viewer)))


def _in_case_of(viewer: Viewer) -> ColumnElement[bool]:
    """Whose case the viewer has, and the children who live with them."""
    roles, mine = CASE_ROLES & viewer.roles, eyes(viewer)
    of_parent = _has_case(_parent.id, roles, mine)
    parent = exists(select(_parent.id).where(_parent.household_id == Person.household_id, of_parent))
    child = and_(parent, ~exists().where(_grant.person_id == Person.id))
    return or_(_has_case(Person.id, roles, mine), child)
