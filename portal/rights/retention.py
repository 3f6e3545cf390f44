"""How long what is kept, in one small table; and doing it, or saying what would be done.

The numbers are defaults: a municipality sets its own in ``retention.toml`` in the data folder, days by key:

    [days]
    "messages.after_term" = 365
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portal.core import offers
from portal.core.db import db
from portal.core.settings import SettingsError
from portal.rights.models import Destruction


@dataclass(frozen=True)
class Rule:
    """One kind of thing, and how long it is kept."""

    days: int
    since: str
    """From when the days count, in plain English, for the command line."""
    source: str
    """Who says so. "house" is the portal's own choice, to be confirmed by each municipality."""


RULES: dict[str, Rule] = {
    "messages.after_term": Rule(730, "the end of the person's term", "house; AVG art. 5(1)(e)"),
    "messages.without_term": Rule(1825, "the last message, where no term is known", "house; AVG art. 5(1)(e)"),
    "announcements.receipts": Rule(730, "the sending", "house; AVG art. 5(1)(e)"),
    "texts.remarks": Rule(365, "the remark", "house: long enough to make the text better"),
    "notices": Rule(365, "the notice", "house"),
    "accounts.devices": Rule(90, "the end of the sign-in", "house: time to look into a complaint"),
    "accounts.urgent": Rule(730, "the end of the hour", "house; BIO2 8.15: long enough to ask about it"),
    "entry.invitations": Rule(90, "the end of the invitation", "house: time to look into a complaint"),
    "rights.exports": Rule(7, "the making of the copy", "house: it is asked for anew with one button"),
}

KEPT: dict[str, Rule] = {
    "plan.decisions": Rule(3652, "the erasure", "Archiefwet 1995; Selectielijst gemeenten: confirm with the archivist"),
    "audit.names": Rule(1826, "the erasure", "AVG art. 5(2) and 17(3)(e); BIO2 8.15"),
}
"""The same for what the law keeps of a person who was erased: from then on only sealed, see `Kept`."""

Doing = Callable[[datetime, bool], int]


def periods(folder: Path) -> dict[str, timedelta]:
    """Each rule's time, with the municipality's own numbers; raises `SettingsError` for a mistake in them."""
    days = {key: rule.days for key, rule in {**RULES, **KEPT}.items()}
    days |= _own(folder / "retention.toml", days)
    return {key: timedelta(days=number) for key, number in days.items()}


def _own(file: Path, known: Mapping[str, int]) -> dict[str, int]:
    try:
        with file.open("rb") as opened:
            own = tomllib.load(opened)
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file.name} cannot be read: {error}.") from None
    days = own.get("days", {})
    if set(own) - {"days"} or not isinstance(days, dict) or set(days) - set(known):
        raise SettingsError(f"{file.name} may hold [days] with {', '.join(sorted(known))}, and nothing else.")
    if not all(type(number) is int and number >= 1 for number in days.values()):
        raise SettingsError(f"{file.name}: days are whole numbers from 1.")
    return days


def doings() -> dict[str, Doing]:
    """By rule, what takes what is over; asked without really doing it, it counts."""
    return {key: doing for offer in offers.all_of("retention") for key, doing in offer.items()}


def overdue(folder: Path, now: datetime) -> dict[str, int]:
    """How much would go now, by rule."""
    times = periods(folder)
    return {key: doing(now - times.get(key, timedelta()), False) for key, doing in doings().items()}


def carry_out(key: str, folder: Path, now: datetime) -> int:
    """Let go what is over by one rule, and keep a record of that; returns how many."""
    number = doings()[key](now - periods(folder).get(key, timedelta()), True)
    if number:
        db.session.add(Destruction(at=now, municipality_id=None, kind=key, reason="retention", number=number))
    return number
