"""The library on file is whole, and a mistake in it is named with its file and line."""

import re

import pytest

from portal.core.i18n import LANGUAGES
from portal.health import library
from portal.health.sayings import sayings
from portal.health.themes import Theme
from tests.health.shelves import FILE, on_file, refused

LIBRARY = library.read()


def test_every_article_is_there_in_every_language():
    assert len(LIBRARY.articles) == 31
    for article in LIBRARY.articles:
        for part in (article.title, article.top, article.body, article.sayings):
            assert set(part) == set(LANGUAGES), article.slug
            assert all(part.values()), article.slug


def test_every_theme_has_articles_and_every_contact_is_named_somewhere():
    assert {article.theme for article in LIBRARY.articles} == set(Theme)
    assert {key for article in LIBRARY.articles for key in article.contacts} == {c.key for c in LIBRARY.contacts}


def test_no_doubt_of_a_writer_is_in_a_text():
    for article in LIBRARY.articles:
        for part in (article.title, article.top, article.body, article.sayings):
            assert not re.search("unsure|<!--|-->", " ".join(part.values())), article.slug


def test_the_same_dutch_is_said_in_every_language():
    for article in LIBRARY.articles:
        dutch = [saying.sentences for saying in sayings(article.sayings["nl"])]
        for code in ("ar", "ti"):
            here = sayings(article.sayings[code])
            for saying, sentences in zip(here, dutch, strict=True):  # of two to choose from, one may be enough
                assert set(saying.sentences) <= set(sentences), f"{article.slug} {code}"
            assert all(saying.meaning for saying in here), f"{article.slug} {code}"


def test_an_urgent_article_names_the_number_in_its_first_line():
    numbers = {contact.key: contact.phone for contact in LIBRARY.contacts}
    for article in LIBRARY.articles:
        if article.urgent:
            first = numbers[article.contacts[0]] or "112"
            assert all(first in top for top in article.top.values()), article.slug


def test_only_numbers_of_the_whole_country_are_in_the_library():
    local = re.compile(r"(?<!\d)0[1-7]\d{1,2}[ -]?\d{6,7}(?!\d)")
    for article in LIBRARY.articles:
        assert not local.search(" ".join(article.body.values())), article.slug
    assert {c.key: c.phone for c in LIBRARY.contacts if c.phone} == {
        "112": "112",
        "113": "113",
        "veilig-thuis": "0800-2000",
    }


def line_of(piece: str, occurrence: int = 1) -> int:
    return FILE[: [m.start() for m in re.finditer(re.escape(piece), FILE)][occurrence - 1]].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("theme: doctor", "theme: dentist", "kiespijn.md:2: unknown theme: dentist"),
        ("icon: tooth", "icon: toth", "kiespijn.md:3: unknown icon: toth"),
        ("contacts: huisarts, tolk", "contacts: huisarts, tolken", "kiespijn.md:5: unknown contacts: tolken"),
        ("slug: kiespijn", "slug: pijn", "kiespijn.md:1: unknown slug: pijn"),
        ("urgent: no", "urgent: maybe", "kiespijn.md:4: unknown urgent: maybe"),
        ("checked: 2026-11", "checked: 2026-13", "kiespijn.md:7: 2026-13 is not a month"),
        ("source: Thuisarts.nl (NHG)\n", "", "kiespijn.md:1: the header misses source"),
        ("source:", "sauce:", "kiespijn.md:6: not a header line"),
        ("## ti\n", "## fr\n", f"kiespijn.md:{line_of('## ti')}: fr is not a language"),
        ("> Bel de tandarts.", "Bel de tandarts.", f"kiespijn.md:{line_of('## nl')}: a language begins with"),
        (
            '- "Ik heb kiespijn."\n\n',
            "- Ik heb kiespijn.\n\n",
            f"kiespijn.md:{line_of('Ik heb kiespijn')}: under the last heading",
        ),
        ("### Wat doet", "### Pijn?\nJa.\n\n### Wat doet", f"kiespijn.md:{line_of('## ar') + 3}: ar has 2 headings"),
        ("<!-- unsure", "<!-- twijfel", f"kiespijn.md:{line_of('<!--')}: a comment stands on one line"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(tmp_path, before, after, says):
    assert refused(tmp_path, FILE.replace(before, after, 1)).startswith(says)


def test_a_missing_language_is_named(tmp_path):
    assert "the article misses ti" in refused(tmp_path, FILE[: FILE.index("## ti")])


def test_an_article_that_is_not_in_the_order_is_named(tmp_path):
    folder = on_file(tmp_path)
    (folder / "oorpijn.md").write_text(FILE.replace("kiespijn", "oorpijn"), "utf-8")
    with pytest.raises(library.LibraryError, match=r"order\.txt:1: oorpijn is not in it"):
        library.read(folder)
