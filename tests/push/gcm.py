"""What desktop Chromium expects of its push service, on this machine: check-in and registration over HTTP, and the
connection on which messages come (MCS, version 41) over TLS.

Chromium's inner protocol is nobody's promise. Where it changes, the one test that stands on it says so.
"""

import asyncio
import base64
import contextlib
import hashlib
import os
import ssl
import struct
import tempfile
import time
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.receiver import certificate
from tests.push.service import Channel, Message, PushService, b64decode

VERSION = 41
PING, ACK, LOGIN_ANSWER, MESSAGE = 0, 1, 3, 8
"""Tags of MCS."""


def number(value: int) -> bytes:
    """A protocol buffer's number, seven bits at a time."""
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(place: int, value: int | str | bytes) -> bytes:
    """One field of a protocol buffer."""
    if isinstance(value, int):
        return number(place << 3) + number(value)
    raw = value.encode() if isinstance(value, str) else value
    return number(place << 3 | 2) + number(len(raw)) + raw


def fixed(place: int, value: int) -> bytes:
    """A field of eight bytes."""
    return number(place << 3 | 1) + struct.pack("<Q", value)


def fields(raw: bytes) -> dict[int, list[Any]]:
    """What a protocol buffer holds, by place."""
    found: dict[int, list[Any]] = {}
    at = 0

    def take() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = raw[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(raw):
        key = take()
        kind = key & 7
        if kind == 0:
            found.setdefault(key >> 3, []).append(take())
            continue
        length = {1: 8, 5: 4}.get(kind) or take()
        found.setdefault(key >> 3, []).append(raw[at : at + length])
        at += length
    return found


class Gcm(PushService):
    """The push service of Chromium. Start it with `running`, the browser with `flags`."""

    def __init__(self) -> None:
        super().__init__()
        self.checked_in = False
        self._of: dict[str, dict[str, str]] = {}
        self._lines: dict[str, asyncio.StreamWriter] = {}
        self._certificate = certificate(Path(tempfile.mkdtemp()))
        self._port = 0

    @property
    def flags(self) -> list[str]:
        """With what Chromium is started, so that it finds this service and no other."""
        key = x509.load_pem_x509_certificate(self._certificate.read_bytes()).public_key()
        digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
        return [
            f"--gcm-checkin-url={self.origin}/checkin",
            f"--gcm-registration-url={self.origin}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self._port}",
            f"--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()}",
        ]

    def application(self) -> web.Application:
        application = super().application()
        application.add_routes([web.post("/checkin", self.check_in), web.post("/register", self.register)])
        application.on_startup.append(self._listen)
        application.on_cleanup.append(self._hang_up)
        return application

    async def _listen(self, application: web.Application) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        self._server = await asyncio.start_server(self._line, "127.0.0.1", 0, ssl=context)
        self._port = self._server.sockets[0].getsockname()[1]

    async def _hang_up(self, application: web.Application) -> None:
        self._server.close()
        for line in list(self._lines.values()):
            line.transport.abort()

    async def check_in(self, request: web.Request) -> web.Response:
        self.checked_in = True
        device, secret = (int.from_bytes(os.urandom(7), "big") | 1 for _ in range(2))
        now = int(time.time() * 1000)
        answer = field(1, 1) + field(3, now) + field(6, 1) + fixed(7, device) + fixed(8, secret) + field(9, 0)
        return web.Response(body=answer + field(11, "x"), content_type="application/x-protobuf")

    async def register(self, request: web.Request) -> web.Response:
        said = {name: str(value) for name, value in (await request.post()).items()}
        if said.get("delete") == "true":
            for token, of in self._of.items():
                if of.get("X-subtype") == said.get("X-subtype"):
                    self.channels[token].listens = False
            return web.Response(text=f"token={said.get('X-subtype')}")
        token = base64.urlsafe_b64encode(os.urandom(60)).decode()
        self._of[token] = said
        self.channels[token] = Channel(said["device"], b64decode(said["sender"]))
        return web.Response(text=f"token={token}")

    async def hand_over(self, browser: str, message: Message) -> None:
        said = self._of[message.token]
        told = field(2, message.version) + field(3, said["sender"]) + field(5, said["app"])
        for name, value in (("subtype", said.get("X-subtype", "")), ("content-encoding", "aes128gcm")):
            told += field(7, field(1, name) + field(2, value))
        told += field(9, message.version) + field(17, 60) + field(18, int(time.time())) + field(21, message.body)
        self._lines[browser].write(bytes([MESSAGE]) + number(len(told)) + told)

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One browser's connection, from its login on."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readexactly(1)  # the version
            _, login = await self._read(reader)
            device = login[3][0].decode()
            answer = field(1, login[1][0]) + field(5, 1) + field(6, 1) + field(8, int(time.time() * 1000))
            writer.write(bytes([VERSION, LOGIN_ANSWER]) + number(len(answer)) + answer)
            self._lines[device] = writer
            self._browsers[device] = writer  # type: ignore[assignment]  # what `_keep` asks is whether it is there
            for message in self.waiting.get(device, []):
                await self.hand_over(device, message)
            while True:
                tag, _ = await self._read(reader)
                if tag == PING:
                    writer.write(bytes([ACK, 0]))
        writer.close()

    @staticmethod
    async def _read(reader: asyncio.StreamReader) -> tuple[int, dict[int, list[Any]]]:
        tag = (await reader.readexactly(1))[0]
        length = shift = 0
        while True:
            byte = (await reader.readexactly(1))[0]
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return tag, fields(await reader.readexactly(length))
