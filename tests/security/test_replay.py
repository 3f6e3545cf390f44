"""Every address that a participant saw, asked for by somebody else: nothing is let through.

A participant's phone is followed through all that it is shown: each link and each form of each page. Then another
participant, a stranger, a worker without the case and staff of the other municipality ask for the very same.
"""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal.core import frame
from portal.core.db import db
from tests.house import SECRET, Furnished, furnish
from tests.pages import PageClient

OTHERS = ("noor", "samira", "tesfay", "wim")
NOT_FOLLOWED = ("/static/", "/demo", "/styleguide", "/favicon.ico")
EACH = 4
"""So many of each kind of page: weeks and health articles go on and on."""


@pytest.fixture
def lived_in(app: Flask) -> Furnished:
    with frame.change():
        made = furnish()
    db.session.close()
    return made


def follow(client: PageClient) -> tuple[set[str], set[str]]:
    """All addresses that a phone is led to from its first page: to look at, and to send something to."""
    looked: set[str] = set()
    forms: set[str] = set()
    waiting, kinds = ["/"], Counter[str]()
    while waiting:
        path = waiting.pop()
        looked.add(path)
        page = BeautifulSoup(client.get(path).text, "html5lib")
        for tag in page.select("a[href], form[action], [hx-get]"):
            target = str(tag.get("href") or tag.get("action") or tag.get("hx-get"))
            parts = urlsplit(target)
            inside = not parts.scheme and not parts.netloc and parts.path.startswith("/")
            if not inside or parts.path.startswith(NOT_FOLLOWED):
                continue
            where = parts.path + (f"?{parts.query}" if parts.query else "")
            if tag.name == "form" and str(tag.get("method", "get")).lower() == "post":
                forms.add(where)
            elif where not in {*looked, *waiting} and "next=" not in where and kinds[kind_of(client, where)] < EACH:
                kinds[kind_of(client, where)] += 1
                waiting.append(where)
    return looked, forms


def kind_of(client: PageClient, where: str) -> str:
    """Which page it is, whatever it is about."""
    return str(client.application.url_map.bind("localhost").match(urlsplit(where).path)[0])


def about_somebody(paths: set[str]) -> set[str]:
    """The addresses of one thing: those with an id in them."""
    return {
        path
        for path in paths
        if any(len(part) == 36 and part.count("-") == 4 for part in urlsplit(path).path.split("/"))
    }


def test_what_one_participant_saw_is_let_through_to_nobody_else(lived_in, client_of):
    cast = lived_in.cast
    amal = client_of(cast.amal)
    looked, forms = follow(amal)
    assert len(looked) > 20, "the phone was not led anywhere"
    private = about_somebody(looked) - shared_with_all(looked)
    assert len(private) >= 4
    clients = {"stranger": client_of(), **{name: client_of(getattr(cast, name)) for name in OTHERS}}
    for path in sorted(looked):
        for name, client in clients.items():
            answer = client.get(path)
            assert not any(words in answer.text for words in SECRET.values()), f"{name} reads Amal's words on {path}"
            assert "Haddad" not in answer.text or name == "noor", f"{name} reads Amal's name on {path}"
            if path in private:
                assert answer.status_code == (303 if name == "stranger" else 404), f"{name} got {path}"
    for path in sorted(about_somebody(forms) - asked_of_everybody(client_of(cast.noor))):
        for name, client in clients.items():
            if not path.startswith("/excursions/"):  # open to everybody of the municipality
                client.send(path, 303 if name == "stranger" else 404)


def asked_of_everybody(other: PageClient) -> set[str]:
    """What is said of texts that others read too, such as health articles: their own phone leads there."""
    return {path for path in follow(other)[1] if path.startswith("/texts/")}


def shared_with_all(paths: set[str]) -> set[str]:
    """Excursions are for everybody of the municipality."""
    return {path for path in paths if path.startswith("/excursions/")}
