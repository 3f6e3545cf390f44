"""The inbox: one's own, by day, read on request."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import update

from portal.core import frame, outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.notices import actions, offers, queries
from portal.notices.models import InboxNotice
from portal.notices.queries import PAGE_LENGTH
from tests import people
from tests.announcements.board import counted

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}

KIND = "announcements.new-contact"
"""Any block with one blank will do; that it is of a room above does not matter here."""


@pytest.fixture(autouse=True)
def _on_a_tuesday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


def tell(person, name="Selam", link="/more", number=1):
    with frame.change():
        for _ in range(number):
            outbox.put(Notice(person.id, KIND, {"name": name}, link))


def newest(person):
    return queries.inbox(people.viewer(person)).days[0][1][0]


@pytest.mark.parametrize("name", ["amal", "yonas", "noor", "bram"])
def test_each_has_an_inbox_in_their_own_language(cast, client_of, name):
    person = getattr(cast, name)
    tell(person)
    page = client_of(person).show("/notices")
    assert page.html["lang"] == person.language
    assert page.select_one(".row.unread bdi").get_text() == "Selam"
    assert page.select_one(".row.unread .chip").get_text(strip=True)


def test_the_hour_under_a_notice_says_that_it_is_when_it_came(cast, client_of):
    for person, word in ((cast.noor, "Ontvangen"), (cast.amal, "وصل"), (cast.yonas, "ዝበጽሓሉ")):
        tell(person)
        assert client_of(person).show("/notices").select_one(".row .words > .second").get_text().startswith(word)


def test_the_inbox_is_grouped_by_the_days_of_the_netherlands(cast, client_of):
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    for at in (late, late + timedelta(hours=1), NOW):
        with time_machine.travel(at, tick=False):
            tell(cast.amal)
    days = [(day.day, len(items)) for day, items in queries.inbox(people.viewer(cast.amal)).days]
    assert days == [(24, 2), (23, 1)]


def test_looking_writes_nothing(cast, client_of):
    tell(cast.amal)
    phone = client_of(cast.amal)
    phone.show("/notices")
    phone.show(newest(cast.amal).path)
    assert newest(cast.amal).unread


def test_opening_without_scripts_marks_it_read_and_leads_to_the_thing(cast, client_of):
    tell(cast.amal, link="/language")
    phone, path = client_of(cast.amal), newest(cast.amal).path
    form = phone.show(path).select_one("main form")
    assert phone.send(form["action"], at=path).headers["Location"] == "/language"
    assert not newest(cast.amal).unread
    assert not phone.show("/notices").select(".row.unread")


def test_opening_with_htmx_leads_on_by_itself_once(cast, client_of):
    tell(cast.amal, link="/language")
    phone, path = client_of(cast.amal), newest(cast.amal).path
    form = phone.show(path).select_one("main form")
    assert form["hx-trigger"] == "load"
    token = form.select_one("input[name=csrf_token]")["value"]
    answer = phone.post(form["hx-post"], data={"csrf_token": token}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/language"
    assert "hx-trigger" not in phone.show(path).select_one("main form").attrs, "going back does not lead forward"


def test_a_notice_that_leads_nowhere_stays_to_be_read(cast, client_of):
    tell(cast.amal, link="")
    phone, path = client_of(cast.amal), newest(cast.amal).path
    form = phone.show(path).select_one("main form")
    assert "hx-trigger" not in form.attrs
    assert phone.send(form["action"], at=path).headers["Location"] == "/notices"
    assert not newest(cast.amal).unread


def test_all_can_be_marked_as_read_and_only_ones_own(cast, client_of):
    tell(cast.amal, number=3)
    tell(cast.noor)
    phone = client_of(cast.amal)
    phone.send("/notices/read", at="/notices")
    assert queries.unread_count(people.viewer(cast.amal)) == 0
    assert queries.unread_count(people.viewer(cast.noor)) == 1
    assert not phone.show("/notices").select("form[action='/notices/read']")


def test_a_notice_of_somebody_else_does_not_exist(cast, client_of):
    tell(cast.amal)
    notice = newest(cast.amal)
    for person in (cast.noor, cast.samira, cast.bram):
        phone = client_of(person)
        phone.show(notice.path, status=404)
        phone.send(f"{notice.path}/open", status=404)
        phone.show(f"/notices?before={notice.id}", status=404)
    assert newest(cast.amal).unread


def test_paging_shows_each_once_though_they_came_together(cast):
    tell(cast.amal, number=PAGE_LENGTH + 5)
    amal = people.viewer(cast.amal)
    first = queries.inbox(amal)
    second = queries.inbox(amal, first.older)
    seen = {item.id for _, items in (*first.days, *second.days) for item in items}
    assert len(seen) == PAGE_LENGTH + 5
    assert second.older is None


def test_five_hundred_cost_as_many_questions_as_five(cast, client_of):
    costs = []
    for number in (5, 495):
        tell(cast.amal, number=number)
        phone = client_of(cast.amal)
        with counted() as statements:
            phone.show("/notices")
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 8


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "%(name)s", "\u202egnp.exe"])
def test_what_is_filled_in_stays_text_and_keeps_its_direction(cast, client_of, hostile):
    tell(cast.amal, name=hostile)
    page = client_of(cast.amal).show("/notices")
    assert page.select_one(".row bdi").get_text() == hostile
    assert not page.select("main script")


def test_unread_notices_are_news_that_lead_to_where_they_are_marked(cast):
    for number in range(9):
        tell(cast.amal, link=f"/more/{number}")
    (first, *others) = offers.news(people.viewer(cast.amal))
    assert first.url == newest(cast.amal).path
    assert len(others) == 4


def test_what_was_said_twice_is_news_once_and_read_at_once(cast):
    for name, link in (("Selam", "/here"), ("Selam", "/there"), ("Hiwet", "/here"), ("Selam", "/here")):
        with time_machine.travel(NOW + timedelta(seconds=queries.unread_count(people.viewer(cast.amal))), tick=False):
            tell(cast.amal, name=name, link=link)
    tell(cast.noor, link="/here")
    amal = people.viewer(cast.amal)
    assert [(item.link, "Hiwet" in item.words) for item in queries.news(amal)] == [
        ("/here", False), ("/here", True), ("/there", False),
    ]  # fmt: skip
    with frame.change():
        actions.mark_read(amal, queries.news(amal)[0].id, NOW + timedelta(hours=1))
    assert [(item.link, "Hiwet" in item.words) for item in queries.news(amal)] == [("/here", True), ("/there", False)]
    assert queries.unread_count(amal) == 2
    assert queries.unread_count(people.viewer(cast.noor)) == 1


def test_a_thing_seen_in_another_way_is_no_longer_new(cast):
    tell(cast.amal, link="/here")
    tell(cast.amal, link="/there")
    tell(cast.noor, link="/here")
    with frame.change():
        actions.seen(people.viewer(cast.amal), "/here", NOW)
    assert queries.unread_count(people.viewer(cast.amal)) == 1
    assert queries.unread_count(people.viewer(cast.noor)) == 1


def test_the_hour_of_the_first_reading_stays(cast):
    tell(cast.amal)
    notice, amal = newest(cast.amal), people.viewer(cast.amal)
    for hours in (1, 5):
        with frame.change():
            actions.mark_read(amal, notice.id, NOW + timedelta(hours=hours))
    (told,) = offers.export(cast.amal.id)["notices"]
    assert told["read_at"] == (NOW + timedelta(hours=1)).isoformat()


def test_a_notice_with_wrong_blanks_is_refused_with_its_change(cast):
    with pytest.raises(ValueError, match="other blanks"), frame.change():
        outbox.put(Notice(cast.amal.id, KIND, {"nobody": "x"}))
    assert queries.unread_count(people.viewer(cast.amal)) == 0


def test_erase_forgets(cast):
    tell(cast.amal)
    tell(cast.noor)
    with frame.change():
        offers.erase(cast.amal.id)
    assert offers.export(cast.amal.id) == {"notices": []}
    assert len(offers.export(cast.noor.id)["notices"]) == 1


def test_a_notice_cannot_move_over_the_wall(cast):
    tell(cast.amal)
    statement = update(InboxNotice).values(municipality_id=cast.doetinchem.id).execution_options(scope="test")
    with pytest.raises(Exception, match=r"(?i)foreign key"), frame.change():
        db.session.execute(statement)
