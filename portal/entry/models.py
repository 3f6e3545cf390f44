"""The invitation: how a phone comes to be a person's."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall

WRONG_YEARS_ALLOWED = 3
"""The third wrong year of birth spends a letter."""


class Way(StrEnum):
    """How the secret reaches the phone."""

    DESK = "desk"
    """From a screen, with the person beside it: ten minutes, and whoever showed it confirms."""
    LETTER = "letter"
    """On paper: some days, asks the year of birth, and any of the staff who may let the person in confirms."""


class Ending(StrEnum):
    """Why an invitation that no phone has claimed lets nobody in any more."""

    NOT_ME = "not me"
    REPLACED = "replaced"
    WRONG_YEAR = "wrong year"


class Invitation(Personal, Identified, Base):
    """Lets one phone in, once, for a short time. Only a hash of its secret is kept."""

    __tablename__ = "invitation"
    __table_args__ = (wall(),)

    secret_hash: Mapped[str] = mapped_column(unique=True)
    way: Mapped[Way] = mapped_column(default=Way.DESK)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: made on the command line."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    wrong_years: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    """When a phone claimed it, or when it ended without one."""
    ended_as: Mapped[Ending | None]
    language: Mapped[str] = mapped_column(default="")
    """What the phone chose to read in; the person's from the confirmation on."""
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"))
    """The phone that claimed it."""
