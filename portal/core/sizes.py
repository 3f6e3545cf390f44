"""Requests that are no work of a page of ours: refused before anything reads them, in the reader's language."""

from urllib.parse import unquote

from flask import Flask, abort, request

from portal.core.errors import NotFound

MOST_FIELDS = 1_000
"""Of a form. Werkzeug holds to this (``MAX_FORM_PARTS``) for forms with files only."""


def init_app(app: Flask) -> None:
    """Comes after who is looking is known, and before whatever reads what was sent."""

    @app.before_request
    def refuse() -> None:
        if "\0" in unquote(request.full_path):
            raise NotFound  # PostgreSQL knows no such character, and no address of ours has it
        if (request.content_length or 0) > app.config["MAX_CONTENT_LENGTH"]:
            abort(413)
        if request.mimetype == "application/x-www-form-urlencoded" and request.get_data().count(b"&") >= MOST_FIELDS:
            abort(413)
