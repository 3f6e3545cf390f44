"""Holes that an attacker found. Each is closed, and stays so."""

import unicodedata
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import select

from portal.announcements import actions as announcements
from portal.announcements.actions import EVERYBODY, Words
from portal.announcements.models import Kind
from portal.audit.models import Trace
from portal.core import clock, frame
from portal.core.db import db
from portal.core.settings import SettingsError, from_environment
from portal.core.text import MOST_MARKS, clean, fold_for_search
from portal.core.viewer import Role
from portal.messages import actions as messages
from portal.messages import inbox_actions
from portal.messages.models import Topic
from portal.notices.models import InboxNotice
from portal.texts import actions as texts
from tests import people
from tests.pages import PIN
from tests.security.test_attacks import at_once, token_of

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@contextmanager
def as_for_people(app):
    """A failure becomes a page, as for people, and not a failed test."""
    app.testing = False
    try:
        yield
    finally:
        app.testing = True


def test_a_page_that_asks_for_news_by_itself_does_not_keep_the_phone_open(cast, client_of):
    with frame.change():
        thread = messages.ask(people.viewer(cast.amal), Topic.LETTER, "x", clock.now())
    phone, now = client_of(cast.amal), clock.now()
    for minute in range(12):
        with time_machine.travel(now + timedelta(minutes=minute), tick=False):
            phone.get(f"/messages/{thread}?after=1", headers=PART)
    with time_machine.travel(now + timedelta(minutes=12), tick=False):
        assert phone.get("/more").headers["Location"].startswith("/unlock")


def test_what_a_page_says_by_itself_does_not_keep_the_phone_open(cast, client_of):
    """A talkative counterpart: htmx says of each new message that it is on the screen."""
    with frame.change():
        thread = messages.ask(people.viewer(cast.amal), Topic.LETTER, "x", clock.now())
        inbox_actions.claim(people.viewer(cast.rana, Role.CULTUURVERBINDER), thread, clock.now())
    with frame.change():
        announced = announcements.announce(
            people.viewer(cast.bram, Role.BEGELEIDER), Words(Kind.GENERAL, _title(cast)), EVERYBODY, clock.now()
        )
    notice = _notice_of(cast.amal)
    said = {
        cast.amal: (f"/messages/{thread}/seen", f"/announcements/{announced}/read", f"/notices/{notice}/open"),
        cast.rana: (f"/messages/inbox/{thread}/seen",),
    }
    now = clock.now()
    for person, paths in said.items():
        for path in paths:
            with time_machine.travel(now, tick=False):
                phone = client_of(person)
                token = token_of(phone, "/language")
            for minute in (5, 9):
                with time_machine.travel(now + timedelta(minutes=minute), tick=False):
                    answer = phone.post(path, data={"csrf_token": token}, headers=PART)
                    assert answer.status_code < 300
            with time_machine.travel(now + timedelta(minutes=12), tick=False):
                assert phone.get("/more").headers.get("Location", "").startswith("/unlock"), path


def _title(cast):
    return texts.write(
        people.viewer(cast.bram, Role.BEGELEIDER),
        {"nl": "Tot dan"},
        clock.now(),
        municipality_id=cast.bram.municipality_id,
    )


def _notice_of(person):
    statement = select(InboxNotice.id).where(InboxNotice.person_id == person.id).limit(1)
    return db.session.scalars(statement.execution_options(scope="system: test")).one()


