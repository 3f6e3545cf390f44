"""What is done with keys from a terminal."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from portal import cli, cli_people, create_app
from portal.core import clock
from portal.core.db import db
from portal.core.viewer import Role
from portal.keys import actions, queries
from tests import people
from tests.keys.test_openid import FILE


@pytest.fixture
def terminal(app, monkeypatch):
    """Run a command on this database; gives what it said."""
    monkeypatch.setattr(cli_people, "ready_app", lambda: app)

    def run(*words: str, code: int = 0) -> str:
        db.session.close()
        done = CliRunner().invoke(cli.main, words)
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_the_first_beheerder_gets_a_link_and_is_a_beheerder(cast, terminal):
    said = terminal("staff", "invite", "doetinchem", "els@example.nl", "--given", "Els", "--family", "Smit")
    person = actions.linked_person(said.strip().rpartition("#")[2], clock.now())
    assert (person.given_name, person.municipality_id) == ("Els", cast.doetinchem.id)
    assert queries.colleagues(people.viewer(person, Role.BEHEERDER))
    again = terminal("staff", "invite", "doetinchem", "Els@example.nl")
    assert actions.linked_person(again.strip().rpartition("#")[2], clock.now()).id == person.id


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere", "els@example.nl", "--given", "Els", "--family", "Smit"), "no municipality nowhere"),
        (("doetinchem", "els@example.nl"), "--given"),
        (("doetinchem", "els", "--given", "Els", "--family", "Smit"), "no e-mail address"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(cast, terminal, words, told):
    assert told in terminal("staff", "invite", *words, code=1)


def test_a_participant_is_linked_to_a_provider(cast, terminal, settings, tmp_path, monkeypatch):
    file = tmp_path / "openid.toml"
    file.write_text(FILE.format(issuer="https://id.example", more=""))
    made = create_app(replace(settings, openid_file=file))
    monkeypatch.setattr(cli_people, "ready_app", lambda: made)
    assert "Linked" in terminal("openid", "link", "gemeente", str(cast.amal.id), "s-9")
    assert queries.linked("https://id.example", "s-9") == cast.amal.id
    terminal("openid", "link", "elsewhere", str(cast.amal.id), "s-9", code=1)
    terminal("openid", "link", "gemeente", str(cast.yonas.id), "s-9", code=1)
    with made.app_context():
        db.session.close()
        db.engine.dispose()
