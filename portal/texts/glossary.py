"""The terms that are called the same everywhere, and which of them stand in a text."""

import re
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Term:
    """A Dutch term and what it is called in another language."""

    dutch: str
    said: str
    unsure: bool
    """A native speaker has still to agree."""


MOST = 12


def found_in(dutch: str, language: str) -> list[Term]:
    """The terms in a piece of Dutch, in the order they come; a plural or a compound ending counts as the term."""
    low, found = dutch.lower(), {}
    for row, pattern in _terms():
        if row.get(language) and (match := pattern.search(low)):
            found[match.start(), -len(row["nl"])] = Term(row["nl"], row[language], bool(row["unsure"]))
    return [found[place] for place in sorted(found)][:MOST]


@cache
def _terms() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    with Path(__file__).with_name("glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(line for line in file if not line.startswith("#")))
    return tuple((row, re.compile(rf"\b{re.escape(row['nl'])}(?:s|en|n|'s|etje|je)?\b")) for row in rows)
