"""What does not work out is said in the reader's own language, whoever was served before, and never as a failure."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import event

from portal.core.db import db


@pytest.fixture
def on_one_thread(app, cast, client_of):
    """A request on the very thread of a server that served Amal, who reads Arabic, before."""
    amal, stranger = client_of(cast.amal), client_of()

    def after_amal(path: str, method: str, headers: dict[str, str]):
        # PageClient would give each request a context of its own, and hide what a thread still holds.
        assert 'lang="ar"' in FlaskClient.open(amal, "/more").text
        return FlaskClient.open(stranger, path, method=method, headers=headers)

    with ThreadPoolExecutor(1) as thread:
        yield lambda *request: thread.submit(after_amal, *request).result()


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/language", "POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/health/articles/%00", "GET", {}, 404),
        ("/static/0/%00", "GET", {}, 404),
        ("/nowhere", "GET", {}, 404),
    ],
)
def test_a_page_that_says_no_speaks_to_its_own_reader(on_one_thread, path, method, headers, status):
    answer = on_one_thread(path, method, {"Accept-Language": "ti", **headers})
    assert answer.status_code == status
    assert '<html lang="ti"' in answer.text


@contextmanager
def held_by_another(engine):
    """SQLite's write lock is somebody else's, and nobody waits long for it."""

    def impatient(connection, record, proxy):
        connection.execute("PRAGMA busy_timeout=20")

    event.listen(engine, "checkout", impatient)
    other = sqlite3.connect(engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()
        event.remove(engine, "checkout", impatient)
        engine.dispose()


def test_a_change_that_cannot_begin_is_busy_in_the_readers_language_and_not_broken(app, cast, client_of):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("many can write at once there")
    yonas = client_of(cast.yonas)
    yonas.show("/more")
    with held_by_another(db.engine):
        answer = yonas.post("/language")
    assert answer.status_code == 503
    assert '<html lang="ti"' in answer.text


def test_the_link_to_the_languages_leads_back_to_what_can_be_opened(cast, client_of):
    bram = client_of(cast.bram)
    leads_to = {
        "/people?family=Haddad": "/people?family=Haddad",
        "/nowhere": "/nowhere",
    }
    for path, back in leads_to.items():
        page = BeautifulSoup(bram.get(path).text, "html5lib")
        assert language_link(page) == back
    answer = bram.send(f"/people/{cast.amal.id}/invite", status=200)
    back = language_link(BeautifulSoup(answer.text, "html5lib"))
    assert bram.get(back, follow_redirects=True).status_code == 200


def language_link(page: BeautifulSoup) -> str:
    link = page.select_one("a.language-link")
    assert link is not None
    return parse_qs(urlsplit(str(link["href"])).query)["next"][0]
