"""Nothing that a browser, or who pretends to be one, calls its endpoint leads us inside."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from py_vapid import Vapid02
from sqlalchemy import select, update

from portal import create_app
from portal.accounts.models import Device
from portal.core import clock, frame
from portal.core.db import db
from portal.core.settings import SettingsError, from_environment
from portal.push import actions, vapid
from portal.push.endpoints import NotAllowed, Services, is_public
from portal.push.models import Delivery, State, Subscription
from portal.push.post import Letter, Outcome, Poster
from portal.push.setup import Bell
from tests import people
from tests.push.phones import Phone, subscribe

KNOWN = ("fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
GOOD = (
    "https://fcm.googleapis.com/fcm/send/dGVzdA:APA91bF-x_y",
    "https://fcm.googleapis.com:443/wp/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA-_=",
    "https://web.push.apple.com/QGuQyavXutnMH",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2f",
)
INNER = ("127.0.0.2", "127.0.0.1", "localhost")
HOSTILE = (
    *(f"{scheme}://{host}:{{port}}/x" for scheme in ("http", "https") for host in INNER),
    *(
        f"https://{host}:{{port}}/x"
        for host in (
            "2130706434",
            "0x7f000002",
            "0177.0.0.2",
            "127.2",
            "127.0.0.2.",
            "[::1]",
            "[::ffff:127.0.0.2]",
            "[::ffff:7f00:2]",
            "[64:ff9b::7f00:2]",
            "[2002:7f00:2::]",
            "100.64.0.1",
            "169.254.169.254",
            "10.0.0.1",
            "192.168.1.1",
            "0.0.0.0",  # noqa: S104
            "①②⑦.0.0.2",
            "127。0。0。2",
        )
    ),
    "http://fcm.googleapis.com/x",
    "HTTPS://fcm.googleapis.com/x",
    "https://FCM.googleapis.com/x",
    "https://fcm.googleapis.com:{port}/x",
    "https://fcm.googleapis.com:0443/x",
    "https://fcm.googleapis.com:/x",
    "https://fcm.googleapis.com./x",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com@127.0.0.2:{port}/x",
    "https://fcm.googleapis.com:x@127.0.0.2:{port}/x",
    "https://a@fcm.googleapis.com/x",
    "https://127.0.0.2:{port}#@fcm.googleapis.com/x",
    "https://127.0.0.2:{port}\\@fcm.googleapis.com/x",
    "https://127.0.0.2:{port}\\.push.apple.com/x",
    "https://fcm.googleapis.com\\@127.0.0.2:{port}/x",
    "https://fcm.googleapis.com#/x",
    "https://fcm.googleapis.com/x#y",
    "https://127.0.0.2:{port}/fcm.googleapis.com/x",
    "https://127.0.0.2:{port}?.push.apple.com/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://xpush.apple.com/x",
    "https://push.apple.com/x",
    "https://.push.apple.com/x",
    "https://web.push.apple.com.evil.example/x",
    "https://ｆcm.googleapis.com/x",
    "https://fcm.googleapis.com\t/x",
    "https://fcm.googleapis.com/x\r\nHost: 127.0.0.2",
    " https://fcm.googleapis.com/x",
    "https://fcm.googleapis.com/x\n",
    "https:///fcm.googleapis.com/x",
    "https:fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://127.0.0.2:{port}/x",
    "https://fcm.googleapis.com/" + "x" * 1_000,
    "",
)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on this machine, on an address of its own, and everybody who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.2", 0)) as server:
        server.settimeout(0.1)
        stopped = threading.Event()

        def wait() -> None:
            while not stopped.is_set():
                try:
                    came.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], came
        stopped.set()
        thread.join()


def post(services: Services, url: str) -> Outcome:
    """Try to send there, however it got into the database."""
    phone = Phone(url)
    key = Vapid02()
    key.generate_keys()

    async def work() -> Outcome:
        async with Poster(services, vapid.Headers(key, "mailto:a@example.org")) as poster:
            letter = Letter(url, phone.key, phone.auth, b"x", 60, "t")
            return (await poster.post(letter)).outcome

    return asyncio.run(work())


@pytest.mark.parametrize("url", GOOD)
def test_endpoints_of_push_services_are_taken(url):
    services = Services(KNOWN, resolve=lambda host: ["142.250.1.95", "2a00:1450:4025:401::5f"])
    assert services.look_up(url).url == url


def test_no_hostile_address_is_saved_or_posted_to(listener):
    port, came = listener
    services = Services(KNOWN, resolve=lambda host: ["142.250.1.95"])
    assert len(HOSTILE) >= 60
    for url in (each.replace("{port}", str(port)) for each in HOSTILE):
        with pytest.raises(NotAllowed):
            services.look_up(url)
        assert post(services, url) is Outcome.WRONG, url
    assert came == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.2"], ["142.250.1.95", "127.0.0.2"], ["::1"], ["fe80::1%lo"], ["::ffff:127.0.0.2"], [], ["fd00::1"]],
)
def test_a_good_name_that_leads_inside_is_neither_saved_nor_posted_to(listener, addresses):
    services = Services(KNOWN, resolve=lambda host: addresses)
    with pytest.raises(NotAllowed):
        services.look_up(GOOD[0])
    assert post(services, GOOD[0]) is Outcome.BROKEN
    assert listener[1] == []


def test_a_name_that_changes_its_answer_is_connected_to_only_where_it_was_checked(listener):
    answers = [["142.250.1.95"], ["127.0.0.2"]]
    services = Services(KNOWN, resolve=lambda host: answers.pop(0) if len(answers) > 1 else answers[0])
    assert services.look_up(GOOD[0]).url == GOOD[0]
    assert post(services, GOOD[0]) is Outcome.BROKEN
    assert listener[1] == []


def test_a_name_without_an_answer_does_not_hold_anybody_up(monkeypatch):
    monkeypatch.setattr("portal.push.endpoints.LOOK_UP_WITHIN", 0.05)
    waiting = threading.Event()
    services = Services(KNOWN, resolve=lambda host: [str(waiting.wait(5))])
    with pytest.raises(NotAllowed, match="too long"):
        services.look_up(GOOD[0])
    waiting.set()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "192.0.0.8",
        "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "2002:a00:1::", "2001:0:1::", "2001:db8::1", "nonsense",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public_however_they_are_written(address):
    assert not is_public(address)


def test_an_endpoint_that_came_into_the_database_another_way_is_not_posted_to(cast, bell, service, ring, listener):
    port, came = listener
    phone = Phone(service.endpoint())
    subscribe(cast.amal, phone)
    with frame.change():
        moved = update(Subscription).values(endpoint=f"https://127.0.0.2:{port}/x")
        db.session.execute(moved.execution_options(scope="system: test"))
        actions.send_test(_with_device(cast.amal), clock.now())
    ring()
    assert came == []
    assert db.session.scalar(select(Delivery.state).execution_options(scope="system: test")) is State.FAILED


def _with_device(person):
    device = db.session.scalars(select(Device.id).execution_options(scope="system: test")).one()
    return replace(people.viewer(person), device_id=device)


@contextmanager
def served(app, bell: Bell) -> Iterator[None]:
    before = app.extensions["portal.push"]
    app.extensions["portal.push"] = bell
    yield
    app.extensions["portal.push"] = before


def test_a_browser_that_names_an_inner_address_is_told_no_and_nothing_is_kept(cast, client_of, house, listener):
    port, came = listener
    phone, client = Phone(f"https://127.0.0.2:{port}/x"), client_of(cast.amal)
    fields = {"endpoint": phone.url, "p256dh": phone.key, "auth": phone.auth}
    answer = client.send("/notices/phone", status=422, **fields)
    assert "127" not in answer.text
    with served(house, house.extensions["portal.push"].resolving(lambda host: ["10.0.0.1"])):
        client.send("/notices/phone", status=422, **{**fields, "endpoint": GOOD[0]})
    assert db.session.scalars(select(Subscription).execution_options(scope="system: test")).all() == []
    assert came == []
    with served(house, house.extensions["portal.push"].resolving(lambda host: ["142.250.1.95"])):
        client.send("/notices/phone", status=200, **{**fields, "endpoint": GOOD[0]})


def test_the_door_for_tests_cannot_be_opened_in_production(tmp_path):
    given = {
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_ENV": "production",
        "PORTAL_BASE_URL": "https://meedoen.example.nl",
    }
    assert from_environment(given).push_loopback is False
    with pytest.raises(SettingsError, match="PORTAL_PUSH_LOOPBACK must be off"):
        from_environment({**given, "PORTAL_PUSH_LOOPBACK": "1"})
    settings = from_environment({**given, "PORTAL_PUSH_HOSTS": "push.example.nl, .more.example.nl"})
    assert settings.push_hosts == ("push.example.nl", ".more.example.nl")
    assert settings.push_contact == "https://meedoen.example.nl"
    for broken in ("com", ".com", "*.example.nl", "https://push.example.nl", "127.0.0.1"):
        with pytest.raises(SettingsError, match="PORTAL_PUSH_HOSTS"):
            from_environment({**given, "PORTAL_PUSH_HOSTS": broken})
    app = create_app(settings)
    with app.app_context():
        assert not app.extensions["portal.push"].services.loopback
        db.engine.dispose()


def test_loopback_opens_one_address_and_no_other():
    services = Services(KNOWN, loopback=True)
    assert services.look_up("http://127.0.0.1:8000/x").host == "127.0.0.1"
    for url in ("http://127.0.0.2:8000/x", "http://localhost:8000/x", "http://127.0.0.1/x", "https://127.0.0.1:8000/x"):
        with pytest.raises(NotAllowed):
            services.look_up(url)
