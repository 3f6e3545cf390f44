"""The demo municipality, built once for each database: an app of its own that other tests do not empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.core.db import db
from portal.core.settings import Settings
from portal.demo import builder
from tests.conftest import database


def make_house(url: str, folder: Path, *, demo: bool = True) -> Flask:
    """An app on a database without tables, in demo mode."""
    return create_app(
        Settings(environment="test", data_dir=folder, database_url=url, secret_key="demo" * 12, demo=demo)
    )


@pytest.fixture(scope="module")
def town_hall(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with the whole demo in it; its tests only read."""
    folder = tmp_path_factory.mktemp("demo")
    with database(engine, folder) as url:
        app = make_house(url, folder)
        assert builder.prepare(app)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def demo(town_hall: Flask) -> Iterator[Flask]:
    """The demo, in an app context of this test."""
    with town_hall.app_context():
        yield town_hall
