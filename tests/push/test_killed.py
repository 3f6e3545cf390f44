"""A worker may die at any instant, and clocks may jump: nothing is lost, and little is said twice."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from aiohttp import web
from sqlalchemy import func, insert, select, update

from portal.accounts.models import Device
from portal.core import clock, frame, outbox
from portal.core.db import db
from portal.core.outbox import Notice
from portal.push import deliveries
from portal.push.deliveries import Watch
from portal.push.models import Delivery, Service, State, Subscription
from portal.push.post import Answer, Outcome
from tests.push import worker_process
from tests.push.phones import Phone, subscribe

SYSTEM = {"scope": "system: test"}
PHONES_AND_KILLS = {"sqlite": (1_000, 10), "postgresql": (200, 3)}
"""On the second database a shorter proof of the same."""
MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def many_phones(service, person, number):
    """So many phones of one person: what is measured is the sending, not the signing in."""
    phone, now = Phone(""), clock.now()
    home = {"person_id": person.id, "municipality_id": person.municipality_id}
    devices = [uuid4() for _ in range(number)]
    with frame.change():
        rows = [
            {"id": each, **home, "token_hash": each.hex, "made_at": now, "expires_at": now + timedelta(days=90)}
            for each in devices
        ]
        db.session.execute(insert(Device).execution_options(**SYSTEM), rows)
        db.session.add(Service(host="127.0.0.1", failures=0, refusals=0))
        db.session.flush()
        keys = {"key": phone.key, "auth": phone.auth, "service": "127.0.0.1", "made_at": now}
        rows = [{"device_id": each, **home, **keys, "endpoint": service.endpoint()} for each in devices]
        db.session.execute(insert(Subscription).execution_options(**SYSTEM), rows)


def number_of(state):
    statement = select(func.count()).select_from(Delivery).where(Delivery.state == state)
    return db.session.scalar(statement.execution_options(**SYSTEM))


def sending():
    """The endpoints to which something is on its way now."""
    statement = select(Subscription.endpoint).join(Delivery).where(Delivery.state == State.SENDING)
    found = [url.rpartition("/")[2] for url in db.session.scalars(statement.execution_options(**SYSTEM))]
    db.session.close()
    return found


def test_of_a_thousand_everyone_hears_though_workers_are_killed_ten_times(service, cast, bell, app, engine, capsys):
    phones, kills = PHONES_AND_KILLS[engine]
    many_phones(service, cast.amal, phones)
    with time_machine.travel(MORNING, tick=False), frame.change():
        outbox.put(Notice(cast.amal.id, "messages.new", link="/messages"))
    with frame.change():  # the morning is over; the workers go by the real clock
        whole = {"next_at": None, "expires_at": clock.now() + timedelta(days=1), "made_at": clock.now()}
        db.session.execute(update(Delivery).values(whole).execution_options(**SYSTEM))
    db.session.close()
    settings = replace(app.config["PORTAL"], push_loopback=True)
    chance, in_flight = random.Random(20261125), []  # noqa: S311 - moments, no secrets
    workers = [worker_process.start(settings) for _ in range(2)]
    try:
        for kill in range(kills):
            service.wait_for((kill + chance.random()) * phones * 0.9 / kills)
            victim = workers.pop(chance.randrange(2))
            victim.kill()
            victim.join()
            in_flight.append(sending())
            workers.append(worker_process.start(settings))
        service.wait_for(phones, different=True)
    finally:
        for worker in workers:
            worker.kill()
            worker.join()
    heard = Counter(message.token for message in service.took)
    repeats = sum(heard.values()) - len(heard)
    with capsys.disabled():
        print(f" [{repeats} said twice; on its way when killed: {[len(each) for each in in_flight]}]", end="")  # noqa: T201
    assert len(heard) == phones
    may_repeat = Counter(token for each in in_flight for token in each)
    assert all(times - 1 <= may_repeat[token] for token, times in heard.items()), "only what was on its way"
    topics = {(message.token, message.topic) for message in service.took}
    assert len(topics) == phones, "said twice under the same topic: the phone shows one"


def tell(person):
    with time_machine.travel(MORNING), frame.change():
        outbox.put(Notice(person.id, "messages.new", link="/messages"))


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(hours=1), timedelta(hours=-1), timedelta(days=-1)])
def test_a_clock_that_jumps_sends_nothing_twice_and_leaves_nothing_lying(service, cast, ring, jump):
    subscribe(cast.amal, Phone(service.endpoint()))
    tell(cast.amal)
    mine = uuid4()
    with time_machine.travel(MORNING), frame.change():
        (taken,) = deliveries.take(mine, clock.now(), 10, [])
    with time_machine.travel(MORNING + jump):
        assert ring() == 0, "what another worker has in its hands stays there"
        with frame.change():
            answer = Answer(Outcome.ACCEPTED, 201)
            deliveries.settle([deliveries.Result(taken, answer)], clock.now())
        assert ring() == 0
        assert number_of(State.ACCEPTED) == 1


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(hours=-1), timedelta(days=-1)])
def test_what_waits_for_its_second_try_is_not_lost_when_the_clock_jumps(service, cast, ring, jump):
    subscribe(cast.amal, Phone(service.endpoint()))
    tell(cast.amal)

    async def broken(request):
        return web.Response(status=500)

    service.misbehave = broken
    with time_machine.travel(MORNING):
        assert ring() == 1
    service.misbehave = None
    with time_machine.travel(MORNING + jump):
        first = ring()
    with time_machine.travel(MORNING + jump + timedelta(hours=1, minutes=2)):
        assert first + ring() == 1


def test_what_a_dead_worker_left_is_given_back_after_a_while_and_not_before(monkeypatch):
    hours = [100.0]
    monkeypatch.setattr("portal.push.deliveries.time.monotonic", lambda: hours[0])
    watch, own, other, third = Watch(60), uuid4(), uuid4(), uuid4()
    assert watch.stopped([own, other], own) == []
    hours[0] += 59
    assert watch.stopped([own, other, third], own) == []
    hours[0] += 1
    assert watch.stopped([own, other, third], own) == [other]
    hours[0] += 60
    assert watch.stopped([own, third], own) == [third]
    assert watch.stopped([own, other], own) == [], "seen again, it counts anew"


def test_two_workers_at_once_take_nothing_twice(service, cast, bell, app):
    many_phones(service, cast.amal, 100)
    tell(cast.amal)
    with time_machine.travel(MORNING):
        with frame.change():
            first = deliveries.take(uuid4(), clock.now(), 64, [])
        with frame.change():
            second = deliveries.take(uuid4(), clock.now(), 64, [])
    assert len(first) + len(second) == 100
    assert not {each.id for each in first} & {each.id for each in second}
