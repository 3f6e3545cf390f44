"""What the audit gives the house."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.audit import actions
from portal.audit.models import Trace
from portal.core.db import db
from portal.core.offers import Offers

SCOPE = {"scope": "system: rights of the person"}


def export(person_id: UUID) -> dict[str, Any]:
    """Who looked, and when."""
    rows = db.session.scalars(select(Trace).where(Trace.person_id == person_id).execution_options(**SCOPE))
    return {"traces": [{"act": r.act, "at": r.at.isoformat(), "by": str(r.actor_id)} for r in rows]}


def erase(person_id: UUID) -> None:
    """Removes the traces of looking at a person who is no longer known."""
    db.session.execute(delete(Trace).where(Trace.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(room="audit", trace=actions.record, export=export, erase=erase)
