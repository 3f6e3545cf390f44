"""Posting one message to a push service, and understanding what it answers.

One session stays open for each service. Whatever answers, or does not, costs a bounded time and a bounded number of
bytes; no redirect is followed, and what the answer says beside its status is not kept. The only module that knows
pywebpush and aiohttp.
"""

import asyncio
import socket
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from types import TracebackType

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from pywebpush import WebPusher

from portal.core import clock
from portal.push.endpoints import NotAllowed, Services
from portal.push.vapid import Headers

IN_FLIGHT = 64
"""At the same moment, to one push service."""
TIME_OUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
"""Seconds."""
ANSWER_AT_MOST = 2_000
"""Bytes of an answer that are read, so that its connection can be used again. None are kept."""
TTL_AT_MOST = 28 * 24 * 60 * 60
"""Seconds that push services keep a message."""


class Outcome(StrEnum):
    """What an answer means for us."""

    ACCEPTED = "accepted"
    GONE = "gone"
    """That phone listens no more (404, 410)."""
    REFUSED = "refused"
    """Our key is not the one of this subscription, or not taken at all (401, 403)."""
    TOO_LARGE = "too large"
    BUSY = "busy"
    """Too much from us: wait as told (429, and 503 that says how long)."""
    BROKEN = "broken"
    """No answer, or an error of the service itself: later it may work."""
    WRONG = "wrong"
    """It will never work: a redirect, a request it does not understand, an address that is not allowed any more."""


@dataclass(frozen=True)
class Letter:
    """One message, ready to go."""

    url: str
    key: str
    auth: str
    payload: bytes
    ttl: int
    """Seconds that the push service keeps it for a phone that is off."""
    topic: str
    urgent: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back."""

    outcome: Outcome
    status: int | None = None
    wait: float | None = None
    """Seconds that the service asks us to stay away."""


MEANING = {
    401: Outcome.REFUSED,
    403: Outcome.REFUSED,
    404: Outcome.GONE,
    408: Outcome.BROKEN,
    410: Outcome.GONE,
    413: Outcome.TOO_LARGE,
    429: Outcome.BUSY,
}


class Poster:
    """Posts to the push services of this installation; an async context manager."""

    def __init__(
        self, services: Services, headers: Headers, *, ssl: object = True, time_out: aiohttp.ClientTimeout = TIME_OUT
    ) -> None:
        self._services, self._headers, self._ssl, self._time_out = services, headers, ssl, time_out
        self.resolver: AbstractResolver = PublicOnly(services)

    async def __aenter__(self) -> "Poster":
        connector = aiohttp.TCPConnector(
            resolver=self.resolver,
            limit=0,
            limit_per_host=IN_FLIGHT,
            ttl_dns_cache=300,
            keepalive_timeout=60,
            ssl=self._ssl,  # type: ignore[arg-type]  # a context for tests; True is the system's own
        )
        # Nothing of this machine's own: no proxy or password from the environment, no cookies.
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=self._time_out, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def post(self, letter: Letter) -> Answer:
        """Send it and say what came of it; never raises for what a service does."""
        try:
            endpoint = self._services.checked(letter.url)
        except NotAllowed:
            return Answer(Outcome.WRONG)
        headers = {
            "Authorization": self._headers.header(endpoint.origin),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(min(max(letter.ttl, 0), TTL_AT_MOST)),
            "Urgency": "high" if letter.urgent else "normal",
            "Topic": letter.topic,
        }
        try:
            async with self._session.post(
                letter.url, data=encrypted(letter), headers=headers, allow_redirects=False
            ) as answer:
                if answer.status < 300:
                    await answer.content.read(ANSWER_AT_MOST)
                meant = _meant(answer.status, answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(Outcome.BROKEN)
        if meant.outcome is Outcome.REFUSED:
            self._headers.forget(endpoint.origin)
        return meant


def encrypted(letter: Letter) -> bytes:
    """The payload, for this browser's eyes only (RFC 8291)."""
    pusher = WebPusher({"endpoint": letter.url, "keys": {"p256dh": letter.key, "auth": letter.auth}})
    body: bytes = pusher.encode(letter.payload)["body"]
    return body


def _meant(status: int, retry_after: str | None) -> Answer:
    wait = _seconds(retry_after)
    if 200 <= status < 300:
        return Answer(Outcome.ACCEPTED, status)
    if status >= 500:
        return Answer(Outcome.BUSY if wait else Outcome.BROKEN, status, wait)
    return Answer(MEANING.get(status, Outcome.WRONG), status, wait)


def _seconds(retry_after: str | None) -> float | None:
    """How long to stay away, from seconds or from a date; None where it says nothing that can be understood."""
    if retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max((until - clock.now()).total_seconds(), 0.0)


class PublicOnly(AbstractResolver):
    """Names lead to public addresses only; those that were checked are the ones that get connected to."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, self._services.public_addresses, host)
        except NotAllowed as error:
            raise OSError(str(error)) from None
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in found
        ]

    async def close(self) -> None:
        """Nothing is held."""
