"""Who was erased, for after a backup is put back: beside the keys, outside the database, and about nobody by itself.

Each line is a keyed hash of a person's id: only with the backup, in which the person still is, does it say who.
"""

import hmac
from pathlib import Path
from uuid import UUID

from flask import current_app

from portal.core.settings import Settings


def remember(person_id: UUID) -> None:
    """Write down that this person was erased. Once the erasing is stored, never before."""
    with _file().open("a") as file:
        file.write(f"{_mark(person_id)}\n")


def knows(person_id: UUID) -> bool:
    """Whether this person was erased at some time."""
    file = _file()
    return file.is_file() and _mark(person_id) in file.read_text().split()


def _file() -> Path:
    settings: Settings = current_app.config["PORTAL"]
    return settings.keys_folder / "erased"


def _mark(person_id: UUID) -> str:
    settings: Settings = current_app.config["PORTAL"]
    return hmac.digest(settings.key("kept-key").encode(), person_id.bytes, "sha256").hex()
