"""Sent twice, done once: forms that create something carry a key (`once_key` in the form).

The key is stored in the transaction of the change. The second sending, be it a double tap, a reload or a phone
that never heard the answer, is led to where the first one led.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from flask import g, make_response, request
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.db import Base, db
from portal.core.viewer import Viewer


class Done(Base):
    """A form that was handled, and where its sender was led."""

    __tablename__ = "done"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[UUID] = mapped_column(primary_key=True)
    """The device that sent it: nobody learns from another's key where it led."""
    location: Mapped[str]
    at: Mapped[datetime]


REMEMBERED_FOR = timedelta(days=30)
"""A phone may send a form again after weeks without a network; later than this it is asked to write anew."""

WHERE_TO = select(Done.location).where(Done.key == bindparam("key"), Done.owner == bindparam("owner"))


def forget(now: datetime) -> None:
    """Remove the keys of forms that nobody will send again."""
    db.session.execute(delete(Done).where(Done.at < now - REMEMBERED_FOR))


def new_key() -> str:
    """A key for a form."""
    return str(uuid4())


def only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run the view for the first sending of a form only."""

    @wraps(view)
    def first_time(**arguments: Any) -> Any:
        key, viewer = _key(), g.viewer
        if key is None or viewer is None:
            return view(**arguments)
        if not _claim(key, viewer):
            location = db.session.scalar(WHERE_TO, {"key": key, "owner": viewer.device_id})
            return _go(location or "/")
        response = make_response(view(**arguments))
        _settle(key, viewer, response)
        return response

    return first_time


def _go(location: str) -> Response:
    from portal.core.htmx import go  # noqa: PLC0415 - htmx renders templates, and those hand out our keys

    return go(location)


def _key() -> UUID | None:
    try:
        return UUID(request.form.get("once_key", ""))
    except ValueError:
        return None


def _claim(key: UUID, viewer: Viewer) -> bool:
    """Whether this is the first sending. A second one at the same moment waits here for the first."""
    values = {"key": key, "owner": viewer.device_id, "location": "", "at": clock.now()}
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    result = db.session.execute(insert(Done).values(values).on_conflict_do_nothing().returning(Done.key))
    return result.first() is not None


def _settle(key: UUID, viewer: Viewer, response: Response) -> None:
    """Remember where the sender was led, or, where nothing was done, that it may be sent again."""
    mine = (Done.key == key, Done.owner == viewer.device_id)
    location = response.headers.get("HX-Redirect") or response.headers.get("Location")
    if response.status_code >= 400 or not location:
        db.session.execute(delete(Done).where(*mine))
    else:
        db.session.execute(update(Done).where(*mine).values(location=location))
