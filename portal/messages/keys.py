"""The keys with which what people write here is sealed: replacing them, and whether they fit."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from portal.core import frame, sealed
from portal.core.settings import SettingsError
from portal.messages.models import SEALED, SEALED_BY


def replace_key() -> int:
    """Seal everything with a new key, while people go on writing; says how many rows. Broken off, begin anew."""
    sealed.turn(SEALED_BY)
    count = 0
    for column in SEALED:
        for _pass in (1, 2):  # the second for what a request had sealed with the older key and stored meanwhile
            count += _reseal(column)
    return count


def _reseal(column: InstrumentedAttribute[Any]) -> int:
    steps, count, number = sealed.reseal(column), 0, 0
    while number >= 0:
        with frame.change():
            number = next(steps, -1)
        count += max(number, 0)
    return count


def forget_older(now: datetime) -> int:
    """Let the keys go that nothing needs any more: what was copied with them before cannot be opened here either."""
    return sealed.forget(SEALED_BY, list(SEALED), now)


def fit() -> bool:
    """Whether the keys open something that was written; true where nothing was."""
    return all(sealed.fits(column) for column in SEALED)


def after_restoring(_now: datetime) -> None:
    """Raises `SettingsError` where the backup holds what the keys here do not open."""
    if number := sum(sealed.unreadable(column) for column in SEALED):
        raise SettingsError(
            f"{number} messages of this backup need a key that is not in {SEALED_BY}-keys. Put the file of that time "
            "in its place, or its keys below the newest one."
        )
