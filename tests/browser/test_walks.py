"""Whole walks through the portal in a real browser. What a phone met on its way is judged by the fixture `phones`:
no error, no broken policy, no other host."""

from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from portal.announcements import actions as announcements
from portal.core.viewer import Role
from tests import people
from tests.browser.site import Site
from tests.house import SHARED, _announce, _excursion
from tests.pages import PIN

pytestmark = pytest.mark.browser

ARABIC_PIN = PIN.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
STAYED = "window.stayed = true"


def path_of(page: Page) -> str:
    """Where a page is, without host and question."""
    return urlsplit(page.url).path


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
    page.locator(f'details:has(form[action="{step}/reopen"]) summary').click()
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
