"""A browser on which a colleague has shown their keys becomes one that is signed in."""

from flask import current_app
from werkzeug.wrappers import Response

from portal.accounts import actions as accounts
from portal.accounts import sign_in
from portal.accounts.models import Person
from portal.core import clock
from portal.keys import known, queries, signing_in


def let_in(person: Person, answer: Response, *, proved_at: int | None = None) -> Response:
    """Sign this browser in, on a device of its own; those that it had before end. Gives the answer back.

    What the browser held before is worth nothing from now on: nobody can have put a sign-in there beforehand, and
    whoever's phone it was stands beside no staff.
    `proved_at`, in seconds: when an identity provider last asked who this is, which may be long ago.
    """
    now = clock.now()
    for held in sign_in.all_held():
        accounts.sign_out(held, now)
    hours = current_app.config["PORTAL"].staff_hours
    sign_in.alone(signing_in.add_strong_device(person, sign_in.device_label(), hours, now), proved_at)
    keys = queries.keys_of(person.id)
    return known.remember(answer, keys.name) if keys else answer
