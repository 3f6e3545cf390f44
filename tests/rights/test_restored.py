"""PostgreSQL's own tools make the backup; after `pg_restore` the portal does what a backup needs."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from sqlalchemy import make_url

from portal import alembic, backup, create_app
from portal.accounts.models import Device, Person
from portal.audit import verify
from portal.core import frame
from portal.core.db import db
from portal.push.models import Delivery, Subscription
from tests.conftest import database
from tests.rights.test_backup import erase, number
from tests.rules.canaries import build


@pytest.fixture
def canaries(app, engine):
    if engine != "postgresql":
        pytest.skip("of SQLite: tests/rights/test_backup.py")
    if not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        pytest.skip("pg_dump and pg_restore are not on this machine")
    with frame.change():
        made = build()
    db.session.close()
    return made


def pg(command: str, url: str, *words: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([command, f"--dbname={plain}", "--no-owner", *words], check=True, capture_output=True)


def test_after_pg_restore_nobody_is_signed_in_rung_or_back(app, canaries, client_of, tmp_path):
    ours, dump = app.config["PORTAL"], str(tmp_path / "sunday.dump")
    pg("pg_dump", ours.database_url, "--format=custom", f"--file={dump}")
    erase(client_of, canaries, "amal")
    everybody = number(Person)
    (tmp_path / "new").mkdir()
    with database("postgresql", tmp_path) as url:
        pg("pg_restore", url, dump)
        new = create_app(
            replace(ours, keys_dir=ours.keys_dir or ours.data_dir, data_dir=tmp_path / "new", database_url=url)
        )
        with new.app_context():
            assert number(Device, Device.ended_at.is_(None)), "the backup brings sign-ins back"
            assert number(Person) == everybody + 1
            alembic.stamp()
        backup.settle(new)
        with new.app_context():
            assert not number(Device, Device.ended_at.is_(None))
            assert not number(Subscription)
            assert not number(Delivery)
            assert number(Person) == everybody
            assert not verify.faults()
            db.session.close()
            db.engine.dispose()
    (ours.data_dir / "erased").unlink(missing_ok=True)
