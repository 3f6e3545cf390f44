"""Reading the library and whom to call, in the reader's language.

Search is plain for now: each word of the question must stand somewhere in what the article says in one language (LIKE).
The article that bears the question as its Dutch name comes first ("huisarts" before "huisartsenpost"), then those with
all words in their name (title, top line, Dutch words, other words for the same). The library is small; a full-text
index (FTS5, tsvector) comes with municipalities' own articles, behind `search`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, and_, bindparam, case, func, or_, select

from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.text import clean, fold_for_search
from portal.core.viewer import Viewer
from portal.health.models import Article, ArticleContact, ArticleWords, Contact
from portal.health.sayings import Saying, sayings
from portal.health.themes import LOOKS, Look, Theme
from portal.texts import queries as texts
from portal.texts.queries import Freshness, Shown

EMERGENCY = "112"
ARRANGED_BY_OTHERS = frozenset({"tolk"})
"""Contacts whose number nobody needs: who treats you calls them."""
SEARCHED_WORDS = 5
"""So many words of a question are looked for; the others are not needed to find one of thirty articles."""

_TILE = select(Article.slug, Article.picture, Article.urgent, Article.title_id, Article.top_id).order_by(
    Article.position
)
FILLED_THEMES = select(Article.theme).distinct()
OF_THEME = _TILE.where(Article.theme == bindparam("theme"))
_patterns: list[BindParameter[str]] = [bindparam(f"word{n}") for n in range(SEARCHED_WORDS)]
_in_name = [ArticleWords.name.like(pattern, escape="\\") for pattern in _patterns]
_in_body = [ArticleWords.body.like(pattern, escape="\\") for pattern in _patterns]
_found = (
    select(ArticleWords.article_id, func.min(case((and_(*_in_name), 0), else_=1)).label("rank"))
    .where(*(or_(*either) for either in zip(_in_name, _in_body, strict=True)))
    .group_by(ArticleWords.article_id)
    .subquery()
)
_namesake = case((Article.slug == bindparam("slug"), 0), else_=1)
FOUND = (
    _TILE.join(_found, _found.c.article_id == Article.id)
    .order_by(None)
    .order_by(_namesake, _found.c.rank, Article.position)
)
ONE = select(
    Article.id,
    Article.slug,
    Article.theme,
    Article.picture,
    Article.urgent,
    Article.title_id,
    Article.top_id,
    Article.body_id,
    Article.sayings_id,
    Article.source,
    Article.checked_on,
).where(Article.slug == bindparam("slug"))
_CONTACT = select(
    Contact.key,
    Contact.municipality_id,
    Contact.name_id,
    Contact.what_id,
    Contact.hours_id,
    Contact.label,
    Contact.phone,
    Contact.address,
    Contact.checked_on,
).where(or_(Contact.municipality_id == bindparam("municipality"), Contact.municipality_id.is_(None)))
CONTACTS = _CONTACT.where(Contact.key != EMERGENCY).order_by(Contact.position, Contact.label)
CONTACTS_OF_ARTICLE = (
    _CONTACT.join(ArticleContact, ArticleContact.key == Contact.key)
    .where(ArticleContact.article_id == bindparam("article"))
    .order_by(ArticleContact.position, Contact.label)
)


@dataclass(frozen=True, slots=True)
class ThemeTile:
    """A theme that has articles."""

    theme: Theme
    look: Look


@dataclass(frozen=True, slots=True)
class ArticleTile:
    """An article in a list."""

    slug: str
    picture: str
    urgent: bool
    title: Shown
    top: Shown


@dataclass(frozen=True, slots=True)
class ContactShown:
    """Somebody to call, as this reader sees them."""

    key: str
    name: Shown
    what: Shown
    hours: Shown | None
    label: str
    phone: str
    address: str
    checked_on: date

    @property
    def ask_for_number(self) -> bool:
        """Whether a number exists that the portal does not know."""
        return not self.phone and self.key not in ARRANGED_BY_OTHERS


@dataclass(frozen=True, slots=True)
class DutchArticle:
    """The Dutch of an article, to lay beside a translation."""

    title: str
    top: str
    body: str


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article as this reader sees it."""

    body_id: UUID
    slug: str
    theme: Theme
    look: Look
    picture: str
    urgent: bool
    title: Shown
    top: Shown
    body: Shown
    sayings: Sequence[Saying]
    dutch: DutchArticle
    contacts: Sequence[ContactShown]
    source: str
    checked_on: date

    @property
    def freshness(self) -> Freshness:
        """That of the part that is worst off."""
        parts = {part.freshness for part in (self.title, self.top, self.body)}
        return next((each for each in (Freshness.MISSING, Freshness.OUTDATED) if each in parts), Freshness.CURRENT)

    @property
    def first_call(self) -> ContactShown | None:
        """For an urgent article: whom to call, the first of its contacts. 112 stands at the top of every page."""
        first = self.contacts[0] if self.urgent and self.contacts else None
        return first if first and first.phone and first.key != EMERGENCY else None


