"""Tables of people and how they get in."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, Scoped, wall
from portal.core.viewer import Role

WRONG_PINS_ALLOWED = 5
"""The fifth wrong PIN ends the sign-in of that device, never the account."""

PIN_LENGTH = 6

BY_LETTER = String().with_variant(String(collation="C"), "postgresql")
"""Folded words, compared letter by letter: the beginning of a word is then a stretch of an index."""


class TextSize(StrEnum):
    """How large a person reads."""

    NORMAL = "normal"
    LARGE = "large"
    VERY_LARGE = "very-large"


class Locking(StrEnum):
    """How soon the portal locks by itself for a person."""

    SOON = "soon"
    NORMAL = "normal"
    LATE = "late"

    @property
    def out_of_sight(self) -> int:
        """Seconds out of sight after which it is locked for a participant."""
        return {"soon": 30, "normal": 120, "late": 300}[self]

    @property
    def unused(self) -> int:
        """Seconds without use after which it is locked for anybody."""
        return {"soon": 180, "normal": 600, "late": 1800}[self]


class Municipality(Identified, Base):
    """A municipality of the region. Its people and everything about them stay behind its wall."""

    __tablename__ = "municipality"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    """The general number of the town hall."""


class Household(Scoped, Identified, Base):
    """People who live together. Says nothing about who may see whom."""

    __tablename__ = "household"
    __table_args__ = (
        UniqueConstraint("id", "municipality_id"),
        Index("ix_household_external_key", "municipality_id", "external_key", unique=True),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    external_key: Mapped[str | None]
    """What the municipality's own files call this household."""


