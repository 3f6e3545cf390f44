"""The library on file: articles and national contacts, read strictly.

An article is one file: header lines, then for each language ``## nl`` with a ``# title``, the top line after
``> ``, headings (``### ``) with their text, and as the last heading the Dutch sayings. Doubts of the writers stand
behind it as ``<!-- unsure ti: … -->`` and are never read further. In an urgent article the first contact is the one to
call now. The header line ``search`` has other words by which people look for the article, in any language; only it and
``sensitive`` may be missing. ``order.txt`` names every article once, in reading order. Whatever else is missing or
unknown stops the reading with the file and the line.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from portal.core.i18n import LANGUAGES
from portal.health.sayings import saying
from portal.health.themes import Theme

FOLDER = Path(__file__).parent / "library"

ICONS = Path(__file__).parents[1] / "static" / "icons" / "icons.txt"

REQUIRED = ("slug", "theme", "icon", "urgent", "contacts", "source", "checked", "dutch")
OPTIONAL = ("sensitive", "search")

Renderings = Mapping[str, str]
"""A text by language."""


class LibraryError(ValueError):
    """The library cannot be read; its text names the file and the line."""


@dataclass(frozen=True)
class ArticleOnFile:
    """An article as its writers left it."""

    slug: str
    theme: Theme
    picture: str
    urgent: bool
    sensitive: bool
    contacts: tuple[str, ...]
    source: str
    checked_on: date
    dutch: str
    search: str
    """Other words by which people look for it, in any language."""
    title: Renderings
    top: Renderings
    body: Renderings
    sayings: Renderings


@dataclass(frozen=True)
class ContactOnFile:
    """A national contact. Without a phone: everybody has their own, or the municipality has one."""

    key: str
    phone: str
    checked_on: date
    name: Renderings
    what: Renderings
    hours: Renderings | None


@dataclass(frozen=True)
class Library:
    """Everything on file, articles in reading order."""

    articles: tuple[ArticleOnFile, ...]
    contacts: tuple[ContactOnFile, ...]


class _Line(NamedTuple):
    number: int
    text: str


class _Section(NamedTuple):
    """What an article says in one language."""

    title: str
    top: str
    body: str
    sayings: str
    shape: str
    """How many headings and sayings it has: the same in every language."""
    line: int


def read(folder: Path = FOLDER) -> Library:
    """The whole library in a folder. Raises `LibraryError`."""
    contacts = _contacts(folder / "contacts.json")
    keys = {contact.key for contact in contacts}
    return Library(tuple(article(folder / f"{slug}.md", keys) for slug in _order(folder)), contacts)


def article(path: Path, contact_keys: Collection[str]) -> ArticleOnFile:
    """One article. Raises `LibraryError` at the first thing that is missing or unknown."""
    lines = _lines(path)
    starts = [at for at, line in enumerate(lines) if line.text.startswith("## ")]
    header = _header(path, lines[: starts[0] if starts else None], contact_keys)
    sections = _sections(path, lines, starts)
    return ArticleOnFile(
        slug=header["slug"],
        theme=Theme(header["theme"]),
        picture=header["icon"],
        urgent=header["urgent"] == "yes",
        sensitive=header.get("sensitive") == "yes",
        contacts=_list(header["contacts"]),
        source=header["source"],
        checked_on=_month(header["checked"]),
        dutch=header["dutch"],
        search=header.get("search", ""),
        title={code: section.title for code, section in sections.items()},
        top={code: section.top for code, section in sections.items()},
        body={code: section.body for code, section in sections.items()},
        sayings={code: section.sayings for code, section in sections.items()},
    )


def _wrong(path: Path, number: int, what: str) -> LibraryError:
    return LibraryError(f"{path.name}:{number}: {what}")


@cache
def _icons() -> frozenset[str]:
    """The names of the pictures that the portal has."""
    return frozenset(re.findall(r"(?m)^([\w-]+) = ", ICONS.read_text("utf-8")))


def _order(folder: Path) -> list[str]:
    path = folder / "order.txt"
    slugs = path.read_text("utf-8").split()
    for number, slug in enumerate(slugs, 1):
        if slugs.index(slug) != number - 1:
            raise _wrong(path, number, f"{slug} stands here twice")
        if not (folder / f"{slug}.md").is_file():
            raise _wrong(path, number, f"there is no {slug}.md")
    if left_out := {file.stem for file in folder.glob("*.md")}.difference(slugs):
        raise _wrong(path, len(slugs), f"{', '.join(sorted(left_out))} is not in it")
    return slugs


def _lines(path: Path) -> list[_Line]:
    """The lines that people read: without the writers' doubts."""
    kept = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if re.fullmatch(rf"<!-- unsure ({'|'.join(LANGUAGES)}): .+ -->", text.strip()):
            continue
        if "<!--" in text or "-->" in text:
            raise _wrong(path, number, "a comment stands on one line: <!-- unsure ti: … -->")
        kept.append(_Line(number, text.rstrip()))
    return kept


