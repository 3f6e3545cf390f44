"""Forms: parse, clean and check the shape of what was sent. No database here.

Every text is cleaned on its way in (hidden direction marks, control characters), and every message is ours, in
the reader's language. A failed form keeps what was typed.
"""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from wtforms import Field, HiddenField
from wtforms import StringField as _StringField
from wtforms import TextAreaField as _TextAreaField
from wtforms.validators import DataRequired, StopValidation, ValidationError
from wtforms.validators import Length as _Length

from portal.core import once, text
from portal.core.errors import Refused
from portal.core.i18n import N_, _

OF_WTFORMS = (N_("Not a valid choice."),)
"""What WTForms says by itself, for the catalogues."""


class _Words:
    """WTForms' own messages, taken from our catalogues."""

    def gettext(self, message: str) -> str:
        return _(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _(singular if n == 1 else plural)


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose messages are in the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        locales = False
        cache_translations = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a form sent, and nothing else: Flask-WTF would also take JSON and files for it."""
            if formdata is _Auto:
                return request.form if request.method == "POST" else None
            return formdata

        def get_translations(self, form: Any) -> _Words:
            return _Words()


class OnceForm(Form):
    """A form that creates something: it carries a key, so that it is done once however often it is sent."""

    once_key = HiddenField(default=once.new_key)


class StringField(_StringField):
    """One line, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = text.clean(valuelist[0]) if valuelist else self.data


class TextAreaField(_TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = text.clean(valuelist[0], multiline=True) if valuelist else self.data


# One validator serves all threads, so what it says in this reader's language is not kept in it.


class Required(DataRequired):
    """Something must be filled in."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            super().__call__(form, field)
        except StopValidation:
            raise StopValidation(_("Fill this in.")) from None


class AtMost(_Length):
    """Not longer than a number of characters."""

    def __init__(self, characters: int) -> None:
        super().__init__(max=characters)

    def __call__(self, form: Any, field: Any) -> None:
        try:
            super().__call__(form, field)
        except ValidationError:
            raise ValidationError(_("The text is too long.")) from None


class AtLeast(_Length):
    """Not shorter than a number of characters."""

    def __init__(self, characters: int) -> None:
        super().__init__(min=characters)

    def __call__(self, form: Any, field: Any) -> None:
        try:
            super().__call__(form, field)
        except ValidationError:
            raise ValidationError(_("Write a little more.")) from None


class Understood:
    """Passes what was typed through a reader; what that refuses stands beside the field."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        self.read = read

    def __call__(self, form: Any, field: Any) -> None:
        try:
            self.read(field.data or "")
        except Refused as refusal:
            raise ValidationError(_(refusal.message)) from None


__all__ = ["AtLeast", "AtMost", "Form", "OnceForm", "Required", "StringField", "TextAreaField", "Understood"]
