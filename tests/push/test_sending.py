"""From the outbox to the push service: what is sent, to whom, and what each answer leads to."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine
from aiohttp import web
from sqlalchemy import select, update

from portal.accounts import actions as accounts
from portal.accounts.models import Device, Person
from portal.core import clock, frame, outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.core.viewer import Role
from portal.notices import actions as notices
from portal.push import actions, queries
from portal.push.models import Delivery, Service, State, Subscription
from tests import people
from tests.push.phones import Phone, device_of, subscribe
from tests.push.service import PushService, running

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CANARY = "Selam Kanarie"
SYSTEM = {"scope": "system: test"}


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(NOW):
        yield


def tell(*those, link="/announcements", kind="announcements.new-contact", **values):
    with frame.change():
        for person in those:
            outbox.put(Notice(person.id, kind, values or {"name": CANARY}, link))


def states():
    return list(db.session.scalars(select(Delivery.state).execution_options(**SYSTEM)))


def delivery():
    return db.session.scalars(select(Delivery).execution_options(**SYSTEM, populate_existing=True)).one()


def make_due():
    """Let the time that was to be waited be over."""
    with frame.change():
        db.session.execute(update(Delivery).values(next_at=None).execution_options(**SYSTEM))
        db.session.execute(update(Service).values(resting_until=None))


@pytest.fixture
def phone(service, cast, bell):
    """Amal's."""
    phone = Phone(service.endpoint())
    subscribe(cast.amal, phone)
    return phone


def misbehaving(service, *answers):
    """Answer so, one after the other; the last again and again."""
    left = list(answers)

    async def misbehave(request):
        answer = left.pop(0) if len(left) > 1 else left[0]
        return await answer(request) if callable(answer) else answer and web.Response(**answer)

    service.misbehave = misbehave


# What is sent


def test_a_notice_rings_the_phone_in_its_persons_language_and_says_nothing_more(service, cast, ring):
    phones = {}
    for name in ("amal", "yonas", "noor"):
        phones[name] = Phone(service.endpoint())
        subscribe(getattr(cast, name), phones[name])
    tell(cast.amal, cast.yonas, cast.noor)
    assert ring() == 3
    told = {name: each.read(service.taken_by(each.url)[0].body) for name, each in phones.items()}
    assert {name: (each["lang"], each["dir"]) for name, each in told.items()} == {
        "amal": ("ar", "rtl"),
        "yonas": ("ti", "ltr"),
        "noor": ("nl", "ltr"),
    }
    assert {each["body"] for each in told.values()} == {"رسالة جديدة", "ሓድሽ መልእኽቲ", "Nieuw bericht"}
    assert {each["title"] for each in told.values()} == {"Meedoen"}
    assert {each["length"] for each in told.values()} == {1024}, "a push service learns nothing from the length"
    assert len({len(message.body) for message in service.took}) == 1
    for each in told.values():
        assert set(each) == {"title", "body", "lang", "dir", "tag", "id", "length"}
        assert not any(word in str(each) for word in (CANARY, "Amal", "Haddad", "announcements"))
    assert all(message.ttl >= 24 * 3600 for message in service.took)
    assert {message.urgency for message in service.took} == {"normal"}
    assert states() == [State.ACCEPTED] * 3


@pytest.mark.parametrize(
    ("shows", "says"),
    [
        ("subject", "Er is een nieuwe mededeling voor u."),
        ("words", f"\u2068{CANARY}\u2069 is uw nieuwe contactpersoon"),
    ],
)
def test_more_stands_on_the_lock_screen_only_for_who_chose_that(service, cast, ring, shows, says):
    phone = Phone(service.endpoint())
    subscribe(cast.noor, phone)
    with frame.change():
        actions.choose(people.viewer(cast.noor), shows, {"announcements"}, clock.now().time(), clock.now().time())
    tell(cast.noor)
    ring()
    assert phone.read(service.took[0].body)["body"] == says


def test_a_newer_notice_about_the_same_thing_replaces_the_older(service, cast, ring, phone):
    for link in ("/schedule/1", "/schedule/1", "/schedule/2"):
        tell(cast.amal, link=link)
    assert ring() == 2
    assert sorted(states()) == [State.ACCEPTED, State.ACCEPTED, State.DROPPED]
    tell(cast.amal, link="/schedule/1")
    ring()
    topics = [message.topic for message in service.took]
    assert len(topics) == 3
    assert len(set(topics)) == 2
    assert all(len(topic) == 32 for topic in topics)
    tags = [phone.read(message.body)["tag"] for message in service.took]
    assert tags == topics, "the phone replaces what the push service would have replaced"


