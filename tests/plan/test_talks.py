"""A progress talk leaves a sentence of each; an agreement holds the very words that were read."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.plan import actions, agreements, caseload, history, queries, talks
from portal.plan.models import PlanAgreement, PlanChange, PlanTalk
from portal.plan.terms import AnswerKind, MilestoneKind
from tests import people
from tests.plan.plans import NOW, goal_with_steps, open_with_decision

SCOPE = {"scope": "system: test"}
SAID = {"by_participant": "أريد أن أتعلم أكثر.", "by_regisseur": "Amal leert goed."}


@pytest.fixture
def here(cast):
    """Amal has a plan with a goal; the address of it for who keeps it."""
    with frame.change():
        open_with_decision(cast, cast.amal)
        goal_with_steps(cast, cast.amal)
    return f"/plan/of/{cast.amal.id}"


def stored(model):
    db.session.rollback()
    return db.session.scalars(select(model).order_by(model.at).execution_options(**SCOPE)).all()


def seen(phone):
    (field,) = phone.show("/plan/agree").select("input[name=seen]")
    return str(field["value"])


# Agreeing


def test_what_was_read_is_kept_word_by_word_with_its_language_version_and_digest(cast, client_of, here):
    phone = client_of(cast.amal)
    shown = phone.show("/plan/agree")
    phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    (row,) = stored(PlanAgreement)
    assert (row.language, row.version, row.at) == ("ar", 1, NOW)
    assert row.digest == agreements.digest(row.seen)
    read = "".join(" ".join(each.text for each in shown.select("main .card.prose")).split())
    assert "".join(row.seen.split()) == read, "all of what was on the page, and nothing else"
    pieces = shown.select("main .card.prose :is(h2, h3, p:not(:has(*)))")
    assert len(pieces) > 5
    assert {" ".join(each.text.split()) for each in pieces} <= set(row.seen.splitlines()), "each on a line of its own"
    kept = phone.show(f"/plan/agreements/{row.id}")
    assert [line.text for line in kept.select("main .prose p")] == row.seen.splitlines()
    assert row.digest in client_of(cast.ingrid).show(f"{here}/agreements/{row.id}").text
    (change,) = [each for each in stored(PlanChange) if each.kind == "plan.agreed"]
    assert change.values == {"version": 1, "language": "ar", "digest": row.digest}


def test_nobody_agrees_with_a_plan_that_changed_while_they_read(cast, client_of, here, ingrid):
    phone = client_of(cast.amal)
    read = seen(phone)
    with frame.change():
        actions.add_goal(ingrid, cast.amal.id, NOW, block="plan.goal.daily_dutch")
    refused = phone.send("/plan/agree", 422, at="/plan/agree", seen=read)
    again = BeautifulSoup(refused.text, "html5lib")
    assert again.select_one("[role=alert]")
    assert not stored(PlanAgreement)
    phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    assert len(stored(PlanAgreement)) == 1


def test_agreeing_twice_is_the_same_as_once_and_a_change_asks_anew(cast, client_of, here, ingrid, frozen):
    phone = client_of(cast.amal)
    for _ in range(2):
        phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    assert len(stored(PlanAgreement)) == 1
    assert not phone.show("/plan").select('a[href="/plan/agree"]')
    frozen.shift(timedelta(minutes=1))
    with frame.change():
        actions.add_goal(ingrid, cast.amal.id, clock.now(), block="plan.goal.daily_dutch")
    assert phone.show("/plan").select('a[href="/plan/agree"]')
    phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    mine, theirs = queries.open_steps(queries.kept_plan(ingrid, cast.amal.id).id)
    frozen.shift(timedelta(minutes=1))
    with frame.change():
        actions.finish_step(ingrid, mine.id, clock.now())
    assert not phone.show("/plan").select('a[href="/plan/agree"]'), "what is done was agreed upon"
    with frame.change():
        actions.drop_step(ingrid, theirs.id, clock.now())
    assert phone.show("/plan").select('a[href="/plan/agree"]')


def test_an_agreement_that_was_altered_says_so(cast, client_of, here):
    phone = client_of(cast.amal)
    phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    (row,) = stored(PlanAgreement)
    assert not phone.show(f"/plan/agreements/{row.id}").select(".banner.kind-danger")
    with frame.change():
        altered = update(PlanAgreement).values(seen=row.seen + "\nU betaalt zelf.")
        db.session.execute(altered.execution_options(**SCOPE))
    assert phone.show(f"/plan/agreements/{row.id}").select(".banner.kind-danger")


def test_an_agreement_is_read_by_its_person_and_their_regisseur_only(cast, client_of, here):
    phone = client_of(cast.amal)
    phone.send("/plan/agree", at="/plan/agree", seen=seen(phone))
    (row,) = stored(PlanAgreement)
    for other in (cast.noor, cast.yonas, cast.bram, cast.rana, cast.kees):
        client_of(other).show(f"/plan/agreements/{row.id}", status=404)
        client_of(other).show(f"{here}/agreements/{row.id}", status=404)
    client_of(cast.ingrid).show(f"/plan/of/{cast.yonas.id}/agreements/{row.id}", status=404)


def test_who_has_no_plan_has_nothing_to_agree_with(cast):
    with pytest.raises(NotFound), frame.change():
        agreements.agree(people.viewer(cast.noor, Role.PARTICIPANT), "", NOW)


def test_words_of_another_are_never_agreed_with(cast, here):
    with pytest.raises(Refused), frame.change():
        agreements.agree(people.viewer(cast.amal, Role.PARTICIPANT), agreements.digest("U krijgt een huis."), NOW)


# Talking


def test_a_talk_is_held_on_one_screen_and_read_by_both(cast, client_of, here, ingrid):
    desk, phone = client_of(cast.ingrid), client_of(cast.amal)
    with frame.change():
        history.say(people.viewer(cast.amal, Role.PARTICIPANT), AnswerKind.TALK, NOW)
    screen = desk.show(f"{here}/talk")
    assert screen.select("#clock-term")
    assert screen.select(f'a[href^="{here}/goals/"][href*="#step-"]')
    desk.send(f"{here}/talk", at=f"{here}/talk", **SAID)
    (talk,) = stored(PlanTalk)
    assert talk.version == 1
    assert all(words in desk.show(f"{here}/talk").text for words in SAID.values())
    mine = phone.show("/plan")
    assert SAID["by_participant"] in mine.text
    (dutch,) = mine.select('.said[lang="nl"]')
    assert dutch.text == SAID["by_regisseur"], "not translated yet: marked as Dutch"
    answer = history.answer(queries.kept_plan(ingrid, cast.amal.id).id)
    assert answer is not None
    assert answer.settled, "what was asked before was talked about"


def test_the_second_talk_begins_where_the_first_ended(cast, client_of, here, ingrid, frozen):
    desk = client_of(cast.ingrid)
    desk.send(f"{here}/talk", at=f"{here}/talk", **SAID)
    frozen.shift(timedelta(days=30))
    goal = queries.goals(ingrid, person_id=cast.amal.id)[0]
    with frame.change():
        actions.finish_step(ingrid, goal.steps[0].id, clock.now())
    desk = client_of(cast.ingrid)
    assert len(desk.show(f"{here}/talk").select("#changes li")) == 1


def test_a_talk_without_the_regisseur_s_sentence_is_shown_again_with_what_was_typed(cast, client_of, here):
    desk = client_of(cast.ingrid)
    answer = desk.send(f"{here}/talk", 422, at=f"{here}/talk", by_participant=SAID["by_participant"], by_regisseur=" ")
    again = BeautifulSoup(answer.text, "html5lib")
    assert [each.text for each in again.select("[name=by_participant]")] == [SAID["by_participant"]]
    assert again.select_one("#by_regisseur-error")
    assert not stored(PlanTalk)


def test_a_talk_is_due_half_a_year_after_the_one_before_and_not_when_it_is_over(cast, here, ingrid, frozen):
    def is_due(on):
        frozen.move_to(NOW.replace(year=on.year, month=on.month, day=on.day), tick=False)
        return {line.person_id: line.talk_is_due for line in caseload.lines(ingrid)}[cast.amal.id]

    assert not is_due(date(2026, 9, 1))
    assert is_due(date(2026, 9, 2)), "half a year after the plan of 2 March"
    with frame.change():
        talks.hold(ingrid, cast.amal.id, "", "Goed.", "ar", clock.now())
    assert not is_due(date(2027, 3, 1))
    assert is_due(date(2027, 3, 2))
    with frame.change():
        actions.reach(ingrid, cast.amal.id, MilestoneKind.COMPLETED, date(2027, 3, 1), clock.now())
    assert not is_due(date(2027, 3, 2))
