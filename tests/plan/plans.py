"""Plans for tests, made through the room's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.plan import actions, agreements, paper
from portal.plan.decisions import DecisionContent
from portal.plan.terms import Level, Route
from tests import people

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, 9:00 in Amsterdam."""

WORDS = {"nl": "Bel mevrouw De Wit", "ar": "اتصلوا بالسيدة De Wit", "ti": "ናብ ወይዘሮ De Wit ደውሉ"}


def regisseur(person: Person) -> Viewer:
    return people.viewer(person, Role.REGISSEUR)


def content(**changes: Any) -> DecisionContent:
    """A first decision for the B1-route, of 2 March 2026, unless said otherwise."""
    said: dict[str, Any] = {
        "decided_on": date(2026, 3, 2),
        "route": Route.B1,
        "level": Level.B1,
        "provider": "Graafschap College",
        "hours_per_week": 10.5,
        **changes,
    }
    return DecisionContent(**said)


def open_with_decision(cast: people.Cast, person: Person, **changes: Any) -> None:
    """A plan that is set, of a person whom Ingrid keeps it for."""
    ingrid = regisseur(cast.ingrid)
    actions.open_plan(ingrid, person.id, NOW, registered_on=date(2026, 1, 5))
    actions.set_decision(ingrid, person.id, content(**changes), NOW)


def goal_with_steps(cast: people.Cast, person: Person, **step: Any) -> tuple[UUID, UUID, UUID]:
    """A standard goal with a standard step, and a step in words. Returns the three ids."""
    ingrid = regisseur(cast.ingrid)
    goal = actions.add_goal(ingrid, person.id, NOW, block="plan.goal.find_care")
    standard = actions.add_step(ingrid, goal, NOW, block="plan.step.dentist", due_on=date(2026, 11, 27))
    own = actions.add_step(ingrid, goal, NOW, words=WORDS, **step)
    return goal, standard, own


def agreed(participant: Viewer) -> None:
    """They read their plan, and agree with it."""
    read = agreements.as_read(paper.rows(participant, participant.person_id, participant.language))
    agreements.agree(participant, agreements.digest(read), NOW)


def large_plan(cast: people.Cast, person: Person, goals: int, steps: int) -> None:
    """As many goals, and that many steps spread over them."""
    ingrid = regisseur(cast.ingrid)
    keys = ["plan.goal.daily_dutch", "plan.goal.paid_work", "plan.goal.move"]
    made = [actions.add_goal(ingrid, person.id, NOW, block=keys[number % 3]) for number in range(goals)]
    for number in range(steps):
        due = date(2026, 12, 1) + timedelta(days=number)
        actions.add_step(ingrid, made[number % goals], NOW, block="plan.step.dentist", due_on=due)


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements that run within."""
    seen: list[str] = []

    def remember(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", remember)
