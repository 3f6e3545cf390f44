"""Attacks that were tried against a running portal, and held. Each stays here so that it goes on holding."""

import json
from base64 import urlsafe_b64decode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4
from zlib import decompress

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Device
from portal.core.access import ANYONE
from portal.core.db import db
from portal.entry.models import Invitation
from tests.entry import ways
from tests.pages import PIN, PageClient

MANY = 20
AS_A_TEST = {"scope": "system: test"}

HOSTILE = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "[x](javascript:alert(1))",
    '<a href="https://x" hx-get="/more">x</a>',
    "<bdi><form action=https://evil.example>",
    "{{ 7 * 7 }} {% raw %} %(name)s %s",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
HIDDEN = "\u202e\u2066\u200b\ufeff\U000e0041\x00\x01"


def at_once(calls):
    """Do all of these at the same moment, each in a thread of its own."""
    start = Barrier(len(calls))

    def wait_and(call):
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(wait_and, calls))


def token_of(client: PageClient, page: str) -> str:
    field = BeautifulSoup(client.get(page).text, "html5lib").select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])


def invited(cast, person) -> str:
    return "#" + ways.invite(cast, person).secret


def contents_of(client: PageClient) -> dict[str, object]:
    """What anyone who holds the phone can read in its cookie."""
    cookie = client.get_cookie("meedoen")
    assert cookie is not None
    packed, value = cookie.value.startswith("."), cookie.value.lstrip(".")
    raw = urlsafe_b64decode(value.split(".")[0] + "===")
    return json.loads(decompress(raw) if packed else raw)


def test_of_many_phones_that_claim_one_invitation_at_once_one_gets_in(cast, client_of):
    made = ways.invite(cast, cast.amal)
    phones = [client_of() for _ in range(MANY)]
    for phone in phones:
        ways.look(phone, made)
    tokens = [token_of(phone, "/welcome/you") for phone in phones]

    def claim(number):
        form = {"csrf_token": tokens[number]}
        return lambda: phones[number].post("/welcome/claim", data=form).status_code

    assert Counter(at_once([claim(number) for number in range(MANY)])) == {303: 1, 422: MANY - 1}
    devices = db.session.scalars(select(Device).where(Device.person_id == cast.amal.id).execution_options(**AS_A_TEST))
    assert len(devices.all()) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_at_an_invitation_spends_nothing(cast, client_of, method):
    secret = invited(cast, cast.amal)
    assert client_of().open("/welcome", method=method, query_string={"secret": secret}).status_code == 200
    invitation = db.session.scalars(select(Invitation).execution_options(**AS_A_TEST)).one()
    assert invitation.used_at is None


def test_of_many_wrong_pins_at_once_five_are_judged(cast, client_of):
    owner = client_of(cast.amal)
    owner.send("/lock", at="/more")
    token = token_of(owner, "/unlock")
    with owner.session_transaction() as session:
        copied = dict(session)
    thieves = [client_of() for _ in range(MANY)]
    for thief in thieves:
        with thief.session_transaction() as session:
            session.update(copied)

    def guess(number):
        form = {"csrf_token": token, "pin": str(400_000 + number)}
        elsewhere = {"X-Forwarded-For": f"192.0.2.{number}"}
        return lambda: thieves[number].post("/unlock", data=form, headers=elsewhere).status_code

    answers = Counter(at_once([guess(number) for number in range(MANY)]))
    assert answers[422] == 4, answers  # wrong, with tries left
    assert answers[403] == 1, answers  # the fifth: this phone is signed out
    assert owner.get("/more").headers["Location"].startswith("/sign-in")


def test_a_cookie_from_before_the_pin_was_chosen_opens_nothing(cast, client_of):
    phone, thief = client_of(), client_of()
    made = ways.invite(cast, cast.amal)
    ways.claim(phone, made)
    ways.confirm(cast, made)
    with phone.session_transaction() as mine:
        copied = dict(mine)
    phone.send("/pin", at="/pin", pin=PIN, repeated=PIN)
    with thief.session_transaction() as session:
        session.update(copied)
    assert thief.get("/more").headers["Location"].startswith("/unlock")


def test_before_the_pin_is_chosen_a_phone_shows_nothing(cast, client_of):
    phone = client_of()
    made = ways.invite(cast, cast.amal)
    ways.claim(phone, made)
    for door in ("/waiting", "/pin"):
        for path in ("/", "/plan", "/messages", "/more"):
            assert phone.get(path).headers["Location"].startswith(door)
        if door == "/waiting":
            ways.confirm(cast, made)
    part = phone.get("/messages", headers={"HX-Request": "true"})
    assert part.text == ""


