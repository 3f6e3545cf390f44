"""One change, one transaction: begun as a change, committed once at the end, told about afterwards.

The Door opens and closes the frame for requests. Commands, jobs and tests use `change()`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from portal.core import offers, outbox
from portal.core.db import db


def begin_change() -> None:
    """Begin this session's transaction as one that will change something.

    The session forgets what it read before: a change that began with a stale row would undo somebody else's.
    """
    db.session.close()
    db.session.info["changing"] = True
    db.session.connection(execution_options={"changing": True})


def after_commit(call: Callable[[], None]) -> None:
    """Have something done once the change is safely stored: start a job, never write."""
    db.session.info.setdefault("after_commit", []).append(call)


def finish() -> None:
    """Store the change together with what it has to tell, then do what waited for that."""
    session = db.session
    notices = outbox.take()
    if notices:
        for receive in offers.all_of("receive"):
            receive(notices)
    for seal in offers.all_of("seal"):
        seal()
    session.commit()
    session.info.pop("changing", None)
    for call in session.info.pop("after_commit", []):
        call()


def undo() -> None:
    """Forget everything this transaction did and wanted to tell."""
    db.session.rollback()
    for key in ("changing", "outbox", "traces", "after_commit"):
        db.session.info.pop(key, None)


@contextmanager
def outside() -> Iterator[None]:
    """Let go of the change that has begun, to do something slow, and begin it anew. Before anything was written."""
    undo()
    yield
    begin_change()


@contextmanager
def change() -> Iterator[Session]:
    """A change outside a request: commits when the block ends, undoes everything when it raises."""
    begin_change()
    try:
        yield db.session
        finish()
    except BaseException:
        undo()
        raise
