"""Finding people: by any spelling, by year, by role and filter, and at the same cost with many."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event, insert, text

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Grant, Person, PersonWord
from portal.core import frame
from portal.core.db import db
from portal.core.viewer import Role
from portal.people import queries
from portal.people.queries import Asked
from portal.people.words import Show
from tests import people


def kees(cast):
    return people.viewer(cast.kees, Role.BEHEERDER)


def names_of(cast, text="", **asked):
    return [each.name for each in queries.people(kees(cast), Asked(text, **asked))[0]]


def add(cast, given, family, called="", born=date(1990, 1, 1), language="ar"):
    with frame.change():
        details = PersonDetails(given, family, language, called=called, birth_date=born)
        return accounts.add_person(cast.oude_ijsselstreek.id, details, (Role.PARTICIPANT,))


SPELLINGS = {
    "ozdemir": "Zoë Özdemir",
    "ÖZDEMIR zoe": "Zoë Özdemir",
    "zo öz": "Zoë Özdemir",
    "احمد": "Ahmad Al-Khatib",
    "أَحْمَد": "Ahmad Al-Khatib",
    "khatib": "Ahmad Al-Khatib",
    "al-kha": "Ahmad Al-Khatib",
    "aicha": "Aïcha d'Arc",
    "arc": "Aïcha d'Arc",
    "ኣበበ": "Abebe Tesfa",
}


def test_a_name_is_found_in_any_spelling_by_its_beginnings(cast):
    add(cast, "Zoë", "Özdemir")
    add(cast, "Ahmad", "Al-Khatib", called="أحمد")
    add(cast, "Aïcha", "d'Arc")
    add(cast, "Abebe", "Tesfa", called="አበበ")
    assert {typed: names_of(cast, typed) for typed in SPELLINGS} == {t: [name] for t, name in SPELLINGS.items()}


def test_the_middle_of_a_name_finds_nobody_and_every_word_must_fit(cast):
    assert names_of(cast, "addad") == []
    assert names_of(cast, "amal tekle") == []


def test_a_year_finds_who_was_born_in_it(cast):
    add(cast, "Lina", "Haddad", born=date(2013, 9, 2))
    assert names_of(cast, "2013") == ["Lina Haddad"]
    assert names_of(cast, "haddad ٢٠١٣") == ["Lina Haddad"]
    assert names_of(cast, "haddad 2012") == []


def test_names_are_in_the_order_in_which_people_look_for_them(cast):
    add(cast, "Zoë", "Özdemir")
    add(cast, "Ali", "Pasha")
    add(cast, "Anna", "Nassar")
    assert [name for name in names_of(cast) if name.split()[-1] in {"Nassar", "Özdemir", "Pasha"}] == [
        "Anna Nassar",
        "Zoë Özdemir",
        "Ali Pasha",
    ]


def test_filters_show_who_they_name(cast):
    everybody = set(names_of(cast))
    participants = {"Amal Haddad", "Noor Haddad", "Yonas Tekle"}
    assert set(names_of(cast, show=Show.PARTICIPANTS)) == participants
    assert set(names_of(cast, show=Show.STAFF)) == everybody - participants
    assert names_of(cast, show=Show.NO_REGISSEUR) == ["Noor Haddad"]
    assert names_of(cast, show=Show.NO_BEGELEIDER) == ["Noor Haddad"]
    assert names_of(cast, role=Role.BEHEERDER) == ["Kees Jansen"]
    assert names_of(cast, "ha", role=Role.CULTUURVERBINDER) == ["Tesfay Habte"]
    assert names_of(cast, show=Show.NOT_ACTIVE) == []


def test_who_is_signed_in_nowhere_is_shown_until_they_are(cast, client_of):
    assert "Amal Haddad" in names_of(cast, show=Show.NO_SIGN_IN)
    client_of(cast.amal)
    db.session.close()
    assert "Amal Haddad" not in names_of(cast, show=Show.NO_SIGN_IN)


def test_nobody_of_another_municipality_is_ever_found(cast):
    for show in Show:
        assert "Samira Khalil" not in names_of(cast, show=show)
    assert names_of(cast, "samira") == []
    assert names_of(cast, role=Role.CULTUURVERBINDER) == ["Tesfay Habte", "Rana Sabbagh"]


def test_pages_follow_each_other_without_a_gap_even_where_names_are_the_same(cast):
    with frame.change():
        for _ in range(queries.PAGE + 20):
            accounts.add_person(cast.oude_ijsselstreek.id, PersonDetails("Ali", "Aziz", "ar"), (Role.PARTICIPANT,))
    seen, after = [], None
    while True:
        page, more = queries.people(kees(cast), Asked(after=after))
        seen += [each.id for each in page]
        if not more:
            break
        after = page[-1].id
    assert len(seen) == len(set(seen)) == queries.PAGE + 20 + 8


def test_a_begeleider_finds_people_and_gets_no_button_to_change_them(cast, client_of):
    page = client_of(cast.bram).show("/people?q=haddad")
    assert page.find("a", href=f"/people/{cast.amal.id}")
    assert not page.select("a[href='/people/new'], input[name=person], a[href*='not-active']")
    assert "/edit" not in str(client_of(cast.bram).show(f"/people/{cast.amal.id}"))


def test_htmx_gets_the_list_alone(cast, client_of):
    response = client_of(cast.kees).get("/people?q=haddad", headers={"HX-Request": "true"})
    assert "<html" not in response.text
    assert "Amal Haddad" in response.text


@pytest.fixture
def crowd(cast):
    """Five thousand participants: enough for a database to prefer its indexes."""
    town = cast.oude_ijsselstreek.id
    people_rows, words, grants = [], [], []
    for number in range(5_000):
        person = uuid4()
        family = f"naam{number:05}"
        people_rows.append(
            {"id": person, "municipality_id": town, "given_name": "Ali", "family_name": family, "sort_name": family}
        )
        words += [{"person_id": person, "municipality_id": town, "word": word} for word in ("ali", family)]
        grants.append({"person_id": person, "municipality_id": town, "role": Role.PARTICIPANT, "language": ""})
    with frame.change() as session:
        connection = session.connection()
        for model, rows in ((Person, people_rows), (PersonWord, words), (Grant, grants)):
            connection.execute(insert(model), rows)
        connection.execute(text("ANALYZE"))
    return cast


def test_a_list_costs_the_same_with_many_and_reads_no_table_from_end_to_end(crowd):
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    questions = {
        "everybody": Asked(),
        "word": Asked("naam00123"),
        "words": Asked("ali naam0012"),
        "staff": Asked(show=Show.STAFF),
        "role": Asked(role=Role.REGISSEUR),
        "year": Asked("1990"),
    }
    try:
        for name, question in questions.items():
            asked.clear()
            found, _more = queries.people(kees(crowd), question)
            assert found, name
            assert len(asked) == 4, name
            assert "SCAN person\n" not in plan(*asked[0]) + "\n", f"{name}:\n{plan(*asked[0])}"
            assert "Seq Scan on person" not in plan(*asked[0]), f"{name}:\n{plan(*asked[0])}"
        asked.clear()
        first, _more = queries.people(kees(crowd), Asked())
        queries.people(kees(crowd), Asked(after=first[-1].id))
        assert "ix_person_municipality_id_sort_name_id" in plan(*asked[5])
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plan(statement, parameters):
    """How the database would find the answer."""
    explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, parameters).all()
    return "\n".join(str(row[-1]) for row in rows)
