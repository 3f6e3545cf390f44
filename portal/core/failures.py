"""When something does not work out: a clear page in the reader's language, never a trace of the inside."""

import logging
from uuid import uuid4

from flask import Flask, Response, current_app
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from portal.core import frame
from portal.core.attempts import TooOften
from portal.core.errors import NotFound, Refused
from portal.core.htmx import page
from portal.core.i18n import _

log = logging.getLogger("portal")

BUSY = ("locked", "too many connections", "too many clients", "deadlock", "database or disk is full")
"""What SQLite and PostgreSQL say when waiting a little may help."""


def init_app(app: Flask) -> None:
    """Have every failure undo the change and answer with a page that says what to do now."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(404, _not_found)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _wrong_request)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _broken)


def _not_found(error: Exception) -> Response:
    return _failed(404, _("This page is not here."), _("Perhaps it has moved, or it is not for you."))


def _refused(error: Refused) -> Response:
    status = error.status if error.status == TooOften.status else 409
    return _failed(status, _("That did not work."), _(error.message, **error.values))


def _stale_form(error: CSRFError) -> Response:
    return _failed(400, _("This page was open for too long."), _("Go back, open the page again and try once more."))


def _wrong_request(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=error.get_headers())
    if status == 413:
        return _failed(413, _("This is too large."), _("Send something smaller."))
    response = _failed(status, _("That did not work."), _("Go back and try once more."))
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return response


def _busy(error: OperationalError) -> Response:
    why = next((word for word in BUSY if word in str(error.orig)), None)
    if why is None:
        return _broken(error)
    log.warning("database: %s", why)
    return _failed(503, _("It is very busy now."), _("Wait a moment and try again."))


def _broken(error: Exception) -> Response:
    if current_app.testing:
        raise error
    number = uuid4().hex[:8]
    log.error("failure %s", number, exc_info=error)
    advice = _("It is not your fault. Try again later. Number: %(number)s", number=number)
    return _failed(500, _("Something went wrong here."), advice)


def _failed(status: int, title: str, advice: str) -> Response:
    frame.undo()
    return page("error.html", status=status, title=title, advice=advice)
