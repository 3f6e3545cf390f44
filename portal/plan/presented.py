"""What the pages of the plan need beside the plan itself: its fixed words, and the journey part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from markupsafe import Markup

from portal.accounts.words import ROLE_WORDS
from portal.core import clock, when
from portal.core.i18n import _, current_language
from portal.core.templates import bdi
from portal.plan import pace, terms
from portal.plan import words as clock_words
from portal.plan.decisions import BEGINNINGS
from portal.plan.journey import JOURNEY, PartWords
from portal.plan.queries import Overview
from portal.plan.rules import REGIMES, Part
from portal.plan.standard import StandardStep
from portal.plan.terms import Level, Regime


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


DUTCH = Markup('<bdi lang="nl">{}</bdi>')
Option = tuple[str, str, str | None]
"""A value, its words in the reader's language, and a picture."""


def options(plan: Overview) -> dict[str, list[Option]]:
    """What can be chosen where a plan is kept."""
    reasons = {
        reason: label for reason, label in terms.REASONS.items() if (reason in BEGINNINGS) == (plan.decision is None)
    }
    return {
        "reasons": _options(reasons),
        "routes": [(route.value, DUTCH.format(dutch), None) for route, dutch in terms.DUTCH_ROUTES.items()],
        "levels": [(level.value, bdi(level.value), None) for level in Level],
        "support": _options(terms.SUPPORT),
        "pillars": [(pillar.value, _(text), terms.PILLAR_ICONS[pillar]) for pillar, text in terms.PILLARS.items()],
        "domains": _options(terms.DOMAINS),
        "bases": _options(terms.BASES),
        "hour_kinds": _options(terms.HOUR_KINDS),
        "milestones": _options(terms.MILESTONES),
        "parts": [(part.value, _(JOURNEY[part].title), None) for part in plan.parts],
    }


def _options(labels: Mapping[Any, str]) -> list[Option]:
    return [(value.value, _(label), None) for value, label in labels.items()]


def with_proposed_day(step: StandardStep) -> Markup:
    """A step of the library, with the day that is proposed for it."""
    day = pace.proposed_day(step.key, clock.today())
    said = bdi(_(step.sentence))
    if day is None:
        return said
    return Markup("{} · {}").format(said, _("by %(day)s", day=bdi(when.date(current_language().code, day))))


def page_number() -> int:
    """Which page of a history is asked for; the first for nonsense."""
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 and int(asked) else 1
