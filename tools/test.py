"""Runs all tests with what this machine has: `python -m tools.test`, from `make test`.

Browser tests need a Chromium, and the tests of the database run on PostgreSQL too where
one is found. What is missing is said plainly; with CI=true it is a failure. The last line
is pytest's own.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import psycopg
from playwright.sync_api import sync_playwright
from sqlalchemy import URL, make_url

ROOT = Path(__file__).parents[1]
CHROMIUM_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM_PACKAGES = ("chromium", "fonts-noto-core", "fonts-dejavu-core")
PYTEST_WORDS = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
WITHOUT = {
    "PORTAL_CHROMIUM": "No Chromium here (PORTAL_CHROMIUM can name one): the browser tests are not run.",
    "PORTAL_TEST_POSTGRES_URL": (
        "No PostgreSQL answers that lets the tests create databases (PORTAL_TEST_POSTGRES_URL can name one):"
        " SQLite alone is tested."
    ),
}
POSTGRES_HOSTS = ("/var/run/postgresql", "127.0.0.1")


def chromium() -> str | None:
    """The path of a Chromium: the one that is asked for, the system's, or Playwright's own."""
    if asked := os.environ.get("PORTAL_CHROMIUM"):
        return asked if Path(asked).is_file() else None
    with sync_playwright() as playwright:
        playwrights = playwright.chromium.executable_path
    places = [*map(shutil.which, CHROMIUM_COMMANDS), *CHROMIUM_APPLICATIONS, playwrights]
    return next((place for place in places if place and Path(place).is_file()), None)


def install_chromium() -> str | None:
    """On a Debian where it needs no password, install Chromium and fonts for all scripts."""
    if not shutil.which("apt-get") or os.environ.get("PORTAL_CHROMIUM"):
        return None
    first = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if first and not (shutil.which("sudo") and _succeeds([*first, "true"])):
        return None
    print(f"No Chromium here: installing {', '.join(CHROMIUM_PACKAGES)} for the browser tests.", flush=True)
    quiet = [*first, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _succeeds([*quiet, "update"])
    _succeeds([*quiet, "install", "--yes", "--no-install-recommends", *CHROMIUM_PACKAGES])
    return chromium()


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def postgres() -> str | None:
    """The address of a PostgreSQL for the tests: the one that is asked for, else one on this machine."""
    if asked := os.environ.get("PORTAL_TEST_POSTGRES_URL"):
        return asked if _may_create_databases(make_url(asked)) else None
    places = product(POSTGRES_HOSTS, {getpass.getuser(), "postgres"}, ("test", "postgres"))
    for host, user, database in places:
        url = URL.create("postgresql+psycopg", user, database=database, query={"host": host})
        if _may_create_databases(url):
            return url.render_as_string(hide_password=False)
    return None


def _may_create_databases(url: URL) -> bool:
    """The tests run in databases of their own making, never in one that is there."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(plain, connect_timeout=2) as connection:
            return connection.execute(question).fetchone() == (True,)
    except psycopg.Error:
        return False


def main() -> int:
    """Find what the tests need, and become pytest."""
    found = {
        "PORTAL_CHROMIUM": chromium() or install_chromium(),
        "PORTAL_TEST_POSTGRES_URL": postgres(),
    }
    missing = [name for name, value in found.items() if value is None]
    for name in missing:
        print(WITHOUT[name], flush=True)
    if missing and os.environ.get("CI") == "true":
        return 1
    for name, value in found.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    chosen = ["-m", "not browser"] if "PORTAL_CHROMIUM" in missing else []
    os.chdir(ROOT)
    return subprocess.run([sys.executable, "-m", "pytest", *PYTEST_WORDS, *chosen], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
