"""What texts give the house: the texts about one person leave with them."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.core.db import db
from portal.core.offers import Offers
from portal.texts.models import Rendering, Text

SCOPE = {"scope": "system: rights of the person"}


def export(person_id: UUID) -> dict[str, Any]:
    """Every free text about a person, in the languages it is in."""
    rows = db.session.execute(
        select(Rendering.text_id, Rendering.language, Rendering.body)
        .join(Text, Text.id == Rendering.text_id)
        .where(Text.person_id == person_id)
        .execution_options(**SCOPE)
    )
    return {"texts": [{"id": str(r.text_id), "language": r.language, "body": r.body} for r in rows]}


def erase(person_id: UUID) -> None:
    """Removes every text about a person, with its renderings."""
    db.session.execute(delete(Text).where(Text.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(room="texts", export=export, erase=erase)
