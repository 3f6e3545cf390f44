"""Adding and changing people: what is kept, what is refused, and two beheerders at once."""

from datetime import date
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.accounts.actions import PersonDetails, add_household, add_person
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.core.typed import a_date
from portal.core.viewer import Role
from portal.people import queries, typed
from portal.people.queries import Asked
from tests.people_admin.sheets import FILLED, kees, now, second_beheerder


def sent(client, path, status=303, **fields):
    """The page that answers a form, or where it led."""
    response = client.send(path, status=status, **fields)
    return response.headers.get("Location") or BeautifulSoup(response.text, "html5lib")


def added(client, **changed):
    location = sent(client, "/people/new", **{**FILLED, **changed})
    return location.rpartition("/")[2]


def roles(person_id, municipality_id=None):
    db.session.close()
    return {(g.role, g.language) for g in queries.grants(person_id) if municipality_id in {None, g.municipality_id}}


def uuid(text):
    return UUID(text)


def test_somebody_is_added_as_typed_and_found_again(cast, client_of):
    person = now(uuid(added(client_of(cast.kees))))
    assert (person.full_name, person.called, person.phone) == ("Zoë Özdemir", "زوي", "+31612345678")
    assert f"{person.birth_date}" == "1990-01-01"
    assert person.household_id is not None
    assert [each.name for each in queries.people(kees(cast), Asked("زوي"))[0]] == ["Zoë Özdemir"]


def test_a_form_sent_twice_adds_one_person(cast, client_of):
    client = client_of(cast.kees)
    page = client.show("/people/new")
    key = page.select_one("input[name=once_key]")["value"]
    first = sent(client, "/people/new", **FILLED, once_key=key)
    assert sent(client, "/people/new", **FILLED, once_key=key) == first


WRONG = [
    ("family_name", ""),
    ("birth_date", "31-2-1990"),
    ("birth_date", "1-1-90"),
    ("birth_date", "1-1-2090"),
    ("birth_date", "gisteren"),
    ("phone", "12"),
    ("phone", "bel maar"),
    ("language", "xx"),
    ("given_name", "x" * 101),
]


def test_what_is_wrong_is_said_beside_the_field_and_everything_typed_is_kept(cast, client_of):
    client = client_of(cast.kees)
    for field, words in WRONG:
        page = sent(client, "/people/new", status=422, **{**FILLED, field: words})
        assert [error.get("id") for error in page.select(".error")] == [f"{field}-error"], words
        kept = {each["name"]: each["value"] for each in page.select(".pairs input")}
        wanted = {**FILLED, field: words}
        assert kept == {name: wanted[name] for name in kept}
        assert page.select_one("input[name=roles][value=participant][checked]")
        assert page.select_one("input[name=household][value=new][checked]")


@pytest.mark.parametrize("words", ["31-1-1990", "31/01/1990", "31.1.1990", "31 jan 1990", "1990-01-31", "٣١-١-١٩٩٠"])
def test_a_date_is_understood_as_dutch_people_write_it(words):
    assert a_date(words) == date(1990, 1, 31)


