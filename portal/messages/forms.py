"""The shape of a question and of a message."""

from uuid import UUID, uuid4

from wtforms import Field, HiddenField, StringField, ValidationError

from portal.core import once
from portal.core.forms import AtMost, Form, OnceForm, Required, TextAreaField
from portal.core.i18n import _
from portal.messages.models import LONGEST_MESSAGE, Topic, WorryKind


def _uuid(value: str | None) -> UUID:
    """The id that the writer's device made, or a new one where it is no id."""
    try:
        return UUID(value or "")
    except ValueError:
        return uuid4()


class _Words(Form):
    """Something said."""

    body = TextAreaField(validators=[Required(), AtMost(LONGEST_MESSAGE)])

    @property
    def words(self) -> str:
        return self.body.data or ""


class AskForm(_Words, OnceForm):
    """A question: what it is about, and in one's own words."""

    topic = StringField()
    wish = StringField()

    def validate_topic(self, field: Field) -> None:
        if field.data not in set(Topic):
            raise ValidationError(_("Choose what it is about."))

    def validate_wish(self, field: Field) -> None:
        if field.data:
            try:
                UUID(field.data)
            except ValueError:
                raise ValidationError(_("Choose somebody of the list.")) from None

    @property
    def wished_for(self) -> UUID | None:
        return UUID(self.wish.data) if self.wish.data else None

    @property
    def client_id(self) -> UUID:
        return _uuid(self.once_key.data)


class SendForm(_Words):
    """One more message in a thread. Its id is made with the form, so that sending twice stores once."""

    message_id = HiddenField(default=once.new_key)

    @property
    def client_id(self) -> UUID:
        return _uuid(self.message_id.data)


class ReplyForm(Form):
    """A ready-made sentence. Its id is made with the form too."""

    reply = StringField()
    message_id = HiddenField(default=once.new_key)

    @property
    def client_id(self) -> UUID:
        return _uuid(self.message_id.data)


class NoteForm(_Words, OnceForm):
    """Something for colleagues only."""


class HandOverForm(OnceForm):
    """To whom a thread goes, or back to everybody; and a few words for who answers next."""

    to = StringField()
    note = TextAreaField(validators=[AtMost(LONGEST_MESSAGE)])

    def validate_to(self, field: Field) -> None:
        if field.data != "pool":
            try:
                UUID(field.data or "")
            except ValueError:
                raise ValidationError(_("Choose who answers from now on.")) from None

    @property
    def colleague(self) -> UUID | None:
        return None if self.to.data == "pool" else UUID(self.to.data)


class WorryForm(OnceForm):
    """What one is worried about, in a few words."""

    kind = StringField()
    words = TextAreaField(validators=[Required(), AtMost(LONGEST_MESSAGE)])

    def validate_kind(self, field: Field) -> None:
        if field.data not in set(WorryKind):
            raise ValidationError(_("Choose what you are worried about."))
