"""Building the demo municipality through the rooms' own actions, once; a second time it is only looked for.

Everything is told from one hour, and each thing happens at its own hour before it, so that inboxes and histories
look as if people had lived with the portal for weeks.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect, select

from portal.accounts.models import Municipality
from portal.audit import append_only
from portal.core import clock, frame, heartbeat
from portal.core.db import Base, db
from portal.core.heartbeat import Heartbeat
from portal.core.settings import Settings, SettingsError
from portal.demo import care, hands, lessons, meetings, news, plans, talks, trips, writing
from portal.demo.cast import DOETINCHEM, OUDE_IJSSELSTREEK, SETTLEMENTS
from portal.demo.days import Days, happening
from portal.demo.lessons import Lessons
from portal.demo.meetings import Agenda
from portal.demo.places import Places
from portal.demo.town import Town, found_town, share_staff
from portal.health import actions as health
from portal.notices import actions as notices

BUILT = "demo"
"""The sign that the demo was built to its end, beside the signs of life of the worker."""


WELCOME = """
  {address}         the portal
  {address}/demo    become anybody with one button

  To try: Amal Haddad (Arabic, B1-route) · Yonas Tekle (Tigrinya, B1-route) · Reza Karimi (Dutch)
          Rami Jaber (Arabic, no plan yet) · Rana Sabbagh (cultuurverbinder) · Ingrid Wolters (regisseur)
"""
"""What the terminal says when the demo is served."""


class Found(StrEnum):
    """What a database holds."""

    NOTHING = auto()
    DEMO = auto()
    HALF_A_DEMO = auto()
    """The building of it was broken off."""
    SOMETHING_ELSE = auto()


def prepare(app: Flask, *, reset: bool = False) -> bool:
    """Bring the demo into the database unless it is there; with ``reset`` begin anew. Says whether it built.

    Raises `SettingsError` where this is no demo, or where the database holds anything that is not the demo.
    """
    settings: Settings = app.config["PORTAL"]
    if not settings.demo:
        raise SettingsError("The demo is only built with PORTAL_DEMO=1.")
    with app.app_context():
        found = look()
        if found is Found.SOMETHING_ELSE:
            raise SettingsError("The database holds something that is not the demo; nothing was changed.")
        if reset or found is Found.HALF_A_DEMO:
            _empty(settings)
    _migrate(app)
    if found is Found.DEMO and not reset:
        return False
    with app.app_context():
        build(clock.now())
    return True


def look() -> Found:
    """What the database holds. The demo is known by its municipalities: no real one has their numbers."""
    tables = set(inspect(db.engine).get_table_names())
    if "municipality" not in tables:
        return Found.SOMETHING_ELSE if tables - {"alembic_version"} else Found.NOTHING
    with db.engine.connect() as connection:
        known = {tuple(row) for row in connection.execute(select(Municipality.slug, Municipality.phone))}
        built = connection.scalar(select(Heartbeat.at).where(Heartbeat.name == BUILT))
    if not known:
        return Found.NOTHING
    if not known <= {(each.slug, each.phone) for each in SETTLEMENTS}:
        return Found.SOMETHING_ELSE
    return Found.DEMO if built else Found.HALF_A_DEMO


def _migrate(app: Flask) -> None:
    """Bring the tables to the newest form, in a context of its own: it keeps its connection as long as that."""
    from portal import alembic  # noqa: PLC0415 - the house imports this package for its page

    with app.app_context():
        alembic.upgrade()


def _empty(settings: Settings) -> None:
    """Forget the demo: SQLite's files, or what is in the tables of PostgreSQL."""
    db.session.close()
    db.engine.dispose()
    if settings.sqlite:
        for name in (settings.database.database or "", str(settings.data_dir / "jobs.sqlite3")):
            for suffix in ("", "-wal", "-shm"):
                Path(name + suffix).unlink(missing_ok=True)
        (settings.data_dir / "audit-head").unlink(missing_ok=True)
        return
    kept = set(inspect(db.engine).get_table_names())
    with db.engine.execution_options(changing=True).begin() as connection, append_only.without_guard(connection):
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in kept:
                connection.execute(table.delete())
    (settings.data_dir / "audit-head").unlink(missing_ok=True)


