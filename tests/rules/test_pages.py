"""Every page, for everybody of the cast: well formed, and with every word marked for translation."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from flask import Flask
from sqlalchemy import select

from portal import create_app
from portal.accounts.models import Municipality, Person
from portal.core import assets, calendar_words, i18n
from portal.core.db import db
from portal.core.i18n import LANGUAGES
from portal.texts.models import Rendering
from tests.house import Furnished
from tests.pages import PageClient
from tests.rules.test_access import address, getting

NO_PAGES = {
    *("healthz.healthz", "favicon", "people.example", "push.service_worker", "push.key"),
    "texts_exchange.file",
}

JUDGED_BY_THE_BROWSER = "[required], [pattern], [minlength], [min], [max], [type=email], [type=url], [type=number]"


def pages(home: Flask, furnished: Furnished, client: PageClient) -> Iterator[tuple[str, str]]:
    """The path and HTML of every page that this client is shown, also those that say no."""
    for rule in getting(home):
        if rule.endpoint in NO_PAGES:
            continue
        response = client.get(address(home, furnished, rule))
        if response.status_code < 300 or response.status_code >= 400:
            yield rule.rule, response.text


def faults(html: str, language: str) -> Iterator[str]:
    """What is wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    yield from (f"HTML: {code} at {where}" for where, code, _ in parser.errors)
    page = BeautifulSoup(html, "html5lib")
    root = page.html
    assert isinstance(root, Tag)
    if root.get("lang") != language or root.get("dir") != LANGUAGES[language].direction:
        yield f"lang={root.get('lang')} dir={root.get('dir')}"
    headings = [each for each in page.find_all("h1") if not each.find_parent("template")]
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    title = page.title.get_text(strip=True) if page.title else ""
    if not title:
        yield "no title"
    yield from (f"id {name} twice" for name, n in Counter(t["id"] for t in page.select("[id]")).items() if n > 1)
    yield from _form_faults(page)
    yield from (f"inline {name}" for tag in page.find_all(True) for name in tag.attrs if re.match(r"on|style$", name))
    yield from (f"no text for {tag}" for tag in page.select("a, button") if not _name(tag))
    yield from (f"image without alt {tag}" for tag in page.select("img:not([alt])"))
    hosts = (tag.get("src") or "" for tag in page.select("[src]"))
    yield from (f"comes from elsewhere: {src}" for src in hosts if re.match(r"https?:|//", str(src)))
    yield from (
        f"refers to no id: {tag}"
        for tag in page.select("[aria-describedby], [aria-labelledby]")
        if _dangling(page, tag)
    )


def _name(tag: Tag) -> str:
    return tag.get_text(strip=True) or str(tag.get("aria-label") or "")


def _dangling(page: BeautifulSoup, tag: Tag) -> bool:
    ids = f"{tag.get('aria-describedby', '')} {tag.get('aria-labelledby', '')}".split()
    return any(page.find(id=name) is None for name in ids)


def _form_faults(page: BeautifulSoup) -> Iterator[str]:
    for form in page.find_all("form"):
        if str(form.get("method", "get")).lower() == "post" and not form.select_one("input[name=csrf_token]"):
            yield f"no token in the form to {form.get('action')}"
        if not form.has_attr("novalidate") and form.select_one(JUDGED_BY_THE_BROWSER):
            yield f"the browser answers for the form to {form.get('action')}, in its own words and language: novalidate"
        if not form.get("action"):
            yield "a form without an action works only where its page came from"
    for field in page.select("input:not([type=hidden]), textarea, select"):
        labelled = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        if not labelled and not (field.get("id") and page.select_one(f'label[for="{field["id"]}"]')):
            yield f"no label for {field.get('name')}"


def language_of(furnished: Furnished, name: str) -> str:
    return "nl" if name == "stranger" else getattr(furnished.cast, name).language


