"""The chain tells what was done to it, and the database itself refuses most of it."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DatabaseError, IntegrityError

from portal import cli, start
from portal.accounts.models import Person
from portal.audit import actions, append_only, chain, keys, verify
from portal.audit.chain import Head
from portal.audit.models import Entry
from portal.core import clock, frame, offers
from portal.core.db import db
from portal.core.viewer import Role
from tests import people


@pytest.fixture(autouse=True)
def no_head(app):
    """The data folder is the same for all tests, and so would be the head in it."""
    verify.head_file().unlink(missing_ok=True)


def leave(cast: people.Cast, many: int, whose: Person | None = None) -> None:
    ingrid = people.viewer(cast.ingrid, Role.REGISSEUR)
    for _ in range(many):
        with frame.change():
            actions.record(ingrid, (whose or cast.amal).id, "plan.opened", clock.now())


def forge(*statements: str, **values: str) -> None:
    """What somebody with the database in their hands can do, once they have taken the guards away."""
    db.session.close()
    with db.engine.execution_options(changing=True).begin() as connection, append_only.without_guard(connection):
        for statement in statements:
            connection.execute(sql(statement), values)


def numbers(*heads: Head) -> list[int]:
    db.session.close()
    return [fault.number for fault in verify.faults(heads)]


def test_an_untouched_chain_is_whole_and_counts_without_gaps(cast):
    leave(cast, 3)
    leave(cast, 2, cast.yonas)
    assert numbers() == []
    assert verify.head() is not None
    assert str(verify.head()).startswith("5:")


@pytest.mark.parametrize(
    ("forgery", "found"),
    [
        ("UPDATE audit_entry SET act = 'person.opened' WHERE number = 3", 3),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE number = 1", 1),
        ("UPDATE audit_entry SET role = 'beheerder' WHERE number = 2", 2),
        ("UPDATE audit_entry SET actor_ref = NULL WHERE number = 5", 5),
        ("UPDATE audit_entry SET seal = (SELECT seal FROM audit_entry WHERE number = 1) WHERE number = 2", 2),
        ("DELETE FROM audit_entry WHERE number = 4", 4),
        ("DELETE FROM audit_entry WHERE number = 1", 1),
    ],
)
def test_an_altered_or_removed_entry_is_named(cast, forgery, found):
    leave(cast, 6)
    forge(forgery)
    assert numbers()[0] == found


def test_two_entries_that_changed_places_are_named(cast):
    leave(cast, 2)
    leave(cast, 2, cast.yonas)
    forge(
        "UPDATE audit_entry SET number = 99 WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 99",
    )
    assert {2, 3} <= set(numbers())


def test_a_chain_renumbered_over_a_gap_is_found(cast):
    leave(cast, 4)
    forge("DELETE FROM audit_entry WHERE number = 2", "UPDATE audit_entry SET number = number - 1 WHERE number > 2")
    assert numbers()[0] == 2


def test_a_tail_that_was_cut_off_is_told_by_the_head_in_another_place(cast):
    leave(cast, 5)
    verify.keep_head()
    written = verify.written_head()
    assert written is not None
    forge("DELETE FROM audit_entry WHERE number > 3")
    assert numbers() == []
    assert numbers(written) == [5]
    leave(cast, 4)  # grown on since: the head still knows what stood there
    assert numbers(written) == [5]
    verify.keep_head()
    assert verify.written_head() == written, "a head that does not fit is never written over"


def test_who_has_the_database_alone_cannot_seal_a_forged_entry(cast):
    leave(cast, 3)
    entry = db.session.get_one(Entry, 3, execution_options={"scope": "test"})
    entry.act, before = "invitation.made", db.session.get_one(Entry, 2, execution_options={"scope": "test"}).seal
    forged = chain.seal("guessed" * 8, entry, before)
    db.session.rollback()
    forge("UPDATE audit_entry SET act = 'invitation.made', seal = :forged WHERE number = 3", forged=forged)
    assert numbers() == [3]


def test_a_pseudonym_that_was_given_to_somebody_else_is_found(cast):
    leave(cast, 2)
    leave(cast, 1, cast.yonas)
    yonas, amal = id_of(cast.yonas.id), id_of(cast.amal.id)
    forge("DELETE FROM pseudonym WHERE person_id = :yonas", yonas=yonas)
    forge("UPDATE pseudonym SET person_id = :yonas WHERE person_id = :amal", yonas=yonas, amal=amal)
    assert set(numbers()) == {1, 2, 3}


def id_of(person_id) -> str:
    return person_id.hex if db.engine.dialect.name == "sqlite" else str(person_id)


def test_after_a_lawful_erasure_the_chain_is_whole_and_says_nothing_of_the_person(cast):
    leave(cast, 2)
    with frame.change():
        actions.record(people.viewer(cast.kees, Role.BEHEERDER), cast.amal.id, verify.ERASED, clock.now())
        actions.seal()
        offers.erase(cast.amal.id)
    assert numbers() == []
    with db.engine.connect() as connection:
        stored = str(connection.execute(sql("SELECT * FROM audit_entry")).all())
    assert cast.amal.id.hex not in stored.replace("-", "")


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET act = ''", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_or_remove_an_entry(cast, statement):
    leave(cast, 1)
    with (
        pytest.raises((DatabaseError, IntegrityError), match="append-only"),
        db.engine.execution_options(changing=True).begin() as connection,
    ):
        connection.execute(sql(statement))


def test_a_change_that_fails_leaves_no_trace_and_a_trace_that_fails_no_change(cast):
    with pytest.raises(ZeroDivisionError), frame.change():
        actions.record(people.viewer(cast.kees, Role.BEHEERDER), cast.amal.id, "person.opened", clock.now())
        raise ZeroDivisionError
    assert verify.head() is None
    leave(cast, 1)
    assert numbers() == []


def test_the_command_says_which_entry_and_ends_with_an_error(cast, app, monkeypatch, capsys):
    leave(cast, 3)
    run = runner(app, monkeypatch)
    assert run("audit", "verify") == 0
    run("audit", "head")
    head = capsys.readouterr().out.splitlines()[-1]
    assert run("audit", "verify", "--head", head) == 0
    forge("DELETE FROM audit_entry WHERE number = 3")
    assert run("audit", "verify", "--head", head) == 1
    assert "entry 3: cut off" in capsys.readouterr().out
    assert run("audit", "verify", "--head", "nonsense") == 1


def runner(app, monkeypatch) -> Callable[..., int]:
    """The command line, at the house of this test."""
    monkeypatch.setattr(start, "ready_app", lambda: app)

    def run(*words: str) -> int:
        db.session.close()
        try:
            cli.main(list(words), standalone_mode=True)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run


def test_the_key_lies_outside_the_database_for_its_owner_only(app):
    settings = app.config["PORTAL"]
    keys.audit()
    file = settings.data_dir / "audit-key"
    assert file.stat().st_mode & 0o077 == 0
    elsewhere = replace(settings, keys_dir=settings.data_dir / "elsewhere")
    (settings.data_dir / "elsewhere").mkdir(exist_ok=True)
    assert elsewhere.key("audit-key") != keys.audit()


WRITER = """
import sys
from pathlib import Path
from uuid import UUID
from portal import create_app
from portal.audit import actions
from portal.core import clock, frame
from portal.core.settings import Settings
app = create_app(Settings("test", Path(sys.argv[2]), sys.argv[1], "k" * 40))
with app.app_context():
    for number in range(40):
        with frame.change():
            for person in sys.argv[3 + number % 2:] + sys.argv[3:3 + number % 2]:
                actions.record(None, UUID(person), "plan.opened", clock.now())
"""


def test_processes_that_write_at_once_make_one_chain(cast, settings):
    ids = [str(cast.amal.id), str(cast.yonas.id)]
    command = [sys.executable, "-c", WRITER, settings.database_url, str(settings.data_dir), *ids]
    writers = [subprocess.Popen(command) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert numbers() == []
    assert str(verify.head()).startswith("240:")
