"""Fixtures of the whole house: an app on each database, empty tables for each test, a cast, clients.

Every test that asks for `app` runs on SQLite and, where one answers, on PostgreSQL (``PORTAL_TEST_POSTGRES_URL``).
The app is made once per process and database; the tables are emptied after each test.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from huey import Huey
from sqlalchemy import create_engine, make_url, select
from sqlalchemy import text as sql

from portal import create_app, worker
from portal.accounts import secrets
from portal.accounts.models import Person
from portal.audit import append_only
from portal.audit.models import Entry
from portal.core import frame
from portal.core.db import Base, db
from portal.core.i18n import speak
from portal.core.settings import Settings
from tests import people
from tests.pages import PageClient

POSTGRES = os.environ.get("PORTAL_TEST_POSTGRES_URL")
ENGINES = ["sqlite", *(["postgresql"] if POSTGRES else [])]


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test is on."""
    return str(request.param)


@pytest.fixture(scope="session", autouse=True)
def cheap_pins() -> None:
    """PINs are hashed as they really are, at the lowest cost there is: the tests choose hundreds of them."""
    secrets._hasher = lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[assignment]


@pytest.fixture(scope="session")
def settings(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of an installation for tests, with a database of its own."""
    folder = tmp_path_factory.mktemp("data")
    with database(engine, folder) as url:
        yield Settings(environment="test", data_dir=folder, database_url=url, secret_key="test" * 12, demo=True)


class database:  # noqa: N801 - reads as a statement
    """An empty database for as long as it is needed."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder, self.name = engine, folder, f"portal_test_{uuid.uuid4().hex[:12]}"

    def __enter__(self) -> str:
        if self.engine == "sqlite":
            return f"sqlite:///{self.folder / 'portal.sqlite3'}"
        self._administer(f"CREATE DATABASE {self.name}")
        return make_url(str(POSTGRES)).set(database=self.name).render_as_string(hide_password=False)

    def __exit__(self, *failure: object) -> None:
        if self.engine != "sqlite":
            self._administer(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        administrator = create_engine(str(POSTGRES), isolation_level="AUTOCOMMIT")
        with administrator.connect() as connection:
            connection.execute(sql(statement))
        administrator.dispose()


@pytest.fixture(scope="session")
def house(settings: Settings) -> Iterator[Flask]:
    """The app with its tables; use `app` in tests."""
    made = create_app(settings)
    made.testing = True
    with made.app_context():
        Base.metadata.create_all(db.engine)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def app(house: Flask) -> Iterator[Flask]:
    """The app, with an app context for queries and actions, and empty tables afterwards."""
    speak("nl")
    with house.app_context():
        yield house
        db.session.rollback()
    with house.app_context(), db.engine.execution_options(changing=True).begin() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "audit_entry":
                    connection.execute(table.delete())
                elif connection.scalar(select(Entry.number).limit(1)):
                    with append_only.without_guard(connection):
                        connection.execute(table.delete())
        else:
            tables = ", ".join(f'"{t.name}"' for t in Base.metadata.sorted_tables)
            connection.execute(sql("SET LOCAL session_replication_role = replica"))  # the audit is append-only
            connection.execute(sql(f"TRUNCATE {tables} CASCADE"))


@pytest.fixture
def cast(app: Flask) -> people.Cast:
    """The people whom tests know by name."""
    with frame.change():
        return people.make_cast()


@pytest.fixture
def client_of(app: Flask) -> Callable[..., PageClient]:
    """A signed-in client of a person: ``client_of(cast.amal)``; without a person a stranger's."""

    def make(person: Person | None = None) -> PageClient:
        client = PageClient.at(app)
        if person is not None:
            client.become(person)
        return client

    return make


@pytest.fixture
def queue(app: Flask) -> Iterator[Huey]:
    """The queue of the installation, as the worker sees it."""
    made = worker.init_app(app)
    made.flush()
    yield made
    made.flush()
    made.storage.close()
    app.extensions.pop("portal.wake", None)
