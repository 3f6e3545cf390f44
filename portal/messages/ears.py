"""Is there more in an open thread? Answered before Flask, for a thousand open phones ask it every second and a half.

A page with a thread has a ticket in it: the thread, signed, good for some hours. Whoever holds it learns one thing,
that something was said after a number; never what, by whom or to whom. The page then asks for the words through the
Door, which looks anew who is there. What is answered here comes from one short query for all phones together, at most
every `LOOKS` seconds in each process. See docs/decisions/0041.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from uuid import UUID

from flask import Flask, current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import bindparam, select

from portal.core import clock, headers
from portal.core.db import db
from portal.messages.models import Thread

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

PATH = "/messages/ears"
LOOKS = 0.4
"""Seconds."""
GOOD_FOR = 12 * 60 * 60
"""Seconds that a ticket is good for; afterwards the page finds out more slowly, by itself."""
LOOKS_BACK = timedelta(seconds=30)
"""A change may be stored later than the hour it carries; server clocks may differ by less."""
KEPT = 60 * 60.0
"""Seconds after which a thread that no phone asks about is forgotten."""

ONE = select(Thread.last_number).where(Thread.id == bindparam("thread"))
LATELY = select(Thread.id, Thread.last_number).where(Thread.last_at >= bindparam("since"))


def init_app(app: Flask) -> None:
    """Put the ears before everything else."""
    app.wsgi_app = Ears(app, app.wsgi_app)  # type: ignore[method-assign,assignment]


def ticket(thread_id: UUID) -> str:
    """For the page of who may read the thread."""
    return _signer(current_app).dumps(thread_id.hex)


def _signer(app: Flask) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="messages.ears")


class Ears:
    """A WSGI app before another one. It answers `PATH` and lets everything else through."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app, self._inner, self._signer = app, inner, _signer(app)
        self._headers = [*headers.strict(https=app.config["PORTAL"].production).items()]
        self._numbers: dict[UUID, int] = {}
        self._asked: dict[UUID, float] = {}
        self._looked_at, self._since = 0.0, clock.now()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") != PATH:
            return self._inner(environ, start)
        status = self._answer(environ)
        answered = [*self._headers, ("Cache-Control", "no-store")]
        if status != "204 No Content":
            answered.append(("Content-Length", "0"))
        start(status, answered)
        return [b""]

    def _answer(self, environ: dict[str, Any]) -> str:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        try:
            thread_id = UUID(self._signer.loads(query["t"][0], max_age=GOOD_FOR))
            after = int(query["after"][0])
        except (BadData, KeyError, ValueError):
            return "404 Not Found"
        return "200 OK" if self._number(thread_id) > after else "204 No Content"

    def _number(self, thread_id: UUID) -> int:
        """The number of the last message, as it was less than `LOOKS` ago."""
        now = time.monotonic()
        self._asked[thread_id] = now
        if thread_id not in self._numbers:
            with self._app.app_context(), db.engine.connect() as connection:
                self._numbers[thread_id] = connection.scalar(ONE, {"thread": thread_id}) or 0
        if now - self._looked_at >= LOOKS and self._lock.acquire(blocking=False):
            try:
                self._look(now, clock.now())
            finally:
                self._lock.release()
        return self._numbers.get(thread_id, 0)

    def _look(self, now: float, hour: datetime) -> None:
        with self._app.app_context(), db.engine.connect() as connection:
            lately = connection.execute(LATELY, {"since": self._since - LOOKS_BACK}).all()
        for row in lately:
            if row.id in self._asked:
                self._numbers[row.id] = row.last_number
        self._looked_at, self._since = now, hour
        for thread_id in [each for each, at in list(self._asked.items()) if now - at > KEPT]:
            self._asked.pop(thread_id, None)
            self._numbers.pop(thread_id, None)
