"""A copy of everything: whole, sealed, fetched once, by its own person."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import String, select

from portal import worker
from portal.core import clock, frame
from portal.core.db import db
from portal.rights import copy, gather
from portal.rights.models import Export
from tests.house import SECRET, furnish
from tests.rules.canaries import build, found_in

AS_A_TEST = {"scope": "system: test"}


@pytest.fixture
def furnished(app):
    with frame.change():
        made = furnish()
    db.session.close()
    return made


def unpacked(data: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return json.loads(packed.read("data.json")), packed.read("data.html").decode()


def test_everything_that_is_kept_about_a_person_is_in_it(app):
    """Each value of each row about her, and everything she wrote and was written to her, in canaries."""
    with frame.change():
        made = build()
    person = made.owners["amal"]
    data, page = unpacked(copy.packed(person.id, "ar"))
    text = json.dumps(data, ensure_ascii=False)
    assert {
        ("amal", about) for about in ("given", "family", "plan", "meeting", "message", "device", "notice")
    } <= found_in(text)
    assert {owner for owner, _ in found_in(text)} == {"amal"}, "and nothing about anybody else"
    for model in gather.personal_models():
        rows = db.session.scalars(select(model).where(model.person_id == person.id).execution_options(**AS_A_TEST))
        for row in rows:
            for column in model.__table__.columns:
                value = getattr(row, column.key, None)
                if column.key in gather.SECRETS:
                    assert not value or str(value) not in text, f"{model.__tablename__}.{column.key} is a secret"
                elif isinstance(column.type, String) and value:
                    assert str(value) in text, f"{model.__tablename__}.{column.key} is missing"
    assert {"plan", "decision", "goal", "step", "person_case", "participation", "pseudonym"} <= set(data["records"])
    assert 'lang="ar" dir="rtl"' in page
    assert found_in(page) >= {("amal", "message"), ("amal", "plan"), ("amal", "given")}


def test_a_person_asks_is_told_and_fetches_it_once(app, furnished, client_of):
    amal = client_of(furnished.cast.amal)
    amal.send("/my-data/copy")  # asked before already: it is made once
    worker.make_copies(app)
    export = db.session.scalars(select(Export).execution_options(**AS_A_TEST)).one()
    path = f"/my-data/copy/{export.id}"
    assert amal.show("/my-data/copy").select_one(f'form[action="{path}"]')
    assert amal.show("/notices").select("#inbox li")
    sealed = (app.config["PORTAL"].data_dir / "exports" / export.file).read_bytes()
    assert SECRET["nl"].encode() not in sealed
    assert not sealed.startswith(b"PK")
    for other in (furnished.cast.noor, furnished.cast.samira, furnished.cast.kees):
        client_of(other).send(path, status=404)
    answer = amal.send(path, status=200)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    data, page = unpacked(answer.data)
    assert SECRET["ar"] in page
    assert data["rooms"]["accounts"]["name"] == "Amal Haddad"
    amal.send(path, status=404)
    assert not list((app.config["PORTAL"].data_dir / "exports").iterdir())


def test_a_copy_that_is_not_fetched_expires_and_can_be_asked_for_anew(app, cast, client_of):
    client_of(cast.amal).send("/my-data/copy")
    worker.make_copies(app)
    export = db.session.scalars(select(Export).execution_options(**AS_A_TEST)).one()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        late = client_of(cast.amal)
        late.send(f"/my-data/copy/{export.id}", status=404)
        worker.sweep(app)
        assert not list((app.config["PORTAL"].data_dir / "exports").iterdir())
        late.send("/my-data/copy")
        worker.make_copies(app)
        assert late.show("/my-data/copy").select_one('form[action^="/my-data/copy/"]')
