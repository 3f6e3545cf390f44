"""Passkeys in a real browser, with Chromium's own virtual authenticator in place of a finger."""

import pytest
from playwright.sync_api import expect

from portal.core import clock
from portal.keys import actions
from tests.browser.site import LAPTOP, Phone
from tests.browser.test_entry import type_pin
from tests.browser.test_walks import path_of
from tests.pages import PIN

pytestmark = pytest.mark.browser


def with_finger(phone: Phone) -> None:
    """Give a browser a sensor that always finds the right finger."""
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def named(site):
    """Phones may ask for the portal by its name here."""
    before, site.url = site.url, site.url.replace("127.0.0.1", "localhost")
    yield site
    site.url = before


def test_a_colleague_makes_a_passkey_with_a_link_and_signs_in_with_it(named, phones):
    cast = named.cast
    secret = named.change(lambda: actions.link_without_actor(cast.kees, "kees@example.nl", None, clock.now()))
    laptop = phones(**LAPTOP)
    with_finger(laptop)
    page = laptop.open(f"/staff/set-up#{secret}")
    assert page.url.endswith("/staff/set-up"), "the secret left the address"
    laptop.send_to("/staff/set-up")
    page.fill("#label", "Laptop van Kees")
    laptop.send_to("/staff/set-up/passkey")
    assert path_of(page) == "/staff/account"
    expect(page.locator("main")).to_contain_text("Laptop van Kees")
    laptop.open("/more")
    laptop.send_to("/sign-out")
    laptop.open("/staff/sign-in?next=/people")
    laptop.send_to("/staff/sign-in/passkey")
    assert path_of(page) == "/people"


def test_a_participant_opens_a_locked_phone_with_a_finger_and_always_also_with_the_pin(named, visit_as):
    phone = visit_as(named.cast.amal)
    with_finger(phone)
    page = phone.open("/more")
    phone.send_to("/more/fingerprint")
    phone.send_to("/lock")
    assert path_of(page) == "/unlock"
    phone.open("/unlock?next=/schedule")
    phone.send_to("/unlock/passkey")
    assert path_of(page) == "/schedule"
    phone.open("/more")
    phone.send_to("/lock")
    type_pin(phone, PIN)
    phone.open("/more")
    phone.send_to("/more/fingerprint/remove")
    phone.send_to("/lock")
    expect(page.locator("#fingerprint")).to_have_count(0)
