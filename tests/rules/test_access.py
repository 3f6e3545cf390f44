"""Who gets what: every route, opened with Amal's ids, by everybody of the cast, against the committed matrix.

A new route, another rule or another answer changes `access.txt` or `changes.txt`, and so is seen in review. The test
says what the file should hold.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.core import frame
from tests.house import OUTSIDE, SECRET, Furnished
from tests.pages import PageClient

MATRIX = Path(__file__).with_name("access.txt")
CHANGES = Path(__file__).with_name("changes.txt")


def address(home: Flask, furnished: Furnished, rule: Rule) -> str:
    """The path of a route, with Amal's ids."""
    values = furnished.arguments(rule.endpoint, set(rule.arguments)) if rule.arguments else {}
    with home.test_request_context():
        return home.url_for(rule.endpoint, **values)  # type: ignore[arg-type]  # ids and words of paths


def getting(home: Flask) -> list[Rule]:
    rules = [rule for rule in home.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint != "static"]
    return sorted(rules, key=lambda rule: rule.rule)


def test_everybody_gets_what_the_matrix_says(home, furnished, visitors):
    lines = [f"{'':55}" + " ".join(f"{name:8}" for name in visitors)]
    for rule in getting(home):
        path = address(home, furnished, rule)
        answers = " ".join(f"{client.get(path).status_code:<8}" for client in visitors.values())
        lines.append(f"{rule.rule:55}{answers}")
    found = "\n".join(line.rstrip() for line in lines) + "\n"
    assert found == MATRIX.read_text(), f"the matrix should be:\n{found}"


def test_a_head_is_answered_like_its_get(home, furnished, visitors):
    """Browsers and proxies ask so; a page that leaves a trace must be able to write it then too."""
    for rule in getting(home):
        path = address(home, furnished, rule)
        for name in ("amal", "rana", "ingrid"):
            assert visitors[name].head(path).status_code == visitors[name].get(path).status_code, f"{name} {path}"


def test_nobody_but_who_may_reads_amals_words(home, furnished, visitors):
    """Every page as everybody: the words of Amal's plan, appointment and messages stay with her and hers."""
    # Ingrid keeps her plan; Rana answers her question. What a begeleider lists for everybody is no secret of Amal.
    may_read = {"amal", "ingrid", "rana", "bram"}
    for rule in getting(home):
        path = address(home, furnished, rule)
        for name, client in visitors.items():
            text = client.get(path).text
            if name not in may_read:
                assert not any(words in text for words in SECRET.values()), f"{name} reads Amal's words on {path}"


def test_nothing_of_one_municipality_shows_in_the_other(home, furnished, visitors):
    for rule in getting(home):
        path = address(home, furnished, rule)
        for name, client in visitors.items():
            text = client.get(path).text
            if name not in {"samira", "wim"}:
                assert not any(words in text for words in OUTSIDE.values()), f"{name} reads of Doetinchem on {path}"
            elif rule.endpoint != "demo.cast":
                assert not re.search(r"Haddad|Tekle", text), f"{name} reads of Oude IJsselstreek on {path}"
                assert not any(words in text for words in SECRET.values()), f"{name} reads Amal's words on {path}"


def test_everybody_who_sends_an_empty_form_gets_what_the_matrix_says(home, furnished, visitors, monkeypatch):
    """Every changing route with Amal's ids, by everybody, with the rule it is open to. Nothing of it is stored."""
    monkeypatch.setattr(frame, "finish", frame.undo)
    senders = {name: sender(home, client) for name, client in visitors.items()}
    lines = [f"{'':56}{'open to':18}" + " ".join(f"{name:8}" for name in senders)]
    for rule in posting(home):
        path = address(home, furnished, rule)
        answers = " ".join(f"{send(path).status_code:<8}" for send in senders.values())
        lines.append(f"{rule.rule:56}{home.view_functions[rule.endpoint].open_to.name:18}{answers}")
    found = "\n".join(line.rstrip() for line in lines) + "\n"
    assert found == CHANGES.read_text(), f"the matrix of changes should be:\n{found}"


def posting(home: Flask) -> list[Rule]:
    return sorted((rule for rule in home.url_map.iter_rules() if "POST" in (rule.methods or ())), key=lambda r: r.rule)


def sender(home: Flask, client: PageClient, **options: Any) -> Callable[[str], TestResponse]:
    """Sends an empty form as a visitor, each time from a copy of their browser: a form may end the sign-in."""
    field = BeautifulSoup(client.get("/language").text, "html5lib").select_one("input[name=csrf_token]")
    cookie = client.get_cookie("meedoen")
    assert field is not None
    assert cookie is not None

    def send(path: str) -> TestResponse:
        copied = PageClient.at(home)
        copied.set_cookie("meedoen", cookie.value)
        return copied.post(path, data={"csrf_token": field["value"]}, **options)

    return send


def test_looking_at_a_page_writes_nothing_but_a_trace(home, furnished, visitors):
    """Every page as everybody leaves the database as it was, but for the traces of looking."""
    from sqlalchemy import select

    from portal.core.db import Base, db

    def contents() -> dict[str, int]:
        with home.app_context(), db.engine.connect() as connection:
            return {
                table.name: hash(tuple(sorted(map(str, connection.execute(select(table))))))
                for table in Base.metadata.sorted_tables
                if table.name not in {"audit_entry", "pseudonym"}
            }

    before = contents()
    for rule in getting(home):
        for client in visitors.values():
            client.get(address(home, furnished, rule))
    assert contents() == before
