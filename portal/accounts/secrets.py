"""Secrets of invitations, devices, PINs and drafts: made, hashed and compared here, shown nowhere.

Tokens have 256 random bits, so a plain SHA-256 is enough for them. A PIN has few, so it gets argon2 with the
installation's own key as pepper, and five tries.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from cryptography.fernet import Fernet, InvalidToken
from flask import current_app

from portal.accounts import pins
from portal.accounts.models import PIN_LENGTH
from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import fold_digits


def token() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def hashed(value: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(value.encode()).hexdigest()


def pin(typed: str) -> str:
    """Six digits out of what was typed in whatever script; raises `Refused` for anything else."""
    digits = fold_digits(typed).replace(" ", "")
    if len(digits) != PIN_LENGTH or not (digits.isascii() and digits.isdigit()):
        raise Refused(N_("A PIN has six digits."))
    return digits


def new_pin(typed: str, repeated: str, born: date | None) -> str:
    """A PIN that may be used; raises `Refused` where it is too easy or the two differ."""
    chosen = pin(typed)
    if pins.too_easy(chosen, born):
        raise Refused(N_("These digits are easy to guess. Choose other ones, and not your date of birth."))
    if pin(repeated) != chosen:
        raise Refused(N_("The two PINs are not the same. Type them again."))
    return chosen


def pin_hash(digits: str) -> str:
    """What is stored of a PIN."""
    return slow_hash("pin", digits)


def pin_fits(stored: str, digits: str) -> bool:
    """Whether this is the PIN that was stored."""
    return slow_fits(stored, "pin", digits)


def slow_hash(kind: str, value: str) -> str:
    """What is stored of something that people think up, so that finding it out takes long and the pepper."""
    return _hasher().hash(_peppered(kind, value))


def slow_fits(stored: str, kind: str, value: str) -> bool:
    """Whether this is the value that was stored."""
    try:
        return _hasher().verify(stored, _peppered(kind, value))
    except VerifyMismatchError:
        return False


def _peppered(kind: str, value: str) -> bytes:
    key: str = current_app.config["SECRET_KEY"]
    return hmac.digest(key.encode(), f"{kind}:{value}".encode(errors="surrogatepass"), "sha256")


@cache
def _hasher() -> PasswordHasher:
    # OWASP's smallest recommended costs (19 MiB, two rounds): five tries and a pepper carry the rest.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def sealed(words: str, whose: str) -> str:
    """Words that only the portal's key opens, and only for the same device."""
    return _box(whose).encrypt(words.encode()).decode()


def unsealed(words: str, whose: str) -> str | None:
    """The words again; None where the key is another by now."""
    try:
        return _box(whose).decrypt(words.encode()).decode()
    except InvalidToken:
        return None


def _box(whose: str) -> Fernet:
    key: str = current_app.config["SECRET_KEY"]
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key.encode(), b"draft:" + whose.encode(), "sha256")))
