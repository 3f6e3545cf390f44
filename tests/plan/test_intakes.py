"""The broad intake: what was told, who reads it, and the first goals that follow from it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound
from portal.plan import actions, intakes, pace, queries
from portal.plan.models import Goal, Intake, PlanChange, Step
from portal.plan.standard import GOALS, STEPS
from portal.plan.terms import Domain, GoalState, Regime, Route, Standing
from tests import people
from tests.plan.plans import NOW, open_with_decision, regisseur

SCOPE = {"scope": "system: test"}
HELD = date(2026, 11, 2)


@pytest.fixture
def here(cast):
    """Amal has a plan without goals; the address of it for who keeps it."""
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, registered_on=date(2026, 10, 5))
    return f"/plan/of/{cast.amal.id}"


def stored(model):
    db.session.rollback()
    return db.session.scalars(select(model).execution_options(**SCOPE)).all()


def told(cast, standings, **more):
    with frame.change():
        intakes.hold(regisseur(cast.ingrid), cast.amal.id, standings, HELD, NOW, **more)


def proposed(cast):
    """The goals that are proposed, by key, and of each whether it is chosen already."""
    plan = queries.overview(regisseur(cast.ingrid), cast.amal.id)
    assert plan is not None
    return {each.goal.key: each.chosen for each in intakes.proposals(plan)}


def test_what_is_told_is_stored_told_and_read_by_its_person_in_their_own_language(cast, client_of, here):
    desk, phone = client_of(cast.ingrid), client_of(cast.amal)
    assert not phone.show("/plan").select('a[href="/plan/intake"]')
    phone.show("/plan/intake", status=404)
    said = {"held_on": "2-11-2026", "tested_on": "30-10-2026", "outcome": "z", "income": "help", "housing": "well"}
    answer = desk.send(f"{here}/intake", at=f"{here}/intake", **said)
    assert answer.headers["Location"] == f"{here}/first-goals"
    (row,) = stored(Intake)
    assert row.standings == {"income": "help", "housing": "well"}
    assert (row.held_on, row.tested_on, row.outcome) == (HELD, date(2026, 10, 30), Route.SELF_RELIANCE)
    (change,) = [each for each in stored(PlanChange) if each.kind == "plan.intake"]
    assert change.values["standings"] == row.standings, "the history can rebuild it"
    assert phone.show("/notices").select('a[href^="/notices/"]')
    page = phone.show("/plan").select_one('a[href="/plan/intake"]')
    assert page is not None
    rows = phone.show("/plan/intake").select("main .rows li")
    assert len(rows) == 2
    assert "المساعدة مطلوبة الآن" in rows[0].text
    assert client_of(cast.yonas).get("/plan/intake").status_code == 404


def test_a_next_intake_goes_on_from_the_one_before_and_the_newest_is_shown(cast, client_of, here):
    told(cast, {Domain.INCOME: Standing.HELP}, tested_on=HELD, outcome=Route.B1)
    desk = client_of(cast.ingrid)
    form = desk.show(f"{here}/intake")
    chosen = {each["name"]: each["value"] for each in form.select("input[type=radio][checked]")}
    assert chosen == {"income": "help", "outcome": "b1"}
    assert form.select_one("[name=tested_on]")["value"] == "02-11-2026"
    desk.send(f"{here}/intake", at=f"{here}/intake", held_on="20-11-2026", income="well")
    assert len(stored(Intake)) == 2, "nothing is written over"
    assert "جيد" in client_of(cast.amal).show("/plan/intake").select_one("main .rows").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "31-2-2026"}, "held_on"),
        ({"held_on": "1-1-2031"}, "held_on"),
        ({"held_on": "2-11-2026", "outcome": "b1"}, "outcome"),
        ({"held_on": "2-11-2026", "income": "bad"}, "income"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_nothing_is_lost(cast, client_of, here, wrong, field):
    page = client_of(cast.ingrid).send(f"{here}/intake", status=422, at=f"{here}/intake", housing="help", **wrong)
    assert f'id="{field}-error"' in page.text
    assert 'name="housing" value="help" checked' in page.text
    assert not stored(Intake)


def test_goals_are_proposed_where_it_can_be_better_and_chosen_where_help_is_needed(cast, here):
    told(cast, {Domain.INCOME: Standing.HELP, Domain.CHILDREN: Standing.BETTER, Domain.HOUSING: Standing.WELL})
    goals = proposed(cast)
    assert goals["plan.goal.money"]
    assert not goals["plan.goal.parenting"]
    assert "plan.goal.home" not in goals, "it goes well"
    assert "plan.goal.paid_work" not in goals, "not talked about"
    assert goals["plan.goal.society"], "the act asks it"
    assert list(goals.values()) == sorted(goals.values(), reverse=True), "the chosen come first"


@pytest.mark.parametrize(("route", "goal"), intakes.FOR_ROUTE.items())
def test_the_language_goal_is_that_of_the_route_within_reach(cast, here, route, goal):
    told(cast, {Domain.LANGUAGE: Standing.HELP}, tested_on=HELD, outcome=route)
    language = {key for key, chosen in proposed(cast).items() if chosen and GOALS[key].domain is Domain.LANGUAGE}
    assert language == {goal, *intakes.FOR_ALL}


def test_who_has_no_duty_is_asked_nothing_that_the_act_asks(cast):
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, regime=Regime.NONE)
    told(cast, {Domain.INCOME: Standing.HELP})
    assert "plan.goal.society" not in proposed(cast)


def test_chosen_goals_come_with_their_steps_and_days_and_are_not_proposed_again(cast, client_of, here):
    told(cast, {Domain.INCOME: Standing.HELP})
    desk = client_of(cast.ingrid)
    page = desk.show(f"{here}/first-goals")
    assert {each["value"] for each in page.select("[name=goals][checked]")} == {"plan.goal.money", *intakes.FOR_ALL}
    none = desk.send(f"{here}/first-goals", status=422, at=f"{here}/first-goals")
    assert 'id="goals-error"' in none.text
    desk.send(f"{here}/first-goals", at=f"{here}/first-goals", goals=["plan.goal.money"])
    goal_id, steps = stored(Goal)[0].id, stored(Step)
    assert len(steps) == len(GOALS["plan.goal.money"].steps)
    assert {each.due_on for each in steps} == {
        pace.proposed_day(each.key, clock.today()) for each in GOALS["plan.goal.money"].steps
    }
    assert "plan.goal.money" not in proposed(cast)
    with frame.change():
        actions.close_goal(regisseur(cast.ingrid), goal_id, GoalState.DROPPED, NOW)
    assert "plan.goal.money" in proposed(cast), "it did not fit then; it may fit now"


def test_nobody_but_the_regisseur_of_the_person_holds_one(cast, here):
    for other in (people.viewer(cast.bram), people.viewer(cast.amal), regisseur(cast.wim)):
        with pytest.raises(NotFound):
            intakes.hold(other, cast.amal.id, {}, HELD, NOW)
    with frame.change():
        open_with_decision(cast, cast.yonas)
    assert not stored(Intake)


def test_a_step_of_the_library_is_due_on_a_friday_and_weekly_ones_never():
    assert set(pace.WEEKS) <= set(STEPS)
    assert pace.proposed_day("plan.step.go_to_lessons", date(2026, 11, 27)) is None
    for number in range(7):
        today = date(2026, 11, 23) + timedelta(days=number)
        assert pace.proposed_day("plan.step.digid", today) == date(2026, 12, 11)
