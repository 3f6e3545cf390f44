"""A cultuurverbinder who is worried is not alone with it: who is told, who reads what, who is asked how they are."""

import pytest
from sqlalchemy import select

from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role, Viewer
from portal.messages import inbox_actions, offers, worry_actions, worry_queries
from portal.messages.models import WorryKind
from portal.notices import kinds
from portal.notices.models import InboxNotice
from tests.messages.talks import NOW, QUESTION, claimed, rana
from tests.people import viewer

WORDS = "Zij is bang om naar huis te gaan"


@pytest.fixture
def thread(cast):
    made = claimed(cast, cast.amal)
    with frame.change():
        worry_actions.raise_worry(rana(cast), made, WorryKind.VIOLENCE, WORDS, NOW)
    return made


def bram(cast) -> Viewer:
    return viewer(cast.bram, Role.BEGELEIDER)


def told(reader: Viewer) -> list[str]:
    statement = select(InboxNotice.kind).where(InboxNotice.person_id == reader.person_id)
    return list(db.session.scalars(statement.execution_options(scope="test")))


def test_every_begeleider_of_the_municipality_is_told_and_nobody_else(cast, thread):
    assert told(bram(cast)) == ["worry.raised"]
    outsiders = (
        viewer(cast.wim, Role.BEGELEIDER),
        viewer(cast.ingrid, Role.REGISSEUR),
        viewer(cast.kees, Role.BEHEERDER),
        viewer(cast.amal),
    )
    for outsider in outsiders:
        assert "worry.raised" not in told(outsider)
        if outsider.has(Role.BEGELEIDER):
            assert not worry_queries.still_open(outsider)
        else:
            with pytest.raises(NotFound):
                worry_queries.still_open(outsider)
        assert worry_queries.number_open(outsider) == 0
    assert kinds.cannot_wait("worry.raised", {}, NOW), "it rings at night too"


def test_the_begeleider_reads_the_worry_and_whom_it_is_about_but_not_the_thread(cast, thread, client_of):
    page = client_of(cast.bram).show("/messages/worries")
    assert WORDS in page.text
    assert "Amal Haddad" in page.select_one("main").get_text()
    assert QUESTION not in page.text
    assert page.select_one('a[href="tel:112"]')
    client_of(cast.bram).show(f"/messages/inbox/{thread}", status=404)


def test_who_asked_finds_no_word_of_it_anywhere(cast, thread, client_of):
    amal = client_of(cast.amal)
    for path in ("/messages", f"/messages/{thread}", "/notices", "/"):
        assert WORDS not in amal.get(path, follow_redirects=True).text
    assert WORDS not in str(offers.export(cast.amal.id))


def test_one_takes_it_the_volunteer_hears_who_and_afterwards_is_asked_how_they_are(cast, thread, client_of):
    [worry] = worry_queries.still_open(bram(cast))
    with pytest.raises(Refused), frame.change():
        worry_actions.settle(bram(cast), worry.id, NOW)
    client = client_of(cast.bram)
    client.send(f"/messages/worries/{worry.id}/take", at="/messages/worries")
    client.send(f"/messages/worries/{worry.id}/take", at="/messages/worries")
    assert told(rana(cast)).count("worry.taken") == 1
    assert "Bram" in client_of(cast.rana).show(f"/messages/inbox/{thread}/worry").select_one("main").get_text()
    client.send(f"/messages/worries/{worry.id}/settle", at="/messages/worries")
    assert told(rana(cast)).count("worry.settled") == 1
    assert not worry_queries.still_open(bram(cast))


@pytest.mark.parametrize("who", ["wim", "ingrid", "kees", "amal", "rana"])
def test_nobody_else_takes_or_settles_it(cast, thread, who):
    roles = {"wim": Role.BEGELEIDER, "ingrid": Role.REGISSEUR, "kees": Role.BEHEERDER, "rana": Role.CULTUURVERBINDER}
    actor = viewer(getattr(cast, who), *([roles[who]] if who in roles else []))
    [worry] = worry_queries.still_open(bram(cast))
    for act in (worry_actions.take, worry_actions.settle):
        with pytest.raises(NotFound), frame.change():
            act(actor, worry.id, NOW)


@pytest.mark.parametrize("who", ["amal", "tesfay", "bram"])
def test_only_who_answers_raises_it(cast, who):
    made = claimed(cast, cast.amal)
    actor = viewer(getattr(cast, who), *([Role.CULTUURVERBINDER] if who == "tesfay" else []))
    with pytest.raises(NotFound), frame.change():
        worry_actions.raise_worry(actor, made, WorryKind.CHILD, WORDS, NOW)


def test_it_stays_after_the_thread_is_handed_back_and_goes_when_the_person_is_erased(cast, thread):
    with frame.change():
        inbox_actions.put_back(rana(cast), thread, "", NOW)
    assert worry_queries.number_open(bram(cast)) == 1
    with frame.change():
        offers.erase(cast.amal.id)
    assert worry_queries.number_open(bram(cast)) == 0


def test_the_form_asks_for_kind_and_words(cast, client_of):
    made, client = claimed(cast, cast.amal), client_of(cast.rana)
    client.send(f"/messages/inbox/{made}/worry", 422, at=f"/messages/inbox/{made}/worry", words="")
    client.send(f"/messages/inbox/{made}/worry", at=f"/messages/inbox/{made}/worry", kind="threat", words=WORDS)
    assert worry_queries.number_open(bram(cast)) == 1
