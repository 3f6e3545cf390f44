"""The portal locks by itself, and what was typed is there again after the PIN; for that person alone."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts import actions, drafts
from portal.accounts.models import Draft
from portal.core import clock, frame, offers
from portal.core.db import db
from portal.messages.models import Message
from tests.entry.ways import claim, come_in, invite, location
from tests.pages import PIN
from tests.security.test_attacks import token_of

TEST = {"scope": "system: test"}
WORDS = "متى يبدأ الدرس؟"


def later(seconds: float):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)


def unlock(phone, pin=PIN, **fields):
    return phone.send("/unlock", at="/unlock", pin=pin, **fields)


def drafts_stored():
    return db.session.scalars(select(Draft).execution_options(**TEST)).all()


def messages_stored():
    return len(db.session.scalars(select(Message.id).execution_options(**TEST)).all())


# When


@pytest.mark.parametrize(("locking", "hidden", "idle"), [("soon", 30, 180), ("normal", 120, 600), ("late", 300, 1800)])
def test_it_locks_out_of_sight_and_unused_as_soon_as_its_person_wants(cast, client_of, locking, hidden, idle):
    phone = client_of(cast.amal)
    phone.send("/more/locking", at="/more", locking=locking)
    with later(idle - 2):
        phone.show("/more")
        phone.send("/lock/hidden", 204, at="/more")
    with later(idle - 2 + hidden + 1):
        for path in ("/", "/plan", "/messages", "/more", "/devices"):
            assert location(phone, path).startswith("/unlock")
        assert "Amal" not in phone.get("/unlock").text
        unlock(phone)
    with later(idle - 2 + hidden + 1 + idle + 1):
        assert location(phone, "/more").startswith("/unlock")


def test_staff_may_look_at_another_program_for_as_long_as_they_may_do_nothing(cast, client_of):
    desk = client_of(cast.bram)
    desk.send("/lock/hidden", 204, at="/more")
    with later(590):
        desk.show("/desk")
    with later(590 + 601):
        assert location(desk, "/desk").startswith("/unlock")


def test_back_in_sight_in_time_the_clock_begins_anew(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/lock/hidden", 204, at="/more")
    with later(100):
        phone.send("/lock/in-use", 204, at="/language")
    with later(230):
        phone.show("/more")


def test_who_types_for_long_on_one_page_is_not_locked_out(cast, client_of):
    phone = client_of(cast.amal)
    token = token_of(phone, "/more")
    for minute in range(0, 30, 3):
        with later(60 * minute):
            assert phone.post("/lock/in-use", data={"csrf_token": token}).status_code == 204
    with later(60 * 35):
        phone.show("/more")


# What was typed


def test_a_form_sent_while_locked_is_kept_and_sent_after_the_pin(cast, client_of):
    phone = client_of(cast.amal)
    token = token_of(phone, "/messages/new")
    with later(601):
        form = {"csrf_token": token, "topic": "letter", "body": WORDS}
        assert phone.post("/messages/new", data=form).headers["Location"] == "/unlock?next=%2Fkept"
        assert messages_stored() == 0
        assert unlock(phone, next="/kept").headers["Location"] == "/kept"
        page = phone.show("/kept")
        assert WORDS in page.text
        fields = {field["name"]: field["value"] for field in page.select("form[action='/kept/send'] input")}
        handed_on = phone.post("/kept/send", data=fields)
        assert (handed_on.status_code, handed_on.headers["Location"]) == (307, "/messages/new")
        assert phone.post("/messages/new", data=fields).status_code == 303
        assert messages_stored() == 1
        assert location(phone, "/kept") == "/", "offered once"
        assert not drafts_stored()


def test_the_form_of_a_page_from_before_the_lock_is_still_good(cast, client_of):
    """Two tabs: one locks and opens again, the other is sent."""
    phone = client_of(cast.amal)
    token = token_of(phone, "/messages/new")
    phone.send("/lock", at="/more")
    unlock(phone)
    form = {"csrf_token": token, "topic": "letter", "body": WORDS}
    assert phone.post("/messages/new", data=form).status_code == 303


def test_what_the_page_had_typed_is_handed_back_once_and_lies_sealed(cast, client_of):
    phone = client_of(cast.amal)
    typed = json.dumps([["/messages/new", "body", WORDS]])
    phone.send("/lock", at="/messages/new", page="/messages/new", typed=typed)
    assert WORDS not in str([vars(each) for each in drafts_stored()])
    unlock(phone, next="/messages/new")
    assert "data-kept" not in str(phone.show("/more"))
    assert "data-kept" in str(phone.show("/messages/new"))
    assert phone.send("/kept/take", 200, at="/messages/new").json == [["/messages/new", "body", WORDS]]
    assert phone.send("/kept/take", 200, at="/messages/new").json == []


@pytest.mark.parametrize(
    "typed", ["{", "1", '["a"]', '[["a", "b"]]', '[["a", "b", 1]]', '[[["a"], "b", "c"]]', "[" * 9000]
)
def test_what_no_page_of_ours_sends_is_not_kept(cast, client_of, typed):
    phone = client_of(cast.amal)
    phone.send("/lock", at="/more", page="/more", typed=typed)
    assert not drafts_stored()


@pytest.mark.parametrize(
    ("path", "form"), [("/more/pin", {"present": PIN, "pin": "835172", "repeated": "835172"}), ("/more/locking", {})]
)
def test_a_pin_is_never_kept_nor_a_form_with_nothing_in_it(cast, client_of, path, form):
    phone = client_of(cast.amal)
    token = token_of(phone, "/more")
    phone.send("/lock", at="/more")
    assert phone.post(path, data={"csrf_token": token, **form}).headers["Location"] == "/unlock"
    assert not drafts_stored()


def test_drafts_go_with_the_device_and_after_a_day(cast, client_of):
    phone, tablet = client_of(cast.amal), client_of(cast.amal)
    typed = json.dumps([["/messages/new", "body", WORDS]])
    for each in (phone, tablet):
        each.send("/lock", at="/more", page="/messages/new", typed=typed)
    phone.send("/sign-out", at="/unlock")
    assert len(drafts_stored()) == 1
    with frame.change():
        actions.forget_drafts(clock.now() + timedelta(days=1, seconds=1))
    assert not drafts_stored()
    assert drafts.LARGEST < 100_000


def test_whoever_reaches_a_device_hears_that_it_ended(app, cast, client_of, monkeypatch):
    """The hook for push subscriptions: each way in which a device ends goes through it."""
    ended: list[UUID] = []
    listening = (*offers.rooms(), offers.Offers(room="listening", device_ended=ended.append))
    monkeypatch.setitem(app.extensions, "portal.offers", listening)
    phone, tablet, laptop, lost = (client_of(cast.amal) for _ in range(4))
    phone.send("/sign-out", at="/more")
    tablet.send("/lock", at="/more")
    for status in (422, 422, 422, 422, 403):
        tablet.send("/unlock", status, at="/unlock", pin="918273")
    for path in [str(form["action"]) for form in laptop.show("/devices").select('form[action$="/end"]')]:
        laptop.send(path, at="/devices")
        break
    client_of(cast.bram).send(f"/people/{cast.amal.id}/lost", 200, at="/more")
    assert len(set(ended)) == 4
    assert location(lost, "/more").startswith("/sign-in")


# Two people on one phone


@pytest.fixture
def shared(cast, client_of):
    """A phone on which Amal came in, and then Yonas."""
    phone = client_of()
    come_in(cast, phone, cast.amal)
    come_in(cast, phone, cast.yonas, pin="835172")
    return phone


def choices(page):
    return {label.text.strip(): label.input["value"] for label in page.select(".choice")}


def test_the_lock_of_a_shared_phone_shows_a_letter_and_a_picture_of_each(shared, cast):
    shared.send("/lock", at="/more")
    page = shared.show("/unlock")
    assert set(choices(page)) == {"A", "Y"}
    assert not [name for name in ("Amal", "Haddad", "Yonas", "Tekle") if name in page.text]
    assert len({use["href"] for use in page.select(".choice use")} - {"user"}) >= 1


def test_each_comes_in_by_their_own_pin_only_and_begins_at_the_start(shared, cast):
    shared.send("/lock", at="/more")
    amal = choices(shared.show("/unlock"))["A"]
    shared.send("/unlock", 422, at="/unlock", who=amal, pin="835172")
    answer = unlock(shared, who=amal, next="/messages/of-yonas")
    assert answer.headers["Location"] == "/", "not to where the other was"
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert shared.show("/").html["lang"] == "ar"
    shared.send("/lock", at="/more")
    assert unlock(shared, "835172", who=choices(shared.show("/unlock"))["Y"]).headers["Location"] == "/"
    assert shared.show("/").html["lang"] == "ti"


def test_nobody_is_given_the_draft_of_the_other_nor_sends_with_their_page(shared, cast):
    of_yonas = token_of(shared, "/messages/new")
    form = {"csrf_token": of_yonas, "topic": "letter", "body": WORDS}
    typed = json.dumps([["/messages/new", "body", WORDS]])
    shared.send("/lock", at="/more", page="/messages/new", typed=typed)
    assert shared.post("/messages/new", data=form).headers["Location"] == "/unlock?next=%2Fkept"
    unlock(shared, who=choices(shared.show("/unlock"))["A"], next="/kept")
    assert location(shared, "/kept") == "/"
    assert "data-kept" not in str(shared.show("/messages/new"))
    assert shared.post("/messages/new", data=form).status_code == 400, "a page of Yonas, while Amal is here"
    assert shared.send("/kept/take", 200, at="/more").json == []
    shared.send("/lock", at="/more")
    unlock(shared, "835172", who=choices(shared.show("/unlock"))["Y"])
    assert WORDS in shared.show("/kept").text, "his own is still there"


def test_a_copy_of_the_open_cookie_of_one_opens_nothing_once_the_other_is_there(cast, client_of):
    phone, thief = client_of(cast.amal), client_of()
    with phone.session_transaction() as mine:
        copied = dict(mine)
    claim(phone, invite(cast, cast.yonas), "ti")
    with thief.session_transaction() as session:
        session.update(copied)
    assert location(thief, "/plan").startswith(("/unlock", "/sign-in"))


def test_a_fifth_person_takes_the_place_of_the_first_whose_sign_in_ends(cast, client_of):
    phone, others = client_of(), [cast.amal, cast.yonas, cast.noor, cast.amal, cast.yonas]
    tokens = []
    for person in others:
        with frame.change():
            token = actions.add_device(person, "test", clock.now())
        with frame.change():
            tokens.append(actions.choose_pin(token, PIN, PIN, clock.now()))
    with phone.session_transaction() as session:
        session.update({"_user_id": tokens[0], "seen": int(clock.now().timestamp())})
        session["beside"] = [[token, None] for token in tokens[1:4]]
    claim(phone, invite(cast, cast.yonas), "nl")
    assert [actions.tries_left(token) for token in tokens[1:]] == [5, 5, 0, 5]


def test_signing_one_out_leaves_the_other(shared, cast):
    answer = shared.send("/sign-out", at="/more")
    assert answer.headers["Location"] == "/unlock"
    assert '"cookies"' not in answer.headers["Clear-Site-Data"]
    assert not choices(shared.show("/unlock")), "one is left, and needs no choosing"
    unlock(shared)
    assert shared.show("/").html["lang"] == "ar"
    assert shared.send("/sign-out", at="/more").headers["Location"] == "/sign-in"


def test_five_wrong_pins_on_anothers_letter_end_their_device_and_nobody_elses(shared, cast):
    shared.send("/lock", at="/more")
    amal = choices(shared.show("/unlock"))["A"]
    for _ in range(4):
        shared.send("/unlock", 422, at="/unlock", who=amal, pin="918273")
    shared.send("/unlock", 403, at="/unlock", who=amal, pin="918273")
    unlock(shared, "835172")
    assert shared.show("/").html["lang"] == "ti"


def test_who_forgot_their_pin_and_comes_in_anew_stands_at_the_lock_once(cast, client_of):
    phone = client_of()
    come_in(cast, phone, cast.amal)
    phone.send("/lock", at="/more")
    come_in(cast, phone, cast.amal, pin="835172")
    phone.send("/lock", at="/more")
    assert not choices(phone.show("/unlock"))
    unlock(phone, "835172")


def test_a_phone_that_stops_waiting_goes_back_to_who_was_on_it(cast, client_of):
    phone = client_of()
    come_in(cast, phone, cast.amal)
    claim(phone, invite(cast, cast.yonas), "ti")
    assert location(phone, "/plan").startswith("/waiting")
    assert phone.send("/waiting/stop", at="/waiting").headers["Location"] == "/unlock"
    unlock(phone)
    assert phone.show("/").html["lang"] == "ar"


# PIN and hiding


def test_the_pin_is_changed_by_who_knows_it(cast, client_of):
    phone = client_of(cast.amal)
    wrong = {"present": "918273", "pin": "835172", "repeated": "835172"}
    phone.send("/more/pin", 422, at="/more/pin", **wrong)
    phone.send("/more/pin", 422, at="/more/pin", present=PIN, pin="123456", repeated="123456")
    phone.send("/more/pin", at="/more/pin", present=PIN, pin="٨٣٥١٧٢", repeated="835172")
    phone.send("/lock", at="/more")
    phone.send("/unlock", 422, at="/unlock", pin=PIN)
    unlock(phone, "835172")


def test_hiding_locks_and_leads_away_without_a_script(cast, client_of):
    phone = client_of(cast.amal)
    assert phone.show("/plan").select_one("form[action='/hide'] button")
    answer = phone.send("/hide", 200, at="/plan")
    assert answer.headers["Refresh"].startswith("0; url=https://")
    assert "Amal" not in answer.text
    assert location(phone, "/plan").startswith("/unlock")
    assert phone.get("/hide/about").status_code == 200
