"""Whole walks through the portal in a real browser. What a phone met on its way is judged by the fixture `phones`:
no error, no broken policy, no other host."""

from functools import partial
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from portal.announcements import actions as announcements
from portal.core.viewer import Role
from tests import people
from tests.browser.site import Phone, Site
from tests.house import SECRET, SHARED, _announce, _excursion
from tests.pages import PIN

pytestmark = pytest.mark.browser

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
ARABIC_PIN = PIN.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
STAYED = "window.stayed = true"


def path_of(page: Page) -> str:
    """Where a page is, without host and question."""
    return urlsplit(page.url).path


def invitation(desk: Phone, person_id: UUID) -> str:
    """The link in the code that a begeleider shows."""
    desk.open(f"/people/{person_id}")
    desk.send_to(f"/people/{person_id}/invite")
    link = desk.page.locator("[data-link]").get_attribute("data-link")
    assert link is not None
    return link


def type_pin(phone: Phone, pin: str) -> None:
    for box in phone.page.locator("input.pin").all():
        box.fill(pin)
    phone.press("form:has(input.pin) [type=submit]")


# Coming in


def test_a_phone_comes_in_by_a_code_and_reads_today_in_arabic(site, visit_as, phones):
    link = invitation(visit_as(site.cast.bram, **LAPTOP), site.cast.yonas.id)
    phone = phones(locale="nl-NL")
    page = phone.open(link)
    assert [each.get_attribute("lang") for each in page.locator("main section").all()] == ["nl", "ar", "ti"]
    expect(page.locator("#secret")).to_be_hidden()
    phone.press("button[value=ar]")
    assert path_of(page) == "/pin"
    type_pin(phone, ARABIC_PIN)
    assert path_of(page) == "/"
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1 bdi")).to_have_text("Yonas")


def test_the_secret_of_an_invitation_stays_out_of_addresses_logs_and_history(site, visit_as, phones):
    link = invitation(visit_as(site.cast.bram, **LAPTOP), site.cast.yonas.id)
    secret = link.partition("#")[2]
    phone = phones()
    page = phone.open(link)
    assert page.url == f"{site.url}/welcome"
    phone.press("button[value=nl]")
    page.evaluate("history.back()")
    page.wait_for_url("**/welcome*")
    assert secret not in page.url
    assert any("GET /welcome" in line for line in site.asked)
    assert not any(secret in line for line in site.asked)


def test_opening_an_invitation_spends_nothing_and_going_in_spends_it(site, visit_as, phones):
    link = invitation(visit_as(site.cast.bram, **LAPTOP), site.cast.yonas.id)
    first, second, late = phones(), phones(), phones(locale="ti")
    for phone in (first, second, late):
        phone.open(link)
    second.press("button[value=nl]")
    assert path_of(second.page) == "/pin"
    late.press("button[value=ti]")
    assert path_of(late.page) == "/welcome"
    told = late.page.locator("main [lang]:has([role=alert])")
    assert [each.get_attribute("lang") for each in told.all()] == ["ti", "nl", "ar"]


# Locking


def test_a_locked_phone_opens_with_the_pin_on_the_page_that_was_wanted(site, visit_as):
    phone = visit_as(site.cast.amal)
    phone.open("/more")
    phone.send_to("/lock")
    page = phone.open("/plan")
    assert path_of(page) == "/unlock"
    assert not leaks(page)
    type_pin(phone, ARABIC_PIN)
    assert path_of(page) == "/plan"


def test_five_wrong_pins_end_the_device_and_not_the_account(site, visit_as):
    phone = visit_as(site.cast.amal)
    phone.open("/more")
    phone.send_to("/lock")
    for _wrong in range(4):
        type_pin(phone, "918273")
        assert path_of(phone.page) == "/unlock"
        expect(phone.page.locator("#pin-error")).to_be_visible()
    type_pin(phone, "918273")
    assert path_of(phone.open("/plan")) == "/sign-in"
    assert path_of(visit_as(site.cast.amal).open("/plan")) == "/plan"


# Plan and excursions, with and without JavaScript


def test_a_step_is_ticked_without_leaving_the_page(site, visit_as):
    step = f"/plan/steps/{site.furnished.by_name['step_id']}"
    page = visit_as(site.cast.amal).open("/plan/pillars/language")
    page.evaluate(STAYED)
    for way, back in (("finish", "reopen"), ("reopen", "finish")):
        page.locator(f'form[action="{step}/{way}"] button').click()
        expect(page.locator(f'form[action="{step}/{back}"]')).to_be_attached()
        assert page.evaluate("window.stayed")
        assert page.evaluate("document.activeElement.id").startswith("tick-"), "the focus was lost"


def test_a_step_is_ticked_without_javascript(site, visit_as):
    step = f"/plan/steps/{site.furnished.by_name['step_id']}"
    phone = visit_as(site.cast.amal, java_script_enabled=False)
    page = phone.open("/plan/pillars/language")
    phone.send_to(f"{step}/finish")
    page = phone.open("/plan/pillars/language")
    page.locator("details:has(form) summary").click()
    phone.send_to(f"{step}/reopen")
    phone.open("/plan/pillars/language")
    expect(page.locator(f'form[action="{step}/finish"]')).to_be_visible()


