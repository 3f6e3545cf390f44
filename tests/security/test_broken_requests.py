"""Whatever is sent anywhere: a plain page in the reader's language, never the inside, and nothing changed.

Every route of the house is tried, so a new one is under attack from its first day.
"""

import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import make_response
from sqlalchemy import select

from portal.core.db import Base, db
from portal.keys import known
from tests.rules.test_access import address
from tests.security.test_found import as_for_people

LONG = "x" * 20_000
NUL = "\x00"
ODD = ("\ud800".encode(errors="surrogatepass").decode(errors="replace"), "٣" * 40, "-1", "9" * 400, LONG)
WRONG_PARTS = ("x", "-1", "null", "%00", "%2e%2e%2f", "00000000-0000-4000-8000-00000000000g", LONG)
INSIDE = re.compile(r"Traceback|sqlalchemy|werkzeug|/portal/|site-packages", re.IGNORECASE)
METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW")
OUTSIDE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)")


def contents(home) -> dict[str, str]:
    """Everything in the database but counts of tries, traces of looking and devices' tokens."""
    with home.app_context(), db.engine.connect() as connection:
        return {
            table.name: repr(sorted(map(repr, connection.execute(select(table)))))
            for table in Base.metadata.sorted_tables
            if table.name not in {"attempt", "audit_entry", "pseudonym"}
        }


def routes(home, method: str):
    return [rule for rule in home.url_map.iter_rules() if method in (rule.methods or ()) and rule.endpoint != "static"]


def is_plain(answer, language: str) -> bool:
    """A page that says in the reader's language what to do, and nothing of the inside."""
    text = answer.text
    return not INSIDE.search(text) and f'<html lang="{language}"' in text and "<h1" in text


def token_of(client) -> str:
    return client.show("/language").select_one("input[name=csrf_token]")["value"]


def who_may(home, visitors, rule):
    """Somebody to whom a route is open."""
    names = ("amal", "kees", "ingrid", "rana")
    roles = ("participant", "beheerder", "regisseur", "cultuurverbinder")
    open_to = home.view_functions[rule.endpoint].open_to.roles
    return next(visitors[name] for name, role in zip(names, roles, strict=True) if open_to is None or role in open_to)


LEAVES = {
    *("demo.become", "accounts.lock", "accounts.hide", "accounts.sign_out", "accounts.choose_language"),
    *("people.set_activity", "letting_in.lost"),
}
"""What needs nothing to be sent, and leads who is looking somewhere else, or signs Amal out."""


def test_every_form_filled_with_nonsense_is_answered_plainly_and_what_is_refused_changes_nothing(
    home, furnished, visitors
):
    fields = (
        *("body", "title", "pin", "secret", "credential", "name", "password", "code", "next", "once_key", "label", "q"),
        *("words", "reason", "nickname", "partner", "provider", "due_on", "state", "kind", "pillar", "person"),
    )
    with as_for_people(home):
        before = contents(home)
        for number, rule in enumerate(routes(home, "POST")):
            if rule.endpoint in LEAVES:
                continue
            client = who_may(home, visitors, rule)
            for odd in (NUL, ODD[number % len(ODD)]):  # PostgreSQL takes no NUL; each of the others meets some forms
                form = {"csrf_token": token_of(client), **dict.fromkeys(fields, odd)}
                answer = client.post(address(home, furnished, rule), data=form)
                assert answer.status_code < 500, rule.rule
                assert not INSIDE.search(answer.text), rule.rule
                after = contents(home)
                if answer.status_code >= 400:
                    assert [name for name in before if before[name] != after[name]] == [], rule.rule
                before = after


def test_every_address_with_a_wrong_part_is_not_found(home, visitors):
    with as_for_people(home):
        for rule in home.url_map.iter_rules():
            if not rule.arguments or rule.endpoint == "static":
                continue
            for odd in WRONG_PARTS:
                path = re.sub(r"<[^>]+>", odd, rule.rule)
                answer = visitors["amal"].get(path)
                assert answer.status_code in {404, 405}, f"{path[:80]} answered {answer.status_code}"
                assert is_plain(answer, "ar"), path[:80]


def test_every_address_with_a_wrong_question_is_no_failure(home, furnished, visitors):
    with as_for_people(home):
        for rule in routes(home, "GET"):
            path, client = address(home, furnished, rule), who_may(home, visitors, rule)
            for odd in ("\x00", "9" * 400, "[٣"):
                answer = client.get(path, query_string=dict.fromkeys(("q", "after", "before", "week", "next"), odd))
                assert answer.status_code < 500 or rule.endpoint == "healthz.healthz", f"{path} {odd!r}"


