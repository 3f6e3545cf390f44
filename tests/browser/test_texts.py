"""Putting a text over on a phone, from "not there yet" to what its readers see."""

from functools import partial

import pytest
from playwright.sync_api import expect

from portal.announcements import actions as announcements
from portal.announcements.models import Kind
from portal.core import clock
from portal.core.viewer import Role
from portal.texts import actions as texts
from tests import people

pytestmark = pytest.mark.browser

DUTCH = "Neem uw brief mee naar de bibliotheek."
ARABIC = "أحضروا رسالتكم إلى المكتبة."


def announce(site):
    """Something said to everybody, in Dutch only."""
    bram = people.viewer(site.cast.bram, Role.BEGELEIDER)
    title = texts.write(bram, {"nl": DUTCH}, clock.now(), municipality_id=bram.municipality_id)
    words = announcements.Words(Kind.LETTER, title)
    return title, announcements.announce(bram, words, announcements.EVERYBODY, clock.now())


def test_a_text_goes_from_missing_to_current_on_a_phone_and_its_readers_see_it(site, visit_as):
    text, sent = site.change(partial(announce, site))
    reader, desk = visit_as(site.cast.amal), visit_as(site.cast.rana)
    expect(reader.open(f"/announcements/{sent}").locator("h1")).to_have_text(DUTCH)
    page = desk.open("/texts/desk?language=ar")
    desk.press(f'a[href="/texts/desk/{text}/ar"]')
    expect(page.locator(".terms")).to_contain_text("bibliotheek")
    with page.expect_response(lambda response: response.url.endswith("/draft")):
        page.locator("[name=part]").press_sequentially(ARABIC[:9])
    expect(page.locator("#kept .icon")).to_be_visible()
    page.reload()
    expect(page.locator("[name=part]")).to_have_value(ARABIC[:9])
    expect(reader.open(f"/announcements/{sent}").locator("h1")).to_have_text(DUTCH)
    page.locator("[name=part]").fill(ARABIC)
    desk.press(f'form[action="/texts/desk/{text}/ar"] .button.main')
    expect(reader.open(f"/announcements/{sent}").locator("h1")).to_have_text(ARABIC)
    expect(reader.page.locator("h1 [lang=nl]")).to_have_count(0)
    assert page.locator(f'a[href="/texts/desk/{text}/ar"]').count() == 0


def test_advice_follows_what_is_written_and_one_tap_says_it_is_not_understood(site, visit_as):
    text, sent = site.change(partial(announce, site))
    page = visit_as(site.cast.bram).open(f"/texts/{text}")
    page.locator("#body").fill("Indien u komt, neem uw brief mee.")
    expect(page.locator("#advice")).to_contain_text("indien → als")
    reader = visit_as(site.cast.amal).open(f"/announcements/{sent}")
    reader.locator(f"#remark-{text} button[value=not_understood]").click()
    expect(reader.locator(f"#remark-{text} [role=status]")).to_be_visible()
