"""Numbers of law and policy, each with its source, and what each act asks: data, never constants in code.

A figure says where it comes from and of when that source is. Where act and policy name the same number, the act
is the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.offers import PVT_HOURS
from portal.plan.terms import Duty, HourKind, MilestoneKind, Regime, Route

ACT = "Wet inburgering 2021"
ACT_SINCE = date(2022, 1, 1)
POLICY = "Policy note on integration of the municipality of Oude IJsselstreek"
POLICY_OF = date(2021, 1, 1)
"""The note carries no date; it was written in 2020 and 2021, before the act came into force."""
DEFAULT = "Default of the portal; the municipality decides"
DEFAULT_OF = date(2026, 11, 1)


class Unit(StrEnum):
    """In what something is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and the source that says so."""

    value: int
    unit: Unit
    source: str
    as_of: date
    """Of when the source is: the day it came into force or was written."""


PLAN_DUE = Figure(10, Unit.WEEKS, ACT, ACT_SINCE)
"""Intake and plan within this time of registration in the BRP."""
TERM = Figure(36, Unit.MONTHS, f"{ACT}, art. 11", ACT_SINCE)
"""Three years, from the day after the date on the plan; a later version does not start it anew."""
ROUTE_SWITCH = Figure(18, Unit.MONTHS, POLICY, POLICY_OF)
"""Another route only within this time of the start of the term, and by a changed plan."""
PVT = Figure(PVT_HOURS, Unit.HOURS, POLICY, POLICY_OF)
"""At least; the excursion is compulsory and the signature comes last."""
MAP = Figure(40, Unit.HOURS, POLICY, POLICY_OF)
"""At least, of practice; ends with a final talk."""
SELF_RELIANCE_LANGUAGE = Figure(800, Unit.HOURS, POLICY, POLICY_OF)
"""Half of the 1,600 hours of the Z-route: language and KNM."""
SELF_RELIANCE_PARTICIPATION = Figure(800, Unit.HOURS, POLICY, POLICY_OF)
"""The other half: taking part."""
EDUCATION_LANGUAGE = Figure(1000, Unit.HOURS, POLICY, POLICY_OF)
"""About; language in the onderwijsroute."""
EDUCATION_STUDY = Figure(500, Unit.HOURS, POLICY, POLICY_OF)
"""About; maths, English and study skills in the onderwijsroute."""
RELIEF = Figure(6, Unit.MONTHS, POLICY, POLICY_OF)
"""Financieel ontzorgen, from the start of the benefit; can be longer or shorter for a person."""
PROGRESS_TALK = Figure(6, Unit.MONTHS, DEFAULT, DEFAULT_OF)
"""Between one progress talk and the next; the plan itself says how progress is followed."""
BRIDGE_CLASS_SHORTEST = Figure(10, Unit.WEEKS, POLICY, POLICY_OF)
BRIDGE_CLASS = Figure(12, Unit.WEEKS, POLICY, POLICY_OF)
"""The brugklas takes 10 to 12 weeks."""


class ClockKind(StrEnum):
    """What a clock is about, in the order in which clocks are shown."""

    PLAN_DUE = "plan_due"
    TERM = "term"
    SELF_RELIANCE_LANGUAGE = "self_reliance_language"
    SELF_RELIANCE_PARTICIPATION = "self_reliance_participation"
    EDUCATION_LANGUAGE = "education_language"
    EDUCATION_STUDY = "education_study"
    PVT = "pvt"
    MAP = "map"
    BRIDGE_CLASS = "bridge_class"
    RELIEF = "relief"
    ROUTE_SWITCH = "route_switch"


PERIODS = (ClockKind.TERM, ClockKind.ROUTE_SWITCH, ClockKind.RELIEF, ClockKind.BRIDGE_CLASS)
"""Clocks that end on a day and ask something of the person then. That the plan is due is the municipality's to know."""
SOON: Mapping[ClockKind, Figure] = {
    ClockKind.PLAN_DUE: Figure(14, Unit.DAYS, DEFAULT, DEFAULT_OF),
    ClockKind.RELIEF: Figure(30, Unit.DAYS, DEFAULT, DEFAULT_OF),
    ClockKind.BRIDGE_CLASS: Figure(14, Unit.DAYS, DEFAULT, DEFAULT_OF),
    ClockKind.TERM: Figure(180, Unit.DAYS, DEFAULT, DEFAULT_OF),
    ClockKind.ROUTE_SWITCH: Figure(60, Unit.DAYS, DEFAULT, DEFAULT_OF),
}
"""From how many days before its end a clock says "soon"."""


