"""Whether there is more in an open thread: said to who has a ticket of its page, and nothing else is."""

import re
import time

import pytest

from portal.core import clock, headers
from portal.messages import ears
from tests.messages.talks import ANSWER, NOW, asked, claimed, rana
from tests.messages.talks import say as say_at
from tests.people import viewer


@pytest.fixture(autouse=True)
def _at_every_question(monkeypatch):
    monkeypatch.setattr(ears, "LOOKS", 0.0)


def say(actor, thread) -> None:
    """Now, and not at the hour of the other tests."""
    say_at(actor, thread, minutes=int((clock.now() - NOW).total_seconds() / 60) + 1)


def ticket_of(client, path) -> str:
    return client.show(path).select_one("#talk")["data-ears"]


def test_both_sides_hear_that_something_was_said_and_not_what(cast, client_of, app):
    thread = claimed(cast, cast.amal)
    stranger = app.test_client()
    tickets = [
        ticket_of(client_of(person), f"{path}/{thread}")
        for person, path in ((cast.amal, "/messages"), (cast.rana, "/messages/inbox"))
    ]
    for ticket in tickets:
        assert stranger.get(ticket).status_code == 204
    say(rana(cast), thread)
    for ticket in tickets:
        answer = stranger.get(ticket)
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Cache-Control"] == "no-store"
        assert headers.strict(https=False).items() <= dict(answer.headers).items()
    newer = ticket_of(client_of(cast.amal), f"/messages/{thread}")
    assert stranger.get(newer).status_code == 204


def test_a_thread_that_was_just_made_is_heard_too(cast, client_of):
    amal = client_of(cast.amal)
    thread = asked(cast.amal)
    ticket = ticket_of(amal, f"/messages/{thread}")
    assert amal.get(ticket).status_code == 204
    say(viewer(cast.amal), thread)
    assert amal.get(ticket).status_code == 200


SPOILT = {
    "another signature": lambda t: t.replace("t=", "t=x"),
    "no ticket": lambda t: re.sub(r"t=[^&]*", "t=", t),
    "no number": lambda t: re.sub(r"&after.*", "", t),
    "a word for a number": lambda t: re.sub(r"after=.*", "after=x", t),
    "nothing": lambda _: ears.PATH,
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_no_ticket_hears_nothing(cast, client_of, how):
    amal = client_of(cast.amal)
    ticket = ticket_of(amal, f"/messages/{asked(cast.amal)}")
    assert amal.get(SPOILT[how](ticket)).status_code == 404


def test_a_ticket_ends(cast, client_of, monkeypatch):
    amal = client_of(cast.amal)
    ticket = ticket_of(amal, f"/messages/{asked(cast.amal)}")
    monkeypatch.setattr(ears, "GOOD_FOR", -1)
    assert amal.get(ticket).status_code == 404


def test_a_thread_that_no_phone_asks_about_any_more_is_forgotten(app, cast):
    thread, others = asked(cast.amal), ears.Ears(app, app.wsgi_app)
    assert others._number(thread) == 1
    others._look(time.monotonic() + ears.KEPT + 1, clock.now())
    assert not others._numbers
    assert not others._asked


def test_the_page_shows_what_the_ears_heard(cast, client_of):
    thread = claimed(cast, cast.amal)
    amal = client_of(cast.amal)
    ticket = ticket_of(amal, f"/messages/{thread}")
    number = ticket.rpartition("=")[2]
    say(rana(cast), thread)
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert ANSWER in amal.get(f"/messages/{thread}?after={number}", headers=part).text
