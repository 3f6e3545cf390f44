"""The plans of the demo: each stage of the journey, all routes and acts, as their regisseurs would have made them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.core import clock
from portal.core.db import db
from portal.demo import lives
from portal.demo.cast import Stage
from portal.demo.days import Days
from portal.demo.lives import Life
from portal.demo.plan_words import DECISIONS, OWN_STEPS, TALK
from portal.demo.town import Participant, Town
from portal.plan import actions, drafts, intakes, talks
from portal.plan.clocks import last_day, same_day_later
from portal.plan.decisions import DecisionContent
from portal.plan.models import PlanTalk
from portal.plan.rules import RELIEF, TERM, Part
from portal.plan.standard import StandardStep
from portal.plan.terms import (
    Basis,
    Domain,
    HourKind,
    Level,
    MilestoneKind,
    Reason,
    Regime,
    Route,
    Standing,
    Support,
    Who,
)
from portal.texts import actions as texts

LEVELS = {Route.B1: Level.B1, Route.EDUCATION: Level.B1, Route.SELF_RELIANCE: Level.A2}
WEEKLY_HOURS = {Route.B1: 7.0, Route.EDUCATION: 24.0, Route.SELF_RELIANCE: 10.5}
"""As the timetable has them (see `lessons`)."""
SCHOOL = "Graafschap College"
TAKEN_OVER = "Overgenomen uit de presentielijst van voor het portaal."
"""Staff's reason for hours that were entered by hand."""

FIRST_B1_THEN_Z = "Khaled Haddad"
"""Began in the B1-route and changed: his plan has two versions."""
LONGER_TERM = "Dawit Mehari"
"""DUO gave him half a year more."""

JOURNEY = {Route.B1: (Part.PVT, Part.MAP, Part.LEARNING), Route.EDUCATION: (Part.LEARNING, Part.PVT)}
"""Where those in the middle of their term are, by turns."""


@dataclass
class Dates:
    """When what happened in somebody's plan."""

    registered: date
    decided: date | None
    part: Part | None


def make_plans(town: Town) -> None:
    """A plan for everybody, in the order in which people came."""
    for number, participant in enumerate(town.participants.values()):
        _make_plan(town, participant, number)


def in_part(town: Town, *parts: Part) -> list[Participant]:
    """The participants who are in one of these parts of the journey."""
    return [
        each for number, each in enumerate(town.participants.values()) if _dates(town.days, each, number).part in parts
    ]


def _make_plan(town: Town, participant: Participant, number: int) -> None:
    life, dates = Life(participant), _dates(town.days, participant, number)
    opened = town.days.past((town.days.today - dates.registered).days, "9:30")
    with clock.at(opened):
        actions.open_plan(
            participant.regisseur,
            participant.id,
            opened,
            regime=_regime(life),
            registered_on=dates.registered,
            part=dates.part,
        )
    if life.stage is not Stage.ARRIVED:
        _tell(town, life, dates, number)
    if dates.decided is not None:
        _decide(town, life, dates)
    elif dates.part is Part.INTAKE and number % 2:
        _propose(town, life)
    if life.stage is not Stage.ARRIVED or number % 2:
        _add_goals(town, life)
    if dates.decided is not None and dates.decided < town.days.ago(180) and number % 7:
        _talk(participant, town.days.past(20 + number % 60, "10:30"))
    _count_hours(town, life, dates)


def _tell(town: Town, life: Life, dates: Dates, number: int) -> None:
    """What was told at the intake, three weeks after they came."""
    me, on = life.of, dates.registered + timedelta(weeks=3, days=1 - dates.registered.weekday())
    told = {domain: list(Standing)[(number + place) % 3] for place, domain in enumerate(Domain) if (number + place) % 4}
    route = Route(life.route) if life.route and _regime(life) is Regime.WI2021 else None
    at = town.days.past((town.days.today - on).days, "15:00")
    with clock.at(at):
        intakes.hold(me.regisseur, me.id, told, on, at, tested_on=on if route else None, outcome=route)


def _talk(me: Participant, at: datetime) -> None:
    """A progress talk, with the regisseur's sentence in every language."""
    with clock.at(at):
        talk = talks.hold(me.regisseur, me.id, "", TALK["nl"], me.person.language, at)
        words = db.session.get_one(PlanTalk, talk, execution_options={"scope": "system: demo"}).by_regisseur_id
        for language in TALK.keys() - {"nl"}:
            texts.render(None, words, language, TALK[language], 1, at)


def _regime(life: Life) -> Regime:
    return {Stage.OLD_ACT: Regime.WI2013, Stage.FREE: Regime.NONE}.get(life.stage, Regime.WI2021)


