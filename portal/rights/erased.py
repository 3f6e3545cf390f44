"""Who was erased, for after a backup is put back: beside the keys, outside the database, and about nobody by itself.

Each line is a keyed hash of a person's id: only with the backup, in which the person still is, does it say who. Lines
are only added, and the last one about somebody counts. One with the day is written before the erasing is stored, so
that a crash or a full disk between the two loses nobody; the next night adds one without (`settle`), or one that says
the person lives on, because the erasing was never stored after all.
"""

import hmac
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import UUID

from flask import current_app

from portal.core.settings import Settings

LIVES = "lives"


def remember(person_id: UUID, today: date) -> None:
    """Write down that this person is being erased. Raises `OSError` where it cannot: then nobody is erased."""
    _write(f"{_mark(person_id)} {today.isoformat()}")


def settle(living: Iterable[UUID], today: date) -> None:
    """What was begun before today was either stored, or its person lives on."""
    begun = {mark for mark, more in _last().items() if more not in ("", LIVES, today.isoformat())}
    alive = {_mark(person_id) for person_id in living} if begun else set()
    for mark in sorted(begun):
        _write(f"{mark} {LIVES}" if mark in alive else mark)


def knows(person_id: UUID) -> bool:
    """Whether this person was erased at some time."""
    return _last().get(_mark(person_id), LIVES) != LIVES


def _last() -> dict[str, str]:
    """What the last line about each says after the hash."""
    lines = _file().read_text().splitlines() if _file().is_file() else []
    return {mark: more for mark, _, more in (line.partition(" ") for line in lines)}


def _write(line: str) -> None:
    with _file().open("a") as file:
        file.write(f"{line}\n")


def _file() -> Path:
    settings: Settings = current_app.config["PORTAL"]
    return settings.keys_folder / "erased"


def _mark(person_id: UUID) -> str:
    settings: Settings = current_app.config["PORTAL"]
    return hmac.digest(settings.key("kept-key").encode(), person_id.bytes, "sha256").hex()
