"""Threads for tests, made through the room's own actions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from portal.accounts.models import Person
from portal.core import frame
from portal.core.viewer import Role, Viewer
from portal.messages import actions, inbox_actions
from portal.messages.models import Topic
from tests import people

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
QUESTION = "هل يجب أن أدفع الآن؟"
ANSWER = "لا، ليس الآن."


def rana(cast: people.Cast) -> Viewer:
    """Answers Arabic in both municipalities."""
    both = (cast.oude_ijsselstreek.id, cast.doetinchem.id)
    return people.viewer(cast.rana, Role.CULTUURVERBINDER, serves=both)


def cultuurverbinder(person: Person) -> Viewer:
    return people.viewer(person, Role.CULTUURVERBINDER)


def asked(person: Person, body: str = QUESTION, topic: Topic = Topic.LETTER, now: datetime = NOW) -> UUID:
    """A question in the pool."""
    with frame.change():
        return actions.ask(people.viewer(person), topic, body, now)


def claimed(cast: people.Cast, person: Person) -> UUID:
    """A question that Rana answers, and has seen."""
    thread = asked(person)
    with frame.change():
        inbox_actions.claim(rana(cast), thread, NOW)
        actions.mark_seen(rana(cast), thread, NOW)
    return thread


def say(actor: Viewer, thread: UUID, body: str = ANSWER, minutes: int = 1) -> None:
    """One more message, some minutes later."""
    with frame.change():
        actions.send(actor, thread, body, NOW + timedelta(minutes=minutes))
