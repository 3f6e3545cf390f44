"""Who this browser is signed in as. Flask-Login remembers a device's token; the device itself lives in the database.

A device is in one of five states, and `g.door` is where each but the last is led: unknown (``/sign-in``), waiting to
be confirmed (``/waiting``), without a PIN yet (``/pin``), locked (``/unlock``), open (`g.viewer` is set).

The cookie, signed, also says when the device was last used and since when its page is out of sight: after ten minutes
without use, or two out of sight (`models.Locking`), it counts as locked. What a page asks by itself (`g.by_itself`) is
no use.
Locking gives the device a new token, so that a copy of an older cookie opens nothing.

On a shared phone the browser holds a device for each person. One of them is present; the others stand beside it, each
with the key of its own forms, and come to the front by their own PIN only.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, session
from flask import Response as Page
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from portal.accounts import actions, queries, secrets
from portal.core import clock
from portal.core.i18n import FALLBACK, LANGUAGES, speak

FORGET = '"cache", "cookies", "storage"'
REFRESH_AFTER = 30
"""Seconds. The cookie is written anew only when this much older, not with every answer."""
MOST_BESIDE = 3
"""A household on one phone; the cookie has room for no more."""


class SignedInDevice(UserMixin):  # type: ignore[misc]
    """What Flask-Login calls a user: the device that holds this token."""

    def __init__(self, token: str, holder: queries.SignedIn) -> None:
        self.token = token
        self.holder = holder

    def get_id(self) -> str:
        return self.token


@dataclass(frozen=True)
class Held:
    """A device that this browser holds, and what the lock shows of it."""

    token: str
    holder: queries.SignedIn
    present: bool

    @property
    def id(self) -> str:
        return str(self.holder.viewer.device_id)

    @property
    def called(self) -> str:
        """A nickname or one letter: who finds the phone reads no name."""
        return self.holder.nickname or self.holder.viewer.first_name[:1]

    @property
    def picture(self) -> str:
        return self.holder.pictures.partition(" ")[0] or "user"


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
    """The device with this token is now the present one; the one before it is forgotten, those beside it are not."""
    _hold(token, session.get("beside", []))


def join(token: str) -> None:
    """Another person comes to this phone: who was present steps beside. The longest there goes when it is full."""
    beside = [*_stepped_aside(), *session.get("beside", [])]
    for out, _key in beside[MOST_BESIDE:]:
        actions.sign_out(out, clock.now())
    _hold(token, beside[:MOST_BESIDE])


def reopen(token: str) -> None:
    """The present device, with its new token after the PIN. Its forms stay good."""
    _hold(token, session.get("beside", []), session.get("csrf_token"))


def bring_to_front(held: Held, token: str) -> None:
    """One from beside, with its new token after the PIN, comes forward; the present one steps aside."""
    key = next((key for old, key in session.get("beside", []) if old == held.token), None)
    beside = [each for each in session.get("beside", []) if each[0] != held.token]
    _hold(token, [*_stepped_aside(), *beside], key)


def sign_out() -> bool:
    """This browser no longer holds the present device. Whether others stand beside it still."""
    beside, language = session.get("beside", []), session.get("language")
    session.clear()
    if beside:
        session.permanent = True
        session["beside"] = beside
        if language:
            session["language"] = language
    return bool(beside)


def forgetting(response: Response, what: str = "") -> Response:
    """Have the browser forget what it kept; its cookies too, unless somebody is still signed in on it."""
    anybody = session.get("beside") or "_user_id" in session
    response.headers["Clear-Site-Data"] = what or ('"cache", "storage"' if anybody else FORGET)
    return response


def forget(held: Held) -> None:
    """One that stood beside has ended."""
    session["beside"] = [each for each in session.get("beside", []) if each[0] != held.token]


def lock() -> None:
    """Lock the present device: a new token, and nothing personal until the PIN is given."""
    if current_user.is_authenticated:
        reopen(actions.lock(current_user.token, clock.now()))
        session["locked"] = True


def hide() -> None:
    """The page went out of sight: from here on its time counts."""
    session["hidden"] = _seconds()


def held_token() -> str | None:
    """The token this browser holds, if it is still worth something."""
    return current_user.token if current_user.is_authenticated else None


def present() -> queries.SignedIn:
    """Who holds the present device, whatever state it is in; only where there is one."""
    holder: queries.SignedIn = current_user.holder
    return holder


def doubles() -> list[Held]:
    """Devices beside the present one that are of the same person: they forgot the PIN and came in anew."""
    me = present().viewer.person_id
    return [each for each in held() if not each.present and each.holder.viewer.person_id == me]


def held() -> list[Held]:
    """The devices that may open here with their PIN, the present one first."""
    present = [Held(current_user.token, current_user.holder, True)] if current_user.is_authenticated else []
    tokens = [token for token, _ in session.get("beside", [])]
    beside = [Held(t, holder, False) for t in tokens if (holder := queries.signed_in(secrets.hashed(t)))]
    return [each for each in (*present, *beside) if each.holder.has_pin and not each.holder.waits]


def _hold(token: str, beside: list[Any], csrf_key: str | None = None) -> None:
    language = session.get("language")
    session.clear()
    session.permanent = True
    session.update({"_user_id": token, "_fresh": True, "seen": _seconds()})
    if beside:
        session["beside"] = beside
    if language:
        session["language"] = language
    if csrf_key:
        session["csrf_token"] = csrf_key
    g.pop("csrf_token", None)  # Flask-WTF remembers the key of a request's forms, which are other ones now


def _stepped_aside() -> list[list[str | None]]:
    """The present device as one beside, if it is anybody's to come back to. A copy of its open cookie opens nothing."""
    if not current_user.is_authenticated or not current_user.holder.has_pin:
        return []
    return [[actions.lock(current_user.token, clock.now()), session.get("csrf_token")]]


def _recognise() -> None:
    g.viewer, g.door = None, "/sign-in"
    if request.endpoint == "static":
        return
    speak(session.get("language") or request.accept_languages.best_match(list(LANGUAGES)) or FALLBACK)
    if not current_user.is_authenticated:
        if session.get("beside"):
            g.door = "/unlock"
        return
    holder: queries.SignedIn = current_user.holder
    if holder.waits:
        g.door = "/waiting"
        return
    speak(holder.viewer.language)
    if not holder.has_pin:
        g.door = "/pin"
    elif not holder.is_current or _is_locked(holder.lock_after):
        g.door = "/unlock"
    else:
        g.viewer, g.lock_after = holder.viewer, holder.lock_after


def _is_locked(after: queries.LockAfter) -> bool:
    now = _seconds()
    unused, out_of_sight = now - session.get("seen", 0), now - session.get("hidden", now)
    return bool(session.get("locked")) or unused > after.unused or out_of_sight > after.out_of_sight


def _remember(response: Page) -> Page:
    """A page that was asked for by a person is in sight, and used."""
    is_used = g.get("viewer") and not g.get("by_itself") and g.door != "/unlock"
    if is_used and _seconds() - session.get("seen", 0) > REFRESH_AFTER:
        session["seen"] = _seconds()
    if is_used and "hidden" in session:
        del session["hidden"]
    return response


def _seconds() -> int:
    return int(clock.now().timestamp())
