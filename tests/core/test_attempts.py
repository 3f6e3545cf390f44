"""Counting tries: exact at the same moment, kept over a restart, and sane whatever the clock does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal import create_app
from portal.core import attempts, clock, frame
from portal.core.attempts import WAIT, Attempt, Limit
from portal.core.db import db
from tests.security.test_attacks import at_once

FIVE = Limit("test", 5)


def tried(now, times=1, subject="x"):
    with frame.change():
        return [attempts.count(FIVE, subject, now) for _ in range(times)]


def test_what_is_over_the_limit_is_not_judged_until_the_wait_is_over(app):
    now = clock.now()
    assert tried(now, 7) == [True] * 5 + [False] * 2
    assert tried(now, subject="y") == [True], "another subject has a count of its own"
    assert tried(now + WAIT - timedelta(seconds=1)) == [False]
    assert tried(now + WAIT) == [True]


def test_tries_at_the_same_moment_are_all_counted(app):
    def one():
        with app.app_context():
            return tried(clock.now())[0]

    assert sum(at_once([one] * 15)) == 5


def test_a_restart_forgets_nothing(app, settings):
    tried(clock.now(), 5)
    db.session.close()
    again = create_app(replace(settings))
    with again.app_context():
        assert tried(clock.now()) == [False]
        db.session.close()
        db.engine.dispose()


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-1), timedelta(days=-4000)])
def test_a_clock_that_is_set_back_gives_no_more_tries_and_no_longer_wait(app, jump):
    now = clock.now()
    tried(now, 6)
    back = now + jump
    assert tried(back) == [False]
    assert tried(back + WAIT) == [True]


def test_a_clock_that_jumps_ahead_opens_once(app):
    now = clock.now()
    tried(now, 6)
    assert tried(now + timedelta(days=1), 6) == [True] * 5 + [False]


def test_a_right_try_is_not_held_against_anybody(app):
    now = clock.now()
    for _ in range(12):
        assert tried(now) == [True]
        with frame.change():
            attempts.take_back(FIVE, "x")


def test_what_is_used_once_is_used_up(app):
    with frame.change():
        uses = [attempts.first_use("challenge", "a", clock.now()) for _ in range(3)]
    assert uses == [True, False, False]


def test_counts_that_hold_nobody_back_are_removed_and_name_nobody(app):
    now = clock.now()
    tried(now, subject="kees@example.nl")
    assert "kees" not in db.session.scalars(select(Attempt.key)).one()
    with frame.change():
        attempts.forget(now + 2 * WAIT + timedelta(seconds=1))
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_an_address_is_that_of_a_household_and_never_what_a_client_claims(app, told, taken):
    claims = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9", "X-Real-IP": "203.0.113.9"}
    with app.test_request_context("/", headers=claims, environ_base={"REMOTE_ADDR": told}):
        assert attempts.address() == taken


def test_behind_a_trusted_proxy_the_address_is_what_that_proxy_saw(settings):
    behind = create_app(replace(settings, proxies=1))
    seen = []

    @behind.before_request
    def look() -> None:
        seen.append(attempts.address())

    behind.test_client().get("/favicon.ico", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert seen == ["203.0.113.9"], "the client wrote what stands before it"
    with behind.app_context():
        db.engine.dispose()
