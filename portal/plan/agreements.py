"""A participant's agreement with their plan, exactly as they read it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Row, and_, bindparam, exists, or_, select

from portal.core.db import db
from portal.core.errors import Refused, found
from portal.core.i18n import N_
from portal.core.viewer import Viewer
from portal.plan import changing, paper, statements
from portal.plan.models import PlanAgreement, PlanChange

OF_PLAN = {"scope": "viewer: of a plan I may see"}
AGREED_UPON = ("plan.decision_set", "plan.goal_added", "plan.goal_state", "plan.step_added", "plan.step_due")
"""After such a change, or after a step was dropped, an agreement is about a plan as it was before."""

_changed_since = exists().where(
    PlanChange.plan_id == PlanAgreement.plan_id,
    PlanChange.at > PlanAgreement.at,
    or_(
        PlanChange.kind.in_(AGREED_UPON),
        and_(PlanChange.kind == "plan.step_state", PlanChange.values["state"].as_string() == "dropped"),
    ),
)
AGREEMENTS = (
    select(PlanAgreement, _changed_since.label("changed"))
    .where(PlanAgreement.plan_id == bindparam("plan"))
    .execution_options(**OF_PLAN)
)
LAST_AGREEMENT = AGREEMENTS.order_by(PlanAgreement.at.desc()).limit(1)
NEW_LINE = re.compile(r"</?(?:h2|h3|p|ul|li|br)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Agreement:
    """That the participant agreed, and with what."""

    id: UUID
    at: datetime
    language: str
    version: int | None
    """Of the decision; none where none was set yet."""
    seen: tuple[str, ...]
    """What they read, line by line."""
    digest: str
    stands: bool
    """Whether nothing that was agreed upon changed since."""
    intact: bool
    """Whether what is kept of it is what they read: the digest was made at that moment."""


def as_read(rows: Iterable[paper.Row]) -> str:
    """A plan as it stands on paper, in plain lines in the language of its person: what an agreement is about."""
    lines = []
    for row in rows:
        pieces = NEW_LINE.split(str(row.said[0][2]))
        lines += [words for piece in pieces if (words := Markup(piece).striptags())]  # noqa: S704 - its tags go
    return "\n".join(lines)


def digest(words: str) -> str:
    """SHA-256 of what was read, in hexadecimal: a mark by which the very same words are known again."""
    return sha256(words.encode()).hexdigest()


def agree(actor: Viewer, seen: str, now: datetime) -> None:
    """The participant agrees with their own plan as they read it, known by its digest. Twice is the same as once.

    Raises `Refused` where the plan is another one by now.
    """
    plan = found(db.session.scalar(statements.MY_OWN_PLAN, {"viewer": actor.person_id}))
    words = as_read(paper.rows(actor, actor.person_id, actor.language))
    if digest(words) != seen:
        raise Refused(N_("Your plan has changed since you opened this page. Read it once more."))
    before = db.session.scalar(LAST_AGREEMENT, {"plan": plan.id})
    if before is not None and before.digest == seen:
        return
    version = db.session.scalar(statements.SET_VERSION, {"plan": plan.id})
    agreement = PlanAgreement(
        **changing.belongs(plan),
        version=version.number if version is not None else None,
        language=actor.language,
        seen=words,
        digest=seen,
        at=now,
    )
    db.session.add(agreement)
    db.session.flush()
    values = {name: getattr(agreement, name) for name in ("version", "language", "digest")}
    changing.changed(actor, plan, "plan.agreed", agreement, values, now)


def last_agreement(plan_id: UUID) -> Agreement | None:
    """What the participant agreed with last, of a plan that the viewer may see."""
    row = db.session.execute(LAST_AGREEMENT, {"plan": plan_id}).one_or_none()
    return _agreement(row) if row is not None else None


def agreement(plan_id: UUID | None, agreement_id: UUID) -> Agreement:
    """One agreement with a plan that the viewer may see; raises `NotFound` where it is of another."""
    wanted = AGREEMENTS.where(PlanAgreement.id == agreement_id)
    return _agreement(found(db.session.execute(wanted, {"plan": found(plan_id)}).one_or_none()))


def _agreement(found_row: Row[PlanAgreement, bool]) -> Agreement:
    row, changed = found_row
    intact, seen = digest(row.seen) == row.digest, tuple(row.seen.splitlines())
    return Agreement(row.id, row.at, row.language, row.version, seen, row.digest, not changed, intact)
