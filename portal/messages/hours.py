"""When a cultuurverbinder answers, in the reader's words."""

from datetime import date, timedelta

from portal.core.i18n import current_language

_MONDAY = date(2024, 1, 1)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def answer_days(about: str) -> str:
    """The days in ``mon,thu`` as "maandag en donderdag"; empty where none is known. Other words are passed over."""
    named = {word.strip().lower() for word in about.split(",")}
    words = current_language().when
    days = [words.weekday(_MONDAY + timedelta(days=n)) for n, day in enumerate(_DAYS) if day in named]
    return words.listed(days)
