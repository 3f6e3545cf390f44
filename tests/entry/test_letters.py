"""An invitation by post: shows nothing, asks the year of birth, and waits for somebody who knows the person."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from portal.accounts import queries
from portal.core import clock, frame
from portal.core.errors import Refused
from tests.entry.ways import claim, come_in, location, look, pictures, write
from tests.pages import PIN


def test_a_letter_asks_the_year_and_shows_nothing_personal_before_it_is_confirmed(cast, client_of):
    phone, ingrid = client_of(), client_of(cast.ingrid)
    letter = write(cast, cast.amal)[0]
    asked = look(phone, letter, "ti")
    assert asked.select_one("input[name=year]")
    assert "Amal" not in asked.text
    claim(phone, letter, "ti", year="١٩٩٠")
    waiting = phone.show("/waiting")
    assert "Amal" not in waiting.text
    listed = ingrid.show("/people/waiting")
    assert "Amal Haddad" in listed.text
    assert pictures(listed) == pictures(waiting)
    ingrid.send(f"/invitations/{letter.id}/confirm", at="/people/waiting")
    phone.send("/pin", at="/pin", pin=PIN, repeated=PIN)
    assert phone.show("/more").html["lang"] == "ti"
    assert not pictures(ingrid.show("/people/waiting"))


def test_the_third_wrong_year_spends_a_letter(cast, client_of):
    letter = write(cast, cast.amal)[0]
    for phone in (client_of(), client_of()):
        answer = claim(phone, letter, status=422, year="1991")
        assert BeautifulSoup(answer.text, "html5lib").select_one("#year-error")
    claim(client_of(), letter, status=422, year="1989")
    look(client_of(), letter, status=422)


def test_a_letter_is_good_for_its_days_and_no_longer(cast, client_of):
    letter = write(cast, cast.amal, days=3)[0]
    with time_machine.travel(clock.now() + timedelta(days=3, seconds=-5), tick=False):
        look(client_of(), letter)
    with time_machine.travel(clock.now() + timedelta(days=3, seconds=1), tick=False):
        look(client_of(), letter, status=422)


def test_a_phone_with_a_letter_may_wait_until_the_desk_opens(cast, client_of):
    phone, letter = client_of(), write(cast, cast.amal)[0]
    claim(phone, letter, year="1990")
    with time_machine.travel(clock.now() + timedelta(hours=23), tick=False):
        phone.show("/waiting")
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert not pictures(phone.show("/waiting"))


def test_letters_are_chosen_among_who_is_signed_in_nowhere_and_printed_one_to_a_page(cast, client_of):
    bram = client_of(cast.bram)
    come_in(cast, client_of(), cast.noor)
    assert "Noor Haddad" not in client_of(cast.kees).show("/people/letters").text, "signed in"
    page = bram.show("/people/letters")
    assert "Khalil" not in page.text, "of the other municipality"
    chosen = [box["value"] for box in page.select("input[name=person]")]
    assert set(chosen) == {str(cast.amal.id), str(cast.yonas.id)}
    answer = bram.send("/people/letters", 200, at="/people/letters", person=chosen)
    sheets = BeautifulSoup(answer.text, "html5lib").select(".letter")
    languages = [[section["lang"] for section in sheet.select("section")] for sheet in sheets]
    assert sorted(languages) == [["ar", "nl"], ["ti", "nl"]]
    assert len({str(sheet.svg) for sheet in sheets}) == 2


def test_nobody_writes_to_people_who_are_not_theirs_to_let_in(cast, client_of):
    for who, to in ((cast.bram, cast.samira), (cast.bram, cast.ingrid), (cast.wim, cast.amal)):
        client_of(who).send("/people/letters", 404, at="/people/letters", person=str(to.id))
    client_of(cast.bram).send("/people/letters", 404, at="/people/letters", person="x")
    client_of(cast.bram).send("/people/letters", 422, at="/people/letters")


def test_a_letter_needs_a_year_of_birth(cast):
    with frame.change():
        queries.anybody(cast.amal.id).birth_date = None
    with pytest.raises(Refused):
        write(cast, cast.amal)


def test_a_phone_that_waits_may_be_confirmed_by_staff_of_the_municipality_only(cast, client_of):
    letter = write(cast, cast.amal)[0]
    claim(client_of(), letter, year="1990")
    for person in (cast.wim, cast.rana, cast.amal, cast.noor):
        client_of(person).send(f"/invitations/{letter.id}/confirm", 404, at="/language")
    assert "Haddad" not in client_of(cast.wim).get("/people/waiting").text
    assert client_of(cast.kees).show("/desk").select('a[href="/people/waiting"]')
    client_of(cast.kees).send(f"/invitations/{letter.id}/confirm", at="/people/waiting")


def test_before_it_is_confirmed_a_phone_with_a_letter_gets_to_no_page(cast, client_of):
    phone = client_of()
    claim(phone, write(cast, cast.amal)[0], year="1990")
    for path in ("/", "/plan", "/pin", "/unlock", "/more"):
        assert location(phone, path).split("?")[0] in {"/waiting", "/"}
