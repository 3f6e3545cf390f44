"""The `portal` command: everything that is done from a terminal."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import OperationalError
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from portal import LARGEST_REQUEST, alembic, backup, cli_people, start, worker
from portal.audit.commands import audit
from portal.core import clock, frame, logs
from portal.core.i18n import LANGUAGES
from portal.core.settings import SettingsError, from_environment
from portal.health import actions as health
from portal.messages.commands import messages
from portal.rights.commands import kept, retention
from portal.texts import exchange

SETTLED = "Everybody signs in anew. What was queued to be sent waits for a begeleider. Now: portal audit verify"


@click.group()
def main() -> None:
    """Meedoen, the portal for newcomers in a municipality."""
    os.umask(0o077)  # what the portal writes is for its own user only
    logs.init()


def _at_home(command: click.Command) -> None:
    """Give a room's command the app that its queries ask for."""
    wanted = command.callback

    def called(**arguments: Any) -> Any:
        with start.ready_app().app_context():
            return wanted(**arguments) if wanted else None

    command.callback = called


def _add_rooms_commands() -> None:
    for command in (audit, kept, messages, retention):
        main.add_command(command)
        for each in command.commands.values() if isinstance(command, click.Group) else (command,):
            _at_home(each)


@main.command()
def migrate() -> None:
    """Bring the database to the newest form, and the health articles in it to this edition."""
    app = start.app()
    try:
        with app.app_context():
            alembic.upgrade()
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be opened: {str(error.orig).splitlines()[0]}") from None
    with app.app_context(), frame.change():
        health.install_library(clock.now())
    click.echo("The database has its newest form.")


@main.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path))
def make_backup(file: Path) -> None:
    """Write a sealed copy of the database to a file, while the portal runs."""
    with _said_in_one_line():
        backup.make(from_environment(explicit=True), file)
    click.echo(f"{file} is sealed with backup-key: keep that key, and the others, in another place than the file.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put a backup back, where there is no database: everybody signs in anew, who was erased since is erased again."""
    with _said_in_one_line():
        settings = from_environment(explicit=True)
        backup.unpack(settings, file)
        backup.settle(start.app(settings))
    click.echo(SETTLED)


@main.command()
def restored() -> None:
    """The same after pg_restore, where the database is PostgreSQL. Before anybody is served."""
    with _said_in_one_line():
        backup.settle(start.app(from_environment(explicit=True)))
    click.echo(SETTLED)


@contextmanager
def _said_in_one_line() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the portal, without its worker."""
    app = start.ready_app()
    worker.init_app(app)
    _server(app, host, port).run()


@main.command(name="worker")
def work() -> None:
    """Run the jobs: one or several of these beside the server."""
    worker.run(start.ready_app())


@main.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Build the demo anew, forget what was done in it, and end.")
def demo(port: int, reset: bool) -> None:
    """Build the demo municipality if it is not there, and serve it with its worker."""
    from portal.demo import builder  # noqa: PLC0415 - only the demo needs its content

    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_ENV", "development")
    os.environ.setdefault("PORTAL_BASE_URL", f"http://127.0.0.1:{port}")
    app = start.app()
    try:
        built = builder.prepare(app, reset=reset)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    click.echo("The demo municipality is built." if built else "The demo municipality is there, as you left it.")
    if reset:
        click.echo("Now: make demo")
        return
    click.echo(builder.WELCOME.format(address=f"http://127.0.0.1:{port}"))
    worker.init_app(app)
    _serve_with_worker(app, port)


main.add_command(cli_people.municipality)
main.add_command(cli_people.person)
main.add_command(cli_people.invite)
main.add_command(cli_people.staff)
main.add_command(cli_people.identity)


@main.group()
def translations() -> None:
    """What readers suggest for the portal's own sentences."""


@translations.command(name="export-suggestions")
@click.argument("language", type=click.Choice(sorted(LANGUAGES)))
def export_suggestions(language: str) -> None:
    """Write the suggestions for a language as a PO file, for the next release."""
    with start.ready_app().app_context():
        click.echo(exchange.suggested(language), nl=False)


def _server(app: Flask, host: str, port: int) -> MultiSocketServer | BaseWSGIServer:
    """The server, its port taken."""
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=8,
            ident="",
            # What proxies say of the request is for ProxyFix to judge (PORTAL_PROXIES); waitress would drop it.
            clear_untrusted_proxy_headers=False,
            max_request_body_size=LARGEST_REQUEST,
            connection_limit=5000,
            channel_timeout=30,
            asyncore_use_poll=True,  # select() knows no more than 1024 connections
        )
    except OSError as error:
        raise click.ClickException(f"Port {port} of {host} cannot be used: {error.strerror}.") from None
    server.print_listen("Serving on http://{}:{}")
    return server


def _serve_with_worker(app: Flask, port: int) -> None:
    """The server in this process, the worker in one of its own that ends with it."""
    server = _server(app, "127.0.0.1", port)
    jobs = subprocess.Popen([sys.executable, "-m", "portal", "worker"])

    def stop(number: int, at: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    finally:
        jobs.terminate()
        jobs.wait()


_add_rooms_commands()
