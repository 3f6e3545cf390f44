"""What each answer of a push service leads to, and what becomes of its silence."""

import asyncio
from datetime import timedelta
from email.utils import format_datetime

import pytest
import time_machine
from aiohttp import web

from portal.core import clock
from portal.core.db import db
from portal.push import queries
from portal.push.models import Service, State
from tests.push.phones import Phone, device_of, subscribe
from tests.push.ringing import NOW, delivery, make_due, states, tell
from tests.push.service import PushService, running


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(NOW):
        yield


def misbehaving(service, *answers):
    """Answer so, one after the other; the last again and again."""
    left = list(answers)

    async def misbehave(request):
        answer = left.pop(0) if len(left) > 1 else left[0]
        return await answer(request) if callable(answer) else answer and web.Response(**answer)

    service.misbehave = misbehave


# What is sent


@pytest.mark.parametrize("status", [404, 410])
def test_who_listens_no_more_is_never_tried_again_and_the_others_are(service, cast, ring, status):
    dead, alive = Phone(service.endpoint()), Phone(service.endpoint())
    tokens = device_of(cast.amal), device_of(cast.amal)
    subscribe(cast.amal, dead, tokens[0])
    subscribe(cast.amal, alive, tokens[1])

    async def misbehave(request):
        return web.Response(status=status) if request.path.endswith(dead.url.rpartition("/")[2]) else None

    service.misbehave = misbehave
    for link in ("/a", "/b"):
        tell(cast.amal, link=link)
        ring()
    assert [token for token, code, _ in service.answers if code == status] == [dead.url.rpartition("/")[2]]
    assert len(service.taken_by(alive.url)) == 2


def test_413_is_answered_with_the_shortest_form(service, cast, ring, phone):
    async def picky(request):
        return web.Response(status=413) if request.content_length > 600 else None

    service.misbehave = picky
    tell(cast.amal)
    ring()
    assert phone.read(service.took[0].body)["body"] == "رسالة جديدة"
    assert states() == [State.ACCEPTED]


@pytest.mark.parametrize("status", [400, 406, 301, 302, 307])
def test_what_can_never_work_is_not_tried_again(service, cast, ring, phone, status):
    there = []

    async def elsewhere(request):
        if request.path.endswith("elsewhere"):
            there.append(request.path)
        return web.Response(status=status, headers={"Location": "/wpush/v2/elsewhere"})

    service.misbehave = elsewhere
    tell(cast.amal)
    assert ring() == 1
    assert ring() == 0
    assert states() == [State.FAILED]
    assert not there, "no redirect is followed"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_one_alarm_and_not_one_for_each_phone(service, cast, ring, caplog, status):
    for person in (cast.amal, cast.yonas, cast.noor, cast.rana, cast.bram):
        subscribe(person, Phone(service.endpoint()))
    misbehaving(service, {"status": status})
    tell(cast.amal, cast.yonas, cast.noor, cast.rana, cast.bram)
    for _ in range(2):
        ring()
        make_due()
    assert len([line for line in caplog.records if "does not take our key" in line.message]) == 1
    assert queries.is_refused()
    assert set(states()) == {State.QUEUED}, "the key may be mended"
    service.misbehave = None
    ring()
    assert set(states()) == {State.ACCEPTED}
    assert not queries.is_refused()


def test_a_phone_with_another_key_ends_alone(service, cast, ring, phone, caplog):
    stranger = Phone(service.endpoint(key=b"another key"))
    subscribe(cast.noor, stranger)
    tell(cast.noor)
    ring()
    tell(cast.amal)
    ring()
    make_due()
    ring()
    assert sorted(states()) == [State.ACCEPTED, State.GONE]
    assert not queries.is_refused()


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_service_that_asks_for_rest_gets_it_and_the_others_go_on(service, cast, ring, phone, form):
    until = clock.now() + timedelta(seconds=90)
    wait = "90" if form == "seconds" else format_datetime(until, usegmt=True)
    misbehaving(service, {"status": 429, "headers": {"Retry-After": wait}}, None)
    tell(cast.amal)
    ring()
    subscribe(cast.noor, Phone(service.endpoint()))
    tell(cast.noor)
    with time_machine.travel(until - timedelta(seconds=5)):
        assert ring() == 0, "before its time nothing is asked of it"
        assert queries.late(clock.now()) == 0
    with time_machine.travel(until + timedelta(seconds=10)):
        assert ring() == 2
    assert states() == [State.ACCEPTED] * 2


async def silent(request):
    await asyncio.sleep(30)


async def endless(request):
    response = web.StreamResponse(status=201)
    await response.prepare(request)
    while True:
        await response.write(b"x" * 65_536)


async def hang_up(request):
    request.transport.abort()
    return web.Response()


async def slow_error(request):
    response = web.StreamResponse(status=500)
    await response.prepare(request)
    while True:
        await response.write(b"x")
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("how", [{"status": 500}, {"status": 503}, silent, hang_up, slow_error])
def test_what_fails_is_tried_again_later_and_then_arrives(service, cast, ring, phone, how):
    misbehaving(service, how, None)
    tell(cast.amal)
    started = clock.now()
    assert ring() == 1
    first = delivery()
    assert first.state is State.QUEUED
    assert timedelta(seconds=20) < first.next_at - started < timedelta(seconds=45)
    assert ring() == 0
    make_due()
    ring()
    assert states() == [State.ACCEPTED]
    assert delivery().attempts == 2


def test_an_answer_without_end_costs_nothing(service, cast, ring, phone):
    misbehaving(service, endless)
    tell(cast.amal)
    ring()
    assert states() == [State.ACCEPTED]


def test_a_service_that_is_not_there_is_asked_less_and_less_and_given_up_in_the_end(service, cast, ring, bell):
    subscribe(cast.amal, Phone("http://127.0.0.1:9/wpush/v2/x"))
    tell(cast.amal)
    waits = []
    for _ in range(5):
        ring()
        waits.append((delivery().next_at - clock.now()).total_seconds())
        make_due()
    rough = [(20, 40), (85, 155), (440, 760), (2_600, 4_600), (2_600, 4_600)]
    assert all(least < wait < most for wait, (least, most) in zip(waits, rough, strict=True)), waits
    with time_machine.travel(clock.now() + timedelta(hours=71, minutes=50)):
        ring()
    assert states() == [State.FAILED]


def test_a_silent_service_holds_nobody_up(service, cast, ring, bell):
    with running(PushService()) as bad:
        misbehaving(bad, silent)
        devices = [(device_of(cast.amal), device_of(cast.noor)) for _ in range(8)]
        for amals, noors in devices:
            subscribe(cast.amal, Phone(bad.endpoint(), host="bad"), amals)
            subscribe(cast.noor, Phone(service.endpoint()), noors)
        tell(cast.amal, cast.noor)
        ring()
        reached = [message.at for message in service.took]
        assert len(reached) == 8
        assert max(reached) - min(reached) < 0.5
        until = db.session.get_one(Service, "bad", populate_existing=True).resting_until
        assert until is not None
        assert until > clock.now()


def test_what_is_five_minutes_late_is_seen(service, cast, phone, client_of):
    tell(cast.amal)
    assert queries.late(clock.now() + timedelta(minutes=4)) == 0
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert queries.late(clock.now()) == 1
        assert "notices" in client_of().get("/healthz").json["problems"]
        kees = client_of(cast.kees)
        assert kees.show("/desk").select("a[href='/notices/sending']")
        assert "1" in kees.show("/notices/sending").select_one("dd").get_text()
