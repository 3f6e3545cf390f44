"""Signing in at a municipality's own identity provider. The provider is a real one that runs in this test."""

import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from portal import create_app
from portal.core import clock, frame
from portal.core.db import db
from portal.core.settings import SettingsError
from portal.keys import actions
from portal.keys.models import OpenIdLink
from tests.pages import PageClient

AS_A_TEST = {"scope": "system: test"}
MAIL = "kees@oude-ijsselstreek.nl"
KEES = {"email": MAIL, "email_verified": True, "groups": ["portal-beheer"], "acr": "substantial"}
FILE = """
[[provider]]
slug = "gemeente"
municipality = "oude-ijsselstreek"
label = "Gemeente Oude IJsselstreek"
issuer = "{issuer}"
client_id = "meedoen"
client_secret = "not-a-secret"
acr = ["substantial", "high"]
link_by_email = true
role_claim = "groups"
{more}
[provider.roles]
portal-beheer = "beheerder"
portal-begeleiding = "begeleider"
"""


@pytest.fixture(scope="module")
def issuer():
    """In a process of its own, on a port that it chooses and tells."""
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", "0", "--require-nonce", "true"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        told = next(found for line in running.stdout if (found := re.search(r"running on \S*127.0.0.1:(\d+)", line)))
        Thread(target=running.stdout.read, daemon=True).start()  # or it would wait for somebody who reads
        yield f"http://localhost:{told[1]}"
        running.terminate()


@pytest.fixture
def known_there(issuer):
    """Tell the provider who somebody is."""

    def tell(subject: str, **claims: object) -> None:
        assert requests.put(f"{issuer}/users/{subject}", json=claims, timeout=5).status_code == 204

    return tell


@pytest.fixture
def site(settings, app, issuer, tmp_path):
    """The portal with that provider, by its file."""

    @contextmanager
    def at(more: str = "", text: str = FILE):
        file = tmp_path / "openid.toml"
        file.write_text(text.format(issuer=issuer, more=more))
        made = create_app(replace(settings, openid_file=file, base_url="http://localhost"))
        made.testing = True
        yield made
        with made.app_context():
            db.session.close()
            db.engine.dispose()

    return at


def there(answer, subject: str) -> str:
    """Be that person at the provider, and say yes. Gives where the browser is sent back to."""
    assert answer.status_code in {302, 303}, answer.text[:300]
    agreed = requests.post(answer.headers["Location"], data={"sub": subject}, allow_redirects=False, timeout=5)
    back = agreed.headers["Location"]
    assert back.startswith("http://localhost/openid/gemeente/back?")
    return back.removeprefix("http://localhost")


def signs_in(client: PageClient, subject: str):
    return client.get(there(client.get("/openid/gemeente"), subject))


def sign_in_name(person, name=MAIL):
    with frame.change():
        actions.link_without_actor(person, name, None, clock.now())


def links():
    return db.session.scalars(select(OpenIdLink).execution_options(**AS_A_TEST)).all()


def test_a_colleague_signs_in_there_is_linked_once_and_found_by_sub_from_then_on(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES)
    with site() as portal:
        laptop = PageClient.at(portal)
        assert "Gemeente Oude IJsselstreek" in laptop.show("/staff/sign-in").text
        assert signs_in(laptop, "s-1").headers["Location"] == "/"
        laptop.show("/staff/colleagues")
        assert [(each.subject, each.person_id) for each in links()] == [("s-1", cast.kees.id)]
        known_there("s-1", **{**KEES, "email": "married@oude-ijsselstreek.nl"})
        other = PageClient.at(portal)
        assert signs_in(other, "s-1").headers["Location"] == "/"


