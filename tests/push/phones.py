"""Phones that are invented: they subscribe, and can read what is sent to them, with code that is not ours."""

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.push import actions
from portal.push.endpoints import Endpoint


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Phone:
    """A browser with keys of its own, at an endpoint."""

    url: str
    host: str = "127.0.0.1"
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def key(self) -> str:
        return b64(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        return b64(self.secret)

    def read(self, body: bytes) -> dict[str, Any]:
        """What a push says, decrypted by http_ece, which is not what encrypted it for the browser's side."""
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        told: dict[str, Any] = json.loads(plain)
        return {**told, "length": len(plain)}


def device_of(person: Person) -> str:
    """The token of a new device of a person, with a PIN."""
    with frame.change():
        token = accounts.add_device(person, "test", clock.now())
    with frame.change():
        return accounts.choose_pin(token, "280695", "280695", clock.now())


def subscribe(person: Person, phone: Phone, token: str | None = None) -> str:
    """The person turns notices on, on this phone. Returns the token of its device."""
    token = token or device_of(person)
    with frame.change():
        endpoint = Endpoint(phone.url, phone.url.rpartition("/")[0], phone.host)
        actions.subscribe(token, endpoint, phone.key, phone.auth, clock.now())
    return token
