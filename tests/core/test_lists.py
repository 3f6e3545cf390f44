"""Several things said as one, by our own words: CLDR's lists are wrong for Tigrinya."""

import datetime as dt

import pytest

from portal.core import when
from portal.core.when import When


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [
        ("nl", "maandag en donderdag", "maandag, dinsdag en donderdag"),
        ("ar", "الاثنين والخميس", "الاثنين والثلاثاء والخميس"),
        ("ti", "ሰኑይን ሓሙስን", "ሰኑይን ሰሉስን ሓሙስን"),
    ],
)
def test_lists_are_joined_as_the_language_does(language: str, two: str, three: str) -> None:
    monday, tuesday, thursday = (when.weekday(language, dt.date(2026, 11, day)) for day in (23, 24, 26))
    assert When(language).listed([monday, thursday]) == two
    assert When(language).listed([monday, tuesday, thursday]) == three
    assert When(language).listed([monday]) == monday
    assert When(language).listed([]) == ""
