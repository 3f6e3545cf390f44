"""Coming in, locking, sharing a phone and hiding, in a real browser: what only a browser can show."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import LAPTOP, Phone, Site
from tests.browser.test_walks import path_of
from tests.house import SECRET
from tests.pages import PIN

pytestmark = pytest.mark.browser

ARABIC_PIN = PIN.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
OTHER_PIN = "835172"
LOOK_AWAY = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""

KEPT_HERE = """async () => [
  localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""


def shows_code(desk: Phone, person_id: UUID) -> str:
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


def pair_on(page: Page) -> list[str]:
    return page.locator(".pair li span").all_inner_texts()


def claims(phone: Phone, link: str, language: str) -> None:
    phone.open(link)
    phone.press(f"button[value={language}]")
    phone.send_to("/welcome/claim")


def comes_in(desk: Phone, phone: Phone, person_id: UUID, language: str, pin: str) -> None:
    """From the code to the first page, with the pictures compared."""
    claims(phone, shows_code(desk, person_id), language)
    desk.page.locator("#invitation[data-state=waits]").wait_for()
    desk.send_to(desk.page.locator("form[action$='/confirm']").get_attribute("action") or "")
    phone.page.wait_for_url("**/pin")
    type_pin(phone, pin)


# Coming in


def test_both_screens_go_on_by_themselves_and_show_the_same_pictures(site, visit_as, phones):
    desk, phone = visit_as(site.cast.bram, **LAPTOP), phones(locale="nl-NL")
    page = phone.open(shows_code(desk, site.cast.yonas.id))
    assert [each.get_attribute("lang") for each in page.locator("main section").all()] == ["nl", "ar", "ti"]
    expect(page.locator("#secret")).to_be_hidden()
    phone.press("button[value=ar]")
    expect(page.locator(".who .name")).to_have_text("Yonas")
    phone.send_to("/welcome/claim")
    expect(desk.page.locator(".pair li")).to_have_count(2)
    expect(desk.page.locator(".qr")).to_be_hidden()
    icons = "[...document.querySelectorAll('.pair use')].map((use) => use.getAttribute('href'))"
    assert desk.page.evaluate(icons) == page.evaluate(icons)
    desk.send_to(desk.page.locator("form[action$='/confirm']").get_attribute("action") or "")
    page.wait_for_url("**/pin")
    type_pin(phone, ARABIC_PIN)
    assert path_of(page) == "/"
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("h1 bdi")).to_have_text("Yonas")
    expect(desk.page.locator("[data-state=in]")).to_be_visible()


def test_the_same_without_javascript_by_looking_again(site, visit_as, phones):
    desk = visit_as(site.cast.bram, **LAPTOP, java_script_enabled=False)
    phone = phones(java_script_enabled=False)
    link = shows_code(desk, site.cast.yonas.id)
    phone.open(link)
    phone.page.locator("summary").click()
    phone.page.locator("#secret").fill(link)
    phone.press("button[value=ti]")
    phone.send_to("/welcome/claim")
    desk.press("#invitation a")
    assert len(pair_on(desk.page)) == 2
    desk.send_to(desk.page.locator("form[action$='/confirm']").get_attribute("action") or "")
    phone.press("a[href='/waiting']")
    type_pin(phone, ARABIC_PIN)
    assert path_of(phone.page) == "/"


def test_the_secret_of_an_invitation_stays_out_of_addresses_logs_and_history(site, visit_as, phones):
    link = shows_code(visit_as(site.cast.bram, **LAPTOP), site.cast.yonas.id)
    secret = link.partition("#")[2]
    phone = phones()
    page = phone.open(link)
    assert page.url == f"{site.url}/welcome"
    phone.press("button[value=nl]")
    phone.send_to("/welcome/claim")
    wander(page, "history.back()")
    assert path_of(page) == "/waiting", "and so does going back"
    assert secret not in page.content()
    assert any("GET /welcome" in line for line in site.asked)
    assert not any(secret in line for line in site.asked)


