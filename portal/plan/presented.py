"""What the pages of the plan need beside the plan itself: its fixed words, and the journey part by part."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.words import ROLE_WORDS
from portal.plan import terms
from portal.plan import words as clock_words
from portal.plan.journey import JOURNEY, PartWords
from portal.plan.queries import Overview
from portal.plan.rules import REGIMES, Part
from portal.plan.terms import Regime


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the journey as seen from where the person is."""

    part: Part
    words: PartWords
    state: str
    """``done``, ``now`` or ``later``, as the pieces of the look call it."""


def journey(plan: Overview | None) -> list[PartView]:
    """The parts of a person's journey; of who has no plan yet, those that most people go through."""
    if plan is None:
        return [PartView(part, JOURNEY[part], "later") for part in REGIMES[Regime.WI2021].parts]
    here = plan.position or 0
    return [
        PartView(part, JOURNEY[part], "done" if number < here else "now" if number == here else "later")
        for number, part in enumerate(plan.parts, 1)
    ]


def words() -> dict[str, Any]:
    """The fixed words that templates of this room look labels up in."""
    return {"terms": terms, "clock_words": clock_words, "journey_words": JOURNEY, "role_words": ROLE_WORDS}
