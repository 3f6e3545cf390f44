"""A regisseur makes a first plan on a laptop; its person reads it in Tigrinya right after, and answers."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.site import LAPTOP, Site

COUNT = "addEventListener('change', () => sessionStorage.deeds = 1 + Number(sessionStorage.deeds ?? 0), true);"
COUNT += "addEventListener('submit', () => sessionStorage.deeds = 1 + Number(sessionStorage.deeds ?? 0), true);"
COUNT += "addEventListener('click', ({ target }) => target.closest('a') &&"
COUNT += " (sessionStorage.deeds = 1 + Number(sessionStorage.deeds ?? 0)), true)"
"""Each field that is filled in or chosen, each form sent, each link followed."""
IN_THREE_MINUTES = 36
"""Deeds, at five seconds each: reading the page, and filling in or choosing one thing on it."""

LETTER = {"decided_on": "2-11-2026", "provider": "Graafschap College", "hours_per_week": "10,5"}


def test_from_nothing_to_a_first_plan_that_is_read_in_tigrinya_at_once(site: Site, visit_as):
    yonas = site.cast.yonas
    site.speaks(yonas, "ti")
    desk = visit_as(site.cast.ingrid, **LAPTOP)
    desk.page.add_init_script(COUNT)
    here = f"/plan/of/{yonas.id}"
    page = desk.open("/plan/of")
    desk.press(f'a[href="{here}/open"]')
    page.locator("[name=registered_on]").fill("5 oktober 2026")
    desk.press("main form [type=submit]")
    desk.press(f'a[href="{here}/intake"]')
    for name, value in (("language", "help"), ("income", "help"), ("children", "better"), ("housing", "well")):
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("[name=outcome][value=z]").check()
    page.locator("[name=tested_on]").fill("20-10-2026")
    desk.press("main form [type=submit]")
    chosen = page.locator("[name=goals]:checked")
    assert {each.get_attribute("value") for each in chosen.all()} == {
        "plan.goal.daily_dutch",
        "plan.goal.society",
        "plan.goal.money",
    }
    page.locator("[name=goals][value='plan.goal.society']").uncheck()
    desk.press("main form [type=submit]")
    desk.press(f'a[href="{here}/decision"]')
    for name, typed in LETTER.items():
        page.locator(f"[name={name}]").fill(typed)
    for name, value in (("reason", "first"), ("route", "b1"), ("level", "B1"), ("support", "travel")):
        page.locator(f"[name={name}][value={value}]").check()
    desk.press("main form [type=submit]")
    expect(page.locator(".card.step")).to_have_count(7)
    assert 15 < int(page.evaluate("sessionStorage.deeds")) <= IN_THREE_MINUTES

    phone = visit_as(yonas)
    phone.open("/plan")
    expect(phone.page.locator("html")).to_have_attribute("lang", "ti")
    expect(phone.page.locator("#clock-term")).to_be_visible()
    phone.open("/plan/changes")
    expect(phone.page.locator("main li bdi").first).not_to_have_text("")
    assert "Nederlands" not in phone.page.locator("main").inner_text()
    phone.press("[name=kind][value=explain]")
    phone.open("/plan/pillars/language")
    phone.press("a[href$='/wish']")
    phone.press("button[value=later]")
    expect(phone.page.locator(".card.step .chips").first).to_be_visible()

    page = desk.open("/plan/of")
    theirs = page.locator(f'.row[href="{here}"]')
    expect(theirs).to_contain_text("Leg het mij uit")
    expect(theirs).to_contain_text("Wil een stap anders")

    desk.open(f"{here}/talk")
    page.locator("[name=by_participant]").fill("ቋንቋ ሆላንድ ክመሃር ደስ ይብለኒ።")
    page.locator("[name=by_regisseur]").fill("Yonas begint goed.")
    desk.press("main form [type=submit]")
    expect(page.locator("main li").first).to_contain_text("besproken")
    phone.open("/plan")
    expect(phone.page.locator(".said[lang=ti]")).to_be_visible()
    phone.press('a[href="/plan/agree"]')
    phone.press('form[action="/plan/agree"] [type=submit]')
    phone.press('a[href^="/plan/agreements/"]')
    expect(phone.page.locator("main .prose")).to_have_attribute("lang", "ti")


def words_in(text: str) -> set[str]:
    """The words in a text; letters that a PDF holds as their printed shapes are themselves again."""
    return set(re.findall(r"\w{2,}", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("language", ["ar", "ti", "nl"])
def test_a_plan_is_printed_on_a4_with_every_word_in_both_languages(site: Site, visit_as, tmp_path, language):
    site.speaks(site.cast.amal, language)
    phone = visit_as(site.cast.amal)
    page = phone.open("/plan/paper")
    sides = page.locator(".paper > [lang]")
    assert {side.get_attribute("lang") for side in sides.all()} == {language, "nl"}
    shown = [words_in(side.inner_text()) for side in sides.all()]
    page.pdf(path=tmp_path / "plan.pdf", prefer_css_page_size=True, print_background=False)
    sheets = PdfReader(tmp_path / "plan.pdf").pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    printed = words_in("\n".join(sheet.extract_text() for sheet in sheets))
    assert all(len(words) > 3 for words in shown)
    assert set.union(*shown) <= printed
    for left, right in [page.locator(".paper").first.locator("> div").all()] if language != "nl" else []:
        page.emulate_media(media="print")
        assert (left.bounding_box() or {})["y"] == (right.bounding_box() or {})["y"], "side by side"
