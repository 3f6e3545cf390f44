"""Writing, sending, reading and taking back announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, update

from portal.announcements import queries, staff_queries
from portal.announcements.blocks import NEW
from portal.announcements.composing import Composed
from portal.announcements.models import Announcement, AudienceKind, AudiencePart, Kind, Receipt, State
from portal.core import frame, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.i18n import N_
from portal.core.viewer import Viewer
from portal.core.wake import wake_worker
from portal.notices import actions as notices
from portal.texts import actions as texts


@dataclass(frozen=True)
class Part:
    """One part of an audience; see `AudienceKind` for its value."""

    kind: AudienceKind
    value: str = ""


UNDO = timedelta(seconds=30)
"""For so long nobody is told yet: whoever sees a mistake on the way out can undo it."""

EVERYBODY = (Part(AudienceKind.EVERYBODY),)


def readers_of(language: str) -> tuple[Part, ...]:
    """The audience of all participants who read a language."""
    return (Part(AudienceKind.LANGUAGE, language),)


def persons(ids: Sequence[UUID]) -> tuple[Part, ...]:
    """The audience of persons by name."""
    return tuple(Part(AudienceKind.PERSON, str(person_id)) for person_id in ids)


@dataclass(frozen=True)
class Words:
    """What an announcement says, of which kind it is, and how long it holds."""

    kind: Kind
    title_id: UUID
    body_id: UUID | None = None
    pinned: bool = False
    expires_at: datetime | None = None


def draft(actor: Viewer, words: Words, audience: Sequence[Part], now: datetime) -> UUID:
    """An announcement that nobody sees yet. A person of another municipality is not found."""
    if not actor.is_case_worker:
        raise NotFound
    if not audience:
        raise Refused(N_("Choose who this is for."))
    _refuse_strangers(actor, audience)
    announcement = Announcement(
        municipality_id=actor.municipality_id,
        author_id=actor.person_id,
        kind=words.kind,
        title_id=words.title_id,
        body_id=words.body_id,
        pinned=words.pinned,
        expires_at=words.expires_at,
        made_at=now,
    )
    db.session.add(announcement)
    db.session.flush()
    db.session.add_all(
        AudiencePart(announcement_id=announcement.id, kind=part.kind, value=part.value) for part in set(audience)
    )
    db.session.flush()
    return announcement.id


def _refuse_strangers(actor: Viewer, audience: Sequence[Part]) -> None:
    by_name = [part for part in audience if part.kind is AudienceKind.PERSON]
    if {UUID(part.value) for part in by_name} - set(staff_queries.receivers(actor.municipality_id, by_name)):
        raise NotFound


def approve(actor: Viewer, announcement_id: UUID, now: datetime) -> None:
    """Find a draft good to go out."""
    _move(actor, announcement_id, State.DRAFT, State.APPROVED)


def queue(actor: Viewer, announcement_id: UUID, now: datetime, send_at: datetime | None = None) -> None:
    """Let an approved announcement be sent, now or not before an hour that is chosen."""
    due = send_at or now
    expires_at = staff_queries.of_municipality(actor, announcement_id).expires_at
    if expires_at is not None and expires_at <= due:
        raise Refused(N_("This announcement would be over before it is sent."))
    _move(actor, announcement_id, State.APPROVED, State.QUEUED, due)


def hold(actor: Viewer, announcement_id: UUID, now: datetime) -> None:
    """Take a queued announcement out of the queue again, before anybody was told."""
    _move(actor, announcement_id, State.QUEUED, State.APPROVED)


def hold_all(now: datetime) -> None:
    """Take everything out of the queue again: it may have been sent since, or be out of date."""
    queued = update(Announcement).where(Announcement.state == State.QUEUED)
    held = queued.values(state=State.APPROVED, send_at=None)
    db.session.execute(held.execution_options(scope="system: a backup was put back", synchronize_session=False))


def withdraw(actor: Viewer, announcement_id: UUID, now: datetime) -> None:
    """Take back what was sent: its receivers still find that there was something, and no longer what."""
    _move(actor, announcement_id, State.SENT, State.WITHDRAWN)


def send(announcement_id: UUID, now: datetime) -> int:
    """Send one queued announcement that is due, and say to how many. Anything else is left alone: 0.

    Claiming it, the receipts and the notices are one transaction: after a crash it is still queued, and of two
    workers one sends it.
    """
    claimed = db.session.execute(
        update(Announcement)
        .where(Announcement.id == announcement_id, Announcement.state == State.QUEUED, Announcement.send_at <= now)
        .values(state=State.SENT, sent_at=now)
        .returning(Announcement.municipality_id)
        .execution_options(scope="system: sending what is queued", synchronize_session=False)
    ).first()
    if claimed is None:
        return 0
    receivers = staff_queries.receivers(claimed.municipality_id, staff_queries.audience(announcement_id))
    for person_id in receivers:
        outbox.put(outbox.Notice(person_id, NEW, link=queries.path(announcement_id)))
    rows = [
        {
            "announcement_id": announcement_id,
            "person_id": person_id,
            "municipality_id": claimed.municipality_id,
            "sent_at": now,
        }
        for person_id in receivers
    ]
    if rows:
        db.session.execute(insert(Receipt).execution_options(scope="system: sending what is queued"), rows)
    return len(rows)


def announce(actor: Viewer, words: Words, audience: Sequence[Part], now: datetime) -> UUID:
    """Say it now: draft, approve, queue and send in one go."""
    announcement_id = draft(actor, words, audience, now)
    approve(actor, announcement_id, now)
    queue(actor, announcement_id, now)
    send(announcement_id, now)
    return announcement_id


def compose(actor: Viewer, composed: Composed, audience: Sequence[Part], now: datetime) -> UUID:
    """An announcement out of ready sentences, right in every language at once; it goes out after `UNDO`."""
    home = actor.municipality_id
    title, details = (texts.from_block(*each, municipality_id=home) for each in (composed.title, composed.details))
    words = Words(composed.kind, title, details, expires_at=composed.expires_at)
    announcement_id = draft(actor, words, audience, now)
    approve(actor, announcement_id, now)
    queue_soon(actor, announcement_id, now)
    return announcement_id


def queue_soon(actor: Viewer, announcement_id: UUID, now: datetime) -> None:
    """Let an approved announcement go out after `UNDO`."""
    queue(actor, announcement_id, now, now + UNDO)
    frame.after_commit(lambda: wake_worker("announcements", UNDO))


def mark_read(viewer: Viewer, announcement_id: UUID, now: datetime) -> None:
    """The viewer has read it; the first time counts. Its notice is read with it."""
    queries.sent_to(viewer, announcement_id)
    db.session.execute(
        update(Receipt)
        .where(
            Receipt.announcement_id == announcement_id,
            Receipt.person_id == viewer.person_id,
            Receipt.read_at.is_(None),
        )
        .values(read_at=now)
        .execution_options(scope="viewer: my receipts")
    )
    notices.seen(viewer, queries.path(announcement_id), now)


def _move(actor: Viewer, announcement_id: UUID, before: State, after: State, send_at: datetime | None = None) -> None:
    """From one state to the next; of two people at once, one can do it."""
    announcement = staff_queries.of_municipality(actor, announcement_id, lock=True)
    if announcement.state is not before:
        raise Refused(N_("Somebody has just changed this announcement. Open it again."))
    announcement.state = after
    announcement.send_at = send_at or announcement.send_at
    db.session.flush()
