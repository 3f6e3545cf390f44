"""Sent twice, done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import create_app
from portal.accounts.models import Municipality
from portal.core.access import SIGNED_IN, Door
from portal.core.db import Base, db
from portal.core.htmx import go
from portal.core.once import new_key
from portal.core.settings import Settings
from tests.conftest import database
from tests.pages import PageClient
from tests.people import make_cast

door = Door("thing", __name__)


@door.post("/things", open_to=SIGNED_IN, once=True)
def make_thing():
    made = Municipality(slug=new_key(), name="thing")
    db.session.add(made)
    db.session.flush()
    return go(f"/things/{made.id}")


@pytest.fixture
def own_house(engine, tmp_path):
    """A house with one more door."""
    with database(engine, tmp_path) as url:
        app = create_app(Settings("test", tmp_path, url, "k" * 40))
        app.register_blueprint(door)
        app.config["WTF_CSRF_ENABLED"] = False
        app.testing = True
        with app.app_context():
            Base.metadata.create_all(db.engine)
        yield app
        with app.app_context():
            db.engine.dispose()


def amal(app: Flask) -> PageClient:
    from portal.core import frame

    with app.app_context(), frame.change():
        person = make_cast().amal
    client = PageClient.at(app)
    client.become(person)
    return client


def things(app: Flask) -> int | None:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Municipality).where(Municipality.name == "thing"))


def test_a_form_sent_twice_is_done_once_and_leads_to_the_same_place(own_house):
    client, key = amal(own_house), new_key()
    first = client.post("/things", data={"once_key": key})
    again = client.post("/things", data={"once_key": key})
    assert first.headers["Location"] == again.headers["Location"]
    assert things(own_house) == 1


def test_a_repeat_by_htmx_is_led_there_by_htmx(own_house):
    client, key = amal(own_house), new_key()
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}
    first = client.post("/things", data={"once_key": key}, headers=htmx)
    again = client.post("/things", data={"once_key": key}, headers=htmx)
    assert again.status_code == 200
    assert again.headers["HX-Redirect"] == first.headers["HX-Redirect"]
    assert things(own_house) == 1


def test_twenty_at_the_same_moment_are_done_once(own_house):
    client, key = amal(own_house), new_key()
    cookie = client.get_cookie("meedoen")
    assert cookie

    def send(_number: int) -> str:
        phone = own_house.test_client()
        phone.set_cookie("meedoen", cookie.value)
        return phone.post("/things", data={"once_key": key}).headers["Location"]

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(send, range(20)))) == 1
    assert things(own_house) == 1


def test_another_key_is_another_thing(own_house):
    client = amal(own_house)
    client.post("/things", data={"once_key": new_key()})
    client.post("/things", data={"once_key": new_key()})
    assert things(own_house) == 2
