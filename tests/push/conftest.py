"""A push service of the test's own, and a worker's rounds against it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

import aiohttp
import pytest

from portal.push import vapid
from portal.push.deliveries import Watch
from portal.push.endpoints import Services
from portal.push.post import Poster
from portal.push.rounds import Round
from portal.push.setup import Bell
from tests.push.phones import Phone, subscribe
from tests.push.service import PushService, running

HASTY = aiohttp.ClientTimeout(total=1.0, sock_connect=0.5)


@pytest.fixture
def service() -> Iterator[PushService]:
    """A push service on this machine."""
    with running(PushService()) as started:
        yield started


@pytest.fixture
def bell(app) -> Iterator[Bell]:
    """The house's bell, allowed to ring on this machine."""
    before: Bell = app.extensions["portal.push"]
    key = vapid.private_key(app.config["PORTAL"].data_dir)
    services = Services(("push.example.net", ".wide.example.net"), loopback=True)
    made = replace(before, services=services, headers=vapid.Headers(key, "mailto:portal@example.org"))
    app.extensions["portal.push"] = made
    yield made
    app.extensions["portal.push"] = before


@pytest.fixture
def ring(bell) -> Callable[..., int]:
    """One round of a worker; says how many messages were sent."""
    watch = Watch(patience=0.2)

    def one(seconds: float = 5.0, time_out: aiohttp.ClientTimeout = HASTY) -> int:
        async def work() -> int:
            async with Poster(bell.services, bell.headers, time_out=time_out) as poster:
                return await Round(poster, watch).run(seconds)

        return asyncio.run(work())

    return one


@pytest.fixture
def phone(service, cast, bell):
    """Amal's."""
    phone = Phone(service.endpoint())
    subscribe(cast.amal, phone)
    return phone
