"""Blocks: sentences with typed blanks, translated beforehand, so that a text of them is right in every language.

A block's sentence is a msgid of the catalogues, which the rule tests hold complete; its values are formatted for
each reader. Rooms add the blocks they use.

Rows keep the key and the values for as long as they live, so a block that was ever used stays: `tests/rules/blocks.txt`
holds keys and blanks. A row that no block fits any more is answered with a plain sentence, never with a failure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from markupsafe import Markup, escape

from portal.core.i18n import N_, current_language
from portal.core.text import isolate


class Blank(StrEnum):
    """What fits in a blank, and so how a reader sees it."""

    TEXT = "text"
    DATE = "date"
    """An ISO date, or the local day of an ISO instant; with its year when that is half a year away or more."""
    TIME = "time"
    """The local clock time of an ISO instant."""
    NUMBER = "number"


@dataclass(frozen=True)
class Block:
    """A sentence with named blanks, e.g. ``Lesson on %(day)s at %(time)s is cancelled``."""

    key: str
    sentence: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)


GONE = N_("This text is no longer here.")
LIBRARY: dict[str, Block] = {}


def add(*blocks: Block) -> None:
    """Put a room's blocks in the library; a key is used once."""
    for block in blocks:
        if LIBRARY.setdefault(block.key, block) != block:
            raise ValueError(f"two blocks are called {block.key}")


def say(key: str, values: Mapping[str, Any]) -> Markup:
    """The block in the reader's language, its values formatted and isolated, safe to put in a page."""
    block = LIBRARY.get(key)
    if block is None or not values.keys() >= block.blanks.keys():
        return escape(current_language().gettext(GONE))
    filled = {name: Markup("<bdi>{}</bdi>").format(_shown(blank, values[name])) for name, blank in block.blanks.items()}
    return escape(current_language().gettext(block.sentence)) % filled


def say_plain(key: str, values: Mapping[str, Any]) -> str:
    """The same as text without markup, for a lock screen or a letter: values are isolated by invisible signs."""
    block = LIBRARY.get(key)
    if block is None or not values.keys() >= block.blanks.keys():
        return current_language().gettext(GONE)
    filled = {name: isolate(_shown(blank, values[name])) for name, blank in block.blanks.items()}
    return current_language().gettext(block.sentence) % filled


def _shown(blank: Blank, value: Any) -> str:
    words = current_language().when
    if blank is Blank.DATE:
        moment = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        return words.date_short(moment)
    if blank is Blank.TIME:
        return words.time_words(datetime.fromisoformat(value))
    if blank is Blank.NUMBER:
        return words.number(value)
    return str(value)
