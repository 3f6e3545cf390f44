"""A live portal and real browsers. Run by `make test`, which finds a Chromium and names it in PORTAL_CHROMIUM."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal.accounts.models import Person
from tests.browser.site import Phone, Site, serving

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)
"""Nothing leaves the machine, not even what browsers do by themselves."""
BACK_FORWARD_CACHE = ("--disable-back-forward-cache",)
"""Playwright turns this cache off. Phones have it on, and a test of the back button that runs without it is blind."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running portal with a furnished house, on SQLite: what is tested here is the same on each database."""
    if not os.environ.get("PORTAL_CHROMIUM"):
        pytest.skip("PORTAL_CHROMIUM names no Chromium; `make test` finds one")
    with serving(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    """A Chromium of this module's own: Playwright's event loop ends with it, and before the portal does."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["PORTAL_CHROMIUM"],
            args=list(FLAGS),
            ignore_default_args=list(BACK_FORWARD_CACHE),
        )
        yield browser
        browser.close()


@pytest.fixture
def phones(chromium: Browser, site: Site) -> Iterator[Callable[..., Phone]]:
    """Makes phones. In the end none of them may have met an error, a broken policy or another host."""
    made: list[Phone] = []

    def make(cookie: str | None = None, **options: Any) -> Phone:
        made.append(Phone(chromium, site, cookie, **options))
        return made[-1]

    yield make
    for phone in made:
        phone.close()
    faults = [fault for phone in made for fault in phone.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def visit_as(phones: Callable[..., Phone], site: Site) -> Callable[..., Phone]:
    """A phone on which a person is signed in: ``visit_as(site.cast.amal, color_scheme="dark")``."""

    def visit(person: Person, **options: Any) -> Phone:
        return phones(site.cookie(person), **options)

    return visit
