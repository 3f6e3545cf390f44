"""Tables of the plan. Composite keys hold everything of a plan within its one person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall
from portal.plan.rules import ClockKind, Part
from portal.plan.terms import (
    AnswerKind,
    Basis,
    DecisionState,
    Domain,
    GoalState,
    HourKind,
    Level,
    MilestoneKind,
    Pillar,
    Reason,
    Regime,
    Route,
    StepState,
    Who,
    Wish,
)


def _of_plan() -> ForeignKeyConstraint:
    """A row about the same person as its plan."""
    return ForeignKeyConstraint(["plan_id", "person_id"], ["plan.id", "plan.person_id"])


class Plan(Personal, Identified, Base):
    """One person's plan in one municipality: under which act, since when, and where in the journey."""

    __tablename__ = "plan"
    __table_args__ = (
        wall(),
        UniqueConstraint("person_id", "municipality_id"),
        UniqueConstraint("id", "person_id"),
    )

    regime: Mapped[Regime]
    registered_on: Mapped[date | None]
    """Registration in the BRP of this municipality: starts the ten weeks."""
    part: Mapped[Part | None]
    """Where in the journey; null where the act knows no journey."""
    part_since: Mapped[date | None]
    opened_at: Mapped[datetime]


class Decision(Personal, Identified, Base):
    """One version of what was decided. Once set its content never changes; a next version follows it."""

    __tablename__ = "decision"
    __table_args__ = (
        wall(),
        _of_plan(),
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("state IN ('DRAFT', 'DISCUSSED') OR decided_on IS NOT NULL", name="set_on_a_day"),
        CheckConstraint("term_ends_on IS NULL OR term_ends_on >= term_starts_on", name="term_in_order"),
        CheckConstraint("relief_until IS NULL OR relief_until >= relief_from", name="relief_in_order"),
    )

    plan_id: Mapped[UUID]
    number: Mapped[int]
    """1 is the first version."""
    state: Mapped[DecisionState]
    reason: Mapped[Reason]
    decided_on: Mapped[date | None]
    """The date on the letter. The letter is what counts; this is a copy to read."""
    route: Mapped[Route | None]
    reading: Mapped[Level | None]
    listening: Mapped[Level | None]
    writing: Mapped[Level | None]
    speaking: Mapped[Level | None]
    provider: Mapped[str] = mapped_column(default="")
    """Who gives the lessons."""
    hours_per_week: Mapped[float | None]
    term_starts_on: Mapped[date | None]
    """Kept from version to version: a new version does not start the term anew (Wet inburgering 2021, art. 11)."""
    term_ends_on: Mapped[date | None]
    """As DUO wrote, extensions included. Null: as the act computes it."""
    relief_from: Mapped[date | None]
    """Financieel ontzorgen, from the start of the benefit."""
    relief_until: Mapped[date | None]
    duties: Mapped[list[str]] = mapped_column(JSON)
    """What is asked: values of `Duty`."""
    support: Mapped[list[str]] = mapped_column(JSON)
    """What the municipality helps with: values of `Support`."""
    objection_until: Mapped[date | None]
    """The last day for an objection, as in the letter."""
    text_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """The decision in words; its Dutch is authoritative, a translation informs."""
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


Index(
    "uq_decision_set",
    Decision.plan_id,
    unique=True,
    sqlite_where=Decision.state == DecisionState.SET,
    postgresql_where=Decision.state == DecisionState.SET,
)
"""Of a plan's versions one at most is set."""


Index(
    "uq_decision_draft",
    Decision.plan_id,
    unique=True,
    sqlite_where=Decision.state.in_((DecisionState.DRAFT, DecisionState.DISCUSSED)),
    postgresql_where=Decision.state.in_((DecisionState.DRAFT, DecisionState.DISCUSSED)),
)
"""One at most is being made."""


