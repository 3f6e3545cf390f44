"""Browsers on which somebody signed in before, after OWASP's device cookies.

Who guesses passwords from elsewhere uses up the tries of elsewhere, and not those of a colleague's own computer: so
guessing is slow and nobody can lock anybody out. The cookie opens nothing.
"""

from typing import Any
from uuid import uuid4

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from portal.core import attempts
from portal.keys.signing_in import Visitor, name_key

A_YEAR = 60 * 60 * 24 * 365
MOST_NAMES = 5
"""Colleagues who share a computer at a counter."""


def visitor() -> Visitor:
    """Where this request comes from, and who signed in on this browser before."""
    return Visitor(attempts.address(), _names())


def remember(response: Response, name: str) -> Response:
    """This browser is one on which this name has signed in."""
    others = {key: mark for key, mark in _names().items() if key != name_key(name)}
    newest = dict([*others.items(), (name_key(name), uuid4().hex)][-MOST_NAMES:])
    response.set_cookie(
        _cookie(),
        _signer().dumps(newest),
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def _names() -> dict[str, str]:
    try:
        names: Any = _signer().loads(request.cookies.get(_cookie(), ""), max_age=A_YEAR)
    except BadSignature:
        return {}
    return names if isinstance(names, dict) else {}


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-known"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")
