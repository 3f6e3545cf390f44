"""Open threads: `make bench-talk`. What a thousand open phones cost a server on this machine, and how soon they see.

Each phone has one thread open and asks every so many seconds over a connection that it keeps; some of the people write
meanwhile, and for each message is measured when the other side's phone has it on its screen. Server and phones share
the machine's cores, so a server alone can do more.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask

from portal import alembic, create_app
from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.settings import Settings
from portal.core.viewer import Role, Viewer
from portal.keys import signing_in
from portal.messages import actions, inbox_actions
from portal.messages.models import MOST_OPEN, Topic

PORT = 8171
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Phone:
    """One side of a thread: who signed in, and what is on the screen."""

    cookie: str
    path: str
    number: int = 1
    ears: str = ""
    token: str = ""
    waits: list[float] = field(default_factory=list)


@dataclass
class Seen:
    """What was measured."""

    asked: list[float] = field(default_factory=list)
    """Seconds for each answer that there was nothing new."""
    delivered: list[float] = field(default_factory=list)
    """Seconds from writing to the other side's screen."""
    sent: list[float] = field(default_factory=list)
    failed: int = 0
    used: float = 0.0
    """Seconds of the server's processor time."""


def build(settings: Settings, threads: int) -> list[tuple[Phone, Phone]]:
    """That many claimed threads; each side with a signed-in phone."""
    app = create_app(settings)
    with app.app_context():
        alembic.upgrade()
        with frame.change():
            here = accounts.add_municipality("bench", "Bench", "")
            answerers = [
                accounts.add_person(here.id, PersonDetails(f"R{n}", "S", "ar"), (Role.CULTUURVERBINDER,))
                for n in range(-(-threads // MOST_OPEN))
            ]
        pairs = []
        for number in range(threads):
            answerer = answerers[number // MOST_OPEN]
            with frame.change():
                asker = accounts.add_person(here.id, PersonDetails(f"A{number}", "B", "ar"), (Role.PARTICIPANT,))
                me, you = _viewer(asker, Role.PARTICIPANT), _viewer(answerer, Role.CULTUURVERBINDER)
                thread = actions.ask(me, Topic.LETTER, "هل يجب أن أدفع الآن؟", clock.now())
                inbox_actions.claim(you, thread, clock.now())
                mine, theirs = _cookie(app, asker, strong=False), _cookie(app, answerer, strong=True)
            pairs.append((Phone(mine, f"/messages/{thread}"), Phone(theirs, f"/messages/inbox/{thread}")))
    return pairs


def _viewer(person: Person, role: Role) -> Viewer:
    here = person.municipality_id
    answers = frozenset({(here, "ar")}) if role is Role.CULTUURVERBINDER else frozenset[tuple[UUID, str]]()
    return Viewer(
        person.id, here, frozenset({role}), frozenset({here}), "ar", "normal", person.given_name, uuid4(), answers
    )


def _cookie(app: Flask, person: Person, *, strong: bool) -> str:
    """Signed in, as the portal itself writes it down."""
    if strong:
        token = signing_in.add_strong_device(person, "bench", 12, clock.now())
    else:
        token = accounts.choose_pin(accounts.add_device(person, "bench", clock.now()), "280695", "280695", clock.now())
    now = int(clock.now().timestamp())
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True, "seen": now, "pin_at": now, "csrf_token": uuid4().hex})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"


class Line:
    """A connection that is kept, as a browser keeps it; opened anew when the server let it go."""

    def __init__(self, cookie: str) -> None:
        self.cookie = cookie
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: str = "", part: bool = True) -> tuple[int, str]:
        """Status and body."""
        for _try in (1, 2):
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", PORT)
            head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{PORT}", f"Cookie: {self.cookie}"]
            if part:
                head += ["HX-Request: true", "HX-Request-Type: partial"]
            if body:
                head += ["Content-Type: application/x-www-form-urlencoded"]
            head += [f"Content-Length: {len(body)}"]
            with suppress(OSError, asyncio.IncompleteReadError):
                self.writer.write("\r\n".join([*head, "", body]).encode())
                await self.writer.drain()
                return await self._answer()
            self.writer.close()
            self.writer = None
        raise ConnectionError(path)

    async def _answer(self) -> tuple[int, str]:
        assert self.reader
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, length = int(head.split()[1]), re.search(r"content-length: (\d+)", head, re.I)
        if length:
            return status, (await self.reader.readexactly(int(length[1]))).decode()
        if re.search(r"transfer-encoding: chunked", head, re.I):
            parts = []
            while size := int(await self.reader.readline(), 16):
                parts.append(await self.reader.readexactly(size + 2))
            await self.reader.readline()
            return status, b"".join(part[:-2] for part in parts).decode()
        return status, ""


