"""Who can read and change a thread: the participant, who claimed it, and a glance for who could."""

from dataclasses import replace

import pytest

from portal.accounts import actions as accounts
from portal.core import frame
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.messages import actions, inbox_actions, queries
from portal.messages.models import Topic
from tests.messages.talks import NOW, QUESTION, asked, claimed, cultuurverbinder, rana
from tests.people import viewer

OUTSIDERS = {
    "the other participant": lambda c: viewer(c.yonas),
    "the household": lambda c: viewer(c.noor),
    "the participant of the other municipality": lambda c: viewer(c.samira),
    "the begeleider with the case": lambda c: viewer(c.bram, Role.BEGELEIDER),
    "the regisseur with the case": lambda c: viewer(c.ingrid, Role.REGISSEUR),
    "the beheerder": lambda c: viewer(c.kees, Role.BEHEERDER),
    "the begeleider of the other municipality": lambda c: viewer(c.wim, Role.BEGELEIDER),
    "the cultuurverbinder of another language": lambda c: cultuurverbinder(c.tesfay),
    "the cultuurverbinder who serves elsewhere": lambda c: viewer(
        c.rana, Role.CULTUURVERBINDER, serves=(c.doetinchem.id,)
    ),
    "the cultuurverbinder who no longer is one": lambda c: viewer(c.rana, Role.BEGELEIDER),
}
CHANGES = {
    "send": lambda actor, thread, _: actions.send(actor, thread, "?", NOW),
    "reply": lambda actor, thread, _: actions.reply(actor, thread, "messages.reply.yes", NOW),
    "mark_seen": lambda actor, thread, _: actions.mark_seen(actor, thread, NOW),
    "not_by": lambda actor, thread, _: actions.not_by(actor, thread, NOW),
    "show_history": lambda actor, thread, _: actions.show_history(actor, thread, NOW),
    "claim": lambda actor, thread, _: inbox_actions.claim(actor, thread, NOW),
    "close": lambda actor, thread, _: inbox_actions.close(actor, thread, NOW),
    "reopen": lambda actor, thread, _: inbox_actions.reopen(actor, thread),
    "note": lambda actor, thread, _: inbox_actions.note(actor, thread, "?", NOW),
    "put_back": lambda actor, thread, _: inbox_actions.put_back(actor, thread, "", NOW),
    "hand_over": lambda actor, thread, c: inbox_actions.hand_over(actor, thread, c.rana.id, "", NOW),
}
outsiders = pytest.mark.parametrize("who", OUTSIDERS)


@outsiders
@pytest.mark.parametrize("make", ["asked", "claimed"])
def test_for_anybody_else_a_thread_does_not_exist(cast, who, make):
    thread = asked(cast.amal) if make == "asked" else claimed(cast, cast.amal)
    outsider = OUTSIDERS[who](cast)
    for read in (queries.asked, queries.answered, queries.question, queries.last_number):
        with pytest.raises(NotFound):
            read(outsider, thread)
    lists = (queries.mine(outsider), queries.claimed(outsider), queries.closed(outsider))
    assert not any(each.threads for each in lists)
    assert thread not in [row.id for row in queries.unclaimed(outsider)]
    assert queries.waiting(outsider) == queries.Waiting()
    assert queries.unread_count(outsider) == 0


@outsiders
@pytest.mark.parametrize("change", CHANGES)
def test_nobody_else_changes_a_thread(cast, who, change):
    thread = claimed(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        CHANGES[change](OUTSIDERS[who](cast), thread, cast)


@pytest.mark.parametrize("change", sorted(CHANGES.keys() - {"send", "reply", "mark_seen", "not_by", "show_history"}))
def test_who_asked_does_not_do_what_who_answers_does(cast, change):
    thread = claimed(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        CHANGES[change](viewer(cast.amal), thread, cast)


@pytest.mark.parametrize("change", ["not_by", "show_history"])
def test_who_answers_does_not_decide_for_who_asked(cast, change):
    thread = claimed(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        CHANGES[change](rana(cast), thread, cast)


def test_who_could_answer_sees_what_it_is_about_and_the_first_message_but_not_who_asks(cast):
    thread = asked(cast.amal)
    [row] = queries.unclaimed(rana(cast))
    assert (row.id, row.topic, row.municipality) == (thread, Topic.LETTER, "Oude IJsselstreek")
    glance = queries.question(rana(cast), thread)
    assert glance.body == QUESTION
    assert cast.amal.id not in glance
    assert "Amal" not in glance
    for read in (queries.asked, queries.answered):
        with pytest.raises(NotFound):
            read(rana(cast), thread)


def test_who_could_answer_sees_only_the_first_message(cast):
    thread = asked(cast.amal)
    with frame.change():
        actions.send(viewer(cast.amal), thread, "الثانية", NOW)
    assert queries.question(rana(cast), thread).body == QUESTION


def test_a_claimed_thread_leaves_the_pool_and_is_whole_for_who_claimed_it(cast):
    thread = claimed(cast, cast.samira)
    assert not queries.unclaimed(rana(cast))
    with pytest.raises(NotFound):
        queries.question(rana(cast), thread)
    talk = queries.answered(rana(cast), thread)
    assert talk.asker == "Samira"
    assert [message.body for _, messages in talk.days for message in messages] == [QUESTION]


def test_a_colleague_of_the_same_language_does_not_see_a_claimed_thread(cast):
    thread = claimed(cast, cast.amal)
    colleague = viewer(cast.noor, Role.CULTUURVERBINDER)
    with pytest.raises(NotFound):
        queries.answered(colleague, thread)


def test_who_asks_and_answers_too_cannot_claim_their_own_question(cast):
    thread = asked(cast.amal)
    both = viewer(cast.amal, Role.PARTICIPANT, Role.CULTUURVERBINDER)
    assert not queries.unclaimed(both)
    with pytest.raises(NotFound), frame.change():
        inbox_actions.claim(both, thread, NOW)


def test_where_nobody_answers_a_question_is_refused_and_not_left_waiting_for_ever(cast):
    with pytest.raises(Refused), frame.change():
        actions.ask(viewer(cast.noor), Topic.OTHER, "Hallo?", NOW)
    assert not queries.mine(viewer(cast.noor)).threads


def test_the_participant_cannot_close(cast):
    thread = claimed(cast, cast.amal)
    with pytest.raises(NotFound), frame.change():
        inbox_actions.close(viewer(cast.amal), thread, NOW)


def test_a_language_there_is_no_language_here(cast):
    """Arabic here and Tigrinya there: neither Tigrinya here nor Arabic there."""
    mixed = replace(rana(cast), answers=frozenset({(cast.oude_ijsselstreek.id, "ar"), (cast.doetinchem.id, "ti")}))
    with frame.change():
        accounts.grant(cast.tesfay, cast.doetinchem.id, Role.CULTUURVERBINDER)
    here, tigrinya_here, there = asked(cast.amal), asked(cast.yonas), asked(cast.samira)
    assert [row.id for row in queries.unclaimed(mixed)] == [here]
    assert queries.waiting(mixed).unclaimed == 1
    assert queries.question(mixed, here)
    for thread in (tigrinya_here, there):
        with pytest.raises(NotFound):
            queries.question(mixed, thread)
        with pytest.raises(NotFound), frame.change():
            inbox_actions.claim(mixed, thread, NOW)
    with frame.change():
        inbox_actions.claim(mixed, here, NOW)


def test_who_answers_in_no_language_has_an_empty_pool(cast):
    asked(cast.amal)
    assert not queries.unclaimed(replace(rana(cast), answers=frozenset()))
