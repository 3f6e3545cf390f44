"""Time limits that end soon are told once: to the participant in plain words, to the regisseur in one notice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.core import outbox
from portal.core.db import db
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Role
from portal.notices import kinds
from portal.plan import clocks
from portal.plan.clocks import ClockState
from portal.plan.models import ClockWarning, Decision, Milestone, Plan
from portal.plan.rules import PERIODS, ClockKind
from portal.plan.statements import DATES, IS_SET
from portal.plan.words import SENTENCES
from portal.texts import blocks
from portal.texts.blocks import Blank, Block

SYSTEM = {"scope": "system: reminders"}

PLANS = (
    select(Plan.id.label("plan_id"), Plan.person_id, Plan.municipality_id, *DATES)
    .join(Person, Person.id == Plan.person_id)
    .outerjoin(Decision, IS_SET)
    .where(Person.active)
    .execution_options(**SYSTEM)
)
MILESTONES = select(Milestone.plan_id, Milestone.kind, Milestone.on).execution_options(**SYSTEM)
TOLD = select(ClockWarning.plan_id, ClockWarning.kind, ClockWarning.ends_on).execution_options(**SYSTEM)

FOR_REGISSEUR = "caseload.soon"
"""Not of the subject ``plan``, whose words on a lock screen speak of the reader's own."""
blocks.add(
    *(Block(f"plan.soon.{kind}", SENTENCES[kind, ClockState.SOON], {"date": Blank.DATE}) for kind in PERIODS),
    Block(FOR_REGISSEUR, N_("For somebody you work for, a time limit ends soon.")),
)
for _kind in PERIODS:
    kinds.add(f"plan.soon.{_kind}", "hourglass")
kinds.add(FOR_REGISSEUR, "plan", gathers=True)


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit of which nobody was told yet."""

    plan_id: UUID
    person_id: UUID
    municipality_id: UUID
    kind: ClockKind
    ends: date

    def __str__(self) -> str:
        return f"{self.kind} of plan {self.plan_id}"


def due(today: date) -> list[Due]:
    """The time limits that end soon and were not told yet. One that is moved to another day is told again."""
    told = {(row.plan_id, row.kind, row.ends_on) for row in db.session.execute(TOLD)}
    reached: dict[UUID, dict[Any, date]] = {}
    for row in db.session.execute(MILESTONES):
        reached.setdefault(row.plan_id, {})[row.kind] = row.on
    return [
        each
        for row in db.session.execute(PLANS)
        for each in _ending(row, reached.get(row.plan_id, {}), today)
        if (each.plan_id, each.kind, each.ends) not in told
    ]


def tell(each: Due, now: datetime) -> None:
    """Tell of one, and remember that it was told, in the same transaction.

    That the plan itself is due is ours to know: only the regisseur is told of it.
    """
    db.session.add(
        ClockWarning(
            plan_id=each.plan_id,
            person_id=each.person_id,
            municipality_id=each.municipality_id,
            kind=each.kind,
            ends_on=each.ends,
            at=now,
        )
    )
    if each.kind in PERIODS:
        said, link = f"plan.soon.{each.kind}", f"/plan#clock-{each.kind}"
        outbox.put(Notice(each.person_id, said, {"date": each.ends.isoformat()}, link=link))
    for worker in accounts.workers_of(each.person_id):
        if worker.role is Role.REGISSEUR:
            outbox.put(Notice(worker.person_id, FOR_REGISSEUR, link="/plan/of"))


def _ending(row: Any, reached: dict[Any, date], today: date) -> Iterator[Due]:
    for clock in clocks.clocks(clocks.facts_of(row, reached), today):
        if clock.state is ClockState.SOON and clock.ends is not None:
            yield Due(row.plan_id, row.person_id, row.municipality_id, clock.kind, clock.ends)
