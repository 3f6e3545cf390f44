"""A push service on this machine: RFC 8030 and RFC 8292 towards us, and to browsers what desktop Firefox speaks.

It refuses what real ones refuse, and misbehaves on request (`misbehave`). Runs in a thread of its own.
"""

import asyncio
import base64
import json
import threading
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import WSMsgType, web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

TOPIC = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
S = TypeVar("S", bound="PushService")
Misbehaviour = Callable[[web.Request], Awaitable[web.StreamResponse | None]]


def b64decode(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Message:
    """One push that was taken."""

    token: str
    body: bytes
    ttl: int
    urgency: str
    topic: str
    at: float = field(default_factory=time.monotonic)
    version: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def ends(self) -> float:
        return self.at + self.ttl


@dataclass
class Channel:
    """One subscription of one browser."""

    browser: str
    key: bytes
    """The VAPID key that it is bound to; empty for none."""
    listens: bool = True


class PushService:
    """See the module."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.took: list[Message] = []
        self.answers: list[tuple[str, int, str]] = []
        """Token, status and reason of each request, in order."""
        self.acks: list[int] = []
        """What browsers said of a message: 100 shown to the service worker, 101 not decrypted, 102 not delivered."""
        self.misbehave: Misbehaviour | None = None
        self.origin = ""
        self.waiting: dict[str, list[Message]] = {}
        self._browsers: dict[str, web.WebSocketResponse] = {}
        self._arrived = threading.Condition()

    def endpoint(self, token: str | None = None, key: bytes = b"") -> str:
        """A new endpoint, of no browser."""
        token = token or uuid.uuid4().hex
        self.channels[token] = Channel("", key)
        return f"{self.origin}/wpush/v2/{token}"

    def taken_by(self, url: str) -> list[Message]:
        return [each for each in self.took if each.token == url.rpartition("/")[2]]

    def wait_for(self, number: float, *, different: bool = False, seconds: float = 60) -> None:
        """Wait until so many messages have come, or so many phones were reached."""

        def is_there() -> bool:
            return len({each.token for each in self.took} if different else self.took) >= number

        with self._arrived:
            assert self._arrived.wait_for(is_there, seconds), f"{len(self.took)} came, not {number}"

    # What application servers see

    async def receive(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if self.misbehave and (answer := await self.misbehave(request)) is not None:
            self.answers.append((token, answer.status, "misbehaving"))
            return answer
        body = await request.read()
        status, reason = self._judge(token, request, body)
        self.answers.append((token, status, reason))
        if status == 201:
            await self._keep(Message(token, body, int(request.headers["TTL"]), *self._wishes(request)))
        return web.Response(status=status, text=reason if status != 201 else None)

    @staticmethod
    def _wishes(request: web.Request) -> tuple[str, str]:
        return request.headers.get("Urgency", "normal"), request.headers.get("Topic", "")

    def _judge(self, token: str, request: web.Request, body: bytes) -> tuple[int, str]:
        channel = self.channels.get(token)
        urgency, topic = self._wishes(request)
        checks = (
            (channel is None, 404, "no such endpoint"),
            (channel is not None and not channel.listens, 410, "unsubscribed"),
            (not request.headers.get("TTL", "").isdigit(), 400, "no TTL"),
            (len(body) > 4096, 413, "over 4096 bytes"),
            (request.headers.get("Content-Encoding") != "aes128gcm", 400, "not aes128gcm"),
            (urgency not in {"very-low", "low", "normal", "high"}, 400, "urgency"),
            (len(topic) > 32 or not set(topic) <= TOPIC, 400, "topic"),
        )
        for wrong, status, reason in checks:
            if wrong:
                return status, reason
        assert channel is not None
        reason = self._vapid(request.headers.get("Authorization", ""), channel.key)
        return (403, reason) if reason else (201, "")

    def _vapid(self, header: str, key: bytes) -> str:
        """Why RFC 8292 would refuse it; empty where it would not."""
        scheme, _, rest = header.partition(" ")
        if scheme != "vapid":
            return "scheme"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        public, signed = b64decode(parts["k"]), b64decode(signature)
        r, s = (int.from_bytes(half, "big") for half in (signed[:32], signed[32:]))
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public).verify(
                encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
            )
        except InvalidSignature:
            return "signature"
        said, now = json.loads(b64decode(claims)), time.time()
        checks = (
            (json.loads(b64decode(head))["alg"] != "ES256", "alg"),
            (said["aud"] != self.origin, f"aud {said['aud']}"),
            (not now < said["exp"] <= now + 86_400, "exp"),
            (not said["sub"].startswith(("mailto:", "https:")), "sub"),
            (bool(key) and key != public, "not the key of this subscription"),
        )
        return next((reason for wrong, reason in checks if wrong), "")

    async def _keep(self, message: Message) -> None:
        with self._arrived:
            self.took.append(message)
            self._arrived.notify_all()
        browser = self.channels[message.token].browser
        if not browser:
            return
        queue = self.waiting.setdefault(browser, [])
        if message.topic:
            queue[:] = [m for m in queue if (m.token, m.topic) != (message.token, message.topic)]
        queue.append(message)
        if browser in self._browsers:
            await self.hand_over(browser, message)

    # What browsers see

    async def hand_over(self, browser: str, message: Message) -> None:
        await self._browsers[browser].send_json(
            {
                "messageType": "notification",
                "channelID": message.token,
                "version": message.version,
                "data": base64.urlsafe_b64encode(message.body).rstrip(b"=").decode(),
                "headers": {"encoding": "aes128gcm"},
            }
        )

    async def listen(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        browser = ""
        async for said in socket:
            if said.type is WSMsgType.TEXT:
                browser = await self._heard(socket, browser, json.loads(said.data))
        if self._browsers.get(browser) is socket:
            del self._browsers[browser]
        return socket

    async def _heard(self, socket: web.WebSocketResponse, browser: str, said: dict[str, Any]) -> str:
        kind = said.get("messageType")
        if not said:
            await socket.send_str("{}")
        elif kind == "hello":
            browser = said.get("uaid") or uuid.uuid4().hex
            self._browsers[browser] = socket
            hello: dict[str, Any] = {
                "messageType": "hello",
                "uaid": browser,
                "status": 200,
                "use_webpush": True,
                "broadcasts": {},
            }
            await socket.send_json(hello)
            now = time.monotonic()
            self.waiting[browser] = [m for m in self.waiting.get(browser, []) if m.ends > now]
            for message in self.waiting[browser]:
                await self.hand_over(browser, message)
        elif kind == "register":
            token = said["channelID"]
            self.channels[token] = Channel(browser, b64decode(said.get("key") or ""))
            url = f"{self.origin}/wpush/v2/{token}"
            await socket.send_json({"messageType": "register", "channelID": token, "status": 200, "pushEndpoint": url})
        elif kind == "unregister":
            self.channels[said["channelID"]].listens = False
            await socket.send_json({"messageType": "unregister", "channelID": said["channelID"], "status": 200})
        elif kind == "ack":
            versions = {each["version"] for each in said["updates"]}
            self.acks += [each.get("code", 100) for each in said["updates"]]
            self.waiting[browser] = [m for m in self.waiting.get(browser, []) if m.version not in versions]
        return browser

    # Running

    def application(self) -> web.Application:
        application = web.Application()
        application.add_routes([web.post("/wpush/v2/{token}", self.receive), web.get("/", self.listen)])
        return application


@contextmanager
def running(service: S) -> Iterator[S]:
    """The service on a port of its own, until the block ends."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="push service", daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(_start(service), loop).result(10)
    try:
        yield service
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _start(service: PushService) -> web.AppRunner:
    runner = web.AppRunner(service.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner
