"""How staff come in: a link, a passkey or a password with a second key, and how that ends."""

from datetime import timedelta

import time_machine
from sqlalchemy import delete, select, update

from portal.accounts.models import Device, Grant, Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.viewer import Role
from portal.keys import actions
from portal.keys.models import RecoveryCode
from tests.keys.authenticator import PRESENT, Authenticator
from tests.keys.staff import MAIL, PASSWORD, code_of, give_password, keep, options_on, sign_in

AS_A_TEST = {"scope": "system: test"}


def linked(person, name=MAIL):
    with frame.change():
        return actions.link_without_actor(person, name, None, clock.now())


def at_the_keys(client, secret):
    client.send("/staff/set-up", at="/staff/set-up", secret=f"https://portal/staff/set-up#{secret}")
    return client


def with_passkey(client, person, name=MAIL):
    """A colleague who set up a passkey on this browser."""
    key = Authenticator()
    at_the_keys(client, linked(person, name))
    answer = key.make(options_on(client, "/staff/set-up/keys"))
    client.send("/staff/set-up/passkey", at="/staff/set-up/keys", credential=answer, label="Laptop")
    return key


def test_a_link_lets_a_colleague_make_a_passkey_and_sign_in_with_it(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.kees)
    assert "Laptop" in laptop.show("/staff/account").text
    laptop.send("/sign-out", at="/more")
    answer = key.use(options_on(laptop, "/staff/sign-in"))
    assert laptop.send("/staff/sign-in/passkey", at="/staff/sign-in", credential=answer).headers["Location"] == "/"
    laptop.show("/people")


def test_a_link_lets_a_colleague_choose_a_password_with_a_code_app(cast, client_of):
    laptop = at_the_keys(client_of(), linked(cast.kees))
    shown = laptop.show("/staff/set-up/keys").text
    with laptop.session_transaction() as session:
        secret = session["totp"]
    assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in shown
    form = {"password": PASSWORD, "repeated": PASSWORD, "code": code_of(secret)}
    codes = laptop.send("/staff/set-up/password", status=200, at="/staff/set-up/keys", **form)
    assert codes.text.count("<li>") == 10
    laptop.show("/people")
    elsewhere = client_of()
    give_password(elsewhere)
    assert elsewhere.get("/people").status_code == 303, "one key is not enough"
    elsewhere.send("/staff/second-key", at="/staff/second-key", code=code_of(secret, 1))
    elsewhere.show("/people")


def test_a_link_works_once_and_for_a_day(cast, client_of):
    secret = linked(cast.kees)
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1), tick=False):
        client_of().send("/staff/set-up", status=422, at="/staff/set-up", secret=secret)
    first, second = at_the_keys(client_of(), secret), at_the_keys(client_of(), secret)
    answer = Authenticator().make(options_on(second, "/staff/set-up/keys"))
    made = Authenticator().make(options_on(first, "/staff/set-up/keys"))
    first.send("/staff/set-up/passkey", at="/staff/set-up/keys", credential=made)
    second.send("/staff/set-up/passkey", status=422, at="/staff/set-up", credential=answer)
    client_of().send("/staff/set-up", status=422, at="/staff/set-up", secret=secret)


def test_a_new_link_makes_the_one_before_worthless(cast, client_of):
    before = linked(cast.kees)
    linked(cast.kees)
    client_of().send("/staff/set-up", status=422, at="/staff/set-up", secret=before)


def test_using_a_link_ends_the_keys_of_before_so_that_it_is_noticed(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.bram)
    with_passkey(client_of(), cast.bram)
    assert laptop.get("/people").status_code == 303, "signed out"
    answer = key.use(options_on(laptop, "/staff/sign-in"))
    laptop.send("/staff/sign-in/passkey", status=422, at="/staff/sign-in", credential=answer)


def test_only_a_beheerder_of_the_municipality_makes_a_link_and_nobody_learns_a_key(cast, client_of):
    kees = client_of(cast.kees)
    path = f"/staff/colleagues/{cast.bram.id}/link"
    for other in (cast.bram, cast.ingrid, cast.wim, cast.amal):
        client_of(other).send(path, status=404, name="bram@example.nl")
    kees.send(f"/staff/colleagues/{cast.wim.id}/link", status=404, name="wim@example.nl")
    kees.send(f"/staff/colleagues/{cast.amal.id}/link", status=404, name="amal@example.nl")
    kees.send(path, status=422, name="bram")
    shown = kees.send(path, status=200, name="Bram@Example.nl").text
    secret = shown.split("/staff/set-up#")[1].split("<")[0]
    assert actions.linked_person(secret, clock.now()).id == cast.bram.id
    client_of(cast.kees).send(f"/staff/colleagues/{cast.ingrid.id}/link", status=422, name="bram@example.nl")


