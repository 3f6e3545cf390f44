"""How an announcement comes to be sent, to whom, and taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.announcements import actions, queries, staff_queries
from portal.announcements.actions import EVERYBODY, persons, readers_of
from portal.announcements.models import Announcement, Receipt, State
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from tests import people
from tests.announcements.board import NOW, announce, begeleider, cancelled

TEST = {"scope": "test"}


def state_of(announcement_id):
    return db.session.scalar(
        select(Announcement.state).where(Announcement.id == announcement_id).execution_options(**TEST)
    )


def receivers_of(announcement_id):
    rows = db.session.scalars(
        select(Receipt.person_id).where(Receipt.announcement_id == announcement_id).execution_options(**TEST)
    )
    return set(rows)


def drafted(cast, audience=EVERYBODY, **more):
    actor = begeleider(cast.bram)
    with frame.change():
        return actions.draft(actor, cancelled(actor, **more), audience, NOW)


def do(action, *arguments):
    with frame.change():
        return action(*arguments)


def send_due(now):
    """As the worker does: each in a change of its own."""
    return sum(do(actions.send, announcement_id, now) for announcement_id in staff_queries.due(now))


def test_only_what_is_queued_is_picked_up(cast):
    bram, announcement = begeleider(cast.bram), drafted(cast)
    assert do(actions.send, announcement, NOW) == 0
    do(actions.approve, bram, announcement, NOW)
    assert do(actions.send, announcement, NOW) == 0
    assert receivers_of(announcement) == set()
    do(actions.queue, bram, announcement, NOW)
    assert do(actions.send, announcement, NOW) == 3
    assert state_of(announcement) is State.SENT


def test_sending_twice_tells_once(cast):
    announcement = announce(cast.bram)
    assert do(actions.send, announcement, NOW) == 0
    assert send_due(NOW + timedelta(days=1)) == 0
    assert len(receivers_of(announcement)) == 3


def test_a_draft_cannot_jump_the_queue(cast):
    bram, announcement = begeleider(cast.bram), drafted(cast)
    with pytest.raises(Refused):
        do(actions.queue, bram, announcement, NOW)
    do(actions.approve, bram, announcement, NOW)
    with pytest.raises(Refused):
        do(actions.approve, bram, announcement, NOW)
    with pytest.raises(Refused):
        do(actions.withdraw, bram, announcement, NOW)


def test_what_is_queued_for_later_waits_and_can_be_held(cast):
    bram, announcement = begeleider(cast.bram), drafted(cast)
    evening = NOW + timedelta(hours=9)
    do(actions.approve, bram, announcement, NOW)
    do(actions.queue, bram, announcement, NOW, evening)
    assert send_due(NOW) == 0
    do(actions.hold, bram, announcement, NOW)
    assert send_due(evening) == 0
    do(actions.queue, bram, announcement, NOW, evening)
    assert send_due(evening) == 3


def test_what_would_be_over_is_not_queued(cast):
    bram, announcement = begeleider(cast.bram), drafted(cast, expires_at=NOW + timedelta(hours=1))
    do(actions.approve, bram, announcement, NOW)
    with pytest.raises(Refused):
        do(actions.queue, bram, announcement, NOW, NOW + timedelta(hours=1))


def test_everybody_are_the_participants_of_the_municipality(cast):
    here = {cast.amal.id, cast.yonas.id, cast.noor.id}
    assert receivers_of(announce(cast.bram)) == here
    assert receivers_of(announce(cast.wim)) == {cast.samira.id}


def test_a_language_is_an_audience(cast):
    assert receivers_of(announce(cast.bram, readers_of("ar"))) == {cast.amal.id}


def test_parts_overlap_and_each_receiver_gets_one(cast):
    audience = (*readers_of("ti"), *persons([cast.amal.id, cast.yonas.id, cast.amal.id]))
    announcement = announce(cast.bram, audience)
    assert receivers_of(announcement) == {cast.amal.id, cast.yonas.id}
    count = select(func.count()).select_from(Receipt).where(Receipt.announcement_id == announcement)
    assert db.session.scalar(count.execution_options(**TEST)) == 2


def test_nobody_of_another_municipality_can_be_named(cast):
    with pytest.raises(NotFound):
        drafted(cast, persons([cast.amal.id, cast.samira.id]))


def test_an_announcement_for_nobody_is_refused(cast):
    with pytest.raises(Refused):
        drafted(cast, ())


def test_participants_and_cultuurverbinders_announce_nothing(cast):
    with frame.change():
        words = cancelled(begeleider(cast.bram))
    for actor in (people.viewer(cast.amal), people.viewer(cast.rana, Role.CULTUURVERBINDER)):
        with pytest.raises(NotFound):
            do(actions.draft, actor, words, EVERYBODY, NOW)


def test_staff_of_another_municipality_find_nothing_to_move(cast):
    announcement, wim = drafted(cast), begeleider(cast.wim)
    with pytest.raises(NotFound):
        do(actions.approve, wim, announcement, NOW)
    sent = announce(cast.bram)
    with pytest.raises(NotFound):
        do(actions.withdraw, wim, sent, NOW)
    assert staff_queries.sent(wim) == ([], None)


def test_a_failure_while_sending_leaves_it_queued(cast):
    bram, announcement = begeleider(cast.bram), drafted(cast)
    do(actions.approve, bram, announcement, NOW)
    do(actions.queue, bram, announcement, NOW)
    with pytest.raises(RuntimeError, match="power cut"), frame.change():
        actions.send(announcement, NOW)
        raise RuntimeError("power cut")
    assert state_of(announcement) is State.QUEUED
    assert receivers_of(announcement) == set()
    assert do(actions.send, announcement, NOW) == 3


def test_who_joins_later_was_not_told(cast):
    announcement = announce(cast.bram, persons([cast.amal.id]))
    with pytest.raises(NotFound):
        queries.announcement(people.viewer(cast.noor), announcement)
