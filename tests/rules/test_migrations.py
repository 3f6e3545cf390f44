"""The migrations and the models say the same, up and down, on each database."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, MetaData, Uuid, column, create_engine, insert, inspect, select, table

from portal import alembic, create_app
from portal.accounts.models import Municipality, PersonWord
from portal.core import clock
from portal.core.db import Base, db
from portal.core.settings import Settings
from portal.messages.models import Message
from portal.texts import queries
from tests.conftest import database

VERSIONS = Path(__file__).parents[2] / "portal" / "migrations" / "versions"


@pytest.fixture
def empty_house(engine, tmp_path):
    """An app on a database in which nothing has been made yet."""
    with database(engine, tmp_path) as url:
        app = create_app(Settings("test", tmp_path, url, "k" * 40))
        with app.app_context():
            yield app
            db.session.close()
        with app.app_context():
            db.engine.dispose()


def test_they_are_numbered_in_one_line():
    numbers = [re.fullmatch(r"(\d{4})_[a-z_]+", path.stem) for path in sorted(VERSIONS.glob("*.py"))]
    assert all(numbers)
    assert [int(n.group(1)) for n in numbers if n] == list(range(1, len(numbers) + 1))


def test_upwards_they_make_what_the_models_say(empty_house):
    alembic.upgrade()
    assert alembic.compare_metadata() == []


def test_what_they_make_is_what_the_models_make_to_the_last_constraint(empty_house, engine, tmp_path_factory):
    """Alembic compares neither checks nor the conditions of indexes; the database itself knows them."""
    alembic.upgrade()
    folder = tmp_path_factory.mktemp("models")
    with database(engine, folder) as url:
        made = create_engine(url)
        Base.metadata.create_all(made)
        migrated, modelled = shape(db.engine), shape(made)
        made.dispose()
    assert migrated == modelled


def shape(engine: Engine) -> set[tuple[str, ...]]:
    """Every column, constraint and index, in the database's own words."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            return {tuple(map(str, row)) for row in connection.exec_driver_sql(ALL_OF_POSTGRESQL)}
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {(name, part) for name, sql in rows if name != "alembic_version" for part in parts(sql)}


ALL_OF_POSTGRESQL = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
UNION ALL
SELECT tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT table_name, column_name, data_type || coalesce(character_maximum_length::text, '') || is_nullable
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""


