"""How fast the doorbell is: `make bench-push`.

Ten thousand subscriptions, over TLS, to a receiver that answers after 30 ms and runs on another core. The same machine
is never twice as fast as itself, so what counts are the ratios within one run.
"""

import asyncio
import base64
import json
import os
import resource
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from py_vapid import Vapid02
from pywebpush import webpush
from sqlalchemy import func, insert, select

from bench import receiver
from portal import create_app
from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Device, Person
from portal.core import clock, frame
from portal.core.db import Base, db
from portal.core.settings import Settings
from portal.core.viewer import Role
from portal.notices.models import InboxNotice
from portal.push import vapid
from portal.push.deliveries import Watch
from portal.push.endpoints import Services
from portal.push.models import Delivery, Service, State, Subscription
from portal.push.post import Letter, Poster, PublicOnly, encrypted
from portal.push.rounds import Round

HERE = Path(__file__).parent
DELAY = 0.030
OURS, LOOP, NODE, LIMIT = 10_000, 200, 2_000, 5_000
"""How many messages each sends; the slow ones fewer, and rates are compared."""
SYSTEM = {"scope": "system: bench"}
PAYLOAD = json.dumps({"title": "Meedoen", "body": "Nieuw bericht"}).encode().ljust(1024)


@dataclass(frozen=True)
class Measured:
    """What a way of sending came to."""

    name: str
    messages: int
    seconds: float
    cpu: float
    """Seconds of processor time."""

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def each(self) -> float:
        """Microseconds of processor time for one."""
        return self.cpu / self.messages * 1e6


def measured(name: str, messages: int, work: Callable[[], Any]) -> Measured:
    """Do the work and look at both clocks."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return Measured(name, messages, time.perf_counter() - began, time.process_time() - used)


class Redirected(PublicOnly):
    """Sends the push service's name to the receiver."""

    port = 0

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> Any:
        found = await super().resolve(host, port, family)
        return [{**each, "host": "127.0.0.1", "port": self.port} for each in found]


@contextmanager
def receiving(folder: Path) -> Iterator[tuple[int, Path]]:
    """A receiver in a process of its own: its port and certificate."""
    path = receiver.certificate(folder)
    words = [sys.executable, "-m", "bench.receiver", str(path), str(DELAY)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        if len(cores := sorted(os.sched_getaffinity(0))) > 1:
            os.sched_setaffinity(process.pid, {cores[1]})
            os.sched_setaffinity(0, {cores[0]})
        yield port, path
        process.terminate()


def keys() -> tuple[str, str]:
    """Of an invented browser."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    return b64(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)), b64(os.urandom(16))


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def letter(number: int, key: str, auth: str) -> Letter:
    """One message of the kind that we send."""
    return Letter(f"https://{receiver.HOST}/wpush/{number}", key, auth, PAYLOAD, 86_400, "t" * 32)


def prepared(folder: Path, number: int) -> Flask:
    """A portal with so many phones, and a delivery waiting for each."""
    app = create_app(Settings("test", folder, f"sqlite:///{folder / 'portal.sqlite3'}", "k" * 40))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with frame.change():
            _fill(number)
        db.session.close()
    return app


def _fill(number: int) -> None:
    now, notice = clock.now(), uuid4()
    home = accounts.add_municipality("bench", "Bench")
    person: Person = accounts.add_person(home.id, PersonDetails("A", "B", "ti"), (Role.PARTICIPANT,))
    of = {"person_id": person.id, "municipality_id": home.id}
    db.session.add(Service(host=receiver.HOST, failures=0, refusals=0))
    db.session.add(InboxNotice(id=notice, **of, kind="messages.new", values={}, link="/messages", at=now))
    db.session.flush()
    rows = [(uuid4(), uuid4(), *keys()) for _ in range(number)]
    until = now + timedelta(days=1)
    devices = [{"id": d, **of, "token_hash": d.hex, "made_at": now, "expires_at": until} for d, *_ in rows]
    subscriptions = [
        {
            "id": s,
            **of,
            "device_id": d,
            "service": receiver.HOST,
            "endpoint": f"https://{receiver.HOST}/wpush/{s.hex}",
            "key": key,
            "auth": auth,
            "made_at": now,
        }
        for d, s, key, auth in rows
    ]
    deliveries = [
        {"notice_id": notice, "subscription_id": s, "topic": "t" * 32, "made_at": now, "expires_at": until}
        for _, s, *_ in rows
    ]
    for model, those in ((Device, devices), (Subscription, subscriptions), (Delivery, deliveries)):
        db.session.execute(insert(model).execution_options(**SYSTEM), those)


def ours(app: Flask, port: int, path: Path) -> Measured:
    """The portal's own worker, with its rows: taken, sent, written down."""
    services = Services((receiver.HOST,), resolve=lambda host: ["93.184.216.34"])
    headers = vapid.Headers(vapid.private_key(app.config["PORTAL"].data_dir), "mailto:bench@example.org")

    async def work() -> None:
        async with _poster(services, headers, port, path) as poster:
            await Round(poster, Watch()).run(600)

    with app.app_context():
        result = measured("the portal's worker", OURS, lambda: asyncio.run(work()))
        done = select(func.count()).select_from(Delivery).where(Delivery.state == State.ACCEPTED)
        assert db.session.scalar(done.execution_options(**SYSTEM)) == OURS
        db.session.close()
    return result


def _poster(services: Services, headers: vapid.Headers, port: int, path: Path) -> Poster:
    poster = Poster(services, headers, ssl=ssl.create_default_context(cafile=str(path)))
    resolver = Redirected(services)
    resolver.port = port
    poster.resolver = resolver
    return poster


def limit(port: int, path: Path) -> Measured:
    """The bare limit: encryption and the cheapest POST there is, without rows, headers or errors."""
    key, auth = keys()
    head = (
        f"POST /wpush/1 HTTP/1.1\r\nHost: {receiver.HOST}\r\nAuthorization: {'x' * 300}\r\nTTL: 86400\r\n"
        "Content-Encoding: aes128gcm\r\nContent-Length: %d\r\n\r\n"
    )

    async def one(left: list[int]) -> None:
        context = ssl.create_default_context(cafile=str(path))
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=receiver.HOST)
        while left:
            body = encrypted(letter(left.pop(), key, auth))
            writer.write((head % len(body)).encode() + body)
            await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async def work() -> None:
        left = list(range(LIMIT))
        await asyncio.gather(*(one(left) for _ in range(64)))

    return measured("the bare limit", LIMIT, lambda: asyncio.run(work()))