class Person(Scoped, Identified, Base):
    """Anybody known to a municipality: participant, child, staff member or volunteer."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("id", "municipality_id"),
        ForeignKeyConstraint(["household_id", "municipality_id"], ["household.id", "household.municipality_id"]),
        Index("ix_person_external_key", "municipality_id", "external_key", unique=True),
        Index("ix_person_municipality_id_sort_name_id", "municipality_id", "sort_name", "id"),
        Index("ix_person_municipality_id_birth_date", "municipality_id", "birth_date"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    household_id: Mapped[UUID | None] = mapped_column(index=True)
    given_name: Mapped[str]
    """As in the BRP, in Latin script."""
    family_name: Mapped[str]
    called: Mapped[str] = mapped_column(default="")
    """The name this person is called by, in any script; the given name where empty."""
    birth_date: Mapped[date | None]
    """As in the BRP. The first of January is often administrative."""
    language: Mapped[str] = mapped_column(default="nl")
    text_size: Mapped[TextSize] = mapped_column(default=TextSize.NORMAL)
    locking: Mapped[Locking] = mapped_column(default=Locking.NORMAL)
    phone: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    """For staff: when they can be reached, in Dutch days and hours, as data (``mon,thu``); see the messages."""
    active: Mapped[bool] = mapped_column(default=True)
    external_key: Mapped[str | None]
    """What the municipality's own files call this person. Never the BSN."""
    version: Mapped[int] = mapped_column(default=1)
    """One more with every change by staff, so that two who change the same person at once both hear of it."""
    sort_name: Mapped[str] = mapped_column(BY_LETTER, default="")
    """Family name and given name, folded; kept by `accounts.names`."""

    @property
    def first_name(self) -> str:
        return self.called or self.given_name

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class PersonWord(Personal, Base):
    """One folded word of a person's names, to find them by its beginning; kept by `accounts.names`."""

    __tablename__ = "person_word"
    __table_args__ = (
        ForeignKeyConstraint(
            ["person_id", "municipality_id"], ["person.id", "person.municipality_id"], ondelete="CASCADE"
        ),
        Index("ix_person_word_municipality_id_word", "municipality_id", "word", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(BY_LETTER, primary_key=True)


class Grant(Base):
    """A role that a person holds in a municipality. Only a cultuurverbinder holds one in several."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_municipality_id_role", "municipality_id", "role", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True, default="")
    """A language in which a cultuurverbinder answers, whatever they read the portal in; empty for other roles."""


class Case(Personal, Identified, Base):
    """Who works for whom: the regisseur and the begeleider of a participant."""

    __tablename__ = "person_case"
    __table_args__ = (
        wall(),
        wall("worker_id"),
        Index("ix_person_case_worker_id", "worker_id"),
        CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),
    )

    worker_id: Mapped[UUID]
    role: Mapped[Role]
    since: Mapped[date]
    until: Mapped[date | None]


class UrgentAccess(Personal, Identified, Base):
    """For an hour somebody works for a person whose case they do not have, because it could not wait (break-glass).

    Written once, with its reason, and told to the person and to the beheerder at once. It counts as a case does.
    """

    __tablename__ = "urgent_access"
    __table_args__ = (
        wall(),
        wall("worker_id"),
        Index("ix_urgent_access_worker_id", "worker_id", "ends_at"),
        CheckConstraint("ends_at > at", name="ends_after_start"),
    )

    worker_id: Mapped[UUID]
    role: Mapped[Role]
    """As what: a begeleider sees no plan this way either."""
    reason: Mapped[str]
    """In the colleague's own words, for the beheerder and for the person's own copy."""
    at: Mapped[datetime]
    ends_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    """When a beheerder said that they asked about it."""


class WholeList(Scoped, Identified, Base):
    """A beheerder wants the list of everybody as a file; it takes a second colleague, and is fetched once."""

    __tablename__ = "whole_list"
    __table_args__ = (
        wall("asked_by"),
        wall("agreed_by"),
        Index("ix_whole_list_municipality_id", "municipality_id", "asked_at"),
        CheckConstraint("agreed_by <> asked_by", name="takes_two"),
        CheckConstraint("(agreed_by IS NULL) = (agreed_at IS NULL)", name="agreed_by_somebody"),
        CheckConstraint("fetched_at IS NULL OR agreed_at IS NOT NULL", name="fetched_after_agreed"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]


class Device(Personal, Identified, Base):
    """A phone or computer that is signed in as one person. Ending it signs it out at once.

    The browser holds a random token; only its hash is here, and it changes at every unlock. The PIN belongs to
    the device, so that guessing on one phone never locks the person out of another.
    """

    __tablename__ = "device"
    __table_args__ = (wall(),)

    token_hash: Mapped[str] = mapped_column(unique=True)
    token_before: Mapped[str] = mapped_column(default="", index=True)
    """The hash before the last change: a phone that never heard the answer may still ask for the PIN with it."""
    token_changed_at: Mapped[datetime | None]
    pin_hash: Mapped[str | None]
    """Null until the PIN is chosen; the device can do nothing else before that."""
    wrong_pins: Mapped[int] = mapped_column(default=0)
    strong: Mapped[bool] = mapped_column(default=False)
    """Signed in with a passkey or with two keys, as staff are; it has no PIN, and only it carries their rights."""
    waits: Mapped[bool] = mapped_column(default=False)
    """It claimed an invitation that nobody has confirmed yet: it shows nothing of its person and can only wait."""
    pictures: Mapped[str] = mapped_column(default="")
    """The pair it showed while it waited, as names of icons. The first one marks its person on a shared phone."""
    nickname: Mapped[str] = mapped_column(default="")
    """What the lock of a shared phone calls its person; the first letter of their name where empty."""
    label: Mapped[str] = mapped_column(default="")
    """Browser and system in a few words, from what the browser says of itself."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    """An absolute end: a forgotten phone does not stay signed in for ever."""
    ended_at: Mapped[datetime | None]


class Draft(Personal, Base):
    """What somebody had typed when the portal locked. For that device alone, sealed, gone when the device ends."""

    __tablename__ = "draft"
    __table_args__ = (wall(),)

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    """The page it was typed on or, where it was sent already, the path it was sent to."""
    sent: Mapped[bool]
    sealed: Mapped[str]
    """Names and values of the fields, encrypted: no copy of the database reads them without the portal's key."""
    at: Mapped[datetime]