def test_every_address_by_a_wrong_method_is_refused(home, furnished, visitors):
    with as_for_people(home):
        for number, rule in enumerate(home.url_map.iter_rules()):
            if rule.endpoint != "static":
                method = METHODS[number % len(METHODS)]
                answer = visitors["amal"].open(address(home, furnished, rule), method=method)
                assert answer.status_code in {400, 403, 404, 405}, f"{method} {rule.rule}: {answer.status_code}"
                assert is_plain(answer, "ar"), f"{method} {rule.rule}"


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_a_hundred_thousand_fields_and_ten_megabytes_are_too_large_in_ones_own_language(home, visitors, language):
    client = visitors[{"nl": "noor", "ar": "amal", "ti": "yonas"}[language]]
    token = token_of(client)
    fields = "&".join(f"f{number}=1" for number in range(100_000))
    form = "application/x-www-form-urlencoded"
    large = (fields, form), ("body=" + "x" * 10_000_000, form), ('{"a":"' + "x" * 10_000_000 + '"}', "application/json")
    with as_for_people(home):
        for path in ("/messages/new", "/unlock", "/staff/sign-in", "/nowhere"):
            for body, kind in large:
                answer = client.post(path, data=body, content_type=kind, headers={"X-CSRFToken": token})
                assert answer.status_code in {404, 413}, f"{path}: {answer.status_code}"
                assert is_plain(answer, language), path


ASKS_WHERE_TO = ("/language", "/unlock", "/staff/sign-in", "/staff/second-key")


def test_no_address_leads_out_of_the_portal(home, furnished, visitors):
    asked = [(address(home, furnished, rule), OUTSIDE[n % 5]) for n, rule in enumerate(routes(home, "GET"))]
    asked += [(path, outside) for path in ASKS_WHERE_TO for outside in OUTSIDE]
    with as_for_people(home):
        for path, outside in asked:
            sent = dict.fromkeys(("next", "url", "return", "redirect_uri", "came_from"), outside)
            for who in ("stranger", "amal"):
                answer = visitors[who].get(path, query_string=sent)
                led = answer.headers.get("Location", "") or answer.headers.get("HX-Redirect", "")
                assert "evil" not in led.partition("?")[0], f"{path}: {led}"
                assert led[:1] in {"", "/"}, f"{path}: {led}"
                if "evil" in answer.text:
                    links = BeautifulSoup(answer.text, "html5lib").select("a[href], form[action], input[name=next]")
                    where = [str(each.get("href") or each.get("action") or each.get("value")) for each in links]
                    assert not [each for each in where if "evil" in each.partition("?")[0]], path


def test_what_is_anothers_and_what_is_not_there_look_the_same(home, furnished, visitors):
    with as_for_people(home):
        for rule in home.url_map.iter_rules():
            if not any(name.endswith("_id") for name in rule.arguments) or rule.endpoint == "demo.become":
                continue
            anothers = address(home, furnished, rule)
            nobodys = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda _: str(uuid4()), anothers)
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            for who in ("samira", "wim"):
                form = {"csrf_token": token_of(visitors[who])} if method == "POST" else {}
                answers = [visitors[who].open(path, method=method, data=form) for path in (anothers, nobodys)]
                if answers[0].status_code == 404:
                    told = [
                        re.sub(r'next=[^"]*|(?<=name="csrf_token" value=)"[^"]*', "", answer.text) for answer in answers
                    ]
                    assert answers[1].status_code == 404, f"{who} {rule.rule}"
                    assert told[0] == told[1], f"{who} {rule.rule}"


HOSTS = ("evil.example", "portal.example.evil.example", "portal.example:evil", "portal.example@evil.example", "a b", "")


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused_and_stands_on_no_page(in_production, host):
    for header in ({"Host": host}, {"Host": "portal.example", "X-Forwarded-Host": host}, {"X-Host": host}):
        answer = in_production.test_client().get("/sign-in", base_url="https://portal.example", headers=header)
        assert "evil" not in answer.text
        assert "evil" not in str(answer.headers)
        if header.get("Host") == host:
            assert answer.status_code == 400
            assert is_plain(answer, "nl")


def test_both_cookies_of_staff_are_bound_to_their_host_in_production(in_production, cast):
    with in_production.test_request_context("/", base_url="https://portal.example"):
        cookie = known.remember(make_response(""), "kees@example.nl").headers["Set-Cookie"]
    assert cookie.startswith("__Host-meedoen-known=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "kees" not in cookie
