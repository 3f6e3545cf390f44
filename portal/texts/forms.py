"""The shape of what writers, translators and readers send."""

import re
from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField, ValidationError
from wtforms import IntegerField as _IntegerField
from wtforms.validators import InputRequired, NumberRange

from portal.core import text
from portal.core.forms import AtMost, Form, OnceForm, Required, TextAreaField
from portal.core.i18n import _
from portal.texts import sentences
from portal.texts.models import LONGEST_BODY, LONGEST_REMARK, RemarkKind, Verdict

_NUMBER = (InputRequired(), NumberRange(min=0, max=1_000_000))


class IntegerField(_IntegerField):
    """A whole number that is there once the form is valid."""

    data: int


class Words(TextAreaField):
    """Several lines, cleaned; empty where nothing was sent."""

    data: str

    def process_data(self, value: str | None) -> None:
        self.data = value or ""


class SourceForm(Form):
    """The Dutch of a text, and what its writer had before them."""

    body = Words(validators=[Required(), AtMost(LONGEST_BODY)])
    same_meaning = BooleanField()
    based_on = IntegerField(validators=_NUMBER)


class RestoreForm(Form):
    """Which earlier words come back."""

    number = IntegerField(validators=_NUMBER)
    based_on = IntegerField(validators=_NUMBER)


class PartsField(Field):
    """Several boxes of one name, each cleaned."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [text.clean(each, multiline=True) for each in valuelist]

    def process_data(self, value: Any) -> None:
        self.data = value or []


class PartsForm(Form):
    """A rendering, in as many parts as the source has sentences, or in one."""

    part = PartsField()
    made_from = IntegerField(validators=_NUMBER)
    based_on = IntegerField(validators=_NUMBER)

    def validate_part(self, field: Field) -> None:
        if sum(map(len, field.data)) > LONGEST_BODY:
            raise ValidationError(_("The text is too long."))

    @property
    def empty(self) -> bool:
        return not self.part.data or not all(map(sentences.has_words, self.part.data))


class CheckForm(Form):
    """What a second speaker thinks."""

    number = IntegerField(validators=_NUMBER)
    verdict = StringField()
    words = Words(validators=[AtMost(LONGEST_REMARK)])

    def validate_verdict(self, field: Field) -> None:
        if field.data not in set(Verdict):
            raise ValidationError(_("Choose one."))


class WordsForm(Form):
    """A question or an answer."""

    words = Words(validators=[Required(), AtMost(LONGEST_REMARK)])


class RemarkForm(Form):
    """I do not understand this, or I would say it otherwise."""

    kind = StringField()
    words = Words(validators=[AtMost(LONGEST_REMARK)])
    where = HiddenField()

    def validate_kind(self, field: Field) -> None:
        if field.data not in {RemarkKind.NOT_UNDERSTOOD, RemarkKind.SAY_OTHERWISE}:
            raise ValidationError(_("Choose one."))

    @property
    def inside(self) -> str:
        """The page of the portal on which it was said; the front page where it is none."""
        path = self.where.data or ""
        return path if re.fullmatch(r"/(?![/\\])[\w/.-]{0,200}", path, re.ASCII) else "/"


class SuggestionForm(OnceForm):
    """Other words for a sentence of the portal."""

    msgid = HiddenField(validators=[Required()])
    words = Words(validators=[Required(), AtMost(LONGEST_REMARK)])


class ImportForm(Form):
    """A file that is to be taken in, as it was previewed."""

    content = HiddenField(validators=[Required()])
    seal = HiddenField(validators=[Required()])
