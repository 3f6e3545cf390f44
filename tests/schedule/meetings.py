"""Meetings for tests, planned through the room's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event, select

from portal.accounts.models import Person
from portal.core import frame, when
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.schedule import actions
from portal.schedule.actions import MeetingDetails
from portal.schedule.models import MeetingKind, Participation, Place
from tests import people

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, 9:00 in Amsterdam."""


def regisseur(person: Person) -> Viewer:
    return people.viewer(person, Role.REGISSEUR)


def at(on: date, clock: str) -> datetime:
    """The instant at which the clocks of Amsterdam show this time on that day."""
    return when.instant(on, time.fromisoformat(clock))


def place(cast: people.Cast) -> UUID:
    """The place where most lessons are, put on the list when first asked for."""
    known = db.session.scalar(select(Place.id).where(Place.municipality_id == cast.ingrid.municipality_id))
    return known or actions.add_place(regisseur(cast.ingrid), "DRU Cultuurfabriek", "Hutteweg 24", "Ulft")


def details(cast: people.Cast, starts_at: datetime, **changes: Any) -> MeetingDetails:
    """A lesson of two hours and a half at the DRU, unless said otherwise."""
    values: dict[str, Any] = {
        "kind": MeetingKind.LESSON,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=150),
        "room": "lokaal 4",
    }
    if not (changes.keys() & {"by_phone", "at_home", "online_link"}):
        values["place_id"] = place(cast)
    return MeetingDetails(**(values | changes))


def planned(
    cast: people.Cast,
    starts_at: datetime,
    *who: Person,
    group: UUID | None = None,
    now: datetime = NOW,
    **changes: Any,
) -> UUID:
    """A meeting for these persons, planned by the regisseur and stored."""
    with frame.change():
        return actions.plan_meeting(
            regisseur(cast.ingrid),
            details(cast, starts_at, **changes),
            now,
            group_id=group,
            person_ids=[person.id for person in who],
        )


def invited(meeting_id: UUID) -> dict[UUID, Participation]:
    """Who is invited to a meeting."""
    statement = select(Participation).where(Participation.meeting_id == meeting_id)
    rows = db.session.scalars(statement.execution_options(scope="system: test", populate_existing=True))
    return {row.person_id: row for row in rows}


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
