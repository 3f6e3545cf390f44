"""What a page costs the server, beside the smallest thing that Flask can answer: `make bench-server`.

In one process, without a network: the same WSGI call for a participant's main pages and for a Flask that says hello,
turn by turn, so that what the machine does meanwhile touches all of them. What counts are the ratios within one run.
The demo municipality is there, and as many more people as are asked for; the participant has been here before. Then
the production server (docs/decisions/0005) in a process of its own: how many requests a second, and its memory.
"""

import argparse
import gc
import logging
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import create_engine, event, insert, make_url, select, text
from waitress.server import create_server
from werkzeug.test import Client, EnvironBuilder

from portal import create_app
from portal.accounts.models import Grant, Municipality, Person
from portal.core import assets, frame
from portal.core.db import db
from portal.core.settings import from_environment
from portal.core.viewer import Role
from portal.demo import builder

PAGES = ("/", "/plan", "/schedule", "/excursions", "/health", "/announcements", "/messages", "/more")
WHO = "Amal"
SYSTEM = {"scope": "system: bench"}


@dataclass(frozen=True)
class Call:
    """One request that is made again and again."""

    app: Any
    environ: dict[str, Any]

    def __call__(self) -> int:
        """Make it; says how many bytes came back."""
        answer: Iterable[bytes] = self.app(dict(self.environ), _start)
        size = sum(len(piece) for piece in answer)
        close = getattr(answer, "close", None)
        if close:
            close()
        return size


def _start(status: str, _headers: list[tuple[str, str]], _failure: Any = None) -> Any:
    assert status.startswith("200"), status


def hello() -> Call:
    """A Flask that does nothing."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return Call(app, EnvironBuilder("/").get_environ())


def pages(app: Flask) -> dict[str, Call]:
    """The main pages as somebody of the demo sees them who has been here before, on a phone that takes brotli."""
    client = Client(app)
    cast = client.get("/demo").text
    token = cast.split('name="csrf_token" value="')[1].split('"')[0]
    person = db_of(app, select(Person.id).where(Person.given_name == WHO).limit(1))
    client.post(f"/demo/become/{person}", data={"csrf_token": token})
    client.set_cookie(assets.COOKIE, assets.file(assets.SHEET).mark)  # the style sheet is kept since the first page
    calls = {}
    for path in PAGES:
        with client.get(path) as answer:
            assert answer.status_code == 200, f"{path}: {answer.status}"
        cookies = "; ".join(f"{each.key}={each.value}" for each in (client._cookies or {}).values())
        headers = {"Accept-Encoding": "gzip, br", "Cookie": cookies}
        calls[path] = Call(app, EnvironBuilder(path, headers=[*headers.items()]).get_environ())
    return calls


def db_of(app: Flask, statement: Any) -> Any:
    """One value of the app's database."""
    with app.app_context():
        return db.session.scalar(statement.execution_options(**SYSTEM))


def measure(calls: dict[str, Call], rounds: int, times: int) -> dict[str, float]:
    """Processor seconds of one call of each, the median over the rounds."""
    for call in calls.values():
        for _ in range(20):
            call()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        for name, call in calls.items():
            began = time.process_time()
            for _ in range(times):
                call()
            taken[name].append((time.process_time() - began) / times)
        gc.collect()
    gc.enable()
    return {name: statistics.median(each) for name, each in taken.items()}


def statements(app: Flask, call: Call) -> int:
    """How many questions a page asks the database."""
    asked = []
    with app.app_context():
        engine = db.engine

    def note(*found: Any) -> None:
        asked.append(found[2])

    event.listen(engine, "before_cursor_execute", note)
    call()
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def fill(app: Flask, people: int) -> None:
    """More participants in the same municipality; they have names and a role, and do nothing."""
    with app.app_context(), frame.change():
        town = db.session.scalars(select(Municipality.id).order_by(Municipality.slug.desc()).limit(1)).one()
        for begin in range(0, people, 1000):
            ids = [uuid4() for _ in range(begin, min(begin + 1000, people))]
            db.session.execute(insert(Person).execution_options(**SYSTEM), [_person(town, each) for each in ids])
            grants = [
                {"person_id": each, "municipality_id": town, "role": Role.PARTICIPANT, "language": ""} for each in ids
            ]
            db.session.execute(insert(Grant).execution_options(**SYSTEM), grants)