def test_an_unlock_whose_answer_is_lost_does_not_sign_the_phone_out(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/lock", at="/more")
    with phone.session_transaction() as mine:
        before = dict(mine)
    phone.send("/unlock", at="/unlock", pin=PIN)
    with phone.session_transaction() as mine:
        mine.clear()
        mine.update(before)
    assert phone.get("/more").headers["Location"].startswith("/unlock")
    phone.send("/unlock", at="/unlock", pin=PIN)
    phone.show("/more")


def test_forms_work_over_https_without_a_referrer(in_production):
    client = in_production.test_client()
    page = client.get("/welcome", base_url="https://portal.example").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post("/welcome", base_url="https://portal.example", data={"csrf_token": token, "language": "nl"})
    assert answer.status_code == 422


def test_a_request_that_names_another_host_is_refused_in_production(in_production):
    assert in_production.test_client().get("/welcome", base_url="https://evil.example").status_code == 400


def test_nobody_can_invite_a_colleague_and_so_become_them(cast, client_of):
    for visitor in (cast.bram, cast.kees):
        client_of(visitor).send(f"/people/{cast.ingrid.id}/invite", status=404)


def test_an_invitation_leaves_a_trace_and_another_phone_is_told_of(cast, client_of):
    client_of(cast.amal)
    client_of(cast.bram).send(f"/people/{cast.amal.id}/invite", status=200)
    client_of(cast.amal)
    scope = {"scope": "system: test"}
    acts = db.session.scalars(select(Trace.act).where(Trace.person_id == cast.amal.id).execution_options(**scope))
    told = db.session.scalars(
        select(InboxNotice.kind).where(InboxNotice.person_id == cast.amal.id).execution_options(**scope)
    )
    assert list(acts) == ["invitation.made"]
    assert list(told) == ["accounts.device_added"]


@pytest.mark.parametrize(
    "path",
    [
        "/language?next=//%5B",
        "/language?next=//a%E2%84%80b",
        f"/excursions?at=0001-01-01T00:00:00%2B14:00&last={NOBODY}",
        "/health/articles/%00",
        "/people?family=%00",
        "/static//etc",
    ],
)
def test_a_hostile_address_is_no_failure_and_names_no_other_host(app, cast, client_of, path):
    with as_for_people(app):
        for who in (cast.amal, cast.bram):
            answer = client_of(who).get(path, headers={"Host": "evil.example"} if "static" in path else {})
            assert answer.status_code < 500
            assert "evil.example" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("before", ["99999999999999999999", "2147483648", "-1"])
def test_a_number_too_large_is_no_failure(app, cast, client_of, before):
    amal = client_of(cast.amal)
    thread = amal.send("/messages/new", at="/messages/new", topic="letter", body="A").headers["Location"]
    with as_for_people(app):
        assert amal.get(f"{thread}?before={before}").status_code < 500


FILE = '--b\r\nContent-Disposition: form-data; name="body"; filename="x"\r\n\r\nhello\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"topic":"letter","body":1}', "application/json"),
        ("[1]", "application/json"),
        ("[" * 100_000, "application/json"),
        (FILE, "multipart/form-data; boundary=b"),
    ],
    ids=["numbers", "list", "depth", "file"],
)
def test_what_is_not_a_form_is_no_failure(app, cast, client_of, body, kind):
    amal = client_of(cast.amal)
    token = token_of(amal, "/messages/new")
    with as_for_people(app):
        answer = amal.post("/messages/new", data=body, content_type=kind, headers={"X-CSRFToken": token})
    assert answer.status_code == 422


@pytest.mark.parametrize("make", [lambda text: clean(text, multiline=True), fold_for_search], ids=["clean", "fold"])
def test_a_tower_of_marks_on_one_letter_is_cut_before_it_costs_anything(make: Callable[[str], str]):
    tower = make("a" + "\u0301" * 5_000 + "\u0327" * 5_000 + "b")
    assert sum(bool(unicodedata.combining(char)) for char in tower) <= MOST_MARKS
    assert tower.endswith("b")


def test_a_failure_writes_no_words_of_a_person_in_the_log(app, cast, client_of, caplog):
    """One message, sent at the same moment in several threads."""
    amal = client_of(cast.amal)
    sent = [
        amal.send("/messages/new", at="/messages/new", topic="letter", body="A", once_key=str(uuid4()))
        for _ in range(4)
    ]
    token, key = token_of(amal, "/language"), str(uuid4())
    with amal.session_transaction() as mine:
        copied = dict(mine)

    def send(thread: str) -> int:
        phone = client_of()
        with phone.session_transaction() as session:
            session.update(copied)
        return phone.post(thread, data={"csrf_token": token, "message_id": key, "body": "CANARY"}).status_code

    with as_for_people(app):
        codes = at_once([lambda thread=answer.headers["Location"]: send(thread) for answer in sent])
    assert "CANARY" not in caplog.text
    assert 500 not in codes


def test_the_data_folder_is_for_its_owner_only(tmp_path):
    from_environment({"PORTAL_DATA_DIR": str(tmp_path / "data")})
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_weak_key_stops_the_start(tmp_path):
    with pytest.raises(SettingsError, match="1 characters"):
        from_environment({"PORTAL_SECRET_KEY": "a", "PORTAL_DATA_DIR": str(tmp_path)})
