"""What changed, a sentence each, in whatever language is read; and what the participant says to it."""

import pytest
import time_machine
from sqlalchemy import select, update

from portal.accounts import actions as accounts
from portal.accounts.models import Case
from portal.core import clock, frame
from portal.core.db import db
from portal.core.i18n import using
from portal.plan import actions, caseload, drafts, history, intakes, own_actions, talks
from portal.plan.models import Plan, PlanAnswer, PlanChange
from portal.plan.rules import Part
from portal.plan.terms import AnswerKind, Domain, GoalState, HourKind, MilestoneKind, Reason, Standing, Wish
from tests import people
from tests.plan.plans import (
    NOW,
    agreed,
    content,
    counted_statements,
    goal_with_steps,
    large_plan,
    open_with_decision,
    regisseur,
)

SCOPE = {"scope": "system: test"}


@pytest.fixture
def everything(cast):
    """One change of each kind there is."""
    ingrid, day = regisseur(cast.ingrid), NOW.date()
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal, step, _own = goal_with_steps(cast, cast.amal)
        for move in (actions.start_step, actions.finish_step, actions.reopen_step):
            move(ingrid, step, NOW)
        for each in Wish:
            own_actions.wish(people.viewer(cast.amal), step, each, NOW)
        actions.settle_wish(ingrid, step, NOW)
        actions.reschedule_step(ingrid, step, None, NOW)
        actions.drop_step(ingrid, step, NOW)
        for state in (GoalState.REACHED, GoalState.DROPPED, GoalState.OPEN):
            actions.close_goal(ingrid, goal, state, NOW)
        actions.move_to_part(ingrid, cast.amal.id, Part.LEARNING, NOW)
        actions.add_hours(ingrid, cast.amal.id, HourKind.PVT, 1.5, day, "Lijst", NOW)
        actions.reach(ingrid, cast.amal.id, MilestoneKind.PVT_SIGNED, day, NOW)
        drafts.save(ingrid, cast.amal.id, content(reason=Reason.TERM_EXTENDED), NOW, shared=True)
        drafts.take_back(ingrid, cast.amal.id, NOW)
        intakes.hold(ingrid, cast.amal.id, {Domain.WORK: Standing.HELP}, NOW.date(), NOW)
        talks.hold(ingrid, cast.amal.id, "", "Het gaat goed.", "ar", NOW)
        agreed(people.viewer(cast.amal))
    return people.viewer(cast.amal)


def plan_of(viewer):
    return db.session.scalars(
        select(Plan.id).where(Plan.person_id == viewer.person_id).execution_options(**SCOPE)
    ).one()


def said(viewer, language="nl"):
    with using(language):
        return [str(change.said) for change in history.changes(plan_of(viewer), viewer.person_id)[0]]


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_every_kind_of_change_has_its_sentence(everything, language):
    kinds = db.session.scalars(select(PlanChange.kind).execution_options(**SCOPE)).all()
    sentences = said(everything, language)
    assert len(sentences) == len(kinds)
    assert set(kinds) == set(history.SENTENCES) | {kind for kind, _state in history.STATES}
    assert not [each for each in sentences if "%(" in each or "plan." in each]


def test_who_reads_another_language_later_reads_it_in_that(everything):
    dutch, arabic = said(everything, "nl"), said(everything, "ar")
    assert len(dutch) == len(arabic)
    assert not set(dutch) & set(arabic)


def test_words_of_people_are_escaped(cast):
    ingrid = regisseur(cast.ingrid)
    with frame.change():
        open_with_decision(cast, cast.amal)
        actions.add_goal(ingrid, cast.amal.id, NOW, words={"nl": "<script>alert(1)</script> 100%"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 100%" in "".join(said(people.viewer(cast.amal)))


def test_a_page_of_a_long_history_costs_the_same_as_of_a_short_one(cast, everything):
    with counted_statements() as short:
        said(everything)
    with frame.change():
        large_plan(cast, cast.amal, goals=10, steps=90)
    with counted_statements() as long:
        changes, more = history.changes(plan_of(everything), everything.person_id)
    assert len(long) == len(short)
    assert len(changes) == history.A_PAGE
    assert more
    seen = 0
    for page in range(1, 10):
        changes, more = history.changes(plan_of(everything), everything.person_id, page)
        seen += len(changes)
        if not more:
            break
    assert seen == len(db.session.scalars(select(PlanChange.id).execution_options(**SCOPE)).all())


def line_of(cast, person):
    return next(line for line in caseload.lines(regisseur(cast.ingrid)) if line.person_id == person.id)


def answers():
    return db.session.scalars(select(PlanAnswer).execution_options(**SCOPE)).all()


def test_what_the_participant_says_stands_first_in_the_caseload_until_it_was_talked_about(
    cast, client_of, everything, frozen
):
    phone, desk = client_of(cast.amal), client_of(cast.ingrid)
    for _press in range(2):
        phone.send("/plan/changes", at="/plan/changes", kind="talk")
    (only,) = answers()
    assert (only.kind, only.language) == (AnswerKind.TALK, "ar")
    assert caseload.lines(regisseur(cast.ingrid))[0].person_id == cast.amal.id
    assert line_of(cast, cast.amal).answer is AnswerKind.TALK
    assert desk.show("/desk").select_one('a[href="/plan/of"]') is not None
    desk.send(f"/plan/of/{cast.amal.id}/settle", at=f"/plan/of/{cast.amal.id}")
    assert line_of(cast, cast.amal).answer is None
    frozen.shift(60)
    phone.send("/plan/changes", at="/plan/changes", kind="explain")
    assert line_of(cast, cast.amal).answer is AnswerKind.EXPLAIN
    frozen.shift(60)
    phone.send("/plan/changes", at="/plan/changes", kind="understood")
    assert line_of(cast, cast.amal).answer is None, "what was said last counts"
    phone.send("/plan/changes", 404, at="/plan/changes", kind="nonsense")


def test_nobody_else_settles_it(cast, client_of, everything):
    client_of(cast.amal).send("/plan/changes", at="/plan/changes", kind="talk")
    client_of(cast.bram).send(f"/plan/of/{cast.amal.id}/settle", 404, at="/more")
    with frame.change():
        db.session.execute(
            update(Case).where(Case.worker_id == cast.ingrid.id).values(until=clock.today()).execution_options(**SCOPE)
        )
    frozen_day = clock.now().replace(day=27)
    with time_machine.travel(frozen_day, tick=False):
        client_of(cast.ingrid).send(f"/plan/of/{cast.amal.id}/settle", 404, at="/more")
    assert not [each for each in answers() if each.settled_at]


def test_a_history_without_a_plan_says_so(cast, client_of):
    page = client_of(cast.yonas).show("/plan/changes")
    assert not page.select("form[action='/plan/changes']")
    with frame.change():
        accounts.read_in(people.viewer(cast.yonas), "nl")
    assert "nog niets veranderd" in client_of(cast.yonas).show("/plan/changes").text
