"""The house as it runs for real, for the tests of what only production does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal import create_app
from portal.core.db import db
from portal.core.settings import Settings
from tests.rules.conftest import furnished, home, visitors


@pytest.fixture
def in_production(settings: Settings, app: Flask) -> Iterator[Flask]:
    """The same house, the same database, as https://portal.example."""
    made = create_app(replace(settings, environment="production", demo=False, base_url="https://portal.example"))
    yield made
    with made.app_context():
        db.engine.dispose()


__all__ = ["furnished", "home", "visitors"]