def _dates(days: Days, participant: Participant, number: int) -> Dates:
    """The dates of somebody's stage, spread so that no two people of a stage have the same."""
    life = Life(participant)
    spread = number * 5 % 17
    match life.stage:
        case Stage.ARRIVED:
            return Dates(days.ago(12 + spread * 2), None, Part.HOME if spread < 4 else Part.INTAKE)
        case Stage.NEW_PLAN:
            return Dates(days.ago(92 + spread), days.ago(28 + spread), Part.BRIDGE_CLASS)
        case Stage.LEARNING:
            decided = days.ago(250 + spread * 14)
            parts = JOURNEY.get(Route(life.route), (Part.LEARNING, Part.MAP))
            return Dates(decided - timedelta(weeks=8), decided, parts[number % len(parts)])
        case Stage.ENDING:
            decided = days.ago(960 + spread * 6)
            return Dates(decided - timedelta(weeks=9), decided, Part.EXAMS)
        case Stage.OLD_ACT:
            begun = days.ago(1980 + spread * 10)
            return Dates(begun, begun, (Part.LEARNING, Part.ONA, Part.EXAMS)[number % 3])
        case Stage.FREE:
            return Dates(days.ago(2600 + spread * 20), None, None)


def _decide(town: Town, life: Life, dates: Dates) -> None:
    if life.stage is Stage.OLD_ACT:
        _copy_letter_of_duo(town, life, dates)
        return
    if life.of.person.full_name == FIRST_B1_THEN_Z:
        _set(town, life, dates, Route.B1)
        changed = min(same_day_later(_decided(dates), 6), town.days.ago(30))
        _set(town, life, Dates(dates.registered, changed, dates.part), Route.SELF_RELIANCE, Reason.ROUTE_CHANGED)
        return
    _set(town, life, dates, Route(life.route))
    if life.of.person.full_name == LONGER_TERM:
        ends = same_day_later(last_day(_decided(dates), TERM), 6)
        longer = Dates(dates.registered, town.days.ago(45), dates.part)
        _set(town, life, longer, Route(life.route), Reason.TERM_EXTENDED, ends)


def _set(
    town: Town,
    life: Life,
    dates: Dates,
    route: Route,
    reason: Reason = Reason.FIRST,
    ends: date | None = None,
) -> None:
    """A version of the decision, with what helps this household."""
    me, decided = life.of, _decided(dates)
    at = town.days.past((town.days.today - decided).days, "15:00")
    relief = dates.registered + timedelta(days=7)
    words = texts.write(me.regisseur, DECISIONS[route], at, municipality_id=town.municipality.id, person_id=me.id)
    content = DecisionContent(
        decided_on=decided,
        reason=reason,
        route=route,
        level=LEVELS[route],
        provider=SCHOOL,
        hours_per_week=WEEKLY_HOURS[route],
        term_ends_on=ends,
        relief_from=relief,
        relief_until=last_day(relief, RELIEF),
        support=_support(life),
        objection_until=decided + timedelta(weeks=6),
        text_id=words,
    )
    with clock.at(at):
        actions.set_decision(me.regisseur, me.id, content, at)


def _propose(town: Town, life: Life) -> None:
    """What the regisseur wants to talk about next week."""
    me, at, route = life.of, town.days.past(1, "11:00"), Route(life.route or Route.B1)
    content = DecisionContent(
        decided_on=town.days.today + timedelta(days=10),
        route=route,
        level=LEVELS[route],
        provider=SCHOOL,
        hours_per_week=WEEKLY_HOURS[route],
        support=_support(life),
    )
    with clock.at(at):
        drafts.save(me.regisseur, me.id, content, at, shared=True)


def _support(life: Life) -> frozenset[Support]:
    support = {Support.INTERPRETER, Support.TRAVEL}
    if life.stage is Stage.NEW_PLAN:
        support.add(Support.SOCIAL_GUIDANCE)
    else:
        support.add(Support.LANGUAGE_BUDDY)
    if life.child_between(0, 11):
        support.add(Support.CHILD_CARE)
    return frozenset(support)


def _copy_letter_of_duo(town: Town, life: Life, dates: Dates) -> None:
    """Under the act of 2013 the municipality decides nothing; its plan keeps the term that DUO wrote."""
    me, begun = life.of, _decided(dates)
    at = town.days.past(60, "11:00")
    content = DecisionContent(
        decided_on=begun,
        term_starts_on=begun,
        term_ends_on=town.days.today + timedelta(days=40 + me.age % 7 * 35),
        provider=SCHOOL,
        hours_per_week=4,
    )
    with clock.at(at):
        actions.set_decision(me.regisseur, me.id, content, at)


