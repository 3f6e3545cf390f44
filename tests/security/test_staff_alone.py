"""What one of the staff could get away with alone, and what stayed behind when somebody left. Each stays shut."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Case, Device, Grant, Person
from portal.audit.models import Trace
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.viewer import Role
from portal.entry import actions as entry
from portal.entry import queries as waiting
from portal.keys import openid_actions
from portal.keys.openid import Identity
from portal.notices.models import InboxNotice
from portal.people import actions as managing
from portal.people import handing_over, whole_list
from portal.plan.models import Goal, Plan, PlanChange
from portal.rights import actions as rights
from portal.rights.models import Kept
from portal.texts.models import Text
from tests import people
from tests.entry.ways import claim, write
from tests.keys.staff import give_password, keep, sign_in
from tests.people_admin.test_changing import accounts_add
from tests.plan.plans import goal_with_steps, open_with_decision

AS_A_TEST = {"scope": "system: test"}


def number(model, *where):
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(model).where(*where).execution_options(**AS_A_TEST))


def kees(cast):
    return people.viewer(cast.kees, Role.BEHEERDER)


def erase(cast, person_id, app):
    with frame.change():
        rights.prepare_erasure(kees(cast), person_id, "asked", clock.now())
    with frame.change():
        rights.carry_out_erasure(kees(cast), person_id, app.config["PORTAL"].data_dir, clock.now())


def copied(client):
    return {cookie.key: cookie.value for cookie in client._cookies.values()}


# Erasing


def test_a_participant_who_works_here_too_is_erased_like_any_other(app, cast):
    """Who came as a newcomer and became a cultuurverbinder has a plan, and words of their own."""
    person_id = cast.amal.id
    with frame.change():
        accounts.grant(cast.amal, cast.amal.municipality_id, Role.CULTUURVERBINDER)
        open_with_decision(cast, cast.amal)
        goal_with_steps(cast, cast.amal)
    erase(cast, person_id, app)
    for model in (Plan, Goal, PlanChange, Text, Case, Device, Grant):
        assert not number(model, model.person_id == person_id), model
    assert number(Kept, Kept.what == "plan.decisions") == 1, "what was decided is kept by law, apart"
    assert not number(Person, Person.id == person_id, Person.family_name != "")


def test_who_worked_here_once_can_be_erased_and_what_they_decided_stays(app, cast):
    person_id = cast.ingrid.id
    with frame.change():
        open_with_decision(cast, cast.amal)
        for model, mine in ((Case, Case.worker_id), (Grant, Grant.person_id)):
            for row in db.session.scalars(select(model).where(mine == person_id).execution_options(**AS_A_TEST)):
                db.session.delete(row)
    erase(cast, person_id, app)
    row = db.session.get_one(Person, person_id, execution_options=AS_A_TEST)
    assert (row.given_name, row.family_name, row.active) == ("", "", False)
    assert number(Plan, Plan.person_id == cast.amal.id) == 1


# Rights of staff


def test_nobody_gives_themselves_a_role(cast, client_of):
    desk, here = client_of(cast.kees), f"/people/{cast.kees.id}/edit"
    mine = {"given_name": "Kees", "family_name": "Jansen", "language": "nl", "household": "stays", "version": "1"}
    answer = desk.send(here, 422, at=here, roles=["beheerder", "regisseur"], **mine)
    assert "Vraag een andere beheerder" in answer.text
    assert number(Grant, Grant.person_id == cast.kees.id) == 1


def test_the_other_beheerders_hear_of_a_role_that_is_given(cast):
    with frame.change():
        mona = accounts_add(cast.oude_ijsselstreek.id, "Mona", Role.BEHEERDER)
    with frame.change():
        wanted = managing.Change(PersonDetails("Els", "Nieuw", "nl"), managing.Rights(frozenset({Role.REGISSEUR})))
        managing.add(kees(cast), wanted, clock.now())
    told = InboxNotice.kind == "people.role_given"
    assert number(InboxNotice, told, InboxNotice.person_id == mona.id) == 1
    assert number(InboxNotice, told) == 1


def test_the_second_pair_of_eyes_is_nobody_whom_the_first_let_in(cast):
    with frame.change():
        wanted = managing.Change(PersonDetails("Els", "Nieuw", "nl"), managing.Rights(frozenset({Role.REGISSEUR})))
        puppet = managing.add(kees(cast), wanted, clock.now())
        whole_list.ask(kees(cast), clock.now())
    els = people.viewer(db.session.get_one(Person, puppet, execution_options=AS_A_TEST), Role.REGISSEUR)
    (wish,) = whole_list.wishes(els)
    with pytest.raises(Refused), frame.change():
        whole_list.agree(els, wish.id, clock.now())
    with frame.change():
        whole_list.agree(people.viewer(cast.ingrid, Role.REGISSEUR), wish.id, clock.now())


def test_nobody_works_for_themselves(cast):
    with frame.change():
        accounts.grant(cast.amal, cast.amal.municipality_id, Role.REGISSEUR)
    with pytest.raises(Refused), frame.change():
        handing_over.assign(kees(cast), [cast.amal.id], cast.amal.id, Role.REGISSEUR, clock.today(), clock.now())


def test_a_role_that_an_identity_provider_gives_or_takes_leaves_a_trace(cast):
    class Told:
        roles = {"beheer": Role.BEHEERDER, "regie": Role.REGISSEUR}  # noqa: RUF012 - a stand-in for settings

    identity = Identity("s-1", "", "", "", frozenset({"beheer"}), 0)
    ingrid = db.session.get_one(Person, cast.ingrid.id, execution_options=AS_A_TEST)
    with frame.change():
        openid_actions._bring_roles_up_to_date(ingrid, Told, identity, clock.now())  # type: ignore[arg-type]
    assert number(Trace, Trace.person_id == cast.ingrid.id, Trace.act == "person.roles_changed") == 1


# Ways in


def test_signing_in_anew_ends_what_the_browser_held(cast, client_of):
    secret, _codes = keep(cast.kees)
    laptop, thief = client_of(), client_of()
    sign_in(laptop, secret, 1)
    for key, value in copied(laptop).items():
        thief.set_cookie(key, value)
    thief.show("/people")
    with time_machine.travel(clock.now() + timedelta(minutes=15), tick=False):
        assert laptop.get("/people/new").status_code == 303, "weighty: who is there?"
        sign_in(laptop, secret)
        assert number(Device, Device.person_id == cast.kees.id, Device.ended_at.is_(None)) == 1
        assert thief.get("/people").status_code == 303


def test_a_first_key_alone_signs_nobody_out(cast, client_of):
    keep(cast.kees)
    phone = client_of(cast.amal)
    give_password(phone)
    phone.show("/more")


def test_a_lost_phone_takes_along_the_one_that_waits(cast, client_of):
    letter, thief = write(cast, cast.amal)[0], client_of()
    claim(thief, letter, year="1990")
    bram = people.viewer(cast.bram, Role.BEGELEIDER)
    assert waiting.waiting(bram)
    with frame.change():
        entry.replace_phone(bram, cast.amal.id, clock.now())
    assert not waiting.waiting(bram)
    assert thief.get("/pin").status_code == 303


def test_who_works_for_somebody_hears_when_another_lets_in_their_phone(cast, client_of):
    with frame.change():
        made = entry.invite(kees(cast), cast.amal.id, clock.now())
    claim(client_of(), made)
    with frame.change():
        entry.confirm(kees(cast), made.id, clock.now())
    told = select(InboxNotice.person_id).where(InboxNotice.kind == "entry.let_in_by_another")
    assert cast.ingrid.id in db.session.scalars(told.execution_options(**AS_A_TEST)).all()


def test_the_code_that_set_an_app_up_does_not_sign_in(cast, client_of):
    secret, _codes = keep(cast.kees)
    laptop = client_of()
    with pytest.raises(AssertionError, match="422"):
        sign_in(laptop, secret)
