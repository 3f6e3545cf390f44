"""What changed in a plan, each change as one sentence in the reader's language, and what the participant said to it.

The sentences are made from the history itself, so they stay readable for ever, in whatever language is read later.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import bindparam, select, union_all

from portal.accounts.models import Person
from portal.audit import actions as audit
from portal.core import when
from portal.core.db import db
from portal.core.errors import found
from portal.core.i18n import N_, _, current_language
from portal.core.templates import bdi
from portal.core.viewer import Viewer
from portal.notices import actions as notices
from portal.plan import queries, statements, terms
from portal.plan.journey import JOURNEY
from portal.plan.models import Goal, PlanAnswer, PlanChange, Step
from portal.plan.rules import Part
from portal.plan.terms import AnswerKind, MilestoneKind
from portal.texts import queries as texts

A_PAGE = 50
OF_PLAN = {"scope": "viewer: of a plan I may see"}

CHANGES = (
    select(PlanChange.kind, PlanChange.subject_id, PlanChange.values, PlanChange.actor_id, PlanChange.at)
    .add_columns(Person.given_name, Person.called)
    .join(Person, Person.id == PlanChange.actor_id)
    .where(PlanChange.plan_id == bindparam("plan"))
    .order_by(PlanChange.at.desc(), PlanChange.id)
    .offset(bindparam("from_row"))
    .limit(A_PAGE + 1)
    .execution_options(**OF_PLAN)
)
TITLES = union_all(
    *(
        select(each.id, each.title_id).where(
            each.plan_id == bindparam("plan"), each.id.in_(bindparam("ids", expanding=True))
        )
        for each in (Goal, Step)
    )
).execution_options(**OF_PLAN)
LAST_ANSWER = (
    select(PlanAnswer)
    .where(PlanAnswer.plan_id == bindparam("plan"))
    .order_by(PlanAnswer.at.desc())
    .limit(1)
    .execution_options(**OF_PLAN)
)
STATES = {
    ("plan.goal_state", "open"): N_("This goal is open again: %(what)s"),
    ("plan.goal_state", "reached"): N_("Goal reached: %(what)s"),
    ("plan.goal_state", "dropped"): N_("This goal no longer belongs to your plan: %(what)s"),
    ("plan.step_state", "open"): N_("Not done yet: %(what)s"),
    ("plan.step_state", "doing"): N_("Somebody is working on it: %(what)s"),
    ("plan.step_state", "done"): N_("Done: %(what)s"),
    ("plan.step_state", "dropped"): N_("You do not need to do this any more: %(what)s"),
    ("plan.step_wish", "too_much"): N_("This is too much now: %(what)s"),
    ("plan.step_wish", "later"): N_("You asked for another day: %(what)s"),
    ("plan.step_wish", "help"): N_("You asked for help with it: %(what)s"),
    ("plan.step_wish", "other"): N_("You asked for something else: %(what)s"),
    ("plan.step_wish", "settled"): N_("You talked about what you asked: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, said."""

    at: datetime
    said: Markup
    by: str
    """The first name of who did it; nothing where that was the participant."""

    @property
    def on(self) -> date:
        """Its day."""
        return when.local(self.at).date()

    @property
    def sitting(self) -> tuple[str, str]:
        """What stands together: what the same person did within the same hour."""
        return f"{when.local(self.at):%H}", self.by


@dataclass(frozen=True, slots=True)
class Answer:
    """What the participant said last."""

    id: UUID
    kind: AnswerKind
    at: datetime
    settled: bool

    @property
    def waits(self) -> bool:
        """Whether somebody should explain or talk."""
        return self.kind is not AnswerKind.UNDERSTOOD and not self.settled


def changes(plan_id: UUID, person_id: UUID, page: int = 1) -> tuple[list[Change], bool]:
    """A page of what changed in a plan that the viewer may see, the newest first; and whether there is more."""
    rows = db.session.execute(CHANGES, {"plan": plan_id, "from_row": (page - 1) * A_PAGE}).all()
    titles = _titles(plan_id, rows[:A_PAGE])
    said = [
        Change(row.at, sentence, "" if row.actor_id == person_id else row.called or row.given_name)
        for row in rows[:A_PAGE]
        if (sentence := _sentence(row, titles.get(row.subject_id, Markup())))
    ]
    return said, len(rows) > A_PAGE


def answer(plan_id: UUID) -> Answer | None:
    """What the participant said last to a change of a plan that the viewer may see; None where nothing yet."""
    row = db.session.scalar(LAST_ANSWER, {"plan": plan_id})
    return Answer(row.id, row.kind, row.at, row.settled_at is not None) if row else None


