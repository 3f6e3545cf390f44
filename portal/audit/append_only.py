"""The database itself refuses to change or remove an entry of the audit, on SQLite and on PostgreSQL.

Who owns the database can take these guards away; then the chain tells.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from portal.audit.models import Entry

SQLITE = tuple(
    f"CREATE TRIGGER audit_entry_no_{what.lower()} BEFORE {what} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
)
SQLITE_OFF = tuple(f"DROP TRIGGER audit_entry_no_{what}" for what in ("update", "delete"))


@event.listens_for(Entry.__table__, "after_create")
def _guard(table: Any, connection: Connection, **more: Any) -> None:
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


@contextmanager
def without_guard(connection: Connection) -> Iterator[None]:
    """Let a whole database be emptied: for the demo that begins anew, and for tests. Nothing else may use it."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE_OFF if sqlite else ("ALTER TABLE audit_entry DISABLE TRIGGER USER",):
        connection.exec_driver_sql(statement)
    yield
    for statement in SQLITE if sqlite else ("ALTER TABLE audit_entry ENABLE TRIGGER USER",):
        connection.exec_driver_sql(statement)
