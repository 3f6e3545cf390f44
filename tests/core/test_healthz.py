"""Whoever watches over an installation is told what is not in order, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal import alembic, create_app, worker
from portal.core import clock
from portal.core.db import db
from portal.core.settings import Settings
from tests.conftest import database


@pytest.fixture
def place(engine: str, tmp_path: Path) -> database:
    """Where a database can be made, and lost."""
    return database(engine, tmp_path)


@pytest.fixture
def watched(place: database) -> Iterator[Flask]:
    """An installation in that place, in which nothing was made yet."""
    with place as url:
        house = create_app(Settings("test", place.folder, url, "k" * 40))
        yield house
        with house.app_context():
            db.engine.dispose()


def lose(place: database, house: Flask) -> None:
    with house.app_context():
        db.engine.dispose()
    for file in place.folder.glob("portal.sqlite3*"):
        file.write_bytes(b"this is no database, and never was one" * 100)
    place.__exit__()


def told(house: Flask) -> tuple[int, list[str]]:
    answer = house.test_client().get("/healthz")
    said: Any = answer.json
    assert said["ok"] is (answer.status_code == 200)
    return answer.status_code, said["problems"]


def test_it_names_what_is_not_in_order_and_answers_200_when_all_is(place, watched):
    assert told(watched) == (503, ["migrations"])
    with watched.app_context():
        alembic.upgrade()
    assert told(watched) == (503, ["worker"])
    worker._beat(watched)
    assert told(watched) == (200, [])
    with time_machine.travel(clock.now() + timedelta(minutes=4), tick=False):
        assert told(watched) == (503, ["worker"])
    with watched.app_context():
        alembic.downgrade("-1")
    assert told(watched)[1][0] == "migrations"
    lose(place, watched)
    assert told(watched) == (503, ["database"])


def test_who_finds_a_hole_is_told_whom_to_tell(settings, app):
    assert app.test_client().get("/.well-known/security.txt").status_code == 404
    told = create_app(replace(settings, security_contact="mailto:veilig@portal.example"))
    answer = told.test_client().get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:veilig@portal.example"
    left = datetime.fromisoformat(fields["Expires"]) - clock.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    with told.app_context():
        db.engine.dispose()
