"""Our key and what we say with it: the published examples, and the traps of the libraries."""

import base64
import json
import multiprocessing
import stat

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from portal.push import vapid
from portal.push.post import Letter, encrypted
from tests.push.phones import Phone, b64
from tests.push.service import b64decode

# RFC 8291, appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
# RFC 8292, section 2.4
RFC_8292 = (
    "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3Njgs"
    "InN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjj"
    "vW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
)


def key_of(raw: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(b64decode(raw), "big"), ec.SECP256R1())


def test_the_published_example_of_the_encryption_is_ours_too(monkeypatch):
    """With the example's salt and key in place of random ones, out of the very function that workers call."""
    monkeypatch.setattr("os.urandom", lambda length: b64decode(SALT)[:length])
    monkeypatch.setattr("pywebpush.ec.generate_private_key", lambda *given: key_of(SENDER))
    public = key_of(RECEIVER).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    letter = Letter("https://push.example.net/x", b64(public), AUTH, PLAIN, 60, "t")
    assert b64(encrypted(letter)) == BODY


def test_the_published_example_is_read_by_what_our_tests_read_with():
    read = http_ece.decrypt(b64decode(BODY), private_key=key_of(RECEIVER), auth_secret=b64decode(AUTH))
    assert read == PLAIN


def test_the_published_example_of_the_header_has_our_form_and_is_verified_by_what_judges_ours():
    assert Vapid02.verify(RFC_8292.replace(", k=", ",k="))
    ours, theirs = parts(headers().header("https://push.example.net")), parts(RFC_8292)
    assert ours[0] == theirs[0]
    assert ours[1].keys() == theirs[1].keys()
    assert len(ours[2]) == len(theirs[2])


def parts(header):
    token, key = header.removeprefix("vapid ").replace(" ", "").split(",")
    head, claims, _ = token.removeprefix("t=").split(".")
    read = [json.loads(b64decode(each)) for each in (head, claims)]
    return {**read[0]}, read[1], b64decode(key.removeprefix("k="))


def headers(now=None):
    key = Vapid02()
    key.generate_keys()
    return vapid.Headers(key, "mailto:portal@example.org", now or (lambda: 1_000_000.0))


def test_each_origin_gets_a_token_of_its_own():
    ours = headers()
    said = {
        origin: parts(ours.header(origin))[1]
        for origin in ("https://a.example", "https://b.example", "https://a.example")
    }
    assert {origin: each["aud"] for origin, each in said.items()} == {each: each for each in said}
    assert all(each["sub"] == "mailto:portal@example.org" for each in said.values())
    assert all(0 < each["exp"] - 1_000_000 <= 24 * 3600 for each in said.values())


def test_a_header_is_signed_once_and_again_at_half_its_life_or_when_the_clock_was_put_back():
    time = [1_000_000.0]
    ours = headers(lambda: time[0])
    first = ours.header("https://a.example")
    time[0] += vapid.LASTS / 2 - 1
    assert ours.header("https://a.example") == first
    time[0] += 2
    second = ours.header("https://a.example")
    assert second != first
    time[0] -= 24 * 3600
    third = ours.header("https://a.example")
    assert parts(third)[1]["exp"] - time[0] <= 24 * 3600
    ours.forget("https://a.example")
    time[0] += 1
    assert ours.header("https://a.example") != third


def test_the_key_is_made_once_for_its_owner_only_and_is_read_again(tmp_path):
    made = vapid.public_key(vapid.private_key(tmp_path))
    assert len(base64.urlsafe_b64decode(made + "=")) == 65
    assert vapid.public_key(vapid.private_key(tmp_path)) == made
    assert stat.S_IMODE((tmp_path / vapid.FILE).stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [vapid.FILE]


def _make(folder, together, told):
    together.wait(10)
    told.put(vapid.public_key(vapid.private_key(folder)))


def test_processes_that_start_together_have_the_same_key(tmp_path):
    context = multiprocessing.get_context("spawn")
    together, told = context.Barrier(4), context.Queue()
    processes = [context.Process(target=_make, args=(tmp_path, together, told)) for _ in range(4)]
    for process in processes:
        process.start()
    keys = {told.get(timeout=30) for _ in processes}
    for process in processes:
        process.join(10)
    told.close()
    told.join_thread()
    assert len(keys) == 1


@pytest.mark.parametrize("length", [1024, 2048, 3072])
def test_a_message_of_every_length_stays_below_what_push_services_take(length):
    phone = Phone("https://push.example.net/x")
    body = encrypted(Letter(phone.url, phone.key, phone.auth, b"{}".ljust(length), 60, "t"))
    assert len(body) < 4096