@pytest.mark.parametrize("words", ["612345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "٠٦١٢٣٤٥٦٧٨"])
def test_a_number_is_kept_in_one_form_however_it_is_written(words):
    assert typed.phone(words) == "+31612345678"


def test_what_cannot_be_seen_in_a_name_is_taken_out(cast, client_of):
    person = now(uuid(added(client_of(cast.kees), given_name="Zo\u202eë\u200b", called="\u2067زوي\u2069")))
    assert (person.given_name, person.called) == ("Zoë", "زوي")


def test_who_may_be_known_already_is_shown_first_and_is_no_block(cast, client_of):
    client = client_of(cast.kees)
    twin = {**FILLED, "given_name": "HADDÁD", "family_name": "amal", "birth_date": "1-1-1990", "external_key": ""}
    page = sent(client, "/people/new", status=422, **twin)
    assert page.select_one(f".banner a[href='/people/{cast.amal.id}']")
    assert sent(client, "/people/new", **twin, anyway="1").startswith("/people/")


def test_two_who_change_somebody_at_once_both_hear_of_it_and_nothing_is_lost(cast, client_of):
    first, second = client_of(cast.kees), client_of(second_beheerder(cast))
    url = f"/people/{cast.amal.id}/edit"
    fields = {**FILLED, "version": "1", "given_name": "Amal", "family_name": "Haddad", "household": "stays"}
    sent(first, url, **{**fields, "phone": "0611111111"})
    page = sent(second, url, status=409, **{**fields, "phone": "0622222222", "called": "أمل"})
    told = page.select_one(".banner").get_text()
    assert "+31611111111" in told
    assert "0622222222" in told
    assert page.select_one("#called")["value"] == "أمل"
    assert now(cast.amal.id).phone == "+31611111111"
    version = page.select_one("input[name=version]")["value"]
    sent(second, url, **{**fields, "version": version, "phone": "0622222222", "called": "أمل"})
    assert (now(cast.amal.id).phone, now(cast.amal.id).called) == ("+31622222222", "أمل")


def test_a_search_for_a_household_keeps_what_was_typed(cast, client_of):
    client = client_of(cast.kees)
    page = sent(client, "/people/new", status=200, **{**FILLED, "household_name": "amal", "find": "1"})
    home = page.select_one(f"input[name=household][value='{cast.amal.household_id}']")
    assert home
    assert "Noor Haddad" in home.parent.get_text()
    assert page.select_one("#given_name")["value"] == "Zoë"
    person = now(uuid(added(client, household=str(cast.amal.household_id))))
    assert person.household_id == cast.amal.household_id


def test_a_household_of_elsewhere_cannot_be_moved_into(cast, client_of):
    with frame.change():
        theirs = add_household(cast.doetinchem.id).id
    sent(client_of(cast.kees), "/people/new", status=404, **{**FILLED, "household": str(theirs)})


def test_two_people_never_have_one_number(cast, client_of):
    client = client_of(cast.kees)
    added(client)
    page = sent(client, "/people/new", status=422, **{**FILLED, "given_name": "Anna"})
    assert page.select_one(".banner")


def test_roles_are_given_and_taken_in_the_own_municipality_only(cast, client_of):
    client, here = client_of(cast.kees), cast.oude_ijsselstreek.id
    person = uuid(added(client, roles=["cultuurverbinder", "begeleider"], answers_in=["ar", "ti"]))
    assert roles(person) == {
        (Role.CULTUURVERBINDER, "ar"),
        (Role.CULTUURVERBINDER, "ti"),
        (Role.BEGELEIDER, ""),
    }
    assert roles(person, here) == roles(person)
    changed = {**FILLED, "version": "1", "roles": ["cultuurverbinder"], "answers_in": ["ti"], "household": "stays"}
    sent(client, f"/people/{person}/edit", **changed)
    assert roles(person) == {(Role.CULTUURVERBINDER, "ti")}


def test_a_participant_who_becomes_staff_is_signed_out_and_can_be_let_in_by_no_colleague(cast, client_of):
    phone, bram = client_of(cast.amal), client_of(cast.bram)
    fields = {**FILLED, "given_name": "Amal", "family_name": "Haddad", "version": "1", "household": "stays"}
    sent(client_of(cast.kees), f"/people/{cast.amal.id}/edit", **{**fields, "roles": ["participant", "regisseur"]})
    assert phone.get("/plan").headers["Location"].startswith("/sign-in")
    bram.send(f"/people/{cast.amal.id}/invite", status=404)


def test_a_cultuurverbinder_of_elsewhere_is_let_in_by_the_beheerder_of_the_place(cast, client_of):
    with frame.change():
        anna = accounts_add(cast.doetinchem.id, "Anna", Role.CULTUURVERBINDER)
        accounts_add(cast.doetinchem.id, "Dirk", Role.BEGELEIDER)
    client = client_of(cast.kees)
    page = client.show("/people/region")
    assert "Anna Visser" in page.get_text()
    assert "Dirk" not in page.get_text()
    sent(client, f"/people/region/{anna.id}", answers_in=["ti"])
    assert roles(anna.id, cast.oude_ijsselstreek.id) == {(Role.CULTUURVERBINDER, "ti")}
    assert roles(anna.id, cast.doetinchem.id) == {(Role.CULTUURVERBINDER, "nl")}
    sent(client, f"/people/region/{anna.id}")
    assert roles(anna.id, cast.oude_ijsselstreek.id) == set()
    sent(client, f"/people/region/{cast.samira.id}", status=404, answers_in=["ti"])


def accounts_add(municipality_id, name, role):
    return add_person(municipality_id, PersonDetails(name, "Visser", "nl"), (role,))


def test_every_change_of_a_person_leaves_a_trace(cast, client_of):
    client = client_of(cast.kees)
    person = uuid(added(client))
    changed = {**FILLED, "version": "1", "roles": ["cultuurverbinder"], "answers_in": ["ar"], "household": "none"}
    sent(client, f"/people/{person}/edit", **changed)
    sent(client, f"/people/{person}/household")
    sent(client, f"/people/{person}/activity", active="no")
    sent(client, f"/people/{person}/activity", active="yes")
    db.session.close()
    acts = db.session.scalars(
        select(Trace.act).where(Trace.person_id == person).order_by(Trace.at).execution_options(scope="system: test")
    ).all()
    assert set(acts) == {
        "person.added",
        "person.roles_changed",
        "person.changed",
        "household.changed",
        "person.deactivated",
        "person.activated",
    }


def test_only_a_beheerder_of_the_place_changes_anybody(cast, client_of):
    with frame.change():
        theirs = accounts_add(cast.doetinchem.id, "Berend", Role.BEHEERDER)
    for client in (client_of(theirs), client_of(cast.bram), client_of(cast.amal)):
        for path in ("edit", "activity", "household"):
            client.send(f"/people/{cast.amal.id}/{path}", status=404, **FILLED)
        client.send(
            "/people/assign",
            status=404,
            person=str(cast.amal.id),
            worker=f"{cast.bram.id}.begeleider",
            since="1-1-2030",
        )
        client.send(f"/people/households/{cast.amal.household_id}/members", status=404, person=str(cast.yonas.id))


def test_a_beheerder_reads_no_plan_and_no_message(cast, client_of):
    client = client_of(cast.kees)
    for path in (f"/plan/of/{cast.amal.id}", "/plan", "/messages", "/messages/inbox", "/messages/inbox/unclaimed"):
        client.show(path, status=404)


def test_the_municipality_is_called_what_its_beheerder_says(cast, client_of):
    client = client_of(cast.kees)
    sent(client, "/people/municipality", status=422, name="", phone="0315 292 292")
    sent(client, "/people/municipality", name="Gemeente Oude IJsselstreek", phone="0315 292 292")
    assert accounts.municipality(cast.oude_ijsselstreek.id).name == "Gemeente Oude IJsselstreek"
    assert accounts.municipality(cast.doetinchem.id).name == "Doetinchem"
