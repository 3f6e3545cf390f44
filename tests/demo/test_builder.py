"""The demo municipality looks like the real one, is built once, and never touches what is not its own."""

import subprocess
import sys

import pytest
from sqlalchemy import func, select

from portal import alembic
from portal.accounts import actions as accounts
from portal.accounts.models import Grant, Household, Municipality, Person
from portal.announcements.models import Announcement, Receipt, State
from portal.core import frame
from portal.core.db import Base, Personal, db
from portal.core.settings import SettingsError, from_environment
from portal.core.viewer import Role
from portal.demo import builder
from portal.demo.cast import DOETINCHEM, OUDE_IJSSELSTREEK
from portal.demo.days import Days
from portal.excursions.models import Excursion, Signup, SignupState
from portal.messages.models import Thread
from portal.plan.models import Decision, Plan
from portal.plan.terms import DecisionState, Regime, Route
from portal.schedule.models import Meeting, Participation
from tests.conftest import database
from tests.demo.conftest import make_house

SYSTEM = {"scope": "system: test of the demo"}


def ask(statement):
    return db.session.execute(statement.execution_options(**SYSTEM)).all()


def counted(column, *where):
    return dict(tuple(row) for row in ask(select(column, func.count()).where(*where).group_by(column)))


def home(settlement=OUDE_IJSSELSTREEK):
    return db.session.scalar(select(Municipality.id).where(Municipality.slug == settlement.slug))


def number_of(model, *where):
    return db.session.scalar(select(func.count()).select_from(model).where(*where).execution_options(**SYSTEM))


def test_about_sixty_participants_live_in_households_with_children(demo):
    here = home()
    roles = counted(Grant.role, Grant.municipality_id == here)
    assert 55 <= roles[Role.PARTICIPANT] <= 65
    assert set(roles) == set(Role)
    assert number_of(Household, Household.municipality_id == here) == len(OUDE_IJSSELSTREEK.homes)
    without_account = ~Person.id.in_(select(Grant.person_id))
    assert number_of(Person, Person.municipality_id == here, without_account) >= 10


def test_all_acts_and_routes_are_there_and_some_have_no_plan_yet(demo):
    here = home()
    regimes = counted(Plan.regime, Plan.municipality_id == here)
    assert set(regimes) == set(Regime)
    routes = counted(
        Decision.route,
        Decision.municipality_id == here,
        Decision.state == DecisionState.SET,
        Decision.route.is_not(None),
    )
    assert set(routes) == set(Route)
    assert routes[Route.B1] > routes[Route.SELF_RELIANCE] > 0
    planless = ~Plan.id.in_(select(Decision.plan_id).where(Decision.state != DecisionState.DISCUSSED))
    assert number_of(Plan, Plan.municipality_id == here, planless, Plan.regime == Regime.WI2021) == 5
    assert number_of(Decision, Decision.state == DecisionState.DISCUSSED) >= 2, "proposals to talk about"
    assert number_of(Decision, Decision.state == DecisionState.CHANGED) >= 2


def test_lessons_lie_before_and_after_today_and_one_was_moved_and_one_cancelled(demo):
    here = home()
    assert number_of(Meeting, Meeting.municipality_id == here) > 150
    assert number_of(Meeting, Meeting.moved_from.is_not(None)) == 1
    assert number_of(Meeting, Meeting.cancelled_at.is_not(None)) == 1
    assert number_of(Participation, Participation.attendance.is_not(None)) > 300


def test_one_excursion_is_full_with_people_waiting_and_one_has_six_places_left(demo):
    taken = counted(Signup.excursion_id, Signup.state == SignupState.SIGNED_UP)
    left = {
        row.capacity - taken.get(row.id, 0)
        for row in ask(
            select(Excursion.id, Excursion.capacity).where(
                Excursion.municipality_id == home(),
                Excursion.cancelled_at.is_(None),
                Excursion.departs_at > func.current_timestamp(),
            )
        )
    }
    assert {0, 6} <= left
    assert number_of(Signup, Signup.state == SignupState.WAITING) == 3
    assert number_of(Signup, Signup.attendance.is_not(None)) > 15


def test_announcements_are_sent_and_partly_read_one_is_pinned_and_three_wait(demo):
    states = counted(Announcement.state, Announcement.municipality_id == home())
    assert states == {State.SENT: 14, State.QUEUED: 1, State.DRAFT: 1, State.APPROVED: 1}
    assert number_of(Announcement, Announcement.pinned, Announcement.municipality_id == home()) == 1
    assert 0 < number_of(Receipt, Receipt.read_at.is_not(None)) < number_of(Receipt)


def test_some_questions_are_answered_and_some_wait_in_the_pool(demo):
    languages = counted(Thread.language, Thread.municipality_id == home())
    assert languages["ar"] >= 6
    assert languages["ti"] >= 6
    waiting = counted(Thread.language, Thread.municipality_id == home(), Thread.claimed_by.is_(None))
    assert set(waiting) == {"ar", "ti"}


