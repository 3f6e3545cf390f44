"""Lists of people as a spreadsheet writes and reads them: text in, lines out, and back. Knows no database.

Read are UTF-8 with and without its mark, UTF-16 and Windows-1252 (what Excel saves on an older computer), with
semicolons, commas or tabs. Written is UTF-8 with its mark and semicolons, which a Dutch Excel opens with a double
click. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import phonenumbers

from portal.core import clock
from portal.core.errors import Refused
from portal.core.i18n import N_
from portal.core.text import clean, fold_for_search
from portal.people import typed

MOST_BYTES = 300_000
MOST_LINES = 1_000
LONGEST = 100

COLUMNS = (
    "nummer",
    "voornaam",
    "achternaam",
    "roepnaam",
    "geboortedatum",
    "taal",
    "telefoon",
    "huishouden",
    "soort",
)
"""In Dutch in every language of the portal: the heads of a file must not change with who made it."""

LANGUAGES = {"nl": "Nederlands", "ar": "Arabisch", "ti": "Tigrinya"}
PARTICIPANT, CHILD = "deelnemer", "kind"

_FORMULA = re.compile(r"'*[=+\-@\t\r|%]")
_LANGUAGE_CODES = {fold_for_search(name): code for code, name in LANGUAGES.items()} | {code: code for code in LANGUAGES}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line, in a msgid; line 0 is the file as a whole."""

    line: int
    column: str
    words: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One line, understood. What is empty says nothing: it changes nothing."""

    line: int
    key: str = ""
    given_name: str = ""
    family_name: str = ""
    called: str = ""
    birth_date: date | None = None
    language: str = ""
    phone: str = ""
    household: str = ""
    kind: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class Row:
    """Somebody as they are written to a file."""

    id: UUID
    external_key: str | None
    given_name: str
    family_name: str
    called: str
    birth_date: date | None
    language: str
    phone: str
    household: str
    kind: str


# Reading


def decode(content: bytes) -> str:
    """The text of a file, whatever wrote it; raises `Refused` where it is too large or no text."""
    if len(content) > MOST_BYTES:
        raise Refused(N_("This file is too large. Divide it into smaller ones."))
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return _refuse_lost_letters(text) if encoding == "cp1252" else text
    raise Refused(N_("This is not a CSV file. Save it in Excel as: CSV UTF-8."))


def _refuse_lost_letters(text: str) -> str:
    """Windows-1252 knows no Arabic and no Tigrinya: Excel then writes question marks, and the names are gone."""
    if "??" in text:
        raise Refused(N_("Letters were lost when this file was saved. Save it in Excel as: CSV UTF-8."))
    return text


def read(text: str) -> tuple[list[Entry], list[Problem]]:
    """The lines of a file, and everything that is wrong with it."""
    if len(text.encode()) > 2 * MOST_BYTES:
        return [], [Problem(0, "", N_("This file is too large. Divide it into smaller ones."))]
    try:
        head, lines = _lines(text.removeprefix("\ufeff"))
    except csv.Error:
        return [], [Problem(0, "", N_("The quotation marks in this file do not fit. Save it again as CSV."))]
    problems = _problems_of_head(head)
    if not problems and len(lines) > MOST_LINES:
        words = N_("There are more than %(most)s lines. Divide the file into smaller ones.")
        problems = [Problem(0, "", words, {"most": MOST_LINES})]
    if not problems and not lines:
        problems = [Problem(0, "", N_("There is nobody in this file."))]
    if problems:
        return [], problems
    entries = []
    for number, cells in lines:
        entries.append(_entry(number, dict(zip(head, cells, strict=False)), problems))
        if len(cells) > len(head) and any(cells[len(head) :]):
            problems.append(Problem(number, "", N_("There are more cells than columns.")))
    problems += _twice(entries)
    return entries, sorted(problems, key=lambda problem: problem.line)


def _lines(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The head and the lines with their numbers in the file; empty lines are passed over."""
    skipped = 0
    if re.match(r"sep=.\r?\n", text):
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, begins = [], 1 + skipped
    for cells in reader:
        read_cells = [clean(_plain(cell)) for cell in cells]
        if any(read_cells):
            rows.append((begins, read_cells))
        begins = reader.line_num + 1 + skipped
    head = [fold_for_search(cell) for cell in rows[0][1]] if rows else []
    while head and not head[-1]:
        head.pop()
    return head, rows[1:]