class Goal(Personal, Identified, Base):
    """What a person works towards, in one pillar."""

    __tablename__ = "goal"
    __table_args__ = (
        wall(),
        _of_plan(),
        UniqueConstraint("id", "person_id"),
        Index("ix_goal_plan_id_pillar", "plan_id", "pillar", "position"),
    )

    plan_id: Mapped[UUID]
    pillar: Mapped[Pillar]
    domain: Mapped[Domain]
    title_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    state: Mapped[GoalState] = mapped_column(default=GoalState.OPEN)
    position: Mapped[int]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class Step(Personal, Identified, Base):
    """One thing to do for a goal: by whom, by when, and how far it is."""

    __tablename__ = "step"
    __table_args__ = (
        wall(),
        _of_plan(),
        ForeignKeyConstraint(["goal_id", "person_id"], ["goal.id", "goal.person_id"]),
        Index("ix_step_plan_id_state", "plan_id", "state", "due_on"),
        Index("ix_step_goal_id", "goal_id", "position"),
        CheckConstraint("(state = 'DONE') = (done_at IS NOT NULL)", name="done_at_a_moment"),
        CheckConstraint("(state = 'DONE') = (done_by IS NOT NULL)", name="done_by_somebody"),
        CheckConstraint("(wish IS NULL) = (wished_at IS NULL)", name="wished_at_a_moment"),
    )

    plan_id: Mapped[UUID]
    goal_id: Mapped[UUID]
    title_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    who: Mapped[Who]
    partner: Mapped[str] = mapped_column(default="")
    """Who does it, or helps with it, by name: an organisation's or a school's."""
    basis: Mapped[Basis] = mapped_column(default=Basis.VOLUNTARY)
    due_on: Mapped[date | None]
    state: Mapped[StepState] = mapped_column(default=StepState.OPEN)
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]
    wish: Mapped[Wish | None]
    """What the participant asks to be otherwise; until it was changed or talked about."""
    wished_at: Mapped[datetime | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class HandHours(Personal, Identified, Base):
    """Hours that no roll call has counted, entered by hand with a reason. A negative entry corrects one before."""

    __tablename__ = "hand_hours"
    __table_args__ = (wall(), _of_plan(), CheckConstraint("minutes <> 0", name="some_time"))

    plan_id: Mapped[UUID]
    kind: Mapped[HourKind]
    minutes: Mapped[int]
    on: Mapped[date] = mapped_column("made_on")
    reason: Mapped[str]
    """Why by hand, in the words of staff."""
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class Milestone(Personal, Identified, Base):
    """Something that happened, once: the excursion of the PVT, the signature, the diploma."""

    __tablename__ = "milestone"
    __table_args__ = (wall(), _of_plan(), UniqueConstraint("plan_id", "kind"))

    plan_id: Mapped[UUID]
    kind: Mapped[MilestoneKind]
    on: Mapped[date] = mapped_column("reached_on")
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class PlanChange(Personal, Identified, Base):
    """What changed, when and by whom: written with each change, never changed itself."""

    __tablename__ = "plan_change"
    __table_args__ = (wall(), _of_plan(), Index("ix_plan_change_plan_id_at", "plan_id", "at"))

    plan_id: Mapped[UUID]
    kind: Mapped[str]
    """``plan.step_added`` and so on."""
    subject_id: Mapped[UUID]
    """The row that changed."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What is new in it, as plain JSON values; enough to rebuild the row from its changes."""
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PlanAnswer(Personal, Identified, Base):
    """What the participant says to what changed: understood, please explain, or I want to talk about it."""

    __tablename__ = "plan_answer"
    __table_args__ = (
        wall(),
        _of_plan(),
        Index("ix_plan_answer_plan_id_at", "plan_id", "at"),
        CheckConstraint("(settled_by IS NULL) = (settled_at IS NULL)", name="settled_by_somebody"),
    )

    plan_id: Mapped[UUID]
    kind: Mapped[AnswerKind]
    language: Mapped[str]
    """In which they read what changed."""
    at: Mapped[datetime]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """The regisseur who talked about it with them, or explained it."""
    settled_at: Mapped[datetime | None]


class Intake(Personal, Identified, Base):
    """What was told at the broad intake (brede intake). A later one stands beside it; the newest is shown.

    Nothing is written out: of what somebody tells about their life, only how it goes in each domain is needed here.
    """

    __tablename__ = "intake"
    __table_args__ = (
        wall(),
        _of_plan(),
        Index("ix_intake_plan_id_at", "plan_id", "at"),
        CheckConstraint("outcome IS NULL OR tested_on IS NOT NULL", name="outcome_of_a_test"),
    )

    plan_id: Mapped[UUID]
    held_on: Mapped[date]
    """The day of the last of the talks."""
    standings: Mapped[dict[str, str]] = mapped_column(JSON)
    """Values of `Standing` by those of `Domain`; without the domains that were not talked about."""
    tested_on: Mapped[date | None]
    """The day of the learning test (leerbaarheidstoets)."""
    outcome: Mapped[Route | None]
    """The learning route that the test says is within reach; advice for the decision, not the decision."""
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PlanTalk(Personal, Identified, Base):
    """A progress talk (voortgangsgesprek): what each of them wrote down."""

    __tablename__ = "plan_talk"
    __table_args__ = (wall(), _of_plan(), Index("ix_plan_talk_plan_id_at", "plan_id", "at"))

    plan_id: Mapped[UUID]
    version: Mapped[int | None]
    """Of the decision that was set then."""
    by_participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    by_regisseur_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    made_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PlanAgreement(Personal, Identified, Base):
    """That the participant agreed with the plan, with the very words that they read. Never changed."""

    __tablename__ = "plan_agreement"
    __table_args__ = (wall(), _of_plan(), Index("ix_plan_agreement_plan_id_at", "plan_id", "at"))

    plan_id: Mapped[UUID]
    version: Mapped[int | None]
    """Of the decision that was set then."""
    language: Mapped[str]
    """In which they read it."""
    seen: Mapped[str]
    """What they read, line by line."""
    digest: Mapped[str]
    """SHA-256 of ``seen``, in hexadecimal; it stands in the history of the plan too."""
    at: Mapped[datetime]


class ClockWarning(Personal, Identified, Base):
    """That a time limit ends soon was told, once for each day on which it ends."""

    __tablename__ = "clock_warning"
    __table_args__ = (wall(), _of_plan(), UniqueConstraint("plan_id", "kind", "ends_on"))

    plan_id: Mapped[UUID]
    kind: Mapped[ClockKind]
    ends_on: Mapped[date]
    at: Mapped[datetime]
