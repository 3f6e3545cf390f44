"""A sign of life of the worker, which runs in a process of its own."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, db


class Heartbeat(Base):
    """When something last said that it is alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(name: str) -> None:
    """Say that something is alive now."""
    db.session.merge(Heartbeat(name=name, at=clock.now()))
