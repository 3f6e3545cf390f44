"""Passwords, code apps and recovery codes: made, sealed, hashed and compared here, shown nowhere."""

import secrets
import unicodedata
from base64 import b32encode, urlsafe_b64encode
from datetime import datetime
from functools import cache

import pyotp
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from zxcvbn import zxcvbn

from portal.accounts import secrets as pins
from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import fold_digits

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
HARD_ENOUGH = 4
"""Of four: ten thousand million guesses, by zxcvbn's count. It knows the passwords, names and words many people use."""
JUDGED_LENGTH = 72
"""zxcvbn takes longer the longer a password is; what is longer than this is judged by its beginning."""
DUTCH_FIRST_THOUGHTS = [
    "wachtwoord",
    "welkom",
    "gemeente",
    "meedoen",
    "portaal",
    "inburgering",
    "statushouder",
    "begeleider",
    "regisseur",
    "beheerder",
    "lente",
    "zomer",
    "herfst",
    "winter",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
]
"""Words that its lists, which are English, do not have."""
RECOVERY_CODES = 10
ISSUER = "Meedoen"
STEP = 30
"""Seconds for which a code app shows the same code."""


def new_password(typed: str, repeated: str, known_words: list[str]) -> str:
    """A password that may be used. Long and hard to guess; no rules about capitals and signs, which help nobody.

    `known_words` are what others know of its owner: names, sign-in name, municipality.
    """
    chosen = unicodedata.normalize("NFKC", typed)
    if not len(chosen) >= SHORTEST_PASSWORD:
        raise Refused(N_("A password has at least 12 characters. A sentence is easy to remember."))
    if len(chosen) > LONGEST_PASSWORD:
        raise Refused(N_("The text is too long."))
    judged = zxcvbn(chosen[:JUDGED_LENGTH], user_inputs=[*known_words, *DUTCH_FIRST_THOUGHTS])
    if judged["score"] < HARD_ENOUGH:
        raise Refused(N_("This password is easy to guess. Use some words that do not belong together."))
    if unicodedata.normalize("NFKC", repeated) != chosen:
        raise Refused(N_("The two passwords are not the same. Type them again."))
    return chosen


def password_hash(password: str) -> str:
    """What is stored of a password."""
    return pins.slow_hash("password", unicodedata.normalize("NFKC", password))


def password_fits(stored: str | None, typed: str) -> bool:
    """Whether this is the password. Where there is none, it takes as long to find out."""
    fits = pins.slow_fits(stored or _nobodys(), "password", unicodedata.normalize("NFKC", typed[:LONGEST_PASSWORD]))
    return fits and stored is not None


@cache
def _nobodys() -> str:
    return password_hash(secrets.token_urlsafe(32))


def new_totp_secret() -> str:
    """What a code app is told, in base32."""
    return pyotp.random_base32()


def totp_uri(secret: str, name: str) -> str:
    """The same as an address that a code app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def totp_step(secret: str, typed: str, now: datetime) -> int | None:
    """The step of time that this code belongs to, at most one away from now; None where it is no code of this app."""
    code = fold_digits(typed).replace(" ", "")
    app = pyotp.TOTP(secret)
    at = int(now.timestamp()) // STEP
    matching = [step for step in (at - 1, at, at + 1) if pyotp.utils.strings_equal(code, app.at(step * STEP))]
    return matching[0] if matching else None


def new_recovery_codes() -> list[str]:
    """Ten codes to print or keep, in groups that one can read aloud."""
    return [_in_groups(b32encode(secrets.token_bytes(10)).decode().lower()) for _ in range(RECOVERY_CODES)]


def _in_groups(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def recovery_hash(typed: str) -> str:
    """What is stored of a recovery code, however it was typed."""
    return pins.hashed("".join(typed.lower().replace("-", " ").split()))


def seal(value: str) -> str:
    """A value as it stands in the database: worth nothing without the installation's key."""
    return _vault().encrypt(value.encode()).decode()


def unseal(sealed: str) -> str:
    """The value again; raises `cryptography.fernet.InvalidToken` where the installation's key was changed."""
    return _vault().decrypt(sealed.encode()).decode()


def _vault() -> Fernet:
    key: str = current_app.config["SECRET_KEY"]
    derived = HKDF(SHA256(), length=32, salt=None, info=b"portal.keys").derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
