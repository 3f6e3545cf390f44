"""What coming in gives the house: phones that wait, for the desk of who may confirm them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.core.access import PEOPLE_WORKERS
from portal.core.db import db, let_go
from portal.core.i18n import _
from portal.core.offers import Offers, Todo
from portal.core.viewer import Viewer
from portal.entry import actions, queries
from portal.entry.models import Invitation

SCOPE = {"scope": "system: rights of the person"}


def todo(viewer: Viewer) -> Sequence[Todo]:
    """Phones that came in by a letter."""
    phones = queries.waiting(viewer) if PEOPLE_WORKERS.allows(viewer) else []
    return [Todo(_("Phones that wait for you"), len(phones), "/people/waiting", "smartphone")] if phones else []


def export(person_id: UUID) -> dict[str, Any]:
    """The invitations a person has had."""
    rows = db.session.scalars(select(Invitation).where(Invitation.person_id == person_id).execution_options(**SCOPE))
    return {"invitations": [{"way": row.way.value, "made_at": row.made_at.isoformat()} for row in rows]}


def _invitations(before: datetime, really: bool) -> int:
    return let_go(Invitation, Invitation.expires_at < before, really)


def erase(person_id: UUID) -> None:
    """Removes a person's invitations."""
    db.session.execute(delete(Invitation).where(Invitation.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="entry",
    todo=todo,
    export=export,
    erase=erase,
    retention={"entry.invitations": _invitations},
    restored=actions.end_all_invitations,
)
