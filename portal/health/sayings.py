"""Sayings: Dutch sentences to say at a desk or to show on the phone, each with what it means.

Kept one a line, as the writers of the library put them: ``- "Er is brand." – There is a fire.`` A line may hold
two sentences to choose from (``"Hij …" / "Zij …"``); the Dutch text has no meanings.
"""

import re
from dataclasses import dataclass

FOR_AN_INTERPRETER = "Ik heb een tolk nodig."
"""Stands under every article: whoever treats you arranges the interpreter, if you ask."""

_LINE = re.compile(r'- (?P<dutch>"[^"]+"(?: / "[^"]+")*)(?: – (?P<meaning>\S.*))?')


@dataclass(frozen=True, slots=True)
class Saying:
    """Dutch sentences that say one thing, and what they mean in the reader's language ("" in Dutch)."""

    sentences: tuple[str, ...]
    meaning: str


def saying(line: str) -> Saying | None:
    """The saying on this line; None where the line is none."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return None
    return Saying(tuple(re.findall('"([^"]+)"', match["dutch"])), match["meaning"] or "")


def sayings(body: str) -> tuple[Saying, ...]:
    """All sayings of a text; a line that is none is passed over."""
    return tuple(each for line in body.splitlines() if (each := saying(line)))
