"""The furnished house, made once for each database and only looked at by these tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.core import assets, frame
from portal.core.db import Base, db
from portal.core.settings import Settings
from tests.conftest import database
from tests.house import Furnished, furnish
from tests.pages import PageClient


@pytest.fixture(scope="session")
def home(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with a furnished house."""
    with empty_home(engine, tmp_path_factory.mktemp("home")) as app:
        yield app


@contextmanager
def empty_home(engine: str, folder: Path) -> Iterator[Flask]:
    """An app with a database of its own."""
    with database(engine, folder) as url:
        app = create_app(Settings("test", folder, url, "k" * 40, demo=True, proof_minutes=600))
        app.testing = True
        with app.app_context():
            Base.metadata.create_all(db.engine)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def furnished(home: Flask) -> Furnished:
    """What is in it."""
    with home.app_context():
        with frame.change():
            made = furnish()
        db.session.close()
    return made


@pytest.fixture(scope="module")
def visitors(home: Flask, furnished: Furnished) -> dict[str, PageClient]:
    """A client for each of the cast and for a stranger, by name. The stranger was never here before."""
    clients = {"stranger": PageClient.at(home)}
    for name in ("amal", "yonas", "noor", "samira", "rana", "tesfay", "bram", "ingrid", "kees", "wim"):
        clients[name] = PageClient.at(home)
        clients[name].set_cookie(assets.COOKIE, assets.file(assets.SHEET).mark)
        clients[name].become(getattr(furnished.cast, name))
    return clients