def test_letters_are_printed_one_to_a_page_of_a4(site, visit_as, tmp_path):
    from pypdf import PdfReader

    desk = visit_as(site.cast.kees, **LAPTOP)
    desk.open("/people/letters")
    for box in desk.page.locator("input[name=person]").all():
        box.check()
    names = desk.page.locator("label.check bdi").all_inner_texts()
    desk.send_to("/people/letters")
    desk.page.pdf(path=tmp_path / "letters.pdf", prefer_css_page_size=True, print_background=False)
    sheets = PdfReader(tmp_path / "letters.pdf").pages
    assert len(sheets) == len(names) >= 1
    for sheet, name in zip(sheets, names, strict=True):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842), "A4"
        text = " ".join(sheet.extract_text().split())
        assert name in text
        assert "Richt de camera van uw telefoon op de code." in text
        assert "Deze code werkt één keer, tot en met:" in text
        assert "Print deze pagina nu" not in text, "what is for the screen is not for the paper"


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


def test_out_of_sight_for_long_the_page_locks_and_what_was_typed_is_there_after_the_pin(site, visit_as):
    phone = visit_as(site.cast.amal)
    page = phone.page
    page.clock.install()
    phone.open("/messages/new")
    page.locator("textarea").fill("نص لم يُرسل بعد")
    page.locator(".choice").nth(1).click()
    page.evaluate(LOOK_AWAY, "hidden")
    expect(page.locator("main")).to_be_hidden()
    page.clock.fast_forward(60_000)
    page.evaluate(LOOK_AWAY, "visible")
    expect(page.locator("textarea")).to_have_value("نص لم يُرسل بعد")
    page.evaluate(LOOK_AWAY, "hidden")
    page.clock.fast_forward(121_000)
    page.wait_for_url("**/unlock?*")
    assert not leaks(page)
    type_pin(phone, PIN)
    assert path_of(page) == "/messages/new"
    expect(page.locator("textarea")).to_have_value("نص لم يُرسل بعد")
    expect(page.locator(".choice input").nth(1)).to_be_checked()


def test_when_another_tab_was_locked_a_page_that_comes_back_in_sight_shows_nothing(site, visit_as):
    phone = visit_as(site.cast.amal)
    page = phone.open("/plan")
    page.evaluate(LOOK_AWAY, "hidden")
    other = phone.context.new_page()
    other.goto("/more")
    with other.expect_navigation():
        other.locator("form[action='/lock'] button").click()
    page.evaluate(LOOK_AWAY, "visible")
    page.wait_for_url("**/unlock?*")
    assert not leaks(page)


def test_a_form_sent_while_locked_arrives_after_the_pin_without_javascript(site, visit_as):
    phone = visit_as(site.cast.yonas, java_script_enabled=False)
    page = phone.open("/messages/new")
    page.locator(".choice").first.click()
    page.locator("textarea").fill("Wanneer begint de les?")
    tab = phone.context.new_page()
    tab.goto("/more")
    with tab.expect_navigation():
        tab.locator("form[action='/lock'] button").click()
    phone.send_to("/messages/new")
    assert path_of(page) == "/unlock"
    type_pin(phone, PIN)
    assert path_of(page) == "/kept"
    expect(page.locator("blockquote")).to_have_text("Wanneer begint de les?")
    phone.send_to("/kept/send")
    expect(page.locator(".bubble.mine")).to_contain_text("Wanneer begint de les?")


# Leaving: signing out, somebody else's turn, hiding


def leaks(page: Page) -> bool:
    """Whether the page shows something of Amal."""
    return any(words in page.content() for words in (*SECRET.values(), "Amal", "Haddad"))


def wander(page: Page, way: str) -> None:
    """Go on in the browser's history, whether the page there is kept or asked for anew."""
    left = page.evaluate("window.left = String(Math.random())")
    page.evaluate(f"void setTimeout(() => {way})")
    page.wait_for_function("(left) => window.left !== left && document.readyState === 'complete'", arg=left)


