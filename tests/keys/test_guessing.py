"""Guessing PINs and passwords, at once and for long, from everywhere. What is judged is counted at the hash itself."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts import actions, secrets
from portal.core import attempts, clock, frame
from portal.core.attempts import TooOften
from portal.core.db import db
from portal.core.errors import NotFound
from portal.keys import secrets as keys
from portal.keys.models import RecoveryCode, StaffKeys
from portal.keys.signing_in import FROM_ADDRESS
from tests.keys.staff import PASSWORD, code_of, give_password, keep, options_on, sign_in
from tests.keys.test_staff_door import with_passkey
from tests.pages import PIN, PageClient
from tests.security.test_attacks import token_of


@pytest.fixture
def judged(monkeypatch):
    """How often the slow hash was asked, by what it was asked about."""
    asked: Counter[str] = Counter()
    ask = secrets.slow_fits

    def counted(stored: str, kind: str, value: str) -> bool:
        asked[stored] += 1
        return ask(stored, kind, value)

    monkeypatch.setattr(secrets, "slow_fits", counted)
    return asked


def copied(client: PageClient, of: PageClient) -> PageClient:
    with of.session_transaction() as mine:
        held = dict(mine)
    with client.session_transaction() as session:
        session.update(held)
    return client


def elsewhere(number: int):
    """Another address for each try, by whatever a client can say, and by the wire itself."""
    return {
        "headers": {"X-Forwarded-For": f"203.0.113.{number % 250}"},
        "environ_base": {"REMOTE_ADDR": f"198.51.{number // 250}.{number % 250}"},
    }


def test_two_hundred_pins_at_once_on_several_devices_of_one_person(cast, client_of, judged):
    phones = [client_of(cast.amal) for _ in range(4)]
    for phone in phones:
        phone.send("/lock", at="/more")
    form = {phone: token_of(phone, "/unlock") for phone in phones}

    def guess(number: int) -> int:
        phone = phones[number % len(phones)]
        thief = copied(client_of(), phone)
        data = {"csrf_token": form[phone], "pin": str(400_000 + number)}
        return thief.post("/unlock", data=data, **elsewhere(number)).status_code

    with ThreadPoolExecutor(10) as threads:
        answers = Counter(threads.map(guess, range(200)))
    assert max(judged.values()) <= 5, "judged of one device"
    assert sum(judged.values()) <= 20
    assert answers[500] == 0
    alive = client_of(cast.amal)
    alive.send("/lock", at="/more")
    alive.send("/unlock", at="/unlock", pin=PIN)
    alive.show("/more")


def test_ten_thousand_pins_one_after_the_other(cast, client_of, judged, engine):
    """Straight at the action, as from within any process: pages would only be slower."""
    guesses = 10_000 if engine == "sqlite" else 500
    with frame.change():
        token = actions.choose_pin(actions.add_device(cast.amal, "", clock.now()), PIN, PIN, clock.now())
    ended = 0
    for start in range(0, guesses, 500):
        with frame.change():
            for number in range(start, start + 500):
                try:
                    actions.unlock(token, f"{number + 300_000:06}", clock.now(), f"198.51.100.{number % 250}")
                except NotFound:
                    ended += 1
    assert sum(judged.values()) == 5
    assert ended == guesses - 5
    client_of(cast.amal).show("/more")


def test_a_device_that_has_not_erred_opens_whatever_others_tried(cast, client_of):
    """Many devices of one person were guessed at; the person's own phone is judged all the same, once and rightly."""
    for _ in range(6):
        with frame.change():
            other = actions.choose_pin(actions.add_device(cast.amal, "", clock.now()), PIN, PIN, clock.now())
        for number in range(5):
            with frame.change():
                try:
                    actions.unlock(other, f"{number + 300_000:06}", clock.now(), "198.51.100.7")
                except (TooOften, NotFound):
                    break
    phone = client_of(cast.amal)
    phone.send("/lock", at="/more")
    phone.send("/unlock", at="/unlock", pin=PIN)