def test_every_page_is_well_formed_for_everybody(home, furnished, visitors):
    wrong = [
        f"{name} {path}: {fault}"
        for name, client in visitors.items()
        for path, html in pages(home, furnished, client)
        for fault in faults(html, language_of(furnished, name))
    ]
    assert not wrong, "\n".join(wrong[:40])


def test_every_page_says_its_language_to_who_reads_another(home, furnished, visitors):
    """By Amal, whose things there are to see, and Rana, who answers her; in the languages that are not their own."""
    wrong = []
    for name in ("amal", "rana"):
        for code in ("nl", "ti"):
            with reading_in(visitors[name], code, afterwards="ar"):
                for path, html in pages(home, furnished, visitors[name]):
                    wrong += [f"{name} {code} {path}: {fault}" for fault in faults(html, code)]
    assert not wrong, "\n".join(wrong[:40])


@contextmanager
def reading_in(client: PageClient, code: str, *, afterwards: str) -> Iterator[None]:
    """Somebody reads in another language for a while."""
    client.send("/language", language=code)
    try:
        yield
    finally:
        client.send("/language", language=afterwards)


class Pseudo(dict[object, str]):
    """A catalogue in which every message is there, in brackets."""

    def get(self, key, default=None):
        return f"⟦{key[0] if isinstance(key, tuple) else key}⟧"


@pytest.fixture
def pseudo_home(home, monkeypatch):
    """The same house, speaking a language in which every marked word stands in brackets."""
    monkeypatch.setitem(i18n.LANGUAGES, "nl", replace(LANGUAGES["nl"], catalogue=Pseudo(a="a")))
    app = create_app(home.config["PORTAL"])
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


DATA = re.compile(r"[\W\d_]*|(Meedoen|Nederlands|العربية|ትግርኛ|112|113)\W*")


def test_every_visible_word_is_marked_for_translation(pseudo_home, furnished):
    """What stands outside the brackets must be data: a name, an address, a text of somebody, a date."""
    unmarked = []
    with pseudo_home.app_context():
        known = _texts_in_the_database()
    for name in ("noor", "amal", "rana", "ingrid", "kees", "bram"):
        for path, html in _in_brackets(pseudo_home, furnished, getattr(furnished.cast, name)):
            page = BeautifulSoup(html, "html5lib")
            for tag in page.select("bdi, time, [lang]:not(html), script, style, .prose, .demo-cast, .when, .face"):
                tag.decompose()
            page.smooth()
            words = [str(text).strip() for text in page.find_all(string=True) if type(text) is NavigableString]
            words += [str(t[a]) for a in ("aria-label", "placeholder", "alt", "title") for t in page.select(f"[{a}]")]
            for word in words:
                outside = re.sub(r"⟦[^⟦⟧]*⟧", "", word)
                if not DATA.fullmatch(outside) and word not in known and not _is_date(outside):
                    unmarked.append(f"{path}: {word[:80]}")
    assert not unmarked, "\n".join(sorted(set(unmarked))[:60])


def _in_brackets(pseudo_home: Flask, furnished: Furnished, person: Person) -> list[tuple[str, str]]:
    """What somebody is shown who reads the language in brackets."""
    client = PageClient.at(pseudo_home)
    client.set_cookie(assets.COOKIE, assets.file(assets.SHEET).mark)
    client.become(person)
    with reading_in(client, "nl", afterwards=person.language):
        return list(pages(pseudo_home, furnished, client))


def _texts_in_the_database() -> set[str]:
    scope = {"scope": "system: test"}
    people = db.session.scalars(select(Person).execution_options(**scope)).all()
    return {
        *db.session.scalars(select(Rendering.body).execution_options(**scope)),
        *db.session.scalars(select(Municipality.name)),
        *(words for p in people for words in (p.full_name, p.first_name, p.called)),
    }


def _is_date(words: str) -> bool:
    """Dates and clock times come from tables of their own, outside the catalogues."""
    known = set(re.findall(r"\w+", repr(calendar_words.__dict__).lower()))
    return all(word in known or word.isdigit() for word in re.findall(r"\w+", words.lower()))
