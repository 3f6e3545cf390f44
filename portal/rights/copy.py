"""Making a copy of everything about a person: a zip with the data and with a page to read, sealed in a file."""

import io
import json
import secrets
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from portal.core import clock, templates
from portal.core.i18n import LANGUAGES
from portal.core.settings import Settings
from portal.rights import gather, readable, seal

TYPE = "application/zip"


def make(person_id: UUID, language: str) -> str:
    """Write the copy to a sealed file with a random name, and say that name."""
    name = secrets.token_urlsafe(24)
    (_folder() / name).write_bytes(seal.export().encrypt(packed(person_id, language)))
    return name


def packed(person_id: UUID, language: str) -> bytes:
    """The zip itself: ``data.json`` with everything, and ``data.html`` to read, in the person's language."""
    everything = gather.everything(person_id, language)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=1))
        packing.writestr("data.html", _page(everything["rooms"], language))
    return file.getvalue()


def opened(name: str) -> bytes | None:
    """The zip in a sealed file; None where the file is gone."""
    try:
        return seal.export().decrypt((_folder() / name).read_bytes())
    except FileNotFoundError:
        return None


def remove(name: str) -> None:
    """Throw the file away; one that is gone stays gone."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


def remove_lost(known: Collection[str]) -> None:
    """Throw away what no row knows, a day later: a copy whose making was broken off at its very end."""
    a_day_ago = clock.now().timestamp() - 86_400
    for file in _folder().iterdir():
        if file.name not in known and file.stat().st_mtime < a_day_ago:
            file.unlink(missing_ok=True)


def _page(rooms: dict[str, dict[str, Any]], language: str) -> str:
    return templates.render_for(language, "rights/_copy.html", sections=readable.sections(rooms, LANGUAGES[language]))


def _folder() -> Path:
    settings: Settings = current_app.config["PORTAL"]
    folder = settings.data_dir / "exports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
