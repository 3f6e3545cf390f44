"""What only who keeps plans asks: what the last decision says, and who has no plan yet."""

from uuid import UUID

from portal.accounts import sight
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.plan import statements
from portal.plan.decisions import DecisionContent
from portal.plan.models import Decision
from portal.plan.terms import SKILLS, Duty, Support


def decided(viewer: Viewer, person_id: UUID) -> DecisionContent | None:
    """What the decision that is set says, to go on from; None where none is."""
    row = db.session.scalar(statements.DECIDED, {**sight.eyes(viewer), "person": person_id})
    return content_of(row) if row is not None else None


def content_of(row: Decision) -> DecisionContent:
    """What a version says, to go on from."""
    if row.decided_on is None:
        raise ValueError("a version has a date")
    levels = {skill: level for skill in SKILLS if (level := getattr(row, skill)) is not None}
    same = len(levels) == len(SKILLS) and len(set(levels.values())) == 1
    return DecisionContent(
        decided_on=row.decided_on,
        reason=row.reason,
        route=row.route,
        level=levels["speaking"] if same else None,
        levels=None if same else levels,
        provider=row.provider,
        hours_per_week=row.hours_per_week,
        term_starts_on=row.term_starts_on,
        term_ends_on=row.term_ends_on,
        relief_from=row.relief_from,
        relief_until=row.relief_until,
        duties=frozenset(Duty(value) for value in row.duties),
        support=frozenset(Support(value) for value in row.support),
        objection_until=row.objection_until,
        text_id=row.text_id,
    )


def lacks_plan(viewer: Viewer, person_id: UUID) -> bool:
    """Whether the viewer is regisseur of a participant who has no plan yet."""
    asked = {**sight.eyes(viewer), "person": person_id}
    return viewer.has(Role.REGISSEUR) and db.session.scalar(statements.LACKS_PLAN, asked) is not None
