"""A regisseur keeps a plan on its pages, from the first letter to the last step; a participant reads it at once."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.core.i18n import using
from portal.notices.models import InboxNotice
from portal.plan import actions, queries
from portal.plan.models import Decision, Goal, HandHours, Plan, Step
from portal.plan.terms import GoalState, Level, Route, StepState, Who
from tests import people
from tests.plan.plans import NOW, goal_with_steps, open_with_decision, regisseur

SCOPE = {"scope": "system: test"}
LETTER = {
    "decided_on": "2-11-2026",
    "reason": "first",
    "route": "b1",
    "level": "B1",
    "provider": "Graafschap College",
    "hours_per_week": "10,5",
    "support": "child_care",
    "objection_until": "14 december 2026",
}


@pytest.fixture
def desk(cast, client_of):
    """Ingrid's laptop."""
    return client_of(cast.ingrid)


@pytest.fixture
def here(cast):
    return f"/plan/of/{cast.amal.id}"


@pytest.fixture
def planned(cast):
    """Amal has a plan with a goal."""
    with frame.change():
        open_with_decision(cast, cast.amal)
        return goal_with_steps(cast, cast.amal)


def stored(model):
    db.session.rollback()
    return db.session.scalars(select(model).execution_options(**SCOPE)).all()


def everything():
    db.session.rollback()
    return [
        row
        for model in (Plan, Decision, Goal, Step)
        for row in db.session.scalars(select(model).execution_options(**SCOPE)).all()
    ]


def send(desk, path, at, status=303, **fields):
    """A form as the page has it: with its key, if it has one."""
    key = desk.show(at).select_one(f'form[action="{path}"] input[name=once_key]')
    return desk.send(path, status, at=at, **({"once_key": key["value"]} if key else {}), **fields)


def words_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def test_from_nothing_to_a_plan_that_its_person_reads_at_once(cast, client_of, desk, here):
    assert desk.show(f"/people/{cast.amal.id}").select_one(f'a[href="{here}/open"]') is not None
    send(desk, f"{here}/open", f"{here}/open", regime="wi2021", registered_on="5-10-2026")
    send(desk, f"{here}/decision", f"{here}/decision", **LETTER)
    page = f"{here}/goals/new/plan.goal.daily_dutch"
    chosen = [box["value"] for box in desk.show(page).select("[name=steps]")]
    send(desk, page, page, steps=chosen[:2], due_on="18-12-2026")
    plan, decision, goal, *steps = everything()
    assert plan.registered_on == date(2026, 10, 5)
    assert (decision.decided_on, decision.route, decision.speaking) == (date(2026, 11, 2), Route.B1, Level.B1)
    assert (decision.hours_per_week, decision.objection_until) == (10.5, date(2026, 12, 14))
    assert decision.term_starts_on == date(2026, 11, 3), "the day after the date of the letter"
    assert [step.due_on for step in steps] == [date(2026, 12, 18)] * 2
    with frame.change():
        accounts.read_in(people.viewer(cast.amal), "ti")
    phone = client_of(cast.amal)
    with using("ti"):
        title = str(queries.goals(people.viewer(cast.amal))[0].title)
    assert title in words_of(phone.show(f"/plan/pillars/{goal.pillar}"))
    assert phone.show("/plan").select_one("#clock-term") is not None
    traces = {(trace.actor_id, trace.act) for trace in stored(Trace) if trace.person_id == cast.amal.id}
    assert {(cast.ingrid.id, "plan.opened"), (cast.ingrid.id, "plan.changed")} <= traces


def test_a_goal_and_a_step_in_own_words_are_dutch_until_they_are_translated(desk, here, planned, cast, client_of):
    send(desk, f"{here}/goals/new", f"{here}/goals/new", words="Naar de fietsclub", pillar="health", domain="housing")
    goal = max(stored(Goal), key=lambda each: each.position)
    at = f"{here}/goals/{goal.id}"
    send(desk, f"{at}/steps", at, words="Bel Piet", who="partner", partner="Fietsclub Ulft", basis="voluntary")
    step = max(stored(Step), key=lambda each: str(each.goal_id == goal.id))
    assert (step.who, step.partner) == (Who.PARTNER, "Fietsclub Ulft")
    pages = client_of(cast.amal).show("/plan/pillars/health")
    assert "Naar de fietsclub" in [tag.text for tag in pages.select("[lang=nl]")]


def test_a_step_is_moved_on_and_gets_another_day(desk, here, planned):
    goal, step, _own = planned
    at = f"{here}/goals/{goal}"
    for state in (StepState.DOING, StepState.DONE, StepState.OPEN):
        desk.send(f"{here}/steps/{step}", at=at, state=state.value)
        assert {each.id: each.state for each in stored(Step)}[step] is state
    desk.send(f"{here}/steps/{step}", at=at, due_on="4 jan 2027")
    assert {each.id: each.due_on for each in stored(Step)}[step] == date(2027, 1, 4)
    desk.send(f"{here}/steps/{step}", at=at, due_on="")
    assert {each.id: each.due_on for each in stored(Step)}[step] is None
    desk.send(f"{here}/steps/{step}", at=at, state="dropped")
    assert str(step) not in desk.show(at).text


