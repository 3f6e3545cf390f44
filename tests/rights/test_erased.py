"""The list of who was erased, by which a backup that is put back does not bring them back."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from portal import worker
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.viewer import Role
from portal.rights import actions, erased
from tests import people


@pytest.fixture
def kees(cast):
    return people.viewer(cast.kees, Role.BEHEERDER)


@pytest.fixture
def list_of_erased(app):
    file = app.config["PORTAL"].keys_folder / "erased"
    file.unlink(missing_ok=True)
    yield file
    file.unlink(missing_ok=True)


def erase(app, actor, person_id, now):
    with frame.change():
        actions.prepare_erasure(actor, person_id, "asked", now)
    with frame.change():
        actions.carry_out_erasure(actor, person_id, app.config["PORTAL"].data_dir, now)


def test_it_is_written_before_the_erasing_is_stored_so_that_a_crash_loses_nobody(app, cast, kees, list_of_erased):
    person, seen = cast.noor.id, []

    def look(_session):
        seen.append(erased.knows(person))

    event.listen(db.session, "before_commit", look)
    erase(app, kees, person, clock.now())
    event.remove(db.session, "before_commit", look)
    assert seen[-1]
    assert not all(seen), "not with the first step"


def test_where_it_cannot_be_written_nobody_is_erased(app, cast, kees, list_of_erased):
    list_of_erased.mkdir()
    try:
        with pytest.raises(IsADirectoryError):
            erase(app, kees, cast.noor.id, clock.now())
    finally:
        list_of_erased.rmdir()
    db.session.rollback()
    living = select(Person.given_name).where(Person.id == cast.noor.id).execution_options(scope="system: test")
    assert db.session.scalar(living) == "Noor"


def test_the_night_after_it_stands_for_good_and_who_lives_on_is_not_erased_after_a_backup(
    app, cast, kees, list_of_erased
):
    yesterday = clock.now() - timedelta(days=1)
    noor, amal, yonas = cast.noor.id, cast.amal.id, cast.yonas.id
    erase(app, kees, noor, yesterday)
    erased.remember(amal, yesterday.date())  # and then the change was not stored
    erased.remember(yonas, clock.today())  # is being stored at this moment
    assert all(erased.knows(each) for each in (noor, amal, yonas))
    worker.sweep(app)
    assert [erased.knows(each) for each in (noor, amal, yonas)] == [True, False, True]
    assert len(list_of_erased.read_text().splitlines()) == 5
    worker.sweep(app)
    assert len(list_of_erased.read_text().splitlines()) == 5, "said once"
