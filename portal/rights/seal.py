"""Sealing what may lie in a file or a row and still be read by nobody who finds it: one key for each purpose."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet
from flask import current_app

from portal.core.settings import Settings


def export() -> Fernet:
    """For copies that wait to be fetched."""
    return _of(current_app.config["PORTAL"], "export-key")


def kept() -> Fernet:
    """For what the law keeps."""
    return _of(current_app.config["PORTAL"], "kept-key")


@cache
def _of(settings: Settings, name: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.key(name).encode()).digest()))
