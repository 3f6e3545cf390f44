"""The decision before it is set: who sees it when, and what is left of it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.notices.models import InboxNotice
from portal.plan import actions, drafts, offers
from portal.plan.models import Decision, PlanChange
from portal.plan.terms import DecisionState, Reason, Route
from tests import people
from tests.plan.plans import NOW, content, regisseur

SCOPE = {"scope": "system: test"}
LETTER = {"decided_on": "24-11-2026", "reason": "first", "route": "z", "provider": "Graafschap College"}
"""What the form holds."""


@pytest.fixture
def here(cast):
    """Amal has a plan without a decision."""
    with frame.change():
        actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW)
    return f"/plan/of/{cast.amal.id}"


def versions():
    """State, number and route of each."""
    db.session.rollback()
    rows = db.session.scalars(select(Decision).order_by(Decision.number).execution_options(**SCOPE))
    return [(row.state, row.number, row.route) for row in rows]


def kinds():
    db.session.rollback()
    return list(db.session.scalars(select(PlanChange.kind).order_by(PlanChange.at).execution_options(**SCOPE)))


def told():
    """What Amal was told of."""
    db.session.rollback()
    return list(db.session.scalars(select(InboxNotice.kind).execution_options(**SCOPE)))


def traces():
    db.session.rollback()
    changed = select(func.count()).select_from(Trace).where(Trace.act == "plan.changed")
    return db.session.scalar(changed.execution_options(**SCOPE))


def decide(desk, here, how, **more):
    more = {**LETTER, **more}
    seen = desk.show(f"{here}/decision").select_one("[name=seen]")["value"]
    return desk.send(f"{here}/decision", at=f"{here}/decision", **more, how=how, seen=seen)


def take_back(desk, here, seen=None):
    """Press the button of the page as it is now, or as it was."""
    seen = seen or desk.show(f"{here}/decision").select_one("[name=seen]")["value"]
    return desk.send(f"{here}/decision/take-back", at=f"{here}/decision", seen=seen)


def test_a_draft_is_the_regisseurs_alone_and_is_gone_on_with(cast, client_of, here):
    desk, phone = client_of(cast.ingrid), client_of(cast.amal)
    decide(desk, here, "draft", hours_per_week="10,5")
    assert versions() == [(DecisionState.DRAFT, 1, Route.SELF_RELIANCE)]
    phone.show("/plan/proposal", status=404)
    assert "Graafschap" not in phone.get("/plan").text
    assert not told()
    assert "plan.decision_shared" not in kinds()
    assert not offers.export(cast.amal.id)["decision"]
    assert "concept" in desk.show(here).text
    form = desk.show(f"{here}/decision")
    assert form.select_one("[name=route][value=z][checked]")
    assert form.select_one("[name=reason][value=first][checked]")
    assert form.select_one("[name=hours_per_week]")["value"] == "10,5"
    decide(desk, here, "draft")
    assert len(versions()) == 1, "written over"


def test_shared_it_is_read_as_a_proposal_and_answered_and_stays_shared(cast, client_of, here):
    desk, phone = client_of(cast.ingrid), client_of(cast.amal)
    decide(desk, here, "share")
    assert versions() == [(DecisionState.DISCUSSED, 1, Route.SELF_RELIANCE)]
    assert phone.show("/plan").select_one('a[href="/plan/proposal"]')
    assert "Graafschap College" in phone.show("/plan/proposal").text
    assert told() == ["plan.changed"]
    assert not phone.show("/plan").select("#clock-term"), "nothing runs yet"
    phone.send("/plan/changes", at="/plan/proposal", kind="talk")
    assert "wil erover praten" in desk.show(here).text
    form = desk.show(f"{here}/decision")
    assert not form.select("button[value=draft]"), "what was seen is not unseen"
    decide(desk, here, "draft", hours_per_week="8")
    assert versions() == [(DecisionState.DISCUSSED, 1, Route.SELF_RELIANCE)]
    assert offers.export(cast.amal.id)["decision"]
    assert not offers.keep(cast.amal.id), "the municipality decided nothing yet"


def test_setting_it_makes_the_draft_the_version_and_the_one_before_stays(cast, client_of, here):
    ingrid = regisseur(cast.ingrid)
    with frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(), NOW)
        drafts.save(ingrid, cast.amal.id, content(reason=Reason.SCALED_DOWN, route=Route.SELF_RELIANCE), NOW)
    decide(client_of(cast.ingrid), here, "set", reason="scaled_down")
    assert versions() == [(DecisionState.CHANGED, 1, Route.B1), (DecisionState.SET, 2, Route.SELF_RELIANCE)]
    assert client_of(cast.amal).get("/plan/proposal").status_code == 404


def test_taken_back_nothing_is_left_but_that_it_was_there(cast, client_of, here):
    desk, phone = client_of(cast.ingrid), client_of(cast.amal)
    decide(desk, here, "share")
    before = traces()
    take_back(desk, here)
    assert traces() > before
    assert not versions()
    assert kinds()[-2:] == ["plan.decision_shared", "plan.decision_taken_back"]
    phone.show("/plan/proposal", status=404)
    assert "تم سحب" in phone.show("/plan/changes").text
    desk.send(f"{here}/decision/take-back", at=here)
    assert kinds().count("plan.decision_taken_back") == 1, "pressed twice is pressed once"


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(cast, client_of, here):
    desk = client_of(cast.ingrid)
    decide(desk, here, "draft", provider="Eerste school")
    opened = desk.show(f"{here}/decision").select_one("[name=seen]")["value"]
    decide(desk, here, "draft", provider="Tweede school")
    late = {**LETTER, "provider": "Derde school", "how": "share", "seen": opened}
    answer = desk.send(f"{here}/decision", 422, at=f"{here}/decision", **late)
    assert 'value="Derde school"' in answer.text
    assert "collega" in answer.text
    db.session.rollback()
    wrong = desk.send(f"{here}/decision", 422, at=f"{here}/decision", **{**late, "decided_on": "31-2-2026"})
    assert f'value="{opened}"' in wrong.text, "another mistake first does not make theirs seen"
    assert take_back(desk, here, opened).headers["Location"] == f"{here}/decision"
    stored = select(Decision.provider, Decision.state).execution_options(**SCOPE)
    assert db.session.execute(stored).all() == [("Tweede school", DecisionState.DRAFT)]
    decide(desk, here, "share", provider="Derde school")
    assert db.session.execute(stored).all() == [("Derde school", DecisionState.DISCUSSED)]


def test_what_a_colleague_has_set_meanwhile_is_not_set_over_unseen(cast, client_of, here):
    ingrid, desk = regisseur(cast.ingrid), client_of(cast.ingrid)
    with frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(), NOW)
    opened = desk.show(f"{here}/decision").select_one("[name=seen]")["value"]
    with frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(reason=Reason.TERM_EXTENDED), NOW)
    late = {**LETTER, "reason": "scaled_down", "how": "set", "seen": opened}
    desk.send(f"{here}/decision", 422, at=f"{here}/decision", **late)
    assert [state for state, _number, _route in versions()] == [DecisionState.CHANGED, DecisionState.SET]


def test_a_draft_holds_to_what_a_decision_may_say(cast, here):
    with pytest.raises(Refused):
        drafts.save(regisseur(cast.ingrid), cast.amal.id, content(reason=Reason.SCALED_DOWN), NOW)


def test_only_the_regisseur_of_the_person_writes_one_and_sees_it(cast, here):
    with frame.change():
        drafts.save(regisseur(cast.ingrid), cast.amal.id, content(), NOW)
    for other in (people.viewer(cast.bram), people.viewer(cast.amal), regisseur(cast.wim)):
        assert drafts.draft(other, cast.amal.id) is None
        with pytest.raises(NotFound):
            drafts.save(other, cast.amal.id, content(), NOW)
        with pytest.raises(NotFound):
            drafts.take_back(other, cast.amal.id, NOW)


def test_a_plan_has_one_draft_at_most(cast, here):
    with frame.change():
        first = drafts.save(regisseur(cast.ingrid), cast.amal.id, content(), NOW)
    row = db.session.get_one(Decision, first, execution_options=SCOPE)
    columns = {each.key: getattr(row, each.key) for each in Decision.__mapper__.column_attrs if each.key != "id"}
    with pytest.raises(IntegrityError), frame.change():
        db.session.add(Decision(**{**columns, "number": 2, "state": DecisionState.DISCUSSED}))
    assert versions() == [(DecisionState.DRAFT, 1, Route.B1)]
