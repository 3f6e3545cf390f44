"""Answering a page or the part of it that htmx asked for. The only module that knows Flask-HTMX.

The part is the very file that the full page includes, so the two cannot drift. The client never chooses a
template. htmx 4 says what it wants in ``HX-Request-Type``; a boosted or restored page gets the whole.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, request
from flask_htmx import HTMX
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as BaseResponse

from portal.core import templates
from portal.core.attempts import WAIT, TooOften

_htmx = HTMX()


def init_app(app: Flask) -> None:
    """Let Flask-HTMX read the request's headers."""
    _htmx.init_app(app)


def wants_part() -> bool:
    """Whether htmx asked for a part of the page, to swap in place."""
    if not _htmx or _htmx.boosted or _htmx.history_restore_request:
        return False
    return request.headers.get("HX-Request-Type", "partial") == "partial"


def page(template: str, /, part: str | None = None, status: int = 200, **context: Any) -> Response:
    """The full page, or only its part where htmx asked for that."""
    name = part if part is not None and wants_part() else template
    response = make_response(templates.render(name, **context), status)
    response.headers["Vary"] = "HX-Request, HX-Request-Type, Cookie"
    if status == TooOften.status:
        response.headers["Retry-After"] = str(int(WAIT.total_seconds()))
    return response


def go(url: str) -> BaseResponse:
    """Send the browser on to another page after a change (303: the change is not sent again)."""
    if wants_part():
        return make_response("", 200, {"HX-Redirect": iri_to_uri(url)})
    return redirect(url, 303)


def inside(path: str | None) -> str:
    """The path if it leads inside the portal, else the start: nobody is led away by a link."""
    try:
        parts = urlsplit(path or "/")
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or "\\" in (path or ""):
        return "/"
    if (path or "").startswith("//") or any(ord(c) < 32 for c in path or ""):
        return "/"
    return path or "/"
