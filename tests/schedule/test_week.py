"""The week of a participant, and the page of one meeting."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup

from portal.core import frame, when
from portal.core.errors import NotFound
from portal.schedule import actions, weeks
from portal.schedule.models import Attendance, MeetingKind
from portal.texts import actions as texts
from tests import people
from tests.pages import PageClient
from tests.people import Cast
from tests.schedule.meetings import NOW, at, counted_queries, planned, regisseur

Clients = Callable[..., PageClient]
TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


def shown_week(cast: Cast, monday: date, now: datetime = NOW) -> weeks.Week:
    return weeks.week(people.viewer(cast.amal), monday, now)


def begins(week: weeks.Week) -> list[list[str]]:
    """The clock times of each day, Monday first."""
    return [[when.time(each.starts_at) for each in day.coming] for day in week.days]


@pytest.mark.parametrize("monday", [date(2026, 10, 19), date(2026, 10, 26), date(2027, 3, 22), date(2027, 3, 29)])
def test_a_weekly_lesson_keeps_its_clock_time_over_a_clock_change(cast: Cast, monday: date):
    for day in range(7):
        planned(cast, at(monday + timedelta(days=day), "09:00"), cast.amal)
    week = shown_week(cast, monday, now=when.instant(monday, datetime.min.time()))
    assert begins(week) == [["9:00"]] * 7


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)])
def test_the_first_and_last_minutes_of_a_week_belong_to_it(cast: Cast, sunday: date):
    monday = when.week_of(sunday)
    for on, clock in (
        (monday - timedelta(days=1), "23:59"),
        (monday, "00:00"),
        (sunday, "23:59"),
        (sunday + timedelta(days=1), "00:00"),
    ):
        planned(cast, at(on, clock), cast.amal, ends_at=at(on, clock) + timedelta(minutes=30))
    assert begins(shown_week(cast, monday)) == [["0:00"], [], [], [], [], [], ["23:59"]]


def test_a_week_holds_what_one_is_invited_to_and_nothing_else(cast: Cast):
    planned(cast, at(TODAY, "14:00"), cast.yonas)
    planned(cast, at(TODAY, "15:00"), cast.amal, cast.yonas)
    assert begins(shown_week(cast, MONDAY)) == [[], ["15:00"], [], [], [], [], []]


def test_days_that_are_over_are_put_away_and_today_always_stands_there(cast: Cast):
    planned(cast, at(MONDAY, "09:00"), cast.amal)
    planned(cast, at(MONDAY + timedelta(days=3), "09:00"), cast.amal)
    week = shown_week(cast, MONDAY)
    assert [day.on for day in week.earlier] == [MONDAY]
    assert [day.on for day in week.shown] == [TODAY, MONDAY + timedelta(days=3)]
    assert shown_week(cast, MONDAY - timedelta(weeks=1)).shown == []


def test_the_next_thing_is_on_now_or_ahead_and_not_cancelled(cast: Cast):
    planned(cast, at(TODAY, "07:00"), cast.amal, ends_at=at(TODAY, "08:00"))
    cancelled = planned(cast, at(TODAY, "10:00"), cast.amal)
    going_on = planned(cast, at(TODAY, "08:30"), cast.amal)
    with frame.change():
        actions.cancel_meeting(regisseur(cast.ingrid), cancelled, NOW)
    following = shown_week(cast, MONDAY).following
    assert following is not None
    assert following.url == f"/schedule/{going_on}"
    later = shown_week(cast, MONDAY, now=at(TODAY, "12:00"))
    assert later.following is None


def test_a_week_with_nothing_left_names_what_comes_after_it(cast: Cast):
    planned(cast, at(date(2027, 1, 4), "09:00"), cast.amal)
    week = shown_week(cast, MONDAY)
    assert week.follows_later
    assert week.following is not None


@pytest.mark.parametrize(
    ("written", "monday"),
    [
        (None, MONDAY),
        ("2026-W48", MONDAY),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("2023-W01", date(2023, 1, 2)),
    ],
)
def test_a_written_week_is_found(written: str | None, monday: date):
    assert weeks.parsed(written, TODAY) == monday
    assert weeks.parsed(weeks.name(monday), TODAY) == monday


@pytest.mark.parametrize(
    "written",
    ["", "2026-48", "2026-W00", "2025-W53", "2026-W54", "0000-W01", "9999-W52", "2020-W01", "2029-W01",
     "٢٠٢٦-W48", "2026-W48\n", "2026-W48; --", "x"],
)  # fmt: skip
def test_what_is_no_week_or_far_off_is_not_there(written: str):
    with pytest.raises(NotFound):
        weeks.parsed(written, TODAY)


def test_weeks_lead_on_to_each_other_as_far_as_they_go(cast: Cast):
    week = shown_week(cast, MONDAY)
    assert (week.previous_week, week.next_week) == ("2026-W47", "2026-W49")
    last = weeks.week(people.viewer(cast.amal), MONDAY + weeks.AHEAD, NOW)
    assert last.next_week is None
    first = weeks.week(people.viewer(cast.amal), MONDAY - weeks.BACK, NOW)
    assert first.previous_week is None


def test_a_week_costs_the_same_whatever_is_in_it(cast: Cast, client_of: Clients):
    costs = []
    client = client_of(cast.amal)
    with time_machine.travel(NOW, tick=False):
        client.become(cast.amal)
        for meetings in (5, 495):
            with frame.change():
                title = texts.write(None, {"nl": "Spreken", "ar": "محادثة", "ti": "ምዝራብ"}, NOW)
            for number in range(meetings):
                planned(cast, at(TODAY, "10:00") + timedelta(minutes=number), cast.amal, title_id=title)
            with counted_queries() as sent:
                page = client.show("/schedule")
            costs.append(len(sent))
    assert len(page.select("a.slot")) == 500
    assert costs[0] == costs[1] <= 8


@pytest.mark.parametrize("name", ["amal", "yonas", "noor"])
def test_the_week_and_a_meeting_are_shown_in_each_language(cast: Cast, client_of: Clients, name: str):
    person = getattr(cast, name)
    with frame.change():
        bring = texts.from_block("schedule.bring.book", municipality_id=person.municipality_id)
        about = texts.write(None, {"nl": "Over **werk**.", "ar": "عن **العمل**.", "ti": "ብዛዕባ **ስራሕ**።"}, NOW)
        words = {"nl": "Spreekles", "ar": "درس محادثة", "ti": "ትምህርቲ ምዝራብ"}
        title = texts.write(None, words, NOW)
    meeting = planned(
        cast,
        at(TODAY, "14:00"),
        person,
        title_id=title,
        bring_id=bring,
        about_id=about,
        leader_id=cast.bram.id,
        interpreter="ti",
        childcare=True,
    )
    with time_machine.travel(NOW, tick=False):
        client = client_of(person)
        week = client.show("/schedule?week=2026-W48")
        page = client.show(f"/schedule/{meeting}")
    slot = week.select_one("a.slot")
    assert slot is not None
    assert slot["href"] == f"/schedule/{meeting}"
    assert words[person.language] in slot.text
    assert "14:00" in slot.text
    assert heading(page) == words[person.language]
    assert page.html is not None
    assert page.html["lang"] == person.language
    assert "DRU Cultuurfabriek" in page.text
    assert "lokaal 4" in page.text
    assert page.select_one('a[href="tel:+31612345678"]')
    route = page.select_one('a[href^="https://www.openstreetmap.org/search?query=Hutteweg"]')
    assert route is not None
    assert route["rel"] == ["noreferrer"]
    assert page.select_one(".prose strong")
    assert "ትግርኛ" in page.text


def heading(page: BeautifulSoup) -> str:
    first = page.select_one("h1")
    assert first is not None
    return first.text.strip()


def test_a_cancelled_meeting_is_struck_and_says_why(cast: Cast, client_of: Clients):
    meeting = planned(cast, at(TODAY, "14:00"), cast.noor)
    with frame.change():
        why = texts.from_block("schedule.because.ill", municipality_id=cast.noor.municipality_id)
        actions.cancel_meeting(regisseur(cast.ingrid), meeting, NOW, because_id=why)
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.noor)
        slot = client.show("/schedule").select_one("a.slot.off")
        page = client.show(f"/schedule/{meeting}")
    assert slot is not None
    assert slot.select_one(".kind-danger")
    banner = page.select_one(".banner.kind-danger")
    assert banner is not None
    assert len(banner.select("p")) == 2


def test_a_moved_meeting_says_when_it_was(cast: Cast, client_of: Clients):
    meeting = planned(cast, at(TODAY, "14:00"), cast.noor)
    with frame.change():
        new = at(TODAY, "16:00")
        actions.move_meeting(regisseur(cast.ingrid), meeting, new, new + timedelta(hours=1), NOW)
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.noor).show(f"/schedule/{meeting}")
    assert "14:00" in page.select("s")[1].text
    assert page.select("time.time")[0].text == "16:00"


@pytest.mark.parametrize("held", [{"by_phone": True}, {"at_home": True}, {"online_link": "https://overleg.example/1"}])
def test_a_meeting_without_a_place_says_where_it_is(cast: Cast, client_of: Clients, held: dict[str, Any]):
    meeting = planned(cast, at(TODAY, "14:00"), cast.amal, kind=MeetingKind.PROGRESS_TALK, room="", **held)
    with time_machine.travel(NOW, tick=False):
        client = client_of(cast.amal)
        page = client.show(f"/schedule/{meeting}")
        client.show("/schedule")
    assert not page.select('a[href*="openstreetmap"]')
    assert bool(page.select('a[href="https://overleg.example/1"]')) == ("online_link" in held)


def test_without_a_leader_with_a_number_ones_own_contacts_are_named(cast: Cast, client_of: Clients):
    meeting = planned(cast, at(TODAY, "14:00"), cast.amal, host="Graafschap College")
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.amal).show(f"/schedule/{meeting}")
    assert "Graafschap College" in page.text
    assert [name.text for name in page.select(".person .name")][1:3] == ["Ingrid", "Bram"]


def test_the_meeting_of_somebody_else_is_not_there(cast: Cast, client_of: Clients):
    meeting = planned(cast, at(TODAY, "14:00"), cast.yonas)
    with time_machine.travel(NOW, tick=False):
        for other in (cast.amal, cast.samira, cast.bram, cast.rana):
            client_of(other).show(f"/schedule/{meeting}", status=404)
        client_of(cast.yonas).show(f"/schedule/{uuid4()}", status=404)
        client_of(cast.yonas).show("/schedule?week=2026-W99", status=404)
        client_of(cast.bram).show("/schedule", status=404)


def test_ones_own_attendance_is_told_kindly(cast: Cast, client_of: Clients):
    meeting = planned(cast, at(MONDAY, "09:00"), cast.noor)
    with frame.change():
        actions.mark_attendance(regisseur(cast.ingrid), meeting, cast.noor.id, Attendance.ABSENT, NOW)
    with time_machine.travel(NOW, tick=False):
        page = client_of(cast.noor).show(f"/schedule/{meeting}")
    assert page.select_one(".card .line")
    assert not page.select(".card .line use[href$='#circle-check']"), "a tick is for who was there"
