"""Colleagues with keys, and browsers at the staff door."""

from typing import Any

import pyotp
from bs4 import BeautifulSoup

from portal.core import clock, frame
from portal.keys import actions
from tests.pages import PageClient

PASSWORD = "paarse fiets eet kaas"
MAIL = "kees@oude-ijsselstreek.nl"


def keep(person, name: str = MAIL) -> tuple[str, list[str]]:
    """Give a colleague a password with a code app. Returns the app's secret and the recovery codes."""
    secret = pyotp.random_base32()
    with frame.change():
        actions.link_without_actor(person, name, None, clock.now())
    with frame.change():
        code = pyotp.TOTP(secret).at(clock.now())
        return secret, actions.set_password(person, PASSWORD, PASSWORD, secret, code, clock.now())


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * steps)


def give_password(client: PageClient, name: str = MAIL, password: str = PASSWORD, status: int = 303, **more: Any):
    return client.send("/staff/sign-in", status=status, at="/staff/sign-in", name=name, password=password, **more)


def sign_in(client: PageClient, secret: str, steps: int = 0) -> None:
    """With password and code app; another step where this code was used before."""
    give_password(client)
    client.send("/staff/second-key", at="/staff/second-key", code=code_of(secret, steps))


def options_on(client: PageClient, path: str, form: str = "passkey") -> str:
    """What a page asks the browser to ask an authenticator."""
    found = BeautifulSoup(client.get(path).text, "html5lib").select_one(f"form#{form}")
    assert found is not None, f"{path} asks for no passkey"
    return str(found["data-options"])
