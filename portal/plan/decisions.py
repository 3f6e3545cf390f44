"""What a version of the decision may say, and what follows from the one before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.plan import clocks, rules
from portal.plan.models import Decision, Plan
from portal.plan.terms import SKILLS, Duty, Level, Reason, Route, Support

SAYS = (
    *("number", "reason", "decided_on", "route", *SKILLS, "provider", "hours_per_week", "term_starts_on"),
    *("term_ends_on", "relief_from", "relief_until", "duties", "support", "objection_until", "text_id"),
)
"""What a version says, by the names of its columns; so it stands in the history too."""
BEGINNINGS = (Reason.FIRST, Reason.MOVED_HERE)
"""Reasons for the first version here; the others are for those after it."""


@dataclass(frozen=True, kw_only=True)
class DecisionContent:
    """What a decision says."""

    decided_on: date
    """The date on the letter."""
    reason: Reason = Reason.FIRST
    route: Route | None = None
    level: Level | None = None
    """Aimed at in all four skills, but for those in ``levels``."""
    levels: Mapping[str, Level] | None = None
    """Another level for ``reading``, ``listening``, ``writing`` or ``speaking``."""
    provider: str = ""
    hours_per_week: float | None = None
    term_starts_on: date | None = None
    """None: as before; and at the first plan under the act of 2021 the day after its date."""
    term_ends_on: date | None = None
    """As DUO wrote. None: as the act computes it."""
    relief_from: date | None = None
    relief_until: date | None = None
    duties: frozenset[Duty] | None = None
    """None: what the route asks for (`rules.DUTIES`)."""
    support: frozenset[Support] = frozenset()
    objection_until: date | None = None
    text_id: UUID | None = None


def check(plan: Plan, before: Decision | None, content: DecisionContent) -> None:
    """Raise `Refused` where a version does not fit what went before it or the act, or changes the route too late."""
    begins = content.reason in BEGINNINGS
    if begins != (before is None):
        raise Refused(N_("The reason does not fit: a first version comes first, the others come after it."))
    if content.route is not None and content.route not in rules.REGIMES[plan.regime].routes:
        raise Refused(N_("This learning route does not belong to this plan."))
    started, starts = before.term_starts_on if before is not None else None, term_start(plan, before, content)
    if starts is not None and content.term_ends_on is not None and content.term_ends_on < starts:
        raise Refused(N_("The term ends before it begins."))
    if content.relief_until is not None and content.relief_from is None:
        raise Refused(N_("Say too from when the fixed bills are paid."))
    changed = content.reason is Reason.ROUTE_CHANGED
    if changed and started is not None and content.decided_on > clocks.route_switch_end(started):
        raise Refused(N_("It is too late to change the learning route."))


def row(plan: Plan, before: Decision | None, content: DecisionContent) -> dict[str, Any]:
    """What a version says, by the names of its columns."""
    return {
        **levels(content),
        "reason": content.reason,
        "decided_on": content.decided_on,
        "route": content.route,
        "provider": content.provider,
        "hours_per_week": content.hours_per_week,
        "term_starts_on": term_start(plan, before, content),
        "term_ends_on": content.term_ends_on,
        "relief_from": content.relief_from,
        "relief_until": content.relief_until,
        "duties": sorted(duties(content)),
        "support": sorted(content.support),
        "objection_until": content.objection_until,
        "text_id": content.text_id,
    }


def term_start(plan: Plan, before: Decision | None, content: DecisionContent) -> date | None:
    """The first day of the term, which a later version does not move."""
    if content.term_starts_on is not None:
        return content.term_starts_on
    if before is not None:
        return before.term_starts_on
    return clocks.term_start(content.decided_on) if rules.REGIMES[plan.regime].by_decision else None


def duties(content: DecisionContent) -> frozenset[Duty]:
    """What is asked of the person."""
    if content.duties is not None:
        return content.duties
    return rules.DUTIES[content.route] if content.route else frozenset()


def levels(content: DecisionContent) -> dict[str, Level | None]:
    """The level aimed at in each skill."""
    same: dict[str, Level | None] = dict.fromkeys(SKILLS, content.level)
    return {**same, **(content.levels or {})}
