"""The data folder is the same for all tests of a run; copies that one test leaves are no concern of the next."""

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def no_copies(app: Flask) -> Iterator[None]:
    """Begin and end without files."""
    folder = app.config["PORTAL"].data_dir / "exports"
    shutil.rmtree(folder, ignore_errors=True)
    yield
    shutil.rmtree(folder, ignore_errors=True)
