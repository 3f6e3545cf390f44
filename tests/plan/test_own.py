"""What participants add to their own plan, and what they say to a step."""

import pytest
from sqlalchemy import select

from portal.core import frame
from portal.core.db import db
from portal.core.i18n import _, using
from portal.notices.models import InboxNotice
from portal.plan import actions, caseload
from portal.plan.models import Goal, PlanChange, Step
from portal.plan.terms import WISHES, GoalState, Pillar, StepState, Who, Wish
from portal.texts.models import Text
from tests.plan.plans import NOW, WORDS, goal_with_steps, open_with_decision, regisseur

SCOPE = {"scope": "system: test"}
HERE = "/plan/pillars/health"


@pytest.fixture
def planned(cast):
    """Amal has a plan with a goal, a step from the library and one in words."""
    with frame.change():
        open_with_decision(cast, cast.amal)
        return goal_with_steps(cast, cast.amal)


@pytest.fixture
def phone(cast, client_of, planned):
    return client_of(cast.amal)


def stored(model):
    db.session.rollback()
    return db.session.scalars(select(model).execution_options(**SCOPE)).all()


def send(phone, path, status=303, **fields):
    form = phone.show(HERE).select_one(f'form[action="{path}"]')
    return phone.send(path, status, at=HERE, once_key=form.select_one("[name=once_key]")["value"], **fields)


def own_step(phone, goal, words="أريد أن أتعلم السباحة"):
    send(phone, f"/plan/goals/{goal}/steps", words=words)
    return max(stored(Step), key=lambda step: step.position)


def test_a_step_of_ones_own_is_in_ones_own_language_and_the_regisseur_sees_whose_it_is(cast, client_of, phone, planned):
    step = own_step(phone, planned[0])
    assert (step.who, step.made_by, step.due_on) == (Who.PARTICIPANT, cast.amal.id, None)
    assert {text.id: text.source_language for text in stored(Text)}[step.title_id] == "ar"
    page = client_of(cast.ingrid).show(f"/plan/of/{cast.amal.id}/goals/{planned[0]}")
    assert "Toegevoegd door de deelnemer" in page.select_one(f"#step-{step.id}").text
    assert page.select_one(f'#step-{step.id} [lang="ar"]').text == "أريد أن أتعلم السباحة"


def test_a_goal_of_ones_own_stands_in_its_pillar(phone):
    send(phone, "/plan/goals", pillar="health", words="أريد أن أنام جيدًا")
    goal = max(stored(Goal), key=lambda each: each.position)
    assert (goal.pillar, goal.state) == (Pillar.HEALTH, GoalState.OPEN)
    assert "أريد أن أنام جيدًا" in phone.show(HERE).text


def test_nothing_typed_or_too_much_typed_says_so_and_loses_nothing(phone, planned):
    path = f"/plan/goals/{planned[0]}/steps"
    assert send(phone, path, 422, words=" ").status_code == 422
    long = "ا" * 201
    assert long in send(phone, path, 422, words=long).text
    assert long in send(phone, "/plan/goals", 422, pillar="health", words=long).text
    assert len(stored(Step)) == 2
    assert len(stored(Goal)) == 1


def test_what_one_added_oneself_can_be_taken_away_and_nothing_else(cast, phone, planned):
    step = own_step(phone, planned[0])
    phone.send(f"/plan/steps/{planned[1]}/drop", 404, at=HERE)
    phone.send(f"/plan/steps/{step.id}/drop", at=HERE)
    assert {each.id: each.state for each in stored(Step)}[step.id] is StepState.DROPPED
    assert "plan.step_state" in {change.kind for change in stored(PlanChange)}, "nothing is deleted, all has history"


def test_nobody_tells_somebody_of_what_they_did_themselves(phone, planned):
    before = len(stored(InboxNotice))
    phone.send(f"/plan/steps/{own_step(phone, planned[0]).id}/wish", at=HERE, wish="too_much")
    assert len(stored(InboxNotice)) == before


def test_too_much_now_stands_with_the_regisseur_until_it_changes_or_was_talked_about(cast, client_of, phone, planned):
    desk, goal, step = client_of(cast.ingrid), planned[0], planned[1]
    at = f"/plan/of/{cast.amal.id}/goals/{goal}"

    def waits():
        return {line.person_id: line.wishes for line in caseload.lines(regisseur(cast.ingrid))}[cast.amal.id]

    for answer in ({"state": "talked"}, {"due_on": "4-1-2027"}, {"state": "doing"}):
        for _press in range(2):
            phone.send(f"/plan/steps/{step}/wish", at=HERE, wish="too_much")
        assert waits() == 1
        assert "Nu te veel" in desk.show(at).select_one(f"#step-{step}").text
        desk.send(f"/plan/of/{cast.amal.id}/steps/{step}", at=at, **answer)
        assert waits() == 0


@pytest.mark.parametrize("wanted", Wish)
def test_any_step_can_be_wished_otherwise_and_the_last_wish_counts(cast, client_of, phone, planned, wanted):
    with frame.change():
        theirs = actions.add_step(regisseur(cast.ingrid), planned[0], NOW, words=WORDS, who=Who.MUNICIPALITY)
    for each in (*Wish, wanted, wanted):
        phone.send(f"/plan/steps/{theirs}/wish", at=HERE, wish=each)
    (row,) = [each for each in stored(Step) if each.id == theirs]
    assert (row.wish, bool(row.wished_at)) == (wanted, True)
    wishes = [each.values["state"] for each in stored(PlanChange) if each.kind == "plan.step_wish"]
    assert wishes[-1] == wanted
    assert wishes.count(wanted) == 2 if wanted is not Wish.OTHER else 1, "the same wish twice is one wish"
    with using("nl"):
        word = str(_(WISHES[wanted]))
    assert word in client_of(cast.ingrid).show(f"/plan/of/{cast.amal.id}/goals/{planned[0]}").text
    phone.send(f"/plan/steps/{theirs}/wish", 404, at=HERE, wish="nothing")


def test_it_is_ones_own_plan_only(cast, client_of, phone, planned):
    other = client_of(cast.yonas)
    for path in (f"/plan/goals/{planned[0]}/steps", f"/plan/steps/{planned[1]}/wish", "/plan/goals"):
        other.send(path, 404, at="/more", words="x", pillar="health", wish="later", once_key="0" * 32)
    assert not other.show(HERE).select("form[action$='/goals']"), "who has no plan yet adds nothing to it"
