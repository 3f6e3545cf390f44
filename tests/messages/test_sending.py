"""Sending: stored once, told once, counted rightly; and two who claim at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.core import frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.viewer import Role
from portal.messages import actions, inbox_actions, offers, queries
from portal.messages.models import LONGEST_MESSAGE, Message, Seen, Thread, Topic
from portal.notices import queries as notices
from tests.messages.talks import NOW, asked, claimed, rana, say
from tests.people import viewer


def said(thread: UUID) -> list[tuple[int, str]]:
    rows = db.session.execute(
        select(Message.number, Message.body)
        .where(Message.thread_id == thread)
        .order_by(Message.number)
        .execution_options(scope="test")
    )
    return [(row.number, row.body) for row in rows]


def all_at_once(app, deeds):
    """Do everything in threads of their own that start together; a refusal is an answer too."""
    start = Barrier(len(deeds))

    def one(deed):
        with app.app_context():
            start.wait()
            try:
                with frame.change():
                    return deed()
            except Refused as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_a_message_sent_many_times_at_once_is_stored_once(app, cast):
    thread, key = claimed(cast, cast.amal), uuid4()
    deed = lambda: actions.send(viewer(cast.amal), thread, "مرة", NOW, client_id=key)  # noqa: E731
    all_at_once(app, [deed] * 8)
    assert said(thread)[1:] == [(2, "مرة")]
    assert len(notices.inbox(rana(cast)).days[0][1]) == 1


def test_many_messages_at_once_get_numbers_without_gaps(app, cast):
    thread = claimed(cast, cast.amal)
    deeds = [
        (lambda who=who, n=n: actions.send(who, thread, f"{n}", NOW))
        for n in range(6)
        for who in (viewer(cast.amal), rana(cast))
    ]
    all_at_once(app, deeds)
    assert [number for number, _ in said(thread)] == list(range(1, 14))


def test_a_question_sent_again_is_the_same_question(cast):
    key = uuid4()
    for _ in range(2):
        with frame.change():
            actions.ask(viewer(cast.amal), Topic.MONEY, "سؤال", NOW, client_id=key)
    assert len(queries.mine(viewer(cast.amal)).threads) == 1


def test_of_many_who_claim_at_once_one_gets_it_and_the_others_a_kind_word(app, cast):
    thread = asked(cast.amal)
    with frame.change():
        details = [PersonDetails(f"Helper {n}", "Test", "ar") for n in range(6)]
        helpers = [accounts.add_person(cast.oude_ijsselstreek.id, each, (Role.CULTUURVERBINDER,)) for each in details]
    answers = all_at_once(
        app,
        [lambda h=h: inbox_actions.claim(viewer(h, Role.CULTUURVERBINDER), thread, NOW) for h in helpers],
    )
    assert answers.count(None) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
    holders = [h for h in helpers if queries.claimed(viewer(h, Role.CULTUURVERBINDER)).threads]
    assert len(holders) == 1


def test_claiming_twice_is_claiming_once(cast):
    thread = claimed(cast, cast.amal)
    with frame.change():
        inbox_actions.claim(rana(cast), thread, NOW)


def test_the_other_side_is_told_once_until_they_look_and_never_what_was_said(cast):
    thread = claimed(cast, cast.amal)
    say(rana(cast), thread, minutes=1)
    say(rana(cast), thread, minutes=2)
    [(_, told)] = notices.inbox(viewer(cast.amal)).days
    assert [(item.link, item.unread) for item in told] == [(f"/messages/{thread}", True)]
    assert "ليس" not in told[0].words
    with frame.change():
        actions.mark_seen(viewer(cast.amal), thread, NOW)
    assert notices.unread_count(viewer(cast.amal)) == 0
    say(rana(cast), thread, minutes=3)
    assert notices.unread_count(viewer(cast.amal)) == 1


def test_nobody_is_told_of_a_question_in_the_pool(cast):
    asked(cast.amal)
    assert not notices.inbox(rana(cast)).days


def test_each_side_counts_what_the_other_said_and_they_have_not_seen(cast):
    amal, thread = viewer(cast.amal), claimed(cast, cast.amal)
    say(rana(cast), thread, minutes=1)
    say(rana(cast), thread, minutes=2)
    assert queries.unread_count(amal) == 2
    assert queries.mine(amal).threads[0].unread == 2
    assert queries.waiting(rana(cast)) == queries.Waiting(to_answer=0, unclaimed=0, unread=0)
    say(amal, thread, minutes=3)
    assert queries.unread_count(amal) == 0
    assert queries.waiting(rana(cast)) == queries.Waiting(to_answer=1, unclaimed=0, unread=1)
    asked(cast.samira)
    assert offers.inbox_count(rana(cast)) == 2
    assert [item.count for item in offers.todo(rana(cast))] == [1, 1]


def test_looking_at_older_words_later_never_makes_seen_words_new(cast):
    amal, thread = viewer(cast.amal), claimed(cast, cast.amal)
    say(rana(cast), thread)
    with frame.change():
        actions.mark_seen(amal, thread, NOW)
        actions.mark_seen(amal, thread, NOW)
    assert queries.unread_count(amal) == 0


def test_writing_in_a_closed_thread_opens_it_again(cast):
    thread = claimed(cast, cast.amal)
    with frame.change():
        inbox_actions.close(rana(cast), thread, NOW)
    assert queries.closed(rana(cast)).threads
    say(viewer(cast.amal), thread)
    assert queries.claimed(rana(cast)).threads
    assert not queries.closed(rana(cast)).threads


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b\u202e", "x" * (LONGEST_MESSAGE + 1)])
def test_nothing_and_too_much_are_refused(cast, body):
    thread = claimed(cast, cast.amal)
    with pytest.raises(Refused), frame.change():
        actions.send(viewer(cast.amal), thread, body, NOW)
    assert len(said(thread)) == 1


def test_hidden_direction_marks_are_taken_out(cast):
    thread = claimed(cast, cast.amal)
    say(viewer(cast.amal), thread, "a\u202eb\u2066c\u200b\nd")
    assert said(thread)[-1][1] == "abc\nd"


def test_erasing_a_participant_takes_their_threads_along_and_leaves_those_of_others(cast):
    thread, other = claimed(cast, cast.amal), claimed(cast, cast.samira)
    say(rana(cast), thread)
    assert len(offers.export(cast.amal.id)["messages"]) == 2
    with frame.change():
        offers.erase(cast.amal.id)
    assert said(thread) == []
    assert len(said(other)) == 1
    assert not db.session.scalars(select(Seen.id).where(Seen.thread_id == thread).execution_options(scope="test")).all()


def test_erasing_a_cultuurverbinder_leaves_the_answers_and_gives_the_question_back(cast):
    thread = claimed(cast, cast.amal)
    say(rana(cast), thread, "جواب")
    assert [each["body"] for each in offers.export(cast.rana.id)["messages"]] == ["جواب"]
    with frame.change():
        offers.erase(cast.rana.id)
    talk = queries.asked(viewer(cast.amal), thread)
    assert talk.answerer is None
    assert [message.author for _, messages in talk.days for message in messages] == ["Amal", None]
    held = select(Thread.claimed_by).where(Thread.id == thread).execution_options(scope="test")
    assert db.session.scalar(held) is None
