"""The pages of messages, as people use them."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, insert, update

from portal.core import clock, frame
from portal.core.db import db
from portal.core.once import new_key
from portal.messages import actions
from portal.messages.models import Message, Thread, Topic
from tests.messages.talks import NOW, QUESTION, asked, claimed, rana, say
from tests.people import viewer

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1))'
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def bubbles(page) -> list[str]:
    return [each.get_text() for each in page.select(".bubble > [dir]")]


@pytest.mark.parametrize("who", ["amal", "yonas", "noor"])
@pytest.mark.parametrize("path", ["/messages", "/messages/new"])
def test_the_pages_of_a_participant_in_each_language(cast, client_of, who, path):
    person = getattr(cast, who)
    page = client_of(person).show(path)
    assert page.html["lang"] == person.language
    assert len(page.select("h1")) == 1
    assert page.title.text.startswith(page.h1.text)
    assert page.select_one('a[href="tel:112"]')


@pytest.mark.parametrize("who", ["rana", "tesfay"])
def test_the_pages_of_a_cultuurverbinder(cast, client_of, who):
    asked(cast.amal), asked(cast.yonas)
    client = client_of(getattr(cast, who))
    for path in ("/messages/inbox", "/messages/inbox/unclaimed", "/messages/inbox/closed"):
        page = client.show(path)
        assert len(page.select("h1")) == 1
        assert page.title.text.startswith(page.h1.text)
    assert len(client.show("/messages/inbox/unclaimed").select(".rows > li")) == 1


@pytest.mark.parametrize("who", ["yonas", "noor", "samira", "bram", "ingrid", "kees", "wim", "tesfay"])
def test_the_addresses_of_a_thread_are_no_pages_for_others(cast, client_of, who):
    thread, free = claimed(cast, cast.amal), asked(cast.amal)
    client = client_of(getattr(cast, who))
    for path in (f"/messages/{thread}", f"/messages/inbox/{thread}", f"/messages/inbox/unclaimed/{free}"):
        client.show(path, 404)
        client.send(path, 404, body="x")
    for path in (f"/messages/{thread}/seen", f"/messages/inbox/{thread}/close"):
        client.send(path, 404)


def test_asking_claiming_and_answering(cast, client_of):
    amal, rana_ = client_of(cast.amal), client_of(cast.rana)
    form = {"once_key": new_key(), "topic": "money", "body": QUESTION}
    sent = amal.send("/messages/new", **form)
    assert amal.send("/messages/new", **form).location == sent.location
    assert len(amal.show("/messages").select("a.row")) == 1
    [row] = rana_.show("/messages/inbox/unclaimed").select("a.row")
    question = rana_.show(row["href"])
    assert bubbles(question) == [QUESTION]
    assert "Amal" not in question.main.get_text()
    thread = rana_.send(row["href"]).location
    assert rana_.show(thread).h1.get_text() == "Amal"
    rana_.send(thread, message_id=new_key(), body="نعم")
    page = amal.show("/messages")
    assert page.select_one(".row.unread .dot")
    assert page.select_one(".tabs .count").text == "1"
    assert page.select_one(".row .title").get_text() == QUESTION, "one tells one's questions apart by their words"
    assert page.select_one(".row .title + .second").get_text() == "نعم"
    asked = amal.show(sent.location)
    assert bubbles(asked) == [QUESTION, "نعم"]
    assert asked.h1.get_text() == QUESTION
    rana_.send(f"{thread}/close")
    assert rana_.show("/messages/inbox/closed").select("a.row")


def test_looking_writes_nothing_and_the_form_that_htmx_sends_counts_it_as_seen(cast, client_of):
    thread = claimed(cast, cast.amal)
    say(rana(cast), thread)
    client, path = client_of(cast.amal), f"/messages/{thread}"
    assert client.show(path).select_one(f'form[action="{path}/seen"][hx-trigger=load]')
    assert client.show(path).select_one(".tabs .count")
    client.send(f"{path}/seen")
    page = client.show(path)
    assert not page.select_one(f'form[action="{path}/seen"]')
    assert not page.select_one(".tabs .count")


def test_the_first_of_two_who_claim_has_it_and_the_second_reads_so(cast, client_of, app):
    thread = asked(cast.amal)
    with frame.change():
        from portal.accounts import actions as accounts
        from portal.accounts.actions import PersonDetails
        from portal.core.viewer import Role

        huda = accounts.add_person(
            cast.oude_ijsselstreek.id, PersonDetails("Huda", "T", "ar"), (Role.CULTUURVERBINDER,)
        )
    client_of(cast.rana).send(f"/messages/inbox/unclaimed/{thread}")
    late = client_of(huda).send(f"/messages/inbox/unclaimed/{thread}", 409)
    assert 'class="banner' in late.text


def test_a_form_that_fails_keeps_what_was_typed(cast, client_of):
    client = client_of(cast.amal)
    failed = client.send("/messages/new", 422, once_key=new_key(), topic="", body=QUESTION)
    assert QUESTION in failed.text
    assert 'id="topic-error"' in failed.text
    failed = client.send("/messages/new", 422, once_key=new_key(), topic="money", body=" ")
    assert re.search(r'value="money" checked', failed.text)
    thread = claimed(cast, cast.amal)
    assert "x" * 4001 in client.send(f"/messages/{thread}", 422, message_id=new_key(), body="x" * 4001).text


def test_a_double_tap_stores_one_message_with_and_without_htmx(cast, client_of):
    thread, client, key = claimed(cast, cast.amal), client_of(cast.amal), new_key()
    for _ in range(2):
        client.send(f"/messages/{thread}", message_id=key, body="مرة")
    assert bubbles(client.show(f"/messages/{thread}")) == [QUESTION, "مرة"]


def test_htmx_gets_the_part_and_nothing_when_nothing_is_new(cast, client_of):
    thread, client = claimed(cast, cast.amal), client_of(cast.amal)
    assert client.get(f"/messages/{thread}?after=1", headers=HTMX).status_code == 204
    say(rana(cast), thread)
    part = client.get(f"/messages/{thread}?after=1", headers=HTMX)
    assert part.text.lstrip().startswith('<div class="stack tight" id="talk"')
    assert "<html" not in part.text
    client_of(cast.yonas).show(f"/messages/{thread}?after=1", 404, headers=HTMX)


@pytest.mark.parametrize("language", ["amal", "yonas"])
def test_hostile_words_are_shown_as_words(cast, client_of, language):
    person = getattr(cast, language)
    thread = asked(person, HOSTILE)
    for path in ("/messages", f"/messages/{thread}"):
        page = client_of(person).show(path)
        assert not page.main.select("img, script")
        assert not page.select('[href^="javascript"]')
        assert "<script>alert(1)</script>" in page.main.get_text()
    assert bubbles(page) == [HOSTILE]


def test_words_carry_their_language_and_a_number_does_not_turn_round(cast, client_of):
    thread = asked(cast.amal, "اتصل على 0315-292292 قبل 12-12-2026")
    words = client_of(cast.amal).show(f"/messages/{thread}").select_one(".bubble > [dir]")
    assert (words["lang"], words["dir"]) == ("ar", "auto")
    assert [each.text for each in words.select("bdi[dir=ltr]")] == ["0315-292292", "12-12-2026"]


def test_a_thread_costs_the_same_with_five_and_five_hundred_messages(cast, client_of):
    client, thread = client_of(cast.amal), claimed(cast, cast.amal)
    with frame.change():
        for n in range(5):
            actions.send(rana(cast), thread, f"رقم {n}", NOW + timedelta(minutes=n))
    few = {path: queries_of(client, path) for path in (f"/messages/{thread}", "/messages")}
    with frame.change():
        many_more(thread, cast.rana.id, range(7, 507))
        for n in range(40):
            actions.ask(viewer(cast.amal), Topic.OTHER, "؟", NOW + timedelta(hours=n))
    assert {path: queries_of(client, path) for path in few} == few
    assert max(few.values()) <= 8


def test_older_messages_and_older_threads_are_one_tap_away(cast, client_of):
    client, thread = client_of(cast.amal), claimed(cast, cast.amal)
    with frame.change():
        for n in range(2, 121):
            actions.send(rana(cast), thread, f"{n}", NOW + timedelta(minutes=n))
        for n in range(30):
            actions.ask(viewer(cast.amal), Topic.OTHER, f"{n}", clock.now())
    seen: list[str] = []
    path: Any = f"/messages/{thread}"
    while path:
        page = client.show(path)
        seen = bubbles(page) + seen
        older = page.select_one('#talk a[href*="before="]')
        path = older["href"] if older else None
    assert seen == [QUESTION, *(str(n) for n in range(2, 121))]
    first = client.show("/messages")
    second = client.show(first.select_one('a[href*="before="]')["href"])
    rows = [row["href"] for page in (first, second) for row in page.select("a.row")]
    assert len(set(rows)) == 31


def many_more(thread: UUID, author: UUID, numbers: range) -> None:
    """Messages in one go: sending hundreds one by one would only test patience."""
    rows = [
        {
            "thread_id": thread,
            "number": n,
            "author_id": author,
            "client_id": uuid4(),
            "body": "x",
            "language": "ar",
            "sent_at": NOW,
        }
        for n in numbers
    ]
    db.session.execute(insert(Message).execution_options(scope="test"), rows)
    last = update(Thread).where(Thread.id == thread).values(last_number=numbers[-1])
    db.session.execute(last.execution_options(scope="test"))


def queries_of(client, path) -> int:
    """How many statements a page needs."""
    count = 0

    def counted(*arguments) -> None:
        nonlocal count
        count += 1

    event.listen(db.engine, "before_cursor_execute", counted)
    try:
        client.show(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", counted)
    return count