def test_who_leaves_takes_a_state_a_nonce_and_a_challenge_and_names_one_way_back(cast, site):
    with site() as portal:
        asked = parse_qs(urlsplit(PageClient.at(portal).get("/openid/gemeente").headers["Location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://localhost/openid/gemeente/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["substantial high"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    assert len(asked["code_challenge"][0]) == 43


def test_an_answer_works_once_and_only_in_the_browser_that_left(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES)
    with site() as portal:
        mine, theirs = PageClient.at(portal), PageClient.at(portal)
        back = there(mine.get("/openid/gemeente"), "s-1")
        theirs.get("/openid/gemeente")
        assert theirs.get(back).status_code == 422, "another browser's state"
        assert mine.get(back.replace("state=", "state=x")).status_code == 422
        assert mine.get(back).status_code == 422, "the state was used up"
        back = there(mine.get("/openid/gemeente"), "s-1")
        assert mine.get(back).status_code == 303
        assert theirs.get(back).status_code == 422
        assert theirs.get("/staff/account").status_code == 303
        for odd in ("", "?error=access_denied", "?code=x", "?state=x&code=y", "?state=&code=%00"):
            assert theirs.get(f"/openid/gemeente/back{odd}").status_code in {404, 422}, odd


def test_a_nonce_of_another_sign_in_is_refused(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES)
    with site() as portal:
        laptop = PageClient.at(portal)
        back = there(laptop.get("/openid/gemeente"), "s-1")
        with laptop.session_transaction() as session:
            (key,) = [key for key in session if key.startswith("_state_")]
            session[key] = {**session[key], "data": {**session[key]["data"], "nonce": "another"}}
        assert laptop.get(back).status_code == 422
        assert laptop.get("/staff/account").status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {**KEES, "acr": "low"},
        {key: value for key, value in KEES.items() if key != "acr"},
        {**KEES, "email_verified": False},
        {**KEES, "email": "nobody@oude-ijsselstreek.nl"},
    ],
    ids=["low assurance", "no assurance told", "address not checked", "not known here"],
)
def test_who_does_not_fit_is_not_let_in_and_nothing_is_stored(cast, site, known_there, claims):
    sign_in_name(cast.kees)
    known_there("s-2", **claims)
    with site() as portal:
        laptop = PageClient.at(portal)
        assert signs_in(laptop, "s-2").status_code == 422
        assert laptop.get("/staff/account").status_code == 303
    assert not links()


def test_a_provider_speaks_only_for_its_own_municipality(cast, site, known_there, issuer):
    sign_in_name(cast.wim, "wim@doetinchem.nl")
    known_there("s-3", **{**KEES, "email": "wim@doetinchem.nl"})
    with site() as portal:
        assert signs_in(PageClient.at(portal), "s-3").status_code == 422, "by address"
        with frame.change():
            actions.link_openid(cast.wim, issuer, "s-3", clock.now())
        assert signs_in(PageClient.at(portal), "s-3").status_code == 422, "by an old link"


def test_a_participant_signs_in_there_by_configuration_and_then_chooses_a_pin(cast, site, known_there, issuer):
    with frame.change():
        actions.link_openid(cast.amal, issuer, "s-8", clock.now())
    known_there("s-8", acr="substantial")
    text = FILE.replace('role_claim = "groups"', "for_participants = true")
    with site(text=text.split("[provider.roles]")[0]) as portal:
        phone = PageClient.at(portal)
        assert "Gemeente Oude IJsselstreek" in phone.show("/sign-in").text
        assert "Gemeente Oude IJsselstreek" not in phone.show("/staff/sign-in").text
        assert signs_in(phone, "s-8").headers["Location"] == "/pin"
        phone.send("/pin", at="/pin", pin="280695", repeated="280695")
        assert phone.show("/more").select_one("html[lang=ar]")


def test_who_was_on_the_phone_steps_aside_for_who_signs_in_there(cast, site, known_there, issuer):
    with frame.change():
        actions.link_openid(cast.amal, issuer, "s-8", clock.now())
    known_there("s-8", acr="substantial")
    text = FILE.replace('role_claim = "groups"', "for_participants = true")
    with site(text=text.split("[provider.roles]")[0]) as portal:
        phone, thief = PageClient.at(portal), PageClient.at(portal)
        phone.become(cast.yonas)
        for cookie in (phone._cookies or {}).values():
            thief.set_cookie(cookie.key, cookie.value)
        thief.show("/plan")
        signs_in(phone, "s-8")
        phone.send("/pin", at="/pin", pin="280695", repeated="280695")
        assert thief.get("/plan").headers["Location"].startswith("/unlock"), "a copy of what was open opens nothing"
        phone.send("/lock", at="/more")
        assert len(phone.show("/unlock").select("input[name=who]")) == 2


def test_signing_out_there_too_leads_back_to_the_staff_door(cast, site, issuer):
    with site() as portal:
        left = PageClient.at(portal).get("/openid/gemeente/sign-out").headers["Location"]
    assert left.startswith(f"{issuer}/oauth2/end_session?")
    assert parse_qs(urlsplit(left).query)["post_logout_redirect_uri"] == ["http://localhost/staff/sign-in"]


def test_a_provider_that_does_not_answer_is_no_failure_of_the_portal(cast, site):
    with site() as portal:
        named, oauth = portal.extensions["portal.openid"]
        oauth.create_client("gemeente")._server_metadata_url = "http://localhost:9/.well-known/openid-configuration"
        assert PageClient.at(portal).get("/openid/gemeente").status_code == 422
        assert named


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("slug =", "slugg ="), "slugg"),
        (('"beheerder"', '"participant"'), "participant"),
        (('"beheerder"', '"boss"'), "boss"),
        (('issuer = "', "issuer = "), "openid.toml"),
        (("client_id", "acr_values"), "acr_values"),
    ],
)
def test_a_broken_file_stops_the_start_with_one_line(settings, tmp_path, changed, told):
    file = tmp_path / "openid.toml"
    file.write_text(FILE.format(issuer="https://id.example", more="").replace(*changed))
    with pytest.raises(SettingsError, match=told):
        create_app(replace(settings, openid_file=file))


def test_in_production_a_provider_speaks_https(settings, tmp_path):
    file = tmp_path / "openid.toml"
    file.write_text(FILE.format(issuer="http://id.example", more=""))
    production = {"environment": "production", "demo": False, "base_url": "https://portal.example"}
    with pytest.raises(SettingsError, match="https"):
        create_app(replace(settings, openid_file=file, **production))
