"""Texts out to translators elsewhere and in again: nothing lost on the way, nothing stale, nothing half done."""

import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import clock, frame
from portal.core.errors import Refused
from portal.core.text import clean
from portal.texts import actions, exchange, queries
from portal.texts.exchange import Entry
from tests.texts.writings import DUTCH, announced, bram

words = st.text(max_size=80).map(lambda text: clean(text, multiline=True))
entries = st.builds(Entry, st.uuids(), st.integers(1, 99), words.filter(bool), words, st.booleans())


@given(st.lists(entries, min_size=1, max_size=5, unique_by=lambda entry: entry.text_id))
def test_what_goes_out_comes_in_as_it_was(sent):
    assert exchange.from_po(exchange.to_po("ti", sent)) == ("ti", sent)


@pytest.mark.parametrize(
    "content", ["", "/etc/passwd", "hello", 'msgid "x"\nmsgstr "y"\n', "\0", 'msgctxt "a/1"\nmsgid "']
)
def test_what_is_no_file_of_ours_is_refused(content):
    with pytest.raises(Refused):
        exchange.from_po(content)


def translated(content, said):
    language, sent = exchange.from_po(content)
    return exchange.to_po(language, [Entry(e.text_id, e.number, e.source, said, False) for e in sent])


def test_a_translated_file_is_taken_in_and_readers_see_it(cast, client_of):
    text, _ = announced(cast)
    writer = client_of(cast.bram)
    back = translated(writer.get("/texts/exchange/files/ti").text, "ትምህርቲ የለን")
    at = "/texts/exchange"
    token = writer.show(at).select_one("[name=csrf_token]")["value"]
    seen = writer.post(f"{at}/preview", data={"csrf_token": token, "file": (io.BytesIO(back.encode()), "x.exe")})
    assert seen.status_code == 200
    assert "ትምህርቲ የለን" in seen.text
    assert "ti" not in queries.now_written(text), "a preview stores nothing"
    seal = exchange.preview(bram(cast), back).seal
    writer.send(f"{at}/take-in", content=back, seal=seal, at=at)
    assert queries.shown([text], "ti")[text].body == "ትምህርቲ የለን"


def test_what_was_made_of_an_older_source_is_refused_by_name(cast):
    text, _ = announced(cast)
    back = translated(exchange.exported(bram(cast), "ti"), "ትምህርቲ የለን")
    with frame.change():
        actions.rewrite(bram(cast), text, "De les is later.", clock.now())
    seen = exchange.preview(bram(cast), back)
    assert seen.changes == []
    assert [entry.source for entry in seen.stale] == [DUTCH]


def test_when_a_text_changes_after_the_preview_nothing_at_all_is_taken_in(cast):
    texts = [announced(cast)[0] for _ in range(3)]
    back = translated(exchange.exported(bram(cast), "ti"), "ትምህርቲ የለን")
    seal = exchange.preview(bram(cast), back).seal
    with frame.change():
        actions.render(None, texts[1], "ti", "ካልእ", 1, clock.now())
    with pytest.raises(Refused), frame.change():
        exchange.take_in(bram(cast), back, seal, clock.now())
    assert [queries.now_written(text).get("ti") and "ti" for text in texts] == [None, "ti", None]


def test_texts_of_another_municipality_are_left_out(cast):
    announced(cast)
    other = exchange.to_po("ti", [Entry(UUID(int=5), 1, "x", "y")])
    assert exchange.preview(bram(cast), other).unknown == 1
