"""The portal's own sentences as the reader sees them, to be found again by some of their words."""

from dataclasses import dataclass

from portal.core.i18n import current_language
from portal.core.text import fold_for_search

MOST = 10


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the portal: how the sources call it, and what the reader sees."""

    msgid: str
    said: str


def found(question: str) -> list[Saying]:
    """The sentences that hold every word of the question, in any spelling; the shortest first."""
    words = fold_for_search(question).split()
    if not words:
        return []
    hits = [
        Saying(msgid, said)
        for msgid, said in current_language().catalogue.items()
        if isinstance(msgid, str) and msgid and all(word in fold_for_search(said) for word in words)
    ]
    return sorted(hits, key=lambda each: (len(each.said), each.said))[:MOST]
