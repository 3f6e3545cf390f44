"""Who reads what about whom: every route, by everybody, with everybody's ids, against what each may read.

What somebody may read follows from what they are to the other (`may_read`), not from the route: a page that shows a
word to who may never read it fails here, whichever page it is. What a POST answers counts too. Whom the door of a
route turns away is not sent there again: that is the access matrix.

The two long tests run on SQLite alone. Who reads what is decided in the same Python and the same statements on both
databases; that PostgreSQL answers those statements alike is what the access matrix shows on both.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, Table, TypeDecorator, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine
from werkzeug.routing import Rule

from portal.core import frame
from portal.core.access import ANYONE
from portal.core.db import Base, Personal, Scoped, db
from tests.pages import PageClient
from tests.rules.canaries import CanaryHouse, build, found_in
from tests.rules.canary_columns import BY_HAND, NO_WORDS, WORDS
from tests.rules.conftest import empty_home
from tests.rules.test_access import sender

FILE = frozenset({"given", "family", "phone", "birth", "device", "number"})
ALL = FILE | {"remark", "suggestion", "about", "plan", "meeting", "announcement", "message", "notice"}
ROLL_CALL = frozenset({"given", "family", "phone"})
"""Who comes along on an excursion of the municipality, for its begeleiders and regisseurs."""
SENT = frozenset({"announcement"})
"""Titles of what the municipality sent, for its begeleiders and regisseurs; not to whom."""
TALK = frozenset({"given", "message"})
WORRY = frozenset({"worry"})
"""What a cultuurverbinder is worried about: for the begeleiders of the municipality, and nobody else."""
NOTES = frozenset({"note"})
"""What cultuurverbinders say to each other about a thread: never for who asked."""
POOL = frozenset({"message"})
"""A question that nobody has taken, without who asks."""
DESK = frozenset({"announcement", "remark"})
"""What the municipality sent, to put over, and what a reader says of it; not who reads it."""

MAY_READ: dict[tuple[str, str], frozenset[str]] = {
    **{(owner, owner): ALL for owner in ("amal", "yonas", "noor", "samira")},
    **{("ingrid", owner): FILE | ROLL_CALL | SENT | {"plan"} for owner in ("amal", "yonas")},
    **{("bram", owner): FILE | ROLL_CALL | SENT | WORRY for owner in ("amal", "yonas")},
    **{(worker, "noor"): ROLL_CALL | SENT for worker in ("ingrid", "bram")},
    ("els", "noor"): FILE | ROLL_CALL | SENT | {"plan"},
    ("piet", "noor"): FILE | ROLL_CALL | SENT,
    **{("els", owner): ROLL_CALL | SENT for owner in ("amal", "yonas")},
    **{("piet", owner): ROLL_CALL | SENT | WORRY for owner in ("amal", "yonas")},
    ("ria", "samira"): FILE | ROLL_CALL | SENT | {"plan"},
    ("wim", "samira"): FILE | ROLL_CALL | SENT,
    **{("kees", owner): FILE | {"urgent"} for owner in ("amal", "yonas", "noor")},
    ("greet", "samira"): FILE | {"urgent"},
    ("mia", "samira"): ROLL_CALL | SENT,
    ("rana", "amal"): TALK | NOTES | DESK,
    ("rana", "samira"): POOL | DESK,
    ("hala", "amal"): DESK,
    ("tesfay", "yonas"): TALK | NOTES | DESK,
}
"""Who may read what about whom; what is not here is nothing at all."""

NO_ROWS = {"erasure", "invitation", "pseudonym"}
"""Tables in which nothing of anybody stands before somebody acts; `tests/core/test_db.py` knows their wall too."""

NOT_ASKED = {"demo", "styleguide", "static", "healthz", "favicon"}
ASKED_ABOUT = ("amal", "noor", "samira")
"""With whose things routes are opened: with cases and talk, with other workers, of the other municipality."""


@pytest.fixture(scope="module")
def home(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Another house than that of the other rule tests: its people are the same, and more."""
    with empty_home(engine, tmp_path_factory.mktemp("canaries")) as app:
        yield app


@pytest.fixture(scope="module")
def canaries(home: Flask) -> CanaryHouse:
    with home.app_context():
        with frame.change():
            made = build()
        db.session.close()
    return made


@pytest.fixture(scope="module")
def guests(home: Flask, canaries: CanaryHouse) -> dict[str, PageClient]:
    clients = {"stranger": PageClient.at(home)}
    for name, person in {**canaries.owners, **canaries.staff}.items():
        clients[name] = PageClient.at(home)
        clients[name].become(person)
    return clients


