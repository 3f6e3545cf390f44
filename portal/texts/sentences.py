"""A text in sentences, to be put into another language one at a time, and together again."""

import re

LONG = 200
"""Characters from which on a text is put over sentence by sentence; what is shorter is one piece."""

_END = re.compile(r"(?<=[.!?؟።፧])\s+|\n+")


def split(body: str) -> list[str]:
    """The sentences of a body, with a line or a point of a list as one at least. Joined by `gaps` they are the body."""
    return _split(body)[0]


def gaps(body: str) -> list[str]:
    """What stands after each sentence: a space, or the ends of lines."""
    return _split(body)[1]


def _split(body: str) -> tuple[list[str], list[str]]:
    if len(body) < LONG:
        return [body], [""]
    sentences, between, begin = [], [], 0
    for end in _END.finditer(body):
        if re.fullmatch(r"\s*(?:\d+|[A-Za-z])\.", body[begin : end.start()]):
            continue  # "1. Bel": a number of a list is no sentence
        sentences.append(body[begin : end.start()])
        between.append(end[0])
        begin = end.end()
    return [*sentences, body[begin:]], [*between, ""]


_MARK = re.compile(r"\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+")


def mark_of(sentence: str) -> str:
    """What makes a sentence a heading or a point of a list: "- ", "## ", "2. "; empty where it is neither."""
    mark = _MARK.match(sentence)
    return mark[0] if mark else ""


def has_words(part: str) -> bool:
    """Whether something is written beside the mark of a heading or a list."""
    return bool(_MARK.sub("", part + " ", count=1).strip())


def join(parts: list[str], source: str) -> str:
    """The parts as one body, with the gaps of the source they were made from. Parts that are empty leave no gap."""
    if len(parts) == 1:
        return parts[0]
    after = gaps(source)
    return "".join(part + gap for part, gap in zip(parts, after, strict=True) if part.strip()).strip()
