"""Who works for whom: from a day on, for one or many, told in three languages, with a history."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.accounts.models import Case
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import using
from portal.core.viewer import Role
from portal.notices.models import InboxNotice
from portal.people import cases, handing_over
from portal.texts import blocks
from tests import people
from tests.people_admin.sheets import kees
from tests.people_admin.test_changing import accounts_add

SCOPE = {"scope": "system: test"}
SOON = timedelta(days=30)


@pytest.fixture
def anna(cast):
    """Another regisseur."""
    with frame.change():
        return accounts_add(cast.oude_ijsselstreek.id, "Anna", Role.REGISSEUR)


def assign(cast, persons, worker, since, role=Role.REGISSEUR):
    with frame.change():
        return handing_over.assign(kees(cast), [person.id for person in persons], worker.id, role, since, clock.now())


def regisseurs(person):
    """Worker, first and last day, oldest first."""
    db.session.close()
    statement = select(Case).where(Case.person_id == person.id, Case.role == Role.REGISSEUR).order_by(Case.since)
    return [
        (case.worker_id, case.since, case.until) for case in db.session.scalars(statement.execution_options(**SCOPE))
    ]


def told(person, language):
    db.session.close()
    notices = db.session.scalars(
        select(InboxNotice).where(InboxNotice.person_id == person.id).execution_options(**SCOPE)
    ).all()
    with using(language):
        return [blocks.say(notice.kind, notice.values).striptags() for notice in notices]


def test_the_present_one_stays_until_the_day_before(cast, anna):
    day = clock.today() + SOON
    assert assign(cast, [cast.amal, cast.yonas, cast.noor], anna, day) == 3
    assert regisseurs(cast.amal) == [
        (cast.ingrid.id, people.SINCE, day - timedelta(days=1)),
        (anna.id, day, None),
    ]
    assert regisseurs(cast.noor) == [(anna.id, day, None)]
    assert next(contact.name for contact in accounts.contacts(people.viewer(cast.amal))) == "Ingrid"


def test_the_participant_reads_of_it_in_their_own_language(cast, anna):
    assign(cast, [cast.amal, cast.noor], anna, clock.today() + SOON)
    for language, person in (("ar", cast.amal), ("ti", cast.amal), ("nl", cast.amal)):
        (words,) = told(person, language)
        assert "Anna" in words
        assert "Ingrid" in words
    (words,) = told(cast.noor, "nl")
    assert "Anna" in words
    assert "Tot die dag" not in words


def test_a_plan_that_changes_replaces_the_one_before_it(cast, anna):
    day = clock.today() + SOON
    assign(cast, [cast.amal], anna, day)
    assign(cast, [cast.amal], cast.ingrid, day - timedelta(days=10))
    assert regisseurs(cast.amal)[-1] == (cast.ingrid.id, day - timedelta(days=10), None)
    assert anna.id not in {worker for worker, _since, _until in regisseurs(cast.amal)}


def test_between_one_plan_and_the_next_nobody_is_without(cast, anna):
    """Who is planned works until the day before the next one: found by tests/accounts/test_cases.py."""
    day = clock.today() + SOON
    assign(cast, [cast.amal], anna, day)
    assign(cast, [cast.amal], cast.ingrid, day + timedelta(days=10))
    assert regisseurs(cast.amal)[1:] == [
        (anna.id, day, day + timedelta(days=9)),
        (cast.ingrid.id, day + timedelta(days=10), None),
    ]


def test_the_same_again_changes_nothing_and_tells_nobody(cast):
    assert assign(cast, [cast.amal], cast.ingrid, clock.today()) == 0
    assert told(cast.amal, "nl") == []


def test_a_day_before_the_present_one_began_is_refused(cast, anna):
    with pytest.raises(Refused):
        assign(cast, [cast.amal], anna, people.SINCE - timedelta(days=1))


def test_nobody_gets_a_worker_of_elsewhere_or_without_the_role(cast, anna):
    for worker, role in ((cast.wim, Role.BEGELEIDER), (cast.bram, Role.REGISSEUR), (cast.kees, Role.BEHEERDER)):
        with pytest.raises(NotFound):
            assign(cast, [cast.amal], worker, clock.today(), role)
    with pytest.raises(NotFound):
        assign(cast, [cast.samira], anna, clock.today())


def test_everybody_of_one_worker_goes_to_another_after_a_look(cast, anna, client_of):
    client, url = client_of(cast.kees), f"/people/{cast.ingrid.id}/caseload/regisseur"
    day = f"{clock.today() + SOON:%d-%m-%Y}"
    chosen = {"worker": f"{anna.id}.regisseur", "since": day}
    page = client.show(f"{url}?worker={chosen['worker']}&since={day}")
    assert [each["lang"] for each in page.select("blockquote")] == ["nl", "ar", "ti"]
    assert regisseurs(cast.amal)[-1][2] is None, "looking changes nothing"
    client.send(url, **chosen)
    for person in (cast.amal, cast.yonas):
        assert regisseurs(person)[-1] == (anna.id, clock.today() + SOON, None)
    db.session.close()
    assert {(w.name, w.cases) for w in cases.workers(kees(cast)) if w.role is Role.REGISSEUR} == {
        ("Anna Visser", 2),
        ("Ingrid Wolters", 2),
    }, "until then both work for them"


def test_without_a_worker_or_a_day_the_form_says_so_and_keeps_the_people(cast, client_of):
    client = client_of(cast.kees)
    response = client.send("/people/assign", status=422, person=[str(cast.amal.id), str(cast.noor.id)], since="morgen")
    assert response.text.count('class="error"') == 2
    assert response.text.count('name="person"') == 2


def test_moving_in_and_out_changes_who_lives_where_and_nothing_else(cast, client_of):
    client, home = client_of(cast.kees), cast.amal.household_id
    client.send(f"/people/households/{home}/members", person=str(cast.yonas.id))
    page = client.show(f"/people/households/{home}")
    assert {each.get_text() for each in page.select(".person .name")} == {"Amal Haddad", "Noor Haddad", "Yonas Tekle"}
    client_of(cast.yonas).show(f"/people/{cast.amal.id}", status=404)
    client.send(f"/people/households/{home}/leave", person=str(cast.yonas.id))
    client.send(f"/people/households/{home}/leave", status=404, person=str(cast.yonas.id))
    client.send(f"/people/households/{home}/members", status=404, person=str(cast.samira.id))
