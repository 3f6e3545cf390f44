"""Who we are to push services (VAPID, RFC 8292): a key pair of the installation, and the header that proves it.

The key is made once and kept in the data folder. Every phone's subscription is bound to it: losing it silences all
phones until their browsers are opened again, so it belongs in the backup.
"""

import base64
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

FILE = "vapid-key.pem"
LASTS = 12 * 60 * 60
"""Seconds that a header is good for; push services take a day at most."""


def private_key(data_dir: Path) -> Vapid02:
    """The installation's key, made where there is none. Two processes that start together end up with the same."""
    path = data_dir / FILE
    if not path.exists():
        _make(path)
    return Vapid02.from_pem(path.read_bytes())


def _make(path: Path) -> None:
    """Write it whole under another name first: nobody ever reads half a key, and the first one stays."""
    vapid = Vapid02()
    vapid.generate_keys()
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # for its owner's eyes only
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(vapid.private_pem())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process of this start was faster
            os.link(draft, path)
    finally:
        os.unlink(draft)


def public_key(vapid: Vapid02) -> str:
    """What a browser is told when it subscribes: the uncompressed point, base64url."""
    point: bytes = vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


class Headers:
    """The ``Authorization`` header for each origin, signed once and renewed at half its life."""

    def __init__(self, vapid: Vapid02, contact: str, clock: Callable[[], float] = time.time) -> None:
        self._vapid, self._contact, self._clock = vapid, contact, clock
        self._signed: dict[str, tuple[str, float]] = {}

    def header(self, origin: str) -> str:
        """For posting to this origin."""
        now = self._clock()
        header, until = self._signed.get(origin, ("", 0.0))
        # Also anew when the clock has been put back: the end would be further away than push services allow.
        if not LASTS / 2 < until - now <= LASTS:
            until = int(now) + LASTS
            header = self._sign(origin, int(until))
            self._signed[origin] = (header, until)
        return header

    def forget(self, origin: str) -> None:
        """Sign anew next time: it was refused."""
        self._signed.pop(origin, None)

    def _sign(self, origin: str, until: int) -> str:
        # py_vapid keeps and changes the dictionary it is given, so it gets a new one each time.
        signed: dict[str, str] = self._vapid.sign({"aud": origin, "exp": until, "sub": self._contact})
        return signed["Authorization"]
