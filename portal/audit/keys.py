"""The key of the audit, kept outside the database."""

from functools import cache
from pathlib import Path

from flask import current_app

from portal.core.settings import Settings


def audit() -> str:
    """The key that seals entries and makes pseudonyms; made once, at the first trace of an installation."""
    return _read(current_app.config["PORTAL"])


@cache
def _read(settings: Settings) -> str:
    return settings.key("audit-key")


def folder() -> Path:
    """The data folder: another place than the database, where that is PostgreSQL."""
    settings: Settings = current_app.config["PORTAL"]
    return settings.data_dir
