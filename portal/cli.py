"""The `portal` command: everything that is done from a terminal."""

import os
import signal
import subprocess
import sys
from types import FrameType

import click
from flask import Flask
from sqlalchemy.exc import OperationalError
from waitress import serve as serve_wsgi

from portal import LARGEST_REQUEST, alembic, create_app, worker
from portal.core.settings import SettingsError


@click.group()
def main() -> None:
    """Meedoen, the portal for newcomers in a municipality."""
    os.umask(0o077)  # what the portal writes is for its own user only


@main.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    with _app().app_context():
        try:
            alembic.upgrade()
        except OperationalError as error:
            raise click.ClickException(f"The database cannot be opened: {str(error.orig).splitlines()[0]}") from None
    click.echo("The database has its newest form.")


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the portal, without its worker."""
    app = _app()
    worker.init_app(app)
    _serve(app, host, port)


@main.command(name="worker")
def work() -> None:
    """Run the jobs: one or several of these beside the server."""
    worker.run(_app())


@main.command()
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Build the demo anew, forget what was done in it, and end.")
def demo(port: int, reset: bool) -> None:
    """Build the demo municipality if it is not there, and serve it with its worker."""
    from portal.demo import builder  # noqa: PLC0415 - only the demo needs its content

    os.environ["PORTAL_DEMO"] = "1"
    os.environ.setdefault("PORTAL_BASE_URL", f"http://127.0.0.1:{port}")
    app = _app()
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


def _serve(app: Flask, host: str, port: int) -> None:
    # What proxies say of the request is for ProxyFix to judge (PORTAL_PROXIES); waitress would take it away before.
    serve_wsgi(
        app,
        host=host,
        port=port,
        threads=8,
        ident="",
        clear_untrusted_proxy_headers=False,
        max_request_body_size=LARGEST_REQUEST,
        connection_limit=1000,
        channel_timeout=30,
    )


def _serve_with_worker(app: Flask, port: int) -> None:
    """The server in this process, the worker in one of its own that ends with it."""
    jobs = subprocess.Popen([sys.executable, "-m", "portal", "worker"])

    def stop(number: int, at: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        _serve(app, "127.0.0.1", port)
    finally:
        jobs.terminate()
        jobs.wait()


def _app() -> Flask:
    """The portal, or one clear line on why it cannot start."""
    try:
        return create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