def test_a_wrong_name_and_a_wrong_password_are_told_the_same(cast, client_of):
    keep(cast.kees)
    wrong = give_password(client_of(), password="niet het wachtwoord", status=422).text
    nobody = give_password(client_of(), name="nobody@example.nl", password="niet het wachtwoord", status=422).text
    told = "Het e-mailadres of het wachtwoord klopt niet."
    assert told in wrong
    assert told in nobody


def test_a_code_works_once_and_so_does_a_recovery_code(cast, client_of):
    secret, codes = keep(cast.kees)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        sign_in(client_of(), secret)
        again = client_of()
        give_password(again)
        again.send("/staff/second-key", status=422, at="/staff/second-key", code=code_of(secret))
        again.send("/staff/second-key", at="/staff/second-key", code=codes[3].upper().replace("-", " "))
        again.show("/people")
        third = client_of()
        give_password(third)
        third.send("/staff/second-key", status=422, at="/staff/second-key", code=codes[3])
    left = db.session.scalars(select(RecoveryCode).execution_options(**AS_A_TEST)).all()
    assert len(left) == 9


def test_the_second_key_must_follow_the_first_within_five_minutes(cast, client_of):
    secret, _ = keep(cast.kees)
    laptop = client_of()
    assert laptop.send("/staff/second-key", code=code_of(secret)).headers["Location"] == "/staff/sign-in"
    give_password(laptop)
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=2), tick=False):
        late = laptop.send("/staff/second-key", code=code_of(secret))
    assert late.headers["Location"] == "/staff/sign-in"


def test_a_passkey_must_ask_for_the_finger_the_right_address_and_a_fresh_challenge(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.kees)
    visitor = client_of()

    def tried(answer):
        return visitor.post("/staff/sign-in/passkey", data={"csrf_token": token, "credential": answer}).status_code

    visitor.get("/staff/sign-in")
    with visitor.session_transaction() as session:
        session["x"] = 1
    page = visitor.show("/staff/sign-in")
    token = page.select_one("input[name=csrf_token]")["value"]
    options = options_on(visitor, "/staff/sign-in")
    key.flags = PRESENT
    assert tried(key.use(options)) == 422, "no finger"
    key.flags = 5
    key.origin = "https://meedoen.evil.example"
    assert tried(key.use(options_on(visitor, "/staff/sign-in"))) == 422, "another address"
    key.origin = "http://localhost"
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=2), tick=False):
        assert tried(key.use(options)) == 422, "an old challenge"
    answer = key.use(options_on(visitor, "/staff/sign-in"))
    key.count -= 1
    stranger = Authenticator()
    stranger.id = key.id
    assert tried(stranger.use(options_on(visitor, "/staff/sign-in"))) == 422, "another key"
    for broken in ("", "x", "[]", "{}", "[" * 19_000, '{"id": 1, "response": 3}', '{"id":"AA","response":{}}', "\x00"):
        assert tried(broken) == 422, broken[:10]
    assert tried(answer) == 303
    other = client_of()
    other.get("/staff/sign-in")
    replayed = other.send("/staff/sign-in/passkey", status=422, at="/staff/sign-in", credential=answer)
    assert replayed.status_code == 422, "used before"


def test_staff_who_did_nothing_for_half_an_hour_sign_in_again_and_all_do_after_twelve_hours(cast, client_of):
    secret, _ = keep(cast.kees)
    laptop, now = client_of(), clock.now() + timedelta(minutes=2)
    with time_machine.travel(now, tick=False):
        sign_in(laptop, secret)
    with time_machine.travel(now + timedelta(minutes=29), tick=False):
        laptop.show("/people")
    with time_machine.travel(now + timedelta(minutes=60), tick=False):
        assert laptop.get("/people").headers["Location"].startswith("/staff/sign-in")
    busy = client_of()
    with time_machine.travel(now + timedelta(minutes=62), tick=False):
        sign_in(busy, secret)
    for minutes in range(0, 12 * 60, 20):
        with time_machine.travel(now + timedelta(minutes=62 + minutes), tick=False):
            status = busy.get("/people").status_code
    assert status == 200
    with time_machine.travel(now + timedelta(minutes=62 + 12 * 60), tick=False):
        assert busy.get("/people").status_code == 303


