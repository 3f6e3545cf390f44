"""The catalogue check finds every kind of fault that would reach a reader."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest

from tools import catalogues

ARABIC_HOURS = ["لا ساعات", "ساعة واحدة", "ساعتان", "%(num)s ساعات", "%(num)s ساعة", "%(num)s ساعة"]
PAGE = """
{# Translators: a person #}
{{ _("Ask %(name)s", name=who) }}
{{ ngettext("%(num)s hour", "%(num)s hours", n) }}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with three kinds of words, and complete catalogues for them."""
    (tmp_path / "portal/templates").mkdir(parents=True)
    (tmp_path / "babel.cfg").write_text("[python: portal/**.py]\n[jinja2: portal/templates/**.html]\n")
    (tmp_path / "portal/words.py").write_text('# Translators: on a button\nSEND = N_("Send")\n')
    (tmp_path / "portal/templates/page.html").write_text(PAGE)
    template = catalogues.extract(tmp_path)
    catalogues.write(template, tmp_path / "translations/messages.pot")
    words = {
        "nl": ("Versturen", "Vraag %(name)s", ["%(num)s uur", "%(num)s uren"]),
        "ar": ("إرسال", "اسألوا %(name)s", ARABIC_HOURS),
        "ti": ("ምስዳድ", "ን%(name)s ሕተቱ።", ["%(num)s ሰዓት", "%(num)s ሰዓታት"]),
    }
    for language, (send, ask, hours) in words.items():
        file = catalogues.update(template, polib.POFile(), language)
        _entry(file, "Send").msgstr = send
        _entry(file, "Ask %(name)s").msgstr = ask
        _entry(file, "%(num)s hour").msgstr_plural = dict(enumerate(hours))
        catalogues.write(file, catalogues.catalogue_path(tmp_path, language))
    return tmp_path


def _entry(file: polib.POFile, msgid: str) -> polib.POEntry:
    entry = file.find(msgid)
    assert entry is not None
    return entry


def _spoil(house: Path, language: str, msgid: str, **changes: object) -> list[str]:
    """Change one entry of one catalogue; return what the check then says."""
    path = catalogues.catalogue_path(house, language)
    file = catalogues.read(path)
    for name, value in changes.items():
        setattr(_entry(file, msgid), name, value)
    catalogues.write(file, path)
    return list(catalogues.check(house))


def test_complete_catalogues_have_no_fault(house: Path):
    assert list(catalogues.check(house)) == []


def test_the_template_carries_no_date_no_line_and_the_translators_comment(house: Path):
    text = (house / "translations/messages.pot").read_text()
    assert "Date" not in text
    assert "#: portal/words.py\n" in text
    assert "#. Translators: on a button\n" in text


def test_a_new_word_makes_the_template_stale_and_the_catalogues_incomplete(house: Path):
    with (house / "portal/words.py").open("a") as source:
        source.write('STOP = N_("Stop")\n')
    faults = list(catalogues.check(house))
    assert any("stale" in fault for fault in faults)
    assert sum("“Stop” is not in the catalogue" in fault for fault in faults) == 3


@pytest.mark.parametrize(
    ("language", "msgid", "changes", "fault"),
    [
        ("nl", "Send", {"msgstr": ""}, "is not translated"),
        ("nl", "Send", {"flags": ["fuzzy"]}, "is fuzzy"),
        ("nl", "Send", {"obsolete": 1}, "is obsolete"),
        ("nl", "Send", {"msgstr": "100% versturen"}, "no placeholder"),
        ("ar", "Ask %(name)s", {"msgstr": "اسألوا"}, "other placeholders than its translation: name"),
        ("ar", "Ask %(name)s", {"msgstr": "اسألوا %(name)s %(naam)s"}, "naam"),
        ("ar", "%(num)s hour", {"msgstr_plural": dict(enumerate(ARABIC_HOURS[:5]))}, "lacks plural form 5"),
        (
            "ar",
            "%(num)s hour",
            {"msgstr_plural": dict(enumerate([*ARABIC_HOURS[:4], "ساعة", "ساعة"]))},
            "num",
        ),
        ("ti", "%(num)s hour", {"msgstr_plural": {0: "ሰዓት", 1: "%(num)s ሰዓታት"}}, "num"),
        ("ti", "Send", {"msgstr": "ምስዳድ?"}, "question mark"),
        ("nl", "Send", {"msgstr": "Versturen in het portaal"}, "something else"),
    ],
)
def test_a_spoiled_entry_is_found(house: Path, language: str, msgid: str, changes: dict[str, object], fault: str):
    faults = _spoil(house, language, msgid, **changes)
    assert any(found.startswith(f"{language}: ") and fault in found for found in faults), faults


def test_another_plural_rule_is_found(house: Path):
    path = catalogues.catalogue_path(house, "ar")
    path.write_text(path.read_text().replace("nplurals=6", "nplurals=5"))
    assert any("plural rule" in fault for fault in catalogues.check(house))


def test_update_keeps_translations_and_doubts_and_drops_what_is_gone(house: Path):
    _spoil(house, "ti", "Send", tcomment="unsure: or ስደድ", msgstr="ምስዳድ")
    (house / "portal/words.py").write_text('SEND = N_("Send")\n')
    (house / "portal/templates/page.html").write_text("")
    current = catalogues.read(catalogues.catalogue_path(house, "ti"))
    updated = catalogues.update(catalogues.extract(house), current, "ti")
    assert [entry.msgid for entry in updated] == ["Send"]
    assert _entry(updated, "Send").msgstr == "ምስዳድ"
    assert [entry.msgid for entry in catalogues.unsure(updated)] == ["Send"]


def test_updating_twice_changes_nothing(house: Path):
    template = catalogues.extract(house)
    for language in catalogues.PLURALS:
        path = catalogues.catalogue_path(house, language)
        assert str(catalogues.update(template, catalogues.read(path), language)) == path.read_text()


def test_compiled_catalogues_hold_the_translations(house: Path):
    compiled = catalogues.compile_all(house)
    assert [path.parents[1].name for path in compiled] == ["nl", "ar", "ti"]
    with compiled[0].open("rb") as file:
        assert GNUTranslations(file).gettext("Send") == "Versturen"


def test_the_plural_rules_choose_the_form_that_cldr_names(house: Path):
    catalogues.compile_all(house)
    with (house / "translations/ar/LC_MESSAGES/messages.mo").open("rb") as compiled:
        arabic = GNUTranslations(compiled)
    chosen = [arabic.ngettext("%(num)s hour", "%(num)s hours", n) for n in (0, 1, 2, 3, 110, 11, 99, 100, 102)]
    zero, one, two, few, many, other = ARABIC_HOURS
    assert chosen == [zero, one, two, few, few, many, many, other, other]
