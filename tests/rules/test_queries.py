"""A page costs a fixed small number of queries; that it stays fixed with much data is proved in each room."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from portal.core.db import db
from tests.rules.test_access import address, getting

AT_MOST = 20
"""Sixteen, and what a trace costs at most: the lock, the names, the newest entry, and two rows."""


@pytest.fixture
def asked(home):
    """Every statement that the database of the house is asked."""
    statements: list[str] = []

    def note(connection, cursor, statement, *rest):
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(statement)

    with home.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_no_page_asks_the_database_too_often(home, furnished, visitors, asked):
    many = {}
    for rule in getting(home):
        for name, client in visitors.items():
            asked.clear()
            client.get(address(home, furnished, rule))
            if len(asked) > AT_MOST:
                many[f"{name} {rule.rule}"] = len(asked)
    assert not many


def test_a_second_look_costs_the_same(home, furnished, visitors, asked):
    for rule in getting(home):
        path = address(home, furnished, rule)
        counts = []
        for _ in range(2):
            asked.clear()
            visitors["amal"].get(path)
            counts.append(len(asked))
        assert counts[0] == counts[1], rule.rule


def test_a_thing_of_somebody_else_is_like_one_that_never_was(home, furnished, visitors, asked):
    """The same status, the same length, and the same questions to the database: what it costs tells nothing either.

    Counted instead of timed: a measurement of microseconds fails on a busy machine and proves nothing on an idle one.
    """
    differing, alike = [], 0
    for rule in getting(home):
        known = furnished.arguments(rule.endpoint, set(rule.arguments)) if rule.arguments else {}
        unknown = {name: uuid4() if isinstance(value, UUID) else value for name, value in known.items()}
        if unknown == known:
            continue
        with home.test_request_context():
            paths = [home.url_for(rule.endpoint, **values) for values in (known, unknown)]
        for name, client in visitors.items():
            seen = []
            for path in paths:
                asked.clear()
                answer = client.get(path)
                seen.append((answer.status_code, len(answer.data), len(asked)))
            if seen[0][0] == 404:
                alike += seen[0] == seen[1]
                differing += [f"{name} {rule.rule}: {seen}"] if seen[0] != seen[1] else []
    assert not differing, "\n".join(differing)
    assert alike > 100
