"""A code at the desk: from the screen to a phone that is the person's, and all that can go wrong between."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.accounts.models import Device, Person
from portal.core import clock, frame
from portal.core.db import db
from portal.entry.models import Invitation
from portal.notices.models import InboxNotice
from tests.entry.ways import claim, come_in, confirm, invite, location, look, one, pictures, said
from tests.pages import PIN
from tests.security.test_attacks import at_once, token_of

TEST = {"scope": "system: test"}


def devices_of(person):
    statement = select(Device).where(Device.person_id == person.id, Device.ended_at.is_(None))
    return db.session.scalars(statement.execution_options(**TEST)).all()


def test_a_code_leads_to_a_pin_and_then_to_the_persons_own_pages(cast, client_of):
    phone = client_of()
    made = invite(cast, cast.amal)
    claim(phone, made, "ti")
    assert location(phone, "/more") == "/waiting?next=%2Fmore"
    confirm(cast, made)
    assert location(phone, "/waiting") == "/pin"
    phone.send("/pin", at="/pin", pin="٢٨٠٦٩٥", repeated="280695")
    assert phone.show("/more").html["lang"] == "ti", "the language chosen on the phone"


def test_opening_a_code_and_choosing_a_language_spends_nothing(cast, client_of):
    made = invite(cast, cast.amal)
    for _ in range(3):
        client_of().show("/welcome")
        look(client_of(), made)
    claim(client_of(), made)


def test_before_the_phone_is_confirmed_it_shows_the_first_name_once_and_nothing_else(cast, client_of):
    phone, made = client_of(), invite(cast, cast.amal)
    asked = look(phone, made, "ar")
    assert one(asked, ".who .name").text == "Amal"
    assert "Haddad" not in asked.text
    claim(phone, made, "ti")
    waiting = phone.show("/waiting")
    assert waiting.html["lang"] == "ti", "not even the language of her profile"
    assert not [name for name in ("Amal", "Haddad") if name in waiting.text]
    with frame.change():
        reads = db.session.scalar(select(Person.language).where(Person.id == cast.amal.id).execution_options(**TEST))
    assert reads == "ar", "an unconfirmed phone changes nothing"


def test_both_screens_show_the_same_pair_of_two_pictures(cast, client_of):
    phone, bram = client_of(), client_of(cast.bram)
    shown = BeautifulSoup(bram.send(f"/people/{cast.amal.id}/invite", status=200).text, "html5lib")
    link, address = said(shown, "[data-link]", "data-link"), said(shown, "#invitation", "hx-get")
    assert said(shown, "#invitation", "data-state") == "open"
    phone.send("/welcome", at="/welcome", secret=link, language="ar")
    phone.send("/welcome/claim", at="/welcome/you")
    of_phone = pictures(phone.show("/waiting"))
    part = BeautifulSoup(bram.get(address, headers={"HX-Request": "true"}).text, "html5lib")
    assert pictures(part) == of_phone
    assert len(set(of_phone)) == 2
    bram.send(address + "/confirm", at="/more")
    phone.send("/pin", at="/pin", pin=PIN, repeated=PIN)
    assert bram.show(address).select_one("[data-state=in]"), "without a script the page says it too"


def test_a_refused_phone_is_told_what_to_do_in_its_language(cast, client_of):
    phone, bram, made = client_of(), client_of(cast.bram), invite(cast, cast.amal)
    claim(phone, made, "ti")
    bram.send(f"/invitations/{made.id}/refuse", at="/more")
    assert phone.get("/waiting", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/waiting"
    assert "ኮድ" in one(phone.show("/waiting"), "h1").text
    assert not devices_of(cast.amal)


def test_a_phone_that_nobody_confirms_in_time_is_turned_away(cast, client_of):
    phone, made = client_of(), invite(cast, cast.amal)
    claim(phone, made, "nl")
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert "werkt niet meer" in one(phone.show("/waiting"), "h1").text
        client_of(cast.bram).send(f"/invitations/{made.id}/confirm", status=404, at="/more")


def test_who_says_this_is_not_me_ends_the_code_and_the_desk_sees_it(cast, client_of):
    phone, bram, made = client_of(), client_of(cast.bram), invite(cast, cast.amal)
    look(phone, made)
    phone.send("/welcome/deny", 200, at="/welcome/you")
    assert bram.show(f"/invitations/{made.id}").select_one("[data-state=ended] .kind-warn")
    look(phone, made, status=422)


def test_of_phones_that_claim_at_once_one_wins_and_the_others_learn_nothing(cast, client_of):
    made = invite(cast, cast.amal)
    phones = [client_of() for _ in range(8)]
    for phone in phones:
        look(phone, made)
    tokens = [token_of(phone, "/welcome/you") for phone in phones]

    def run(number):
        return lambda: phones[number].post("/welcome/claim", data={"csrf_token": tokens[number]})

    answers = at_once([run(number) for number in range(8)])
    assert Counter(answer.status_code for answer in answers) == {303: 1, 422: 7}
    assert not any("Amal" in answer.text for answer in answers)


def test_a_code_works_once_and_is_too_old_after_ten_minutes(cast, client_of):
    made = invite(cast, cast.amal)
    claim(client_of(), made)
    answer = look(client_of(), made, status=422)
    assert len(answer.select("main .kind-warn")) == 3, "said in three languages"
    made = invite(cast, cast.amal)
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=False):
        look(client_of(), made, status=422)


def test_a_new_code_ends_the_one_before_it(cast, client_of):
    first, second = invite(cast, cast.amal), invite(cast, cast.amal)
    look(client_of(), first, status=422)
    look(client_of(), second)


def test_only_who_showed_the_code_may_confirm_it(cast, client_of):
    made = invite(cast, cast.amal)
    claim(client_of(), made)
    for person in (cast.ingrid, cast.kees, cast.wim, cast.rana, cast.amal, cast.noor):
        for act in ("confirm", "refuse"):
            client_of(person).send(f"/invitations/{made.id}/{act}", status=404, at="/language")
        client_of(person).show(f"/invitations/{made.id}", status=404)


def test_the_secret_of_an_invitation_is_not_in_the_database(cast):
    made = invite(cast, cast.amal)
    stored = str([vars(row) for row in db.session.scalars(select(Invitation).execution_options(**TEST))])
    assert made.secret not in stored


def test_a_begeleider_of_another_municipality_finds_nobody(cast, client_of):
    wim = client_of(cast.wim)
    wim.show(f"/people/{cast.amal.id}", status=404)
    for act in ("invite", "lost"):
        wim.send(f"/people/{cast.amal.id}/{act}", status=404)
    assert "Haddad" not in wim.get("/people").text


def test_a_phone_of_somebody_else_is_locked_and_speaks_the_language_chosen(cast, client_of):
    phone, made = client_of(cast.amal), invite(cast, cast.yonas)
    asked = look(phone, made, "ti")
    assert said(asked, "html", "lang") == "ti"
    assert not asked.select(".tabs"), "nothing of Amal"
    assert location(phone, "/plan").startswith("/unlock")


# Another phone, and a lost one


def test_the_other_phone_is_told_of_a_new_one(cast, client_of):
    come_in(cast, client_of(), cast.amal)
    told = select(InboxNotice.kind).where(InboxNotice.person_id == cast.amal.id).execution_options(**TEST)
    assert db.session.scalars(told).all() == []
    come_in(cast, client_of(), cast.amal)
    assert db.session.scalars(told).all() == ["accounts.device_added"]


def test_a_lost_phone_ends_in_the_step_that_makes_the_code_for_the_new_one(cast, client_of):
    lost, bram = client_of(cast.amal), client_of(cast.bram)
    answer = bram.send(f"/people/{cast.amal.id}/lost", 200, at=f"/people/{cast.amal.id}")
    assert "data-link" in answer.text
    assert location(lost, "/more").startswith("/sign-in")


def test_a_participant_replaces_a_lost_phone_from_another_one(cast, client_of):
    lost, tablet, new = client_of(cast.amal), client_of(cast.amal), client_of()
    tablet.send("/devices/new", 422, at="/devices/new", pin="918273", lost="1")
    lost.show("/more")
    page = BeautifulSoup(tablet.send("/devices/new", 200, at="/devices/new", pin=PIN, lost="1").text, "html5lib")
    assert location(lost, "/more").startswith("/sign-in")
    new.send("/welcome", at="/welcome", secret=said(page, "[data-link]", "data-link"), language="ar")
    new.send("/welcome/claim", at="/welcome/you")
    own = said(page, "#invitation", "hx-get")
    assert pictures(tablet.show(own)) == pictures(new.show("/waiting"))
    tablet.send(f"{own}/confirm", at="/more")
    new.send("/pin", at="/pin", pin=PIN, repeated=PIN)
    assert len(devices_of(cast.amal)) == 2


def test_my_phones_are_listed_and_each_can_be_ended(cast, client_of):
    phone, tablet = client_of(cast.amal), client_of(cast.amal)
    forms = [form["action"] for form in phone.show("/devices").select('form[action$="/end"]')]
    assert len(forms) == 2
    page = phone.show("/devices")
    here = said(page, 'article:has(.chip) form[action$="/end"]', "action")
    other = next(str(each) for each in forms if each != here)
    client_of(cast.noor).send(other, status=404, at="/more")
    phone.send(other, at="/devices")
    assert location(tablet, "/more").startswith("/sign-in")
    phone.send(here, at="/devices")
    assert location(phone, "/more").startswith("/sign-in")


@pytest.mark.parametrize("pin", ["123456", "111111", "654321", "010190", "19900", "abcdef", "²²²²²²"])
def test_a_pin_that_is_easy_to_guess_is_refused_in_a_clear_sentence(cast, client_of, pin):
    phone, made = client_of(), invite(cast, cast.amal)
    claim(phone, made)
    confirm(cast, made)
    answer = phone.send("/pin", status=422, at="/pin", pin=pin, repeated=pin)
    assert BeautifulSoup(answer.text, "html5lib").select_one("#pin-error")
