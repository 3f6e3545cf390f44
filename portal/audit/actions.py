"""Leaving a trace, in the transaction of what it is a trace of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.accounts.models import Person
from portal.audit.models import Trace
from portal.core.db import db
from portal.core.errors import found
from portal.core.viewer import Viewer

MUNICIPALITY = (
    select(Person.municipality_id)
    .where(Person.id == bindparam("person"))
    .execution_options(scope="system: behind whose wall a trace stands")
)


def record(actor: Viewer, person_id: UUID, act: str, now: datetime) -> None:
    """Remember that the actor did this to, or with, what is the person's. One's own looking leaves none.

    The trace stands behind the person's wall, not the actor's: a cultuurverbinder works in several municipalities.
    """
    if actor.person_id == person_id:
        return
    db.session.add(
        Trace(
            person_id=person_id,
            municipality_id=found(db.session.scalar(MUNICIPALITY, {"person": person_id})),
            actor_id=actor.person_id,
            act=act,
            at=now,
        )
    )
