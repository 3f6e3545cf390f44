"""The commands of an installation: from an empty folder to the first phone, and one line for what fails."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal import create_app
from portal.core.db import db
from portal.core.settings import from_environment
from tests.keys.staff import PASSWORD, code_of
from tests.pages import PIN, PageClient

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What README tells to set, and nothing else."""
    return {
        "PORTAL_ENV": "production",
        "PORTAL_BASE_URL": "https://portal.example",
        "PORTAL_PROXIES": "1",
        "PORTAL_DATA_DIR": str(tmp_path / "data"),
    }


@pytest.fixture
def portal(environment: dict[str, str]) -> Run:
    """A command of the portal, in a process of its own."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "portal", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def installed(environment: dict[str, str]) -> Iterator[Flask]:
    """What `portal serve` serves."""
    made = create_app(from_environment(environment))
    yield made
    with made.app_context():
        db.engine.dispose()


class OverHttps(PageClient):
    """A browser that reaches the portal as its proxy does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, base_url="https://portal.example", **kwargs)


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed said, which is one line."""
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr.strip()


def first_beheerder(laptop: PageClient, secret: str) -> None:
    """A colleague opens the link from the terminal and chooses a password with a code app."""
    laptop.send("/staff/set-up", at="/staff/set-up", secret=f"#{secret}")
    laptop.show("/staff/set-up/keys")
    with laptop.session_transaction(base_url="https://portal.example") as session:
        code = code_of(session["totp"])
    keys = {"password": PASSWORD, "repeated": PASSWORD, "code": code}
    laptop.send("/staff/set-up/password", 200, at="/staff/set-up/keys", **keys)


def test_an_empty_installation_lets_its_first_phone_in(portal, installed):
    assert refused(portal("worker")) == "Error: The database does not have its newest form. First: portal migrate"
    said(portal("migrate"))
    said(portal("municipality", "add", "oude-ijsselstreek", "Oude IJsselstreek", "--phone", "0315-292292"))
    assert "already" in refused(portal("municipality", "add", "oude-ijsselstreek", "Once more"))
    person = said(portal("person", "add", "oude-ijsselstreek", "Amal", "Haddad", "--language", "ar"))
    shown = said(portal("invite", person))
    set_up = said(portal("staff", "invite", "oude-ijsselstreek", "kees@example.nl", "--given", "Kees", "--family", "J"))
    link = next(line for line in shown.splitlines() if line.startswith("https://"))
    address, _, secret = link.partition("#")
    assert address == "https://portal.example/welcome"
    assert "█" in shown, "a code that a phone can scan"

    phone = OverHttps.at(installed)
    phone.send("/welcome", at="/welcome", secret=f"#{secret}", language="ar")
    phone.send("/welcome/claim", at="/welcome/you")
    laptop = OverHttps.at(installed)
    first_beheerder(laptop, set_up.rpartition("#")[2])
    confirm = laptop.show("/people/waiting").select_one('form[action$="/confirm"]')
    assert confirm is not None
    laptop.send(str(confirm["action"]), at="/people/waiting")
    phone.send("/pin", at="/pin", pin=PIN, repeated=PIN)
    assert '<html lang="ar"' in phone.get("/health/articles/huisarts").text


def test_what_cannot_be_served_is_said_in_one_line(portal, environment):
    said(portal("migrate"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"Port {port}" in refused(portal("serve", "--port", port))
    assert "no municipality" in refused(portal("person", "add", "nowhere", "Amal", "Haddad"))
    assert "Nobody" in refused(portal("invite", "00000000-0000-4000-8000-000000000000"))
    del environment["PORTAL_ENV"]
    for command in ("serve", "worker"):
        assert "PORTAL_ENV=production" in refused(portal(command))
