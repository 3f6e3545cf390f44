"""The pages of the plan, as the participant and their regisseur see them, in every language."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.plan import actions
from portal.plan.rules import Part
from portal.plan.terms import HourKind, MilestoneKind, Regime, Route, Who
from tests import people
from tests.plan.plans import (
    NOW,
    WORDS,
    content,
    counted_statements,
    goal_with_steps,
    large_plan,
    open_with_decision,
    regisseur,
)

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def amal(cast, client_of):
    """Amal's phone; she has a plan."""
    with frame.change():
        open_with_decision(cast, cast.amal)
        actions.move_to_part(regisseur(cast.ingrid), cast.amal.id, Part.LEARNING, NOW)
    return client_of(cast.amal)


def words_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
@pytest.mark.parametrize("path", ["/plan", "/plan/journey", "/plan/pillars/health", "/plan/pillars/work"])
def test_each_page_is_there_in_each_language(cast, amal, path, language):
    with frame.change():
        goal_with_steps(cast, cast.amal)
        accounts.read_in(people.viewer(cast.amal), language)
    page = amal.show(path)
    assert page.html["lang"] == language
    assert len(page.select("h1")) == 1
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_a_step_in_words_is_shown_in_the_readers_language(cast, amal, language):
    with frame.change():
        goal_with_steps(cast, cast.amal)
        accounts.read_in(people.viewer(cast.amal), language)
    assert WORDS[language] in words_of(amal.show("/plan/pillars/health"))


def test_the_plan_says_where_i_am_what_is_next_and_whom_i_can_call(cast, amal):
    with frame.change():
        goal_with_steps(cast, cast.amal)
    page = amal.show("/plan")
    assert page.select_one(".stations") is not None
    assert [tile.select_one(".number").text for tile in page.select(".thirds a")] == ["0", "0", "1"]
    assert page.select_one(".step form button") is not None
    assert page.select_one('a[href^="tel:"]') is not None
    assert {tag["id"] for tag in page.select("[id^=clock-]")} == {
        "clock-term",
        "clock-route_switch",
        "clock-pvt",
        "clock-map",
    }


def test_official_terms_stand_beside_the_plain_words_and_are_marked_as_dutch(amal):
    dutch = {tag.text for tag in amal.show("/plan").select("bdi[lang=nl]")}
    assert {"Leerroute", "B1-route", "Inburgeringstermijn", "Participatieverklaringstraject (PVT)"} <= dutch


@pytest.mark.parametrize(("days_ago", "left"), [(0, "70"), (67, "3")])
def test_who_waits_for_a_plan_sees_how_long_it_takes_at_most(cast, client_of, days_ago, left):
    registered = date(2026, 11, 24) - timedelta(days=days_ago)
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, registered_on=registered)
    page = client_of(cast.amal).show("/plan")
    assert left in page.select_one("#plan .card").text.split()
    assert page.select("[id^=clock-]") == []


def test_on_the_last_day_the_plan_is_not_said_to_take_no_days(cast, client_of):
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, registered_on=date(2026, 9, 15))
    card = client_of(cast.amal).show("/plan").select_one("#plan .card")
    assert not any(character.isdigit() for character in card.text)


def test_a_plan_that_is_late_is_not_put_on_the_participant(cast, client_of):
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, registered_on=date(2026, 9, 14))
    assert "-1" not in words_of(client_of(cast.amal).show("/plan"))


def test_without_a_plan_there_is_a_kind_page_and_the_way_ahead(cast, client_of):
    noor = client_of(cast.noor)
    assert noor.show("/plan").select_one(".empty a[href='/plan/journey']") is not None
    assert len(noor.show("/plan/journey").select(".path > li")) == 10


def test_under_the_former_act_and_without_an_act_only_what_applies_is_shown(cast, client_of):
    ingrid = regisseur(cast.ingrid)
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW, regime=Regime.WI2013)
        duo = content(route=None, level=None, term_starts_on=date(2021, 6, 1), term_ends_on=date(2027, 3, 1))
        actions.set_decision(ingrid, cast.amal.id, duo, NOW)
        actions.open_plan(ingrid, cast.yonas.id, NOW, regime=Regime.NONE)
        goal_with_steps(cast, cast.yonas)
    former = client_of(cast.amal)
    assert {tag["id"] for tag in former.show("/plan").select("[id^=clock-]")} == {"clock-term"}
    assert len(former.show("/plan/journey").select(".path > li")) == 5
    by_choice = client_of(cast.yonas)
    page = by_choice.show("/plan")
    assert page.select("[id^=clock-], .stations") == []
    assert page.select_one(".thirds") is not None
    assert by_choice.show("/plan/journey").select(".path") == []


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize(
    "day", [date(2026, 3, 1), date(2026, 11, 24), date(2027, 8, 1), date(2028, 12, 1), date(2030, 1, 1)]
)
def test_every_clock_has_its_words_whatever_the_day(cast, client_of, route, day):
    ingrid = regisseur(cast.ingrid)
    with frame.change():
        open_with_decision(cast, cast.amal, route=route, relief_from=date(2026, 7, 1))
        actions.reach(ingrid, cast.amal.id, MilestoneKind.BRIDGE_CLASS_STARTED, date(2026, 9, 7), NOW)
        if day > date(2026, 12, 1):
            for kind in HourKind:
                actions.add_hours(ingrid, cast.amal.id, kind, 1200, date(2026, 11, 3), "Lijst", NOW)
        if day.year >= 2030:
            for milestone in MilestoneKind:
                actions.reach(ingrid, cast.amal.id, milestone, date(2029, 1, 8), NOW)
    with time_machine.travel(NOW.replace(year=day.year, month=day.month, day=day.day), tick=False):
        page = client_of(cast.amal).show("/plan")
    assert "%(" not in words_of(page)
    assert page.select_one("progress") is not None