def say(actor: Viewer, kind: AnswerKind, now: datetime) -> None:
    """The participant says it of their own plan, and has read what changed. The same twice is the same as once."""
    notices.seen(actor, "/plan/changes", now)
    plan = found(db.session.scalar(statements.MY_OWN_PLAN, {"viewer": actor.person_id}))
    before = db.session.scalar(LAST_ANSWER, {"plan": plan.id})
    if before is not None and before.kind is kind and before.settled_at is None and _is_newer(before, plan.id):
        return
    db.session.add(
        PlanAnswer(
            plan_id=plan.id,
            person_id=plan.person_id,
            municipality_id=plan.municipality_id,
            kind=kind,
            language=actor.language,
            at=now,
        )
    )


def settle(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """The regisseur explained it, or talked about it."""
    plan = queries.kept_plan(actor, person_id)
    row = db.session.scalar(LAST_ANSWER, {"plan": plan.id})
    if row is not None and row.settled_at is None:
        row.settled_by, row.settled_at = actor.person_id, now
        audit.record(actor, person_id, "plan.changed", now)


def _is_newer(answer: PlanAnswer, plan_id: UUID) -> bool:
    """Whether nothing changed since it was said."""
    newest = db.session.execute(CHANGES, {"plan": plan_id, "from_row": 0}).first()
    return newest is None or newest.at <= answer.at


def _titles(plan_id: UUID, rows: Iterable[Any]) -> dict[UUID, Markup]:
    ids = {row.subject_id for row in rows}
    found_titles = {row.id: row.title_id for row in db.session.execute(TITLES, {"plan": plan_id, "ids": ids})}
    words = texts.shown(found_titles.values())
    return {subject: bdi(words[title]) for subject, title in found_titles.items() if title in words}


def _sentence(row: Any, what: Markup) -> Markup:
    """One change in the reader's language; nothing for what no reader needs to hear."""
    values: dict[str, Any] = row.values
    if (row.kind, values.get("state")) in STATES:
        return _say(STATES[row.kind, values["state"]], what=what)
    say = SENTENCES.get(row.kind)
    return say(values, what) if say else Markup()


def _step(values: dict[str, Any], what: Markup) -> Markup:
    if values.get("due_on"):
        return _say(N_("New step: %(what)s. By %(day)s"), what=what, day=_day(values["due_on"]))
    return _say(N_("New step: %(what)s"), what=what)


def _due(values: dict[str, Any], what: Markup) -> Markup:
    if values["due_on"]:
        return _say(N_("Another day for a step: %(what)s. By %(day)s"), what=what, day=_day(values["due_on"]))
    return _say(N_("This step has no fixed day any more: %(what)s"), what=what)


def _hours(values: dict[str, Any], what: Markup) -> Markup:
    number = bdi(when.number(current_language().code, values["minutes"] / 60))
    kind = _(terms.HOUR_KINDS[terms.HourKind(values["kind"])])
    return _say(N_("Hours counted: %(hours)s (%(kind)s)"), hours=number, kind=kind)


def _milestone(values: dict[str, Any], what: Markup) -> Markup:
    kind = _(terms.MILESTONES[MilestoneKind(values["kind"])])
    return _say(N_("%(kind)s, on %(day)s"), kind=kind, day=_day(values["on"]))


def _part(values: dict[str, Any], what: Markup) -> Markup:
    return _say(N_("You are now in this part: %(part)s"), part=_(JOURNEY[Part(values["part"])].title))


def _say(message: str, **blanks: Any) -> Markup:
    return Markup(_(message)) % blanks  # noqa: S704 - our own sentence; what fills it is escaped


def _day(iso: str) -> Markup:
    return bdi(when.date(current_language().code, date.fromisoformat(iso)))


SENTENCES: dict[str, Callable[[dict[str, Any], Markup], Markup]] = {
    "plan.opened": lambda values, what: _say(N_("Your plan has begun.")),
    "plan.decision_set": lambda values, what: _say(
        N_("The municipality has set your plan, with the letter of %(day)s."), day=_day(values["decided_on"])
    ),
    "plan.decision_shared": lambda values, what: _say(
        N_("Your regisseur made a proposal for your plan. You talk about it together.")
    ),
    "plan.decision_taken_back": lambda values, what: _say(N_("The proposal for your plan was taken back.")),
    "plan.goal_added": lambda values, what: _say(N_("New goal: %(what)s"), what=what),
    "plan.step_added": _step,
    "plan.step_due": _due,
    "plan.part": _part,
    "plan.hours_added": _hours,
    "plan.milestone": _milestone,
    "plan.intake": lambda values, what: _say(
        N_("You told how it is going in your life, on %(day)s."), day=_day(values["held_on"])
    ),
    "plan.talk": lambda values, what: _say(N_("You talked together about how it is going.")),
    "plan.agreed": lambda values, what: _say(N_("You agreed with your plan.")),
}
