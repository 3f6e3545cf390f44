"""The spelling of Tigrinya as Eritreans write it, as far as a rule can see it.

Counted in Eritrean texts: one series of letters for each sound, ኣ at the start of a word,
፡ for the comma, and a space after every mark, without which browsers do not break the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

RULES = (
    (re.compile("[\u1340-\u1347]"), "the ፀ series is not written in Eritrea: use ጸ."),
    (re.compile("[\u1220-\u1227]"), "the ሠ series is not written in Eritrea: use ሰ."),
    (re.compile("[\u1280-\u128d]"), "the ኀ series is not written in Eritrea: use ሀ."),
    (re.compile("(?<![\u1200-\u135f])አ"), "a word begins with ኣ, not with አ."),
    (re.compile("[\u1369-\u137c]"), "write 0 to 9 instead of Ethiopic digits."),
    (re.compile("፡፡"), "the full stop is one sign, ።."),
    (re.compile("[፣፥]"), "the comma is ፡."),
    (re.compile(r"\?"), "the question mark is ፧."),
    (re.compile(r",(?!\d)"), "the comma is ፡."),
    (re.compile("[።፡፣፤፥፦፧](?![\\s።፡፣፤፥፦፧)\\]”’»\"'<]|$)"), "a space follows ። ፡ ፤ ፦ and ፧."),
)


def spelling_faults(text: str) -> Iterator[str]:
    """What an Eritrean reader would write otherwise, a remark for each rule that the text breaks."""
    for pattern, remark in RULES:
        found = pattern.search(text)
        if found:
            around = text[max(0, found.start() - 8) : found.end() + 8]
            yield f"at “{around}”: {remark}"
