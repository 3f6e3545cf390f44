"""Dates of birth and telephone numbers as people in the Netherlands write them."""

from datetime import date

import phonenumbers

from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import clean, fold_digits
from portal.core.typed import a_date

OLDEST = 1900


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
