"""Tables of copies, wishes to be erased, what the law keeps, and what was destroyed."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall


class Reason(StrEnum):
    """Why a person is erased. Chosen, not written: the record of it must say nothing about the person."""

    ASKED = "asked"
    LEFT = "left"
    MISTAKE = "mistake"


class Export(Personal, Identified, Base):
    """A copy of everything about a person, for that person: asked for, made, fetched once or expired."""

    __tablename__ = "data_export"
    __table_args__ = (
        wall(),
        CheckConstraint("(made_at IS NULL) = (file = '')", name="made_has_its_file"),
    )

    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    file: Mapped[str] = mapped_column(default="")
    """Random name of the sealed file in the data folder; empty until it is made."""


class Erasure(Personal, Identified, Base):
    """The wish of a person to be erased, or a beheerder's preparation of it. Gone with the person."""

    __tablename__ = "erasure"
    __table_args__ = (
        wall(),
        UniqueConstraint("person_id"),
        CheckConstraint("(reason IS NULL) = (prepared_at IS NULL)", name="prepared_with_a_reason"),
    )

    asked_at: Mapped[datetime]
    reason: Mapped[Reason | None]
    prepared_at: Mapped[datetime | None]
    prepared_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Kept(Scoped, Identified, Base):
    """What the law makes the municipality keep of somebody who was erased: sealed, and in no page of the portal."""

    __tablename__ = "kept_record"

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    what: Mapped[str]
    """``plan.decisions`` and so on, see the rooms' `keep`."""
    ground: Mapped[str]
    """The law or list that asks for it, in Dutch."""
    kept_at: Mapped[datetime]
    until: Mapped[date]
    """After this day it is destroyed too."""
    sealed: Mapped[str]
    """The content, encrypted with a key that lies outside the database."""


class Destruction(Identified, Base):
    """That something was destroyed: what kind, how much, why and when. Never about whom."""

    __tablename__ = "destruction"

    at: Mapped[datetime]
    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"))
    """Null: by a retention rule, for the whole region."""
    kind: Mapped[str]
    """``person``, or the key of a retention rule."""
    reason: Mapped[str]
    number: Mapped[int]
    """How many rows of that kind."""