def parts(sql: str) -> Iterator[str]:
    """What stands between the outermost commas of a CREATE statement, each on its own; the order says nothing.

    Nor does a default: a column that must not be empty needs one to be added, and rows are made by the models.
    """
    plain = re.sub(r" DEFAULT ('[^']*'|\w+)", "", " ".join(sql.replace('"', "").split()))
    depth, part = 0, ""
    for char in plain[plain.index("(") + 1 : plain.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += char
    yield part.strip()
    yield plain[plain.rindex(")") + 1 :].strip()


def test_downwards_they_leave_nothing_and_upwards_again_everything(empty_house):
    alembic.upgrade()
    alembic.downgrade("base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    alembic.upgrade()
    assert alembic.compare_metadata() == []


def test_who_was_known_before_people_could_be_searched_is_found_afterwards(empty_house):
    alembic.upgrade("0011")
    row = {"id": uuid4(), "municipality_id": uuid4(), "given_name": "Zoë", "family_name": "Özdemir", "called": "زوي"}
    row |= {"language": "nl", "text_size": "NORMAL", "phone": "", "about": "", "active": True}
    ids = [column(name, Uuid()) for name in ("id", "municipality_id")]
    before = table("person", *ids, *(column(name) for name in row if name not in {"id", "municipality_id"}))
    municipality = {"id": row["municipality_id"], "slug": "x", "name": "X", "phone": ""}
    with db.engine.execution_options(changing=True).begin() as connection:
        connection.execute(insert(Municipality).values(municipality))
        connection.execute(insert(before).values(row))
    alembic.upgrade()
    words = db.session.scalars(select(PersonWord.word).execution_options(scope="system: test"))
    assert set(words) == {"zoe", "ozdemir", "زوي"}
    db.session.close()
    alembic.downgrade("0011")


def test_renderings_become_versions_and_nothing_that_was_written_is_lost(empty_house):
    alembic.upgrade("0011")
    text_id, shared = uuid4(), {"made_by": None, "made_at": clock.now()}
    old = MetaData()
    old.reflect(db.engine, only=["text", "rendering", "past_rendering"])
    text, rendering, past = (old.tables[name] for name in ("text", "rendering", "past_rendering"))
    named = {"text_id": _as_stored(text_id), **shared}
    with db.engine.execution_options(changing=True).begin() as connection:
        versions = {"source_language": "nl", "source_version": 3, "meaning_version": 2, "values": {}}
        connection.execute(text.insert().values(id=_as_stored(text_id), **versions))
        for number, body in ((1, "een"), (2, "twee")):
            where = {"language": "nl", "made_from": number, "body": body}
            connection.execute(past.insert().values(id=_as_stored(uuid4()), **named, **where))
        for language, number, body in (("nl", 3, "twee."), ("ar", 2, "اثنان"), ("ti", 1, "ሓደ")):
            where = {"language": language, "made_from": number, "body": body}
            connection.execute(rendering.insert().values(**named, **where))
    alembic.upgrade()
    assert [w.body for w in queries.history(text_id, "nl")] == ["twee.", "twee", "een"]
    shown = {code: queries.shown([text_id], code)[text_id].freshness for code in ("nl", "ar", "ti")}
    assert shown == {"nl": "current", "ar": "current", "ti": "outdated"}
    db.session.close()
    alembic.downgrade("0011")
    with db.engine.connect() as connection:
        back = connection.execute(select(text.c.source_version, text.c.meaning_version)).one()
        assert tuple(back) == (3, 2)
        assert {row.body for row in connection.execute(select(rendering))} == {"twee.", "اثنان", "ሓደ"}
        assert {row.body for row in connection.execute(select(past))} == {"een", "twee"}


def test_messages_that_were_written_in_plain_words_are_sealed_and_back(empty_house):
    alembic.upgrade("0020")
    old = MetaData()
    old.reflect(db.engine, only=["municipality", "person", "thread", "message"])
    now, here, amal, thread = clock.now(), *(_as_stored(uuid4()) for _ in range(3))
    person: dict[str, Any] = dict.fromkeys(("phone", "about", "called", "sort_name"), "") | {
        "given_name": "A",
        "family_name": "B",
    }
    person |= {"language": "ar", "text_size": "NORMAL", "locking": "NORMAL", "active": True, "version": 1}
    asked = {"topic": "LETTER", "language": "nl", "asked_at": now, "last_at": now, "last_number": 1}
    said: dict[str, Any] = {"number": 1, "kind": "TEXT", "body": "Mijn vraag", "language": "nl", "sent_at": now}
    rows: dict[str, dict[str, Any]] = {
        "municipality": {"id": here, "slug": "x", "name": "X", "phone": ""},
        "person": {"id": amal, "municipality_id": here} | person,
        "thread": {"id": thread, "person_id": amal, "municipality_id": here} | asked,
        "message": {"id": _as_stored(uuid4()), "client_id": _as_stored(uuid4()), "thread_id": thread} | said,
    }
    with db.engine.execution_options(changing=True).begin() as connection:
        for table_name, row in rows.items():
            connection.execute(old.tables[table_name].insert().values(row))
    bodies = select(old.tables["message"].c.body)
    alembic.upgrade()
    with db.engine.connect() as connection:
        sealed = connection.scalars(bodies).one()
    assert "vraag" not in sealed
    assert db.session.scalars(select(Message.body).execution_options(scope="system: test")).one() == "Mijn vraag"
    db.session.close()
    alembic.downgrade("0020")
    with db.engine.connect() as connection:
        assert connection.scalars(bodies).one() == "Mijn vraag"


def _as_stored(value: UUID) -> UUID | str:
    """SQLite's own columns know no UUID: SQLAlchemy keeps its 32 digits."""
    return value.hex if db.engine.dialect.name == "sqlite" else value
