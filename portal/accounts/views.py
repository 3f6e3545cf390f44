"""The door: invitation, PIN, lock and sign-out; and More, where one sets how the portal speaks and looks."""

from typing import Any

from flask import g, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import actions, sign_in
from portal.accounts.forms import NewPinForm, PinForm
from portal.core import attempts, clock, offers
from portal.core.access import ANYONE, SIGNED_IN, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, inside, page
from portal.core.i18n import LANGUAGES, _
from portal.core.offers import MenuEntry

FORGET = '"cache", "cookies", "storage"'

door = Door("accounts", __name__)


@door.get("/sign-in", open_to=ANYONE)
def sign_in_page() -> Response:
    """What to do for who is not signed in, in all languages."""
    return go("/") if g.viewer else page("accounts/sign_in.html", ended=False)


@door.get("/welcome", open_to=ANYONE)
def welcome() -> Response:
    """Where an invitation leads. Opening it spends nothing and shows nothing about anybody."""
    return page("accounts/welcome.html", problem=None)


@door.post("/welcome", open_to=ANYONE)
def accept() -> Response:
    """Let this phone in, in the language of the button that was pressed."""
    secret = request.form.get("secret", "").rpartition("#")[2].strip()
    try:
        language, now = request.form.get("language", ""), clock.now()
        token = actions.accept_invitation(secret, language, sign_in.device_label(), now, attempts.address())
    except Refused as refusal:
        return page("accounts/welcome.html", status=refusal.status, problem=refusal.message)
    sign_in.sign_in(token)
    return go("/pin")


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
    sign_in.sign_in(token)
    return go("/")


@door.get("/unlock", open_to=ANYONE)
def unlock_page() -> Response:
    """Ask the PIN. Shows nothing personal."""
    if g.door != "/unlock":
        return go("/")
    return page("accounts/unlock.html", form=PinForm(), problem=None, came_for=inside(request.args.get("next")))


@door.post("/unlock", open_to=ANYONE)
def unlock() -> Response:
    """Open with the right PIN; count a wrong one, and end this device with the fifth."""
    form, came_for, token = PinForm(), inside(request.form.get("next")), sign_in.held_token()
    if token is None:
        return go("/sign-in")
    try:
        opened = actions.unlock(token, form.pin.data or "", clock.now(), attempts.address())
        problem, status = _("This PIN is not right."), 422
    except Refused as refusal:
        opened, problem, status = None, _(refusal.message), refusal.status
    if opened:
        sign_in.sign_in(opened)
        return go(came_for)
    left = actions.tries_left(token)
    if not left:
        sign_in.sign_out()
        ended = page("accounts/sign_in.html", status=403, ended=True)
        ended.headers["Clear-Site-Data"] = FORGET
        return ended
    return page("accounts/unlock.html", status=status, form=form, problem=problem, left=left, came_for=came_for)


@door.post("/lock", open_to=SIGNED_IN)
def lock() -> Response:
    """Lock this device now."""
    token = sign_in.held_token()
    if token:
        sign_in.sign_in(actions.lock(token, clock.now()))
    sign_in.lock()
    return go("/unlock")


@door.post("/sign-out", open_to=ANYONE)
def sign_out() -> Response:
    """End this device and have the browser forget everything it kept."""
    token = sign_in.held_token()
    if token:
        actions.sign_out(token, clock.now())
    sign_in.sign_out()
    response = go("/sign-in")
    response.headers["Clear-Site-Data"] = FORGET
    return response


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


@door.get("/more", open_to=SIGNED_IN)
def more() -> Response:
    """Language, text size, the places that the tab bar has no room for, lock and sign out."""
    return page("accounts/more.html", places=_places())


@door.post("/more/text-size", open_to=SIGNED_IN)
def choose_text_size() -> Response:
    """Read on in larger or smaller letters."""
    actions.read_at(viewer(), request.form.get("size", ""))
    return go("/more")


def _places() -> list[dict[str, Any]]:
    """What the rooms offer under More, in menu order, with how much of it is not read yet."""
    entries: list[MenuEntry] = offers.all_of("more_menu") if viewer().is_participant else []
    return [
        {
            "label": _(e.label),
            "url": url_for(e.endpoint),
            "icon": e.icon,
            "unread": e.unread(viewer()) if e.unread else 0,
        }
        for e in entries
    ]
