"""Columns whose words are sealed before they reach the database, with keys that lie outside it.

One file of keys for each purpose, beside the other keys of the installation (`PORTAL_KEYS_DIR`): one key a line, the
newest first. What is written takes the newest; what is read may have been sealed with any of them, so that a key can
be replaced while the portal runs (`turn`, then `reseal`, and a day later `forget`). The file is looked at anew whenever
it has changed: every process takes a new key at once.
"""

import base64
import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app
from sqlalchemy import Dialect, String, bindparam, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from portal.core.db import db
from portal.core.settings import Settings, SettingsError

SCOPE = {"scope": "system: keys are replaced; nobody reads"}
AT_ONCE = 500
"""Rows sealed anew in one statement's time; who writes meanwhile waits no longer than for those."""
EVERYBODY_HAS_IT_AFTER = timedelta(days=1)
"""No request lasts so long: nothing that was begun with an older key is still to be stored."""


class CannotOpen(RuntimeError):
    """No key of the file opens this: another file was put in its place, or the row was changed."""


class Sealed(TypeDecorator[str]):
    """Words, sealed with the keys of one purpose. It cannot be searched or compared in the database."""

    impl = String
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else seal(self.purpose, value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(self.purpose, value.encode()).decode()


def seal(purpose: str, content: bytes) -> bytes:
    """As a token of letters and digits, a third longer than the content."""
    return _keys(purpose).encrypt(content)


def unseal(purpose: str, token: bytes) -> bytes:
    """What `seal` was given; raises `CannotOpen`."""
    try:
        return _keys(purpose).decrypt(token)
    except InvalidToken:
        raise CannotOpen(f"{purpose}-keys does not open it") from None


def turn(purpose: str) -> None:
    """Put a new key on top of the file: from now on it seals. Raises `SettingsError` where it cannot be written."""
    _write(purpose, [secrets.token_urlsafe(48), *_lines(purpose)])


def reseal(column: InstrumentedAttribute[Any]) -> Iterator[int]:
    """Seal the rows of a column that need it with the newest key, so many at a time; says how many each time.

    A change goes around each step.
    """
    purpose, model = column.type.purpose, column.class_
    value = type_coerce(bindparam("value", type_=String), String)
    statement = update(model.__table__).where(model.id == bindparam("row")).values({column.key: value})
    after = None
    while rows := _raw_rows(column, after):
        keys, newest = _keys(purpose), _of(_lines(purpose)[:1])
        old = [row for row in rows if not _opens(newest, row.raw)]
        fresh = [{"row": row.id, "value": keys.rotate(row.raw.encode()).decode()} for row in old]
        if fresh:
            db.session.connection().execute(statement, fresh)
        after = rows[-1].id
        yield len(fresh)


def needing_older_keys(column: InstrumentedAttribute[Any]) -> int:
    """How many rows the newest key alone does not open."""
    newest, count, after = _of(_lines(column.type.purpose)[:1]), 0, None
    while rows := _raw_rows(column, after):
        count += sum(not _opens(newest, row.raw) for row in rows)
        after = rows[-1].id
    return count


def unreadable(column: InstrumentedAttribute[Any]) -> int:
    """How many rows no key of the file opens."""
    count, after = 0, None
    while rows := _raw_rows(column, after):
        keys = _keys(column.type.purpose)
        count += sum(not _opens(keys, row.raw) for row in rows)
        after = rows[-1].id
    return count


def fits(column: InstrumentedAttribute[Any]) -> bool:
    """Whether the keys open a row of the column; true where there is none."""
    return all(_opens(_keys(column.type.purpose), row.raw) for row in _raw_rows(column, None, 1))


def forget(purpose: str, columns: list[InstrumentedAttribute[Any]], now: datetime) -> int:
    """Take all but the newest key out of the file; says how many went.

    Raises `SettingsError` while a row needs one of them, and within a day of `turn`, for a process may still be
    writing with the key before.
    """
    old = _lines(purpose)[1:]
    if not old:
        return 0
    age = now.timestamp() - _path(purpose).stat().st_mtime
    if age < EVERYBODY_HAS_IT_AFTER.total_seconds():
        raise SettingsError(f"{_path(purpose)} was changed less than a day ago: older keys may still be written with.")
    if needed := sum(needing_older_keys(column) for column in columns):
        raise SettingsError(f"{needed} rows still need an older key of {_path(purpose)}.")
    _write(purpose, _lines(purpose)[:1])
    return len(old)


def _raw_rows(column: InstrumentedAttribute[Any], after: Any, length: int | None = None) -> list[Any]:
    model = column.class_
    rows = select(model.id, type_coerce(column, String).label("raw")).order_by(model.id).limit(length or AT_ONCE)
    if after is not None:
        rows = rows.where(model.id > after)
    return list(db.session.execute(rows.execution_options(**SCOPE)).all())


def _opens(keys: MultiFernet, token: str) -> bool:
    try:
        keys.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def _settings() -> Settings:
    settings: Settings = current_app.config["PORTAL"]
    return settings


def _path(purpose: str) -> Path:
    return _settings().keys_folder / f"{purpose}-keys"


def _lines(purpose: str) -> list[str]:
    return _settings().key(f"{purpose}-keys").split()


def _keys(purpose: str) -> MultiFernet:
    try:
        found = _path(purpose).stat()
    except FileNotFoundError:
        _lines(purpose)  # makes it
        found = _path(purpose).stat()
    return _read(_path(purpose), found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, inode: int, changed: int) -> MultiFernet:
    return _of(path.read_text("ascii").split())


def _of(lines: list[str]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(line.encode()).digest())) for line in lines])


def _write(purpose: str, lines: list[str]) -> None:
    """Whole, or not at all; stored before anything is sealed with it."""
    path = _path(purpose)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        draft.unlink(missing_ok=True)
