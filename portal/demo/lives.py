"""What somebody in the demo works towards: goals and steps of the library that suit their life, never at random.

Chance only chooses between what suits, and always chooses the same for the same name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from portal.demo.cast import Stage
from portal.demo.town import Participant
from portal.plan.standard import GOALS, StandardStep

A, N, L, E, O, F = Stage  # noqa: E741 - in the order of the journey

DONE = {A: 0.0, N: 0.25, L: 0.45, E: 0.75, O: 0.55, F: 0.4}
"""Which part of the steps is done."""


@dataclass
class Life:
    """What matters for choosing goals."""

    of: Participant

    @property
    def stage(self) -> Stage:
        assert self.of.member.stage is not None  # noqa: S101 - participants have one
        return self.of.member.stage

    @property
    def route(self) -> str:
        return self.of.member.route

    @property
    def age(self) -> int:
        return self.of.age

    @cached_property
    def chance(self) -> Random:
        return Random(self.of.person.full_name)  # noqa: S311 - the same for the same name, that is the point

    def child_between(self, youngest: int, oldest: int) -> bool:
        """Whether there is a child of that age at home."""
        return any(youngest <= age <= oldest for age in self.of.children)

    def one_of(self, *keys: str) -> str:
        return self.chance.choice(keys)


def goals(life: Life) -> list[str]:
    """The keys of the goals that somebody has, those of language first."""
    return [f"plan.goal.{key}" for key in (*_language(life), *_work(life), *_health(life))]


def steps(life: Life, goal: str) -> list[StandardStep]:
    """The steps of a goal that suit a life; never none."""
    suiting = [step for step in GOALS[goal].steps if SUITS.get(step.key, _everybody)(life)]
    return suiting or [GOALS[goal].steps[0]]


def _language(life: Life) -> list[str]:
    if life.stage is F:
        return ["letters" if life.age > 55 else "daily_dutch"]
    if life.stage is A:
        return ["digital"]
    if life.route == "z":
        return ["reading_writing" if life.age > 45 else "language_a2", life.one_of("daily_dutch", "letters")]
    if life.stage is O:
        return ["language_a2", "letters"]
    return ["language_b1", "daily_dutch" if life.stage is N else life.one_of("society", "digital", "daily_dutch")]


def _work(life: Life) -> list[str]:
    if life.stage is A:
        return ["home"]
    if life.route == "education":
        return ["study", life.one_of("driving", "people")]
    if life.age > 60:
        return ["people"]
    if life.stage is N:
        return ["money", life.one_of("driving", "home")]
    if life.stage in (E, O):
        return ["paid_work", life.one_of("driving", "debts", "business")]
    if life.route == "z":
        return ["experience" if life.age < 50 else "volunteering"]
    return [life.one_of("paid_work", "experience"), life.one_of("driving", "volunteering", "reunification")]


def _health(life: Life) -> list[str]:
    if life.of.children:
        return ["children_school", *(["find_care"] if life.stage in (A, N) else ["parenting"])]
    if life.stage in (A, N):
        return ["find_care"]
    if life.age > 50:
        return ["move", life.one_of("mind", "healthy_food")]
    return [life.one_of("move", "mind", "meaning", "healthy_food")]


def _everybody(life: Life) -> bool:
    return True


SUITS: dict[str, Callable[[Life], bool]] = {
    "plan.step.register_exam": lambda life: life.stage in (E, O),
    "plan.step.kringloop": lambda life: life.route == "z",
    "plan.step.talk_technology": lambda life: len(life.of.person.given_name) % 2 == 0,
    "plan.step.talk_care": lambda life: len(life.of.person.given_name) % 2 == 1,
    "plan.step.company_visit": lambda life: life.stage in (L, E),
    "plan.step.fixed_costs": lambda life: life.stage is N,
    "plan.step.bank_account": lambda life: life.stage in (A, N),
    "plan.step.driving_theory": lambda life: life.stage in (L, E, O),
    "plan.step.cycling": lambda life: life.stage in (N, L),
    "plan.step.walk": lambda life: life.age > 50,
    "plan.step.sport_try": lambda life: life.age <= 50,
    "plan.step.swimming": lambda life: life.age <= 50,
    "plan.step.preschool": lambda life: life.child_between(2, 3),
    "plan.step.school_talk": lambda life: life.child_between(4, 17),
    "plan.step.parents_morning": lambda life: life.child_between(4, 12),
    "plan.step.child_care": lambda life: life.child_between(0, 11) and life.stage in (N, L),
}
"""For whom a step is; the others are for everybody."""
