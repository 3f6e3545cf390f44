"""The service worker in a real Chromium: the push is handed to it through the DevTools protocol, unencrypted.

That a browser subscribes, decrypts and shows is proved with Firefox; what is proved here are the cases that no push
service can be made to send.
"""

import json
from typing import Any
from uuid import uuid4

import pytest

from portal.push.models import Shows
from portal.push.payload import Ring, payload
from tests.browser.conftest import chromium, phones, site, visit_as  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser

SHOWN = """navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) =>
  all.map(({ title, body, lang, dir, tag, data }) => [title, body, lang, dir, tag, data?.id]))"""


class Pushed:
    """A page with the service worker, to which anything can be handed."""

    def __init__(self, phone: Any, url: str) -> None:
        self.page = phone.page
        phone.context.grant_permissions(["notifications"], origin=url)
        self._session, self._url = phone.context.new_cdp_session(self.page), url
        found: list[str] = []
        self._session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
        )
        self._session.send("ServiceWorker.enable")
        self.page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)")
        while not found:
            self.page.wait_for_timeout(20)
        self._registration = found[0]

    def hand_over(self, data: str) -> None:
        values = {"origin": self._url + "/", "registrationId": self._registration, "data": data}
        self._session.send("ServiceWorker.deliverPushMessage", values)

    def shown(self, number: int) -> list[list[Any]]:
        """What the phone shows, as soon as it is so many."""
        self.page.wait_for_function(f"{SHOWN}.then((all) => all.length === {number})", timeout=10_000)
        shown: list[list[Any]] = self.page.evaluate(SHOWN)
        return shown


@pytest.fixture
def pushed(visit_as, site):  # noqa: F811 - fixtures
    phone = visit_as(site.cast.amal)
    phone.open("/language")
    return Pushed(phone, site.url)


def ring(language, topic="t", notice=None):
    return payload(Ring(notice or uuid4(), "messages.new", {}, topic, language, Shows.NOTHING)).decode()


def test_the_service_worker_shows_what_it_is_given_and_of_one_thing_the_newest(pushed):
    notice = uuid4()
    for _ in range(2):
        pushed.hand_over(ring("ar", "one", notice))
    assert pushed.shown(1) == [["Meedoen", "رسالة جديدة", "ar", "rtl", "one", str(notice)]]
    newer = uuid4()
    pushed.hand_over(ring("ti", "one", newer))
    pushed.page.wait_for_function(f"{SHOWN}.then(([[,,,,, id]]) => id === '{newer}')")
    assert pushed.shown(1) == [["Meedoen", "ሓድሽ መልእኽቲ", "ti", "ltr", "one", str(newer)]]
    pushed.hand_over(ring("nl", "two"))
    assert {each[2] for each in pushed.shown(2)} == {"ti", "nl"}
    for broken in ("", "not json", json.dumps(None), "[]", '{"title": 1}'):
        pushed.hand_over(broken)
    assert len(pushed.shown(3)) == 3, "what cannot be read is shown as something new, for browsers want to see it"


NEVER_ANSWERS = """globalThis.asked = new Promise((tell) => {
    PushManager.prototype.subscribe = () => { tell(); return new Promise(() => {}) }
})"""


def test_where_no_push_service_answers_the_page_says_so_in_the_end(visit_as, site):  # noqa: F811 - fixtures
    """A Chromium that cannot reach its push service never answers: the page has patience of its own."""
    phone = visit_as(site.cast.noor)
    phone.context.grant_permissions(["notifications"], origin=site.url)
    phone.context.add_init_script(NEVER_ANSWERS)
    phone.page.clock.install()
    page = phone.open("/notices/phone")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.locator("[data-turn-on]").click()
    page.locator("[data-say=wait]").wait_for()
    page.evaluate("asked")  # only now does its patience run
    page.clock.run_for(25_000)
    page.locator("[data-say=slow]").wait_for()
    assert page.locator("[data-turn-on]").is_enabled()
