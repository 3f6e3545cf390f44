"""The first page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine

from portal.core import frame, when
from portal.core.i18n import using
from portal.schedule import actions
from portal.schedule.models import MeetingKind
from portal.today import queries
from tests import people
from tests.pages import PageClient
from tests.people import Cast
from tests.schedule.meetings import NOW, at, counted_queries, planned, regisseur

Clients = Callable[..., PageClient]
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("clock", "said"),
    [("00:00", "Hello"), ("05:59", "Hello"), ("06:00", "Good morning"), ("12:00", "Good afternoon"),
     ("17:59", "Good afternoon"), ("18:00", "Good evening"), ("23:59", "Good evening")],
)  # fmt: skip
@pytest.mark.parametrize("on", [TODAY, date(2026, 10, 25), date(2027, 3, 28)])
def test_the_greeting_goes_by_the_dutch_clock(clock: str, said: str, on: date):
    assert queries.greeting(at(on, clock)).startswith(said)


@pytest.mark.parametrize("name", ["amal", "yonas", "noor"])
def test_the_next_thing_is_shown_in_each_language(cast: Cast, client_of: Clients, name: str):
    person = getattr(cast, name)
    meeting = planned(cast, at(TODAY + timedelta(days=1), "14:30"), person)
    with time_machine.travel(NOW, tick=False):
        page = client_of(person).show("/")
    assert page.html is not None
    assert page.html["lang"] == person.language
    card = page.select_one("article.card")
    assert card is not None
    assert [time.text for time in card.select("time.time")] == ["14:30"]
    with using(person.language) as language:
        assert when.relative_day(language.code, TODAY + timedelta(days=1), TODAY) in card.text
        assert language.when.part_of_day(at(TODAY, "14:30")) in card.text
    assert bool(card.select_one(".dutch")) == (person.language != "nl")
    assert card.select_one("svg.clock.day")
    assert card.select(f'a[href="/schedule/{meeting}"]')
    assert card.select('a[href^="https://www.openstreetmap.org/search?query=Hutteweg"]')
    heading = page.select_one("h1")
    assert heading is not None
    assert person.first_name in heading.text


def test_what_follows_stands_under_it_and_no_more_than_two(cast: Cast, client_of: Clients):
    for day in range(1, 6):
        planned(cast, at(TODAY + timedelta(days=day), "09:00"), cast.noor)
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.noor).show("/")
    assert len(page.select("a.slot")) == 2


def test_a_cancelled_lesson_is_not_the_next_thing_but_is_not_hidden(cast: Cast, client_of: Clients):
    cancelled = planned(cast, at(TODAY, "14:00"), cast.noor)
    ahead = planned(cast, at(TODAY, "16:00"), cast.noor)
    with frame.change():
        actions.cancel_meeting(regisseur(cast.ingrid), cancelled, NOW)
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.noor).show("/")
    card = page.select_one("article.card")
    assert card is not None
    assert card.select(f'a[href="/schedule/{ahead}"]')
    assert [row["href"] for row in page.select("a.slot.off")] == [f"/schedule/{cancelled}"]


def test_what_has_begun_stays_until_it_is_over(cast: Cast):
    planned(cast, at(TODAY, "08:00"), cast.amal, ends_at=at(TODAY, "10:00"))
    viewer = people.viewer(cast.amal)
    going_on = queries.today(viewer, at(TODAY, "09:59"))
    assert going_on.has_begun
    assert going_on.following is not None
    assert queries.today(viewer, at(TODAY, "10:00")).following is None


def test_nothing_of_somebody_else_is_shown(cast: Cast, client_of: Clients):
    planned(cast, at(TODAY, "14:00"), cast.yonas, kind=MeetingKind.INTAKE)
    with time_machine.travel(NOW, tick=False):
        for other in (cast.amal, cast.samira):
            page = client_of(other).show("/")
            assert not page.select('a[href^="/schedule/"]')
            assert page.select_one(".empty")


def test_whom_to_ask_is_on_the_page_with_a_number(cast: Cast, client_of: Clients):
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.amal).show("/")
        lonely = client_of(cast.samira).show("/")
    assert [name.text for name in page.select(".person .name")] == ["Ingrid", "Bram", "Rana"]
    assert len(page.select('.person a[href="tel:+31612345678"]')) == 3
    assert [name.text for name in lonely.select(".person .name")] == ["Rana"]


def test_a_new_appointment_is_news(cast: Cast, client_of: Clients):
    with time_machine.travel(NOW, tick=False):
        meeting = planned(cast, at(TODAY, "14:00"), cast.amal)
        page = client_of(cast.amal).show("/")
    assert [row for row in page.select("a.row") if str(meeting) in row["href"] or "notices" in row["href"]]


def test_the_page_costs_the_same_whatever_is_planned(cast: Cast, client_of: Clients):
    costs = []
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.noor)
        client.show("/")
        for meetings in (5, 495):
            for number in range(meetings):
                planned(cast, at(TODAY, "10:00") + timedelta(minutes=number), cast.noor)
            with counted_queries() as sent:
                client.show("/")
            costs.append(len(sent))
    assert costs[0] == costs[1] <= 25


def test_staff_begin_where_their_work_is(cast: Cast, client_of: Clients):
    for worker in (cast.bram, cast.ingrid, cast.kees, cast.rana):
        client = client_of(worker)
        response = client.get("/")
        assert response.status_code == 303
        assert response.headers["Location"] != "/"
        assert client.get(response.headers["Location"]).status_code == 200


def test_a_stranger_is_led_to_the_door(app, client_of: Clients):
    response = client_of().get("/")
    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in"
