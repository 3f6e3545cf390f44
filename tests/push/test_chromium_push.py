"""A real Chromium subscribes, decrypts and shows, and tells the portal by itself when its address changes.

It stands on Chromium's inner protocol (`gcm`). Where a Chromium no longer speaks it, this test says so plainly and is
left out; the service worker is proved without it in `test_chromium`, the whole way in `test_firefox`.
"""

import asyncio
import os
from datetime import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, sync_playwright
from sqlalchemy import select, update

from portal.core import outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.push.deliveries import Watch
from portal.push.models import Choices, Subscription
from portal.push.rounds import one_round
from portal.push.setup import bell
from tests.browser.conftest import FLAGS
from tests.browser.site import aside, serving
from tests.push.gcm import Gcm
from tests.push.service import running

pytestmark = pytest.mark.browser

SYSTEM = {"scope": "system: test", "synchronize_session": False}
SILENT = "This Chromium does not speak to the local push service any more: its inner protocol has changed."
OUTSIDE = "93.184.216.34"
RENEW = """navigator.serviceWorker.ready.then(async (it) => {
  await (await it.pushManager.getSubscription()).unsubscribe()
})"""
CURRENT = """navigator.serviceWorker.ready
  .then((it) => it.pushManager.getSubscription()).then((it) => it?.endpoint)"""
SHOWN = """navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) =>
  all.map(({ title, body, lang, dir }) => [title, body, lang, dir]))"""


@pytest.fixture
def walk(tmp_path):
    if not os.environ.get("PORTAL_CHROMIUM"):
        pytest.skip("PORTAL_CHROMIUM names no Chromium; `make test` finds one")
    (tmp_path / "site").mkdir()
    with running(Gcm()) as service, serving(tmp_path / "site") as site, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=os.environ["PORTAL_CHROMIUM"],
            args=[*(flag for flag in FLAGS if flag != "--disable-background-networking"), *service.flags],
            base_url=site.url,
        )
        context.grant_permissions(["notifications"], origin=site.url)
        name = site.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": site.cookie(site.cast.amal), "url": site.url, "httpOnly": True}])
        yield service, site, context
        context.close()


def endpoint_of(site, person):
    def read():
        statement = select(Subscription.endpoint).where(Subscription.person_id == person.id)
        return db.session.scalar(statement.execution_options(scope="system: test"))

    return site.change(read)


def test_chromium_subscribes_decrypts_and_renews(walk):
    service, site, context = walk
    site.app.extensions["portal.push"] = site.app.extensions["portal.push"].resolving(lambda host: [OUTSIDE])
    amal = site.cast.amal
    none = {"quiet_from": time(0), "quiet_until": time(0)}
    site.change(lambda: db.session.add(Choices(person_id=amal.id, municipality_id=amal.municipality_id, **none)))
    page = context.new_page()
    page.goto("/notices/phone")
    page.locator("[data-turn-on]").click()
    try:
        page.locator("#this-phone, [data-say]:not([hidden]):not([data-say=wait])").wait_for(timeout=25_000)
    except Error:
        pytest.skip(SILENT)
    if not service.channels:
        pytest.skip(SILENT)
    page.locator("#this-phone").wait_for()
    first = endpoint_of(site, amal)
    assert urlsplit(first).hostname in site.app.config["PORTAL"].push_hosts

    site.change(lambda: outbox.put(Notice(amal.id, "messages.new", link="/messages")))
    ring(site, service, first)
    page.wait_for_function(f"{SHOWN}.then((all) => all.length === 1)", timeout=15_000)
    assert page.evaluate(SHOWN) == [["Meedoen", "رسالة جديدة", "ar", "rtl"]]

    # The browser lost its subscription: the service worker makes a new one and tells the portal, without a page.
    page.evaluate(RENEW)
    worker = context.service_workers[0]
    worker.evaluate("self.dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))")
    for _ in range(200):
        here = page.evaluate(CURRENT)
        if here and here == endpoint_of(site, amal):
            break
        page.wait_for_timeout(50)
    assert here == endpoint_of(site, amal), "the portal knows what the browser has now"
    assert here != first


def ring(site, service, url):
    """The worker's round. What Chromium calls its endpoint leads to the service of the test, by its last part."""
    here = f"{service.origin}/wpush/v2/{urlsplit(url).path.rpartition('/')[2]}"

    def lead_here():
        db.session.execute(update(Subscription).values(endpoint=here).execution_options(**SYSTEM))

    def work():
        with site.app.app_context():
            asyncio.run(one_round(bell().services, bell().headers, Watch(), 20))

    site.change(lead_here)
    aside(work)
