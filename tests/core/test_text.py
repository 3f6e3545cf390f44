"""What people write: made safe to store, found in any spelling, shown in its own direction."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import text

OVERRIDES_AND_ISOLATES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TAGS = "\U000e0001\U000e0041\U000e007f"
FORBIDDEN = OVERRIDES_AND_ISOLATES + TAGS + "\u200b\ufeff\u2060\u00ad\x00\x07\x1b\x7f\x9f\ud800"
JOINERS_AND_MARKS = "\u200c\u200d\u200e\u200f"
# Letters of all three scripts, marks, and everything that could go wrong, often side by side.
ALPHABET = st.one_of(
    st.sampled_from(FORBIDDEN + JOINERS_AND_MARKS + " \t\r\n\u00a0\u2028\x85"),
    st.sampled_from("aé\u0301\u0308ıßœĳ²ሠኣፀجآةىـ\u064e٣۳＃4-()."),
    st.characters(),
)
ANYTHING = st.text(ALPHABET)


@given(ANYTHING, st.booleans())
def test_cleaned_text_holds_nothing_forbidden(typed: str, multiline: bool) -> None:
    cleaned = text.clean(typed, multiline=multiline)
    assert not set(cleaned) & set(FORBIDDEN)
    assert {unicodedata.category(char) for char in cleaned if char != "\n"}.isdisjoint({"Cc", "Cs"})
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert multiline or "\n" not in cleaned


@given(ANYTHING, st.booleans(), st.none() | st.integers(0, 12))
def test_cleaning_twice_changes_nothing_more(typed: str, multiline: bool, limit: int | None) -> None:
    once = text.clean(typed, multiline=multiline, limit=limit)
    assert text.clean(once, multiline=multiline, limit=limit) == once


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_cleaning_leaves_ordinary_letters_and_punctuation_alone(typed: str) -> None:
    visible = "".join(char for char in typed if char not in "\u115f\u1160\u3164\uffa0")
    assert text.clean(typed) == unicodedata.normalize("NFC", visible)


@pytest.mark.parametrize("char", OVERRIDES_AND_ISOLATES + TAGS + "\u200b\ufeff\x00\x1b\ud800")
def test_a_hidden_character_is_removed_and_told_of(char: str) -> None:
    assert text.clean(f"Sa{char}mi") == "Sami"
    assert text.has_hidden(f"Sa{char}mi")


@pytest.mark.parametrize("char", "\u200c\u200d\u200e\u200f")
def test_joiners_and_direction_marks_stay_inside_a_text(char: str) -> None:
    assert text.clean(f"مي{char}خواهم") == f"مي{char}خواهم"
    assert not text.has_hidden(f"a{char}b")


@pytest.mark.parametrize("typed", ["\u200e\u200f", "\u200d", "\u3164", " \u00a0\u2800 ", "\u202e", ""])
def test_a_name_that_only_looks_like_nothing_is_nothing(typed: str) -> None:
    assert text.clean(typed) == ""


def test_letters_that_a_hidden_character_kept_apart_are_composed() -> None:
    assert text.clean("e\u200b\u0301") == "é"


def test_one_line_has_single_spaces_and_many_lines_keep_their_lines() -> None:
    typed = "  een\r\n\ttwee \u00a0 drie  \n\n"
    assert text.clean(typed) == "een twee drie"
    assert text.clean(typed, multiline=True) == "een\n    twee \u00a0 drie"


def test_a_limit_never_cuts_between_a_letter_and_its_mark() -> None:
    assert text.clean("سَلام", limit=1) == ""
    assert text.clean("سَلام", limit=2) == "سَ"
    assert text.clean("een twee", limit=4) == "een"
    assert text.clean("een", limit=4) == "een"


@given(st.integers(0, 9), st.sampled_from("0٠۰०０𝟘"))
def test_digits_of_every_script_become_0_to_9(value: int, zero: str) -> None:
    assert text.fold_digits(chr(ord(zero) + value)) == str(value)


def test_signs_that_are_no_digits_stay() -> None:
    assert text.fold_digits("m² ፫ Ⅳ ½") == "m² ፫ Ⅳ ½"
    assert text.fold_digits("٠٣١٥-٢٩۲۹۲") == "0315-29292"


@given(ANYTHING)
def test_folding_twice_changes_nothing_more(typed: str) -> None:
    folded = text.fold_for_search(typed)
    assert text.fold_for_search(folded) == folded
    assert text.fold_for_search(text.clean(typed)) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ሠላም", "ሰላም"),
        ("ፀሓይ", "ጸሓይ"),
        ("ኀይሊ", "ሀይሊ"),
        ("አብ", "ኣብ"),
        ("ዐቢ", "ዓቢ"),
        ("ቛንቛ", "ቋንቋ"),
        ("ሽም", "ስም"),
        ("ሽመይ", "ስመይ"),
        ("ብሽሙ", "ብስሙ"),
        ("ጊዜ", "ግዜ"),
        ("أحمد", "احمد"),
        ("إسراء", "اسراء"),
        ("آمنة", "امنه"),
        ("مستشفى", "مستشفي"),
        ("مُحَمَّد", "محمد"),
        ("مـحـمـد", "محمد"),
        ("کتاب", "كتاب"),
        ("مؤسسة", "موسسه"),
        ("رقم ٣", "رقم 3"),
        ("Süleyman", "suleyman"),
        ("ÉÉN", "een"),
        ("Ĳssel", "ijssel"),
        ("straße", "STRASSE"),
        ("Łódź", "lodz"),
    ],
)
def test_two_spellings_of_a_word_are_found_as_one(one: str, other: str) -> None:
    assert text.fold_for_search(one) == text.fold_for_search(other)


@pytest.mark.parametrize(("old", "kept"), [("ሠሡሢሣሤሥሦ", "ሰሱሲሳሴስሶ"), ("ፀፁፂፃፄፅፆ", "ጸጹጺጻጼጽጾ"), ("ኀኁኂኃኄኅኆ", "ሀሁሂሃሄህሆ")])
def test_a_folded_series_keeps_all_its_vowels(old: str, kept: str) -> None:
    assert text.fold_for_search(old) == kept


@pytest.mark.parametrize(("one", "other"), [("ሀገር", "ሓገር"), ("ኣይኒ", "ዓይኒ"), ("ቀላም", "ቐላም"), ("ሰበ", "ሸበ")])
def test_different_sounds_stay_different(one: str, other: str) -> None:
    assert text.fold_for_search(one) != text.fold_for_search(other)


def test_isolation_has_one_beginning_and_one_end_whatever_is_inside() -> None:
    assert text.isolate("Sami") == "\u2068Sami\u2069"
    assert text.isolate("+31 6", "ltr") == "\u2066+31 6\u2069"
    assert text.isolate("سامي", "rtl") == "\u2067سامي\u2069"
    assert text.isolate("Sa\u2069\u202emi") == "\u2068Sami\u2069"


@pytest.mark.parametrize(
    ("written", "shown", "called"),
    [
        ("0315-292292", "0315 29 22 92", "tel:+31315292292"),
        ("(0315) 292 292", "0315 29 22 92", "tel:+31315292292"),
        ("0612345678", "06 12 34 56 78", "tel:+31612345678"),
        ("+31 6 1234 5678", "06 12 34 56 78", "tel:+31612345678"),
        ("0031 (0)6 12345678", "06 12 34 56 78", "tel:+31612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "06 12 34 56 78", "tel:+31612345678"),
        ("0201234567", "020 123 45 67", "tel:+31201234567"),
        ("0885551234", "088 555 12 34", "tel:+31885551234"),
        ("0800-0113", "0800-0113", "tel:08000113"),
        ("112", "112", "tel:112"),
        ("+49 30 901820", "+49 30 901820", "tel:+4930901820"),
        ("geen <b>", "geen &lt;b&gt;", ""),
    ],
)
def test_a_telephone_number_is_shown_in_its_groups_and_can_be_called(written: str, shown: str, called: str) -> None:
    assert text.phone(written) == f'<bdi dir="ltr">{shown}</bdi>'
    assert text.tel_href(written) == called
    assert text.is_dutch_number(written) == (called != "" and "49" not in called)