def pages_that_leak(phone: Phone) -> list[str]:
    """Somebody else takes the phone and presses back, forward and reload."""
    leaking = []
    for way in (*["history.back()"] * 5, *["history.forward()"] * 5, "location.reload()"):
        wander(phone.page, way)
        if leaks(phone.page):
            leaking.append(f"{way}: {phone.page.url}")
    return leaking


def looks_round(phone: Phone) -> None:
    for path in ("/", "/plan", "/plan/pillars/language", "/schedule", "/more"):
        phone.open(path)


def test_after_signing_out_neither_back_forward_nor_reload_shows_anything(site, visit_as):
    phone = visit_as(site.cast.amal)
    looks_round(phone)
    phone.send_to("/sign-out")
    assert path_of(phone.page) == "/sign-in"
    assert pages_that_leak(phone) == []


def test_signing_out_without_a_network_shows_nothing_any_more_and_holds_when_the_network_is_back(site, visit_as):
    phone = visit_as(site.cast.amal)
    looks_round(phone)
    page = phone.page
    page.evaluate("localStorage.setItem('notices', 'Amal'); caches.open('pages')")
    page.evaluate("navigator.serviceWorker.register('/sw.js')")
    before = phone.context.cookies()
    phone.context.set_offline(True)
    page.locator("form[action='/sign-out'] button").click()
    expect(page.locator("h1")).to_have_text("تم تسجيل خروجكم")
    expect(page.locator("main")).to_be_focused()
    assert not leaks(page)
    assert page.evaluate(KEPT_HERE) == [0, 0, 0, 0]
    assert pages_that_leak(phone) == []
    phone.context.set_offline(False)
    phone.open("/plan")
    assert path_of(page) == "/sign-in"
    phone.context.clear_cookies()
    phone.context.add_cookies([each for each in before if each["name"] == site.app.config["SESSION_COOKIE_NAME"]])
    phone.open("/plan")
    assert path_of(page) == "/sign-in", "the device itself has ended"


def test_that_walk_would_see_a_leak(site, visit_as):
    """The same with a portal that neither tells browsers to forget nor looks after its pages: the back/forward cache
    then shows hers."""
    site.leaky = True
    try:
        phone = visit_as(site.cast.amal)
        phone.context.route("**/lock.js*", lambda asked: asked.fulfill(body="", content_type="text/javascript"))
        looks_round(phone)
        phone.send_to("/sign-out")
        assert pages_that_leak(phone) != []
    finally:
        site.leaky = False


def test_on_a_shared_phone_the_other_finds_nothing_of_who_was_there(site: Site, visit_as, phones):
    site.speaks(site.cast.amal, "ar")
    desk, phone = visit_as(site.cast.bram, **LAPTOP), phones()
    comes_in(desk, phone, site.cast.amal.id, "ar", PIN)
    comes_in(desk, phone, site.cast.yonas.id, "ti", OTHER_PIN)
    phone.open("/more")
    phone.send_to("/lock")
    phone.page.locator(".choice", has_text="A").click()
    type_pin(phone, PIN)
    looks_round(phone)
    phone.send_to("/lock")
    assert not leaks(phone.page)
    phone.page.locator(".choice", has_text="Y").click()
    type_pin(phone, OTHER_PIN)
    expect(phone.page.locator("h1 bdi")).to_have_text("Yonas")
    assert pages_that_leak(phone) == []


def test_hiding_leads_away_at_once_and_back_shows_nothing(site, visit_as):
    for script in (True, False):
        phone = visit_as(site.cast.amal, java_script_enabled=script)
        phone.open("/plan")
        phone.page.locator("form[action='/hide'] button").click()
        phone.page.wait_for_url(site.away)
        phone.page.go_back()
        assert not leaks(phone.page)
        assert path_of(phone.open("/plan")) == "/unlock"


def test_nothing_personal_stays_in_the_storages_of_the_browser(site, visit_as):
    phone = visit_as(site.cast.amal)
    for path in ("/", "/plan", "/messages"):
        phone.open(path)
    kept = phone.page.evaluate(
        "async () => [{...localStorage}, {...sessionStorage}, await caches.keys(), await indexedDB.databases()]"
    )
    assert kept == [{}, {}, [], []]
