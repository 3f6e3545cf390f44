"""A code app that is being set up: its secret waits in the browser that will scan it, until a code proves it."""

from dataclasses import dataclass
from datetime import datetime

import segno
from flask import session
from markupsafe import Markup

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.core.viewer import Viewer
from portal.keys import actions, queries, secrets
from portal.keys.forms import NewPasswordForm


@dataclass(frozen=True)
class NewApp:
    """What a code app is told: as a picture, and in letters for who cannot scan."""

    qr: Markup
    secret: str


def to_scan(name: str) -> NewApp:
    """A new secret for this browser, the same until it is used."""
    secret = session.setdefault("totp", secrets.new_totp_secret())
    uri = secrets.totp_uri(secret, name)
    code = segno.make(uri, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff", omitsize=True)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return NewApp(Markup(code), groups)  # noqa: S704 - drawn by segno from our own address


def set_password(person: Person, form: NewPasswordForm, now: datetime) -> list[str]:
    """Set what the form holds, with the app that this browser was shown. Returns recovery codes."""
    typed, repeated, code = form.password.data or "", form.repeated.data or "", form.code.data or ""
    codes = actions.set_password(person, typed, repeated, session.get("totp", secrets.new_totp_secret()), code, now)
    session.pop("totp", None)
    return codes


def set_own_password(actor: Viewer, form: NewPasswordForm, now: datetime) -> list[str]:
    """The same by who is signed in; they hear of it, in case it was not them."""
    codes = set_password(queries.own_person(actor), form, now)
    accounts.keys_changed(actor, now)
    return codes
