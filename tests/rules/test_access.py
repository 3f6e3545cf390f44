"""Who gets what: every route, opened with Amal's ids, by everybody of the cast, against the committed matrix.

A new route or another answer changes `access.txt`, and so is seen in review. The test
says what the file should hold.
"""

import re
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from tests.house import OUTSIDE, SECRET, Furnished
from tests.pages import PageClient

MATRIX = Path(__file__).with_name("access.txt")


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


def test_sending_anything_with_anothers_ids_changes_nothing(home, furnished, visitors):
    """Every changing route with Amal's ids, by who has nothing to do with her."""
    for rule in home.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or not rule.arguments or rule.endpoint == "demo.become":
            continue
        path = address(home, furnished, rule)
        for name in ("samira", "wim", "kees" if not rule.endpoint.startswith(("people.", "letting_in.")) else "wim"):
            client = visitors[name]
            assert isinstance(client, PageClient)
            assert client.send(path, status=404).status_code == 404, f"{name} got through {path}"


def test_looking_at_a_page_writes_nothing_but_a_trace(home, furnished, visitors):
    """Every page as everybody leaves the database as it was, but for the traces of looking."""
    from sqlalchemy import select

    from portal.core.db import Base, db

    def contents() -> dict[str, int]:
        with home.app_context(), db.engine.connect() as connection:
            return {
                table.name: hash(tuple(sorted(map(str, connection.execute(select(table))))))
                for table in Base.metadata.sorted_tables
                if table.name != "trace"
            }

    before = contents()
    for rule in getting(home):
        for client in visitors.values():
            client.get(address(home, furnished, rule))
    assert contents() == before
