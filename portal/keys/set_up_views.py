"""A colleague chooses keys of their own, by a link that works once: nobody else ever knows them."""

from flask import request, session
from werkzeug.wrappers import Response

from portal.accounts.models import Person
from portal.core import clock
from portal.core.access import ANYONE, Door
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.keys import actions, passkeys, queries, totp
from portal.keys.forms import NewPasswordForm, PasskeyForm
from portal.keys.letting_in import let_in

door = Door("set_up", __name__, url_prefix="/staff/set-up")


@door.get("", open_to=ANYONE)
def opened() -> Response:
    """Where a set-up link leads. Opening it spends nothing and shows nothing about anybody."""
    return page("keys/set_up.html", problem=None)


@door.post("", open_to=ANYONE)
def begin() -> Response:
    """Remember the link on this browser, until keys are chosen."""
    secret = request.form.get("secret", "").rpartition("#")[2].strip()
    try:
        actions.linked_person(secret, clock.now())
    except Refused as refusal:
        return page("keys/set_up.html", status=refusal.status, problem=_(refusal.message))
    session["set_up"] = secret
    return go("/staff/set-up/keys")


@door.get("/keys", open_to=ANYONE)
def choose() -> Response:
    """Choose: a passkey, or a password with a code app."""
    try:
        return _asked(_linked(), NewPasswordForm())
    except Refused:
        return go("/staff/set-up")


@door.post("/passkey", open_to=ANYONE)
def choose_passkey() -> Response:
    """A first passkey, and in."""
    try:
        person, now, form = _linked(), clock.now(), PasskeyForm()
        made = passkeys.made(form.credential.data or "", f"person {person.id}", now)
    except Refused as refusal:
        return page("keys/set_up.html", status=refusal.status, problem=_(refusal.message))
    actions.spend_link(session["set_up"], now, but_password=False)
    actions.add_passkey(person, made, form.label.data or "", now)
    return let_in(person, go("/staff/account"))


@door.post("/password", open_to=ANYONE)
def choose_password() -> Response:
    """A password with a code app, and in: the recovery codes are shown now and never again."""
    form, now = NewPasswordForm(), clock.now()
    try:
        person = _linked()
    except Refused as refusal:
        return page("keys/set_up.html", status=refusal.status, problem=_(refusal.message))
    try:
        codes = totp.set_password(person, form, now)
    except Refused as refusal:
        return _asked(person, form, refusal)
    actions.spend_link(session["set_up"], now, but_password=True)
    answer = page("keys/codes.html", codes=codes)
    return let_in(person, answer)


def _linked() -> Person:
    return actions.linked_person(session.get("set_up", ""), clock.now())


def _asked(person: Person, form: NewPasswordForm, refusal: Refused | None = None) -> Response:
    keys = queries.keys_of(person.id)

    return page(
        "keys/choose.html",
        status=refusal.status if refusal else 200,
        person=person,
        sign_in_name=keys.name if keys else "",
        options=passkeys.to_make(person.id, keys.name if keys else "", f"person {person.id}", []),
        form=form,
        problem=_(refusal.message) if refusal else None,
        app=totp.to_scan(keys.name if keys else ""),
    )
