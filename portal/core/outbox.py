"""Telling people about a change: a room puts a value here, in the transaction of the change itself.

What happens with it is decided by whoever registered as receiver (the notices), so that no room knows how
people are told. A change that is rolled back tells nobody.
"""

from dataclasses import dataclass, field
from uuid import UUID

from portal.core.db import db


@dataclass(frozen=True)
class Notice:
    """Something that one person should hear of."""

    person_id: UUID
    kind: str
    """Which sentence it is; the notices know its words in each language."""
    values: dict[str, str] = field(default_factory=dict)
    """What fills the blanks of the sentence: plain text or ISO dates, formatted for the reader later."""
    link: str = ""
    """The path within the portal to the thing itself."""


def put(notice: Notice) -> None:
    """Leave a notice to be stored with the change and delivered after it."""
    db.session.info.setdefault("outbox", []).append(notice)


def take() -> list[Notice]:
    """All that this transaction has to tell; the outbox is empty afterwards."""
    notices: list[Notice] = db.session.info.pop("outbox", [])
    return notices