def test_one_person_with_two_phones_hears_it_on_both(service, cast, ring, phone):
    second = Phone(service.endpoint())
    subscribe(cast.amal, second)
    assert ring() == 1, "the first phone hears at once that a second was signed in"
    tell(cast.amal)
    assert ring() == 2
    assert len(service.taken_by(phone.url)) == 2
    assert len(service.taken_by(second.url)) == 1


def test_what_was_read_meanwhile_rings_no_more(service, cast, ring, phone):
    tell(cast.amal)
    with frame.change():
        notices.mark_all_read(people.viewer(cast.amal), clock.now())
    assert ring() == 0
    assert states() == [State.DROPPED]


@pytest.mark.parametrize("how", ["sign out", "staff", "in bulk", "too long ago", "not active"])
def test_a_phone_that_was_signed_out_is_never_rung(service, cast, ring, how):
    phone = Phone(service.endpoint())
    token = subscribe(cast.amal, phone)
    tell(cast.amal)
    device = db.session.scalars(select(Device).execution_options(**SYSTEM)).one()
    with frame.change():
        if how == "sign out":
            accounts.sign_out(token, clock.now())
        elif how == "staff":
            ingrid = people.viewer(cast.ingrid, Role.REGISSEUR)
            accounts.end_device(ingrid, cast.amal.id, device.id, clock.now())
        elif how == "not active":
            db.session.execute(update(Person).values(active=False).execution_options(**SYSTEM))
        else:
            column = Device.ended_at if how == "in bulk" else Device.expires_at
            ended = update(Device).values({column: clock.now() - timedelta(minutes=1)})
            db.session.execute(ended.execution_options(**SYSTEM))
    assert ring() == 0
    # What ends with words takes along what was on its way; the rest is dropped when it would be sent.
    assert states() == ([] if how in {"sign out", "staff"} else [State.DROPPED])
    tell(cast.amal)
    assert ring() == 0
    assert service.answers == []
    with frame.change():
        actions.forget_dead(clock.now())
    assert db.session.scalars(select(Subscription).execution_options(**SYSTEM)).all() == [] or how == "not active"


def test_after_the_appointment_nobody_is_told_of_it(service, cast, ring, phone):
    begins = clock.now() + timedelta(hours=2)
    moment = {"day": begins.isoformat(), "time": begins.isoformat()}
    tell(cast.amal, kind="schedule.planned", **moment)
    ring()
    assert 7_000 < service.took[0].ttl <= 7_200, "a phone that is off does not hear it afterwards either"
    tell(cast.amal, kind="schedule.planned", link="/other", **moment)
    with time_machine.travel(begins + timedelta(minutes=1)):
        assert ring() == 0
    past = clock.now() - timedelta(hours=1)
    tell(cast.amal, kind="schedule.planned", link="/past", day=past.isoformat(), time=past.isoformat())
    assert ring() == 0


# Quiet hours


def test_at_night_a_notice_waits_for_the_morning_and_what_cannot_wait_does_not(service, cast, ring, phone):
    night = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)  # 23:30 in the Netherlands
    today, later = night + timedelta(minutes=20), night + timedelta(days=2)
    with time_machine.travel(night, tick=True):
        tell(cast.amal)
        tell(cast.amal, kind="schedule.cancelled", link="/a", day=later.isoformat(), time=later.isoformat())
        tell(cast.amal, kind="schedule.cancelled", link="/b", day=today.isoformat(), time=today.isoformat())
        assert ring() == 1
        assert service.took[0].urgency == "high"
    with time_machine.travel(datetime(2026, 11, 26, 5, 59, tzinfo=UTC)):
        assert ring() == 0
    with time_machine.travel(datetime(2026, 11, 26, 6, 0, 1, tzinfo=UTC)):
        assert ring() == 2


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),  # summer time ends
        (datetime(2027, 3, 27, 22, 0, tzinfo=UTC), datetime(2027, 3, 28, 5, 0, tzinfo=UTC)),  # and begins
        (datetime(2026, 11, 25, 6, 30, tzinfo=UTC), None),
        (datetime(2026, 11, 25, 5, 30, tzinfo=UTC), datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(at, until):
    assert actions.quiet_until(at) == until


def test_what_a_person_does_not_want_to_hear_does_not_ring(service, cast, ring, phone):
    with frame.change():
        actions.choose(people.viewer(cast.amal), "nothing", {"schedule"}, clock.now().time(), clock.now().time())
    tell(cast.amal)
    assert ring() == 0
    with frame.change():
        actions.choose(people.viewer(cast.amal), "nothing", {"announcements"}, clock.now().time(), clock.now().time())
    tell(cast.amal)
    assert ring() == 1


# Answers


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
