"""Composing on a phone: a sentence that is ready, its blanks, a look in three languages, and half a minute to undo."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from portal import worker
from portal.announcements import composing, staff_queries
from portal.announcements.models import Announcement, State
from portal.core import clock
from portal.core.db import db
from portal.core.i18n import LANGUAGES, using
from portal.texts import blocks
from tests.announcements.board import NOW, begeleider

PATH = "/announcements/sent/new/announcements.no-lesson"
TYPED = {"day": "2026-11-27", "time": "09:00", "place": "DRU, Ulft", "to": "everybody"}


@pytest.fixture(autouse=True)
def traveller():
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def stored(*states):
    db.session.close()
    statement = select(func.count()).select_from(Announcement).where(Announcement.state.in_(states or list(State)))
    return db.session.scalar(statement.execution_options(scope="system: test"))


def send(bram, **typed):
    page = bram.send(PATH, 200, at=PATH, **{**TYPED, **typed})
    key = page.text.split('name="once_key" value="')[1].split('"')[0]
    return {"send": "1", "once_key": key, **TYPED, **typed}


def test_it_is_seen_in_three_languages_and_read_by_everybody_within_a_minute(app, cast, client_of, traveller):
    bram, amal, yonas = client_of(cast.bram), client_of(cast.amal), client_of(cast.yonas)
    bram.show("/announcements/sent/new")
    preview = BeautifulSoup(bram.send(PATH, 200, at=PATH, **TYPED).text, "html5lib").get_text()
    for words in ("Geen les op vrijdag 27 november", "لا يوجد درس يوم الجمعة 27 تشرين الثاني", "ዓርቢ 27 ሕዳር"):
        assert words in preview
    assert "3 deelnemers" in preview
    assert "Amal Haddad" in preview
    assert not stored(), "a look stores nothing"
    bram.send(PATH, at=PATH, **send(bram))
    assert "Ongedaan maken" in bram.show("/announcements/sent").text
    worker.send_announcements(app)
    assert "27" not in amal.show("/announcements").select_one("main").text
    traveller.shift(timedelta(seconds=31))
    worker.send_announcements(app)
    assert "لا يوجد درس يوم الجمعة 27 تشرين الثاني" in amal.show("/announcements").select_one("main").text
    assert "ዓርቢ 27 ሕዳር" in yonas.show("/announcements").select_one("main").text


def test_the_worker_is_woken_when_half_a_minute_is_over_and_not_before(cast, client_of, traveller, queue):
    bram = client_of(cast.bram)
    bram.send(PATH, at=PATH, **send(bram))
    job = queue.dequeue()
    assert not queue.ready_to_run(job)
    traveller.shift(timedelta(seconds=30))
    assert queue.ready_to_run(job)
    queue.execute(job)
    assert stored(State.SENT) == 1


def test_what_is_undone_in_time_reaches_nobody_and_can_go_out_after_all(app, cast, client_of, traveller):
    bram, amal = client_of(cast.bram), client_of(cast.amal)
    bram.send(PATH, at=PATH, **send(bram))
    (item,) = staff_queries.waiting(begeleider(cast.bram))
    bram.send(f"/announcements/sent/{item.id}/undo", at="/announcements/sent")
    traveller.shift(timedelta(minutes=5))
    worker.send_announcements(app)
    assert stored(State.APPROVED) == 1
    bram.show(f"/announcements/sent/{item.id}", status=404)
    assert "27" not in amal.show("/announcements").select_one("main").text
    bram.send(f"/announcements/sent/{item.id}/again", at="/announcements/sent")
    traveller.shift(timedelta(seconds=31))
    worker.send_announcements(app)
    bram.send(f"/announcements/sent/{item.id}/undo", at="/announcements/sent")
    assert stored(State.SENT) == 1, "too late to undo"
    page = bram.show(f"/announcements/sent/{item.id}")
    assert {each["lang"] for each in page.select("main [lang]")} == set(LANGUAGES)
    client_of(cast.wim).show(f"/announcements/sent/{item.id}", status=404)
    bram.send(f"/announcements/sent/{item.id}/take-back", at="/announcements/sent")
    assert stored(State.WITHDRAWN) == 1
    assert "لا يوجد درس" not in amal.show(f"/announcements/{item.id}").select_one("main").text


def test_a_form_sent_twice_makes_one_announcement(cast, client_of):
    bram = client_of(cast.bram)
    fields = send(bram)
    for _ in range(2):
        bram.send(PATH, at=PATH, **fields)
    assert stored() == 1


def test_it_reaches_only_who_it_is_for(app, cast, client_of, traveller):
    bram = client_of(cast.bram)
    bram.send(PATH, at=PATH, **send(bram, to="ti"))
    traveller.shift(timedelta(seconds=31))
    worker.send_announcements(app)
    assert "ዓርቢ 27 ሕዳር" in client_of(cast.yonas).show("/announcements").select_one("main").text
    for person in (cast.amal, cast.noor, cast.samira):
        assert "27" not in client_of(person).show("/announcements").select_one("main").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": ""}, "Vul dit in."),
        ({"day": "morgen"}, "Schrijf de datum als dag, maand en jaar"),
        ({"day": "2026-11-23"}, "Deze dag is voorbij."),
        ({"time": "25:00"}, "Dit is geen tijd."),
        ({"place": "x" * 81}, "De tekst is te lang."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_the_rest_stays(cast, client_of, typed, says):
    answer = client_of(cast.bram).send(PATH, 422, at=PATH, send="1", **{**TYPED, **typed}).text
    assert says in answer
    for name, value in {**TYPED, **typed}.items():
        assert name == "to" or f'value="{value}"' in answer
    assert not stored()


def test_a_day_and_an_hour_are_taken_as_dutch_people_write_them():
    composed = composing.read("announcements.no-lesson", {"day": "27 november 2026", "time": "9.30", "place": "DRU"})
    assert composed.valid
    assert composed.values == {"day": "2026-11-27", "time": "2026-11-27T08:30:00+00:00", "place": "DRU"}
    assert composed.expires_at == datetime.fromisoformat("2026-11-27T23:00:00+00:00")


def test_an_end_comes_after_its_beginning():
    typed = {"day": "2026-11-27", "start": "11:00", "end": "10:00", "place": "DRU", "organisation": "VluchtelingenWerk"}
    (wrong,) = [each.name for each in composing.read("announcements.open-hour", typed).fields if each.error]
    assert wrong == "end"


@pytest.mark.parametrize("key", composing.READY)
def test_every_sentence_that_can_be_chosen_can_be_said_in_every_language(app, key):
    typed = {"day": "2026-12-04", "first": "2026-12-01", "last": "2026-12-04", "until": "2026-12-02", "places": "3"}
    typed |= {"time": "9:00", "old_time": "8:30", "start": "9:00", "end": "10:00"}
    typed |= dict.fromkeys(("place", "room", "old_room", "sender", "excursion", "organisation"), "DRU")
    composed = composing.read(key, typed)
    assert composed.valid
    said = set()
    for code in LANGUAGES:
        with using(code):
            said.add(blocks.say(*composed.title) + blocks.say(*composed.details))
    assert len(said) == len(LANGUAGES)
    assert not [words for words in said if "%" in words]


def test_nobody_else_announces(cast, client_of):
    for person in (cast.amal, cast.rana, cast.kees):
        client_of(person).send(PATH, 404, send="1", **TYPED)
    bram = client_of(cast.bram)
    bram.send(PATH, at=PATH, **send(bram))
    (item,) = staff_queries.waiting(begeleider(cast.bram))
    for act in ("undo", "again", "take-back"):
        client_of(cast.wim).send(f"/announcements/sent/{item.id}/{act}", 404)
    assert stored(State.QUEUED) == 1
    assert clock.today() == date(2026, 11, 24)
