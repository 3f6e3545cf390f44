"""Announcements for tests: what a begeleider says, in few words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event

from portal.accounts.models import Person
from portal.announcements import actions
from portal.announcements.actions import EVERYBODY, Part, Words
from portal.announcements.models import Kind
from portal.core import frame
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.texts import actions as texts
from tests import people

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FRIDAY = "2026-11-27T08:00:00+00:00"


def begeleider(person: Person) -> Viewer:
    return people.viewer(person, Role.BEGELEIDER)


def cancelled(actor: Viewer, **more: Any) -> Words:
    """No lesson on Friday: a title and a body of blocks."""
    home = actor.municipality_id
    title = texts.from_block("announcements.no-lesson", {"day": FRIDAY}, municipality_id=home)
    values = {"day": FRIDAY, "time": FRIDAY, "place": more.pop("place", "DRU, Ulft")}
    body = texts.from_block("announcements.no-lesson.details", values, municipality_id=home)
    return Words(Kind.LESSON, title, body, **more)


def free(actor: Viewer, title: Mapping[str, str], body: Mapping[str, str] | None = None, **more: Any) -> Words:
    """An announcement in a begeleider's own words."""
    home = actor.municipality_id
    title_id = texts.write(actor, title, NOW, municipality_id=home)
    body_id = texts.write(actor, body, NOW, municipality_id=home) if body else None
    return Words(Kind.GENERAL, title_id, body_id, **more)


def announce(
    by: Person, audience: tuple[Part, ...] = EVERYBODY, at: datetime = NOW, words: Words | None = None, **more: Any
) -> UUID:
    """Say it, in a change of its own."""
    actor = begeleider(by)
    with frame.change():
        return actions.announce(actor, words or cancelled(actor, **more), audience, at)


def announce_freely(by: Person, title: Mapping[str, str], body: Mapping[str, str] | None = None, **more: Any) -> UUID:
    actor = begeleider(by)
    with frame.change():
        return actions.announce(actor, free(actor, title, body, **more), EVERYBODY, NOW)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
