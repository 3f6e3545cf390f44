"""Which six digits are too easy to guess for a PIN.

Rules first, because they cost nothing and catch most: what is left is a short list. The rules follow what people
choose according to Markert and others, "This PIN Can Be Easily Guessed" (IEEE Symposium on Security and Privacy 2020):
one digit or two, runs, groups that come back, mirrored halves, pairs, lines on the keypad, and dates. Their ten most
used PINs of six digits are all refused; `tests/accounts/test_pins.py` names them.
"""

from datetime import date
from itertools import pairwise

KEYPAD_LINES = ("123", "456", "789", "147", "258", "369", "159", "357")
OFTEN_CHOSEN = frozenset(
    {"142536", "010203", "102030", "100200", "246810", "135790", "121314", "142857", "314159", "271828", "112358"}
)
"""What no rule below catches: counting in twos or tens, and numbers that are famous."""


def too_easy(digits: str, born: date | None = None) -> bool:
    """Whether many people choose these six digits, or somebody who knows the person's birthday would try them."""
    return _is_regular(digits) or _follows_the_keypad(digits) or digits in OFTEN_CHOSEN or digits in birthdays(born)


def _is_regular(digits: str) -> bool:
    half, pairs = len(digits) // 2, [digits[i : i + 2] for i in (0, 2, 4)]
    return (
        len(set(digits)) <= 2
        or _is_run(digits)
        or digits[:half] == digits[half:]
        or digits == digits[::-1]
        or len(set(pairs)) == 1
        or all(pair[0] == pair[1] for pair in pairs)
        or (_is_run(digits[:half]) and _is_run(digits[half:]))
    )


def _is_run(digits: str) -> bool:
    """Whether it goes up or down by the same step: 123, 864, 999, and 789012 too."""
    return len({(int(b) - int(a)) % 10 for a, b in pairwise(digits)}) == 1


def _follows_the_keypad(digits: str) -> bool:
    lines = set(KEYPAD_LINES) | {line[::-1] for line in KEYPAD_LINES}
    return digits[:3] in lines and digits[3:] in lines


def birthdays(born: date | None) -> frozenset[str]:
    """The ways in which a date of birth is written in six digits."""
    if born is None:
        return frozenset()
    return frozenset(born.strftime(way) for way in ("%d%m%y", "%m%d%y", "%y%m%d", "%y%d%m", "%m%Y", "%Y%m"))
