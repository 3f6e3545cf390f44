"""Tables of the health library and of whom to call. None is about a person."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified
from portal.health.themes import Theme


class Article(Identified, Base):
    """One page of the library, shared by all municipalities."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_theme_position", "theme", "position"),)

    slug: Mapped[str] = mapped_column(unique=True)
    theme: Mapped[Theme]
    position: Mapped[int]
    """The place in the whole library, counted from 0."""
    picture: Mapped[str]
    """The name of an icon."""
    urgent: Mapped[bool]
    """The first thing on its page is a number to call."""
    sensitive: Mapped[bool]
    """Never news, never on a lock screen: the phone may be shared."""
    title_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    top_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    body_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    sayings_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    """One Dutch sentence a line with its meaning, as `portal.health.sayings` reads them."""
    source: Mapped[str]
    """The organisations that the facts come from, in Dutch."""
    checked_on: Mapped[date]
    """The first of the month in which the facts were last checked."""
    dutch: Mapped[str]
    """Dutch words heard at the doctor's, by which the article is found too."""


class ArticleWords(Base):
    """The words by which an article is found in one language, folded as `portal.core.text.fold_for_search` does.

    Who asks by the words of its name finds it first.
    """

    __tablename__ = "article_words"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    """Title and top line, the Dutch words heard at the doctor's, and other words for the same."""
    body: Mapped[str]
    """Everything else that it says."""


class ArticleContact(Base):
    """Whom an article says to call, by key: each municipality has its own behind it, or the national one."""

    __tablename__ = "article_contact"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]


class Contact(Identified, Base):
    """Somebody to call: a number for the whole country, or a desk or practice of one municipality."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_municipality_id_key", "municipality_id", "key"),)

    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"))
    """Null: national. A municipality may have several under one key: two pharmacies."""
    key: Mapped[str]
    position: Mapped[int]
    name_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    what_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    """What they do, in one line."""
    hours_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    label: Mapped[str] = mapped_column(default="")
    """The proper name where a municipality has its own, e.g. of a pharmacy; the same in every language."""
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]


_is_national = Contact.municipality_id.is_(None)
Index("uq_contact_national_key", Contact.key, unique=True, sqlite_where=_is_national, postgresql_where=_is_national)


class LibraryText(Base):
    """What the library last put into a text.

    A new edition of the library so changes only what the library itself changed, and never undoes what a
    translator or a municipality has made better since.
    """

    __tablename__ = "library_text"

    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), primary_key=True)
    source_version: Mapped[int]
    """The version of the source that the library wrote."""
    digests: Mapped[dict[str, str]] = mapped_column(JSON)
    """A digest of what it wrote, by language."""
