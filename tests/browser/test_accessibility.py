"""Every page in every language: what axe finds, whether it fits a small phone, whether its letters are there.

Each page is opened once per language and looked at in every way; the tests read what was found.
"""

import shutil
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

import pytest
from playwright.sync_api import Browser

from portal.core import clock
from portal.core.i18n import LANGUAGES
from portal.notices import actions as notices
from tests import people
from tests.browser import looks
from tests.browser.site import Phone, Site, aside
from tests.pages import PageClient
from tests.rules.test_access import address, getting

pytestmark = pytest.mark.browser

MAIN = ("/", "/plan", "/schedule", "/excursions", "/health", "/announcements", "/messages", "/more")
DOORS = ("/sign-in", "/welcome", "/language", "/demo", "/styleguide")
NO_PAGES = {
    "healthz.healthz",
    "favicon",
    "people.example",
    "push.service_worker",
    "push.key",
    "texts_exchange.file",
}
STAFF = ("rana", "ingrid", "bram", "kees")
ALL_STAFF_HAVE = "/desk"
LETTERS = {
    "ar": {"Arabic", "Naskh", "Kufi", "DejaVu Sans", "Geeza", "Tahoma", "Segoe"},
    "ti": {"Ethiopic", "Abyssinica", "Kefa", "Nyala", "Ebrima", "FreeSerif"},
}
"""A part of the name of each font that has them."""


@dataclass
class Found:
    """What is wrong with the pages of one language, by the way of looking. Each line names its page."""

    axe: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    direction: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def look(self, phone: Phone, path: str, language: str, status: int = 200) -> None:
        response, page, where = phone.page.goto(path), phone.page, f"{language} {path}: "
        if response is None or response.status != status:
            self.faults.append(f"{where}answered {response and response.status}")
            return
        shown = page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]")
        if shown != [language, LANGUAGES[language].direction]:
            self.direction.append(f"{where}{shown}")
        self.faults += phone.faults
        phone.faults.clear()  # what axe and other sizes do to the page is not the page's fault
        self.pictures += [where + each for each in looks.empty_pictures(page)]
        self.misfits += [where + each for each in looks.misfits(page)]
        self.axe += [where + each for each in looks.violations(page)]
        phone.faults.clear()


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, list[str]]:
    """Who opens what: a participant with everything and one with nothing; each page of staff by the first who may."""
    for name in ("amal", "noor"):  # a page of a notice that is new leads on by itself
        reader = people.viewer(getattr(site.cast, name))
        site.change(partial(notices.mark_all_read, reader, clock.now()))
    taken = {"/language"}
    plan = {"amal": _paths(site, "amal"), "noor": list(MAIN)}
    for name in STAFF:
        plan[name] = [path for path in _paths(site, name) if path not in taken]
        taken.update(path for path in plan[name] if path != ALL_STAFF_HAVE)
    return plan


def _paths(site: Site, name: str) -> list[str]:
    """The pages that somebody of the cast is shown."""
    rules = [rule for rule in getting(site.app) if rule.endpoint not in NO_PAGES]
    client = PageClient(site.app)
    client.set_cookie(site.app.config["SESSION_COOKIE_NAME"], site.cookie(getattr(site.cast, name)))

    def shown() -> list[str]:
        paths = [address(site.app, site.furnished, rule) for rule in rules]
        return [path for path in paths if path not in DOORS and client.get(path).status_code == 200]

    return aside(shown)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest, site: Site) -> str:
    """The language in which everybody reads now."""
    for person in site.cast.everybody():
        site.speaks(person, request.param)
    return str(request.param)


@pytest.fixture(scope="module")
def found(chromium: Browser, site: Site, pages: dict[str, list[str]], language: str) -> Found:
    """What is found on all pages of a language, in light."""
    seen = Found()
    for name, paths in pages.items():
        with closing(Phone(chromium, site, site.cookie(getattr(site.cast, name)))) as phone:
            for path in paths:
                seen.look(phone, path, language)
    noor = site.cast.noor
    states = {"/pin": site.cookie(noor, with_pin=False), "/unlock": site.cookie(noor, locked=True)}
    for path, cookie in states.items():
        with closing(Phone(chromium, site, cookie)) as phone:
            seen.look(phone, path, language)
    with closing(Phone(chromium, site, None, locale=language)) as phone:
        for path in DOORS:
            seen.look(phone, path, language)
        seen.look(phone, "/nowhere", language, status=404)
    return seen


@pytest.fixture(scope="module")
def found_in_the_dark(chromium: Browser, site: Site, language: str) -> Found:
    """What is found on the main pages of a language, in dark."""
    seen = Found()
    for name in ("amal", "ingrid"):
        cookie = site.cookie(getattr(site.cast, name))
        with closing(Phone(chromium, site, cookie, color_scheme="dark")) as phone:
            for path in MAIN if name == "amal" else (ALL_STAFF_HAVE, "/people"):
                seen.look(phone, path, language)
    return seen


def none(lines: list[str]) -> None:
    """Nothing was found; the first lines of what was, otherwise."""
    assert not lines, f"{len(lines)} found:\n" + "\n".join(lines[:40])


def test_the_walk_covers_the_house(pages):
    """The fixtures above did not quietly leave the rooms out."""
    assert set(MAIN) <= set(pages["amal"])
    assert len(pages["amal"]) >= 15
    assert all(pages[name] for name in STAFF)


def test_axe_finds_nothing_on_any_page(found):
    none(found.axe)


def test_axe_finds_nothing_in_the_dark(found_in_the_dark):
    none(found_in_the_dark.axe)


def test_every_page_fits_a_small_phone_and_the_largest_letters(found):
    """Nothing scrolls sideways or is cut off at 320 and 360 px, and what is pressed is 44 px large."""
    none(found.misfits)


def test_every_page_runs_in_the_direction_of_its_language(found):
    none(found.direction)


def test_every_picture_is_really_drawn(found, found_in_the_dark):
    none(found.pictures + found_in_the_dark.pictures)


def test_no_page_prints_an_error_breaks_the_policy_or_asks_another_host(found, found_in_the_dark):
    none(found.faults + found_in_the_dark.faults)


@pytest.mark.parametrize("code", LETTERS)
def test_the_letters_of_a_language_are_drawn_with_a_font_that_has_them(visit_as, site, code):
    """An article in the language: Chromium says with which fonts it drew it."""
    if shutil.which("fc-list") and not _installed(code):
        pytest.skip(f"this machine has no font for {LANGUAGES[code].own_name} (fonts-noto-core has one)")
    site.speaks(site.cast.samira, code)
    page = visit_as(site.cast.samira).open("/health/articles/huisarts")
    used = looks.fonts(page, f'.prose[lang="{code}"]')
    assert any(name in family for family in used for name in LETTERS[code]), used


def _installed(code: str) -> bool:
    listed = subprocess.run(["fc-list", f":lang={code}", "family"], capture_output=True, check=True)  # noqa: S607
    return bool(listed.stdout.strip())
