"""Tables of texts and their renderings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Scoped


class Text(Scoped, Identified, Base):
    """Something that people read in their own language."""

    __tablename__ = "text"
    __table_args__ = (
        CheckConstraint("(block IS NULL) = (source_language IS NOT NULL)", name="block_or_free"),
        ForeignKeyConstraint(["person_id", "municipality_id"], ["person.id", "person.municipality_id"]),
        Index("ix_text_person_id", "person_id"),
    )

    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"))
    """Null: shared by the whole region."""
    person_id: Mapped[UUID | None]
    """Set where the text is about one person: then it leaves with them, and is no work for the translation desk."""
    block: Mapped[str | None]
    """The key of the block that the text is built from."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What fills the block's blanks: plain text, numbers, ISO dates and instants."""
    source_language: Mapped[str | None]
    source_version: Mapped[int] = mapped_column(default=1)
    meaning_version: Mapped[int] = mapped_column(default=1)
    """The newest version that changed what the source says; a corrected typing error does not."""


class Rendering(Scoped, Base):
    """What a text says in one language now; the source too is one."""

    __tablename__ = "rendering"

    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    made_from: Mapped[int]
    """The source version that this says in another language."""
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """A native speaker, other than the maker, who found it good."""


class PastRendering(Scoped, Identified, Base):
    """What a text said before, kept for comparing and restoring."""

    __tablename__ = "past_rendering"

    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    language: Mapped[str]
    body: Mapped[str]
    made_from: Mapped[int]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
