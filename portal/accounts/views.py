"""The door: PIN, lock, unlocking, sign-out and language."""

import json
from typing import Any

from flask import g, request, session
from werkzeug.wrappers import Response

from portal.accounts import actions, drafts, leaving, queries, sign_in
from portal.accounts.forms import NewPinForm, PinForm
from portal.core import attempts, clock
from portal.core.access import ANYONE, SIGNED_IN, Door
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, inside, page
from portal.core.i18n import LANGUAGES, N_, _

door = Door("accounts", __name__)


@door.get("/sign-in", open_to=ANYONE)
def sign_in_page() -> Response:
    """What to do for who is not signed in, in all languages."""
    return go("/") if g.viewer else _outside()


@door.get("/pin", open_to=ANYONE)
def pin_page() -> Response:
    """Choose the PIN of a new device."""
    return page("accounts/pin.html", form=NewPinForm(), problem=None) if g.door == "/pin" else go("/")


@door.post("/pin", open_to=ANYONE)
def choose_pin() -> Response:
    """Set it, and go in."""
    form, token = NewPinForm(), sign_in.held_token()
    if token is None or g.door != "/pin":
        return go("/sign-in")
    try:
        token = actions.choose_pin(token, form.pin.data or "", form.repeated.data or "", clock.now())
    except Refused as refusal:
        return page("accounts/pin.html", status=422, form=form, problem=_(refusal.message))
    for old in sign_in.doubles():
        actions.sign_out(old.token, clock.now())
        sign_in.forget(old)
    sign_in.sign_in(token)
    return go("/")


@door.get("/unlock", open_to=ANYONE)
def unlock_page() -> Response:
    """Ask the PIN. Shows nothing personal."""
    if g.door != "/unlock":
        return go("/")
    people = sign_in.held()
    if not people:
        return _outside()
    return _locked(people, came_for=inside(request.args.get("next")))


@door.post("/unlock", open_to=ANYONE)
def unlock() -> Response:
    """Open with the right PIN; count a wrong one, and end this device with the fifth."""
    form, people, came_for = PinForm(), sign_in.held(), inside(request.form.get("next"))
    who = next((each for each in people if each.id == request.form.get("who", each.id)), None)
    if who is None:
        return go("/unlock" if people else "/sign-in")
    opened, refusal = try_pin(who.token, form.pin.data or "")
    if opened:
        return _opened(who, opened, came_for)
    if refusal is None:
        return _ended(who)
    left, problem = actions.tries_left(who.token), _(refusal.message)
    return _locked(people, status=refusal.status, who=who.id, problem=problem, left=left, came_for=came_for)


def _locked(people: list[sign_in.Held], status: int = 200, **shown: Any) -> Response:
    shown = {"who": people[0].id, "problem": None, "left": 0, "proving": sign_in.must_prove(), **shown}
    shown |= {"town_halls": queries.town_halls(), "leaves": leaving.mark(people[0].id)}
    return page("accounts/unlock.html", status=status, people=people, **shown)


def _outside(status: int = 200, *, ended: bool = False) -> Response:
    return page("accounts/sign_in.html", status=status, ended=ended, town_halls=queries.town_halls())


def _opened(who: sign_in.Held, token: str, came_for: str) -> Response:
    """Back to where they were. Who comes forward on a shared phone begins at the start, on a browser that forgot."""
    if not who.present:
        sign_in.bring_to_front(who, token)
        return sign_in.forgetting(go("/"), '"cache"')
    return opened_again(token, came_for)


def opened_again(token: str, came_for: str, *, by_pin: bool = True) -> Response:
    """This phone's own person goes on where they were, with what they had typed."""
    sign_in.reopen(token, by_pin=by_pin)
    typed_on = drafts.page_with_typed(token)
    if typed_on:
        session["kept"] = typed_on
    return go(came_for)


def try_pin(token: str, typed: str) -> tuple[str | None, Refused | None]:
    """The new token where the PIN was right; else what to say, and nothing to say where the device has ended."""
    try:
        opened = actions.unlock(token, typed, clock.now(), attempts.address())
    except Refused as refusal:
        return None, refusal
    if opened or not actions.tries_left(token):
        return opened, None
    return None, Refused(N_("This PIN is not right."))


def ended() -> Response:
    """Five wrong PINs: this device is signed out. The account and whoever else is on this phone live on."""
    sign_in.sign_out()
    return sign_in.forgetting(_outside(403, ended=True))


def _ended(who: sign_in.Held) -> Response:
    if who.present:
        return ended()
    sign_in.forget(who)
    return sign_in.forgetting(_outside(403, ended=True))


@door.post("/lock", open_to=SIGNED_IN)
def lock() -> Response:
    """Lock this device now, and keep what was typed on the page that locks by itself."""
    _lock_now()
    return go("/unlock")


def _lock_now() -> None:
    token = sign_in.held_token()
    if token is None:
        return
    try:
        typed = json.loads(request.form.get("typed", "[]"))
        if typed and all(len(each) == 3 and all(isinstance(v, str) for v in each) for each in typed):
            drafts.keep(token, inside(request.form.get("page")), typed, clock.now(), sent=False)
    except (ValueError, TypeError, RecursionError):
        pass  # not what our own script sends: nothing to keep
    sign_in.lock()


@door.post("/lock/hidden", open_to=SIGNED_IN)
def hidden() -> Response:
    """The page went out of sight: the time to the lock counts from here."""
    g.by_itself = True
    sign_in.hide()
    return Response(status=204)


@door.post("/lock/in-use", open_to=SIGNED_IN)
def in_use() -> Response:
    """Somebody reads or types on a page without asking for another."""
    return Response(status=204)


@door.post("/sign-out", open_to=ANYONE)
def sign_out() -> Response:
    """Sign out on this phone."""
    return leaving.sign_out()


@door.get("/language", open_to=ANYONE)
def language() -> Response:
    """Choose the language to read in."""
    return page("accounts/language.html", came_from=inside(request.args.get("next")))


@door.post("/language", open_to=ANYONE)
def choose_language() -> Response:
    """Read on in another language, kept for next time."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise NotFound
    session["language"] = language
    if g.viewer:
        actions.read_in(g.viewer, language)
    return go(inside(request.form.get("next")))
