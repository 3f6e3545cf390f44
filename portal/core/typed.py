"""Days and hours as people in the Netherlands write them."""

import re
from datetime import date, time

from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import fold_digits, fold_for_search
from portal.core.when import month


def a_date(typed: str) -> date | None:
    """A day: 31-1-1990, 31/01/1990, 31.1.1990, 31 januari 1990, 31 jan 1990 or 1990-01-31; None for nothing.

    Raises `Refused` for what is no day, and for a year of two digits: nobody knows the century.
    """
    words = fold_for_search(fold_digits(typed))
    if not words:
        return None
    parts = re.split(r"[-/.\s]+", words)
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    if len(parts) == 3:
        parts[1] = _month(parts[1])
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) != 4:
        raise Refused(N_("Write the date as day, month and year, like 31-1-1990."))
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        raise Refused(N_("This day does not exist. Write it like 31-1-1990.")) from None


def an_hour(typed: str) -> time:
    """An hour of the day: 9:30, 09:30, 9.30 or 9. Raises `Refused` for what is none."""
    hour, _dot, minute = fold_digits(typed).strip().replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Refused(N_("This is not a time. Write it as 9:30.")) from None


def _month(word: str) -> str:
    for number in range(1, 13):
        name = month("nl", number)
        if word == name or (len(word) >= 3 and name.startswith(word)) or (word == "mrt" and number == 3):
            return str(number)
    return word