def _person(town: UUID, person_id: UUID) -> dict[str, Any]:
    name = person_id.hex[:8]
    return {
        "id": person_id,
        "municipality_id": town,
        "given_name": name,
        "family_name": name,
        "language": "ar",
        "sort_name": name,
    }


@contextmanager
def database(postgres: str | None, folder: str) -> Iterator[str]:
    """A database that lives as long as the block."""
    if postgres is None:
        yield f"sqlite:///{folder}/portal.sqlite3"
        return
    name = f"portal_bench_{uuid4().hex[:8]}"
    administrator = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    finally:
        with administrator.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        administrator.dispose()


def run(postgres: str | None, people: int, rounds: int, times: int) -> None:
    """Measure on one database and print the table."""
    with tempfile.TemporaryDirectory() as folder, database(postgres, folder) as url:
        given = {"PORTAL_DATA_DIR": str(Path(folder)), "PORTAL_DEMO": "1", "PORTAL_DATABASE_URL": url}
        app = create_app(from_environment(given))
        builder.prepare(app)
        fill(app, people)
        calls = {"hello": hello(), **pages(app)}
        cost = measure(calls, rounds, times)
        print(f"\n{'PostgreSQL' if postgres else 'SQLite'}, the demo and {people} more participants")
        print(f"{'':16}{'ms':>8}{'times hello':>13}{'statements':>12}{'bytes':>9}")
        for name, seconds in cost.items():
            asked = statements(app, calls[name]) if name != "hello" else 0
            ratio = seconds / cost["hello"]
            print(f"{name:16}{seconds * 1000:8.2f}{ratio:13.1f}{asked:12}{calls[name]():9}")
        with app.app_context():
            db.engine.dispose()
        for name in ("hello", "/"):
            rate, memory = serve(calls[name].app, calls[name].environ)
            print(f"waitress, 4 threads, {name}: {rate:.0f} requests a second, {memory:.0f} MB")


def serve(app: Any, environ: dict[str, Any], seconds: float = 4) -> tuple[float, float]:
    """Requests a second of one page from eight connections, and the server's memory in MB."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = os.fork()
        if server == 0:
            logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is what is measured
            create_server(app, sockets=[listener], threads=4).run()
        headers = {"Accept-Encoding": "br", "Cookie": environ.get("HTTP_COOKIE", "")}
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(8) as phones:
            asked = sum(phones.map(lambda _: _ask(port, environ["PATH_INFO"], headers, until), range(8)))
        memory = Path(f"/proc/{server}/smaps_rollup").read_text().split("Pss:")[1].split()[0]
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
    return asked / seconds, int(memory) / 1000


def _ask(port: int, path: str, headers: dict[str, str], until: float) -> int:
    connection, asked = HTTPConnection("127.0.0.1", port), 0
    while time.monotonic() < until:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        asked += 1
    connection.close()
    return asked


def main() -> int:
    """Every database that is here, with every number of people that is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--people", type=int, nargs="*", default=[0, 10_000], help="participants beside the demo's")
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--times", type=int, default=20, help="calls of each page in a round")
    chosen = asked.parse_args()
    for postgres in (None, os.environ.get("PORTAL_TEST_POSTGRES_URL")):
        if postgres is None or postgres:
            for people in chosen.people:
                run(postgres, people, chosen.rounds, chosen.times)
        if postgres is None and not os.environ.get("PORTAL_TEST_POSTGRES_URL"):
            print("\nNo PORTAL_TEST_POSTGRES_URL: SQLite alone is measured.")
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
