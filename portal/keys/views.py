"""The door for staff: a passkey, or a password and then a second key. And the fingerprint of a participant's phone."""

from urllib.parse import urlencode
from uuid import UUID

from flask import g, request, session
from werkzeug.wrappers import Response

from portal.accounts import sign_in
from portal.accounts.views import opened_again
from portal.core import clock
from portal.core.access import ANYONE, PARTICIPANT, Door, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, inside, page
from portal.core.i18n import _
from portal.keys import actions, known, openid, passkeys, queries, signing_in
from portal.keys.forms import PasskeyForm, PasswordForm, SecondKeyForm
from portal.keys.letting_in import let_in

BETWEEN_THE_KEYS = 300
"""Seconds that the second key may take."""

door = Door("keys", __name__)


@door.get("/staff/sign-in", open_to=ANYONE)
def staff_sign_in() -> Response:
    """Ask staff who they are. Shows nothing about anybody."""
    return go("/") if g.viewer and g.viewer.is_staff else _asked(PasswordForm())


@door.post("/staff/sign-in", open_to=ANYONE)
def password() -> Response:
    """The first of two keys: name and password."""
    form = PasswordForm()
    try:
        who = signing_in.check_password(form.name.data or "", form.password.data or "", known.visitor(), clock.now())
    except Refused as refusal:
        return _asked(form, refusal)
    came_for = inside(request.form.get("next"))
    session["first_key"] = [who.hex, int(clock.now().timestamp())]
    return go("/staff/second-key" + (f"?{urlencode({'next': came_for})}" if came_for != "/" else ""))


@door.get("/staff/second-key", open_to=ANYONE)
def second_key_page() -> Response:
    """Ask the second key of who gave the first."""
    if _has_first_key() is None:
        return go("/staff/sign-in")
    return _asked_second(SecondKeyForm())


@door.post("/staff/second-key", open_to=ANYONE)
def second_key() -> Response:
    """Both keys fit: in."""
    form, who = SecondKeyForm(), _has_first_key()
    if who is None:
        return go("/staff/sign-in")
    try:
        person = signing_in.check_second_key(who, form.code.data or "", known.visitor(), clock.now())
    except Refused as refusal:
        return _asked_second(form, refusal)
    return let_in(person, go(inside(request.form.get("next"))))


@door.post("/staff/sign-in/passkey", open_to=ANYONE)
def passkey() -> Response:
    """A passkey is two keys in one: the thing itself, and the finger, face or code that it asks for."""
    try:
        person = signing_in.check_passkey(PasskeyForm().credential.data or "", clock.now())
    except Refused as refusal:
        return _asked(PasswordForm(), refusal)
    return let_in(person, go(inside(request.form.get("next"))))


@door.post("/unlock/passkey", open_to=ANYONE)
def unlock() -> Response:
    """Open this phone with the fingerprint that belongs to it."""
    token, came_for = sign_in.held_token(), inside(request.form.get("next"))
    if token is None or g.door != "/unlock" or sign_in.only_the_pin_opens(signing_in.PIN_AGAIN_AFTER):
        return go(g.door)
    try:
        opened = signing_in.unlock_with_passkey(token, PasskeyForm().credential.data or "", clock.now())
    except Refused as refusal:
        return page("keys/not_opened.html", status=refusal.status, problem=_(refusal.message), came_for=came_for)
    return opened_again(opened, came_for, by_pin=False)


@door.post("/more/fingerprint", open_to=PARTICIPANT, fresh=True)
def add_fingerprint() -> Response:
    """From now on this phone opens with a fingerprint too."""
    who, now = viewer(), clock.now()
    made = passkeys.made(PasskeyForm().credential.data or "", f"device {who.device_id}", now)
    actions.add_own_passkey(who, made, "", now, device_id=queries.pin_device(who))
    return go("/more")


@door.post("/more/fingerprint/remove", open_to=PARTICIPANT)
def remove_fingerprint() -> Response:
    """From now on this phone opens with its PIN only."""
    actions.remove_device_passkeys(viewer())
    return go("/more")


def _has_first_key() -> UUID | None:
    who, at = session.get("first_key", (None, 0))
    return UUID(who) if who and 0 <= clock.now().timestamp() - at <= BETWEEN_THE_KEYS else None


def _asked(form: PasswordForm, refusal: Refused | None = None) -> Response:
    return page(
        "keys/sign_in.html",
        status=refusal.status if refusal else 200,
        form=form,
        problem=_(refusal.message) if refusal else None,
        options=passkeys.to_use("sign-in"),
        providers=openid.providers().values(),
        came_for=inside(request.values.get("next")),
        proving=sign_in.must_prove(),
    )


def _asked_second(form: SecondKeyForm, refusal: Refused | None = None) -> Response:
    return page(
        "keys/second_key.html",
        status=refusal.status if refusal else 200,
        form=form,
        problem=_(refusal.message) if refusal else None,
        came_for=inside(request.values.get("next")),
    )
