"""What the pages weigh on the wire, as the demo's people get them: the budgets for a cheap phone on a bad network.

Kilobytes are of 1,000 bytes, compressed as a phone of the last five years asks for it.
"""

import re

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.assets import SHEET, asset
from portal.core.db import db
from tests.pages import PageClient

FIRST_SEEN = 14_000
"""HTML and style of the first page of a visit: what a network sends before it waits for an answer."""
FIRST_VISIT = 60_000
"""All that a first visit loads, without pictures."""
LATER = 5_000
"""A page of a later visit."""
WHO = {"ar": "Amal", "ti": "Yonas", "nl": "Reza"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(params=WHO)
def visitor(demo, request):
    """A participant of the demo, with much to see, on a phone that has been nowhere yet."""
    statement = select(Person).where(Person.given_name == WHO[request.param], Person.language == request.param)
    person = db.session.scalars(statement.execution_options(scope="system: test of the demo")).all()[0]
    client = PageClient.at(demo)
    client.become(person)
    return client


def weight(client, path):
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, path
    return len(answer.data)


def pages_of(client):
    """Every page that is two steps away from the start, by following the links that a participant sees."""
    seen, new = set(), {"/"}
    for _step in range(3):
        found = set()
        for path in sorted(new):
            page = client.get(path).text
            found |= {re.sub(r"[?#].*", "", link) for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}
        seen |= new
        new = {path for path in found - seen if not path.startswith(("/static", "/demo", "/language"))}
    return sorted(seen)


def test_no_page_is_too_heavy_for_a_bad_network(visitor):
    pages = pages_of(visitor)
    assert len(pages) > 30
    first = {path: weight(visitor, path) for path in pages}
    visitor.get(asset(SHEET))
    later = {path: weight(visitor, path) for path in pages}
    assert not {path: bytes_ for path, bytes_ in first.items() if bytes_ > FIRST_SEEN}
    assert not {path: bytes_ for path, bytes_ in later.items() if bytes_ > LATER}


def test_a_first_visit_loads_little(visitor):
    page = visitor.show("/")
    files = {str(tag.get("src") or tag.get("href")) for tag in page.select("[src], link[href]")}
    files |= {str(use["href"]).partition("#")[0] for use in page.select("use")}
    files = {file for file in files if file.startswith("/static/")}
    assert asset("vendor/htmx.js") in files
    loaded = weight(visitor, "/") + sum(weight(visitor, file) for file in files)
    assert loaded <= FIRST_VISIT, loaded
