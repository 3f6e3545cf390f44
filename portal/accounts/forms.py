"""The shapes of what is sent at the door."""

from wtforms import HiddenField, PasswordField

from portal.core.forms import Form


class WelcomeForm(Form):
    """An invitation's secret, which the page takes from the link's fragment."""

    secret = HiddenField()
    language = HiddenField()


class NewPinForm(Form):
    """A PIN, twice. What the digits must be is checked by the action, which knows why."""

    pin = PasswordField()
    repeated = PasswordField()


class PinForm(Form):
    """The PIN that unlocks, and where to go then."""

    pin = PasswordField()


class ChoiceForm(Form):
    """One value chosen by a button (`language`, `size`), and nothing else."""
