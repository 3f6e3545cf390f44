"""Static files: each under an address with a mark of its content, kept by phones for ever, and sent compressed.

Files are read and compressed once per process, at the first asking; no answer to a phone waits for that twice.

The style sheet is a special case, for a first page should paint after one round trip: it stands inside the page
until the browser has fetched the file itself (quietly, as a sheet for print), which is known by the cookie that
comes with the file. The content security policy names it by its hash.
"""

import base64
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Flask, Response, request
from flask_compress import Compress
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from portal.core.errors import NotFound

STATIC = Path(__file__).parents[1] / "static"
SHEET = "css/portal.css"
COOKIE = "sheet"
A_YEAR = 31_536_000
FOR_EVER = f"public, max-age={A_YEAR}, immutable"
COMPRESSED = {"text/css", "text/javascript", "image/svg+xml", "application/manifest+json"}
ENCODINGS = ("br", "gzip")

mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True)
class File:
    """A static file in each of its encodings; `mark` is a hash of its content."""

    media_type: str
    mark: str
    body: bytes
    brotli: bytes
    gzip: bytes

    def encoded(self, encoding: str) -> bytes:
        return {"br": self.brotli, "gzip": self.gzip}.get(encoding, self.body)


@cache
def names() -> frozenset[str]:
    """Which files there are: nothing else has an address, whatever a request says."""
    paths = (path for path in STATIC.rglob("*") if path.is_file())
    return frozenset(path.relative_to(STATIC).as_posix() for path in paths if not path.name.startswith("."))


@cache
def file(name: str) -> File:
    """A file by its path below the static folder; raises `NotFound`."""
    if name not in names():
        raise NotFound
    body = (STATIC / name).read_bytes()
    media_type = mimetypes.guess_type(name)[0] or "text/plain"
    squeezed = media_type in COMPRESSED
    return File(
        media_type=media_type,
        mark=hashlib.sha256(body).hexdigest()[:12],
        body=body,
        brotli=brotli.compress(body) if squeezed else body,
        gzip=gzip.compress(body, 9, mtime=0) if squeezed else body,
    )


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the content."""
    return f"/static/{file(name).mark}/{name}"


@cache
def sheet() -> Markup:
    """The style sheet's own words, for inside a page."""
    return Markup(file(SHEET).body.decode())  # noqa: S704 - our own file; the policy lets no other style in


@cache
def sheet_source() -> str:
    """How the content security policy names the style sheet inside a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(file(SHEET).body).digest()).decode()}'"


def has_sheet() -> bool:
    """Whether this browser fetched the present style sheet before, and so has it at hand."""
    return request.cookies.get(COOKIE) == file(SHEET).mark


def init_app(app: Flask, *, https: bool) -> None:
    """Serve static files, and compress pages."""
    app.config.update(
        COMPRESS_ALGORITHM=list(ENCODINGS),
        COMPRESS_MIMETYPES=["text/html"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_STREAMS=False,
    )
    Compress(app)

    def serve(mark: str, name: str) -> BaseResponse:
        found = file(name)
        encoding = request.accept_encodings.best_match(ENCODINGS) if found.media_type in COMPRESSED else None
        response = Response(found.encoded(encoding or ""), content_type=f"{found.media_type}; charset=utf-8")
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = FOR_EVER if mark == found.mark else "no-cache"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        if name == SHEET:
            response.set_cookie(COOKIE, found.mark, max_age=A_YEAR, secure=https, httponly=True, samesite="Lax")
        response.set_etag(f"{found.mark}-{encoding or 'plain'}")
        return response.make_conditional(request)

    app.add_url_rule("/static/<mark>/<path:name>", "static", serve)
