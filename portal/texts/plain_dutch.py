"""How plain a piece of Dutch is. Advice to who writes; it never refuses anything.

The number is Douma's: 206.84 - 0.93 × words per sentence - 77 × syllables per word (W.H. Douma, "De leesbaarheid van
landbouwbladen", Wageningen 1960: Flesch's reading ease fitted to Dutch). It counts; it does not understand. Marks of
long sentences, long words, the passive and words with an easier one say what to do about it. The bounds: ten words a
sentence are the aim and fifteen the most (B1 as Dutch municipalities write it), a word is long from four syllables or
thirteen letters on, the passive is a form of *worden* or *zijn* with a participle.
"""

import re
from collections.abc import Iterator
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LONG_SENTENCE = 15
LONG_WORD = 13
MANY_SYLLABLES = 5

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáéíóúäëïöüè]", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_PASSIVE = re.compile(
    r"\b(?:word|wordt|worden|werd|werden|geworden)\b(?=.*\b(?:ge|be|ver|ont|her)\w{2,}(?:d|t|en)\b)"
    r"|\b(?:ge|ver|ont|her)\w{2,}(?:d|t|en)\s+(?:wordt|worden|werd|werden)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_#>`]|\]\([^)]*\)|^\s*(?:[-+]|\d+\.)\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Easier:
    """A word that many readers do not know, and what says the same."""

    word: str
    easier: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the meter says."""

    score: int
    """Douma's number, 0 to 100: the higher the easier."""
    words_per_sentence: int
    long_sentences: list[str]
    long_words: list[str]
    passive: list[str]
    hard_words: list[Easier]

    @property
    def level(self) -> str:
        """``easy`` from 75 or where there is nothing to advise (one line is too short), ``fair`` from 60."""
        if self.nothing or self.score >= 75:
            return "easy"
        return "fair" if self.score >= 60 else "hard"

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to advise."""
        return not (self.long_sentences or self.long_words or self.passive or self.hard_words)


def measure(body: str) -> Advice | None:
    """The advice on a body of Dutch; None where it has no words."""
    plain = _MARKUP.sub(" ", body)
    sentences = [sentence.strip() for sentence in _SENTENCES.split(plain) if _WORD.search(sentence)]
    words = _WORD.findall(plain)
    if not sentences:
        return None
    per_sentence = len(words) / len(sentences)
    syllables = sum(map(syllables_of, words)) / len(words)
    score = 206.84 - 0.93 * per_sentence - 77 * syllables
    hard = list(_hard(plain))
    known = {each.word for each in hard}
    return Advice(
        score=round(min(100, max(0, score))),
        words_per_sentence=round(per_sentence),
        long_sentences=[each for each in sentences if len(_WORD.findall(each)) > LONG_SENTENCE],
        long_words=sorted({word for word in words if _is_long(word) and word.lower() not in known}),
        passive=[each for each in sentences if _PASSIVE.search(each)],
        hard_words=hard,
    )


def syllables_of(word: str) -> int:
    """About how many syllables a Dutch word has: its groups of vowels."""
    return max(1, len(_VOWELS.findall(word)))


def _is_long(word: str) -> bool:
    return len(word) >= LONG_WORD or syllables_of(word) >= MANY_SYLLABLES


def _hard(body: str) -> Iterator[Easier]:
    low = " ".join(body.lower().split())
    for word, easier in hard_words().items():
        if re.search(rf"\b{re.escape(word)}\b", low):
            yield Easier(word, easier)


@cache
def hard_words() -> dict[str, str]:
    """The list, by hard word; the file says where it comes from."""
    with Path(__file__).with_name("hard_words.csv").open(encoding="utf-8", newline="") as file:
        rows = DictReader(line for line in file if not line.startswith("#"))
        return {row["word"]: row["easier"] for row in rows}
