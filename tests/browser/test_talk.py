"""A question from asking to closing, on two phones at once; what one writes appears on the other by itself."""

import pytest
from playwright.sync_api import expect

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core.viewer import Role
from tests.browser.site import Site

BY_ITSELF = 5_000
"""Milliseconds. Within two seconds is the promise; the machine of the tests does more than one thing."""


@pytest.fixture
def layla(site: Site) -> Person:
    """A second cultuurverbinder for Arabic."""
    here = site.cast.oude_ijsselstreek.id
    details = PersonDetails("Layla", "Nasser", "ar")
    return site.change(lambda: accounts.add_person(here, details, (Role.CULTUURVERBINDER,)))


def test_ask_claim_answer_hand_over_and_close_in_arabic(site, visit_as, layla):
    asker, rana, colleague = visit_as(site.cast.amal), visit_as(site.cast.rana), visit_as(layla)
    page = asker.open("/messages/new")
    page.locator('input[name="topic"][value="letter"]').check(force=True)
    page.locator('textarea[name="body"]').fill("وصلتني رسالة من البلدية")
    page.locator('main form button[type="submit"]').click()
    expect(page.locator(".bubble")).to_have_count(1)
    thread = page.url.rpartition("/")[2].partition("#")[0]
    page.evaluate("window.stayed = true")

    desk = rana.open(f"/messages/inbox/unclaimed/{thread}")
    expect(desk.locator("main")).not_to_contain_text("Amal")
    desk.locator("main form button").click()
    desk.locator("#body").fill("ما لون الرسالة؟")
    desk.locator(".composer button").click()
    expect(page.locator(".bubble")).to_have_count(2, timeout=BY_ITSELF)
    desk.evaluate("window.stayed = true")
    page.locator('button[value="messages.reply.not_understood"]').click()
    expect(page.locator(".bubble")).to_have_count(3)
    expect(desk.locator(".bubble").last).to_contain_text("لم أفهم", timeout=BY_ITSELF)
    assert page.evaluate("window.stayed")
    assert desk.evaluate("window.stayed")

    desk = rana.open(f"/messages/inbox/{thread}/colleagues")
    desk.locator(f'input[name="to"][value="{layla.id}"]').check(force=True)
    desk.locator('textarea[name="note"]').fill("الرسالة زرقاء")
    desk.locator('form[action$="/hand-over"] button').click()
    expect(page.locator(".talk-event")).to_contain_text("Layla", timeout=BY_ITSELF)
    expect(page.locator("main")).not_to_contain_text("زرقاء")

    desk = colleague.open(f"/messages/inbox/{thread}")
    expect(desk.locator("main")).to_contain_text("زرقاء")
    expect(desk.locator("main")).not_to_contain_text("ما لون الرسالة؟")
    asker.open(f"/messages/{thread}").locator('form[action$="/history"] button').click()
    desk = colleague.open(f"/messages/inbox/{thread}")
    expect(desk.locator("main")).to_contain_text("ما لون الرسالة؟")
    desk.locator('form[action$="/close"] button').click()
    expect(colleague.open("/messages/inbox/closed").locator(".rows > li")).to_have_count(1)
