"""The shapes of what is sent at the door."""

from wtforms import PasswordField

from portal.core.forms import Form


class NewPinForm(Form):
    """A PIN, twice. What the digits must be is checked by the action, which knows why."""

    pin = PasswordField()
    repeated = PasswordField()


class PinForm(Form):
    """The PIN that unlocks."""

    pin = PasswordField()


class ChangePinForm(NewPinForm):
    """Another PIN, for who knows the present one."""

    present = PasswordField()
