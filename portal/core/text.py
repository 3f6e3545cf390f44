"""What people write: made safe to store, to find again and to show between texts of another direction.

    clean(text, multiline, limit)    ready to store: NFC, nothing invisible, spaces in order
    has_hidden(text)                 whether there was something invisible to take out
    fold_digits(text)                ٣ and ۳ become 3
    fold_for_search(text)            one spelling for all spellings of a word; to compare, never to show
    isolate(text, direction)         a name or number for plain text (push, SMS), its direction kept apart
    phone(number)                    a Dutch number in its usual groups, isolated
    tel_href(number)                 the address that calls it
    is_dutch_number(number)          whether it can be one

Bodies with headings, lists and links are rendered by `portal.core.markdown`.
"""

import re
import unicodedata
from typing import Literal

from markupsafe import Markup

# Cleaning

# Joiners shape Arabic and emoji; the two marks are how people rightly fix the direction of what they type.
_WANTED_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")
# Letters by category, but nothing to see: with them a name can look empty.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LINE_AND_TAB = frozenset("\t\n\r\x0b\x0c\x85")
_TRIMMED = "".join(chr(n) for n in range(0x3001) if chr(n).isspace()) + "\u200e\u200f"


MOST_MARKS = 10


def _is_hidden(char: str) -> bool:
    if char in _LINE_AND_TAB or char in _WANTED_FORMATS:
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in _BLANK_LETTERS


def _without_hidden(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if not _is_hidden(char))


def has_hidden(text: str) -> bool:
    """Tell whether the text holds invisible characters that `clean` takes out."""
    return any(_is_hidden(char) for char in text)


def clean(text: str, *, multiline: bool = False, limit: int | None = None) -> str:
    """Make typed text ready to store.

    Normalised to NFC; rid of bidi overrides and isolates, zero-width spaces, tags, control characters and
    lone surrogates; trimmed. In one line all white space becomes single spaces; with `multiline` the lines
    and their indentation stay. `limit` cuts to that many characters, never between a letter and its marks.
    """
    if limit is not None:
        text = text[: 4 * limit]
    text = unicodedata.normalize("NFC", _without_towers(_without_hidden(text)))
    if multiline:
        lines = text.replace("\r\n", "\n").expandtabs(4).splitlines()
        text = "\n".join(line.rstrip() for line in lines)
    else:
        text = " ".join(text.split())
    text = _trim(text)
    return text if limit is None else _trim(_cut(text, limit))


def _without_towers(text: str) -> str:
    """The text without marks beyond ten on one letter. No script has more; putting thousands in order takes seconds."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _trim(text: str) -> str:
    text = text.strip(_TRIMMED)
    return text if any(unicodedata.category(char) != "Cf" for char in text) else ""


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    while limit and (unicodedata.combining(text[limit]) or text[limit] in "\u200c\u200d\ufe0f"):
        limit -= 1
    return text[:limit]


# Digits and search


def fold_digits(text: str) -> str:
    """Write every decimal digit (Arabic-Indic, Persian, full-width …) as 0 to 9; "²" and "፩" stay."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _series(source: str, target: str, offsets: range | tuple[int, ...] = range(8)) -> dict[int, int]:
    """Map an Ethiopic series, the eight places from its first letter on, to another, order by order."""
    return {ord(source) + offset: ord(target) + offset for offset in offsets}


_LABIALISED = (0, 2, 3, 4, 5)

# Ethiopic: letters that sound the same in Eritrea. Not ሀ/ሓ and ኣ/ዓ: those are different sounds.
# Arabic: what is typed either way, and the letters of a Persian keyboard. Latin: what NFKD leaves whole.
_ONE_LETTER: dict[int, int | str | None] = {
    **_series("ሠ", "ሰ"),
    **_series("ፀ", "ጸ"),
    **_series("ኀ", "ሀ"),
    **_series("ቘ", "ቈ", _LABIALISED),
    ord("አ"): "ኣ",
    ord("ዐ"): "ዓ",
    ord("ى"): "ي",
    ord("ی"): "ي",
    ord("ک"): "ك",
    ord("ة"): "ه",
    ord("ٱ"): "ا",
    ord("ـ"): None,
    ord("ø"): "o",
    ord("ł"): "l",
    ord("đ"): "d",
    ord("ı"): "i",
    ord("æ"): "ae",
    ord("œ"): "oe",
}

