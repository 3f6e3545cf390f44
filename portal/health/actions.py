"""Writing the library into the database, and the contacts of a municipality."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select

from portal.core.db import db
from portal.core.errors import found
from portal.core.text import clean, fold_for_search
from portal.core.viewer import Viewer
from portal.core.when import local
from portal.health import library
from portal.health.library import ArticleOnFile, ContactOnFile, Library, Renderings
from portal.health.models import Article, ArticleContact, ArticleWords, Contact, LibraryText
from portal.texts import actions as texts
from portal.texts.models import Text

SCOPE = {"scope": "system: the portal's own library"}


def install_library(now: datetime, edition: Library | None = None) -> None:
    """Bring the articles and national contacts of the database to the edition on file.

    Run twice, it changes nothing. What is new on file is written over what is in the database, which the texts keep
    as history; what is the same on file is left as translators have made it since. A language whose words did not
    change with the Dutch is outdated by it. Articles that are no longer on file are gone afterwards: stale advice
    on health is worse than none.
    """
    edition = edition or library.read()
    shelf = _Shelf(now)
    for position, contact in enumerate(edition.contacts):
        _install_contact(shelf, contact, position)
    for position, article in enumerate(edition.articles):
        _install_article(shelf, article, position)
    _withdraw_all_but({article.slug for article in edition.articles})


def add_contact(
    actor: Viewer | None,
    municipality_id: UUID,
    key: str,
    now: datetime,
    *,
    label: str = "",
    phone: str = "",
    address: str = "",
    hours: Mapping[str, str] | None = None,
    checked_on: date | None = None,
) -> UUID:
    """A desk or practice of a municipality, under the key and in the words of the national contact.

    ``label`` is its proper name where it has one, ``hours`` a text by language (else those of the national contact).
    From the first one on, readers of that municipality see theirs in place of the national one. Raises `NotFound`
    for a key that the library does not know. No actor: the house itself.
    """
    national = found(_national(key))
    contact = Contact(
        municipality_id=municipality_id,
        key=key,
        position=national.position,
        name_id=national.name_id,
        what_id=national.what_id,
        hours_id=texts.write(actor, hours, now, municipality_id=municipality_id) if hours else national.hours_id,
        label=clean(label, limit=120),
        phone=clean(phone, limit=40),
        address=clean(address, limit=200),
        checked_on=checked_on or local(now).date(),
    )
    db.session.add(contact)
    db.session.flush()
    return contact.id


class _Shelf:
    """The texts of the library in the database, and what the library last wrote into them."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.known = {row.text_id: row for row in db.session.scalars(select(LibraryText))}

    def put(self, text_id: UUID | None, words: Renderings) -> UUID:
        """The text that says these words: a new one, or the given one, changed where the library has changed."""
        digests = {code: sha256(body.encode()).hexdigest()[:16] for code, body in words.items()}
        if text_id is None:
            text_id = texts.write(None, words, self.now)
            db.session.add(LibraryText(text_id=text_id, source_version=1, digests=digests))
            return text_id
        before = self.known[text_id]
        changed = [code for code in words if digests[code] != before.digests.get(code)]
        if "nl" in changed:
            before.source_version = texts.rewrite(None, text_id, words["nl"], self.now)
        for code in changed:
            if code != "nl":
                texts.render(None, text_id, code, words[code], before.source_version, self.now)
        if changed:
            before.digests = digests
        return text_id


def _install_contact(shelf: _Shelf, on_file: ContactOnFile, position: int) -> None:
    contact = _national(on_file.key) or Contact(key=on_file.key)
    contact.position = position
    contact.name_id = shelf.put(contact.name_id, on_file.name)
    contact.what_id = shelf.put(contact.what_id, on_file.what)
    contact.hours_id = shelf.put(contact.hours_id, on_file.hours) if on_file.hours else None
    contact.phone = on_file.phone
    contact.checked_on = on_file.checked_on
    db.session.add(contact)
    db.session.flush()


def _install_article(shelf: _Shelf, on_file: ArticleOnFile, position: int) -> None:
    article = db.session.scalar(select(Article).where(Article.slug == on_file.slug)) or Article(slug=on_file.slug)
    article.theme, article.position, article.picture = on_file.theme, position, on_file.picture
    article.urgent, article.sensitive = on_file.urgent, on_file.sensitive
    article.source, article.checked_on, article.dutch = on_file.source, on_file.checked_on, on_file.dutch
    article.title_id = shelf.put(article.title_id, on_file.title)
    article.top_id = shelf.put(article.top_id, on_file.top)
    article.body_id = shelf.put(article.body_id, on_file.body)
    article.sayings_id = shelf.put(article.sayings_id, on_file.sayings)
    db.session.add(article)
    db.session.flush()
    _install_words(article, on_file)
    _install_links(article, on_file)


def _install_words(article: Article, on_file: ArticleOnFile) -> None:
    """By what it is found in each language: first by its name and its likes, then by all that it says."""
    for code in on_file.title:
        named = (on_file.title[code], on_file.top[code], on_file.dutch, on_file.search)
        said = (on_file.body[code], on_file.sayings[code])
        words = db.session.get(ArticleWords, (article.id, code))
        if words is None:
            words = ArticleWords(article_id=article.id, language=code)
            db.session.add(words)
        words.name, words.body = fold_for_search(" ".join(named)), fold_for_search(" ".join(said))


def _install_links(article: Article, on_file: ArticleOnFile) -> None:
    links = db.session.scalars(
        select(ArticleContact).where(ArticleContact.article_id == article.id).order_by(ArticleContact.position)
    ).all()
    if tuple(link.key for link in links) == on_file.contacts:
        return
    db.session.execute(delete(ArticleContact).where(ArticleContact.article_id == article.id))
    db.session.add_all(
        ArticleContact(article_id=article.id, key=key, position=position)
        for position, key in enumerate(on_file.contacts)
    )


def _withdraw_all_but(slugs: set[str]) -> None:
    for article in db.session.scalars(select(Article).where(Article.slug.not_in(slugs))).all():
        words = (article.title_id, article.top_id, article.body_id, article.sayings_id)
        db.session.delete(article)
        db.session.flush()
        db.session.execute(delete(Text).where(Text.id.in_(words)).execution_options(**SCOPE))


def _national(key: str) -> Contact | None:
    return db.session.scalar(select(Contact).where(Contact.key == key, Contact.municipality_id.is_(None)))
