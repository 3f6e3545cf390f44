"""The migrations and the models say the same, up and down, on each database."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect

from portal import alembic, create_app
from portal.core.db import Base, db
from portal.core.settings import Settings
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
    """What stands between the outermost commas of a CREATE statement, each on its own; the order says nothing."""
    plain = " ".join(sql.replace('"', "").split())
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
