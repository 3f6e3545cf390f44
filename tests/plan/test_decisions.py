"""Decisions in versions: what follows what, and what the participant sees of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.core import frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.notices.models import InboxNotice
from portal.plan import actions, queries, rules
from portal.plan.models import Decision
from portal.plan.rules import ClockKind
from portal.plan.terms import (
    DecisionState,
    Duty,
    Level,
    Reason,
    Regime,
    Route,
)
from tests import people
from tests.plan.plans import NOW, content, open_with_decision

SCOPE = {"scope": "system: test"}


@pytest.fixture
def amal(cast):
    return people.viewer(cast.amal)


def versions():
    statement = select(Decision).order_by(Decision.number).execution_options(**SCOPE)
    return list(db.session.scalars(statement))


def seen_by(viewer) -> queries.Overview:
    plan = queries.overview(viewer)
    assert plan is not None
    return plan


def decision_of(viewer) -> queries.DecisionView:
    decision = seen_by(viewer).decision
    assert decision is not None
    return decision


def test_the_first_decision_starts_the_term_on_the_day_after_its_date(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
    assert [(d.number, d.term_starts_on) for d in versions()] == [(1, date(2026, 3, 3))]


def test_a_next_version_takes_the_place_of_the_one_before_and_does_not_start_the_term_anew(cast, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal)
    with frame.change():
        switched = content(reason=Reason.ROUTE_CHANGED, route=Route.SELF_RELIANCE, decided_on=date(2026, 11, 20))
        actions.set_decision(ingrid, cast.amal.id, switched, NOW)
    first, second = versions()
    assert (first.state, first.route) == (DecisionState.CHANGED, Route.B1)
    assert (second.state, second.route, second.number) == (DecisionState.SET, Route.SELF_RELIANCE, 2)
    assert second.term_starts_on == date(2026, 3, 3)


def test_the_route_changes_on_the_last_day_and_not_on_the_day_after(cast, ingrid):
    last = date(2027, 9, 2)
    with frame.change():
        open_with_decision(cast, cast.amal)
        open_with_decision(cast, cast.yonas)
    late = content(reason=Reason.ROUTE_CHANGED, route=Route.EDUCATION, decided_on=last + timedelta(days=1))
    with pytest.raises(Refused), frame.change():
        actions.set_decision(ingrid, cast.amal.id, late, NOW)
    with frame.change():
        in_time = content(reason=Reason.ROUTE_CHANGED, route=Route.EDUCATION, decided_on=last)
        actions.set_decision(ingrid, cast.yonas.id, in_time, NOW)
    assert [d.reason for d in versions() if d.person_id == cast.yonas.id][-1] is Reason.ROUTE_CHANGED
    assert [d.number for d in versions() if d.person_id == cast.amal.id] == [1]


@pytest.mark.parametrize("reason", [Reason.FIRST, Reason.MOVED_HERE])
def test_a_plan_begins_only_once(cast, ingrid, reason):
    with frame.change():
        open_with_decision(cast, cast.amal)
    with pytest.raises(Refused), frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(reason=reason), NOW)


def test_nothing_can_be_changed_before_there_is_a_first_version(cast, ingrid):
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW)
    with pytest.raises(Refused), frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(reason=Reason.SCALED_DOWN), NOW)


def test_who_moved_here_keeps_the_term_that_was_running(cast, ingrid):
    began = date(2025, 6, 11)
    with frame.change():
        open_with_decision(cast, cast.amal, reason=Reason.MOVED_HERE, term_starts_on=began)
    assert versions()[0].term_starts_on == began


def test_a_longer_term_is_as_duo_wrote(cast, ingrid, amal):
    with frame.change():
        open_with_decision(cast, cast.amal)
        longer = content(reason=Reason.TERM_EXTENDED, term_ends_on=date(2029, 9, 2))
        actions.set_decision(ingrid, cast.amal.id, longer, NOW)
    term = next(c for c in seen_by(amal).clocks if c.kind is ClockKind.TERM)
    assert (term.ends, term.of) == (date(2029, 9, 2), 42)


def test_a_level_can_be_lower_in_one_skill(cast, ingrid, amal):
    with frame.change():
        open_with_decision(cast, cast.amal)
    assert decision_of(amal).level is Level.B1
    with frame.change():
        lower = content(reason=Reason.SCALED_DOWN, levels={"writing": Level.A2})
        actions.set_decision(ingrid, cast.amal.id, lower, NOW)
    decision = decision_of(amal)
    assert (decision.level, decision.levels["writing"], decision.levels["speaking"]) == (
        None,
        Level.A2,
        Level.B1,
    )


def test_a_route_asks_for_its_duties_unless_the_decision_lifts_one(cast, ingrid):
    with frame.change():
        open_with_decision(cast, cast.amal, route=Route.EDUCATION)
        open_with_decision(cast, cast.yonas, duties=frozenset({Duty.LESSONS}))
    duties = {d.person_id: set(d.duties) for d in versions()}
    assert duties[cast.amal.id] == set(rules.DUTIES[Route.EDUCATION])
    assert duties[cast.yonas.id] == {"lessons"}


def test_a_learning_route_of_the_act_of_2021_does_not_fit_the_former_one(cast, ingrid):
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW, regime=Regime.WI2013)
    with pytest.raises(Refused), frame.change():
        actions.set_decision(ingrid, cast.amal.id, content(), NOW)


def test_under_the_former_act_no_term_is_invented(cast, ingrid):
    with frame.change():
        actions.open_plan(ingrid, cast.amal.id, NOW, regime=Regime.WI2013)
        actions.set_decision(ingrid, cast.amal.id, content(route=None), NOW)
    assert versions()[0].term_starts_on is None


def test_the_database_itself_holds_one_version_as_set(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
    with pytest.raises(IntegrityError), frame.change() as session:
        (first,) = versions()
        copied = {c.key: getattr(first, c.key) for c in Decision.__table__.columns if c.key != "id"}
        session.add(Decision(**{**copied, "number": 2}))
        session.flush()


def test_a_decision_is_told_of(cast):
    with frame.change():
        open_with_decision(cast, cast.amal)
    notice = db.session.scalars(select(InboxNotice).execution_options(**SCOPE)).one()
    assert (notice.person_id, notice.kind, notice.link) == (cast.amal.id, "plan.decision_set", "/plan")
