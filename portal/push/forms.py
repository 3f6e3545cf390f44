"""What a browser sends when it subscribes, and what a person chooses."""

from datetime import time

from wtforms import StringField

from portal.core.forms import AtMost, Form, Required
from portal.push.endpoints import LONGEST

HALF_HOURS = [time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30)]


class SubscriptionForm(Form):
    """What the browser's own subscription says. Nobody types this, so it is taken as it is."""

    endpoint = StringField(validators=[Required(), AtMost(LONGEST)])
    p256dh = StringField(validators=[Required(), AtMost(200)])
    auth = StringField(validators=[Required(), AtMost(100)])


def at(words: str | None) -> time | None:
    """A half hour that was chosen from the list; None for anything else."""
    return next((each for each in HALF_HOURS if f"{each:%H:%M}" == words), None)
