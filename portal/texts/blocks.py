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

from portal.accounts.words import ROLE_WORDS
from portal.core.i18n import LANGUAGES, N_, Language, current_language
from portal.core.text import fold_digits, isolate, phone, tel_href
from portal.core.viewer import Role


class Blank(StrEnum):
    """What fits in a blank, and so how a reader sees it."""

    TEXT = "text"
    DATE = "date"
    """An ISO date, or the local day of an ISO instant; with its year when that is half a year away or more."""
    TIME = "time"
    """The local clock time of an ISO instant."""
    NUMBER = "number"
    AMOUNT = "amount"
    """Euros, as a number or as text: ``12.50``."""
    PHONE = "phone"
    """A telephone number; it can be tapped."""
    PLACE = "place"
    """The Dutch name of a place, as on its sign."""
    ROLE = "role"
    """What somebody does, as `portal.core.viewer.Role` names it."""


@dataclass(frozen=True)
class Block:
    """A sentence with named blanks, e.g. ``Lesson on %(day)s at %(time)s is cancelled``."""

    key: str
    sentence: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)
    plural: str = ""
    """The sentence for several, where it counts something: its number fills the blank ``num``."""

    @property
    def complete(self) -> bool:
        """Whether it can be said in every language of the portal; only then is it offered."""
        return all(self.form(language, num) for language in LANGUAGES.values() for num in SOME_NUMBERS)

    def form(self, language: Language, num: int) -> str | None:
        """The sentence of this language, in the form that goes with a number; None where it is not translated."""
        if self.plural:
            return language.catalogue.get((self.sentence, language.plural(num)))
        return language.catalogue.get(self.sentence)


SOME_NUMBERS = (0, 1, 2, 3, 11, 100)
"""One for each plural form that Arabic, Dutch and Tigrinya have."""

GONE = N_("This text is no longer here.")
LIBRARY: dict[str, Block] = {}


def add(*blocks: Block) -> None:
    """Put a room's blocks in the library; a key is used once."""
    for block in blocks:
        if LIBRARY.setdefault(block.key, block) != block:
            raise ValueError(f"two blocks are called {block.key}")


def say(key: str, values: Mapping[str, Any]) -> Markup:
    """The block in the reader's language, its values formatted and isolated, safe to put in a page."""
    block = _complete(key, values)
    if block is None:
        return escape(current_language().gettext(GONE))
    filled = {name: _shown(blank, values[name]) for name, blank in block.blanks.items()}
    return escape(_sentence(block, values)) % filled


def say_plain(key: str, values: Mapping[str, Any]) -> str:
    """The same as text without markup, for a lock screen or a letter: values are isolated by invisible signs."""
    block = _complete(key, values)
    if block is None:
        return current_language().gettext(GONE)
    filled = {name: isolate(_plain(blank, values[name])) for name, blank in block.blanks.items()}
    return _sentence(block, values) % filled


def _complete(key: str, values: Mapping[str, Any]) -> Block | None:
    block = LIBRARY.get(key)
    return block if block and values.keys() >= block.blanks.keys() else None


def _sentence(block: Block, values: Mapping[str, Any]) -> str:
    language = current_language()
    if block.plural:
        return language.form(block.sentence, block.plural, int(values["num"]))
    return language.gettext(block.sentence)


def offered() -> list[Block]:
    """The sentences that staff can choose, by key: those that are there in every language."""
    return [block for _, block in sorted(LIBRARY.items()) if block.complete]


_EXAMPLES: dict[Blank, Any] = {
    Blank.TEXT: "Taalpunt",
    Blank.DATE: "2026-11-26",
    Blank.TIME: "2026-11-26T08:00:00+00:00",
    Blank.NUMBER: 3,
    Blank.AMOUNT: "12.50",
    Blank.PHONE: "0315292292",
    Blank.PLACE: "Bibliotheek Ulft",
    Blank.ROLE: Role.REGISSEUR,
}


def example(block: Block) -> Markup:
    """The block in the reader's language with sample values, for staff who choose."""
    return say(block.key, {name: _EXAMPLES[blank] for name, blank in block.blanks.items()})


def _shown(blank: Blank, value: Any) -> Markup:
    if blank is Blank.PHONE:
        return Markup('<a href="{}">{}</a>').format(tel_href(str(value)), phone(str(value)))
    if blank is Blank.AMOUNT:
        return Markup('<bdi dir="ltr">{}</bdi>').format(_plain(blank, value))
    if blank is Blank.PLACE:
        return Markup('<bdi lang="nl">{}</bdi>').format(value)
    return Markup("<bdi>{}</bdi>").format(_plain(blank, value))


def _euros(value: Any) -> str:
    """Without cents where there are none: "12,50", "12"."""
    cents = round(float(fold_digits(str(value)).replace(",", ".")) * 100)
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100},{cents % 100:02}"


def _plain(blank: Blank, value: Any) -> str:
    words = current_language().when
    if blank is Blank.DATE:
        moment = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        return words.date_short(moment)
    if blank is Blank.TIME:
        return words.time_words(datetime.fromisoformat(value))
    if blank is Blank.NUMBER:
        return words.number(value)
    if blank is Blank.ROLE:
        return current_language().gettext(ROLE_WORDS[Role(value)])
    if blank is Blank.AMOUNT:
        return f"€ {_euros(value)}"
    return str(value)