# Whole words with two spellings, before any of their endings: ሽም/ስም (name), ጊዜ/ግዜ (time).
_ONE_WORD = ((re.compile("ሽ(?=[መ-ሟ])"), "ስ"), (re.compile("ጊ(?=[ዘ-ዟ])"), "ግ"))


def fold_for_search(text: str) -> str:
    """Fold the spellings of a word to one, for comparing; never to be shown.

    No capitals, no diacritics or vowel marks, digits 0-9; alef with any hamza is alef, ta marbuta is ha, alef
    maqsura is ya; the Ethiopic letters that sound alike are one.
    """
    text = unicodedata.normalize("NFKD", _without_towers(_without_hidden(fold_digits(text))))
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf"))
    text = text.translate(_ONE_LETTER)
    for spelling, folded in _ONE_WORD:
        text = spelling.sub(folded, text)
    return " ".join(unicodedata.normalize("NFC", text).split())


# Plain text between texts of another direction

_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "first-strong": "\u2068"}


def isolate(text: str, direction: Literal["first-strong", "ltr", "rtl"] = "first-strong") -> str:
    """Wrap a name or number for plain text (push, SMS, subject lines), so that it keeps its own direction.

    What is already inside cannot end the isolation. In HTML use `<bdi>` instead.
    """
    return f"{_ISOLATES[direction]}{_without_hidden(text)}\u2069"


# Telephone numbers

_EMERGENCY = frozenset({"112", "113", "144"})
# Numbering plan (Nummerplan telefoon- en ISDN-diensten): these areas have three digits, all others four.
_SHORT_AREA = re.compile("01[035]|02[0346]|03[03568]|04[0356]|05[0358]|07[0-8]|08[58]")
_SERVICE = re.compile(r"(0800|0900|0906|0909)(\d{4}|\d{7})")


def _dutch(number: str) -> str:
    """Give a Dutch number as it is dialled within the country, digits only, or "" if it is none."""
    digits = re.sub(r"[^\d+]", "", fold_digits(number).replace("(0)", ""))
    national = re.sub(r"^(\+|00)31(?=[1-9])", "0", digits)
    is_number = national in _EMERGENCY or _SERVICE.fullmatch(national) or re.fullmatch(r"0[1-9]\d{8}", national)
    return national if is_number else ""


def _grouped(national: str) -> str:
    if national in _EMERGENCY:
        return national
    if service := _SERVICE.fullmatch(national):
        start, rest = service.groups()
        return f"{start}-{rest}" if len(rest) == 4 else f"{start} {rest[:3]} {rest[3:]}"
    if national.startswith("06"):
        area, rest = "06", national[2:]
    elif _SHORT_AREA.match(national):
        return f"{national[:3]} {national[3:6]} {national[6:8]} {national[8:]}"
    else:
        area, rest = national[:4], national[4:]
    return " ".join([area, *re.findall("..", rest)])


def is_dutch_number(number: str) -> bool:
    """Tell whether this looks like a telephone number of the Netherlands, or 112, 113 or 144."""
    return bool(_dutch(number))


def phone(number: str) -> Markup:
    """Show a telephone number left to right: a Dutch one in its usual groups, others as they were written."""
    national = _dutch(number)
    return Markup('<bdi dir="ltr">{}</bdi>').format(_grouped(national) if national else clean(number))


def tel_href(number: str) -> str:
    """Give the address that calls the number, "tel:+31612345678"; "" when there are no digits in it."""
    national = _dutch(number)
    if national and (national in _EMERGENCY or _SERVICE.fullmatch(national)):
        return f"tel:{national}"  # cannot be reached with a country code
    if national:
        return f"tel:+31{national[1:]}"
    digits = re.sub(r"[^\d+]", "", fold_digits(number))
    return f"tel:{digits}" if re.search(r"\d", digits) else ""
