"""Not active: signed out at once, nobody left alone, and always one beheerder."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.accounts.models import Case, Grant, Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.viewer import Role
from portal.keys import actions as keys
from portal.keys.models import OpenIdLink, Passkey, RecoveryCode, SetUpLink, StaffKeys
from portal.people import actions
from portal.people.actions import Change, Rights
from tests import people
from tests.entry import ways
from tests.keys.staff import code_of, give_password, keep
from tests.people_admin.sheets import kees, now, second_beheerder

SCOPE = {"scope": "system: test"}


def test_devices_and_invitations_end_with_the_same_press(cast, client_of):
    phone = client_of(cast.amal)
    invited = ways.invite(cast, cast.amal)
    phone.show("/plan")
    client_of(cast.kees).send(f"/people/{cast.amal.id}/activity", active="no")
    assert phone.get("/plan").headers["Location"].startswith("/sign-in")
    client_of().send("/welcome", status=422, at="/welcome", secret=invited.secret, language="ar")


def test_who_is_active_again_needs_a_new_code(cast, client_of):
    phone, client = client_of(cast.amal), client_of(cast.kees)
    client.send(f"/people/{cast.amal.id}/activity", active="no")
    client.send(f"/people/{cast.amal.id}/activity", active="yes")
    assert phone.get("/plan").headers["Location"].startswith("/sign-in")
    assert now(cast.amal.id).active


def keys_left(person):
    db.session.close()
    return [
        db.session.scalars(select(model).where(model.person_id == person.id).execution_options(**SCOPE)).all()
        for model in (Passkey, RecoveryCode, SetUpLink, OpenIdLink, StaffKeys)
    ]


@pytest.mark.parametrize("how", ["not active", "no role"])
def test_who_leaves_takes_every_way_in_along_and_it_stays_shut_when_they_are_back(cast, client_of, how):
    betty = second_beheerder(cast)
    secret, _codes = keep(betty, "betty@example.nl")
    laptop = client_of()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        give_password(laptop, "betty@example.nl")
        laptop.send("/staff/second-key", at="/staff/second-key", code=code_of(secret))
        laptop.show("/people")
    with frame.change():
        keys.link_openid(betty, "https://idp.example", "s-1", clock.now())
    with frame.change():
        if how == "not active":
            actions.deactivate(kees(cast), betty.id, clock.now())
        else:
            actions.change(kees(cast), betty.id, Change(now_details(betty), Rights()), betty.version, clock.now())
    assert keys_left(betty) == [[]] * 5
    assert laptop.get("/people").status_code == 303
    with frame.change():
        if how == "not active":
            actions.activate(kees(cast), betty.id, clock.now())
        else:
            back = Change(now_details(betty), Rights(frozenset({Role.BEHEERDER})))
            actions.change(kees(cast), betty.id, back, now(betty.id).version, clock.now())
    assert laptop.get("/people").status_code == 303
    give_password(client_of(), "betty@example.nl", status=422)


def test_cases_of_who_is_not_active_end_and_stay_in_the_history(cast, client_of):
    client = client_of(cast.kees)
    client.send(f"/people/{cast.amal.id}/activity", active="no")
    db.session.close()
    cases = db.session.scalars(select(Case).where(Case.person_id == cast.amal.id).execution_options(**SCOPE)).all()
    assert [case.until for case in cases] == [clock.today()] * 2
    assert "Ingrid Wolters" in client.show(f"/people/{cast.amal.id}").get_text()


def test_who_works_for_people_hands_them_over_first(cast, client_of):
    client = client_of(cast.kees)
    response = client.send(f"/people/{cast.ingrid.id}/activity", status=422, active="no")
    assert f"/people/{cast.ingrid.id}/caseload/regisseur" in response.text
    assert now(cast.ingrid.id).active
    with pytest.raises(Refused), frame.change():
        person = now_details(cast.ingrid)
        actions.change(kees(cast), cast.ingrid.id, Change(person, Rights()), 1, clock.now())


def now_details(person):
    return accounts.PersonDetails(person.given_name, person.family_name, person.language)


def test_the_last_beheerder_stays_one(cast):
    betty = second_beheerder(cast)
    with frame.change():
        actions.deactivate(people.viewer(betty, Role.BEHEERDER), cast.kees.id, clock.now())
    with pytest.raises(Refused), frame.change():
        actions.change(
            people.viewer(betty, Role.BEHEERDER), betty.id, Change(now_details(betty), Rights()), 1, clock.now()
        )
    with pytest.raises(Refused), frame.change():
        actions.deactivate(people.viewer(betty, Role.BEHEERDER), betty.id, clock.now())


def test_two_beheerders_who_take_each_other_away_at_once_leave_one(app, cast):
    betty = second_beheerder(cast)
    pairs = [(cast.kees, betty), (betty, cast.kees)]
    actors = [(people.viewer(actor, Role.BEHEERDER), other.id) for actor, other in pairs]
    db.session.close()
    start = threading.Barrier(2)
    answers = []

    def take_away(actor, other):
        with app.app_context():
            start.wait()
            try:
                with frame.change():
                    actions.deactivate(actor, other, clock.now())
                answers.append("done")
            except Refused:
                answers.append("refused")
            db.session.close()

    threads = [threading.Thread(target=take_away, args=pair) for pair in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "refused"]
    left = db.session.scalars(
        select(Person.id)
        .join(Grant, Grant.person_id == Person.id)
        .where(Person.active, Grant.role == Role.BEHEERDER)
        .execution_options(**SCOPE)
    ).all()
    assert len(left) == 1