def themes(viewer: Viewer) -> list[ThemeTile]:
    """The themes that have articles, urgent first."""
    filled = set(db.session.scalars(FILLED_THEMES))
    return [ThemeTile(theme, LOOKS[theme]) for theme in Theme if theme in filled]


def theme_of(name: str) -> Theme:
    """The theme of this name; raises `NotFound`."""
    if name not in set(Theme):
        raise NotFound
    return Theme(name)


def articles(viewer: Viewer, theme: Theme) -> list[ArticleTile]:
    """The articles of a theme, in reading order."""
    return _tiles(db.session.execute(OF_THEME, {"theme": theme}))


def search(viewer: Viewer, question: str) -> list[ArticleTile]:
    """The articles in which every word of the question is found, in any language and spelling; the nearest first."""
    words = fold_for_search(clean(question, limit=100)).split()[:SEARCHED_WORDS]
    if not words:
        return []
    patterns = [_containing(word) for word in words] + ["%"] * (SEARCHED_WORDS - len(words))
    asked = {f"word{n}": pattern for n, pattern in enumerate(patterns)}
    return _tiles(db.session.execute(FOUND, {"slug": "-".join(words), **asked}))


def article(viewer: Viewer, slug: str) -> ArticleShown:
    """One article with whom to call in the viewer's municipality. Raises `NotFound`."""
    row = found(db.session.execute(ONE, {"slug": slug}).first())
    contacts = _nearest(
        db.session.execute(CONTACTS_OF_ARTICLE, {"article": row.id, "municipality": viewer.municipality_id})
    )
    own = (row.title_id, row.top_id, row.body_id, row.sayings_id)
    words = texts.shown([*own, *_text_ids(contacts)])
    dutch = texts.in_dutch(own[:3])
    return ArticleShown(
        body_id=row.body_id,
        slug=row.slug,
        theme=row.theme,
        look=LOOKS[row.theme],
        picture=row.picture,
        urgent=row.urgent,
        title=words[row.title_id],
        top=words[row.top_id],
        body=words[row.body_id],
        sayings=sayings(words[row.sayings_id].body),
        dutch=DutchArticle(dutch[row.title_id].body, dutch[row.top_id].body, dutch[row.body_id].body),
        contacts=[_shown(contact, words) for contact in contacts],
        source=row.source,
        checked_on=row.checked_on,
    )


def contacts(viewer: Viewer) -> list[ContactShown]:
    """Everybody to call in the viewer's municipality, except 112, which stands at the top of every page."""
    rows = _nearest(db.session.execute(CONTACTS, {"municipality": viewer.municipality_id}))
    words = texts.shown(_text_ids(rows))
    return [_shown(row, words) for row in rows]


def _containing(word: str) -> str:
    """The LIKE pattern of what holds this word; its own wildcards mean nothing."""
    return "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"


def _tiles(found_rows: Iterable[Row[Any]]) -> list[ArticleTile]:
    rows = list(found_rows)
    words = texts.shown([text_id for row in rows for text_id in (row.title_id, row.top_id)])
    return [ArticleTile(row.slug, row.picture, row.urgent, words[row.title_id], words[row.top_id]) for row in rows]


def _nearest(found_rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """The municipality's own contacts; the national one only under a key for which it has none."""
    rows = list(found_rows)
    local = {row.key for row in rows if row.municipality_id is not None}
    return [row for row in rows if row.municipality_id is not None or row.key not in local]


def _text_ids(contacts: Sequence[Row[Any]]) -> list[UUID | None]:
    return [text_id for row in contacts for text_id in (row.name_id, row.what_id, row.hours_id)]


def _shown(row: Row[Any], words: Mapping[UUID, Shown]) -> ContactShown:
    return ContactShown(
        key=row.key,
        name=words[row.name_id],
        what=words[row.what_id],
        hours=words[row.hours_id] if row.hours_id else None,
        label=row.label,
        phone=row.phone,
        address=row.address,
        checked_on=row.checked_on,
    )
