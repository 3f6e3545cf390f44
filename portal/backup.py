"""A backup of the database while it runs, sealed; and putting one back so that it does no harm.

SQLite only: PostgreSQL has ``pg_dump`` for the first half. The second half is for both: what a backup brings back of
sign-ins, invitations, phones to ring, announcements that were due and people who were erased since, goes again before
anybody is served (`portal.core.offers.Offers.restored`).
"""

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from flask import Flask

from portal import alembic
from portal.audit import verify
from portal.core import clock, frame, offers
from portal.core.settings import Settings, SettingsError

FIRST_LINE = b"meedoen backup 1\n"
PIECE = 1 << 20
"""Bytes sealed at a time: a backup need not fit in memory."""


def make(settings: Settings, target: Path) -> None:
    """Write a sealed copy of the database, as it is at one moment, to a new file."""
    _must_be_sqlite(settings)
    bare = target.with_name(f"{target.name}.bare")
    try:
        with (
            closing(sqlite3.connect(settings.database.database or "")) as running,
            closing(sqlite3.connect(bare)) as copy,
        ):
            running.backup(copy)
        with target.open("xb") as file:
            file.write(FIRST_LINE)
            for number, (piece, is_last) in enumerate(_pieces(bare)):
                file.write(_key(settings).encrypt(_label(number, is_last) + piece) + b"\n")
    except FileExistsError:
        raise SettingsError(f"{target} is there already.") from None
    finally:
        bare.unlink(missing_ok=True)


def unpack(settings: Settings, source: Path) -> None:
    """Put the database of a backup in place; where there is one, or the backup is not whole, nothing is touched."""
    _must_be_sqlite(settings)
    place = Path(settings.database.database or "")
    if place.exists():
        raise SettingsError(f"There is a database already: {place}. Move it away first, with its -wal and -shm.")
    bare = place.with_name(f"{place.name}.restoring")
    try:
        with bare.open("wb") as file:
            for piece in _opened(settings, source):
                file.write(piece)
        with closing(sqlite3.connect(bare)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise SettingsError(f"The database in {source} is damaged.")
        bare.replace(place)
    finally:
        bare.unlink(missing_ok=True)


def settle(app: Flask) -> None:
    """After a backup was put back, before anybody is served. Doing it twice does no more than once."""
    with app.app_context():
        alembic.upgrade()
        with frame.change():
            for restored in offers.all_of("restored"):
                restored(clock.now())
        head = verify.head_file()
        if head.is_file():  # it knows entries that the backup does not have; kept, to look into what was lost
            head.replace(head.with_name("audit-head-before-restoring"))


def _must_be_sqlite(settings: Settings) -> None:
    if not settings.sqlite:
        raise SettingsError(
            "PostgreSQL makes its own backups: pg_dump --format=custom. After pg_restore: portal restored"
        )


def _key(settings: Settings) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.key("backup-key").encode()).digest()))


def _label(number: int, is_last: bool) -> bytes:
    return number.to_bytes(8, "big") + bytes([is_last])


def _pieces(file: Path) -> Iterator[tuple[bytes, bool]]:
    with file.open("rb") as opened:
        piece = opened.read(PIECE)
        while piece:
            following = opened.read(PIECE)
            yield piece, not following
            piece = following


def _opened(settings: Settings, source: Path) -> Iterator[bytes]:
    """The pieces in their order; raises `SettingsError` for one that is missing, changed, or sealed by another key."""
    whole, key = False, _key(settings)
    with source.open("rb") as file:
        if file.readline() != FIRST_LINE:
            raise SettingsError(f"{source} is no backup of this portal.")
        for number, line in enumerate(file):
            try:
                piece = key.decrypt(line.strip())
            except InvalidToken:
                raise SettingsError(f"{source} was changed, or sealed by another key (backup-key).") from None
            whole = piece[8:9] == b"\x01"
            if piece[:9] != _label(number, whole):
                raise SettingsError(f"{source} was changed: a piece is not in its place.")
            yield piece[9:]
    if not whole:
        raise SettingsError(f"{source} is not whole: its end is missing.")