def loop(port: int, path: Path) -> Measured:
    """pywebpush as its README shows it: one call after the other."""
    key = Vapid02()
    key.generate_keys()
    os.environ["REQUESTS_CA_BUNDLE"] = str(path)
    p256dh, auth = keys()
    info = {"endpoint": f"https://localhost:{port}/wpush/1", "keys": {"p256dh": p256dh, "auth": auth}}

    def work() -> None:
        for _ in range(LOOP):
            webpush(info, PAYLOAD, vapid_private_key=key, vapid_claims={"sub": "mailto:bench@example.org"}, ttl=60)

    return measured("webpush() in a loop", LOOP, work)


def node(port: int, path: Path, folder: Path) -> Measured | None:
    """npm web-push with 64 in flight and keep-alive, where npm is."""
    npm, command = shutil.which("npm"), shutil.which("node")
    if not (npm and command):
        return None
    installed = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "web-push@3.6.7"],
        capture_output=True,
        check=False,
    )
    if installed.returncode:
        return None
    shutil.copy(HERE / "webpush.cjs", folder)
    p256dh, auth = keys()
    words = [command, str(folder / "webpush.cjs"), str(port), p256dh, auth, str(NODE)]
    run = subprocess.run(
        words, capture_output=True, text=True, check=True, env={**os.environ, "NODE_EXTRA_CA_CERTS": str(path)}
    )
    seconds, cpu = map(float, run.stdout.split())
    return Measured("npm web-push, 64 in flight", NODE, seconds, cpu)


def encoding() -> str:
    """What encrypting alone costs, for it is the part that the choice of library decides."""
    key, auth = keys()
    one = letter(1, key, auth)
    result = measured("", 2_000, lambda: [encrypted(one) for _ in range(2_000)])
    return f"encryption alone (pywebpush): {result.each:.0f} us"


def main() -> None:
    """Measure and print side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = prepared(folder, OURS)
        with receiving(folder) as (port, path):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            us = ours(app, port, path)
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            others = [loop(port, path), node(port, path, folder), limit(port, path)]
    print(f"{OURS} subscriptions over TLS, answers after {DELAY * 1000:.0f} ms, sender on one core\n")
    print(f"{'':28}{'msg/s':>8}{'CPU us':>8}{'msg/s of CPU':>14}   the portal is")
    for each in (us, *(other for other in others if other)):
        line = f"{each.name:28}{each.rate:8.0f}{each.each:8.0f}{1e6 / each.each:14.0f}"
        print(line + (f"   {us.rate / each.rate:6.2f} times as fast" if each is not us else ""))
    print(f"\n{encoding()}; memory of the worker grew by {grown:.0f} MB while it sent {OURS}")


if __name__ == "__main__":
    main()