def test_the_cookie_says_nothing_about_a_person(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/language", language="ti")
    phone.send("/lock", at="/more")
    assert set(contents_of(phone)) <= {
        "_fresh",
        "_permanent",
        "_user_id",
        "csrf_token",
        "language",
        "locked",
        "pin_at",
        "seen",
    }


def test_the_key_of_anothers_form_does_not_tell_where_it_led(cast, client_of):
    key = str(uuid4())
    form = {"topic": "letter", "body": "Wat staat hier?", "once_key": key}
    amal, samira = client_of(cast.amal), client_of(cast.samira)
    mine = amal.send("/messages/new", at="/messages/new", **form).headers["Location"]
    theirs = samira.send("/messages/new", at="/messages/new", **form).headers["Location"]
    assert mine != theirs
    samira.show(mine, status=404)


@pytest.mark.parametrize("part", [{}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Request-Type": "partial"}])
def test_a_part_for_htmx_is_as_closed_as_its_page(cast, client_of, part):
    ask = {"topic": "letter", "body": "Wat staat hier?"}
    thread = client_of(cast.amal).send("/messages/new", at="/messages/new", **ask).headers["Location"]
    for person in (cast.noor, cast.samira, cast.rana, cast.bram, cast.ingrid, cast.kees):
        answer = client_of(person).get(f"{thread}?after=0", headers=part)
        assert answer.status_code == 404, person.given_name
        assert "Wat staat hier?" not in answer.text


def test_what_somebody_writes_is_only_ever_text(cast, client_of):
    amal = client_of(cast.amal)
    thread = amal.send("/messages/new", at="/messages/new", topic="letter", body="A").headers["Location"]
    for words in HOSTILE:
        amal.send(thread, at=thread, body=words)
    amal.send(thread, at=thread, body=f"before{HIDDEN}after")
    talk = amal.show(thread).select_one("#talk")
    assert talk is not None
    harmful = "script, img, svg[onload], form[action^=http], [onerror], [hx-get*='/more'], a[href^=javascript]"
    assert not talk.select(harmful)
    assert "{{ 7 * 7 }}" in talk.text
    assert "beforeafter" in talk.text
    assert not set(HIDDEN) & set(talk.text)


def test_the_pool_is_closed_to_a_begeleider_and_names_nobody(cast, client_of):
    ask = {"topic": "letter", "body": "Wat staat hier?"}
    path = client_of(cast.amal).send("/messages/new", at="/messages/new", **ask).headers["Location"]
    thread = path.rpartition("/")[2]
    client_of(cast.bram).show(f"/messages/inbox/unclaimed/{thread}", status=404)
    shown = client_of(cast.rana).show(f"/messages/inbox/unclaimed/{thread}")
    assert cast.amal.family_name not in shown.text


def test_what_is_sent_broken_or_too_large_is_answered_by_a_plain_page(cast, client_of):
    amal = client_of(cast.amal)
    token = token_of(amal, "/language")
    long = {"csrf_token": token, "topic": "letter", "body": "x" * 1_200_000}
    assert amal.post("/messages/new", data=long).status_code == 413
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    many = head + '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 1100 + "--b--\r\n"
    for body, expected in ((many, 413), (head + "--b", 400), ("", 400)):
        answer = amal.post("/messages/new", data=body, content_type="multipart/form-data; boundary=b")
        assert answer.status_code == expected
        assert "Traceback" not in answer.text
    for cookie in (".eJx", "A" * 4000, "a.b.c", "eyJfdXNlcl9pZCI6IngifQ.x.y"):
        stranger = client_of()
        stranger.set_cookie("meedoen", cookie)
        assert stranger.get("/more").headers["Location"].startswith("/sign-in")


NOT_STATIC = ("..%2f..%2fcore/settings.py", "%2e%2e/core/db.py", "../wsgi.py", "..\\wsgi.py", "vendor/../../wsgi.py")


@pytest.mark.parametrize("path", NOT_STATIC)
def test_static_files_lead_nowhere_else(app: Flask, path):
    assert app.test_client().get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_makes_a_change_of_a_look(cast, client_of, header):
    amal = client_of(cast.amal)
    amal.get("/lock", headers={header: "POST"})
    amal.show("/more")


def test_another_persons_form_token_is_refused(cast, client_of):
    amal, yonas = client_of(cast.amal), client_of(cast.yonas)
    form = {"size": "large", "csrf_token": token_of(yonas, "/more")}
    assert amal.post("/more/text-size", data=form).status_code == 400


def test_in_production_the_cookie_is_bound_to_its_host_and_https(in_production):
    answer = in_production.test_client().get("/welcome", base_url="https://portal.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-meedoen=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]


def test_in_production_a_failure_shows_a_number_and_no_trace(in_production, monkeypatch):
    def fail() -> None:
        raise RuntimeError("the inside of the house")

    fail.open_to = ANYONE  # type: ignore[attr-defined]
    monkeypatch.setitem(in_production.view_functions, "healthz.healthz", fail)
    answer = in_production.test_client().get("/healthz", base_url="https://portal.example")
    assert answer.status_code == 500
    assert "the inside of the house" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/demo", "/styleguide"])
def test_in_production_the_rooms_of_development_do_not_exist(in_production, path):
    assert in_production.test_client().get(path, base_url="https://portal.example").status_code == 404