def test_a_step_is_ticked_without_a_script_and_the_tick_taken_back(cast, amal):
    with frame.change():
        _, step, _ = goal_with_steps(cast, cast.amal)
    answer = amal.send(f"/plan/steps/{step}/finish", at="/plan/pillars/health")
    assert answer.headers["Location"] == f"/plan/pillars/health#step-{step}"
    page = amal.show("/plan/pillars/health")
    assert page.select_one(f"details #step-{step} form")["action"] == f"/plan/steps/{step}/reopen"
    amal.send(f"/plan/steps/{step}/reopen", at="/plan/pillars/health")
    assert amal.show("/plan/pillars/health").select_one(f"details #step-{step}") is None


def test_with_htmx_the_goal_comes_back_with_its_step_in_sight_and_counted(cast, amal):
    with frame.change():
        _, step, _ = goal_with_steps(cast, cast.amal)
    page = amal.show("/plan/pillars/health")
    form = page.select_one(f"#step-{step} form")
    goal = page.select_one(f"section:has(#step-{step})")["id"]
    assert form["hx-target"] == f"#{goal}"
    token = page.select_one("[name=csrf_token]")["value"]
    answer = amal.post(form["hx-post"], data={"csrf_token": token}, headers=HTMX)
    assert answer.status_code == 200
    part = BeautifulSoup(answer.text, "html.parser")
    roots = part.find_all(recursive=False)
    assert [root["id"] for root in roots] == [goal]
    assert part.select_one(f"details[open] #step-{step}.done")
    assert part.select(".chips .chip")[1].text != page.select(f"#{goal} > div > .chips .chip")[1].text


def test_on_the_overview_ticking_leads_to_the_goal(cast, amal):
    with frame.change():
        _, step, _ = goal_with_steps(cast, cast.amal)
    form = amal.show("/plan").select_one(f"#step-{step} form")
    assert form["action"] == f"/plan/steps/{step}/finish"
    assert "hx-post" not in form.attrs


def test_what_others_do_has_no_button(cast, amal):
    with frame.change():
        _, _, step = goal_with_steps(cast, cast.amal, who=Who.PARTNER, partner="VluchtelingenWerk")
    page = amal.show("/plan/pillars/health")
    assert page.select_one(f"#step-{step} form") is None
    assert "VluchtelingenWerk" in page.select_one(f"#step-{step}").text
    amal.send(f"/plan/steps/{step}/finish", 404, at="/plan/pillars/health")


def test_nobody_ticks_a_step_of_somebody_else(cast, amal, client_of):
    with frame.change():
        _, step, _ = goal_with_steps(cast, cast.amal)
    for other in (cast.yonas, cast.noor, cast.samira, cast.bram, cast.ingrid, cast.kees):
        client_of(other).send(f"/plan/steps/{step}/finish", 404)


def test_the_regisseur_reads_the_plan_and_each_look_leaves_a_trace(cast, amal, client_of):
    with frame.change():
        _, step, _ = goal_with_steps(cast, cast.amal)
    page = client_of(cast.ingrid).show(f"/plan/of/{cast.amal.id}")
    assert page.select_one(f"#step-{step}") is not None
    assert page.select("main form") == []
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    traces = db.session.scalars(
        select(Trace).where(Trace.act == "plan.opened").execution_options(scope="system: test")
    ).all()
    assert [(t.person_id, t.actor_id, t.act) for t in traces] == [(cast.amal.id, cast.ingrid.id, "plan.opened")]


def test_the_plan_of_a_person_is_open_to_their_regisseur_alone(cast, amal, client_of):
    for other in (cast.amal, cast.yonas, cast.samira, cast.rana, cast.bram, cast.kees, cast.wim):
        client_of(other).show(f"/plan/of/{cast.amal.id}", 404)
    for person in (cast.noor, cast.samira, cast.yonas):
        client_of(cast.ingrid).show(f"/plan/of/{person.id}", 404)
    assert (
        db.session.scalars(
            select(Trace).where(Trace.act == "plan.opened").execution_options(scope="system: test")
        ).all()
        == []
    )


@pytest.mark.parametrize("path", ["/plan", "/plan/journey", "/plan/pillars/work"])
def test_a_page_costs_the_same_with_one_goal_and_with_fifteen_goals_and_a_hundred_steps(cast, client_of, path):
    with frame.change():
        open_with_decision(cast, cast.amal)
        open_with_decision(cast, cast.yonas)
        large_plan(cast, cast.amal, goals=3, steps=3)
        large_plan(cast, cast.yonas, goals=15, steps=100)
    costs = {}
    for person in (cast.amal, cast.yonas):
        client = client_of(person)
        client.show(path)
        with counted_statements() as seen:
            answer = client.get(path)
        costs[person.id] = len(seen)
    assert costs[cast.amal.id] == costs[cast.yonas.id] <= 20
    assert len(answer.data) < 150_000
