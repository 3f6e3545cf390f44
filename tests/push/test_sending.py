"""From the outbox to the push service: what is sent, to whom, and when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from portal.accounts import actions as accounts
from portal.accounts.models import Device, Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.viewer import Role
from portal.notices import actions as notices
from portal.push import actions
from portal.push.models import State, Subscription
from tests import people
from tests.push.phones import Phone, subscribe
from tests.push.ringing import CANARY, NOW, SYSTEM, states, tell


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(NOW):
        yield


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
