"""Searching in three languages, by any spelling and by the Dutch word heard at the doctor's."""

import pytest

from portal.health import library, queries
from tests import people
from tests.health.shelves import install

SPELLINGS = [
    ("huisarts", "huisarts"),
    ("HUISARTS  bellen", "huisarts-bellen"),
    ("zoRgverzékering", "zorgverzekering"),
    ("١١٢", "spoed-112"),  # digits of another script
    ("طبيب الأسرة", "huisarts"),
    ("طبيب الاسره", "huisarts"),  # no hamza, ha for ta marbuta
    ("طَبِيب الأُسْرَة", "huisarts"),  # with vowel marks
    ("طبيب ٱلأسرة", "huisarts"),
    ("المستشفي", "ziekenhuis"),  # ya for alef maqsura
    ("ናይ ገዛ ሓኪም", "huisarts"),
    ("ዓመፅ", "veilig-thuis"),  # ፀ for ጸ
    ("ዐመጽ", "veilig-thuis"),  # ዐ for ዓ
    ("ህጹፅ", "spoed-112"),
    ("ህይወት አብ ሓደጋ", "spoed-112"),  # አ for ኣ
]

ORDINARY_WORDS = [
    ("دكتور", "huisarts"),
    ("حكيم", "huisarts"),
    ("دواء", "apotheek"),
    ("حبوب", "apotheek"),
    ("حامل", "zwangerschap"),
    ("ضرس", "tandarts"),
    ("نفسية", "ggnet"),
    ("قلق", "stress"),
    ("رمضان", "medicijnen-en-vasten"),
    ("صوم", "medicijnen-en-vasten"),
    ("ጥንስቲ", "zwangerschap"),
    ("ከኒና", "apotheek"),
    ("medicijnen", "apotheek"),
    ("kiespijn", "tandarts"),
]

ONLY_IN_THE_BODY = [
    ("koorts", "huisarts-bellen"),
    ("حامل", "vrouwen"),
    ("ከኒና", "slapen"),
    ("verwijsbrief bloedonderzoek", "huisarts"),  # one word of its name, one of its body
    ("Ik heb kiespijn", "tandarts"),  # to be said in Dutch
]

HEARD_AT_THE_DOCTORS = [
    ("keelpijn", "huisarts"),
    ("bloeddruk", "huisarts"),
    ("griep", "huisarts"),
    ("praktijkassistente", "huisarts-bellen"),
    ("antibiotica", "apotheek"),
    ("Paracetamol", "apotheek"),
    ("rontgen", "ziekenhuis"),  # without the dots
    ("nuchter", "ziekenhuis"),
    ("thuiszorg", "ziekenhuis"),
    ("depressie", "ggnet"),
    ("praktijkondersteuner", "ggnet"),
    ("miskraam", "zwangerschap"),
    ("kunstgebit", "tandarts"),
    ("polis", "zorgverzekering"),
    ("schurft", "ggd"),
]

HOSTILE = [
    "%",
    "_",
    "\\",
    "%%%%%%",
    "' OR 1=1 --",
    '"; DROP TABLE article; --',
    "<script>alert(1)</script>",
    "\u202ekameel",
    "\ud83dkameel",
    "x" * 100_000,
    "%" * 5_000,
    "{{ 7 * 7 }}",
]


@pytest.fixture
def reader(cast):
    install()
    return people.viewer(cast.amal)


def slugs(reader, question):
    return [tile.slug for tile in queries.search(reader, question)]


def test_it_is_found_by_any_spelling(reader):
    for question, slug in SPELLINGS:
        assert slug in slugs(reader, question), question


def test_it_is_found_by_ordinary_words_before_what_only_mentions_them(reader):
    for question, slug in ORDINARY_WORDS:
        assert slug in slugs(reader, question)[:3], question
    assert slugs(reader, "حامل").index("zwangerschap") < slugs(reader, "حامل").index("vrouwen")


def test_it_is_found_by_what_it_says(reader):
    for question, slug in ONLY_IN_THE_BODY:
        assert slug in slugs(reader, question), question


def test_every_article_is_found_by_its_title_in_each_language_and_by_each_of_its_dutch_words(reader):
    for article in library.read().articles:
        for asked in (*article.title.values(), *article.dutch.split(",")):
            assert article.slug in slugs(reader, asked), (article.slug, asked)


def test_it_is_found_by_the_dutch_word_heard_at_the_doctors(reader):
    for question, slug in HEARD_AT_THE_DOCTORS:
        assert slug in slugs(reader, question)[:3], question


def test_who_asks_by_the_dutch_name_of_an_article_finds_it_first(reader):
    for article in library.read().articles:
        assert slugs(reader, article.slug.replace("-", " "))[:1] in ([article.slug], []), article.slug
    assert slugs(reader, "Huisarts")[0] == "huisarts"
    assert slugs(reader, "huisarts bellen")[0] == "huisarts-bellen"


def test_letters_that_sound_different_stay_different_and_every_word_must_be_found(reader):
    assert "huisarts" in slugs(reader, "ሓኪም")
    assert slugs(reader, "ሀኪም") == []
    assert slugs(reader, "huisarts kameel") == []


def test_a_hostile_question_finds_nothing_and_harms_nothing(reader, cast, client_of):
    phone = client_of(cast.amal)
    for question in HOSTILE:
        page = phone.show("/health", query_string={"q": question.encode("utf-8", "surrogatepass")})
        assert not page.select("main script"), question[:20]
        assert not page.select("#health-found a[href^='/health/articles/']"), question[:20]
        assert len(page.select("#health-found .tile")) == 8, question[:20]


def test_nothing_asked_or_nothing_found_shows_the_themes(reader, cast, client_of):
    page = client_of(cast.amal).show("/health?q=+")
    assert not page.select("#health-found .empty")
    assert len(page.select("#health-found .tile")) == 8
    page = client_of(cast.amal).show("/health?q=kameel")
    assert page.select_one("#health-found .empty")
    assert len(page.select("#health-found .tile")) == 8


def test_htmx_gets_the_part_that_stands_in_the_page(reader, cast, client_of):
    phone = client_of(cast.amal)
    whole = phone.show("/health?q=huisarts").select_one("#health-found")
    part = phone.show("/health?q=huisarts", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert part.select_one("#health-found") == whole
    assert not part.select("h1")
