"""Being erased: asked for, carried out in two steps, and then nothing is left but what the law keeps, sealed."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import worker
from portal.accounts.models import Person
from portal.audit import verify
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import Base, db
from portal.rights import gather, seal
from portal.rights.models import Destruction, Erasure, Kept
from tests.house import furnish
from tests.rules.canaries import YEARS, CanaryHouse, build, found_in

AS_A_TEST = {"scope": "system: test"}


@pytest.fixture
def canaries(app) -> CanaryHouse:
    with frame.change():
        made = build()
    db.session.close()
    return made


def stored() -> str:
    """All that the tables hold."""
    db.session.close()
    return "\n".join(
        str(row)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table).execution_options(**AS_A_TEST))
    )


def bytes_on_disk(folder: Path) -> bytes:
    """All that the data folder holds, the database after it was tidied."""
    db.session.close()
    if db.engine.dialect.name == "sqlite":
        raw = db.engine.raw_connection()
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_person_who_has_something_in_every_room_is_erased(app, canaries, client_of):
    amal, kees = canaries.owners["amal"], client_of(canaries.staff["kees"])
    folder, path = app.config["PORTAL"].data_dir, f"/erasures/{amal.id}"
    phone = client_of(amal)
    phone.send("/my-data/erase")
    worker.make_copies(app)
    assert kees.show("/erasures").select_one(f'a[href="{path}"]')
    assert "/erasures" in kees.get("/desk").text
    kees.send(f"{path}/carry-out", status=404)  # not without the first step
    kees.send(f"{path}/prepare", status=422)  # not without a reason
    kees.send(f"{path}/prepare", reason="asked")
    assert kees.show(path).select_one(f'form[action="{path}/carry-out"]')
    before = canary_owners(stored())
    assert "amal" in before
    kees.send(f"{path}/carry-out")

    left = stored()
    assert "amal" not in canary_owners(left)
    assert canary_owners(left) == before - {"amal"}, "the others have lost nothing"
    assert amal.id.hex not in left.replace("-", "")
    assert not gather.records(amal.id)
    on_disk = bytes_on_disk(folder)
    assert b"Kanarieamal" not in on_disk
    assert amal.id.bytes not in on_disk
    assert not list((folder / "exports").iterdir())
    assert phone.get("/plan").headers["Location"].startswith("/sign-in")
    kees.show(path, status=404)
    assert verify.faults() == []


def canary_owners(words: str) -> set[str]:
    return {owner for owner, about in found_in(words) if about not in {"phone", "birth"}}


def test_what_the_law_keeps_is_sealed_with_its_end_date_and_in_no_page(app, canaries, client_of):
    amal, kees = canaries.owners["amal"], client_of(canaries.staff["kees"])
    kees.send(f"/erasures/{amal.id}/prepare", reason="left")
    kees.send(f"/erasures/{amal.id}/carry-out")
    kept = db.session.scalars(select(Kept).order_by(Kept.what).execution_options(**AS_A_TEST)).all()
    assert [each.what for each in kept] == ["audit.names", "plan.decisions"]
    assert all(each.until.year >= each.kept_at.year + 4 and each.ground for each in kept)
    names, decisions = (json.loads(seal.kept().decrypt(each.sealed.encode())) for each in kept)
    assert "Kanarieamal_givenx" in names["name"]
    assert names["birth_date"].startswith(YEARS["amal"])
    assert decisions["decisions"][0]["provider"] == "Kanarieamal_planx"
    destroyed = db.session.scalars(select(Destruction)).one()
    assert (destroyed.kind, destroyed.reason, destroyed.number) == ("person", "left", 1)


def test_only_the_beheerder_of_the_municipality_erases_and_never_themselves(cast, client_of):
    for other in (cast.bram, cast.ingrid, cast.rana, cast.wim):
        client_of(other).send(f"/erasures/{cast.amal.id}/prepare", status=404, reason="asked")
    kees = client_of(cast.kees)
    for person in (cast.kees, cast.samira, cast.wim):
        kees.send(f"/erasures/{person.id}/prepare", status=404, reason="asked")
    assert not db.session.scalars(select(Erasure).execution_options(**AS_A_TEST)).all()


def test_a_participant_reads_what_happens_and_can_think_again(cast, client_of):
    amal = client_of(cast.amal)
    amal.send("/my-data/erase")
    amal.send("/my-data/erase")
    assert len(db.session.scalars(select(Erasure).execution_options(**AS_A_TEST)).all()) == 1
    assert amal.show("/my-data/erase").select_one('form[action="/my-data/erase/stay"]')
    amal.send("/my-data/erase/stay")
    assert not db.session.scalars(select(Erasure).execution_options(**AS_A_TEST)).all()


def test_the_person_sees_that_it_is_coming(cast, client_of):
    kees = client_of(cast.kees)
    kees.show(f"/erasures/{cast.noor.id}")
    kees.send(f"/erasures/{cast.noor.id}/prepare", reason="left")
    assert len(client_of(cast.noor).show("/who-looked").select("#looks li")) == 2


def test_of_staff_who_are_erased_the_role_stays_and_not_the_name(app, client_of):
    with frame.change():
        cast = furnish().cast
    client_of(cast.ingrid).show(f"/plan/of/{cast.amal.id}")
    kees, path = client_of(cast.kees), f"/erasures/{cast.ingrid.id}"
    kees.send(f"{path}/prepare", reason="left")
    kees.send(f"{path}/carry-out")
    left = stored()
    assert "Wolters" not in left
    assert "Ingrid" not in left
    person = db.session.get_one(Person, cast.ingrid.id, execution_options=AS_A_TEST)
    assert (person.full_name.strip(), person.active) == ("Regisseur", False)
    amal = client_of(cast.amal)
    assert amal.show("/plan")
    seen = amal.show("/who-looked").select("#looks li")
    assert seen
    assert verify.faults() == []
    traces = db.session.scalars(select(Trace).where(Trace.act == "plan.opened").execution_options(**AS_A_TEST)).all()
    assert [(t.role, t.actor_id) for t in traces] == [("regisseur", None)]


def test_a_person_who_is_no_longer_active_can_be_erased(cast, client_of):
    with frame.change() as session:
        session.get_one(Person, cast.noor.id, execution_options=AS_A_TEST).active = False
    kees = client_of(cast.kees)
    kees.send(f"/erasures/{cast.noor.id}/prepare", reason="left")
    kees.send(f"/erasures/{cast.noor.id}/carry-out")
    assert db.session.get(Person, cast.noor.id, execution_options=AS_A_TEST) is None
