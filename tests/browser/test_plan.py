"""A regisseur makes a first plan on a laptop; its person reads it in Tigrinya right after, and answers."""

from playwright.sync_api import expect

from tests.browser.site import LAPTOP, Site

LETTER = {"decided_on": "2-11-2026", "provider": "Graafschap College", "hours_per_week": "10,5"}


def test_from_nothing_to_a_first_plan_that_is_read_in_tigrinya_at_once(site: Site, visit_as):
    yonas = site.cast.yonas
    site.speaks(yonas, "ti")
    desk = visit_as(site.cast.ingrid, **LAPTOP)
    here = f"/plan/of/{yonas.id}"
    page = desk.open("/plan/of")
    desk.press(f'a[href="{here}/open"]')
    page.locator("[name=registered_on]").fill("5 oktober 2026")
    desk.press("main form [type=submit]")
    desk.press(f'a[href="{here}/decision"]')
    for name, typed in LETTER.items():
        page.locator(f"[name={name}]").fill(typed)
    for name, value in (("reason", "first"), ("route", "b1"), ("level", "B1"), ("support", "travel")):
        page.locator(f"[name={name}][value={value}]").check()
    desk.press("main form [type=submit]")
    desk.press(f'a[href="{here}/goals/new"]')
    desk.press(f'a[href="{here}/goals/new/plan.goal.daily_dutch"]')
    page.locator("[name=due_on]").fill("18-12-2026")
    desk.press("main form [type=submit]")
    expect(page.locator(".card[id^=step-]")).to_have_count(3)

    phone = visit_as(yonas)
    phone.open("/plan")
    expect(phone.page.locator("html")).to_have_attribute("lang", "ti")
    expect(phone.page.locator("#clock-term")).to_be_visible()
    phone.open("/plan/changes")
    expect(phone.page.locator("main li bdi").first).not_to_have_text("")
    assert "Nederlands" not in phone.page.locator("main").inner_text()
    phone.press("[name=kind][value=explain]")
    phone.open("/plan/pillars/language")
    phone.press("form[action$='/too-much'] button")
    expect(phone.page.locator(".card.step .chips").first).to_be_visible()

    page = desk.open("/plan/of")
    theirs = page.locator(f'.row[href="{here}"]')
    expect(theirs).to_contain_text("Leg het mij uit")
    expect(theirs).to_contain_text("Nu te veel")
