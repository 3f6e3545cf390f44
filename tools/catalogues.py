"""The catalogues of the portal's own words: `python -m tools.catalogues extract|update|compile|check|unsure`.

extract  write messages.pot from the sources
update   bring each language's messages.po up to date with messages.pot
compile  write each messages.mo, which the running portal reads
check    find what is stale, missing, broken or misspelled; the number of unsure entries comes with it
unsure   show the entries that wait for a native speaker (translator comment `unsure: why`)

The files carry no dates and no line numbers, so that they change only when words do.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from tools.tigrinya import spelling_faults

ROOT = Path(__file__).parents[1]
MAPPING = "babel.cfg"
FOLDER = "translations"
TEMPLATE = "messages.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2)}
COMMENT_MARK = "Translators:"
UNSURE_MARK = "unsure:"

PLURALS = {  # CLDR's rules
    "nl": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "ti": "nplurals=2; plural=(n > 1);",
}
FORMS = {"nl": 2, "ar": 6, "ti": 2}
FORMS_FOR_ONE_NUMBER = {"nl": {0}, "ar": {0, 1, 2}, "ti": set[int]()}

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
OTHER_NAME = re.compile(r"portaal|بوابة|ፖርታል", re.IGNORECASE)
"""The portal has one name for who reads it, Meedoen; only its beheerder has another word in their title."""
STRAY_PERCENT = re.compile(r"(?<!%)(?:%%)*%(?![%(])")


def extract(root: Path) -> polib.POFile:
    """All words of the sources, in the order of files and places."""
    methods, options = _mapping(root)
    found: dict[str, polib.POEntry] = {}
    words = extract_from_dir(
        root, methods, options, keywords=KEYWORDS, comment_tags=(COMMENT_MARK,), strip_comment_tags=False
    )
    for place, _line, message, comments, _context in sorted(words, key=lambda word: (word[0], word[1])):
        single, plural = (message, "") if isinstance(message, str) else (message[0], message[1])
        entry = found.setdefault(single, polib.POEntry(msgid=single))
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = {0: "", 1: ""}
        if (place, "") not in entry.occurrences:
            entry.occurrences.append((place, ""))
        comment = "\n".join(comments)
        if comment and comment not in entry.comment:
            entry.comment = "\n".join(filter(None, (entry.comment, comment)))
    template = _new_file()
    template.extend(found.values())
    return template


def _mapping(root: Path) -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    with (root / MAPPING).open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    return methods, options


def _new_file(language: str = "") -> polib.POFile:
    file = polib.POFile(wrapwidth=0)
    file.header = "The portal's own words. `make translations` keeps this file in step with the sources."
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    if language:
        file.metadata |= {"Language": language, "Plural-Forms": PLURALS[language]}
    return file


def update(template: polib.POFile, current: polib.POFile, language: str) -> polib.POFile:
    """The catalogue with exactly the template's entries, and every translation that still fits."""
    translated = {(entry.msgid, entry.msgid_plural): entry for entry in current if not entry.obsolete}
    updated = _new_file(language)
    for entry in template:
        old = translated.get((entry.msgid, entry.msgid_plural), polib.POEntry())
        forms = {form: old.msgstr_plural.get(form, "") for form in range(FORMS[language])}
        updated.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=old.msgstr,
                msgstr_plural=forms if entry.msgid_plural else {},
                comment=entry.comment,
                tcomment=old.tcomment,
                occurrences=entry.occurrences,
                flags=old.flags,
            )
        )
    return updated


def catalogue_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language stands."""
    return root / FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(path: Path) -> polib.POFile:
    """A catalogue as it stands; an empty one when there is none yet."""
    return polib.pofile(str(path), wrapwidth=0) if path.is_file() else polib.POFile(wrapwidth=0)


def write(file: polib.POFile, path: Path) -> None:
    """Write a catalogue, always the same way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(file), encoding="utf-8")


def compile_all(root: Path) -> list[Path]:
    """Write each messages.mo beside its messages.po; return where they are."""
    compiled = []
    for language in PLURALS:
        path = catalogue_path(root, language)
        if path.is_file():
            read(path).save_as_mofile(str(path.with_suffix(".mo")))
            compiled.append(path.with_suffix(".mo"))
    return compiled


def check(root: Path) -> Iterator[str]:
    """Every fault of the template and the catalogues, a sentence each."""
    template = extract(root)
    path = root / FOLDER / TEMPLATE
    if not path.is_file() or path.read_text(encoding="utf-8") != str(template):
        yield f"{FOLDER}/{TEMPLATE} is stale: run `make translations`."
    for language in PLURALS:
        catalogue = read(catalogue_path(root, language))
        for fault in catalogue_faults(template, catalogue, language):
            yield f"{language}: {fault}"


