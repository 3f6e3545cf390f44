"""A time limit that ends soon is told once, and again only where it ends on another day."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal import worker
from portal.accounts import actions as accounts
from portal.core import frame
from portal.core.db import db
from portal.core.viewer import Role
from portal.notices.models import InboxNotice
from portal.people import actions as administration
from portal.plan import actions, reminders
from portal.plan.rules import SOON, ClockKind
from portal.plan.terms import MilestoneKind
from tests import people
from tests.plan.plans import NOW, content, open_with_decision, regisseur

SCOPE = {"scope": "system: test"}
ENDS = date(2029, 3, 2)
"""Three years from 3 March 2026, the day after the letter."""
SWITCH = date(2027, 9, 2)


@pytest.fixture
def planned(cast):
    with time_machine.travel(NOW, tick=False), frame.change():
        open_with_decision(cast, cast.amal)


def on(day):
    return time_machine.travel(f"{day.isoformat()} 08:40", tick=False)


def told(person, kind=("plan.soon", "caseload.soon")):
    db.session.rollback()
    notices = db.session.scalars(select(InboxNotice).execution_options(**SCOPE)).all()
    return [
        (each.kind, each.values.get("date"), each.link)
        for each in notices
        if each.person_id == person.id and each.kind.startswith(kind) and each.read_at is None
    ]


@pytest.mark.parametrize(("kind", "ends"), [(ClockKind.ROUTE_SWITCH, SWITCH), (ClockKind.TERM, ENDS)])
def test_it_is_told_on_the_first_day_that_it_is_soon_and_not_before_and_once(app, cast, planned, kind, ends):
    first = ends - timedelta(days=SOON[kind].value - 1)
    said = (f"plan.soon.{kind}", ends.isoformat(), f"/plan#clock-{kind}")
    with on(first - timedelta(days=1)):
        worker.remind_of_time_limits(app)
    assert said not in told(cast.amal)
    for days in (0, 0, 1, 5):
        with on(first + timedelta(days=days)):
            worker.remind_of_time_limits(app)
        assert told(cast.amal).count(said) == 1
        assert told(cast.ingrid) == [("caseload.soon", None, "/plan/of")]
    assert not told(cast.bram)
    assert not told(cast.yonas)


def test_a_limit_that_was_moved_is_told_again_when_its_new_day_comes_near(app, cast, planned):
    with on(ENDS - timedelta(days=30)):
        worker.remind_of_time_limits(app)
        assert len(told(cast.amal, "plan.soon.term")) == 1
        with frame.change():
            longer = content(
                decided_on=ENDS - timedelta(days=40), reason="term_extended", term_ends_on=date(2029, 12, 31)
            )
            actions.set_decision(regisseur(cast.ingrid), cast.amal.id, longer, NOW)
        worker.remind_of_time_limits(app)
        assert len(told(cast.amal, "plan.soon.term")) == 1
    with on(date(2029, 12, 1)):
        worker.remind_of_time_limits(app)
    assert [value for _kind, value, _link in told(cast.amal, "plan.soon.term")] == ["2029-03-02", "2029-12-31"]


def test_that_the_plan_itself_is_due_is_told_to_the_regisseur_alone(app, cast):
    with time_machine.travel(NOW, tick=False):
        with frame.change():
            actions.open_plan(regisseur(cast.ingrid), cast.amal.id, NOW, registered_on=NOW.date() - timedelta(days=60))
        worker.remind_of_time_limits(app)
    assert told(cast.ingrid) == [("caseload.soon", None, "/plan/of")]
    assert not told(cast.amal)


def test_who_has_finished_or_is_not_active_is_left_in_peace(app, cast, planned):
    with on(ENDS - timedelta(days=30)):
        with frame.change():
            actions.reach(regisseur(cast.ingrid), cast.amal.id, MilestoneKind.COMPLETED, date(2028, 12, 1), NOW)
        worker.remind_of_time_limits(app)
        assert not told(cast.amal)
    with time_machine.travel(NOW, tick=False), frame.change():
        open_with_decision(cast, cast.yonas)
        administration.deactivate(people.viewer(cast.kees, Role.BEHEERDER), cast.yonas.id, NOW)
    with on(ENDS - timedelta(days=30)):
        worker.remind_of_time_limits(app)
    assert not told(cast.yonas)


def test_one_that_fails_stops_none_of_the_others(app, cast, planned, monkeypatch):
    with time_machine.travel(NOW, tick=False), frame.change():
        open_with_decision(cast, cast.yonas)
    tell = reminders.tell

    def fails_for_amal(each, now):
        tell(each, now)
        if each.person_id == cast.amal.id:
            raise RuntimeError

    monkeypatch.setattr(reminders, "tell", fails_for_amal)
    with on(ENDS - timedelta(days=30)):
        worker.remind_of_time_limits(app)
        assert (len(told(cast.amal)), len(told(cast.yonas, "plan.soon.term"))) == (0, 1)
        monkeypatch.undo()
        worker.remind_of_time_limits(app)
    assert len(told(cast.amal, "plan.soon.term")) == 1


@pytest.mark.parametrize(("language", "day"), [("nl", "2 maart"), ("ar", "2 آذار"), ("ti", "2 መጋቢት")])
def test_it_is_said_in_plain_words_with_the_day(app, cast, client_of, planned, language, day):
    with on(ENDS - timedelta(days=30)):
        with frame.change():
            accounts.read_in(people.viewer(cast.amal), language)
        worker.remind_of_time_limits(app)
        page = client_of(cast.amal).show("/notices")
    assert day in page.select_one("main").text
    assert "%(" not in page.text
