"""Rules that every route keeps."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal import create_app
from portal.core.access import ANYONE, RULES, Door, Rule, refuse_unguarded
from portal.core.db import db

PATH = re.compile(r"(/\.well-known|/[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|/<[a-z]+(\([^)]*\))?:[a-z_]+>)*/?")
TYPED_WORDS = re.compile(r"<(uuid|int|any\([^)]+\)|slug|week|string\([^)]*\)):")
OPEN_PATHS = {
    "/sign-in",
    "/welcome",
    "/welcome/you",
    "/welcome/claim",
    "/welcome/deny",
    "/waiting",
    "/waiting/stop",
    "/pin",
    "/unlock",
    "/sign-out",
    "/hide",
    "/hide/about",
    "/language",
    "/healthz",
    "/.well-known/security.txt",
    "/favicon.ico",
    "/sw.js",  # the same for all
    "/notices/phone/key",  # the public key of the installation
    "/notices/phone",  # from a locked phone too: its address changes at any hour; a stranger gets 404
    "/demo",
    "/demo/become/<uuid:person_id>",
    "/styleguide",
    "/staff/sign-in",
    "/staff/sign-in/passkey",
    "/staff/second-key",
    "/staff/set-up",
    "/staff/set-up/keys",
    "/staff/set-up/passkey",
    "/staff/set-up/password",
    "/unlock/passkey",
    "/openid/<string(maxlength=40):slug>",
    "/openid/<string(maxlength=40):slug>/back",
    "/openid/<string(maxlength=40):slug>/sign-out",
}
"""What may be opened without being signed in. A new line here is a decision."""


def rules(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_says_who_it_is_open_to(house):
    for rule in rules(house):
        view = house.view_functions[rule.endpoint]
        assert isinstance(view.open_to, Rule), rule.rule
        assert view.open_to in RULES, f"{rule.rule} has a rule of its own"


def test_only_the_known_paths_are_open_to_strangers(house):
    opened = {rule.rule for rule in rules(house) if house.view_functions[rule.endpoint].open_to is ANYONE}
    assert opened == OPEN_PATHS


def test_paths_are_kebab_case_and_their_parts_typed(house):
    for rule in rules(house):
        assert PATH.fullmatch(rule.rule), f"{rule.rule} is not kebab-case"
        for part in re.findall(r"<[^>]+>", rule.rule):
            assert TYPED_WORDS.match(part), f"{part} in {rule.rule} has no type"


def test_a_route_reads_or_changes_and_never_both(house):
    for rule in rules(house):
        assert rule.methods - {"HEAD", "OPTIONS"} in ({"GET"}, {"POST"}), rule.rule
        if "POST" in rule.methods:
            assert house.view_functions[rule.endpoint].changes, f"{rule.rule} does not commit"


def test_a_door_refuses_a_route_without_a_rule():
    door = Door("x", __name__)
    with pytest.raises(TypeError):
        door.get("/x")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        door.route("/x")


def test_an_app_with_an_unguarded_route_does_not_start(settings):
    app = create_app(settings)
    app.add_url_rule("/bare", "bare", lambda: "hello")
    with pytest.raises(RuntimeError, match="bare"):
        refuse_unguarded(app)


def test_unsafe_requests_without_a_token_or_from_elsewhere_are_refused(cast, client_of, house):
    client = client_of(cast.amal)
    for rule in rules(house):
        if "POST" not in rule.methods:
            continue
        path = re.sub(r"<[^>]+>", "00000000-0000-4000-8000-000000000000", rule.rule)
        assert client.post(path).status_code == 400, f"{rule.rule} needs no token"
        elsewhere = client.post(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert elsewhere.status_code == 403, f"{rule.rule} takes forms of other sites"


def test_every_answer_carries_the_strict_headers(cast, client_of):
    for path, client in (("/more", client_of(cast.amal)), ("/sign-in", client_of()), ("/nowhere", client_of())):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "default-src 'none'" in policy, path
        assert "base-uri 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"


def test_the_demo_does_not_exist_without_its_setting(settings):
    app = create_app(replace(settings, demo=False))
    assert app.test_client().get("/demo").status_code == 404
    with app.app_context():
        db.engine.dispose()
