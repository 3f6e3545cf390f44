"""Reading a file of people: all or nothing, wrong lines named, and the same file twice changes nothing."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.text import clean
from portal.core.viewer import Role
from portal.people import importing, queries, spreadsheet
from portal.people.importing import Does
from tests.people_admin.sheets import kees, now

HEAD = "nummer;voornaam;achternaam;roepnaam;geboortedatum;taal;telefoon;huishouden;soort\r\n"
GOOD = (
    HEAD
    + "1001;Zoë;Özdemir;زوي;1-1-1990;Arabisch;0612345678;H1;deelnemer\r\n"
    + "1002;Ahmad;Al Ahmad;أحمد;31-12-1985;Arabisch;;H2;deelnemer\r\n"
    + ";Sami;Al Ahmad;;12-05-2016;Arabisch;;H2;kind\r\n"
)


def plan(cast, text):
    db.session.close()
    return importing.plan(kees(cast), text)


def read(cast, text):
    with frame.change():
        return importing.carry_out(kees(cast), text, clock.now())


def how_many():
    db.session.close()
    return db.session.scalar(select(func.count()).select_from(Person).execution_options(scope="system: test"))


def part(response, selector) -> Tag:
    """The first part of an answered page that fits a selector."""
    found = BeautifulSoup(response.text, "html5lib").select_one(selector)
    assert isinstance(found, Tag), selector
    return found


def called(name):
    db.session.close()
    return db.session.scalars(
        select(Person).where(Person.given_name == name).execution_options(scope="system: test")
    ).one()


def test_names_arrive_letter_for_letter_with_households_and_roles(cast):
    read(cast, GOOD)
    zoe, ahmad, sami = called("Zoë"), called("Ahmad"), called("Sami")
    assert (zoe.family_name, zoe.called, zoe.phone, zoe.birth_date) == (
        "Özdemir",
        "زوي",
        "+31612345678",
        date(1990, 1, 1),
    )
    assert ahmad.called == "أحمد"
    assert ahmad.household_id == sami.household_id != zoe.household_id
    assert [grant.role for grant in queries.grants(ahmad.id)] == [Role.PARTICIPANT]
    assert list(queries.grants(sami.id)) == []


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode(),
        ("sep=;\r\n" + GOOD).encode(),
        GOOD.replace("زوي", "").replace("أحمد", "").encode("cp1252"),
        GOOD.replace("\r\n", "\n\n").encode(),
        GOOD.upper().encode(),
    ],
    ids=["utf-8", "utf-8 with its mark", "utf-16", "commas", "tabs", "sep", "windows-1252", "empty lines", "capitals"],
)
def test_what_excel_saves_is_understood(content):
    entries, problems = spreadsheet.read(spreadsheet.decode(content))
    assert not problems
    assert [entry.given_name.casefold() for entry in entries] == ["zoë", "ahmad", "sami"]


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\0\0", b"a" * (spreadsheet.MOST_BYTES + 1), GOOD.encode("cp1252", "replace").replace(b"?", b"??")],
    ids=["a picture", "too large", "lost letters"],
)
def test_what_is_no_list_of_people_is_refused_in_words(content):
    with pytest.raises(Refused):
        spreadsheet.decode(content)


def test_the_same_file_twice_changes_nothing(cast):
    read(cast, GOOD)
    before = how_many()
    again = plan(cast, GOOD)
    assert {step.does for step in again.steps} == {Does.NOTHING}
    read(cast, GOOD)
    assert how_many() == before
    assert called("Zoë").version == 1


def test_a_line_changes_only_what_it_says(cast):
    read(cast, GOOD)
    read(cast, "nummer;voornaam;achternaam;taal;telefoon\r\n1001;Zoë;Öztürk;nl;\r\n")
    zoe = called("Zoë")
    assert (zoe.family_name, zoe.language, zoe.phone, zoe.called) == ("Öztürk", "nl", "+31612345678", "زوي")
    assert [each.name for each in queries.people(kees(cast), queries.Asked("ozturk"))[0]] == ["Zoë Öztürk"]


def test_without_a_number_name_and_birth_date_say_who_is_meant(cast):
    planned = plan(cast, "nummer;voornaam;achternaam;geboortedatum;taal\r\n77;AMAL;Háddad;1-1-1990;ar\r\n")
    (step,) = planned.steps
    assert (step.does, step.person.id) == (Does.CHANGES, cast.amal.id)
    planned = plan(cast, "voornaam;achternaam;geboortedatum;taal\r\nAmal;Haddad;2-1-1990;ar\r\n")
    assert planned.steps[0].does is Does.ADDS


WRONG = [
    ("1;;;;;;;;", {"achternaam", "voornaam", "taal"}),
    ("1;Anna;Visser;;31-2-1990;nl;;;", {"geboortedatum"}),
    ("1;Anna;Visser;;;frans;;;", {"taal"}),
    ("1;Anna;Visser;;;nl;nul zes;;", {"telefoon"}),
    ("1;Anna;Visser;;;nl;;;baas", {"soort"}),
    (f"1;{'x' * 101};Visser;;;nl;;;", {"voornaam"}),
    ("1;Anna;Visser;;;nl;;;deelnemer;te veel", {""}),
    (";Kees;Jansen;;1-1-1990;nl;;;", {"nummer"}),
    (";Amal;Haddad;;1-1-1990;ar;;;kind", {"soort"}),
]


def test_one_wrong_line_is_named_with_its_reason_and_nothing_is_stored(cast):
    before = how_many()
    for line, columns in WRONG:
        text = GOOD + line + "\r\n"
        named = {(problem.line, problem.column) for problem in plan(cast, text).problems}
        assert named == {(5, column) for column in columns}, line
        assert read(cast, text).problems
    assert how_many() == before


ANNA = "1;Anna;Visser;;;nl;;;\r\n"
UNFIT = {
    "empty": "",
    "head only": HEAD,
    "no head": "naam;taal\r\nAnna;nl\r\n",
    "unknown column": HEAD.replace("roepnaam", "bsn") + ANNA,
    "column twice": HEAD.replace("roepnaam", "taal") + "1;Anna;Visser;nl;;nl;;;\r\n",
    "quotes": HEAD + '1;"Anna;Visser;;;nl;;;\r\n',
    "too many": HEAD + ANNA * (spreadsheet.MOST_LINES + 1),
    "number twice": HEAD + ANNA + "1;Bea;Visser;;;nl;;;\r\n",
    "name twice": HEAD + ";Anna;Visser;;;nl;;;\r\n;ANNA;Vissér;;;nl;;;\r\n",
}


@pytest.mark.parametrize("text", UNFIT.values(), ids=UNFIT)
def test_a_file_that_does_not_fit_is_refused_as_a_whole(text):
    assert spreadsheet.read(text)[1]


def test_who_is_not_active_stays_as_they_are(cast, client_of):
    client_of(cast.kees).send(f"/people/{cast.amal.id}/activity", active="no")
    text = "voornaam;achternaam;geboortedatum;taal\r\nAmal;Haddad;1-1-1990;nl\r\n"
    assert read(cast, text).steps[0].does is Does.LEAVES
    assert now(cast.amal.id).language == "ar"


def test_a_file_reaches_nobody_of_another_municipality(cast):
    read(cast, f"nummer;voornaam;achternaam;taal\r\n{cast.samira.id};Sam;Khalil;nl\r\n")
    assert now(cast.samira.id).given_name == "Samira"
    assert called("Sam").municipality_id == cast.oude_ijsselstreek.id


def test_the_preview_shows_and_stores_nothing_until_it_is_confirmed(cast, client_of):
    client, before = client_of(cast.kees), how_many()
    response = client.send("/people/import", status=200, pasted=GOOD)
    assert how_many() == before
    text = part(response, "textarea[name=text]").get_text()
    key = part(response, "input[name=once_key]")["value"]
    for _ in range(2):
        client.send("/people/import/all", text=text, once_key=key)
    assert how_many() == before + 3


def test_a_wrong_file_answers_422_with_line_and_reason_and_the_words_kept(cast, client_of):
    client = client_of(cast.kees)
    for path, name in (("/people/import", "pasted"), ("/people/import/all", "text")):
        response = client.send(path, status=422, **{name: GOOD + "1003;Anna;;;;nl;;;\r\n"})
        row = part(response, "tbody tr").get_text(" ")
        assert row.split()[0] == "5"
        assert "achternaam" in row
        assert "أحمد" in response.text


def test_what_a_spreadsheet_would_run_is_made_harmless_and_comes_back_as_it_was(cast):
    with frame.change():
        for name in ('=HYPERLINK("x")', "+1", "-2", "@x", "'=1", "''@", "'s"):
            accounts.add_person(cast.oude_ijsselstreek.id, PersonDetails(name, "Test", "nl"), (Role.PARTICIPANT,))
    db.session.close()
    _ids, text = importing.export(kees(cast))
    for line in text.splitlines():
        for cell in line.replace('"', "").split(";"):
            assert not cell.startswith(("=", "+", "-", "@")), cell
    again = plan(cast, text)
    assert not again.problems
    assert {step.does for step in again.steps} == {Does.NOTHING}


NAMES = st.text(min_size=1, max_size=30).map(clean).filter(bool)
PEOPLE = st.lists(
    st.tuples(
        NAMES,
        NAMES,
        st.one_of(st.just(""), NAMES),
        st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2020, 1, 1))),
        st.sampled_from(["nl", "ar", "ti"]),
        st.sampled_from(["", "+31612345678", "+4915123456789", "+963944123456"]),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE)
def test_whoever_is_known_a_file_of_them_read_again_changes_nothing(cast, known):
    frame.begin_change()
    try:
        homes = [accounts.add_household(cast.oude_ijsselstreek.id) for _ in range(2)]
        for number, (given_name, family, name, born, language, phone, grown_up, home) in enumerate(known):
            details = PersonDetails(
                given_name,
                family,
                language,
                called=name,
                birth_date=born,
                phone=phone,
                external_key=f"k{number}" if number % 2 else None,
            )
            roles = (Role.PARTICIPANT,) if grown_up else ()
            accounts.add_person(cast.oude_ijsselstreek.id, details, roles, homes[home] if home < 2 else None)
        text = spreadsheet.decode(importing.export(kees(cast))[1].encode())
        planned = importing.plan(kees(cast), text)
        assert not planned.problems
        assert {step.does for step in planned.steps} == {Does.NOTHING}
        assert len(planned.steps) == len(known) + 3
    finally:
        frame.undo()
