"""What one installation needs to ring: its key, its push services, its name. Made once, when the app is."""

from dataclasses import dataclass, replace

from flask import Flask, current_app

from portal.core.settings import Settings, SettingsError
from portal.push import vapid
from portal.push.endpoints import Resolve, Services


@dataclass(frozen=True)
class Bell:
    """How this installation rings phones."""

    services: Services
    headers: vapid.Headers
    public_key: str
    """What browsers bind their subscription to."""

    def resolving(self, resolve: Resolve) -> "Bell":
        """The same with other answers to where names lead: for tests."""
        return replace(self, services=replace(self.services, resolve=resolve))


def init_app(app: Flask, settings: Settings) -> None:
    """Have the app know its bell. Raises `SettingsError` where its key cannot be read or made."""
    try:
        key = vapid.private_key(settings.data_dir)
    except (OSError, ValueError):
        path = settings.data_dir / vapid.FILE
        raise SettingsError(f"The key for notices, {path}, cannot be read or made.") from None
    services = Services(settings.push_hosts, loopback=settings.push_loopback)
    headers = vapid.Headers(key, settings.push_contact)
    app.extensions["portal.push"] = Bell(services, headers, vapid.public_key(key))


def bell() -> Bell:
    """The bell of this installation."""
    made: Bell = current_app.extensions["portal.push"]
    return made
