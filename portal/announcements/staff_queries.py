"""Reads of those who send: what is queued, whom it is for, and how many have read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, false, func, or_, select, true

from portal.accounts import queries as accounts
from portal.accounts.models import Grant, Person
from portal.accounts.sight import Purpose
from portal.announcements.models import Announcement, AudienceKind, AudiencePart, Kind, Receipt, State
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.i18n import LANGUAGES, using
from portal.core.viewer import Role, Viewer
from portal.texts import queries as texts
from portal.texts.queries import Shown

PAGE_LENGTH = 20
SAMPLE = 5

Found = Row[*tuple[Any, ...]]


class PartLike(Protocol):
    """A part of an audience, stored or not."""

    @property
    def kind(self) -> AudienceKind: ...
    @property
    def value(self) -> str: ...


SENT = (
    select(Announcement.id, Announcement.kind, Announcement.state, Announcement.title_id, Announcement.sent_at)
    .where(Announcement.municipality_id == bindparam("municipality"), Announcement.sent_at.is_not(None))
    .order_by(Announcement.sent_at.desc(), Announcement.id.desc())
    .limit(PAGE_LENGTH + 1)
    .execution_options(scope="viewer: staff of this municipality")
)
SENT_BEFORE = SENT.where(
    or_(
        Announcement.sent_at < bindparam("sent_at"),
        and_(Announcement.sent_at == bindparam("sent_at"), Announcement.id < bindparam("before")),
    )
)
WAITING = (
    select(Announcement.id, Announcement.kind, Announcement.state, Announcement.title_id, Announcement.send_at)
    .where(
        Announcement.municipality_id == bindparam("municipality"),
        Announcement.state.in_((State.APPROVED, State.QUEUED)),
    )
    .order_by(Announcement.state.desc(), Announcement.send_at, Announcement.made_at.desc())
    .limit(PAGE_LENGTH)
    .execution_options(scope="viewer: staff of this municipality")
)
COUNTS = (
    select(Receipt.announcement_id, func.count().label("receivers"), func.count(Receipt.read_at).label("readers"))
    .where(Receipt.announcement_id.in_(bindparam("ids", expanding=True)))
    .group_by(Receipt.announcement_id)
    .execution_options(scope="viewer: announcements of their municipality, in numbers")
)
AUDIENCE = (
    select(AudiencePart.kind, AudiencePart.value)
    .where(AudiencePart.announcement_id == bindparam("announcement"))
    .execution_options(scope="system: sending what is queued")
)
DUE = (
    select(Announcement.id)
    .where(Announcement.state == State.QUEUED, Announcement.send_at <= bindparam("now"))
    .order_by(Announcement.send_at)
    .execution_options(scope="system: sending what is queued")
)


@dataclass(frozen=True, slots=True)
class SentItem:
    """An announcement in the list of staff, with how many have read it."""

    id: UUID
    kind: Kind
    title: Shown
    sent_at: datetime
    withdrawn: bool
    receivers: int
    readers: int


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An announcement that nobody got yet."""

    id: UUID
    kind: Kind
    title: Shown
    goes_out_at: datetime | None
    """None: nobody has said that it may go out."""


def visible_to(viewer: Viewer) -> Select[Announcement]:
    """Every announcement that the viewer works with: of their municipality, for begeleiders and regisseurs."""
    mine = Announcement.municipality_id == viewer.municipality_id
    allowed: ColumnElement[bool] = mine if viewer.is_case_worker else false()
    return select(Announcement).where(allowed).execution_options(scope="viewer: staff of this municipality")