def _header(path: Path, lines: Sequence[_Line], contact_keys: Collection[str]) -> dict[str, str]:
    header: dict[str, str] = {}
    for number, text in lines:
        name, colon, value = (part.strip() for part in text.partition(":"))
        if not text:
            continue
        if not colon or not value or name in header or name not in (*REQUIRED, *OPTIONAL):
            raise _wrong(path, number, f"not a header line that is known, or a second one: {text}")
        if problem := _problem(name, value, path, contact_keys):
            raise _wrong(path, number, problem)
        header[name] = value
    if missing := [name for name in REQUIRED if name not in header]:
        raise _wrong(path, 1, f"the header misses {', '.join(missing)}")
    return header


def _problem(name: str, value: str, path: Path, contact_keys: Collection[str]) -> str:
    """What is wrong with a header line; "" where nothing is."""
    known: dict[str, Collection[str]] = {
        "slug": {path.stem},
        "theme": set(Theme),
        "icon": _icons(),
        "urgent": ("yes", "no"),
        "sensitive": ("yes", "no"),
        "contacts": contact_keys,
    }
    if name == "checked":
        return "" if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value) else f"{value} is not a month (2026-11)"
    if name not in known:
        return ""
    unknown = [word for word in (_list(value) if name == "contacts" else [value]) if word not in known[name]]
    return f"unknown {name}: {', '.join(unknown)}" if unknown else ""


def _sections(path: Path, lines: Sequence[_Line], starts: Sequence[int]) -> dict[str, _Section]:
    sections: dict[str, _Section] = {}
    for at, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        code = lines[at].text.removeprefix("## ")
        if code not in LANGUAGES or code in sections:
            raise _wrong(path, lines[at].number, f"{code} is not a language of the portal, or stands here twice")
        sections[code] = _section(path, lines[at], lines[at + 1 : following])
    if missing := [code for code in LANGUAGES if code not in sections]:
        raise _wrong(path, lines[-1].number if lines else 1, f"the article misses {', '.join(missing)}")
    for code, section in sections.items():
        if section.shape != sections["nl"].shape:
            raise _wrong(path, section.line, f"{code} has {section.shape}, nl has {sections['nl'].shape}")
    return sections


def _section(path: Path, start: _Line, lines: Sequence[_Line]) -> _Section:
    said = [line for line in lines if line.text]
    if len(said) < 2 or not said[0].text.startswith("# ") or not said[1].text.startswith("> "):
        raise _wrong(path, start.number, "a language begins with a title (# ) and a top line (> )")
    headings = [at for at, line in enumerate(lines) if line.text.startswith("### ")]
    if len(headings) < 2:
        raise _wrong(path, start.number, "a language has a heading (### ) at least, and one with what to say in Dutch")
    for line in said[2:]:
        if line.text.startswith(("# ", "## ", "> ")):
            raise _wrong(path, line.number, "below the top line only headings (### ), paragraphs and lists")
    sayings = [line for line in lines[headings[-1] + 1 :] if line.text]
    for line in sayings:
        if saying(line.text) is None:
            raise _wrong(path, line.number, 'under the last heading each line is - "Dutch sentence." – meaning')
    return _Section(
        title=said[0].text.removeprefix("# ").strip(),
        top=said[1].text.removeprefix("> ").strip(),
        body=_body(lines[headings[0] : headings[-1]]),
        sayings="\n".join(line.text for line in sayings),
        shape=f"{len(headings)} headings and {len(sayings)} sayings",
        line=start.number,
    )


def _body(lines: Sequence[_Line]) -> str:
    """As a text of the house: its highest heading is #."""
    return "\n".join(re.sub("^### ", "# ", line.text) for line in lines).strip()


def _contacts(path: Path) -> tuple[ContactOnFile, ...]:
    content = json.loads(path.read_text("utf-8"))
    return tuple(_contact(path, key, facts) for key, facts in content.items())


def _contact(path: Path, key: str, facts: Mapping[str, object]) -> ContactOnFile:
    def renderings(name: str) -> Renderings:
        given = facts.get(name)
        if not isinstance(given, dict) or set(given) != set(LANGUAGES) or not all(given.values()):
            raise LibraryError(f"{path.name}: {key}: {name} is not there in {', '.join(LANGUAGES)}")
        return given

    return ContactOnFile(
        key=key,
        phone=str(facts.get("phone") or ""),
        checked_on=_month(str(facts["checked"])),
        name=renderings("name"),
        what=renderings("what"),
        hours=renderings("hours") if facts.get("hours") else None,
    )


def _list(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(","))


def _month(value: str) -> date:
    year, month = value.split("-")
    return date(int(year), int(month), 1)
