"""How many files one colleague may open: enough for any day of work, and not a municipality."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.audit import budget
from portal.core import clock, frame
from portal.core.viewer import Role
from tests import people

FEW = 3


@pytest.fixture
def files(app, cast, monkeypatch):
    """Paths of more people than may be opened, in an installation that allows few."""
    monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], looks_an_hour=FEW))
    with frame.change():
        made = [
            accounts.add_person(cast.kees.municipality_id, PersonDetails(f"N{n}", "Test", "nl"), (Role.PARTICIPANT,))
            for n in range(FEW + 2)
        ]
    return [f"/people/{person.id}" for person in made]


def test_the_last_file_of_the_hour_is_told_to_the_beheerder_and_the_next_one_stays_shut(cast, client_of, files):
    kees, ingrid = client_of(cast.kees), client_of(cast.ingrid)
    *within, beyond, _last = files
    for path in (*within, *within):
        kees.show(path)
    refused = kees.get(beyond)
    assert refused.status_code == 429
    assert "heel veel dossiers" in refused.text
    assert "N3" not in refused.text
    kees.show(within[0])
    assert "Heel veel dossiers geopend" in kees.show("/desk").text
    assert "Kees" in kees.show("/many-looks").select_one("main").text
    ingrid.show("/many-looks", status=404)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        later = client_of(cast.kees)
        later.show(beyond)


def test_every_page_about_somebody_draws_on_the_same_hour(cast, client_of, files):
    kees = client_of(cast.kees)
    for path in files[:FEW]:
        kees.show(f"{path}/edit")
    for page in ("", "/edit", "/activity"):
        assert kees.get(files[FEW] + page).status_code == 429, page


def test_a_colleague_of_another_municipality_stands_on_no_desk_here(cast, client_of, files):
    kees = client_of(cast.kees)
    for path in files[:FEW]:
        kees.show(path)
    assert [each.person_id for each in budget.used_up(people.viewer(cast.kees, Role.BEHEERDER))] == [cast.kees.id]
    assert not budget.used_up(people.viewer(cast.wim, Role.BEHEERDER))


def test_five_hundred_guessed_addresses_say_the_same_as_somebody_elses(cast, client_of):
    ingrid = client_of(cast.ingrid)
    answers = set()
    guesses = [uuid4() for _ in range(500)]
    for guess in (*guesses, cast.wim.id, cast.samira.id):
        answer = ingrid.get(f"/people/{guess}")
        answers.add((answer.status_code, len(answer.data)))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
