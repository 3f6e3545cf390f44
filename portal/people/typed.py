"""Dates and telephone numbers as people in the Netherlands write them."""

import re
from datetime import date

import phonenumbers

from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import clean, fold_digits, fold_for_search
from portal.core.when import month

OLDEST = 1900


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


def birth_date(typed: str, today: date) -> date | None:
    """A day on which somebody alive can be born; None for nothing. The first of January is as good as any."""
    day = a_date(typed)
    if day and not (day.year >= OLDEST and day <= today):
        raise Refused(N_("This date of birth cannot be right."))
    return day


def phone(typed: str) -> str:
    """A number in E.164 (``+31612345678``), a Dutch one where no country stands before it; "" for nothing."""
    number = clean(fold_digits(typed))
    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number, "NL")
    except phonenumbers.NumberParseException:
        parsed = None
    # Possible, not valid: the numbering plans in the library are always older than the newest series of numbers.
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise Refused(N_("This is not a phone number. Write it like 06 12345678 or +49 151 23456789."))
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _month(word: str) -> str:
    for number in range(1, 13):
        name = month("nl", number)
        if word == name or (len(word) >= 3 and name.startswith(word)) or (word == "mrt" and number == 3):
            return str(number)
    return word
