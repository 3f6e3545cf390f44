"""Which PINs are refused, and that not too many are."""

from datetime import date

import pytest

from portal.accounts.pins import too_easy

# fmt: off
TEN_MOST_USED = ["000000", "111111", "112233", "121212", "123123", "123456", "159753", "654321", "666666", "789456"]
"""Of six digits, by Markert and others (2020)."""
OTHERS = ["123321", "112211", "696969", "456789", "987654", "147258", "142536", "246810", "789012", "123789", "175175"]
# fmt: on


@pytest.mark.parametrize("digits", TEN_MOST_USED + OTHERS)
def test_what_many_people_choose_is_refused(digits):
    assert too_easy(digits)


@pytest.mark.parametrize("digits", ["030481", "040381", "810403", "041981", "198104"])
def test_the_persons_own_date_of_birth_is_refused_however_it_is_written(digits):
    assert too_easy(digits, date(1981, 4, 3))
    assert not too_easy(digits, date(1975, 9, 28))


def test_nearly_all_pins_may_be_used():
    refused = sum(too_easy(f"{number:06}") for number in range(0, 1_000_000, 17))
    assert refused < 1_000_000 / 17 * 0.02
