"""Passkeys, with the package webauthn. The only module that knows it.

The challenge is signed by us and carries what it is for, so that showing a page stores nothing. It is good for five
minutes, for one thing and for one use.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal.core import attempts
from portal.core.errors import Refused
from portal.core.i18n import N_

CHALLENGE_LASTS = 300
"""Seconds."""
LONGEST_ANSWER = 20_000
"""Characters of what an authenticator says; a real one is far shorter."""

_BROKEN = (
    WebAuthnException,
    BadSignature,
    UnsupportedAlgorithm,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What the package and its parsers raise for what no authenticator would send."""


@dataclass(frozen=True)
class Made:
    """The public half of a new passkey."""

    credential_id: str
    public_key: bytes
    sign_count: int


def to_make(person_id: UUID, name: str, subject: str, have: list[str], *, on_this_phone: bool = False) -> str:
    """What the browser is asked for a new passkey, as JSON. `have` are those that there are already."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Meedoen",
        user_id=person_id.bytes,
        user_name=name,
        user_display_name=name,
        challenge=_challenge(f"make {subject}"),
        authenticator_selection=AuthenticatorSelectionCriteria(
            authenticator_attachment=AuthenticatorAttachment.PLATFORM if on_this_phone else None,
            resident_key=ResidentKeyRequirement.DISCOURAGED if on_this_phone else ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(have),
    )
    return webauthn.options_to_json(options)


def made(answer: str, subject: str, now: datetime) -> Made:
    """The new passkey; raises `Refused` where the answer is not one to our challenge."""
    try:
        verified = webauthn.verify_registration_response(
            credential=_parsed(answer),
            expected_challenge=_spent(answer, f"make {subject}", now),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except _BROKEN:
        raise Refused(N_("That did not work. Try it again.")) from None
    return Made(bytes_to_base64url(verified.credential_id), verified.credential_public_key, verified.sign_count)


def to_use(subject: str, allowed: list[str] | None = None) -> str:
    """What the browser is asked to sign with a passkey, as JSON; any of this portal's where none are named."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        challenge=_challenge(f"use {subject}"),
        allow_credentials=_described(allowed or []),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def credential_id(answer: str) -> str:
    """Which passkey an answer says it is from; empty where it says nothing."""
    try:
        return bytes_to_base64url(base64url_to_bytes(str(_parsed(answer)["id"])))
    except _BROKEN:
        return ""


def used(answer: str, subject: str, public_key: bytes, sign_count: int, now: datetime) -> int:
    """The new count of a passkey that signed our challenge; raises `Refused` where it did not."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=_parsed(answer),
            expected_challenge=_spent(answer, f"use {subject}", now),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _BROKEN:
        raise Refused(N_("That did not work. Try it again.")) from None
    return verified.new_sign_count


def _described(ids: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in ids]


def _parsed(answer: str) -> dict[str, object]:
    parsed = json.loads(answer[:LONGEST_ANSWER])
    if not isinstance(parsed, dict):
        raise TypeError
    return parsed


def _challenge(purpose: str) -> bytes:
    return _signer().dumps([uuid4().hex, purpose]).encode()


def _spent(answer: str, purpose: str, now: datetime) -> bytes:
    """The challenge that an answer was given to, if it is ours, fresh, for this purpose and not used before."""
    response = _parsed(answer)["response"]
    if not isinstance(response, dict):
        raise TypeError
    said = json.loads(base64url_to_bytes(response["clientDataJSON"]))
    challenge = base64url_to_bytes(said["challenge"])
    nonce, meant_for = _signer().loads(challenge.decode(), max_age=CHALLENGE_LASTS)
    if meant_for != purpose or not attempts.first_use("challenge", nonce, now):
        raise ValueError
    return challenge


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="passkey challenge")


def _origin() -> str:
    """The address people see. In production a setting says it; elsewhere it is how the portal was reached."""
    settings = current_app.config["PORTAL"]
    return settings.base_url if settings.production else request.host_url.rstrip("/")


def _host() -> str:
    return urlsplit(_origin()).hostname or ""
