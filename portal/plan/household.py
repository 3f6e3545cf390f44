"""What helps whom in one household, side by side: for the regisseur who works for its members."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from portal.accounts import sight
from portal.accounts.models import Grant, Person
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.viewer import Role, Viewer
from portal.plan.models import Decision, Plan
from portal.plan.statements import IS_SET
from portal.plan.terms import Route, Support

_one = aliased(Person)
MEMBERS = (
    select(Person.id, Person.given_name, Person.family_name, Plan.id.label("plan_id"))
    .add_columns(Decision.route, Decision.support, Decision.relief_until)
    .join(Grant, (Grant.person_id == Person.id) & (Grant.role == Role.PARTICIPANT))
    .join(_one, (_one.id == bindparam("person")) & (_one.household_id == Person.household_id))
    .outerjoin(Plan, Plan.person_id == Person.id)
    .outerjoin(Decision, IS_SET)
    .where(sight.has_case(Person.id, Role.REGISSEUR))
    .order_by(Person.birth_date, Person.id)
    .execution_options(scope="viewer: of whom I am regisseur")
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household, and what the decision that is set gives them."""

    id: UUID
    name: str
    has_plan: bool
    route: Route | None
    support: frozenset[Support]
    relief_until: date | None
    """The last day on which the municipality pays the fixed bills out of the benefit."""


def members(viewer: Viewer, person_id: UUID) -> list[Member]:
    """Those of a person's household whom the viewer is regisseur of, the eldest first; the person is one of them.

    Raises `NotFound` where the viewer is not regisseur of the person, or they live in no household.
    """
    rows = db.session.execute(MEMBERS, {**sight.eyes(viewer), "person": person_id}).all()
    if person_id not in {row.id for row in rows} or not viewer.has(Role.REGISSEUR):
        raise NotFound
    return [
        Member(
            row.id,
            f"{row.given_name} {row.family_name}",
            row.plan_id is not None,
            row.route,
            frozenset(Support(each) for each in row.support or ()),
            row.relief_until,
        )
        for row in rows
    ]
