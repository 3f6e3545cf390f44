"""The trace."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall


class Trace(Personal, Identified, Base):
    """Somebody looked at, or changed, something of a person."""

    __tablename__ = "trace"
    __table_args__ = (wall(), Index("ix_trace_person_id_at", "person_id", "at"))

    actor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str]
    """``plan.opened``, ``device.ended`` and so on."""
    at: Mapped[datetime]
