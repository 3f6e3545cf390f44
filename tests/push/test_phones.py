"""The page "Notices on this phone", and whose phone rings."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from portal.accounts.models import Device
from portal.core import clock, frame, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.outbox import Notice
from portal.push import actions, offers, queries
from portal.push.models import PHONES_AT_MOST, Service, Shows, Subscription
from tests import people
from tests.push.phones import Phone, subscribe

SYSTEM = {"scope": "system: test"}


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


def known():
    return {
        (each.person_id, each.endpoint)
        for each in db.session.scalars(select(Subscription).execution_options(**SYSTEM, populate_existing=True))
    }


def turn_on(client, phone, status=200):
    return client.send("/notices/phone", status, endpoint=phone.url, p256dh=phone.key, auth=phone.auth)


# Whose phone


def test_the_next_who_signs_in_on_a_browser_takes_it_along(service, cast, ring):
    phone = Phone(service.endpoint())
    subscribe(cast.amal, phone)
    subscribe(cast.noor, phone)
    assert known() == {(cast.noor.id, phone.url)}
    with frame.change():
        outbox.put(Notice(cast.amal.id, "messages.new", link="/messages"))
    ring()
    assert service.answers == [], "what is Amal's rings no phone of Noor"


def test_a_stranger_who_knows_an_endpoint_cannot_take_it(service, cast, bell, client_of):
    mine, theirs = Phone(service.endpoint()), None
    subscribe(cast.amal, mine)
    theirs = replace(mine, secret=b"x" * 16)
    with pytest.raises(actions.Taken):
        subscribe(cast.noor, theirs)
    assert turn_on(client_of(cast.noor), theirs, 409).json["message"]
    assert known() == {(cast.amal.id, mine.url)}


def test_a_browser_with_a_new_address_has_one_and_not_two(service, cast, bell):
    first, second = Phone(service.endpoint()), Phone(service.endpoint())
    token = subscribe(cast.amal, first)
    subscribe(cast.amal, second, token)
    assert known() == {(cast.amal.id, second.url)}
    subscribe(cast.amal, second, token)
    assert known() == {(cast.amal.id, second.url)}


def test_ten_phones_and_no_more_but_those_that_were_signed_out_do_not_count(service, cast, bell):
    for _ in range(PHONES_AT_MOST):
        subscribe(cast.amal, Phone(service.endpoint()))
    with pytest.raises(Refused):
        subscribe(cast.amal, Phone(service.endpoint()))
    with frame.change():
        one = select(Device.id).where(Device.person_id == cast.amal.id).limit(1).scalar_subquery()
        ended = update(Device).where(Device.id == one).values(ended_at=clock.now())
        db.session.execute(ended.execution_options(**SYSTEM, synchronize_session=False))
    subscribe(cast.amal, Phone(service.endpoint()))
    subscribe(cast.noor, Phone(service.endpoint()))


@pytest.mark.parametrize(
    "broken",
    [{"p256dh": "x"}, {"p256dh": "B" * 87}, {"auth": "AAAA"}, {"auth": "ö" * 22}, {"auth": ""}, {"endpoint": ""}],
)
def test_what_is_no_subscription_is_told_so_and_not_kept(service, cast, bell, client_of, broken):
    phone = Phone(service.endpoint())
    fields = {"endpoint": phone.url, "p256dh": phone.key, "auth": phone.auth}
    client_of(cast.amal).send("/notices/phone", status=422, **{**fields, **broken})
    assert known() == set()


def test_a_locked_phone_may_say_its_new_address_and_a_stranger_may_not(service, cast, bell, client_of):
    phone, client = Phone(service.endpoint()), client_of(cast.amal)
    with client.session_transaction() as session:
        session["locked"] = True
    turn_on(client, phone)
    assert known() == {(cast.amal.id, phone.url)}
    turn_on(client_of(), Phone(service.endpoint()), 404)
    with pytest.raises(NotFound):
        subscribe(cast.amal, phone, "no token")


def test_the_service_worker_gets_what_it_needs_to_subscribe_anew(cast, client_of, bell, service):
    client = client_of(cast.amal)
    given = client.get("/notices/phone/key").json
    assert len(given["key"]) == 87
    phone = Phone(service.endpoint())
    fields = {"csrf_token": given["token"], "endpoint": phone.url, "p256dh": phone.key, "auth": phone.auth}
    assert client.post("/notices/phone", data=fields).status_code == 200
    script = client_of().get("/sw.js")
    assert script.mimetype == "text/javascript"
    assert script.headers["Cache-Control"] == "no-store"


# The page


@pytest.mark.parametrize("name", ["amal", "yonas", "noor"])
def test_the_page_says_what_will_happen_before_anything_is_asked(cast, client_of, name):
    page = client_of(getattr(cast, name)).show("/notices/phone")
    assert len(page.select("section li .drawing")) == 6
    assert page.select_one("[data-turn-on]").find_parent("[hidden]") or page.select_one("[data-when=can][hidden]")
    assert not page.select_one("[data-when=no-script]").has_attr("hidden"), "without scripts it says so"


def test_it_says_that_this_phone_gets_notices_and_since_when_it_did_not(service, cast, bell, client_of, ring):
    client, phone = client_of(cast.noor), Phone(service.endpoint())
    turn_on(client, phone)
    assert "nog geen" in client.show("/notices/phone").select_one("#this-phone + p").get_text()
    client.send("/notices/phone/test", at="/notices/phone")
    assert ring() == 1
    assert phone.read(service.took[0].body)["body"] == "Nieuw bericht"
    page = client.show("/notices/phone")
    assert "vandaag" in page.select_one("#this-phone + p").get_text().lower()
    assert client.show("/notices").select(".row.unread")
    service.channels[phone.url.rpartition("/")[2]].listens = False
    client.send("/notices/phone/test", at="/notices/phone")
    ring()
    page = client.show("/notices/phone")
    assert page.select_one(".banner.kind-warn")
    assert page.select("[data-turn-on]")
    client.send("/notices/phone/test", status=409, at="/notices/phone")


def test_a_test_rings_this_phone_and_no_other_also_at_night(service, cast, bell, client_of, ring):
    client, other = client_of(cast.noor), Phone(service.endpoint())
    subscribe(cast.noor, other)
    phone = Phone(service.endpoint())
    turn_on(client, phone)
    service.took.clear()
    with time_machine.travel(datetime(2026, 11, 26, 1, 0, tzinfo=UTC)), client.session_transaction() as session:
        session["seen"] = int(clock.now().timestamp())
    with time_machine.travel(datetime(2026, 11, 26, 1, 0, tzinfo=UTC)):
        client.send("/notices/phone/test", at="/notices/phone")
        ring()
    assert [message.token for message in service.took] == [phone.url.rpartition("/")[2]]


def test_turning_off_stops_this_phone(service, cast, bell, client_of):
    client = client_of(cast.noor)
    turn_on(client, Phone(service.endpoint()))
    subscribe(cast.noor, Phone(service.endpoint()))
    client.send("/notices/phone/off", at="/notices/phone")
    assert len(known()) == 1
    assert client.show("/notices/phone").select("[data-turn-on]")


def test_choices_are_kept_and_shown_again(cast, client_of):
    client = client_of(cast.noor)
    page = client.show("/notices/phone")
    assert [each["value"] for each in page.select("[name=ring][checked]")] == [
        each["value"] for each in page.select("[name=ring]")
    ], "until one chooses, everything rings"
    assert page.select_one("[name=shows][checked]")["value"] == "nothing"
    assert page.select_one("#quiet_from option[selected]")["value"] == "22:00"
    fields = {"ring": ["schedule", "nonsense"], "shows": "subject", "quiet": "1"}
    client.send("/notices/choices", quiet_from="20:30", quiet_until="08:00", **fields)
    kept = queries.chosen(people.viewer(cast.noor))
    assert (kept.shows, kept.quiet_from, kept.quiet_until) == (Shows.SUBJECT, time(20, 30), time(8, 0))
    page = client.show("/notices/phone")
    assert [each["value"] for each in page.select("[name=ring][checked]")] == ["schedule"]
    assert page.select_one("#quiet_until option[selected]")["value"] == "08:00"
    client.send("/notices/choices", quiet_from="20:30", quiet_until="08:00", shows="words")
    assert not queries.chosen(people.viewer(cast.noor)).is_quiet
    assert queries.chosen(people.viewer(cast.amal)) == queries.Chosen()


def test_an_hour_that_is_none_is_told_so(cast, client_of):
    client = client_of(cast.noor)
    answer = client.send("/notices/choices", status=422, quiet_from="25:00", quiet_until="08:00", shows="words")
    assert "lijst" in answer.text
    client.send("/notices/choices", status=404, quiet_from="20:00", quiet_until="08:00", shows="everything")


def test_export_says_what_is_known_but_not_where_a_phone_is_reached_and_erase_forgets(service, cast, bell):
    phone = Phone(service.endpoint())
    subscribe(cast.amal, phone)
    with frame.change():
        actions.choose(people.viewer(cast.amal), "words", set(), time(0), time(0))
    told = offers.export(cast.amal.id)
    assert told["phones"][0]["service"] == "127.0.0.1"
    assert phone.url not in json.dumps(told)
    with frame.change():
        offers.erase(cast.amal.id)
    assert offers.export(cast.amal.id) == {"phones": [], "choices": None}


def test_who_keeps_the_installation_sees_how_services_fare_and_nobody_elses_phone(cast, client_of, service, bell):
    with frame.change():
        db.session.add(Service(host="a.example", failures=0, refusals=3, alarm_at=clock.now()))
        db.session.add(
            Service(host="b.example", failures=1, refusals=0, resting_until=clock.now() + timedelta(hours=1))
        )
    page = client_of(cast.kees).show("/notices/sending")
    assert [row.select_one(".chip")["class"] for row in page.select(".row")] == [
        ["chip", "kind-danger"],
        ["chip", "kind-warn"],
    ]
    assert client_of(cast.kees).show("/desk").select("a[href='/notices/sending']")
    assert "vapid-key" in client_of().get("/healthz").json["problems"]
