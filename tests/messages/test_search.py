"""Searching in one's own threads, and in nobody else's."""

import pytest

from portal.core import frame
from portal.core.viewer import Role
from portal.messages import actions, inbox_actions, search
from tests.messages.talks import NOW, asked, claimed, cultuurverbinder, rana, say
from tests.people import viewer

WORDS = "وصلتني رسالة من البَلَدية أمس"


@pytest.fixture
def thread(cast):
    made = claimed(cast, cast.amal)
    say(viewer(cast.amal), made, WORDS, 1)
    return made


@pytest.mark.parametrize("wanted", ["رسالة", "البلدية", "البلدية رسالة", "رساله", "امس"])
def test_both_sides_find_it_as_people_type(cast, thread, wanted):
    assert [each.id for each in search.in_asked(viewer(cast.amal), wanted)] == [thread]
    assert [each.id for each in search.in_answered(rana(cast), wanted)] == [thread]


@pytest.mark.parametrize("wanted", ["", " ", "ر", "بلجيكا", "رسالة بلجيكا"])
def test_what_is_not_there_or_too_short_finds_nothing(cast, thread, wanted):
    assert not search.in_asked(viewer(cast.amal), wanted)


def test_nobody_finds_what_is_not_theirs(cast, thread):
    others = (
        viewer(cast.samira),
        viewer(cast.noor),
        cultuurverbinder(cast.tesfay),
        viewer(cast.bram, Role.BEGELEIDER),
        viewer(cast.kees, Role.BEHEERDER),
        viewer(cast.rana, Role.BEGELEIDER),
    )
    for other in others:
        assert not search.in_asked(other, "رسالة")
        assert not search.in_answered(other, "رسالة")
    assert not search.in_asked(rana(cast), "رسالة")


def test_the_pool_is_not_searched(cast):
    asked(cast.amal, WORDS)
    assert not search.in_answered(rana(cast), "رسالة")


def test_who_took_over_does_not_find_what_is_hidden_from_them(cast, thread):
    with frame.change():
        inbox_actions.put_back(rana(cast), thread, "", NOW)
        inbox_actions.claim(rana(cast), thread, NOW)
    assert not search.in_answered(rana(cast), "رسالة")
    with frame.change():
        actions.show_history(viewer(cast.amal), thread, NOW)
    assert search.in_answered(rana(cast), "رسالة")


def test_one_line_for_each_thread_with_the_newest_place(cast, thread):
    say(viewer(cast.amal), thread, f"{'كلمة ' * 40}رسالة ثانية", 2)
    [found] = search.in_asked(viewer(cast.amal), "رسالة")
    assert found.words.startswith("…")
    assert found.words.endswith("رسالة ثانية")


def test_the_pages(cast, thread, client_of):
    for person, base in ((cast.amal, "/messages"), (cast.rana, "/messages/inbox")):
        answer = client_of(person).send(f"{base}/search", 200, at=base, words="البلدية")
        assert f'href="{base}/{thread}"' in answer.text
        nothing = client_of(person).send(f"{base}/search", 200, at=base, words="<b>x")
        assert "&lt;b&gt;x" in nothing.text
