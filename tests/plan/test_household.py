"""What helps whom in one household, side by side."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.viewer import Role
from portal.plan import household
from portal.plan.terms import Route, Support
from tests import people
from tests.plan.plans import open_with_decision, regisseur

SCOPE = {"scope": "system: test"}


@pytest.fixture
def home(cast):
    """Amal and Yonas live together; Ingrid is regisseur of both. A child lives with them, and has no plan."""
    with frame.change():
        together = accounts.add_household(cast.oude_ijsselstreek.id)
        everybody = select(Person).where(Person.id.in_((cast.amal.id, cast.yonas.id))).execution_options(**SCOPE)
        for person in db.session.scalars(everybody):
            person.household_id = together.id
        details = accounts.PersonDetails("Lina", "Haddad", "ar", birth_date=date(2019, 5, 1))
        accounts.add_person(cast.oude_ijsselstreek.id, details, (), together)
        until = date(2026, 9, 6)
        given = {"support": frozenset({Support.CHILD_CARE, Support.TRAVEL}), "relief_until": until}
        open_with_decision(cast, cast.amal, relief_from=date(2026, 3, 7), **given)
    return together.id


def test_of_each_member_it_is_shown_what_they_get(cast, client_of, home):
    amal, yonas = sorted(household.members(regisseur(cast.ingrid), cast.amal.id), key=lambda each: not each.has_plan)
    assert (amal.id, amal.route, amal.support) == (
        cast.amal.id,
        Route.B1,
        frozenset({Support.CHILD_CARE, Support.TRAVEL}),
    )
    assert (yonas.id, yonas.has_plan, yonas.support) == (cast.yonas.id, False, frozenset())
    desk = client_of(cast.ingrid)
    here = f"/plan/of/{cast.amal.id}"
    assert desk.show(here).select_one(f'a[href="{here}/household"]')
    page = desk.show(f"{here}/household")
    assert len(page.select("tbody tr")) == 2
    assert page.select_one(f'a[href="/plan/of/{cast.yonas.id}/open"]')
    assert "6 september 2026" in page.text


def test_each_member_sees_that_their_plan_was_opened(cast, client_of, home):
    def opened():
        db.session.rollback()
        looked = select(Trace.person_id).where(Trace.act == "plan.opened").execution_options(**SCOPE)
        return set(db.session.scalars(looked))

    assert not opened()
    client_of(cast.ingrid).show(f"/plan/of/{cast.amal.id}/household")
    assert opened() == {cast.amal.id, cast.yonas.id}


def test_only_those_for_whom_one_works_are_shown_and_to_nobody_else(cast, client_of, home):
    client_of(cast.amal).show(f"/plan/of/{cast.yonas.id}/household", status=404)
    for other in (people.viewer(cast.bram, Role.BEGELEIDER), regisseur(cast.wim), people.viewer(cast.amal)):
        with pytest.raises(NotFound):
            household.members(other, cast.amal.id)


def test_who_lives_alone_has_no_such_page(cast):
    with frame.change():
        alone = select(Person).where(Person.id == cast.yonas.id).execution_options(**SCOPE)
        db.session.scalars(alone).one().household_id = None
    with pytest.raises(NotFound):
        household.members(regisseur(cast.ingrid), cast.yonas.id)
