"""The inbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall


class InboxNotice(Personal, Identified, Base):
    """Something a person was told."""

    __tablename__ = "inbox_notice"
    __table_args__ = (wall(), Index("ix_inbox_notice_person_id_at", "person_id", "at"))

    kind: Mapped[str]
    """The key of the block that says it."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    link: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
