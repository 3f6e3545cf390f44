"""What changed between two versions of a text, word by word; right in every direction, since words keep their order."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one version; ``changed`` where the other version does not have them."""

    words: str
    changed: bool


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both versions in pieces; the pieces of each, joined, are that version again."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i < j:
            left.append(Piece("".join(old[i:j]), kind != "equal"))
        if k < m:
            right.append(Piece("".join(new[k:m]), kind != "equal"))
    return left, right