async def look(phone: Phone, other: Phone, every: float, until: float, seen: Seen, *, door: bool) -> None:
    """Ask again and again whether there is more, as the page does, and fetch it."""
    line, ears = Line(phone.cookie), Line("")
    await asyncio.sleep(random.random() * every)  # noqa: S311 - phones do not ask all at once
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            path = f"{phone.path}?after={phone.number}"
            status, page = await (line.ask("GET", path) if door else ears.ask("GET", phone.ears, part=False))
            if status == 200 and not door:
                status, page = await line.ask("GET", path)
        except OSError:
            seen.failed += 1
            continue
        took = time.perf_counter() - began
        if status == 204:
            seen.asked.append(took)
        elif status == 200:
            now = time.perf_counter()
            seen.delivered += [now - each for each in other.waits]
            other.waits.clear()
            _read(phone, page)
        else:
            seen.failed += 1
        await asyncio.sleep(max(0.0, every - took))


async def open_page(phone: Phone, few: asyncio.Semaphore) -> None:
    """The whole page, once, before anything is measured."""
    async with few:
        _status, page = await Line(phone.cookie).ask("GET", phone.path, part=False)
    _read(phone, page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    phone.token = token[1]


def _read(phone: Phone, page: str) -> None:
    found = re.search(r'data-ears="([^"]+?after=(\d+))"', page)
    assert found, page[:300]
    phone.ears, phone.number = found[1].replace("&amp;", "&"), int(found[2])


async def write(phone: Phone, gap: float, until: float, seen: Seen) -> None:
    """Say something every so many seconds."""
    line = Line(phone.cookie)
    await asyncio.sleep(random.random() * gap)  # noqa: S311
    while time.perf_counter() < until - 5:
        began = time.perf_counter()
        body = urlencode({"csrf_token": phone.token, "body": "شكرًا جزيلًا", "message_id": str(uuid4())})
        try:
            status, _page = await line.ask("POST", phone.path, body)
        except OSError:
            status = 0
        if status == 200:
            seen.sent.append(time.perf_counter() - began)
            phone.waits.append(began)
        else:
            seen.failed += 1
        await asyncio.sleep(max(0.0, gap - (time.perf_counter() - began)))


async def run(
    server: int, pairs: list[tuple[Phone, Phone]], every: float, rate: float, seconds: float, *, door: bool
) -> Seen:
    few = asyncio.Semaphore(8)
    await asyncio.gather(*(open_page(phone, few) for pair in pairs for phone in pair))
    before, seen, until = processor_time(server), Seen(), time.perf_counter() + seconds
    work = [look(phone, other, every, until, seen, door=door) for a, b in pairs for phone, other in ((a, b), (b, a))]
    writers = pairs[: min(len(pairs), 100)] if rate else []
    work += [write(asker, len(writers) / rate, until, seen) for asker, _answerer in writers]
    await asyncio.gather(*work)
    seen.used = processor_time(server) - before
    return seen


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Until it takes connections."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", PORT), 1):
            return
        time.sleep(0.2)
    raise SystemExit("the server did not start")


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def said(name: str, values: list[float]) -> str:
    if not values:
        return f"{name}: none"
    values = sorted(values)
    parts = [f"{len(values)}, mean {statistics.fmean(values) * 1000:.0f} ms"]
    parts += [f"p{q} {values[min(len(values) - 1, q * len(values) // 100)] * 1000:.0f}" for q in (50, 95, 99)]
    return f"{name}: {', '.join(parts)}"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--phones", type=int, default=1000)
    options.add_argument("--every", type=float, default=1.5, help="seconds between two questions of one phone")
    options.add_argument("--rate", type=float, default=50.0, help="messages a second")
    options.add_argument("--seconds", type=float, default=30.0)
    options.add_argument("--door", action="store_true", help="ask through the Door each time, as before")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/portal.sqlite3"
        settings = Settings("development", Path(folder), url, "bench" * 12, base_url=f"http://127.0.0.1:{PORT}")
        pairs = build(settings, given.phones // 2)
        environment = os.environ | {
            "PORTAL_ENV": "development",
            "PORTAL_DATA_DIR": folder,
            "PORTAL_SECRET_KEY": settings.secret_key,
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "portal", "serve", "--port", str(PORT)], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(server)
            seen = asyncio.run(run(server.pid, pairs, given.every, given.rate, given.seconds, door=given.door))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    way = "the Door" if given.door else "the ears"
    print(f"{way}: {given.phones} open phones, each asks every {given.every} s, for {given.seconds} s")
    print(f"{given.rate} messages a second wanted")
    print(said("nothing new", seen.asked))
    print(said("sent", seen.sent))
    print(said("on the other screen", seen.delivered))
    print(f"failed: {seen.failed}; the server: {seen.used / given.seconds:.2f} cores; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
