"""Who this browser is signed in as. Flask-Login remembers a device's token; the device itself lives in the database.

A device is in one of four states, and `g.door` is where each but the last is led:
unknown (``/sign-in``), without a PIN yet (``/pin``), locked (``/unlock``), open (`g.viewer` is set).
A device of staff has no PIN: locked, or not used for some time, it must sign in again (``/staff/sign-in``).

The cookie, signed, also says when it was last used: after ten minutes the device counts as locked. What a page asks
by itself (`g.by_itself`) is no use. Locking now, and unlocking, give the device a new token, so that a copy of an
older cookie opens nothing from then on; a phone that only lies untouched changes nothing on the server.
"""

from datetime import timedelta

from flask import Flask, Response, current_app, g, request, session
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
        holder = queries.signed_in(secrets.hashed(token), staff_by_pin=app.config["PORTAL"].demo)
        return SignedInDevice(token, holder) if holder else None

    app.before_request(_recognise)
    app.after_request(_remember)


def sign_in(token: str, *, by_pin: bool = True) -> None:
    """This browser now holds the device with this token. What the session held before is forgotten,

    but for when the PIN was last given, where something else stood in for it this time.
    """
    language = session.get("language")
    pin_at = _seconds() if by_pin else session.get("pin_at", 0)
    session.clear()
    session.permanent = True
    session.update({"_user_id": token, "_fresh": True, "seen": _seconds(), "pin_at": pin_at})
    if language:
        session["language"] = language


def sign_out() -> None:
    """This browser holds no device any more."""
    logout_user()
    session.clear()


def lock() -> None:
    """Show nothing personal until the PIN is given."""
    session["locked"] = True


def pin_is_older_than(age: timedelta) -> bool:
    """Whether this device was last opened with its PIN longer ago."""
    given_at: int = session.get("pin_at", 0)
    return _seconds() - given_at > age.total_seconds()


def holder() -> queries.SignedIn | None:
    """Whom this browser's device belongs to, locked or not."""
    return current_user.holder if current_user.is_authenticated else None


def held_token() -> str | None:
    """The token this browser holds, if it is still worth something."""
    return current_user.token if current_user.is_authenticated else None


def device_label() -> str:
    """What this browser's device is called, from what it says of itself."""
    agent = request.user_agent.string
    for word in ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"):
        if word in agent:
            return word
    return ""


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
    if holder.strong:
        is_open = holder.is_current and not _is_locked(timedelta(minutes=current_app.config["PORTAL"].staff_idle))
        g.viewer, g.door = (holder.viewer, g.door) if is_open else (None, "/staff/sign-in")
    elif not holder.has_pin:
        g.door = "/pin"
    elif not holder.is_current or _is_locked():
        g.door = "/unlock"
    else:
        g.viewer = holder.viewer


def _is_locked(after: timedelta = LOCK_AFTER) -> bool:
    return bool(session.get("locked")) or _seconds() - session.get("seen", 0) > after.total_seconds()


def _remember(response: Response) -> Response:
    is_used = g.get("viewer") and not g.get("by_itself") and g.door != "/unlock"
    if is_used and _seconds() - session.get("seen", 0) > REFRESH_AFTER.total_seconds():
        session["seen"] = _seconds()
    return response


def _seconds() -> int:
    return int(clock.now().timestamp())
