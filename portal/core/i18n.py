"""Languages: which there are, which one this reader has, and the words of the interface in it.

The only module that knows Flask-Babel, which finds and loads the catalogues. A page asks for some hundred
words, so each language keeps its catalogue as one dictionary: a look-up instead of Flask-Babel's walk per call.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, request, session
from flask_babel import Babel, Domain, force_locale

from portal.core import clock
from portal.core.when import When

_INSTALLED = Path(__file__).parents[1] / "translations"
TRANSLATIONS = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "translations"
"""Inside the package once installed, beside it in a checkout."""

FALLBACK = "nl"
"""The language of the municipality and its letters."""


@dataclass(frozen=True)
class Language:
    """A language people can read the portal in."""

    code: str
    own_name: str
    direction: str
    catalogue: Mapping[Any, str] = field(default_factory=dict, compare=False, repr=False)
    plural: Callable[[int], int] = field(default=lambda n: int(n != 1), compare=False, repr=False)

    @cached_property
    def when(self) -> When:
        """Dates and times in this language."""
        return When(self.code, clock.today)

    def gettext(self, message: str, **values: object) -> str:
        """The message in this language, its named blanks filled."""
        text = self.catalogue.get(message, message) or message
        return text % values if values else text

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """The message in the form that this language uses with a number, its named blanks filled."""
        return self.form(singular, plural, num) % {"num": num, **values}

    def form(self, singular: str, plural: str, num: int) -> str:
        """The same with its blanks still open; templates fill them, with everything escaped."""
        return self.catalogue.get((singular, self.plural(num))) or (singular if num == 1 else plural)


LANGUAGES: dict[str, Language] = {
    "nl": Language("nl", "Nederlands", "ltr"),
    "ar": Language("ar", "العربية", "rtl"),
    "ti": Language("ti", "ትግርኛ", "ltr"),
}
"""Languages are data. Another is one line here, a catalogue, its `calendar_words`, its signs in `markdown`, its health
articles, and for the demo its words there."""

_current: ContextVar[Language] = ContextVar("language", default=LANGUAGES[FALLBACK])


def init_app(app: Flask) -> None:
    """Load the catalogues through Flask-Babel. One that was put there by hand (a test's) is left alone."""
    app.before_request(_greet)
    Babel(app, default_locale=FALLBACK, configure_jinja=False)
    domain = Domain(translation_directories=[str(TRANSLATIONS)])
    with app.app_context():
        for code, language in list(LANGUAGES.items()):
            if language.catalogue:
                continue
            with force_locale(code):
                loaded = domain.get_translations()
            LANGUAGES[code] = replace(
                language,
                catalogue=dict(getattr(loaded, "_catalog", {})),
                plural=getattr(loaded, "plural", language.plural),
            )


def _greet() -> None:
    """First of all in a request, speak the language last read here, or the browser's.

    A thread serves one reader after another: without this, what fails early would speak to the next reader in the
    language of the one before. Static files come without the session, which would vary their copies in caches.
    """
    chosen = session.get("language") if request.endpoint != "static" else None
    speak(chosen or request.accept_languages.best_match(list(LANGUAGES)) or FALLBACK)


def current_language() -> Language:
    """The language of this reader."""
    return _current.get()


def speak(code: str) -> None:
    """From here on in this request or job, speak this language; an unknown one falls back to Dutch."""
    _current.set(LANGUAGES.get(code, LANGUAGES[FALLBACK]))


@contextmanager
def using(code: str) -> Iterator[Language]:
    """Speak a language for a while: a notice for somebody else, a letter in two languages."""
    before = _current.get()
    speak(code)
    try:
        yield _current.get()
    finally:
        _current.set(before)


def _(message: str, **values: object) -> str:
    """The message in the reader's language."""
    return _current.get().gettext(message, **values)


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """The message in the reader's language, in the form that goes with the number."""
    return _current.get().ngettext(singular, plural, num, **values)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a message for translation that is translated later."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as above, for a sentence that counts
    """Mark a sentence that counts something, for translation later."""
    return singular, plural
