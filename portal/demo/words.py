"""Words of the demo in every language of the portal, written as a municipality would."""

from collections.abc import Mapping
from datetime import datetime

from portal.core.i18n import LANGUAGES

Words = Mapping[str, str]
"""A text by language code; the Dutch one is what the others are made from."""


def words(nl: str, ar: str, ti: str) -> Words:
    """A text in all three languages."""
    return {"nl": nl, "ar": ar, "ti": ti}


def dated(text: Words, moment: datetime) -> Words:
    """The text with ``{day}`` and ``{time}`` said as each language says them."""
    return {
        code: body.format(day=LANGUAGES[code].when.date(moment), time=LANGUAGES[code].when.time_words(moment))
        for code, body in text.items()
    }
