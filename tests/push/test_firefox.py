"""A real Firefox, from the button on the page to the notice on the screen and the thing it leads to.

One long walk in one browser, for it costs seconds to start: each step is a promise of the doorbell.
"""

import asyncio
import os
from dataclasses import dataclass
from datetime import time
from functools import partial
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from portal.accounts import actions as accounts
from portal.core import outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.push.deliveries import Watch
from portal.push.models import Choices, Delivery, State, Subscription
from portal.push.rounds import one_round
from portal.push.setup import bell
from tests import people
from tests.browser.site import Site, aside, serving
from tests.pages import PIN
from tests.push import firefox
from tests.push.firefox import Firefox
from tests.push.service import PushService, running

pytestmark = pytest.mark.browser

SYSTEM = {"scope": "system: test", "synchronize_session": False}


@dataclass
class Walk:
    """A person with a Firefox."""

    site: Site
    service: PushService
    browser: Firefox

    def open(self, path: str) -> None:
        self.browser.go(self.site.url + path)

    @property
    def path(self) -> str:
        return urlsplit(self.browser.url).path

    def told(self, *links: str) -> None:
        """Yonas is told of something, and the worker has its turn."""
        yonas = self.site.cast.yonas.id
        for link in links:
            self.site.change(partial(outbox.put, Notice(yonas, "schedule.planned", _tomorrow(), link)))
        self.ring()

    def ring(self) -> None:
        def work() -> None:
            with self.site.app.app_context():
                asyncio.run(one_round(bell().services, bell().headers, Watch(), 20))

        aside(work)


def _tomorrow() -> dict[str, str]:
    return {"day": "2031-11-26T08:00:00+00:00", "time": "2031-11-26T08:00:00+00:00"}


@pytest.fixture
def walk(tmp_path):
    if firefox.command() is None:
        assert os.environ.get("CI") != "true", "no Firefox here: apt-get install firefox-esr"
        pytest.skip("no Firefox here")
    (tmp_path / "site").mkdir()
    with running(PushService()) as service, serving(tmp_path / "site") as site:
        browser = Firefox(tmp_path / "profile", service.origin).open()
        walk = Walk(site, service, browser)
        walk.open("/sign-in")
        name = site.app.config["SESSION_COOKIE_NAME"]
        browser.keep({"name": name, "value": site.cookie(site.cast.yonas), "path": "/", "httpOnly": True})
        yield walk
        browser.close()


def test_from_the_button_to_the_thing_itself(walk):
    browser, service, site = walk.browser, walk.service, walk.site
    # At night too: what is proved here is no matter of hours.
    site.change(lambda: _never_quiet(site))

    # Nothing is asked on opening; the button asks, and the page then says that this phone gets notices.
    walk.open("/notices/phone")
    assert not service.channels
    browser.until(lambda: browser.run("return !document.querySelector('[data-turn-on]').closest('[hidden]')"))
    browser.run("document.querySelector('[data-turn-on]').click()")
    browser.until(lambda: browser.run("return Boolean(document.querySelector('#this-phone'))"))
    (token,) = service.channels

    # A notice is decrypted and shown in Tigrinya, and says nothing but that there is something new.
    walk.told("/schedule")
    (shown,) = browser.until(browser.notices)
    assert (shown["lang"], shown["dir"]) == ("ti", "ltr")
    assert (shown["title"], shown["body"]) == ("Meedoen", "ሓድሽ መልእኽቲ")

    # The same once more, as after a worker that was killed: the phone still shows one.
    site.change(lambda: db.session.execute(_queued_again()))
    walk.ring()
    service.wait_for(2)
    browser.until(lambda: len(service.acks) == 2)
    assert browser.notices() == [shown]

    # In Arabic for who reads Arabic now, from the right.
    site.change(lambda: accounts.read_in(people.viewer(site.cast.yonas), "ar"))
    walk.told("/excursions")
    browser.until(lambda: len(browser.notices()) == 2)
    newest = next(each for each in browser.notices() if each["id"] != shown["id"])
    assert (newest["lang"], newest["dir"], newest["body"]) == ("ar", "rtl", "رسالة جديدة")

    # A press, from a locked phone: after the PIN stands the thing itself.
    browser.worker("(await it.getNotifications()).forEach((each) => each.close())")
    browser.until(lambda: not browser.notices())
    walk.open("/more")
    browser.run("document.querySelector('form[action=\"/lock\"] button').click()")
    browser.until(lambda: walk.path == "/unlock")
    walk.told("/health")
    browser.until(browser.notices)
    browser.click_notice()
    browser.until(lambda: walk.path == "/unlock")
    browser.run("document.querySelector('input.pin').value = arguments[0]", PIN)
    browser.run("document.querySelector('main form').submit()")
    browser.until(lambda: walk.path == "/health")

    # A phone that was off gets it later, and of one thing only the newest.
    before = {each["id"] for each in browser.notices()}
    browser.close()
    walk.told("/plan")
    walk.told("/plan")
    walk.told("/messages")
    browser.open()
    walk.open("/sign-in")
    browser.until(lambda: len({each["id"] for each in browser.notices()} - before) == 2)
    assert len({message.topic for message in service.took[-3:]}) == 2

    # What is encrypted for another secret is not shown.
    count = len(browser.notices())
    site.change(lambda: db.session.execute(update(Subscription).values(auth="A" * 22).execution_options(**SYSTEM)))
    walk.told("/announcements")
    browser.until(lambda: 101 in service.acks)
    assert len(browser.notices()) == count

    # A subscription that the browser ended answers 410, and is never tried again.
    browser.worker("await (await it.pushManager.getSubscription()).unsubscribe()")
    browser.until(lambda: not service.channels[token].listens)
    walk.told("/more")
    walk.told("/language")
    assert [status for _, status, _ in service.answers].count(410) == 1


def _never_quiet(site):
    home = site.cast.yonas
    db.session.add(
        Choices(person_id=home.id, municipality_id=home.municipality_id, quiet_from=time(0), quiet_until=time(0))
    )


def _queued_again():
    again = {"state": State.QUEUED, "done_at": None}
    return update(Delivery).values(again).execution_options(**SYSTEM)
