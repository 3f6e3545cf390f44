"""The shapes of what is sent with keys. What a secret must be is checked by the action, which knows why."""

from wtforms import HiddenField, PasswordField
from wtforms import StringField as Untouched

from portal.core.forms import AtMost, Form, Required, StringField


class PasswordForm(Form):
    """Sign-in name and password."""

    name = StringField()
    password = PasswordField()


class SecondKeyForm(Form):
    """Six digits of a code app, or a recovery code."""

    code = Untouched()


class SetUpForm(Form):
    """A set-up link's secret, which the page takes from the link's fragment."""

    secret = HiddenField()


class NewPasswordForm(Form):
    """A password, twice, and a code that shows that the app knows its secret."""

    password = PasswordField()
    repeated = PasswordField()
    code = Untouched()


class PasskeyForm(Form):
    """What an authenticator said, as JSON, and what the passkey is called."""

    credential = HiddenField()
    label = StringField(validators=[AtMost(60)])


class NameForm(Form):
    """What a passkey is called."""

    label = StringField(validators=[AtMost(60)])


class LinkForm(Form):
    """The e-mail address with which a colleague will sign in."""

    name = StringField(validators=[Required(), AtMost(120)])
