"""Bad settings stop the start with one clear line."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.core.settings import LIMITS, SettingsError, from_environment


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"PORTAL_ENV": "prod"}, "development, production, test"),
        ({"PORTAL_DATBASE_URL": "sqlite://"}, "PORTAL_DATBASE_URL is not a setting"),
        ({"PORTAL_DATABASE_URL": "nonsense"}, "not a database URL"),
        ({"PORTAL_DATABASE_URL": "mysql://localhost/x"}, "sqlite and postgresql"),
        ({"PORTAL_DATABASE_URL": "postgresql+asyncpg://localhost/x"}, "sqlite and postgresql"),
        ({"PORTAL_DATABASE_URL": "sqlite+nope:///x"}, "sqlite and postgresql"),
        ({"PORTAL_DATABASE_URL": "postgresql+psycopg://u:p@host:notaport/db"}, "not a database URL"),
        ({"PORTAL_DATABASE_URL": "sqlite://"}, "in memory"),
        ({"PORTAL_DATABASE_URL": "sqlite:///:memory:"}, "in memory"),
        ({"PORTAL_DATABASE_URL": "sqlite:///file:x?mode=memory&uri=true"}, "in memory"),
        ({"PORTAL_DEMO": "yes"}, "0 or 1"),
        ({"PORTAL_PROXIES": "-1"}, "whole number"),
        ({"PORTAL_PROXIES": "²"}, "whole number"),
        ({"PORTAL_ENV": "production", "PORTAL_DEMO": "1"}, "the demo lets anyone be anyone"),
        ({"PORTAL_ENV": "production", "PORTAL_BASE_URL": "http://portal.example"}, "https://"),
        ({"PORTAL_SECRET_KEY_FILE": "/nowhere/key"}, "not a file"),
        ({"PORTAL_SECRET_KEY": "short"}, "5 characters"),
        ({"PORTAL_DATABASE_URL_FILE": "/nowhere"}, "not a setting"),
        *(({name: str(number)}, f"from {least} to {most}")
          for name, (_, least, most) in LIMITS.items() for number in (least - 1, most + 1)),
    ],
)  # fmt: skip
def test_a_broken_setting_is_named_in_one_line(given, says, tmp_path):
    with pytest.raises(SettingsError) as stopped:
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), **given})
    assert says in str(stopped.value)
    assert "\n" not in str(stopped.value)


def test_the_signing_key_is_made_once_and_for_its_owner_only(tmp_path: Path):
    first = from_environment({"PORTAL_DATA_DIR": str(tmp_path)})
    again = from_environment({"PORTAL_DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) > 40
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_key_that_is_no_text_is_named_in_one_line(tmp_path: Path):
    key = tmp_path / "key"
    key.write_bytes(b"\xff" * 64)
    with pytest.raises(SettingsError, match="cannot be read as text"):
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SECRET_KEY_FILE": str(key)})


def test_postgresql_is_spoken_to_by_the_one_driver_there_is(tmp_path: Path):
    given = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": "postgresql://u:p%40ss@host/db"}
    assert from_environment(given).database_url == "postgresql+psycopg://u:p%40ss@host/db"


def test_the_command_says_what_is_wrong_without_a_trace(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "portal", "migrate"],
        env={"PORTAL_ENV": "prod", "PORTAL_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.strip() == "Error: PORTAL_ENV is 'prod'; it must be development, production, test."