def _decided(dates: Dates) -> date:
    assert dates.decided is not None  # noqa: S101 - only called for who has a decision
    return dates.decided


# Goals and steps


def _add_goals(town: Town, life: Life) -> None:
    me, at = life.of, town.days.past(26, "14:00")
    planned: list[tuple[StandardStep, UUID]] = []
    for key in lives.goals(life):
        goal = actions.add_goal(me.regisseur, me.id, at, block=key)
        for step in lives.steps(life, key):
            planned.append((step, goal))
    done = round(len(planned) * lives.DONE[life.stage])
    chosen = set(life.chance.sample(range(len(planned)), done))
    for place, (step, goal) in enumerate(planned):
        _add_step(town, life, step, goal, place, is_done=place in chosen)
    for own in OWN_STEPS.get(me.person.full_name, ()):
        due = town.days.today + timedelta(days=own.due_in)
        actions.add_step(me.regisseur, planned[own.goal][1], at, words=own.words, partner=own.partner, due_on=due)


def _add_step(town: Town, life: Life, step: StandardStep, goal: UUID, place: int, *, is_done: bool) -> None:
    me, at = life.of, town.days.past(26, "14:00")
    due = None if place % 3 == 2 else town.days.today + timedelta(days=4 + place * 9 + me.age % 5)
    if is_done:
        due = town.days.ago(3 + place * 2)
    made = actions.add_step(me.regisseur, goal, at, block=step.key, basis=_basis(step), due_on=due)
    doer = me.viewer if step.who is Who.PARTICIPANT else me.regisseur
    if is_done:
        actions.finish_step(doer, made, town.days.past(4 + place * 2, "16:20"))
    elif place % 4 == 1:
        actions.start_step(doer, made, town.days.past(5, "12:10"))


def _basis(step: StandardStep) -> Basis:
    match step.key.removeprefix("plan.step."):
        case "go_to_lessons" | "lessons_start" | "knm_lessons" | "pvt_meetings" | "alphabet_lessons":
            return Basis.WI2021
        case "fixed_costs" | "money_training" | "find_placement":
            return Basis.PARTICIPATIEWET
        case _:
            return Basis.VOLUNTARY


# Hours and what happened once


def _count_hours(town: Town, life: Life, dates: Dates) -> None:
    """Hours from before the weeks that the timetable knows, and the days on which something was reached."""
    hours: dict[HourKind, float] = {}
    reached: dict[MilestoneKind, date] = {}
    match life.stage:
        case Stage.NEW_PLAN:
            reached[MilestoneKind.BRIDGE_CLASS_STARTED] = town.days.day(-6, 0)
        case Stage.LEARNING:
            hours = _hours_so_far(life, dates, town.days)
        case Stage.ENDING:
            hours, reached = _nearly_there(life, town.days)
    at = town.days.past(25, "9:00")
    for kind, number in hours.items():
        actions.add_hours(life.of.regisseur, life.of.id, kind, number, town.days.ago(48), TAKEN_OVER, at)
    for milestone, on in reached.items():
        actions.reach(life.of.regisseur, life.of.id, milestone, on, at)


def _hours_so_far(life: Life, dates: Dates, days: Days) -> dict[HourKind, float]:
    weeks = max((days.today - _decided(dates)).days // 7 - 6, 0)
    hours: dict[HourKind, float] = {}
    if life.route == "z":
        hours = {HourKind.LANGUAGE: weeks * 7, HourKind.PARTICIPATION: weeks * 3.5}
    if life.route == "education":
        hours = {HourKind.LANGUAGE: weeks * 14, HourKind.STUDY: weeks * 7}
    if dates.part is Part.MAP:
        hours |= {HourKind.PVT: 9.5, HourKind.MAP: 8 + life.age % 12}
    return {kind: min(number, 780) for kind, number in hours.items() if number}


def _nearly_there(life: Life, days: Days) -> tuple[dict[HourKind, float], dict[MilestoneKind, date]]:
    """PVT behind them; some have all their MAP hours, one after the final talk."""
    spread = life.age % 3
    hours: dict[HourKind, float] = {HourKind.PVT: 12, HourKind.MAP: (40, 34.5, 26)[spread]}
    if life.route == "z":
        hours |= {HourKind.LANGUAGE: 690 + life.age, HourKind.PARTICIPATION: 640 + life.age}
    reached = {MilestoneKind.PVT_EXCURSION: days.ago(420), MilestoneKind.PVT_SIGNED: days.ago(400)}
    if spread == 0:
        reached[MilestoneKind.MAP_FINAL_TALK] = days.ago(9)
    return hours, reached


def at_time(days: Days) -> datetime:
    """When the plans were put into the portal, for who was told of it."""
    return days.past(25, "17:00")