def _delimiter(text: str) -> str:
    """What stands between the heads: whatever makes most of them known."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    known = {mark: len({fold_for_search(c.strip('" ')) for c in first.split(mark)} & set(COLUMNS)) for mark in ";,\t"}
    return max(known, key=lambda mark: known[mark])


def _problems_of_head(head: list[str]) -> list[Problem]:
    problems = [
        Problem(0, name, N_("This column is not known: %(column)s"), {"column": name})
        for name in head
        if name not in COLUMNS
    ]
    problems += [
        Problem(0, name, N_("This column stands there twice: %(column)s"), {"column": name})
        for name in sorted(set(head))
        if head.count(name) > 1
    ]
    problems += [
        Problem(0, name, N_("This column is missing: %(column)s"), {"column": name})
        for name in ("achternaam", "taal")
        if name not in head
    ]
    return problems


def _entry(number: int, cells: Mapping[str, str], problems: list[Problem]) -> Entry:
    """A line as an entry; what cannot be understood joins the problems."""

    language = _LANGUAGE_CODES.get(fold_for_search(cells.get("taal", "")), "")
    kind = fold_for_search(cells.get("soort", ""))
    wrong = {
        "achternaam": (not cells.get("achternaam"), N_("Fill in the family name.")),
        "voornaam": (
            not (cells.get("voornaam") or cells.get("roepnaam")),
            N_("Fill in the first name, or the name this person is called by."),
        ),
        "taal": (not language, N_("Choose: Nederlands, Arabisch or Tigrinya.")),
        "soort": (kind not in {"", PARTICIPANT, CHILD}, N_("Choose: deelnemer or kind.")),
    }
    problems += [Problem(number, column, words) for column, (is_wrong, words) in wrong.items() if is_wrong]
    problems += [
        Problem(number, column, N_("The text is too long.")) for column, cell in cells.items() if len(cell) > LONGEST
    ]
    born: date | None = None
    phone = ""
    try:
        column = "geboortedatum"
        born = typed.birth_date(cells.get(column, ""), clock.today())
        column = "telefoon"
        phone = typed.phone(cells.get(column, ""))
    except Refused as refusal:
        problems.append(Problem(number, column, refusal.message))
    return Entry(
        line=number,
        key=cells.get("nummer", ""),
        given_name=cells.get("voornaam", ""),
        family_name=cells.get("achternaam", ""),
        called=cells.get("roepnaam", ""),
        birth_date=born,
        language=language,
        phone=phone,
        household=cells.get("huishouden", ""),
        kind=kind,
    )


def _twice(entries: list[Entry]) -> list[Problem]:
    """A person stands in a file once: by number, or without one by name and date of birth."""
    first: dict[object, int] = {}
    problems = []
    for entry in entries:
        same = entry.key or (fold_for_search(entry.family_name), fold_for_search(entry.given_name), entry.birth_date)
        if same in first:
            words = N_("This person stands on line %(line)s too.")
            problems.append(Problem(entry.line, "nummer", words, {"line": first[same]}))
        first.setdefault(same, entry.line)
    return problems


# Writing


def write(rows: Iterable[Row]) -> str:
    """A file of people. Who has no number yet is named by the portal's own."""
    return _write(
        [
            row.external_key or str(row.id),
            row.given_name,
            row.family_name,
            row.called,
            f"{row.birth_date:%d-%m-%Y}" if row.birth_date else "",
            LANGUAGES.get(row.language, ""),
            _readable(row.phone),
            row.household,
            row.kind,
        ]
        for row in rows
    )


def template() -> str:
    """An example to fill in."""
    return _write(
        [
            ["1001", "Zoë", "van der Linden", "", "31-1-1990", "Nederlands", "06 12345678", "H1", PARTICIPANT],
            ["1002", "Ahmad", "Al Ahmad", "أحمد", "01-01-1985", "Arabisch", "", "H2", PARTICIPANT],
            ["", "Sami", "Al Ahmad", "", "12-05-2016", "Arabisch", "", "H2", CHILD],
        ]
    )


def _write(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _readable(phone: str) -> str:
    """As people in the Netherlands write it."""
    try:
        parsed = phonenumbers.parse(phone, "NL")
    except phonenumbers.NumberParseException:
        return phone
    form = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, form.NATIONAL if parsed.country_code == 31 else form.INTERNATIONAL))
