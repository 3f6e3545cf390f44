"""Writing the Dutch: advice, two writers at once, hostile words, and bringing earlier words back."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from portal.core import clock, frame
from portal.core.i18n import LANGUAGES, using
from portal.texts import actions, blocks, differences, glossary, plain_dutch, queries
from portal.texts.blocks import Block
from tests.texts.writings import DUTCH, announced, bram

HOSTILE = (
    "Kom **snel** <script>alert(1)</script> [hier](javascript:alert(1)) \u202eom\u202c <img src=x onerror=alert(1)>"
)


def test_of_two_writers_at_once_the_second_sees_both_and_loses_nothing(cast, client_of):
    text, _ = announced(cast)
    client, path = client_of(cast.bram), f"/texts/{text}"
    with frame.change():
        actions.rewrite(bram(cast), text, "De les is om tien uur.", clock.now())
    answer = client.send(path, status=409, body="De les is om elf uur.", based_on=1, at=path)
    page = BeautifulSoup(answer.text, "html5lib")
    assert "De les is om tien uur." in page.select(".banner .written")[0].text
    assert page.select("textarea")[0].text == "De les is om elf uur."
    client.send(path, body="De les is om elf uur.", based_on=page.select("[name=based_on]")[0]["value"], at=path)
    assert [w.body for w in queries.history(text, "nl")] == ["De les is om elf uur.", "De les is om tien uur.", DUTCH]


def test_what_is_refused_is_still_in_the_field_and_nothing_changed(cast, client_of):
    text, _ = announced(cast)
    path, too_long = f"/texts/{text}", "lang " * 5000
    answer = client_of(cast.bram).send(path, status=422, body=too_long, based_on=1, at=path)
    assert too_long.strip() in answer.text
    assert queries.now_written(text)["nl"].number == 1


def test_hostile_markdown_is_shown_as_text_and_invisible_characters_are_told_of(cast, client_of):
    text, sent = announced(cast)
    client, path = client_of(cast.bram), f"/texts/{text}"
    client.send(path, body=HOSTILE, based_on=1, at=path)
    assert "onzichtbare tekens" in client.show(path).text
    assert "\u202e" not in queries.now_written(text)["nl"].body
    for reader, where in ((cast.noor, f"/announcements/{sent}"), (cast.bram, path)):
        page = client_of(reader).show(where)
        assert not page.select("main script, main img, main [onerror], main a[href^=javascript]")
        assert "<script>alert(1)</script>" in page.text, "nothing of what was written is lost"


def test_a_typing_error_keeps_the_translations_current_and_another_change_does_not(cast, client_of):
    text, _ = announced(cast, {"nl": DUTCH, "ar": "لا درس"})
    client, path = client_of(cast.bram), f"/texts/{text}"
    client.send(path, body="De les gaat niet door", based_on=1, same_meaning="y", at=path)
    assert queries.shown([text], "ar")[text].freshness == "current"
    client.send(path, body="De les gaat door", based_on=2, at=path)
    assert queries.shown([text], "ar")[text].freshness == "outdated"


def test_earlier_words_come_back_as_a_new_version(cast, client_of):
    text, _ = announced(cast)
    with frame.change():
        actions.rewrite(bram(cast), text, "Anders", clock.now())
    client, path = client_of(cast.bram), f"/texts/{text}/history/nl"
    page = client.show(path)
    assert [each.text for each in page.select("del, ins")], "changed words are marked"
    client.send(path, number=1, based_on=2, at=path)
    newest = queries.now_written(text)["nl"]
    assert (newest.number, newest.body, newest.restores) == (3, DUTCH, 1)
    client.send(path, status=409, number=2, based_on=2, at=path)


@given(st.text("ab سلامሰላ \n.,", max_size=40), st.text("ab سلامሰላ \n.,", max_size=40))
def test_a_comparison_loses_no_word_of_either_version(before, after):
    left, right = differences.compared(before, after)
    assert "".join(piece.words for piece in left) == before
    assert "".join(piece.words for piece in right) == after
    assert (before == after) == (not any(piece.changed for piece in (*left, *right)))


def test_the_meter_advises_and_never_refuses(cast, client_of):
    easy, hard = (
        plain_dutch.measure("Kom morgen. De les is om tien uur."),
        plain_dutch.measure(
            "Indien u tevens in aanmerking wenst te komen voor de inburgeringsvoorzieningen dient u onverwijld de door "
            "de gemeente verstrekte documentatie te retourneren, die vervolgens door ons wordt beoordeeld."
        ),
    )
    assert easy is not None
    assert hard is not None
    assert easy.level == "easy"
    assert easy.nothing
    assert hard.level == "hard"
    assert {"indien", "tevens", "dient u", "onverwijld", "retourneren"} - {each.word for each in hard.hard_words} <= {
        "dient u"
    }
    assert hard.long_sentences
    assert hard.passive
    assert plain_dutch.measure(" 12 ") is None
    text, _ = announced(cast)
    page = client_of(cast.bram).send(
        f"/texts/{text}", status=200, body="Indien u komt.", based_on=1, look="1", at=f"/texts/{text}"
    )
    assert "indien" in BeautifulSoup(page.text, "html5lib").select("#advice")[0].text
    assert queries.now_written(text)["nl"].body == DUTCH


def test_terms_of_the_municipality_are_found_in_the_dutch():
    found = {term.dutch: term.said for term in glossary.found_in("Breng uw brieven mee naar de inburgering.", "ar")}
    assert "inburgering" in found
    assert "de" not in found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_block_can_be_said_in_every_language(app, code):
    incomplete = [key for key, block in blocks.LIBRARY.items() if not block.complete]
    assert not incomplete
    with using(code):
        said = {block.key: str(blocks.example(block)) for block in blocks.offered()}
    assert not [key for key, words in said.items() if "%(" in words]
    assert len(said) >= 80


def test_a_block_that_lacks_a_language_is_not_offered(app, monkeypatch):
    lacking = Block("test.lacking", "A sentence in no catalogue.")
    monkeypatch.setitem(blocks.LIBRARY, lacking.key, lacking)
    assert not lacking.complete
    assert lacking not in blocks.offered()


def test_arabic_counts_in_its_own_forms(app):
    with using("ar"):
        said = {num: str(blocks.say("say.places", {"num": num})) for num in (0, 1, 2, 3, 11, 100)}
    assert len(set(said.values())) == 6