def of_municipality(viewer: Viewer, announcement_id: UUID, *, lock: bool = False) -> Announcement:
    """One of the staff member's municipality, in any state, locked for a change; raises `NotFound` otherwise."""
    statement = visible_to(viewer).where(Announcement.id == announcement_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return found(db.session.scalar(statement))


def sent(viewer: Viewer, before: UUID | None = None) -> tuple[list[SentItem], UUID | None]:
    """What the staff member's municipality has sent, newest first, with read counts; and where to go on."""
    keys: dict[str, Any] = {"municipality": viewer.municipality_id}
    statement = SENT
    if before is not None:
        keys |= {"before": before, "sent_at": found(of_municipality(viewer, before).sent_at)}
        statement = SENT_BEFORE
    rows = db.session.execute(statement, keys).all()
    page = rows[:PAGE_LENGTH]
    counts = {r.announcement_id: r for r in db.session.execute(COUNTS, {"ids": [row.id for row in page]})}
    shown = texts.shown(row.title_id for row in page)
    items = [_sent_item(row, shown[row.title_id], counts.get(row.id)) for row in page]
    return items, page[-1].id if len(rows) > PAGE_LENGTH else None


def audience(announcement_id: UUID) -> Sequence[Row[AudienceKind, str]]:
    """The parts of an announcement's audience."""
    return db.session.execute(AUDIENCE, {"announcement": announcement_id}).all()


def receivers(municipality_id: UUID, parts: Iterable[PartLike]) -> Sequence[UUID]:
    """The participants of the municipality whom the parts mean, each once."""
    meant = select(Person.id).where(*_meant(municipality_id, parts))
    return db.session.scalars(meant.execution_options(scope="system: whom an announcement is for")).all()


def _meant(municipality_id: UUID, parts: Iterable[PartLike]) -> list[ColumnElement[bool]]:
    """Of all people, the participants of a municipality whom the parts mean."""
    values: dict[AudienceKind, list[str]] = defaultdict(list)
    for part in parts:
        values[part.kind].append(part.value)
    return [
        Person.municipality_id == municipality_id,
        Person.active.is_(True),
        exists().where(
            Grant.person_id == Person.id,
            Grant.municipality_id == municipality_id,
            Grant.role == Role.PARTICIPANT,
        ),
        or_(
            true() if AudienceKind.EVERYBODY in values else false(),
            Person.language.in_(values[AudienceKind.LANGUAGE]),
            Person.id.in_([UUID(value) for value in values[AudienceKind.PERSON]]),
        ),
    ]


def one_sent(viewer: Viewer, announcement_id: UUID) -> tuple[SentItem, list[tuple[str, Shown, Shown | None]]]:
    """One that was sent, and what it says in each language: code, title, details. Raises `NotFound` otherwise."""
    row = of_municipality(viewer, announcement_id)
    if row.sent_at is None:
        raise NotFound
    counts = db.session.execute(COUNTS, {"ids": [announcement_id]}).one_or_none()
    said = []
    for code in LANGUAGES:
        with using(code):
            shown = texts.shown(each for each in (row.title_id, row.body_id) if each)
        said.append((code, shown[row.title_id], shown[row.body_id] if row.body_id else None))
    return _sent_item(row, said[0][1], counts), said


def sample(viewer: Viewer, parts: Iterable[PartLike]) -> tuple[int, list[str]]:
    """How many participants the parts mean, and the names of the first few; for who may see them by name."""
    meant = _meant(viewer.municipality_id, parts)
    number = select(func.count()).select_from(Person).where(*meant)
    named = accounts.visible_people(viewer, Purpose.NAME).where(*meant).order_by(Person.sort_name, Person.id)
    some = db.session.scalars(named.limit(SAMPLE)).all()
    count = db.session.scalar(number.execution_options(scope="viewer: how many of my municipality")) or 0
    return count, [person.full_name for person in some]


def waiting(viewer: Viewer) -> list[WaitingItem]:
    """What is written in the staff member's municipality and not sent, what goes out first on top."""
    rows = db.session.execute(WAITING, {"municipality": viewer.municipality_id}).all()
    shown = texts.shown(row.title_id for row in rows)
    return [
        WaitingItem(row.id, row.kind, shown[row.title_id], row.send_at if row.state is State.QUEUED else None)
        for row in rows
    ]


def due(now: datetime) -> Collection[UUID]:
    """What is queued and may be sent."""
    return db.session.scalars(DUE, {"now": now}).all()


def _sent_item(row: Any, title: Shown, counts: Found | None) -> SentItem:
    return SentItem(
        id=row.id,
        kind=row.kind,
        title=title,
        sent_at=row.sent_at,
        withdrawn=row.state is State.WITHDRAWN,
        receivers=counts.receivers if counts else 0,
        readers=counts.readers if counts else 0,
    )
