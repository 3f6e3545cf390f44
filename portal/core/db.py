"""The database: base classes, the guard that no personal row passes unnoticed, and the engine's ways.

Two rules live here because forgetting either would leak or lose data:

* A table about a person is `Scoped`. A statement that touches one and does not say under whose eyes it runs
  (``execution_options(scope=…)``) is refused. Jobs say ``scope="system: why"``.
* A transaction that changes something says so when it begins (`portal.core.frame`). On SQLite it then starts as
  ``BEGIN IMMEDIATE``: of the patterns measured, the only one that neither locks nor loses an update.
"""

import enum
import inspect
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKeyConstraint,
    MetaData,
    Table,
    delete,
    event,
    func,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, mapped_column
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Column
from sqlalchemy.types import TypeDecorator

from portal.core.settings import Settings

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # an acknowledged write survives a power cut
    "secure_delete=ON",  # an erased word leaves the file too
    "busy_timeout=5000",
    "foreign_keys=ON",
)

db = SQLAlchemy(session_options={"expire_on_commit": False})


class Instant(TypeDecorator[datetime]):
    """A moment: aware, kept in UTC. A naive datetime is refused, for nobody knows which hour it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the house, with names for constraints that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # An enum is kept as the name of its member, in plain text: another member needs no migration.
    type_annotation_map = {  # noqa: RUF012 - the form SQLAlchemy asks for
        datetime: Instant(),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40),
    }


class Identified:
    """A row with an id of its own: random, so that nobody finds the next one by counting."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class Scoped:
    """Rows that are about people: no statement may touch them without a declared scope."""


class Personal(Scoped):
    """Rows about one person. They carry the municipality too, held to the person's own by `wall`."""

    person_id: Mapped[UUID] = mapped_column(index=True)
    municipality_id: Mapped[UUID] = mapped_column()


def wall(person: str = "person_id") -> ForeignKeyConstraint:
    """The wall between municipalities: a personal row can only point at a person of its own municipality."""
    return ForeignKeyConstraint([person, "municipality_id"], ["person.id", "person.municipality_id"])


def let_go(model: type[Any], over: ColumnElement[bool], really: bool) -> int:
    """For retention: removes the rows that are over, or only counts them; says how many."""
    scope = {"scope": "system: retention", "synchronize_session": False}
    if not really:
        return db.session.scalar(select(func.count()).select_from(model).where(over).execution_options(**scope)) or 0
    gone = delete(model).where(over).returning(model.id).execution_options(**scope)
    return len(db.session.execute(gone).all())


class Unscoped(RuntimeError):
    """A statement touches rows about people and does not say under whose eyes it runs."""


class ReadOnly(RuntimeError):
    """Something tried to write in a transaction that did not begin as a changing one."""


_scoped_in: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


def scoped_tables() -> frozenset[str]:
    """The names of all tables about people."""
    return frozenset(
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Scoped) and isinstance(mapper.local_table, Table)
    )


def _tables(statement: Any) -> Iterator[str]:
    for element in visitors.iterate(statement):
        if isinstance(element, Table):
            yield element.name
        elif isinstance(element, Column) and isinstance(element.table, Table):
            yield element.table.name


def _scoped_tables_of(statement: Any) -> frozenset[str]:
    """Which tables about people a statement touches. Statements are built once, so is this answer."""
    known = _scoped_in.get(statement)
    if known is None:
        known = _scoped_in[statement] = scoped_tables().intersection(_tables(statement))
    return known


@event.listens_for(Session, "do_orm_execute")
def _guard(state: ORMExecuteState) -> None:
    if not state.is_select and not state.session.info.get("changing"):
        raise ReadOnly("a changing statement in a reading transaction")
    if state.is_column_load or state.is_relationship_load or "scope" in state.execution_options:
        return
    touched = _scoped_tables_of(state.statement)
    if touched:
        raise Unscoped(f"a statement on {', '.join(sorted(touched))} declares no scope")


@event.listens_for(Session, "before_flush")
def _refuse_writing_while_reading(session: Session, context: object, instances: object) -> None:
    if (session.new or session.dirty or session.deleted) and not session.info.get("changing"):
        raise ReadOnly("a reading transaction has something to write")


def init_app(app: Flask, settings: Settings) -> None:
    """Give the app its engine."""
    # What people wrote has no place in a log, and SQLAlchemy would put it in the text of its errors.
    options: dict[str, Any] = {"url": settings.database, "hide_parameters": True}
    if settings.sqlite:
        # The driver must open no transaction of its own: `_begin` decides how each one starts.
        options["connect_args"] = {"isolation_level": None}
    app.config["SQLALCHEMY_ENGINES"] = {"default": options}
    db.init_app(app)
    # Its closing of asynchronous sessions, which we have none of, starts a thread at the end of every request.
    app.teardown_appcontext_funcs = [f for f in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(f)]
    with app.app_context():
        if settings.sqlite:
            _prepare_sqlite(db.engine)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        changing = connection.get_execution_options().get("changing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if changing else "BEGIN")