def catalogue_faults(template: polib.POFile, catalogue: polib.POFile, language: str) -> Iterator[str]:
    """What is missing from a catalogue, too much in it, or wrong with an entry of it."""
    if catalogue.metadata.get("Plural-Forms") != PLURALS[language]:
        yield f"its plural rule is not `{PLURALS[language]}`."
    current = {(entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}
    wanted = {(entry.msgid, entry.msgid_plural) for entry in template}
    for msgid, _plural in sorted(wanted - current):
        yield f"“{msgid}” is not in the catalogue."
    for entry in catalogue:
        if entry.obsolete or (entry.msgid, entry.msgid_plural) not in wanted:
            yield f"“{entry.msgid}” is obsolete."
        else:
            yield from (f"“{entry.msgid}” {fault}" for fault in entry_faults(entry, language))


def entry_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    """What is wrong with one translation."""
    if entry.fuzzy:
        yield "is fuzzy."
    if entry.msgid_plural:
        yield from _plural_faults(entry, language)
    elif entry.msgstr:
        yield from _placeholder_faults(entry.msgstr, Counter(PLACEHOLDER.findall(entry.msgid)))
    else:
        yield "is not translated."
    for text in (entry.msgstr, *entry.msgstr_plural.values()):
        if STRAY_PERCENT.search(text) and not STRAY_PERCENT.search(entry.msgid):
            yield "has a % that is no placeholder (write %%)."
        if OTHER_NAME.search(text) and "beheerder" not in text:
            yield "calls Meedoen something else."
        if language == "ti":
            yield from spelling_faults(text)


def _plural_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    """A form that stands for several numbers must name the number; “one hour” need not."""
    wanted = Counter(PLACEHOLDER.findall(entry.msgid_plural))
    for form in range(FORMS[language]):
        text = entry.msgstr_plural.get(form, "")
        if not text:
            yield f"lacks plural form {form}."
        elif form in FORMS_FOR_ONE_NUMBER[language] and "%(num)" not in text:
            yield from _placeholder_faults(text, Counter({k: n for k, n in wanted.items() if k != "num"}))
        else:
            yield from _placeholder_faults(text, wanted)
    if set(entry.msgstr_plural) - set(range(FORMS[language])):
        yield "has more plural forms than the language."


def _placeholder_faults(text: str, wanted: Counter[str]) -> Iterator[str]:
    found = Counter(PLACEHOLDER.findall(text))
    if set(found) != set(wanted):
        lacking = ", ".join(sorted(set(wanted) ^ set(found)))
        yield f"has other placeholders than its translation: {lacking}."


def unsure(catalogue: polib.POFile) -> list[polib.POEntry]:
    """The entries whose translator asks a native speaker to look."""
    return [entry for entry in catalogue if _doubt(entry)]


def _doubt(entry: polib.POEntry) -> str:
    lines = entry.tcomment.splitlines()
    return next((line.strip() for line in lines if line.strip().startswith(UNSURE_MARK)), "")


def _show_unsure(root: Path) -> None:
    for language in PLURALS:
        entries = unsure(read(catalogue_path(root, language)))
        print(f"{language}: {len(entries)} unsure")
        for entry in entries:
            text = entry.msgstr or " | ".join(entry.msgstr_plural.values())
            print(f"  {entry.msgid}\n    {text}\n    {_doubt(entry)}")


def _update_all(root: Path) -> None:
    template = read(root / FOLDER / TEMPLATE)
    for language in PLURALS:
        path = catalogue_path(root, language)
        write(update(template, read(path), language), path)


def _check_all(root: Path) -> int:
    faults = list(check(root))
    for fault in faults:
        print(fault)
    counts = [f"{language} {len(unsure(read(catalogue_path(root, language))))}" for language in PLURALS]
    print(f"Catalogues: {len(faults)} faults; unsure entries: {', '.join(counts)}.")
    return 1 if faults else 0


def main(arguments: list[str]) -> int:
    """Do the one thing that is asked for; the exit code is 1 when `check` finds a fault."""
    match arguments:
        case ["extract"]:
            write(extract(ROOT), ROOT / FOLDER / TEMPLATE)
        case ["update"]:
            _update_all(ROOT)
        case ["compile"]:
            compile_all(ROOT)
        case ["check"]:
            return _check_all(ROOT)
        case ["unsure"]:
            _show_unsure(ROOT)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