@dataclass(frozen=True, slots=True)
class HourRule:
    """Hours that a route asks for."""

    clock: ClockKind
    counts: HourKind
    figure: Figure
    routes: frozenset[Route]
    duty: Duty
    finished_by: tuple[MilestoneKind, ...] = ()
    """What must have happened too before it is complete."""


HOUR_RULES = (
    HourRule(
        ClockKind.SELF_RELIANCE_LANGUAGE,
        HourKind.LANGUAGE,
        SELF_RELIANCE_LANGUAGE,
        frozenset({Route.SELF_RELIANCE}),
        Duty.LESSONS,
    ),
    HourRule(
        ClockKind.SELF_RELIANCE_PARTICIPATION,
        HourKind.PARTICIPATION,
        SELF_RELIANCE_PARTICIPATION,
        frozenset({Route.SELF_RELIANCE}),
        Duty.LESSONS,
    ),
    HourRule(
        ClockKind.EDUCATION_LANGUAGE,
        HourKind.LANGUAGE,
        EDUCATION_LANGUAGE,
        frozenset({Route.EDUCATION}),
        Duty.LESSONS,
    ),
    HourRule(
        ClockKind.EDUCATION_STUDY,
        HourKind.STUDY,
        EDUCATION_STUDY,
        frozenset({Route.EDUCATION}),
        Duty.LESSONS,
    ),
    HourRule(
        ClockKind.PVT,
        HourKind.PVT,
        PVT,
        frozenset(Route),
        Duty.PVT,
        (MilestoneKind.PVT_EXCURSION, MilestoneKind.PVT_SIGNED),
    ),
    HourRule(
        ClockKind.MAP,
        HourKind.MAP,
        MAP,
        frozenset({Route.B1, Route.SELF_RELIANCE}),
        Duty.MAP,
        (MilestoneKind.MAP_FINAL_TALK,),
    ),
)

DUTIES: Mapping[Route, frozenset[Duty]] = {
    Route.B1: frozenset(Duty),
    Route.EDUCATION: frozenset(Duty) - {Duty.MAP},
    Route.SELF_RELIANCE: frozenset(Duty),
}
"""What a route asks for unless the decision says otherwise. MAP is not asked of who completes the onderwijsroute."""


class Part(StrEnum):
    """The parts of the journey, in the order in which most people go through them."""

    HOME = "home"
    INTAKE = "intake"
    PLAN = "plan"
    SETTLING = "settling"
    BRIDGE_CLASS = "bridge_class"
    LEARNING = "learning"
    PVT = "pvt"
    MAP = "map"
    EXAMS = "exams"
    DIPLOMA = "diploma"
    ONA = "ona"
    """Orientation on the labour market: in the former act, where now MAP is."""


@dataclass(frozen=True, slots=True)
class RegimeRules:
    """What applies to people under an act."""

    parts: tuple[Part, ...]
    clocks: frozenset[ClockKind]
    routes: frozenset[Route]
    by_decision: bool
    """Whether the municipality owes the person a plan by decision."""


REGIMES: Mapping[Regime, RegimeRules] = {
    Regime.WI2021: RegimeRules(
        parts=(
            Part.HOME,
            Part.INTAKE,
            Part.PLAN,
            Part.SETTLING,
            Part.BRIDGE_CLASS,
            Part.LEARNING,
            Part.PVT,
            Part.MAP,
            Part.EXAMS,
            Part.DIPLOMA,
        ),
        clocks=frozenset(ClockKind),
        routes=frozenset(Route),
        by_decision=True,
    ),
    Regime.WI2013: RegimeRules(
        # No figures of the former act are kept here: its term is the date that DUO wrote.
        parts=(Part.LEARNING, Part.PVT, Part.ONA, Part.EXAMS, Part.DIPLOMA),
        clocks=frozenset({ClockKind.TERM, ClockKind.RELIEF}),
        routes=frozenset(),
        by_decision=False,
    ),
    Regime.NONE: RegimeRules(
        parts=(),
        clocks=frozenset({ClockKind.RELIEF, ClockKind.BRIDGE_CLASS}),
        routes=frozenset(),
        by_decision=False,
    ),
}


def parts_for(regime: Regime, route: Route | None) -> tuple[Part, ...]:
    """The parts of somebody's journey: who follows the onderwijsroute needs no MAP."""
    parts = REGIMES[regime].parts
    if route is not None and Duty.MAP not in DUTIES[route]:
        return tuple(part for part in parts if part is not Part.MAP)
    return parts
