"""What people wrote is read by nobody who holds the database, and by everybody who should after a change of keys."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from portal import healthz
from portal.core import clock, frame, sealed
from portal.core.db import db
from portal.core.settings import SettingsError
from portal.messages import keys, queries
from portal.messages.models import Message
from tests.messages.talks import NOW, QUESTION, asked, claimed, rana, say
from tests.people import viewer

SECRET = "Mijn zoon slaapt niet meer"


@pytest.fixture
def key_file(app) -> Iterator[Path]:
    """The installation's own, as it was put back afterwards."""
    sealed.seal("message", b"")
    file = app.config["PORTAL"].data_dir / "message-keys"
    before = file.read_text()
    yield file
    file.write_text(before)


def stored() -> list[str]:
    """What stands in the database."""
    db.session.close()
    with db.engine.connect() as connection:
        return [row.body for row in connection.execute(sql("SELECT body FROM message ORDER BY number"))]


def read(cast, thread) -> list[str]:
    db.session.close()
    return [m.body for _, messages in queries.asked(viewer(cast.amal), thread).days for m in messages]


def test_no_word_of_a_message_stands_in_the_database_or_its_files(app, cast, engine):
    thread = asked(cast.amal, SECRET)
    assert read(cast, thread) == [SECRET]
    assert stored()
    assert not any(SECRET in body for body in stored())
    if engine == "sqlite":
        database = Path(db.engine.url.database or "")
        for file in database.parent.glob(f"{database.name}*"):
            assert SECRET.encode() not in file.read_bytes(), file.name


def test_the_same_words_twice_do_not_look_the_same(cast):
    asked(cast.amal), asked(cast.samira)
    one, other = stored()
    assert one != other


def test_with_a_new_key_everything_is_read_as_before_and_the_old_key_alone_opens_nothing(cast, key_file):
    thread = claimed(cast, cast.amal)
    [old_key] = key_file.read_text().split()[:1]
    before = stored()
    assert keys.replace_key() == 1
    say(rana(cast), thread, "Later")
    assert read(cast, thread) == [QUESTION, "Later"]
    assert stored()[0] != before[0]
    assert key_file.stat().st_mode & 0o777 == 0o600
    key_file.write_text(old_key)
    assert sealed.unreadable(Message.body) == 2


def test_a_change_of_keys_that_was_broken_off_is_taken_up_again(cast, key_file, monkeypatch):
    threads = [asked(cast.amal, str(number)) for number in range(5)]
    monkeypatch.setattr(sealed, "AT_ONCE", 2)
    sealed.turn("message")
    with frame.change():
        assert next(sealed.reseal(Message.body))
    assert sealed.needing_older_keys(Message.body) > 0
    assert [read(cast, thread) for thread in threads] == [[str(number)] for number in range(5)]
    assert keys.replace_key() == 5
    assert sealed.needing_older_keys(Message.body) == 0
    assert [read(cast, thread) for thread in threads] == [[str(number)] for number in range(5)]


def test_an_older_key_is_forgotten_only_when_nobody_can_need_it(cast, key_file):
    thread = asked(cast.amal)
    sealed.turn("message")
    soon, later = clock.now(), clock.now() + timedelta(days=2)
    with pytest.raises(SettingsError, match="less than a day"):
        keys.forget_older(soon)
    with pytest.raises(SettingsError, match="1 rows"):
        keys.forget_older(later)
    keys.replace_key()
    older = len(key_file.read_text().split()) - 1
    assert keys.forget_older(later) == older
    assert len(key_file.read_text().split()) == 1
    assert read(cast, thread) == [QUESTION]
    assert keys.forget_older(later) == 0


def test_with_a_wrong_key_the_house_says_so_and_shows_nothing(cast, client_of, key_file):
    thread = asked(cast.amal)
    assert "message-keys" not in healthz.problems()
    key_file.write_text("x" * 64)
    os.utime(key_file, ns=(1, 1))
    db.session.close()
    assert "message-keys" in healthz.problems()
    with pytest.raises(SettingsError, match="1 messages"):
        keys.after_restoring(NOW)
    with pytest.raises(sealed.CannotOpen):
        read(cast, thread)


def test_words_that_were_changed_in_the_database_are_not_shown(cast):
    thread = asked(cast.amal)
    db.session.close()
    with db.engine.execution_options(changing=True).begin() as connection:
        connection.execute(sql("UPDATE message SET body = 'overgemaakt'"))
    with pytest.raises(sealed.CannotOpen):
        read(cast, thread)
