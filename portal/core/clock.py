"""What time it is. The one place that the house asks, so that a test can hold the hour still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from portal.core import when

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in the Netherlands, whatever the clock of the server says."""
    return when.local(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let it be another moment within: the demo municipality has a past, and it happened bit by bit."""
    token = _told.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _told.reset(token)
