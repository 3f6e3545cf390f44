"""The translation desk: what waits, in which order, for whom; keeping, giving, checking."""

import pytest
from sqlalchemy import event

from portal.announcements.actions import persons, readers_of
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.texts import actions, desk_actions, desk_queries, queries, sentences
from portal.texts.models import Verdict
from portal.texts.queries import Freshness
from tests.texts.writings import DUTCH, LONG_DUTCH, announced, bram, rana, tesfay


def waiting(viewer, language, **which):
    return [
        (item.text_id, item.freshness, item.readers) for item in desk_queries.queue(viewer, language, **which).items
    ]


def test_what_is_missing_or_outdated_waits_and_what_is_current_does_not(cast):
    missing, _ = announced(cast)
    outdated, _ = announced(cast, {"nl": DUTCH, "ar": "لا درس"})
    current, _ = announced(cast, {"nl": DUTCH, "ar": "لا درس"})
    with frame.change():
        actions.rewrite(bram(cast), outdated, "De les is later.", clock.now())
        actions.rewrite(bram(cast), current, "De les gaat niet door!", clock.now(), same_meaning=True)
    found = {text: state for text, state, _ in waiting(rana(cast), "ar")}
    assert found == {missing: Freshness.MISSING, outdated: Freshness.OUTDATED}


def test_what_more_people_of_the_language_read_comes_first(cast):
    few, _ = announced(cast, audience=(*readers_of("ti"), *persons([cast.amal.id])))
    many, _ = announced(cast)
    assert [(text, readers) for text, _, readers in waiting(rana(cast), "ar")] == [
        (text, 1) for text in sorted((few, many))
    ]
    assert {text for text, _, _ in waiting(tesfay(cast), "ti")} == {few, many}


def test_what_one_person_alone_was_told_is_no_work_for_the_desk(cast):
    announced(cast, audience=persons([cast.amal.id]))
    assert waiting(rana(cast), "ar") == []


def test_a_translator_sees_their_own_languages_and_municipalities_only(cast):
    text, _ = announced(cast)
    assert waiting(tesfay(cast), "ti")
    with pytest.raises(NotFound):
        desk_queries.queue(tesfay(cast), "ar")
    with pytest.raises(NotFound), frame.change():
        desk_actions.put_over(tesfay(cast), text, "ar", "x", 1, 0, clock.now())


def test_the_pages_of_a_queue_together_hold_each_text_once_and_cost_the_same(cast, client_of):
    texts = {announced(cast)[0] for _ in range(desk_queries.PAGE_LENGTH + 3)}
    first = desk_queries.queue(rana(cast), "ar")
    second = desk_queries.queue(rana(cast), "ar", first.after)
    assert [len(first.items), len(second.items), second.after] == [desk_queries.PAGE_LENGTH, 3, None]
    assert {item.text_id for item in (*first.items, *second.items)} == texts
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *statement: asked.append(statement[2]))
    client_of(cast.rana).show("/texts/desk")
    assert len([each for each in asked if each.startswith("SELECT")]) <= 12


def test_who_is_at_work_is_not_overtaken_and_leaves_what_they_have(cast):
    text, _ = announced(cast)
    with frame.change():
        desk_actions.save_draft(rana(cast), text, "ar", ["لا"], 1, 0, clock.now())
    assert desk_queries.draft(tesfay(cast), text, "ar") is None
    with frame.change():
        desk_actions.hand_back(rana(cast), text, "ar")
    left = desk_queries.draft(rana(cast), text, "ar")
    assert left is not None
    assert left.handed_back
    with frame.change():
        desk_actions.put_over(rana(cast), text, "ar", "لا درس", 1, 0, clock.now())
    assert desk_queries.draft(rana(cast), text, "ar") is None


def test_nobody_checks_what_they_made_and_who_finds_it_unclear_says_why(cast):
    text, _ = announced(cast)
    with frame.change():
        desk_actions.put_over(rana(cast), text, "ar", "لا درس", 1, 0, clock.now())
    with pytest.raises(NotFound), frame.change():
        desk_actions.check(rana(cast), text, "ar", 1, Verdict.GOOD, "", clock.now())
    by_the_house, _ = announced(cast, {"nl": DUTCH, "ar": "لا درس"})
    assert [t for t, _, _ in waiting(rana(cast), "ar", to_check=True)] == [by_the_house]
    with pytest.raises(Refused), frame.change():
        desk_actions.check(rana(cast), by_the_house, "ar", 1, Verdict.UNCLEAR, " ", clock.now())
    with frame.change():
        desk_actions.check(rana(cast), by_the_house, "ar", 1, Verdict.GOOD, "", clock.now())
    assert queries.now_written(by_the_house)["ar"].checked
    assert waiting(rana(cast), "ar", to_check=True) == []


def test_the_counters_follow(cast):
    announced(cast, {"nl": DUTCH, "ar": "لا درس"})
    announced(cast)
    counted = {each.language: (each.complete, each.checked, each.waiting) for each in desk_queries.counters(bram(cast))}
    assert counted == {"nl": (0, 0, 0), "ar": (1, 0, 1), "ti": (0, 0, 2)}


def test_sentences_come_apart_and_together_again():
    parts = sentences.split(LONG_DUTCH)
    assert len(parts) == 8
    assert sentences.join(parts, LONG_DUTCH) == LONG_DUTCH
    assert sentences.split(DUTCH) == [DUTCH]


def test_a_point_of_a_list_stays_one_and_its_mark_alone_is_no_sentence():
    body = "Neem mee:\n\n- een pen\n- een boek\n\n" + LONG_DUTCH
    parts = sentences.split(body)
    assert [sentences.mark_of(part) for part in parts[:3]] == ["", "- ", "- "]
    assert not sentences.has_words("- ")
    assert sentences.has_words("- ቢሮ")
    assert sentences.join(parts, body) == body


def test_a_long_text_is_put_over_sentence_by_sentence_and_kept_on_the_way(cast, client_of):
    text, sent = announced(cast, {"nl": LONG_DUTCH})
    client, path = client_of(cast.rana), f"/texts/desk/{text}/ar"
    page = client.show(path)
    assert len(page.select("textarea[name=part]")) == 8
    half = ["جملة أولى", *[""] * 7]
    client.send(f"{path}/draft", part=half, made_from=1, based_on=0, at=path)
    assert client.show(path).select("textarea[name=part]")[0].text == "جملة أولى", "it survives a reload"
    client.send(path, status=422, part=half, made_from=1, based_on=0, at=path)
    client.send(path, part=[f"جملة {n}" for n in range(8)], made_from=1, based_on=0, at=path)
    assert "جملة 7" in client_of(cast.amal).show(f"/announcements/{sent}").text


def test_of_two_translators_at_once_the_second_loses_nothing(cast, client_of):
    text, _ = announced(cast)
    client, path = client_of(cast.rana), f"/texts/desk/{text}/ar"
    client.show(path)
    with frame.change():
        actions.render(None, text, "ar", "غيري", 1, clock.now())
    answer = client.send(path, status=409, part="لي", made_from=1, based_on=0, at=path)
    assert "غيري" in answer.text
    assert "لي</textarea>" in answer.text
