"""Who this browser is signed in as. Flask-Login remembers a device's token; the device itself lives in the database.

A device is in one of four states, and `g.door` is where each but the last is led:
unknown (``/sign-in``), without a PIN yet (``/pin``), locked (``/unlock``), open (`g.viewer` is set).

The cookie, signed, also says when it was last used: after ten minutes the device counts as locked. What a page asks
by itself (`g.by_itself`) is no use. Locking now, and unlocking, give the device a new token, so that a copy of an
older cookie opens nothing from then on; a phone that only lies untouched changes nothing on the server.
"""

from datetime import timedelta

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, logout_user

from portal.accounts import queries, secrets
from portal.core import clock
from portal.core.i18n import speak

LOCK_AFTER = timedelta(minutes=10)
REFRESH_AFTER = timedelta(seconds=30)
"""The cookie is written anew only when this much older, not with every answer."""


class SignedInDevice(UserMixin):  # type: ignore[misc]
    """What Flask-Login calls a user: the device that holds this token."""

    def __init__(self, token: str, holder: queries.SignedIn) -> None:
        self.token = token
        self.holder = holder

    def get_id(self) -> str:
        return self.token


def init_app(app: Flask) -> None:
    """Have every request know who is looking and which language they read."""
    manager = LoginManager()
    # Flask-Login's own guard compares addresses, which change all day on a phone; the token is the guard here.
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedInDevice | None:
        holder = queries.signed_in(secrets.hashed(token))
        return SignedInDevice(token, holder) if holder else None

    app.before_request(_recognise)
    app.after_request(_remember)


def sign_in(token: str) -> None:
    """This browser now holds the device with this token. What the session held before is forgotten."""
    language = session.get("language")
    session.clear()
    session.permanent = True
    session.update({"_user_id": token, "_fresh": True, "seen": _seconds()})
    if language:
        session["language"] = language


def sign_out() -> None:
    """This browser holds no device any more."""
    logout_user()
    session.clear()


def lock() -> None:
    """Show nothing personal until the PIN is given."""
    session["locked"] = True


def held_token() -> str | None:
    """The token this browser holds, if it is still worth something."""
    return current_user.token if current_user.is_authenticated else None


def _recognise() -> None:
    g.viewer, g.door = None, "/sign-in"
    if request.endpoint == "static":
        return
    if not current_user.is_authenticated:
        return
    holder: queries.SignedIn = current_user.holder
    speak(holder.viewer.language)
    if session.get("language") != holder.viewer.language:
        session["language"] = holder.viewer.language  # for pages that must do without the database
    if not holder.has_pin:
        g.door = "/pin"
    elif not holder.is_current or _is_locked():
        g.door = "/unlock"
    else:
        g.viewer = holder.viewer


def _is_locked() -> bool:
    return bool(session.get("locked")) or _seconds() - session.get("seen", 0) > LOCK_AFTER.total_seconds()


def _remember(response: Response) -> Response:
    is_used = g.get("viewer") and not g.get("by_itself") and g.door != "/unlock"
    if is_used and _seconds() - session.get("seen", 0) > REFRESH_AFTER.total_seconds():
        session["seen"] = _seconds()
    return response


def _seconds() -> int:
    return int(clock.now().timestamp())
