"""I do not understand this: from one tap to an answer where the text stands."""

import pytest

from portal.core import clock, frame
from portal.core.errors import NotFound
from portal.notices import queries as notices
from portal.texts import exchange, remark_actions, remark_queries
from portal.texts.models import RemarkKind
from tests import people
from tests.texts.writings import announced, bram, rana, tesfay


def test_one_tap_reaches_who_speaks_the_language_and_the_answer_stands_at_the_item(cast, client_of):
    text, sent = announced(cast)
    amal, item = client_of(cast.amal), f"/announcements/{sent}"
    amal.send(f"/texts/{text}/remark", kind="not_understood", where=item, at=item)
    [asked], _ = remark_queries.pool(rana(cast))
    assert asked.text_id == text
    assert remark_queries.pool(tesfay(cast)) == ([], None), "it is in the pool of its language only"
    page = client_of(cast.rana).show("/texts/desk/remarks")
    assert "Amal" not in page.text
    client_of(cast.rana).send(f"/texts/desk/remarks/{asked.id}", words="لا درس غدًا", at="/texts/desk/remarks")
    assert "لا درس غدًا" in amal.show(item).text
    assert notices.unread_count(people.viewer(cast.amal)) >= 1
    assert "لا درس غدًا" not in client_of(cast.samira).get(item).text


def say(person, text, kind, words="", where="/"):
    with frame.change():
        remark_actions.remark(people.viewer(person), text, kind, words, where, clock.now())


def test_said_again_before_an_answer_it_adds_words_to_the_same(cast):
    text, sent = announced(cast)
    for words in ("", "كلمة"):
        say(cast.amal, text, RemarkKind.NOT_UNDERSTOOD, words, f"/announcements/{sent}")
    [asked], _ = remark_queries.pool(rana(cast))
    assert asked.words == "كلمة"


def test_nobody_remarks_on_what_they_are_not_shown(cast):
    text, _ = announced(cast)
    with pytest.raises(NotFound), frame.change():
        remark_actions.remark(people.viewer(cast.samira), text, RemarkKind.NOT_UNDERSTOOD, "", "/", clock.now())


def test_writers_see_what_is_least_understood_in_numbers(cast):
    text, _ = announced(cast)
    other, _ = announced(cast)
    for person in (cast.amal, cast.yonas):
        say(person, text, RemarkKind.NOT_UNDERSTOOD)
    say(cast.amal, other, RemarkKind.SAY_OTHERWISE)
    least = remark_queries.least_understood(bram(cast))
    assert [(found, number) for found, _, number in least] == [
        (text, 2),
        (other, 1),
    ]


def test_a_translator_asks_and_the_writer_answers(cast, client_of):
    text, _ = announced(cast)
    path = f"/texts/desk/{text}/ar"
    client_of(cast.rana).send(f"{path}/ask", words="Welke les?", at=path)
    [asked], _ = remark_queries.questions(bram(cast))
    client_of(cast.bram).send(f"/texts/questions/{asked.id}", words="De les in Ulft.", at="/texts/questions")
    assert remark_queries.questions(bram(cast)) == ([], None)
    assert "De les in Ulft." in client_of(cast.rana).show(path).text


def test_where_it_was_said_is_a_page_of_the_portal(cast, client_of):
    text, sent = announced(cast)
    for wrong in ("https://elders.nl", "//elders.nl", "/\\elders.nl", "javascript:alert(1)"):
        client_of(cast.amal).send(
            f"/texts/{text}/remark", kind="not_understood", where=wrong, at=f"/announcements/{sent}"
        )
    [asked], _ = remark_queries.pool(rana(cast))
    assert asked.path == "/"


def test_better_words_for_the_portal_come_out_as_a_po_file(cast, client_of):
    client = client_of(cast.amal)
    page = client.show("/texts/sentences?q=إرسال")
    msgid = page.select_one("[name=msgid]")["value"]
    client.send("/texts/sentences", msgid=msgid, words="أرسلوا", at="/texts/sentences?q=إرسال")
    written = exchange.suggested("ar")
    assert f'msgid "{msgid}"' in written
    assert 'msgstr "أرسلوا"' in written
    assert "Amal" not in written
