"""The pages of excursions, as people see and use them."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from sqlalchemy import event, select

from portal.core import frame, when
from portal.core.db import db
from portal.excursions import actions, queries
from portal.excursions.models import Attendance, Signup, SignupState
from tests.excursions.outings import DEPARTS, NOW, TITLE, an_excursion, begeleider
from tests.people import viewer

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
DIRECTIONS = {"amal": "rtl", "yonas": "ltr", "noor": "ltr"}


@pytest.fixture(autouse=True)
def the_hour():
    with time_machine.travel(NOW, tick=False):
        yield


def sign_up(person, excursion):
    with frame.change():
        actions.sign_up(viewer(person), excursion, NOW)


def standing(person, excursion):
    db.session.rollback()
    return queries.excursion(viewer(person), excursion, NOW).standing


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = page.select(selector)
    return found


def token(page: BeautifulSoup) -> str:
    return str(page.select("input[name=csrf_token]")[0]["value"])


def once_key(page: BeautifulSoup) -> str:
    return str(one(page, "input[name=once_key]")["value"])


@pytest.mark.parametrize("name", DIRECTIONS)
def test_the_pages_speak_the_language_of_the_reader(cast, client_of, name):
    reader = getattr(cast, name)
    excursion = an_excursion(cast, companion_id=cast.bram.id, childcare_places=2)
    client = client_of(reader)
    for path in ("/excursions", f"/excursions/{excursion}"):
        page = client.show(path)
        assert one(page, "html")["lang"] == reader.language
        assert one(page, "html")["dir"] == DIRECTIONS[name]
        assert len(page.select("h1")) == 1
        assert TITLE[reader.language] in one(page, "main").text
        assert not [other for code, other in TITLE.items() if code != reader.language and other in one(page, "h1").text]


def test_the_list_shows_my_hours_my_sign_ups_what_else_is_coming_and_where_i_was(cast, client_of):
    mine, other, been = an_excursion(cast), an_excursion(cast, capacity=6), an_excursion(cast, minutes=270)
    for excursion in (mine, been):
        sign_up(cast.noor, excursion)
    with frame.change():
        actions.mark_attendance(begeleider(cast.bram), been, cast.noor.id, Attendance.PRESENT, DEPARTS)
    page = client_of(cast.noor).show("/excursions")
    bar = one(page, "progress")
    assert (bar["value"], bar["max"]) == ("4.5", "12")
    links = [a["href"] for a in page.select("main .rows a")]
    assert links.count(f"/excursions/{mine}") == links.count(f"/excursions/{other}") == 1
    assert f"/excursions/{been}" in links


def test_an_excursion_says_when_where_what_to_bring_and_whom_to_call(cast, client_of):
    excursion = an_excursion(cast, companion_id=cast.bram.id)
    page = client_of(cast.noor).show(f"/excursions/{excursion}")
    words = one(page, "main").text
    for fact in ("8:45", "9:30", "12:45", "Station Terborg", "Gemeentehuis", "Uw identiteitskaart", "Bram"):
        assert fact in words
    maps = [a["href"] for a in page.select('a[href^="https://www.openstreetmap.org/"]')]
    assert len(maps) == 2
    assert "Stationsweg%201" in maps[0]
    assert page.select_one('a[href="tel:+31612345678"]')


def test_without_scripts_one_signs_up_and_off_by_forms(cast, client_of):
    excursion = an_excursion(cast, childcare_places=3)
    client, url = client_of(cast.amal), f"/excursions/{excursion}"
    key = once_key(client.show(url))
    wishes = {"once_key": key, "children": "2", "needs": ["transport", "food"]}
    answer = client.send(f"{url}/sign-up", at=url, **wishes)
    assert answer.location == url
    signup = db.session.scalars(select(Signup).execution_options(scope="test")).one()
    assert (signup.state, signup.children) == (SignupState.SIGNED_UP, 2)
    assert (signup.needs_transport, signup.needs_wheelchair, signup.needs_food) == (True, False, True)
    page = client.show(url)
    assert [form["action"] for form in page.select("#place form")] == [f"{url}/sign-off"]
    assert client.send(f"{url}/sign-off", at=url).location == url
    assert not standing(cast.amal, excursion).signed_up
    assert client.show(url).select_one("#notices .kind-health"), "it says that it is done"
    assert not client.show(url).select("#notices .kind-health"), "once"


def test_with_htmx_signing_off_says_on_the_spot_that_it_is_done(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    client, url = client_of(cast.amal), f"/excursions/{excursion}"
    form = one(client.show(url), "#place details form")
    response = client.post(str(form["hx-post"]), data={"csrf_token": token(client.show(url))}, headers=HTMX)
    part = BeautifulSoup(response.text, "html.parser")
    assert part.select_one("#sign-off .kind-health"), "where the focus goes"
    assert one(part, "form")["hx-post"] == f"{url}/sign-up"


def test_a_form_sent_again_after_signing_off_does_not_sign_up_anew(cast, client_of):
    excursion = an_excursion(cast)
    client, url = client_of(cast.amal), f"/excursions/{excursion}"
    key = once_key(client.show(url))
    client.send(f"{url}/sign-up", at=url, once_key=key)
    client.send(f"{url}/sign-off", at=url)
    client.send(f"{url}/sign-up", at=url, once_key=key)
    assert not standing(cast.amal, excursion).signed_up


def test_htmx_gets_the_card_alone_as_it_now_is(cast, client_of):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.yonas, excursion)
    client, url = client_of(cast.noor), f"/excursions/{excursion}"
    page = client.show(url)
    form = one(page, "#place form")
    assert page.select_one(str(form["hx-target"]))
    fields = {"csrf_token": token(page), "once_key": once_key(page)}
    response = client.post(str(form["hx-post"]), data=fields, headers=HTMX)
    part = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 200
    assert [tag["id"] for tag in part.find_all(recursive=False)] == ["place"]
    assert [form["hx-post"] for form in part.select("form")] == [f"{url}/sign-off"]
    assert standing(cast.noor, excursion).in_line == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_refused_is_said_on_the_spot(cast, client_of, headers):
    excursion = an_excursion(cast)
    with time_machine.travel(DEPARTS - timedelta(days=1), tick=False):
        client = client_of(cast.noor)
        fields = {"csrf_token": token(client.show("/language"))}
        response = client.post(f"/excursions/{excursion}/sign-up", data=fields, headers=headers)
    assert response.status_code == 409
    part = one(BeautifulSoup(response.text, "html5lib"), "#place")
    assert part.select_one(".banner.kind-danger")
    assert not part.select("form")


def test_values_that_no_form_offers_are_refused(cast, client_of):
    excursion = an_excursion(cast, childcare_places=9)
    client, url = client_of(cast.noor), f"/excursions/{excursion}"
    client.send(f"{url}/sign-up", 422, at=url, children="-1")
    client.send(f"{url}/sign-up", 422, at=url, needs="a helicopter")
    assert not standing(cast.noor, excursion).signed_up


def test_a_cancelled_excursion_stays_with_who_was_on_its_list_and_has_no_button(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.noor, excursion)
    with frame.change():
        actions.cancel_excursion(begeleider(cast.bram), excursion, NOW)
    client = client_of(cast.noor)
    assert client.show("/excursions").select_one(f'a[href="/excursions/{excursion}"] .chip.kind-danger')
    page = client.show(f"/excursions/{excursion}")
    assert page.select_one(".banner.kind-danger")
    assert not page.select('main form:not([action^="/texts/"])')
    other = client_of(cast.amal).show("/excursions")
    assert not other.select(f'a[href="/excursions/{excursion}"]')


def test_the_other_municipality_gets_404_everywhere(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    url = f"/excursions/{excursion}"
    stranger, worker = client_of(cast.samira), client_of(cast.wim)
    stranger.show(url, 404)
    for deed in ("sign-up", "sign-off"):
        stranger.send(f"{url}/{deed}", 404)
    assert str(excursion) not in str(stranger.show("/excursions"))
    worker.show(f"{url}/people", 404)
    worker.send(f"{url}/people/{cast.amal.id}", 404, attendance="present")
    assert str(excursion) not in str(worker.show("/excursions/planned"))


def test_lists_of_people_are_for_case_workers_only(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    for person in (cast.amal, cast.noor, cast.rana, cast.kees):
        client = client_of(person)
        client.show(f"/excursions/{excursion}/people", 404)
        client.show("/excursions/planned", 404)
        client.send(f"/excursions/{excursion}/people/{cast.amal.id}", 404, attendance="present")


def test_a_cancelled_excursion_is_struck_and_shows_no_hours_to_come(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.noor, excursion)
    client, url = client_of(cast.noor), f"/excursions/{excursion}"
    assert len(client.show(url).select("main .section")) >= 2
    with frame.change():
        actions.cancel_excursion(begeleider(cast.bram), excursion, NOW)
    page = client.show(url)
    assert one(page, "main .off .time").get_text() == when.time(DEPARTS)
    assert len(page.select("main time")) == 1
    assert not page.select("main use[href$='#utensils']")
    assert one(client.show("/excursions"), "a.off .time").get_text() == when.time(DEPARTS)


def test_staff_call_the_roll_with_one_tap_each_and_can_take_it_back(cast, client_of):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    url = f"/excursions/{excursion}/people"
    tap = f"{url}/{cast.amal.id}"
    assert not client_of(cast.bram).show(url).select("main form")
    with time_machine.travel(DEPARTS, tick=False):
        client = client_of(cast.bram)
        assert "Amal Haddad" in one(client.show(url), "main").text
        for value, hours in (("present", {"pvt": 3.0}), ("absent", {}), ("", {})):
            assert client.send(tap, at=url, attendance=value).location == f"{url}#person-{cast.amal.id}"
            db.session.rollback()
            assert queries.hours(viewer(cast.amal), cast.amal.id) == hours
        fields = {"csrf_token": token(client.show(url)), "attendance": "present"}
        response = client.post(tap, data=fields, headers=HTMX)
        part = BeautifulSoup(response.text, "html.parser")
        assert [tag["id"] for tag in part.find_all(recursive=False)] == [f"person-{cast.amal.id}"]
        assert one(part, "button[aria-pressed=true]")["value"] == ""


def test_the_list_costs_the_same_number_of_queries_however_much_there_is(app, cast, client_of):
    client = client_of(cast.noor)

    def queries_of_the_page() -> int:
        seen: list[str] = []

        def note(connection, cursor, statement, *rest) -> None:
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        client.show("/excursions")
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    few = queries_of_the_page()
    for number in range(12):
        excursion = an_excursion(cast)
        if number % 2:
            sign_up(cast.noor, excursion)
    assert queries_of_the_page() <= few + 1  # texts are asked for only when there are any
