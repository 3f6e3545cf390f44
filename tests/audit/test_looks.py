"""What a participant sees of who looked at their things."""

from datetime import timedelta

import time_machine

from portal.audit import actions, queries
from portal.core import clock, frame
from portal.core.viewer import Role
from tests import people


def test_a_participant_sees_who_as_what_and_when_in_their_own_words(cast, client_of):
    client_of(cast.bram).show(f"/people/{cast.amal.id}")
    page = client_of(cast.noor).show("/who-looked")
    assert "Bram" not in page.text
    amal = client_of(cast.amal)
    amal.send("/language", language="nl")
    words = amal.show("/who-looked").text
    assert "Bram" in words
    assert "Begeleider" in words
    assert "te Winkel" not in words, "the first name is enough"
    assert amal.show("/more").select_one('a[href="/who-looked"]')
    assert amal.show("/who-looked").select_one('a[href="/messages/new"]')


def test_it_is_told_by_day_a_page_at_a_time(cast, client_of):
    ingrid, now = people.viewer(cast.ingrid, Role.REGISSEUR), clock.now().replace(hour=12)
    for number in range(queries.PAGE_LENGTH + 5):
        with frame.change():
            actions.record(ingrid, cast.yonas.id, "plan.opened", now - timedelta(days=number // 10, seconds=number))
            actions.record(ingrid, cast.amal.id, "plan.opened", now)
    yonas = client_of(cast.yonas)
    first = yonas.show("/who-looked")
    assert len(first.select("#looks li")) == queries.PAGE_LENGTH
    assert len(first.select("#looks section")) == 3
    older = first.select_one('a[href^="/who-looked?before="]')
    assert older is not None
    assert len(yonas.show(str(older["href"])).select("#looks li")) == 5
    yonas.show("/who-looked?before=99999999999999", status=404)


def test_roll_calls_hide_nothing_and_are_told_when_asked_for(cast, client_of):
    bram = people.viewer(cast.bram, Role.BEGELEIDER)
    for act in ("attendance.marked", "person.opened", "attendance.marked"):
        with frame.change():
            actions.record(bram, cast.amal.id, act, clock.now())
    amal = client_of(cast.amal)
    first = amal.show("/who-looked")
    assert len(first.select("#looks li")) == 1
    assert len(amal.show(str(first.select_one('a[href="/who-looked?all"]')["href"])).select("#looks li")) == 3


def test_an_act_that_has_no_words_is_shown_all_the_same(cast, client_of):
    with frame.change():
        actions.record(people.viewer(cast.kees, Role.BEHEERDER), cast.noor.id, "future.act", clock.now())
    assert "Kees" in client_of(cast.noor).show("/who-looked").text


def test_a_colleague_sees_who_opened_theirs_and_is_asked_nothing_about_lessons(cast, client_of):
    client_of(cast.kees).show(f"/people/{cast.bram.id}")
    page = client_of(cast.bram).show("/who-looked")
    assert "Kees" in page.text
    assert not page.select('a[href="/who-looked?all"], a[href="/messages/new"]')
    assert page.select_one('a[href="/staff/account"]')


def test_one_s_own_changes_are_not_told(cast, client_of):
    amal = client_of(cast.amal)
    amal.send("/more/text-size", size="large")
    assert not amal.show("/who-looked").select("#looks li")


def test_the_page_is_not_open_when_the_phone_is_locked(cast, client_of):
    amal = client_of(cast.amal)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert amal.get("/who-looked").headers["Location"].startswith("/unlock")