def test_nothing_of_one_municipality_points_at_the_other(demo):
    there, here = home(DOETINCHEM), home()
    assert number_of(Plan, Plan.municipality_id == there) == len([m for h in DOETINCHEM.homes for m in h.members])
    homes = dict(tuple(row) for row in ask(select(Person.id, Person.municipality_id)))
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Personal):
            model = mapper.class_
            rows = ask(select(model.person_id, model.municipality_id).distinct())
            if mapper.local_table.description != "thread_seen":
                assert all(homes[row.person_id] == row.municipality_id for row in rows), model
    assert there != here


def test_a_second_start_changes_nothing(town_hall):
    with town_hall.app_context():
        before = {table.name: number_of(table) for table in Base.metadata.sorted_tables}
    assert builder.prepare(town_hall) is False
    with town_hall.app_context():
        assert {table.name: number_of(table) for table in Base.metadata.sorted_tables} == before


def test_the_page_lets_anybody_be_become(town_hall):
    from tests.pages import PageClient

    town_hall.test_client_class = PageClient
    client = town_hall.test_client()
    page = client.show("/demo")
    buttons = page.select("form[method=post] button[data-role][data-language][data-municipality]")
    assert {button["data-municipality"] for button in buttons} == {"oude-ijsselstreek", "doetinchem"}
    assert {button["data-role"] for button in buttons} == set(Role)
    assert {button["data-language"] for button in buttons} == {"nl", "ar", "ti"}
    amal = next(button.find_parent("form") for button in buttons if "Amal Haddad" in button.text)
    client.send(amal["action"], at="/demo")
    assert client.show("/").html["lang"] == "ar"


# Beginning anew, and what is not the demo's


@pytest.fixture
def small(monkeypatch):
    """A demo of which only the founding is built, where that is enough."""
    monkeypatch.setattr(builder, "_live", lambda town: None)


@pytest.fixture
def house(engine, tmp_path):
    """An app on a database of this test alone."""
    with database(engine, tmp_path) as url:
        app = make_house(url, tmp_path)
        yield app
        with app.app_context():
            db.engine.dispose()


def test_reset_begins_anew(house, small):
    assert builder.prepare(house)
    with house.app_context():
        before = home()
    assert builder.prepare(house, reset=True)
    with house.app_context():
        assert home() not in (None, before)
        assert number_of(Municipality) == 2


def test_a_demo_that_was_broken_off_is_built_anew(house, monkeypatch):
    def break_off(town):
        raise KeyboardInterrupt

    monkeypatch.setattr(builder, "_live", break_off)
    with pytest.raises(KeyboardInterrupt):
        builder.prepare(house)
    monkeypatch.setattr(builder, "_live", lambda town: None)
    assert builder.prepare(house)
    with house.app_context():
        assert builder.look() is builder.Found.DEMO


@pytest.mark.parametrize("reset", [False, True])
def test_what_is_not_the_demo_is_left_alone(house, reset):
    with house.app_context():
        alembic.upgrade()
    with house.app_context(), frame.change():
        accounts.add_municipality("oude-ijsselstreek", "Oude IJsselstreek", "0315-292292")
    with pytest.raises(SettingsError, match="not the demo"):
        builder.prepare(house, reset=reset)
    with house.app_context():
        assert number_of(Municipality) == 1


def test_without_demo_mode_nothing_is_built(engine, tmp_path):
    with database(engine, tmp_path) as url:
        app = make_house(url, tmp_path, demo=False)
        with pytest.raises(SettingsError, match="PORTAL_DEMO"):
            builder.prepare(app)
        assert app.test_client().get("/demo").status_code == 404
        with app.app_context():
            db.engine.dispose()


def test_production_refuses_to_start_as_a_demo(tmp_path):
    with pytest.raises(SettingsError, match="production"):
        from_environment({"PORTAL_ENV": "production", "PORTAL_DEMO": "1", "PORTAL_DATA_DIR": str(tmp_path)})


def test_the_command_refuses_it_with_one_line(tmp_path):
    environment = {"PORTAL_ENV": "production", "PORTAL_DATA_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", "portal", "demo"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "PORTAL_DEMO" in done.stderr


def test_the_weeks_are_counted_from_the_hour_in_the_netherlands():
    from datetime import UTC, datetime

    days = Days(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))  # Tuesday, half past midnight, in the Netherlands
    assert days.today.isoformat() == "2026-11-24"
    assert days.at(0, 0, "9:00") == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert days.at(-6, 0, "9:00") == datetime(2026, 10, 12, 7, 0, tzinfo=UTC)  # still summer time
    assert days.past(0, "23:00") == days.now