def visits(home: Flask, canaries: CanaryHouse, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address of a method, with the ids of each owner; each once."""
    seen: set[str] = set()
    for rule in home.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint.partition(".")[0] in NOT_ASKED:
            continue
        for owner in ASKED_ABOUT if rule.arguments else ("amal",):
            values = canaries.arguments(owner, rule.endpoint, set(rule.arguments)) if rule.arguments else {}
            if values is not None:
                with home.test_request_context():
                    path = home.url_for(rule.endpoint, **values)  # type: ignore[arg-type]
                if path not in seen:
                    seen.add(path)
                    yield rule, path


def leaks(name: str, page: str, where: str) -> list[str]:
    return [
        f"{name} reads {about} of {owner} on {where}"
        for owner, about in sorted(found_in(page))
        if about not in MAY_READ.get((name, owner), frozenset())
    ]


@pytest.fixture
def sqlite_alone(engine: str) -> None:
    if engine != "sqlite":
        pytest.skip("see above")


@pytest.mark.usefixtures("sqlite_alone")
def test_everybody_reads_what_they_may_and_nothing_else(home, canaries, guests):
    wrong: list[str] = []
    seen: set[tuple[str, str, str]] = set()
    for rule, path in visits(home, canaries, "GET"):
        for name, client in guests.items():
            if not _gets_in(home, rule, name, canaries):
                continue
            page = client.get(path).text
            wrong += leaks(name, page, rule.rule)
            seen |= {(name, *each) for each in found_in(page)}
    for name, client in guests.items():  # the parts that htmx gets, of the pages that have some
        for path in ("/who-looked", "/notices", "/announcements", "/messages", "/schedule", "/plan"):
            wrong += leaks(name, client.get(path, headers={"HX-Request": "true"}).text, f"part of {path}")
    assert not wrong, "\n".join(sorted(set(wrong)))
    # The canaries do sing: what people must be able to read, they read.
    assert {("bram", "amal", "worry"), ("piet", "yonas", "worry"), ("rana", "amal", "note")} <= seen
    assert {("ingrid", "amal", "plan"), ("rana", "amal", "message"), ("amal", "amal", "plan")} <= seen
    assert ("kees", "amal", "urgent") in seen
    assert {("kees", "noor", "phone"), ("piet", "noor", "family"), ("samira", "samira", "meeting")} <= seen


@pytest.mark.usefixtures("sqlite_alone")
def test_no_change_answers_with_words_of_somebody_else(home, canaries, guests, monkeypatch):
    """Nothing of it is stored, so that none of them changes what the next one finds."""
    monkeypatch.setattr(frame, "finish", frame.undo)
    wrong: list[str] = []
    senders = {name: sender(home, client, headers={"HX-Request": "true"}) for name, client in guests.items()}
    for rule, path in visits(home, canaries, "POST"):
        for name, send in senders.items():
            if not _gets_in(home, rule, name, canaries):
                continue  # turned away by the door before anything is read
            answer = send(path)
            wrong += leaks(name, answer.text, f"POST {rule.rule}")
            assert answer.status_code != 500
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_the_database_refuses_to_move_any_row_about_a_person_across_the_wall(home, canaries):
    """Every table about one person: a row that points at somebody of another municipality cannot exist."""
    there, here, untried = canaries.owners["samira"].municipality_id, canaries.owners["amal"].municipality_id, set()
    with home.app_context():
        for mapper in Base.registry.mappers:
            table = mapper.local_table
            if not issubclass(mapper.class_, Personal) or not isinstance(table, Table):
                continue
            ours = table.c.municipality_id == here
            with db.engine.execution_options(changing=True).connect() as connection:
                if not connection.execute(select(table).where(ours)).first():
                    untried.add(table.name)
                    continue
                with pytest.raises(IntegrityError):
                    connection.execute(update(table).where(ours).values(municipality_id=there))
                connection.rollback()
    assert untried <= NO_ROWS, f"give somebody a row in {untried - NO_ROWS}"


def _gets_in(home: Flask, rule: Rule, name: str, canaries: CanaryHouse) -> bool:
    roles = getattr(home.view_functions[rule.endpoint], "open_to", ANYONE).roles
    return roles is None or not roles.isdisjoint(canaries.roles.get(name, set()))


def _holds_words(kind: TypeEngine[Any]) -> bool:
    """Text of any length, sealed or not, or a heap of anything."""
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return (isinstance(kind, String) and kind.length is None) or "JSON" in str(kind)


def test_every_column_with_words_about_people_has_its_canary():
    """A new column: put it among WORDS with what it is about, or say in NO_WORDS why nobody could read it."""
    found = set()
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if isinstance(table, Table) and issubclass(mapper.class_, Scoped):
            found |= {f"{table.name}.{column.name}" for column in table.c if _holds_words(column.type)}
    known = set(WORDS) | BY_HAND | set(NO_WORDS)
    assert not found - known
    assert not known - found