def test_a_role_that_is_taken_away_counts_at_the_next_request(cast, client_of):
    secret, _ = keep(cast.kees)
    laptop = client_of()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        sign_in(laptop, secret)
        laptop.show("/people")
        with frame.change():
            db.session.execute(
                update(Person).where(Person.id == cast.kees.id).values(active=False).execution_options(**AS_A_TEST)
            )
        assert laptop.get("/people").status_code == 303
        with frame.change():
            db.session.execute(
                update(Person).where(Person.id == cast.kees.id).values(active=True).execution_options(**AS_A_TEST)
            )
            db.session.execute(delete(Grant).where(Grant.person_id == cast.kees.id))
        assert laptop.get("/people").status_code == 303


def test_a_pin_carries_no_rights_of_staff_outside_the_demo(cast, client_of, house, monkeypatch):
    from dataclasses import replace

    kees = client_of(cast.kees)
    kees.show("/people")
    monkeypatch.setitem(house.config, "PORTAL", replace(house.config["PORTAL"], demo=False))
    assert kees.get("/people").status_code == 303
    with frame.change():
        db.session.add(Grant(person_id=cast.bram.id, municipality_id=cast.bram.municipality_id, role=Role.PARTICIPANT))
    both = client_of(cast.bram)
    both.show("/plan")
    both.show("/people", status=404)


def test_signing_in_forgets_what_the_browser_held_before(cast, client_of):
    secret, _ = keep(cast.kees)
    laptop, thief = client_of(cast.amal), client_of()
    with laptop.session_transaction() as mine:
        planted = dict(mine)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        sign_in(laptop, secret)
        with laptop.session_transaction() as mine:
            assert mine["_user_id"] != planted["_user_id"]
            assert "first_key" not in mine
        with thief.session_transaction() as session:
            session.update(planted)
        answer = thief.get("/people")
        assert answer.headers["Location"].startswith("/sign-in"), "nothing that this browser held opens anything"


def test_nobody_removes_their_last_key_or_anothers(cast, client_of):
    laptop = client_of()
    with_passkey(laptop, cast.kees)
    form = laptop.show("/staff/account").select_one("form[action$='/remove']")
    laptop.send(form["action"], status=422, at="/staff/account")
    client_of(cast.ingrid).send(form["action"], status=404)


def test_a_beheerder_takes_every_key_of_a_colleague_away_and_signs_them_out(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.bram)
    client_of(cast.kees).send(f"/staff/colleagues/{cast.bram.id}/take-away", at="/staff/colleagues")
    assert laptop.get("/people").status_code == 303
    answer = key.use(options_on(laptop, "/staff/sign-in"))
    laptop.send("/staff/sign-in/passkey", status=422, at="/staff/sign-in", credential=answer)


def test_staff_end_their_sign_in_elsewhere(cast, client_of):
    secret, _ = keep(cast.kees)
    here, there = client_of(), client_of()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        sign_in(here, secret)
        sign_in(there, secret, 1)
        form = here.show("/staff/account").select_one("form[action$='/end']")
        here.send(form["action"], at="/staff/account")
        assert there.get("/people").status_code == 303
        here.show("/people")


def test_a_passkey_of_a_phone_signs_nobody_in(cast, client_of):
    phone, key = client_of(cast.amal), Authenticator()
    made = key.make(options_on(phone, "/more", "fingerprint"))
    phone.send("/more/fingerprint", at="/more", credential=made)
    door = client_of()
    answer = key.use(options_on(door, "/staff/sign-in"))
    door.send("/staff/sign-in/passkey", status=422, at="/staff/sign-in", credential=answer)


def test_erasing_a_person_erases_their_keys(cast, client_of):
    from portal.core import offers

    phone, key = client_of(cast.amal), Authenticator()
    phone.send("/more/fingerprint", at="/more", credential=key.make(options_on(phone, "/more", "fingerprint")))
    with frame.change():
        offers.erase(cast.amal.id)
    assert not db.session.scalars(select(Device).execution_options(**AS_A_TEST)).all()


def test_passwords_that_are_easy_to_guess_are_refused(cast, app):
    import pytest

    from portal.core.errors import Refused
    from portal.keys.secrets import new_password

    known = ["Kees", "Jansen", "kees", "oude-ijsselstreek.nl"]
    for easy in (
        "kort",
        "wachtwoord123",
        "Welkom2026!!",
        "qwertyuiopas",
        "aaaaaaaaaaaa",
        "KeesJansen2026",
        "zomer2026zomer",
    ):
        with pytest.raises(Refused):
            new_password(easy, easy, known)
    assert new_password(PASSWORD, PASSWORD, known)
