"""The door of who has come in before: PIN, lock and sign-out."""

from datetime import timedelta

import time_machine
from bs4 import BeautifulSoup

from portal.accounts import queries
from portal.core import clock
from tests import people
from tests.pages import PIN


def test_five_wrong_pins_end_the_device_and_not_the_account(cast, client_of):
    phone, tablet = client_of(cast.amal), client_of(cast.amal)
    phone.send("/lock", at="/more")
    for _ in range(4):
        phone.send("/unlock", status=422, at="/unlock", pin="000001")
    phone.send("/unlock", status=403, at="/unlock", pin="000001")
    assert phone.get("/more").headers["Location"].startswith("/sign-in")
    tablet.show("/more")


def test_before_the_last_try_is_said_what_another_mistake_does(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/lock", at="/more")
    for tries_left in (4, 3, 2, 1):
        words = BeautifulSoup(phone.send("/unlock", status=422, at="/unlock", pin="000001").text, "html5lib")
        warned = words.select_one("form [role=alert]")
        assert (warned is not None) == (tries_left == 1)
    assert warned is not None
    assert "تحتاجون إلى رمز جديد" in warned.text


def test_who_cannot_get_in_finds_a_number_to_call(cast, client_of):
    def numbers(page):
        return {str(link["href"]) for link in page.select('a[href^="tel:"]')}

    phone = client_of(cast.amal)
    phone.send("/lock", at="/more")
    halls = {"tel:+31315292292", "tel:+31314377377"}
    assert numbers(client_of().show("/sign-in")) == numbers(phone.show("/unlock")) == halls
    for status in (422, 422, 422, 422, 403):
        ended = phone.send("/unlock", status=status, at="/unlock", pin="000001")
    assert numbers(BeautifulSoup(ended.text, "html5lib")) == halls


def test_the_right_pin_opens_a_locked_device_where_it_was(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/lock", at="/more")
    assert phone.get("/more").headers["Location"] == "/unlock?next=%2Fmore"
    answer = phone.send("/unlock", at="/unlock", pin=PIN, next="/more")
    assert answer.headers["Location"] == "/more"
    phone.show("/more")


def test_a_device_locks_by_itself_after_ten_minutes(cast, client_of):
    phone = client_of(cast.amal)
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=5), tick=False):
        assert phone.get("/more").headers["Location"].startswith("/unlock")


def test_a_copied_cookie_opens_nothing_after_the_lock(cast, client_of):
    phone, thief = client_of(cast.amal), client_of()
    with phone.session_transaction() as mine:
        copied = dict(mine)
    with thief.session_transaction() as session:
        session.update(copied)
    thief.show("/more")
    phone.send("/lock", at="/more")
    assert thief.get("/more").headers["Location"].startswith("/unlock")
    with time_machine.travel(clock.now() + timedelta(minutes=2, seconds=1), tick=False):
        assert thief.get("/more").headers["Location"].startswith("/sign-in")


def test_unlocking_never_leads_out_of_the_portal(cast, client_of):
    for outside in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        phone = client_of(cast.amal)
        phone.send("/lock", at="/more")
        assert phone.send("/unlock", at="/unlock", pin=PIN, next=outside).headers["Location"] == "/"


def test_staff_can_end_a_lost_phone_at_once(cast, client_of):
    phone, bram = client_of(cast.amal), client_of(cast.bram)
    device = queries.devices(people.viewer(cast.amal), cast.amal.id)[0]
    bram.send(f"/people/{cast.amal.id}/devices/{device.id}/end")
    assert phone.get("/more").headers["Location"].startswith("/sign-in")


def test_signing_out_has_the_browser_forget_everything(cast, client_of):
    phone = client_of(cast.amal)
    answer = phone.send("/sign-out", at="/more")
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert phone.get("/more").headers["Location"].startswith("/sign-in")
