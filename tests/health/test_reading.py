"""Reading about health, in three languages, and whom to call."""

import re

import pytest

from portal.core import clock, frame
from portal.core.errors import NotFound
from portal.health import actions, library, queries
from portal.health.sayings import sayings
from portal.health.themes import Theme
from tests import people
from tests.health.shelves import counted, install

PAGES = ["/health", "/health?q=huisarts", "/health/contacts", *(f"/health/themes/{theme}" for theme in Theme)]
ARTICLES = [f"/health/articles/{article.slug}" for article in library.read().articles]


@pytest.fixture
def shelf(cast):
    install()


@pytest.fixture
def local(cast, shelf):
    """Contacts of the one municipality."""
    with frame.change():
        for label, phone in (("Post Doetinchem", "0314-369369"), ("Post Winterswijk", "0543-544444")):
            actions.add_contact(
                None, cast.oude_ijsselstreek.id, "huisartsenpost", clock.now(), label=label, phone=phone
            )


def readers(cast):
    return {"nl": cast.noor, "ar": cast.amal, "ti": cast.yonas}


def test_112_stands_first_on_every_page_in_every_language_and_no_doubt_of_a_writer_does(cast, shelf, client_of):
    for code, person in readers(cast).items():
        phone = client_of(person)
        for path in (*PAGES, *ARTICLES):
            page = phone.show(path)
            assert page.html["lang"] == code
            first = page.select_one("main a[href]")
            assert first["href"] == "tel:112", path
            assert len(page.select("h1")) == 1, path
            assert page.title.text.strip() == page.h1.text.strip(), path
            assert not re.search("unsure|<!--", str(page.body)), path


def test_every_dutch_sentence_is_isolated_and_marked_as_dutch(cast, shelf, client_of):
    for code in ("ar", "ti"):
        phone = client_of(readers(cast)[code])
        for article in library.read().articles:
            page = phone.show(f"/health/articles/{article.slug}")
            isolated = {bdi.get_text() for bdi in page.select("main bdi[lang=nl][dir=ltr]")}
            said = {sentence for saying in sayings(article.sayings[code]) for sentence in saying.sentences}
            assert said <= isolated, f"{article.slug} {code}"
            for sentence in re.findall(r'"([\x20!\x23-\u024f…’]+)"', article.body[code]):
                within = [whole for whole in isolated if sentence.rstrip(".?! …") in whole]
                assert within, f"{article.slug} {code}: {sentence}"


def test_the_dutch_lies_under_a_translation_and_not_under_the_dutch(cast, shelf, client_of):
    below = client_of(cast.amal).show("/health/articles/huisarts").select_one("details [lang=nl]")
    assert "Hebt u een klacht? Ga altijd eerst naar de huisarts." in below.text
    assert not client_of(cast.noor).show("/health/articles/huisarts").select("details")


def test_the_dutch_in_a_body_of_another_language_does_not_carry_into_the_page(cast, shelf, client_of):
    page = client_of(cast.yonas).show("/health/articles/huisarts")
    assert page.select_one("main > .prose")["lang"] == "ti"
    assert "طبيب" not in page.select_one("main").text


def test_an_urgent_article_has_its_number_before_its_text(cast, local, client_of):
    for slug, number in (("113", "tel:113"), ("veilig-thuis", "tel:08002000"), ("huisartsenpost", "tel:+31314369369")):
        page = client_of(cast.amal).show(f"/health/articles/{slug}")
        buttons = [a["href"] for a in page.select("main a.button[href^='tel:']")]
        assert buttons[:2] == ["tel:112", number]
        before_the_text = page.select_one(".prose").find_all_previous("a", href=number)
        assert before_the_text, slug
    page = client_of(cast.amal).show("/health/articles/spoed-112")
    assert {a["href"] for a in page.select_one(".prose").find_all_previous("a", class_="button")} == {"tel:112"}


def test_a_municipality_has_its_own_contacts_and_others_never_see_them(cast, local, client_of):
    here = client_of(cast.amal).get("/health/contacts").text
    there = client_of(cast.samira).get("/health/contacts").text
    assert "Post Doetinchem" in here
    assert "Post Winterswijk" in here
    assert "Post" not in there
    assert "369369" not in there
    assert "huisartsenpost" in there, "the national one, without a number"


def test_a_contact_without_a_number_has_no_button_and_says_what_to_do(cast, shelf, client_of):
    viewer = people.viewer(cast.noor)
    contacts = {contact.key: contact for contact in queries.contacts(viewer)}
    assert contacts["huisarts"].ask_for_number
    assert not contacts["tolk"].ask_for_number, "who treats you calls the interpreter"
    assert not contacts["veilig-thuis"].ask_for_number
    page = client_of(cast.noor).show("/health/contacts")
    assert {a["href"] for a in page.select("#contacts a.button")} == {"tel:113", "tel:08002000"}


def test_what_a_number_is_called_by_is_what_the_library_knows(cast, shelf):
    with pytest.raises(NotFound), frame.change():
        actions.add_contact(None, cast.doetinchem.id, "zwembad", clock.now(), phone="0314-123456")


def test_every_signed_in_person_may_read_and_nobody_else(cast, shelf, client_of):
    for person in cast.everybody():
        client_of(person).show("/health/articles/113")
    assert client_of().get("/health/articles/113").headers["Location"].startswith("/sign-in")


def test_what_is_not_there_is_not_found(cast, shelf, client_of):
    for path in ("/health/articles/nothing", "/health/themes/nothing", "/health/articles/..%2f113"):
        client_of(cast.amal).show(path, status=404)


def test_the_number_of_queries_does_not_grow_with_the_library(cast, shelf, client_of):
    phone = client_of(cast.amal)
    for path, most in (
        ("/health", 1),
        ("/health?q=huisarts", 3),
        ("/health/themes/doctor", 2),
        ("/health/articles/trauma", 4),
        ("/health/contacts", 2),
    ):
        with counted() as all_of_them:
            phone.show(path)
        own = [statement for statement in all_of_them if re.search(r"\b(article|contact|text)\b", statement)]
        assert len(own) <= most, f"{path}: {own}"


def test_health_stands_under_more(cast, shelf, client_of):
    assert client_of(cast.amal).show("/more").select("main a[href='/health']")
