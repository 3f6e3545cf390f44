"""What the audit gives the house."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.accounts.models import Person
from portal.audit import actions, budget
from portal.audit import append_only as append_only  # wherever the table is made, its guards are
from portal.audit.models import Pseudonym, Trace
from portal.core.db import db
from portal.core.i18n import N_
from portal.core.offers import Keep, MenuEntry, Offers

SCOPE = {"scope": "system: rights of the person"}


def export(person_id: UUID) -> dict[str, Any]:
    """Who did what with the person's things and when, and what they themselves did with those of others."""
    mine = select(Trace).where(Trace.person_id == person_id).order_by(Trace.number)
    done = select(Trace).where(Trace.actor_id == person_id).order_by(Trace.number)
    return {
        "traces": [
            {"act": r.act, "at": r.at.isoformat(), "role": r.role}
            for r in db.session.scalars(mine.execution_options(**SCOPE))
        ],
        "traces_left": [
            {"act": r.act, "at": r.at.isoformat()} for r in db.session.scalars(done.execution_options(**SCOPE))
        ],
        "pseudonym": [
            str(ref)
            for ref in db.session.scalars(
                select(Pseudonym.ref).where(Pseudonym.person_id == person_id).execution_options(**SCOPE)
            )
        ],
    }


def keep(person_id: UUID) -> list[Keep]:
    """Who stood behind the pseudonym, so that what was done with their things can still be looked into."""
    statement = select(Pseudonym.ref, Person.given_name, Person.family_name, Person.birth_date)
    row = db.session.execute(
        statement.join(Person, Person.id == Pseudonym.person_id)
        .where(Pseudonym.person_id == person_id)
        .execution_options(**SCOPE)
    ).one_or_none()
    if row is None:
        return []
    born = row.birth_date.isoformat() if row.birth_date else None
    content = {"pseudonym": str(row.ref), "name": f"{row.given_name} {row.family_name}", "birth_date": born}
    return [Keep("audit.names", "AVG art. 5 lid 2 en art. 17 lid 3; BIO2 8.15", content)]


def erase(person_id: UUID) -> None:
    """Removes who stands behind the person's pseudonym. The chain itself stays, about nobody any more."""
    db.session.execute(delete(Pseudonym).where(Pseudonym.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="audit",
    rights_menu=MenuEntry("audit.looks", N_("Who looked at my details"), "eye"),
    todo=budget.todo,
    trace=actions.record,
    seal=actions.seal,
    export=export,
    keep=keep,
    erase=erase,
)
