"""A backup is read by nobody who finds it, and put back it lets nobody in, rings nobody and brings nobody back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import alembic, backup, create_app
from portal.accounts.models import Device, Person
from portal.announcements.models import Announcement, State
from portal.audit import verify
from portal.core import frame
from portal.core.db import Base, db
from portal.core.settings import Settings, SettingsError
from portal.plan.models import Goal
from portal.push.models import Delivery, Subscription
from portal.rights.models import Destruction
from tests.pages import PageClient
from tests.rules.canaries import CanaryHouse, build, found_in

AS_A_TEST = {"scope": "system: test"}


@pytest.fixture
def canaries(app, engine) -> CanaryHouse:
    if engine != "sqlite":
        pytest.skip("PostgreSQL makes its own backups")
    with frame.change():
        made = build()
    db.session.close()
    return made


@pytest.fixture
def file(app, canaries, tmp_path) -> Path:
    made = tmp_path / "sunday.backup"
    backup.make(app.config["PORTAL"], made)
    return made


@pytest.fixture
def elsewhere(app, tmp_path) -> Iterator[Settings]:
    """A new machine, which has the keys and no database yet."""
    ours: Settings = app.config["PORTAL"]
    (tmp_path / "new").mkdir()
    url = f"sqlite:///{tmp_path / 'new' / 'portal.sqlite3'}"
    yield replace(ours, keys_dir=ours.keys_dir or ours.data_dir, data_dir=tmp_path / "new", database_url=url)
    (ours.data_dir / "erased").unlink(missing_ok=True)


def number(model, *which) -> int:
    db.session.close()
    found = select(func.count()).select_from(model).where(*which)
    return db.session.scalar(found.execution_options(**AS_A_TEST)) or 0


def counts() -> dict[str, int]:
    return {table.name: number(table) for table in Base.metadata.sorted_tables}


def put_back(file: Path, settings: Settings) -> Flask:
    """On the new machine. The test's house was made from its models: an installation would know its migration."""
    backup.unpack(settings, file)
    new = create_app(settings)
    new.testing = True
    with new.app_context():
        alembic.stamp()
    backup.settle(new)
    return new


def erase(client_of, canaries, name: str) -> None:
    kees, path = client_of(canaries.staff["kees"]), f"/erasures/{canaries.owners[name].id}"
    kees.send(f"{path}/prepare", reason="asked")
    kees.send(f"{path}/carry-out")


def test_a_backup_is_put_back_whole_and_opens_nothing(app, canaries, file, elsewhere, client_of):
    before = counts()
    goals = sorted(db.session.scalars(select(Goal.id).execution_options(**AS_A_TEST)))
    phone = client_of(canaries.owners["amal"])
    with phone.session_transaction() as session:
        kept = dict(session)
    assert not found_in(file.read_bytes().decode("latin-1"))
    new = put_back(file, elsewhere)
    with new.app_context():
        after = counts()
        assert sorted(db.session.scalars(select(Goal.id).execution_options(**AS_A_TEST))) == goals
        assert not number(Device, Device.ended_at.is_(None))
        assert not number(Subscription)
        assert not number(Delivery)
        assert not number(Announcement, Announcement.state == State.QUEUED)
        assert not verify.faults()
    gone = {name for name in before if after[name] != before[name]}
    assert gone <= {"push_subscription", "push_delivery", "draft", "data_export", "attempt", "heartbeat", "device"}
    stranger = PageClient.at(new)
    with stranger.session_transaction() as session:
        session.update(kept)
    assert stranger.get("/plan").status_code == 303
    with new.app_context():
        db.engine.dispose()


def test_who_was_erased_since_is_erased_again_and_nobody_else(app, canaries, file, elsewhere, client_of):
    erase(client_of, canaries, "amal")
    assert number(Destruction)
    everybody = number(Person)
    new = put_back(file, elsewhere)
    with new.app_context():
        assert number(Person) == everybody
        assert not number(Person, Person.id == canaries.owners["amal"].id)
        backup.settle(new)
        assert number(Person) == everybody
        assert not verify.faults(), "the audit knows that it was lawful"
        db.engine.dispose()


@pytest.mark.parametrize("what", ["a byte", "the end", "the order", "the key"])
def test_what_was_changed_is_not_put_back(app, file, elsewhere, what, monkeypatch):
    monkeypatch.setattr(backup, "PIECE", 4096)
    file.unlink()
    backup.make(app.config["PORTAL"], file)
    lines = file.read_bytes().splitlines(keepends=True)
    settings = elsewhere
    if what == "a byte":
        lines[2] = lines[2][:40] + bytes([lines[2][40] ^ 1]) + lines[2][41:]
    elif what == "the end":
        lines.pop()
    elif what == "the order":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        settings = replace(elsewhere, keys_dir=elsewhere.data_dir)
    file.write_bytes(b"".join(lines))
    with pytest.raises(SettingsError):
        backup.unpack(settings, file)
    assert not [each.name for each in elsewhere.data_dir.iterdir() if "sqlite3" in each.name]


def test_nothing_is_written_over(app, canaries, file):
    with pytest.raises(SettingsError, match="already"):
        backup.make(app.config["PORTAL"], file)
    with pytest.raises(SettingsError, match="already"):
        backup.unpack(app.config["PORTAL"], file)


def test_messages_that_the_keys_here_do_not_open_are_not_put_back_in_silence(file, elsewhere, tmp_path):
    other = tmp_path / "other-keys"
    other.mkdir()
    for key in (elsewhere.keys_dir or tmp_path).iterdir():
        if key.is_file() and key.name != "message-keys":
            (other / key.name).write_bytes(key.read_bytes())
    with pytest.raises(SettingsError, match="message-keys"):
        put_back(file, replace(elsewhere, keys_dir=other))