def new_excursion(site: Site) -> str:
    site.speaks(site.cast.noor, "ar")
    bram = people.viewer(site.cast.bram, Role.BEGELEIDER)
    return f"/excursions/{site.change(partial(_excursion, bram, SHARED))}"


def test_signing_up_for_an_excursion_in_arabic_happens_on_the_page(site, visit_as):
    path = new_excursion(site)
    page = visit_as(site.cast.noor).open(path)
    expect(page.locator("h1")).to_have_text(SHARED["ar"])
    page.evaluate(STAYED)
    page.locator(f'form[action="{path}/sign-up"] [type=submit]').click()
    expect(page.locator(f'details:has(form[action="{path}/sign-off"])')).to_be_visible()
    assert page.evaluate("window.stayed")
    assert page.evaluate("document.activeElement.id") == "decide", "the focus was lost"
    page.reload()
    expect(page.locator(f'details:has(form[action="{path}/sign-off"])')).to_be_visible()


def test_signing_up_for_an_excursion_in_arabic_needs_no_javascript(site, visit_as):
    path = new_excursion(site)
    phone = visit_as(site.cast.noor, java_script_enabled=False)
    phone.open(path)
    phone.send_to(f"{path}/sign-up")
    expect(phone.page.locator("h1")).to_have_text(SHARED["ar"])
    expect(phone.page.locator(f'details:has(form[action="{path}/sign-off"])')).to_be_visible()


# Messages and announcements


def test_a_question_is_asked_and_answered(site, visit_as):
    asked, answered = "متى يبدأ الدرس؟", "يبدأ الدرس الساعة 9:00."
    site.speaks(site.cast.amal, "ar")
    amal, rana = visit_as(site.cast.amal), visit_as(site.cast.rana)
    page = amal.open("/messages/new")
    page.locator(".choice").first.click()
    page.locator("textarea").fill(asked)
    amal.send_to("/messages/new")
    expect(page.locator(".bubble.mine")).to_contain_text(asked)

    waiting = f"/messages/inbox/unclaimed/{path_of(page).rpartition('/')[2]}"
    rana.open("/messages/inbox/unclaimed")
    rana.press(f'a[href="{waiting}"]')
    rana.send_to(waiting)
    rana.page.locator("#body").fill(answered)
    rana.page.locator("#write [type=submit]").click()
    expect(rana.page.locator(".bubble.mine")).to_contain_text(answered)

    page.reload()
    expect(page.locator(".bubble:not(.mine)")).to_contain_text(answered)


def test_an_announcement_that_was_opened_is_read(site, visit_as):
    bram = people.viewer(site.cast.bram, Role.BEGELEIDER)
    sent = site.change(partial(_announce, bram, SHARED, announcements.persons([site.cast.amal.id])))
    phone = visit_as(site.cast.amal)
    row = phone.open("/announcements").locator(f'a[href="/announcements/{sent}"]')
    expect(row.locator(".chip")).to_be_visible()
    page = phone.open(f"/announcements/{sent}")
    expect(page.locator("p#read")).to_be_visible()
    phone.open("/announcements")
    expect(row).to_be_visible()
    expect(row.locator(".chip")).to_have_count(0)


# After signing out


def leaks(page: Page) -> bool:
    """Whether the page shows something of Amal."""
    return any(words in page.content() for words in (*SECRET.values(), "Amal", "Haddad"))


def wander(page: Page, way: str) -> None:
    """Go on in the browser's history, whether the page there is kept or asked for anew."""
    left = page.evaluate("window.left = String(Math.random())")
    page.evaluate(f"void setTimeout(() => {way})")
    page.wait_for_function("(left) => window.left !== left && document.readyState === 'complete'", arg=left)


def pages_that_leak_after_sign_out(phone: Phone) -> list[str]:
    """Amal looks round and signs out; somebody else takes the phone and presses back, forward and reload."""
    page = phone.page
    for path in ("/", "/plan", "/plan/pillars/language", "/schedule", "/more"):
        phone.open(path)
    phone.send_to("/sign-out")
    assert path_of(page) == "/sign-in"
    leaking = []
    for way in (*["history.back()"] * 5, *["history.forward()"] * 5, "location.reload()"):
        wander(page, way)
        if leaks(page):
            leaking.append(f"{way}: {page.url}")
    return leaking


def test_after_signing_out_neither_back_forward_nor_reload_shows_anything(site, visit_as):
    assert pages_that_leak_after_sign_out(visit_as(site.cast.amal)) == []


def test_that_walk_would_see_a_leak(site, visit_as):
    """The same with a portal that does not tell browsers to forget: the back/forward cache then shows her pages."""
    site.leaky = True
    try:
        assert pages_that_leak_after_sign_out(visit_as(site.cast.amal)) != []
    finally:
        site.leaky = False


def test_nothing_personal_stays_in_the_storages_of_the_browser(site, visit_as):
    phone = visit_as(site.cast.amal)
    for path in ("/", "/plan", "/messages"):
        phone.open(path)
    kept = phone.page.evaluate(
        "async () => [{...localStorage}, {...sessionStorage}, await caches.keys(), await indexedDB.databases()]"
    )
    assert kept == [{}, {}, [], []]
