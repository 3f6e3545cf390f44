"""The list of everybody takes two, once, within the hour, and everybody on it reads that it was made."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Grant, WholeList
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.people import whole_list
from tests import people
from tests.people_admin.test_changing import accounts_add

SCOPE = {"scope": "system: test"}


@pytest.fixture
def mona(cast):
    """A second beheerder."""
    with frame.change():
        return accounts_add(cast.oude_ijsselstreek.id, "Mona", Role.BEHEERDER)


def wish_id():
    db.session.close()
    return db.session.scalars(select(WholeList.id).execution_options(**SCOPE)).one()


def manages(person):
    return people.viewer(person, Role.BEHEERDER)


def test_one_asks_another_agrees_and_it_is_fetched_once(cast, client_of, mona):
    kees, other, amal = client_of(cast.kees), client_of(mona), client_of(cast.amal)
    kees.send("/people/list", at="/people/list")
    fetch, agree = f"/people/list/{wish_id()}/fetch", f"/people/list/{wish_id()}/agree"
    kees.send(fetch, status=404)
    kees.send(agree, status=404)
    assert "lijst van iedereen" in other.show("/desk").select_one("main").text
    assert "Kees" in other.show("/people/list").select_one("main").text
    other.send(agree, at="/people/list")
    other.send(fetch, status=404)
    assert kees.show("/people/list").select(f"form[action='{fetch}']")
    answer = kees.send(fetch, 200, at="/people/list")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "Haddad" in answer.text
    assert "Khalil" not in answer.text, "Samira lives elsewhere"
    assert "أُعدّت قائمة" in amal.show("/who-looked").select_one("main").text
    kees.send(fetch, status=404)


def test_the_hour_ends_and_a_wish_does_not_wait_for_ever(cast, mona):
    with frame.change():
        whole_list.ask(manages(cast.kees), clock.now())
    wish = wish_id()
    with pytest.raises(NotFound), frame.change():
        whole_list.agree(manages(mona), wish, clock.now() + whole_list.WAITS)
    with frame.change():
        whole_list.agree(manages(mona), wish, clock.now())
    with pytest.raises(NotFound), frame.change():
        whole_list.fetch(manages(cast.kees), wish, clock.now() + whole_list.OPEN_FOR)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert not whole_list.wishes(manages(cast.kees))


def test_where_there_is_one_beheerder_a_regisseur_agrees_and_nobody_of_elsewhere(cast, client_of):
    client_of(cast.kees).send("/people/list", at="/people/list")
    agree = f"/people/list/{wish_id()}/agree"
    for nobody in (cast.bram, cast.wim, cast.rana, cast.amal):
        client_of(nobody).send(agree, status=404)
    ingrid = client_of(cast.ingrid)
    assert "lijst van iedereen" in ingrid.show("/notices").select_one("main").text
    ingrid.send(agree, at="/people/list")


def test_alone_nobody_gets_it(cast):
    with frame.change():
        db.session.execute(update(Grant).where(Grant.person_id == cast.ingrid.id).values(role=Role.BEGELEIDER))
    with pytest.raises(Refused), frame.change():
        whole_list.ask(manages(cast.kees), clock.now())


def test_the_database_too_takes_two(cast):
    with frame.change():
        whole_list.ask(manages(cast.kees), clock.now())
    alone = update(WholeList).values(agreed_by=cast.kees.id, agreed_at=clock.now()).execution_options(**SCOPE)
    with pytest.raises(IntegrityError), frame.change():
        db.session.execute(alone)
