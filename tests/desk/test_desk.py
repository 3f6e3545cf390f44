"""Where staff begin."""

import pytest

from portal.core import clock, frame
from portal.core.viewer import Role
from portal.messages import actions
from portal.messages.models import Topic
from portal.plan import actions as plan
from tests.people import viewer


@pytest.mark.parametrize("who", ["rana", "tesfay", "bram", "ingrid", "kees", "wim"])
def test_each_role_has_a_desk_that_says_when_nothing_waits(cast, client_of, who):
    with frame.change():  # who has no plan waits for their regisseur
        for person in (cast.amal, cast.yonas):
            plan.open_plan(viewer(cast.ingrid, Role.REGISSEUR), person.id, clock.now())
    page = client_of(getattr(cast, who)).show("/desk")
    assert len(page.select("h1")) == 1
    assert page.title.text.startswith(page.h1.text)
    assert page.select_one(".empty")
    assert page.select('main a[href="/more"]')


def test_what_waits_stands_there_with_its_number_for_who_can_do_it(cast, client_of):
    with frame.change():
        for body in ("أ", "ب"):
            actions.ask(viewer(cast.amal), Topic.HOME, body, clock.now())
    [row] = client_of(cast.rana).show("/desk").select('main a[href="/messages/inbox/unclaimed"]')
    assert "2" in row.select_one(".chip").text
    assert client_of(cast.tesfay).show("/desk").select_one(".empty")
    assert client_of(cast.bram).show("/desk").select_one(".empty")


def test_the_links_lead_only_to_pages_that_open(cast, client_of):
    for who in (cast.rana, cast.bram, cast.ingrid, cast.kees):
        client = client_of(who)
        for link in client.show("/desk").select("main a[href]"):
            client.show(link["href"])


def test_a_participant_has_no_desk(cast, client_of):
    client_of(cast.amal).show("/desk", 404)
