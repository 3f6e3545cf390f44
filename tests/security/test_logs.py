"""What stands in the logs after everybody has opened and sent everything: no person's words, and no way in."""

import io
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from portal import worker
from portal.core import frame
from portal.core.db import db
from portal.core.logs import Discreet
from tests.entry import ways
from tests.pages import PIN, PageClient
from tests.rules.canaries import CanaryHouse, build, found_in
from tests.rules.test_access import posting, sender
from tests.rules.test_canaries import visits

TYPED = "kanarie die iemand typte"
WRONG_PIN = "493817"


@pytest.fixture
def log(engine: str) -> Iterator[io.StringIO]:
    """Everything that any part of the portal says, down to what only its makers want to know."""
    if engine != "sqlite":
        pytest.skip("what is logged is decided in the same Python on both databases")
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def canaries(app) -> CanaryHouse:
    with frame.change():
        made = build()
    db.session.close()
    return made


def test_a_day_of_everybody_leaves_nobodys_words_in_the_log(app, canaries, log, monkeypatch):
    people = {**canaries.owners, **canaries.staff}
    guests = {name: PageClient.at(app) for name in people}
    for name, person in people.items():
        guests[name].become(person)
    secrets = [PIN, WRONG_PIN, TYPED]
    for guest in guests.values():
        with guest.session_transaction() as session:
            secrets.append(session["_user_id"])
    for _rule, path in visits(app, canaries, "GET"):
        for guest in guests.values():
            guest.get(path, query_string={"next": "/messages", "q": TYPED})
    with monkeypatch.context() as patched:
        patched.setattr(frame, "finish", frame.undo)
        for name in ("amal", "kees", "ingrid", "rana"):
            for rule in posting(app):
                fields = dict.fromkeys(("text", "words", "name", "given_name", "password", "code", "q"), TYPED)
                values = canaries.arguments("amal", rule.endpoint, set(rule.arguments)) if rule.arguments else {}
                with app.test_request_context():
                    path = app.url_for(rule.endpoint, **(values or {}))
                sender(app, guests[name], headers={"Referer": f"http://localhost/{TYPED}"})(path)
                guests[name].post(path, data=fields)
    phone = PageClient.at(app)
    phone.become(canaries.owners["amal"])
    phone.send("/lock")
    phone.send("/unlock", status=422, at="/unlock", pin=WRONG_PIN)
    invited = ways.invite(canaries.furnished.cast, canaries.owners["amal"])
    ways.look(phone, invited)
    secrets.append(invited.secret)
    worker.sweep(app)
    said = log.getvalue()
    assert not found_in(said), sorted(found_in(said))
    assert not [secret for secret in secrets if secret in said]


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_a_failure_tells_its_kind_and_place_and_the_reader_a_number(app, log, monkeypatch, language):
    def fails() -> None:
        try:
            raise KeyError(TYPED)
        except KeyError as error:
            raise IntegrityError("INSERT", {"name": TYPED}, ValueError(f"Key (name)=({TYPED})")) from error

    monkeypatch.setitem(app.view_functions, "accounts.language", fails)
    monkeypatch.setattr(app, "testing", False)
    answer = PageClient.at(app).get("/language", headers={"Accept-Language": language})
    assert answer.status_code == 500
    assert f'<html lang="{language}"' in answer.text
    said = log.getvalue()
    number = said.partition("failure ")[2][:8]
    assert number
    assert number in answer.text
    for words in ("IntegrityError", "KeyError", "test_logs.py"):
        assert words in said
    assert TYPED not in said
    assert "IntegrityError" not in answer.text
