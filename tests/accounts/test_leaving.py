"""A sign-out that could not be told when it was asked for."""

from portal.accounts import leaving
from tests.entry.ways import come_in, location
from tests.pages import PIN
from tests.security.test_attacks import token_of


def left(phone, device_id):
    """The page without a network leaves its mark in this browser."""
    with phone.application.test_request_context():
        name, _, value = leaving.mark(device_id).partition("=")
    phone.set_cookie(name, value)
    return name


def device_of(phone):
    return phone.show("/more").body["data-device"]


def test_whatever_is_asked_next_ends_the_device_and_takes_the_mark_away(cast, client_of):
    phone, copy = client_of(cast.amal), client_of(cast.amal)
    with phone.session_transaction() as session:
        token = session["_user_id"]
    with copy.session_transaction() as session:
        session["_user_id"] = token
    name = left(phone, device_of(phone))
    answer = phone.get("/plan")
    assert answer.headers["Location"] == "/sign-in"
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert phone.get_cookie(name) is None
    assert location(copy, "/plan").startswith("/sign-in"), "nor does a copy of its cookie open anything"


def test_what_is_sent_next_is_not_taken(cast, client_of):
    phone = client_of(cast.amal)
    form = {"csrf_token": token_of(phone, "/more"), "size": "large"}
    left(phone, device_of(phone))
    assert phone.post("/more/text-size", data=form).headers["Location"] == "/sign-in"
    assert client_of(cast.amal).show("/more").html["data-text"] == "normal"


def test_a_mark_of_another_device_only_goes(cast, client_of):
    phone, other = client_of(cast.amal), client_of(cast.yonas)
    name = left(phone, device_of(other))
    phone.show("/plan")
    assert phone.get_cookie(name) is None
    for broken in ("", "x", "0" * 3_000):
        phone.set_cookie(name, broken)
        phone.show("/plan")


def test_on_a_shared_phone_the_one_beside_stays(cast, client_of):
    shared = client_of()
    come_in(cast, shared, cast.amal)
    come_in(cast, shared, cast.yonas, pin="835172")
    left(shared, device_of(shared))
    assert location(shared, "/") == "/unlock"
    shared.send("/unlock", at="/unlock", pin=PIN)
    assert shared.show("/").html["lang"] == "ar"
