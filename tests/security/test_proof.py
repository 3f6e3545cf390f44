"""What is weighty asks anew who somebody is: a computer left open, or a copied cookie, does not reach it."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import clock
from portal.core.db import db
from tests.keys.authenticator import Authenticator
from tests.keys.staff import options_on
from tests.keys.test_openid import KEES, issuer, known_there, sign_in_name, site, there
from tests.keys.test_staff_door import with_passkey
from tests.pages import PIN, PageClient

__all__ = ["issuer", "known_there", "site"]

WEIGHTY = {
    "letting_in.invite": "a code or a letter lets whoever holds it in",
    "letting_in.lost": "the same, and the other phones are cut off",
    "letting_in.letters": "the same, for many at once",
    "letting_in.write_letters": "the same, for many at once",
    "entry.invite_own": "a code for a phone of one's own, which may be somebody else's",
    "keys.add_fingerprint": "a way in for good",
    "own_keys.password_page": "a way in for good",
    "own_keys.set_password": "a way in for good",
    "own_keys.renew_codes": "a way in for good",
    "own_keys.add_passkey": "a way in for good",
    "own_keys.remove_passkey": "whoever did this could shut somebody out",
    "own_keys.connect": "a way in for good",
    "own_keys.disconnect": "whoever did this could shut somebody out",
    "own_keys.take_away": "shuts a colleague out",
    "people.move_in": "parents see what their children get",
    "people.move_out": "parents see what their children get",
    "people.new_household": "parents see what their children get",
    "own_keys.link": "a way in for a colleague, or for who pretends to be one",
    "people.new": "a new person may have any role",
    "people.add": "a new person may have any role",
    "people.edit": "roles",
    "people.change": "roles",
    "people.set_activity": "shuts somebody out or lets them back in",
    "people.set_served": "opens another municipality",
    "people.set_assigned": "opens people's files",
    "people.hand_over": "opens people's files",
    "people.open_urgently": "opens somebody's file",
    "people.choose_file": "many at once",
    "people.preview": "many at once",
    "people.import_all": "many at once",
    "people.ask_for_list": "everybody, in one file",
    "people.agree_to_list": "everybody, in one file",
    "people.fetch_list": "everybody, in one file",
    "rights.ask_for_copy": "everything about somebody",
    "rights.fetch_copy": "everything about somebody",
    "rights.ask_to_be_erased": "cannot be undone",
    "erasures.erasure": "everything about somebody",
    "erasures.prepare": "cannot be undone",
    "erasures.carry_out": "cannot be undone",
}


def later(**units: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**units), tick=False)


def is_active(person_id) -> bool:
    db.session.close()
    statement = select(Person.active).where(Person.id == person_id).execution_options(scope="system: test")
    return bool(db.session.scalar(statement))


def test_weighty_is_what_lets_in_shuts_out_takes_all_along_or_cannot_be_undone(house):
    asking = {name for name, view in house.view_functions.items() if getattr(view, "fresh", False)}
    assert asking == set(WEIGHTY)


def test_a_colleague_shows_a_key_again_before_a_weighty_form_and_comes_back_to_it(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.kees)
    laptop.show("/people/new")
    with later(minutes=11):
        laptop.show("/people")
        turned_away = laptop.get("/people/new").headers["Location"]
        assert turned_away == f"/staff/sign-in?next={quote('/people/new', safe='')}"
        answer = key.use(options_on(laptop, turned_away))
        came = laptop.send("/staff/sign-in/passkey", at=turned_away, credential=answer, next="/people/new")
        assert came.headers["Location"] == "/people/new"
        laptop.show("/people/new")


def test_a_form_that_was_opened_in_time_may_be_filled_in_and_no_longer(cast, client_of):
    laptop, thief = client_of(), client_of()
    with_passkey(laptop, cast.kees)
    form = f"/people/{cast.amal.id}/activity"
    with later(minutes=29):
        laptop.send(form, at=form, person_id="x", active="no")
        assert not is_active(cast.amal.id)
        with laptop.session_transaction() as mine, thief.session_transaction() as theirs:
            theirs.update(mine)
    with later(minutes=31):
        db.session.close()
        for browser in (thief, laptop):
            refused = browser.send(form, at="/people", active="yes")
            assert refused.headers["Location"] == f"/staff/sign-in?next={quote(form, safe='')}"
            assert browser.get("/people").status_code == 303, "locked, until a key is shown"
        assert not is_active(cast.amal.id)


def test_a_participant_types_the_pin_before_a_weighty_thing_and_stands_where_they_were(cast, client_of):
    phone = client_of(cast.amal)
    with later(minutes=9):
        phone.show("/my-data")
    with later(minutes=18):
        phone.show("/my-data/erase")
    with later(minutes=27):
        phone.show("/my-data/erase")
    with later(minutes=31):
        locked = phone.send("/my-data/erase", at="/my-data/erase").headers["Location"]
        assert locked == f"/unlock?next={quote('/my-data/erase', safe='')}"
        assert phone.send("/unlock", at=locked, pin=PIN, next="/my-data/erase").headers["Location"] == "/my-data/erase"
        phone.send("/my-data/erase", at="/my-data/erase")


def test_an_identity_provider_must_ask_anew_and_say_when(cast, site, known_there):
    sign_in_name(cast.kees)
    now = int(clock.now().timestamp())
    known_there("s-1", **KEES, auth_time=now - 3600)
    with site() as portal:
        laptop = PageClient.at(portal)
        leaving = laptop.get("/openid/gemeente")
        assert "prompt=" not in leaving.headers["Location"]
        assert laptop.get(there(leaving, "s-1")).headers["Location"] == "/"
        laptop.show("/people")
        assert laptop.get("/people/new").status_code == 303, "the provider knew them from an hour ago"
        leaving = laptop.get("/openid/gemeente?next=/people/new")
        assert "prompt=login" in leaving.headers["Location"]
        assert "max_age=0" in leaving.headers["Location"]
        assert laptop.get(there(leaving, "s-1")).status_code == 422, "it did not ask anew"
        known_there("s-1", **KEES, auth_time=now)
        leaving = laptop.get("/openid/gemeente?next=/people/new")
        assert laptop.get(there(leaving, "s-1")).headers["Location"] == "/people/new"
        laptop.show("/people/new")


@pytest.mark.parametrize("said", [None, True, 0])
def test_a_provider_that_does_not_say_when_has_proved_nothing_weighty(cast, site, known_there, said):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES, auth_time=said)
    with site() as portal:
        laptop = PageClient.at(portal)
        assert laptop.get(there(laptop.get("/openid/gemeente"), "s-1")).status_code == 303
        laptop.show("/people")
        assert laptop.get("/people/new").status_code == 303


def test_a_time_that_is_none_lets_nobody_in(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES, auth_time="yesterday")
    with site() as portal:
        laptop = PageClient.at(portal)
        assert laptop.get(there(laptop.get("/openid/gemeente"), "s-1")).status_code == 422


def test_a_fingerprint_alone_does_not_stand_for_the_pin_when_it_matters(cast, client_of):
    phone, key = client_of(cast.amal), Authenticator()
    phone.send("/more/fingerprint", at="/more", credential=key.make(options_on(phone, "/more", "fingerprint")))
    with later(minutes=31):
        with phone.session_transaction() as session:
            session["seen"] = int(clock.now().timestamp())
        phone.send("/lock", at="/my-data")
        answer = key.use(options_on(phone, "/unlock", "fingerprint"))
        phone.send("/unlock/passkey", at="/unlock", credential=answer)
        phone.show("/my-data")
        phone.send("/my-data/erase", at="/my-data/erase")
        assert not phone.show("/unlock").select("form#fingerprint")
        phone.send("/unlock/passkey", at="/unlock", credential=answer)
        assert phone.get("/my-data").status_code == 303