# Building


@dataclass
class _Planned:
    """A municipality with its lessons and agenda."""

    town: Town
    lessons: Lessons
    agenda: Agenda


def build(now: datetime) -> None:
    """Both municipalities, whole, as they stand at this moment."""
    days = Days(now)
    with happening(days.past(60)) as long_ago:
        health.install_library(long_ago)
        towns = tuple(found_town(settlement, days) for settlement in (OUDE_IJSSELSTREEK, DOETINCHEM))
        share_staff(towns)
        for town in towns:
            care.add_contacts(town, long_ago)
    for town in towns:
        _live(town)
    with frame.change():
        heartbeat.beat(BUILT)


def _live(town: Town) -> None:
    planned = _make_plans(town)
    _go_on_trips(town)
    _announce(town)
    talks.hold_talks(town)
    _change_plans(planned)
    if town.settlement is OUDE_IJSSELSTREEK:
        with happening(town.days.past(1, "16:50")) as now:
            hands.change_hands(town, now)
    _look_at_the_phone(town)


def _make_plans(town: Town) -> _Planned:
    days = town.days
    with happening(plans.at_time(days)):
        plans.make_plans(town)
    with happening(days.past(50)) as now:
        places = Places(town)
        planned = _Planned(town, lessons.plan_lessons(town, places, now), Agenda(town, places, {}))
        if town.settlement is OUDE_IJSSELSTREEK:
            for past in meetings.past_appointments(town):
                planned.agenda.plan_past(past, past.starts_at)
        lessons.call_the_roll(town, planned.lessons)
    with happening(days.past(3, "15:30")) as now:
        here = town.settlement is OUDE_IJSSELSTREEK
        for coming in (meetings.coming_appointments if here else meetings.neighbours_appointments)(town):
            planned.agenda.plan(coming, now)
    return planned


def _go_on_trips(town: Town) -> None:
    here = town.settlement is OUDE_IJSSELSTREEK
    with happening(town.days.past(45)) as now:
        for trip in trips.past_trips(town) if here else ():
            trips.call_the_roll(town, trip, trips.plan_trip(town, trip, now))
    with happening(town.days.past(8, "13:00")) as now:
        for trip in trips.coming_trips(town) if here else trips.neighbours_trips(town):
            trips.plan_trip(town, trip, now)
        cancelled = trips.plan_trip(town, trips.cancelled_trip(town), now) if here else None
    if cancelled is not None:
        with happening(town.days.past(2, "11:45")) as now:
            trips.cancel(town, cancelled, now)


def _announce(town: Town) -> None:
    here = town.settlement is OUDE_IJSSELSTREEK
    sent = []
    for item in news.sent_before(town) if here else news.neighbours_news(town):
        with happening(item.sent):
            sent.append((item, news.announce(town, item)))
    with frame.change():
        for item, announcement in sent:
            news.read(town, item, announcement)
        if here:
            news.prepare_waiting(town, town.days.now)
    if here:
        writing.leave_work(town)


def _change_plans(planned: _Planned) -> None:
    if planned.town.settlement is OUDE_IJSSELSTREEK:
        with happening(planned.town.days.past(1, "16:30")) as now:
            meetings.change_plans(planned.town, planned.lessons, now)


def _look_at_the_phone(town: Town) -> None:
    """What is older than a week everybody has seen; half have looked since."""
    with frame.change():
        for number, participant in enumerate(town.participants.values()):
            looked = town.days.past(7) if number % 2 else town.days.past(2, "12:00")
            notices.mark_all_read(participant.viewer, looked)
