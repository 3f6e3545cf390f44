"""Handing over, notes, who may read what came before, whom somebody wishes for or not, and what waits too long."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal import worker
from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role, Viewer
from portal.messages import actions, inbox_actions, offers, queries
from portal.messages.models import MOST_OPEN, WAITS_AT_MOST, NotBy, Note, Thread, Topic
from portal.notices import queries as notices
from tests.messages.talks import ANSWER, NOW, QUESTION, asked, claimed, cultuurverbinder, rana, say
from tests.people import viewer

SECRET = "هذا سر بيني وبين رنا"
NOTE = "اسألوا عن الرسالة الزرقاء"


@pytest.fixture
def layla(cast) -> Person:
    """A second cultuurverbinder for Arabic."""
    with frame.change():
        details = PersonDetails("Layla", "Nasser", "ar")
        return accounts.add_person(cast.oude_ijsselstreek.id, details, (Role.CULTUURVERBINDER,))


def read(talk) -> list[str]:
    return [message.body for _, messages in talk.days for message in messages if message.kind == "text"]


def ids(listed) -> list[UUID]:
    return [row.id for row in listed]


def told(reader: Viewer) -> int:
    return sum(len(those) for _, those in notices.inbox(reader).days)


def handed(cast, layla, words: str = "") -> UUID:
    thread = claimed(cast, cast.amal)
    say(viewer(cast.amal), thread, SECRET, 1)
    with frame.change():
        inbox_actions.hand_over(rana(cast), thread, layla.id, words, NOW)
    return thread


def test_what_was_written_before_handing_over_is_hidden_until_who_asked_shows_it(cast, layla):
    thread = handed(cast, layla)
    new = cultuurverbinder(layla)
    assert read(queries.answered(new, thread)) == [QUESTION]
    say(new, thread, ANSWER, 5)
    assert read(queries.answered(new, thread)) == [QUESTION, ANSWER]
    assert read(queries.asked(viewer(cast.amal), thread)) == [QUESTION, SECRET, ANSWER]
    with frame.change():
        actions.show_history(viewer(cast.amal), thread, NOW)
    assert read(queries.answered(new, thread)) == [QUESTION, SECRET, ANSWER]


def test_older_pages_do_not_show_it_either(cast, layla, client_of):
    thread = handed(cast, layla)
    for number in range(60):
        say(viewer(cast.amal), thread, str(number), number + 5)
    client = client_of(layla)
    pages = [client.show(f"/messages/inbox/{thread}{before}") for before in ("", "?before=15", "?before=3")]
    assert not any(SECRET in page.text for page in pages)
    assert QUESTION in pages[1].text


def test_after_handing_over_the_one_before_sees_nothing_and_both_others_are_told(cast, layla):
    before = told(viewer(cast.amal))
    thread = handed(cast, layla, NOTE)
    with pytest.raises(NotFound):
        queries.answered(rana(cast), thread)
    assert not queries.notes(rana(cast), thread)
    assert [note.body for note in queries.notes(cultuurverbinder(layla), thread)] == [NOTE]
    assert told(cultuurverbinder(layla)) == 1
    assert told(viewer(cast.amal)) == before + 1


def test_the_participant_sees_at_once_who_answers_now(cast, layla, client_of):
    thread = handed(cast, layla)
    amal = client_of(cast.amal)
    page = amal.show(f"/messages/{thread}")
    assert [each.get_text().strip() for each in page.select(".talk-event")] == ["انتقل هذا السؤال من Rana إلى Layla."]
    amal.send(f"/messages/{thread}/history", at=f"/messages/{thread}")
    page = amal.show(f"/messages/{thread}")
    assert len(page.select(".talk-event")) == 2
    assert not page.select(f'form[action="/messages/{thread}/history"]')


def test_a_note_is_never_on_a_page_of_who_asked_and_not_in_their_copy(cast, client_of):
    thread = claimed(cast, cast.amal)
    rana_client = client_of(cast.rana)
    rana_client.send(f"/messages/inbox/{thread}/note", at=f"/messages/inbox/{thread}/colleagues", body=NOTE)
    assert NOTE in rana_client.show(f"/messages/inbox/{thread}").text
    amal = client_of(cast.amal)
    for path in ("/messages", f"/messages/{thread}"):
        assert NOTE not in amal.show(path).text
    assert NOTE not in str(offers.export(cast.amal.id))
    assert offers.export(cast.rana.id)["notes_by_me"][0]["body"] == NOTE


@pytest.mark.parametrize("who", ["tesfay", "bram", "amal", "samira"])
def test_a_thread_goes_only_to_who_could_have_claimed_it(cast, who):
    thread = claimed(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        inbox_actions.hand_over(rana(cast), thread, getattr(cast, who).id, "", NOW)


def test_back_to_the_pool_hides_the_talk_from_who_takes_it_next(cast, layla):
    thread = claimed(cast, cast.amal)
    say(viewer(cast.amal), thread, SECRET, 1)
    with frame.change():
        inbox_actions.put_back(rana(cast), thread, "", NOW)
    new = cultuurverbinder(layla)
    assert queries.question(new, thread).body == QUESTION
    with frame.change():
        inbox_actions.claim(new, thread, NOW)
    assert read(queries.answered(new, thread)) == [QUESTION]


def test_not_this_person(cast, layla):
    thread, other = claimed(cast, cast.amal), asked(cast.amal)
    with frame.change():
        actions.not_by(viewer(cast.amal), thread, NOW)
    assert not ids(queries.unclaimed(rana(cast)))
    assert set(ids(queries.unclaimed(cultuurverbinder(layla)))) == {thread, other}
    for each in (thread, other):
        with pytest.raises(NotFound), frame.change():
            inbox_actions.claim(rana(cast), each, NOW)
    assert [each.name for each in queries.answerers(viewer(cast.amal))] == ["Layla"]
    with frame.change():
        inbox_actions.claim(cultuurverbinder(layla), thread, NOW)
    with pytest.raises(NotFound), frame.change():
        inbox_actions.hand_over(cultuurverbinder(layla), thread, cast.rana.id, "", NOW)
    with frame.change():
        actions.forgive(viewer(cast.amal))
    assert ids(queries.unclaimed(rana(cast))) == [other]


def test_who_is_wished_for_finds_the_question_and_nobody_else_does(cast, layla):
    with frame.change():
        thread = actions.ask(viewer(cast.amal), Topic.HEALTH, QUESTION, NOW, wished_for=layla.id)
    assert not ids(queries.unclaimed(rana(cast)))
    with pytest.raises(NotFound), frame.change():
        inbox_actions.claim(rana(cast), thread, NOW)
    assert ids(queries.unclaimed(cultuurverbinder(layla))) == [thread]
    assert queries.asked(viewer(cast.amal), thread).wished == "Layla"


@pytest.mark.parametrize("who", ["tesfay", "bram", "samira"])
def test_nobody_else_can_be_wished_for(cast, who):
    with pytest.raises(Refused), frame.change():
        actions.ask(viewer(cast.amal), Topic.HEALTH, QUESTION, NOW, wished_for=getattr(cast, who).id)


def test_what_waits_two_days_others_can_take_and_the_begeleider_sees_the_number(app, cast, layla, client_of):
    late, now = clock.now() - WAITS_AT_MOST - timedelta(hours=1), clock.now()
    held, fresh = asked(cast.amal, now=late), asked(cast.amal, now=now - timedelta(hours=1))
    with frame.change():
        wished = actions.ask(viewer(cast.amal), Topic.HEALTH, QUESTION, late, wished_for=layla.id)
        for thread in (held, fresh):
            inbox_actions.claim(rana(cast), thread, late)
    worker.return_what_waits(app)
    assert set(ids(queries.unclaimed(rana(cast)))) == {held, wished}
    assert ids(queries.claimed(rana(cast)).threads) == [fresh]
    assert told(rana(cast)) == 1
    before = told(viewer(cast.amal))
    worker.return_what_waits(app)
    assert told(viewer(cast.amal)) == before
    page = client_of(cast.bram).show("/messages/waiting")
    assert "2" in page.select_one(".rows").get_text()
    assert QUESTION not in page.text
    assert "Amal" not in page.select_one("main").get_text()
    assert [item.count for item in offers.todo(viewer(cast.bram, Role.BEGELEIDER))] == [2]
    assert not offers.todo(viewer(cast.wim, Role.BEGELEIDER))


def test_whose_turn_it_is(cast):
    me, thread = rana(cast), claimed(cast, cast.amal)
    assert (ids(queries.claimed(me).threads), ids(queries.their_turn(me).threads)) == ([thread], [])
    say(me, thread)
    assert (ids(queries.claimed(me).threads), ids(queries.their_turn(me).threads)) == ([], [thread])
    with frame.change():
        inbox_actions.close(me, thread, NOW)
    assert (ids(queries.their_turn(me).threads), ids(queries.closed(me).threads)) == ([], [thread])
    with frame.change():
        inbox_actions.reopen(me, thread)
    assert ids(queries.their_turn(me).threads) == [thread]
    say(viewer(cast.amal), thread, minutes=9)
    assert ids(queries.claimed(me).threads) == [thread]


def test_nobody_answers_more_than_they_can(cast, layla):
    me = rana(cast)
    mine = [claimed(cast, cast.amal) for _ in range(MOST_OPEN)]
    one_more = asked(cast.amal)
    with pytest.raises(Refused), frame.change():
        inbox_actions.claim(me, one_more, NOW)
    with frame.change():
        inbox_actions.claim(cultuurverbinder(layla), one_more, NOW)
    with pytest.raises(Refused), frame.change():
        inbox_actions.hand_over(cultuurverbinder(layla), one_more, cast.rana.id, "", NOW)
    with frame.change():
        inbox_actions.close(me, mine[0], NOW)
        inbox_actions.claim(me, asked_now(cast), NOW)


def asked_now(cast) -> UUID:
    return actions.ask(viewer(cast.amal), Topic.LETTER, QUESTION, NOW)


def test_a_ready_made_answer_is_read_by_each_in_their_own_language_and_stored_once(cast, client_of):
    thread, key = claimed(cast, cast.amal), str(uuid4())
    amal = client_of(cast.amal)
    for _ in range(2):
        amal.send(f"/messages/{thread}/reply", at=f"/messages/{thread}", reply="messages.reply.thanks", message_id=key)
    with frame.change():
        accounts.read_in(rana(cast), "nl")
    inbox = client_of(cast.rana)
    assert [each.get_text() for each in inbox.show(f"/messages/inbox/{thread}").select(".bubble > [dir]")][1:] == [
        "Dank u wel"
    ]
    assert "Dank u wel" in inbox.show("/messages/inbox").text
    assert [e.get_text() for e in amal.show(f"/messages/{thread}").select(".bubble > [dir]")][1:] == ["شكرًا"]


def test_another_sentence_than_those_offered_is_refused(cast):
    thread = claimed(cast, cast.amal)
    with pytest.raises(Refused), frame.change():
        actions.reply(viewer(cast.amal), thread, "messages.event.handed", NOW)


def test_erasing_takes_notes_wishes_and_refusals_along(cast, layla):
    thread = handed(cast, layla, NOTE)
    with frame.change():
        actions.not_by(viewer(cast.amal), thread, NOW)
        actions.ask(viewer(cast.samira), Topic.OTHER, QUESTION, NOW, wished_for=cast.rana.id)
    for person in (cast.rana, cast.amal):
        with frame.change():
            offers.erase(person.id)
    for held in (Note.id, NotBy.id, Thread.wished_for):
        assert not any(db.session.scalars(select(held).execution_options(scope="test")))