def test_two_hundred_passwords_from_everywhere_shut_nobody_out(cast, client_of, judged):
    secret, _ = keep(cast.kees)
    laptop, now = client_of(), clock.now() + timedelta(minutes=2)
    with time_machine.travel(now, tick=False):
        sign_in(laptop, secret)
    judged.clear()
    thief = client_of()
    token = token_of(thief, "/staff/sign-in")
    pool = [copied(client_of(), thief) for _ in range(10)]

    def guess(number: int) -> int:
        data = {"csrf_token": token, "name": "Kees@oude-ijsselstreek.nl ", "password": f"paarse fiets {number}"}
        return pool[number % 10].post("/staff/sign-in", data=data, **elsewhere(number)).status_code

    with ThreadPoolExecutor(10) as threads:
        answers = Counter(threads.map(guess, range(200)))
    assert set(answers) <= {422, 429, 503}, "503: SQLite has one writer, and says that it is busy"
    assert sum(judged.values()) == answers[422] == 10
    refused = give_password(client_of(), status=429)
    assert "Wacht tien minuten" in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        laptop.send("/lock")
        sign_in(laptop, secret, 1)
        laptop.show("/people")
    key = with_passkey(client_of(), cast.bram, "bram@example.nl")
    anywhere = client_of()
    answer = key.use(options_on(anywhere, "/staff/sign-in"))
    anywhere.send("/staff/sign-in/passkey", at="/staff/sign-in", credential=answer)


def test_one_address_that_tries_many_names_is_told_to_wait(cast, client_of, judged):
    thief = client_of()
    token = token_of(thief, "/staff/sign-in")
    with frame.change():
        for _ in range(FROM_ADDRESS.tries - 3):
            attempts.count(FROM_ADDRESS, "127.0.0.1", clock.now())
    answers = Counter(
        thief.post(
            "/staff/sign-in", data={"csrf_token": token, "name": f"n{number}@example.nl", "password": PASSWORD}
        ).status_code
        for number in range(7)
    )
    assert answers == {422: 3, 429: 4}
    assert sum(judged.values()) == 3


def test_a_known_and_an_unknown_name_cost_the_same_hash(cast, client_of, judged):
    keep(cast.kees)
    for name in ("kees@oude-ijsselstreek.nl", "nobody@example.nl", ""):
        judged.clear()
        give_password(client_of(), name=name, password="niet het wachtwoord", status=422)
        assert sum(judged.values()) == 1, name


def test_codes_are_guessed_five_times_and_the_known_laptop_still_gets_in(cast, client_of):
    secret, _ = keep(cast.kees)
    now = clock.now() + timedelta(minutes=2)
    laptop, thief = client_of(), client_of()
    with time_machine.travel(now, tick=False):
        sign_in(laptop, secret)
        give_password(thief)
        token = token_of(thief, "/staff/second-key")
        answers = Counter(
            thief.post("/staff/second-key", data={"csrf_token": token, "code": f"{number:06}"}).status_code
            for number in range(12)
        )
        assert answers == {422: 5, 429: 7}
        assert thief.send("/staff/second-key", status=429, code=code_of(secret, 1))
        laptop.send("/lock")
        sign_in(laptop, secret, 1)


def test_an_authenticator_that_counts_backwards_was_copied(cast, client_of):
    laptop = client_of()
    key = with_passkey(laptop, cast.kees)
    laptop.send("/sign-out", at="/more")
    key.count = 8
    answer = key.use(options_on(laptop, "/staff/sign-in"))
    laptop.send("/staff/sign-in/passkey", at="/staff/sign-in", credential=answer)
    key.count = 3
    door = client_of()
    answer = key.use(options_on(door, "/staff/sign-in"))
    door.send("/staff/sign-in/passkey", status=422, at="/staff/sign-in", credential=answer)


def test_what_is_stored_of_keys_opens_nothing(cast, app):
    secret, codes = keep(cast.kees)
    as_a_test = {"scope": "system: test"}
    stored = db.session.scalars(select(StaffKeys).execution_options(**as_a_test)).one()
    assert stored.totp_secret
    assert stored.password_hash
    assert secret not in stored.totp_secret
    assert keys.unseal(stored.totp_secret) == secret
    assert stored.password_hash.startswith("$argon2id$")
    hashes = db.session.scalars(select(RecoveryCode.code_hash).execution_options(**as_a_test)).all()
    assert not set(codes) & set(hashes)
