"""Everything that a participant of the demo reads is there in their language, and rightly spelt."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from sqlalchemy import select

import portal.demo
from portal.announcements.models import Announcement, State
from portal.core.db import db
from portal.core.i18n import LANGUAGES
from portal.demo import care, talk_words, writing
from portal.demo.words import Words
from portal.texts import queries as texts
from portal.texts.models import Rendering, Text
from portal.texts.queries import Freshness
from tools.tigrinya import spelling_faults

SYSTEM = {"scope": "system: test of the demo"}


def written() -> list[Words]:
    """All texts that the modules of the demo hold."""
    modules = pkgutil.iter_modules(portal.demo.__path__, "portal.demo.")
    return [
        text
        for module in modules
        for value in vars(importlib.import_module(module.name)).values()
        for text in texts_in(value)
    ]


def texts_in(value: object) -> Iterator[Words]:
    if isinstance(value, dict) and set(value) == set(LANGUAGES) and value is not LANGUAGES:
        yield value
        return
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from texts_in(getattr(each, "words", each))


def test_there_are_many_texts_and_none_is_empty():
    assert len(written()) > 60
    assert all(body.strip() for text in written() for body in text.values())


def test_the_tigrinya_is_spelt_as_in_eritrea():
    bodies = [text["ti"] for text in written()]
    bodies += [line.body for talk in talk_words.IN_TIGRINYA for line in talk.lines]
    assert [fault for body in bodies for fault in spelling_faults(body.format(day="", time=""))] == []


def test_arabic_and_tigrinya_use_western_digits_and_no_exclamation_marks():
    for text in written():
        for body in text.values():
            assert not any(char in "٠١٢٣٤٥٦٧٨٩!" or "፩" <= char <= "፼" for char in body), body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_but_what_is_left_to_do_is_current_in_each_language(demo, language):
    dutch = select(Rendering.text_id).where(Rendering.body.in_(writing.LEFT))
    ids = db.session.scalars(select(Text.id).where(Text.id.not_in(dutch)).execution_options(**SYSTEM)).all()
    shown = texts.shown(ids, language)
    assert len(shown) == len(ids)
    assert {each.freshness for each in shown.values()} == {Freshness.CURRENT}
    assert {each.language for each in shown.values()} == {language}


def test_every_free_text_says_something_else_in_each_language(demo):
    bodies: dict[object, dict[str, str]] = {}
    for row in db.session.execute(
        select(Rendering.text_id, Rendering.language, Rendering.body).execution_options(**SYSTEM)
    ):
        bodies.setdefault(row.text_id, {})[row.language] = row.body
    short = ("Buurtzorg Jong",)
    for said in bodies.values():
        if said["nl"] in writing.LEFT:
            continue
        assert said["ar"] != said["ti"]
        assert said["nl"] not in (said["ar"], said["ti"]) or said["nl"] in short


def test_no_local_number_can_be_reached():
    numbers = [phone for contacts in care.CONTACTS.values() for _, _, phone, _, _ in contacts]
    assert all(number.split("-")[1].startswith("0") for number in numbers)


def test_nothing_that_participants_see_is_in_dutch_only(demo):
    sent = select(Announcement).where(Announcement.state == State.SENT).execution_options(**SYSTEM)
    words = {each for row in db.session.scalars(sent) for each in (row.title_id, row.body_id) if each}
    for language in LANGUAGES:
        assert {each.language for each in texts.shown(words, language).values()} == {language}
