"""Tables of texts: what each says in which language from which version, and what people think of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall

LONGEST_BODY = 20_000
"""Characters of a text in one language."""
LONGEST_REMARK = 1_000


class Text(Scoped, Identified, Base):
    """Something that people read in their own language."""

    __tablename__ = "text"
    __table_args__ = (
        CheckConstraint("(block IS NULL) = (source_language IS NOT NULL)", name="block_or_free"),
        ForeignKeyConstraint(["person_id", "municipality_id"], ["person.id", "person.municipality_id"]),
        Index("ix_text_person_id", "person_id"),
    )

    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    """Null: shared by the whole region."""
    person_id: Mapped[UUID | None]
    """Set where the text is about one person: then it leaves with them, and is no work for the translation desk."""
    block: Mapped[str | None]
    """The key of the block that the text is built from."""
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What fills the block's blanks: plain text, numbers, ISO dates and instants."""
    source_language: Mapped[str | None]


class Rendering(Scoped, Base):
    """What a text says in one language from a moment on. Written once, never changed; the highest number counts.

    The source too is one: it is made from nothing.
    """

    __tablename__ = "text_rendering"
    __table_args__ = (
        CheckConstraint("number >= 1 AND (made_from IS NULL OR made_from >= 1)", name="counted_from_one"),
    )

    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    made_from: Mapped[int | None]
    """The number of the source that this says in another language; null for the source itself."""
    changes_meaning: Mapped[bool] = mapped_column(default=True)
    """False for a source in which only a typing error was corrected: the other languages still say the same."""
    restores: Mapped[int | None]
    """The earlier number whose words this brought back."""
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Null: the house itself, or somebody who is no longer known here."""
    made_at: Mapped[datetime]


class Verdict(StrEnum):
    """Would my neighbour understand this?"""

    GOOD = "good"
    UNCLEAR = "unclear"
    WRONG_TONE = "wrong_tone"


class Check(Scoped, Base):
    """What another speaker of the language thinks of a rendering."""

    __tablename__ = "text_check"
    __table_args__ = (
        ForeignKeyConstraint(
            ["text_id", "language", "number"],
            ["text_rendering.text_id", "text_rendering.language", "text_rendering.number"],
            ondelete="CASCADE",
        ),
    )

    text_id: Mapped[UUID] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    verdict: Mapped[Verdict]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Draft(Personal, Base):
    """What a translator has written of a rendering and not given yet. Each has their own."""

    __tablename__ = "text_draft"
    __table_args__ = (wall(), Index("ix_text_draft_text_id", "text_id", "language"))

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    parts: Mapped[list[str]] = mapped_column(JSON)
    """One for each sentence of the source that was before them, or the whole as one."""
    made_from: Mapped[int]
    based_on: Mapped[int]
    """The rendering that stood when they began; 0 where there was none."""
    handed_back: Mapped[bool] = mapped_column(default=False)
    """Left for whoever goes on with it."""
    at: Mapped[datetime]


class RemarkKind(StrEnum):
    """What somebody says about a text."""

    NOT_UNDERSTOOD = "not_understood"
    SAY_OTHERWISE = "say_otherwise"
    QUESTION = "question"
    """Of a translator, to who wrote the text."""


class Remark(Personal, Identified, Base):
    """Somebody does not understand a text, would say it otherwise, or asks its writer; and what was answered."""

    __tablename__ = "text_remark"
    __table_args__ = (
        wall(),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_when"),
        Index("ix_text_remark_text_id", "text_id"),
        Index("ix_text_remark_language_at", "language", "at"),
    )

    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"))
    language: Mapped[str]
    """In which they read it, or are putting it."""
    kind: Mapped[RemarkKind]
    words: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    """The page on which they met it."""
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class Suggestion(Personal, Identified, Base):
    """How somebody would say one of the portal's own sentences."""

    __tablename__ = "text_suggestion"
    __table_args__ = (wall(),)

    msgid: Mapped[str]
    language: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]
