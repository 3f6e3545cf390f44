"""Who this browser is signed in as. Flask-Login remembers a device's token; the device itself lives in the database.

A device is in one of five states, and `g.door` is where each but the last is led: unknown (``/sign-in``), waiting to
be confirmed (``/waiting``), without a PIN yet (``/pin``), locked (``/unlock``), open (`g.viewer` is set).

The cookie, signed, also says when the device was last used and since when its page is out of sight: after ten minutes
without use, or two out of sight (`models.Locking`), it counts as locked. What a page asks by itself (`g.by_itself`) is
no use.
Locking now, and unlocking, give the device a new token, so that a copy of an older cookie opens nothing from then on;
a phone that only lies untouched changes nothing on the server.

What is weighty (`access.wants_fresh`) asks for a proof of who somebody is that is younger than a setting says: where it
is older, the device locks. A form may be three times as old, so that what was asked for in time can be filled in.

A device of staff has no PIN: locked, or not used for some time, it must sign in again (``/staff/sign-in``).

On a shared phone the browser holds a device for each person. One of them is present; the others stand beside it, each
with the key of its own forms, and come to the front by their own PIN only.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask import Response as Page
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from portal.accounts import actions, queries, secrets
from portal.core import clock
from portal.core.access import wants_fresh
from portal.core.i18n import speak

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
        holder = _load(token)
        return SignedInDevice(token, holder) if holder else None

    app.before_request(_recognise)
    app.after_request(_remember)


def _load(token: str) -> queries.SignedIn | None:
    """Whose a token is. Only in the demo does a PIN open what staff may see."""
    return queries.signed_in(secrets.hashed(token), staff_by_pin=current_app.config["PORTAL"].demo)


def sign_in(token: str, proved_at: int | None = None) -> None:
    """The device with this token is now the present one; the one before it is forgotten, those beside it are not.

    `proved_at`, in seconds: when its person proved who they are, where that was not now.
    """
    _hold(token, session.get("beside", []), pin_at=proved_at)


def alone(token: str, proved_at: int | None = None) -> None:
    """The browser holds this device now, and no other."""
    _hold(token, [], pin_at=proved_at)


def all_held() -> list[str]:
    """The tokens of every device that this browser holds, present or beside."""
    present = [current_user.token] if current_user.is_authenticated else []
    return [*present, *(token for token, _key in session.get("beside", []))]


def join(token: str) -> None:
    """Another person comes to this phone: who was present steps beside. The longest there goes when it is full."""
    beside = [*_stepped_aside(), *session.get("beside", [])]
    for out, _key in beside[MOST_BESIDE:]:
        actions.sign_out(out, clock.now())
    _hold(token, beside[:MOST_BESIDE])


def reopen(token: str, *, by_pin: bool = True) -> None:
    """The present device, with its new token after the PIN or what stood in for it. Its forms stay good."""
    pin_at = _seconds() if by_pin else session.get("pin_at", 0)
    _hold(token, session.get("beside", []), session.get("csrf_token"), pin_at)


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
        reopen(actions.lock(current_user.token, clock.now()), by_pin=False)
        session["locked"] = True


def pin_is_older_than(age: timedelta) -> bool:
    """Whether the PIN, or the keys of staff, were last shown on this device longer ago."""
    given_at: int = session.get("pin_at", 0)
    return _seconds() - given_at > age.total_seconds()


def only_the_pin_opens(age: timedelta) -> bool:
    """Whether a fingerprint does not do: the PIN was given longer ago, or something weighty waits behind the lock."""
    return must_prove() or pin_is_older_than(age)


def holder() -> queries.SignedIn | None:
    """Whom this browser's device belongs to, locked or not."""
    return current_user.holder if current_user.is_authenticated else None


def hide() -> None:
    """The page went out of sight: from here on its time counts."""
    session["hidden"] = _seconds()


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
    beside = [Held(t, holder, False) for t in tokens if (holder := _load(t))]
    return [each for each in (*present, *beside) if each.holder.has_pin and not each.holder.waits]


def _hold(token: str, beside: list[Any], csrf_key: str | None = None, pin_at: int | None = None) -> None:
    language = session.get("language")
    session.clear()
    session.permanent = True
    now = _seconds()
    session.update({"_user_id": token, "_fresh": True, "seen": now, "pin_at": now if pin_at is None else pin_at})
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
    if not current_user.is_authenticated:
        if session.get("beside"):
            g.door = "/unlock"
        return
    holder: queries.SignedIn = current_user.holder
    if holder.waits:
        g.door = "/waiting"
        return
    speak(holder.viewer.language)
    if not holder.strong and not holder.has_pin:
        g.door = "/pin"
    elif not holder.is_current or _is_locked(lock_after := _lock_after(holder)) or _must_prove():
        g.door = "/staff/sign-in" if holder.strong else "/unlock"
    else:
        g.viewer, g.lock_after = holder.viewer, lock_after
        if session.get("language") != holder.viewer.language:
            session["language"] = holder.viewer.language  # for pages that must do without the database


def _lock_after(holder: queries.SignedIn) -> queries.LockAfter:
    """When it locks by itself; staff as the installation says, participants as they chose."""
    if not holder.strong:
        return holder.lock_after
    idle = 60 * current_app.config["PORTAL"].staff_idle
    return queries.LockAfter(idle, idle)


def _is_locked(after: queries.LockAfter) -> bool:
    now = _seconds()
    unused, out_of_sight = now - session.get("seen", 0), now - session.get("hidden", now)
    return bool(session.get("locked")) or unused > after.unused or out_of_sight > after.out_of_sight


def _must_prove() -> bool:
    """Whether a weighty page is asked for too long after somebody proved who they are. Then the device is locked."""
    if not wants_fresh():
        return False
    age = timedelta(minutes=current_app.config["PORTAL"].proof_minutes)
    if not pin_is_older_than(age if request.method == "GET" else 3 * age):
        return False
    session["locked"] = session["prove"] = True
    return True


def must_prove() -> bool:
    """Whether this browser is asked to prove anew who is there: an identity provider must not answer from memory."""
    return bool(session.get("prove"))


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
