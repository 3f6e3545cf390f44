"""What the database layer promises: no unscoped look at people, no write while reading, no lost update."""

import subprocess
import sys
from datetime import datetime

import pytest
from sqlalchemy import Table, event, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from portal.accounts.models import Case, Grant, Household, Person
from portal.core import clock, frame, outbox
from portal.core.db import Base, Personal, ReadOnly, Scoped, Unscoped, db
from portal.core.heartbeat import Heartbeat
from portal.core.viewer import Role
from tests.people import SINCE


def cast_to_table(table: object) -> Table:
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    "statement",
    [
        select(Person),
        select(Person.given_name),
        select(func.count()).select_from(Person),
        select(Grant).where(exists().where(Person.id == Grant.person_id)),
        select(Grant.role).join(Person, Person.id == Grant.person_id),
        select(select(Person.id).subquery()),
        update(Person).values(phone=""),
    ],
    ids=["entity", "column", "count", "exists", "join", "subquery", "update"],
)
def test_a_statement_on_people_without_a_scope_is_refused(app, statement):
    frame.begin_change()
    with pytest.raises(Unscoped):
        db.session.execute(statement)


def test_a_lookup_by_key_without_a_scope_is_refused(cast):
    person_id = cast.amal.id
    db.session.close()
    with pytest.raises(Unscoped):
        db.session.get(Person, person_id)


def test_every_personal_table_stands_behind_the_wall():
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if not isinstance(table, Table):
            continue  # a reading of several tables together
        if issubclass(mapper.class_, Personal):
            keys = [sorted(fk.column_keys) for fk in table.foreign_key_constraints]
            assert ["municipality_id", "person_id"] in keys, f"{table.name} can point across the wall"
        elif "person_id" in table.c:
            assert issubclass(mapper.class_, Scoped) or mapper.class_ is Grant, f"{table.name} is about people"


def test_the_wall_between_municipalities_holds_in_the_database_itself(cast):
    row = {
        "id": cast.amal.id,
        "person_id": cast.amal.id,
        "municipality_id": cast.doetinchem.id,
        "worker_id": cast.wim.id,
        "role": Role.BEGELEIDER,
        "since": SINCE,
    }
    with pytest.raises(IntegrityError), frame.change() as session:
        session.connection().execute(insert(cast_to_table(Case.__table__)).values(row))


def test_a_reading_transaction_cannot_write(cast):
    db.session.add(Household(municipality_id=cast.doetinchem.id))
    with pytest.raises(ReadOnly):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(ReadOnly):
        db.session.execute(update(Grant).values(role=Role.BEHEERDER))


def test_a_moment_without_a_time_zone_is_refused(app):
    with pytest.raises(StatementError, match="no time zone"), frame.change() as session:
        session.add(Heartbeat(name="x", at=datetime(2026, 11, 24)))  # noqa: DTZ001


def test_a_change_that_fails_tells_nobody(cast):
    with pytest.raises(ZeroDivisionError), frame.change():
        outbox.put(outbox.Notice(cast.amal.id, "nothing"))
        raise ZeroDivisionError
    assert outbox.take() == []


def test_what_waits_for_the_commit_happens_after_it_and_only_then(app):
    order = []
    with frame.change() as session:
        frame.after_commit(lambda: order.append("told"))
        session.merge(Heartbeat(name="x", at=clock.now()))
        order.append("changed")
    assert order == ["changed", "told"]


def test_sqlite_keeps_what_it_acknowledged_and_forgets_what_was_erased(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("SQLite's own settings")

    def as_another_build_might_begin(connection, record):
        for pragma in ("synchronous=OFF", "secure_delete=OFF", "busy_timeout=0", "foreign_keys=OFF"):
            connection.execute(f"PRAGMA {pragma}")

    asked = ("journal_mode", "synchronous", "secure_delete", "busy_timeout", "foreign_keys")
    db.session.close()
    db.engine.dispose()
    event.listen(db.engine, "connect", as_another_build_might_begin, insert=True)
    with db.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    event.remove(db.engine, "connect", as_another_build_might_begin)
    full, on = 2, 1
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "secure_delete": on,
        "busy_timeout": 5000,
        "foreign_keys": on,
    }


WRITER = """
import sys
from pathlib import Path
from portal import create_app
from portal.core import frame
from portal.core.db import db
from portal.core.settings import Settings
from portal.accounts.models import Municipality
from sqlalchemy import select
app = create_app(Settings("test", Path(sys.argv[2]), sys.argv[1], "k" * 40))
with app.app_context():
    for _ in range(100):
        with frame.change() as session:
            row = session.scalars(select(Municipality).with_for_update()).one()
            row.phone = str(int(row.phone) + 1)
"""


def test_four_processes_that_count_together_lose_nothing(app, settings):
    from portal.accounts import actions

    with frame.change():
        municipality = actions.add_municipality("counted", "Counted", "0")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, settings.database_url, settings.data_dir]) for _ in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    db.session.close()
    assert db.session.get_one(type(municipality), municipality.id).phone == "400"
