"""Urgent access: for an hour somebody else's file, and everybody hears of it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import UrgentAccess
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.people import urgent
from portal.plan import actions as plan
from tests import people

WHY = "Zij staat nu aan de balie en haar begeleider is ziek."


@pytest.fixture
def els(cast):
    """Begeleider and regisseur of the municipality who has nobody's case; Amal has a plan."""
    with frame.change():
        ingrid = people.viewer(cast.ingrid, Role.REGISSEUR)
        plan.open_plan(ingrid, cast.amal.id, clock.now(), registered_on=clock.today())
        return accounts.add_person(
            cast.oude_ijsselstreek.id, PersonDetails("Els", "Bos", "nl"), (Role.REGISSEUR, Role.BEGELEIDER)
        )


def ask(client, person, role="regisseur", reason=WHY, status=303):
    path = f"/people/{person.id}/urgent"
    key = client.show(path).select_one("input[name=once_key]")["value"]
    return client.send(path, at=path, status=status, role=role, reason=reason, once_key=key)


def stored():
    return db.session.scalar(select(func.count()).select_from(UrgentAccess).execution_options(scope="system: test"))


def test_a_file_opens_for_an_hour_and_everybody_hears_of_it(cast, client_of, els):
    with frame.change():
        piet = accounts.add_person(cast.kees.municipality_id, PersonDetails("Piet", "Bos", "nl"), (Role.REGISSEUR,))
    colleague, amal, kees = client_of(els), client_of(cast.amal), client_of(cast.kees)
    colleague.show(f"/people/{cast.amal.id}", status=404)
    answer = ask(colleague, cast.amal)
    assert answer.headers["Location"] == f"/people/{cast.amal.id}"
    colleague.show(f"/people/{cast.amal.id}")
    colleague.show(f"/plan/of/{cast.amal.id}")
    client_of(piet).show(f"/people/{cast.amal.id}", status=404)
    assert "لأن الأمر لم يكن يحتمل الانتظار" in amal.show("/notices").select_one("main").text
    assert "Els" in amal.show("/who-looked").select_one("main").text
    assert "لأن الأمر لم يكن يحتمل الانتظار" in amal.show("/who-looked").select_one("main").text
    assert "kon wachten" in kees.show("/notices").select_one("main").text
    assert "dringend" in kees.show("/desk").select_one("main").text
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        late = client_of(els)
        late.show(f"/people/{cast.amal.id}", status=404)
        late.show(f"/plan/of/{cast.amal.id}", status=404)


def test_a_begeleider_sees_no_plan_this_way_either(cast, client_of, els):
    colleague = client_of(els)
    ask(colleague, cast.amal, role="begeleider")
    colleague.show(f"/people/{cast.amal.id}")
    colleague.show(f"/plan/of/{cast.amal.id}", status=404)


def test_who_is_not_a_participant_here_or_is_ones_own_is_not_opened_so(cast, client_of, els):
    colleague, ingrid = client_of(els), client_of(cast.ingrid)
    for nobody in (cast.samira, cast.bram, els):
        colleague.show(f"/people/{nobody.id}/urgent", status=404)
        colleague.send(f"/people/{nobody.id}/urgent", status=404, role="regisseur", reason=WHY)
    ingrid.show(f"/people/{cast.amal.id}/urgent", status=404)
    for stranger in (cast.wim, cast.rana, cast.kees, cast.amal):
        client_of(stranger).show(f"/people/{cast.noor.id}/urgent", status=404)
    assert not stored()


def test_nobody_opens_more_than_their_role_may(cast, els):
    bram = people.viewer(cast.bram, Role.BEGELEIDER)
    with pytest.raises(NotFound), frame.change():
        urgent.open_urgently(bram, cast.noor.id, Role.REGISSEUR, WHY, clock.now())


def test_without_a_reason_nothing_opens_and_what_was_typed_stays(cast, client_of, els):
    colleague = client_of(els)
    answer = ask(colleague, cast.amal, reason="spoed", status=422)
    assert "Schrijf iets meer." in answer.text
    assert ">spoed</textarea>" in answer.text
    colleague.show(f"/people/{cast.amal.id}", status=404)
    assert not stored()


def test_more_than_three_a_day_need_a_beheerder(cast, els):
    with frame.change():
        others = [
            accounts.add_person(cast.oude_ijsselstreek.id, PersonDetails(f"N{n}", "Test", "nl"), (Role.PARTICIPANT,))
            for n in range(4)
        ]
    viewer = people.viewer(els, Role.REGISSEUR)
    for person in others[:3]:
        with frame.change():
            urgent.open_urgently(viewer, person.id, Role.REGISSEUR, WHY, clock.now())
    with pytest.raises(Refused), frame.change():
        urgent.open_urgently(viewer, others[3].id, Role.REGISSEUR, WHY, clock.now())
    with frame.change():
        urgent.open_urgently(viewer, others[3].id, Role.REGISSEUR, WHY, clock.now() + urgent.A_DAY)


def test_access_trace_and_notices_are_there_together_or_not_at_all(cast, client_of, els, monkeypatch):
    amal = client_of(cast.amal)
    monkeypatch.setattr(urgent, "SOMEBODY_OPENED_URGENTLY", "no.such_kind")  # the very last thing that is done
    with pytest.raises(KeyError), frame.change():
        urgent.open_urgently(people.viewer(els, Role.REGISSEUR), cast.amal.id, Role.REGISSEUR, WHY, clock.now())
    assert not stored()
    assert "يحتمل" not in amal.show("/notices").text
    assert "Els" not in amal.show("/who-looked").text


def test_the_beheerder_reads_why_and_settles_it(cast, client_of, els):
    ask(client_of(els), cast.amal)
    kees, wim = client_of(cast.kees), client_of(cast.wim)
    page = kees.show("/people/urgent")
    assert WHY in page.text
    form = page.select_one("main form[action^='/people/urgent/']")
    wim.send(form["action"], status=404)
    kees.send(form["action"], at="/people/urgent")
    assert not kees.show("/people/urgent").select("main form[action^='/people/urgent/']")
    assert "dringend" not in kees.show("/desk").select_one("main").text
