"""A passkey without a browser: answers as an authenticator would, so that the server's judgement can be tested fast.

It signs whatever it is asked to sign, also what an honest browser would not: wrong origins, old challenges.
"""

import hashlib
import json
import os
from base64 import urlsafe_b64encode

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One key pair."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin, self.host = origin, origin.split("//")[1].split(":")[0]
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.count, self.flags = os.urandom(16), 0, PRESENT | VERIFIED

    def make(self, options: str) -> str:
        """A new passkey, as the browser sends it."""
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        data = self._data(self.flags | ATTESTED) + bytes(16) + len(self.id).to_bytes(2) + self.id + public
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"clientDataJSON": b64(self._client("webauthn.create", options)), "attestationObject": b64(attested)}
        return self._answer(said)

    def use(self, options: str) -> str:
        """The challenge, signed."""
        self.count += 1
        client, data = self._client("webauthn.get", options), self._data(self.flags)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signed)})

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        said = {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response}
        return json.dumps({**said, "clientExtensionResults": {}})