def test_a_goal_that_does_not_fit_any_more_can_be_opened_again(desk, here, planned):
    goal, step, _own = planned
    at = f"{here}/goals/{goal}"
    desk.send(at, at=at, state="dropped")
    assert stored(Goal)[0].state is GoalState.DROPPED
    assert desk.show(here).select_one(f'.fold a[href="{at}"]') is not None
    desk.send(at, at=at, state="open")
    assert stored(Goal)[0].state is GoalState.OPEN
    assert str(step) in desk.get(at).text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"decided_on": "gisteren"}, "Schrijf de datum"),
        ({"decided_on": "2-11-9999"}, "te lang geleden"),
        ({"decided_on": ""}, "Vul dit in"),
        ({"hours_per_week": "veel"}, "aantal uren"),
        ({"hours_per_week": "nan"}, "aantal uren"),
        ({"objection_until": "1-11-2026"}, "vóór het andere"),
        ({"term_ends_on": "2-11-2026"}, "voordat hij begint"),
        ({"relief_until": "2-12-2026"}, "vanaf wanneer"),
        ({"reason": "route_changed"}, "reden klopt niet"),
    ],
)
def test_a_letter_that_cannot_be_loses_nothing_of_what_was_typed(desk, here, cast, changed, told):
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW)
    typed = {**LETTER, **changed}
    answer = send(desk, f"{here}/decision", f"{here}/decision", 422, **typed)
    assert told.casefold() in answer.text.casefold()
    for name in ("provider", "hours_per_week", "objection_until", "decided_on"):
        assert f'value="{typed[name]}"' in answer.text
    assert not stored(Decision)


def test_hours_by_hand_and_what_happened_move_the_clocks(desk, here, planned):
    at = f"{here}/progress"
    send(desk, f"{here}/hours", at, kind="pvt", hours="1,5", on="3-11-2026", reason="Geen lijst die dag")
    assert [each.minutes for each in stored(HandHours)] == [90]
    assert "Vul dit in" in send(desk, f"{here}/hours", at, 422, kind="pvt", hours="2", on="3-11-2026", reason="").text
    assert send(desk, f"{here}/hours", at, 422, kind="pvt", hours="0", on="3-11-2026", reason="Nul").status_code == 422
    desk.send(f"{here}/milestone", at=at, milestone="pvt_excursion", reached_on="10-11-2026")
    desk.send(f"{here}/part", at=at, part="pvt")
    assert stored(Plan)[0].part == "pvt"
    assert "1,5" in words_of(desk.show(here).select_one("#clock-pvt").find_parent("main").parent)


def test_the_participant_gets_one_notice_however_much_was_changed_and_none_of_their_own(
    cast, client_of, desk, here, planned
):
    goal, step, _own = planned
    at = f"{here}/goals/{goal}"
    phone = client_of(cast.amal)

    def unread():
        return [each for each in stored(InboxNotice) if each.kind == "plan.changed" and each.read_at is None]

    phone.send("/plan/changes", at="/plan/changes", kind="understood")
    assert not unread(), "who says that they understood it has read its notice"
    phone.send(f"/plan/steps/{step}/finish", at="/plan/pillars/health")
    assert not unread()
    for day in ("4-1-2027", "5-1-2027", "6-1-2027"):
        desk.send(f"{here}/steps/{step}", at=at, state="open")
        desk.send(f"{here}/steps/{step}", at=at, due_on=day)
    assert len(unread()) == 1
    phone.send("/plan/changes", at="/plan/changes", kind="understood")
    desk.send(f"{here}/steps/{step}", at=at, due_on="7-1-2027")
    assert len(unread()) == 1, "what is new after that is told again"


def test_of_a_plan_that_is_another_regisseurs_nothing_is_found_or_changed(cast, client_of, planned, here):
    goal, step, _own = planned
    for stranger in (cast.bram, cast.kees, cast.rana, cast.wim):
        laptop = client_of(stranger)
        for path in (here, f"{here}/goals/{goal}", f"{here}/decision", f"{here}/progress", f"{here}/changes"):
            assert laptop.get(path).status_code == 404
        laptop.send(f"{here}/steps/{step}", 404, at="/more", state="done")
    with frame.change():
        open_with_decision(cast, cast.yonas)
    desk = client_of(cast.ingrid)
    yonas = f"/plan/of/{cast.yonas.id}"
    desk.send(f"{yonas}/steps/{step}", 404, at="/more", state="done")
    assert desk.get(f"{yonas}/goals/{goal}").status_code == 404, "a goal is found under its own person only"


def test_two_who_begin_the_same_plan_begin_one(desk, here):
    typed = {"regime": "wi2021", "registered_on": ""}
    page = desk.show(f"{here}/open")
    token = page.select_one("[name=csrf_token]")["value"]
    for _press in range(2):
        assert desk.post(f"{here}/open", data={**typed, "csrf_token": token}).status_code in (303, 404)
    assert len(stored(Plan)) == 1
