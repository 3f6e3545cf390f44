"""Tables of the chain, and of who stands behind its pseudonyms."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from portal.core.db import Base, Personal, Scoped, wall


class Entry(Scoped, Base):
    """One thing that somebody did. Never changed and never removed: the database refuses both."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_person_ref_at", "person_ref", "at", "number"),
        Index("ix_audit_entry_actor_ref_at", "actor_ref", "at"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the chain, from 1, without gaps."""
    at: Mapped[datetime]
    act: Mapped[str]
    """``plan.opened``, ``device.ended`` and so on; its words are in `acts`."""
    role: Mapped[str]
    """As what the actor did it; empty for the house itself."""
    person_ref: Mapped[UUID]
    """The pseudonym of whose things it was."""
    actor_ref: Mapped[UUID | None]
    """The pseudonym of who did it; null for the house itself (a job, the command line)."""
    seal: Mapped[str]
    """Keyed hash of all this and of the seal before, see `chain`."""


class Pseudonym(Personal, Base):
    """Who stands behind a pseudonym. Leaves with the person, and then nobody can tell any more."""

    __tablename__ = "pseudonym"
    __table_args__ = (wall(),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    salt: Mapped[str]
    """Random: with the row gone, not even the key and the person's id lead to the pseudonym."""
    ref: Mapped[UUID] = mapped_column(unique=True)


_actor = aliased(Pseudonym)


class Trace(Base):
    """An entry with the people it is about; to read only. Without the ones who were erased."""

    __table__ = (
        select(
            Entry.number,
            Entry.at,
            Entry.act,
            Entry.role,
            Pseudonym.person_id,
            Pseudonym.municipality_id,
            _actor.person_id.label("actor_id"),
        )
        .join(Pseudonym, Pseudonym.ref == Entry.person_ref)
        .outerjoin(_actor, _actor.ref == Entry.actor_ref)
        .subquery("trace")
    )
    __mapper_args__ = {"primary_key": [__table__.c.number]}  # noqa: RUF012 - the form SQLAlchemy asks for

    number: Mapped[int]
    at: Mapped[datetime]
    act: Mapped[str]
    role: Mapped[str]
    person_id: Mapped[UUID]
    municipality_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
