"""A browser on which a colleague has shown their keys becomes one that is signed in."""

from flask import current_app
from werkzeug.wrappers import Response

from portal.accounts import actions as accounts
from portal.accounts import sign_in
from portal.accounts.models import Person
from portal.core import clock
from portal.keys import known, queries, signing_in


def let_in(person: Person, answer: Response, *, proved_at: int | None = None) -> Response:
    """Sign this browser in, on a device of its own; the one that it had before ends. Gives the answer back.

    What the browser held before is worth nothing from now on: nobody can have put a sign-in there beforehand.
    `proved_at`, in seconds: when an identity provider last asked who this is, which may be long ago.
    """
    now, before = clock.now(), sign_in.held_token()
    if before:
        accounts.sign_out(before, now)
    hours = current_app.config["PORTAL"].staff_hours
    sign_in.sign_in(signing_in.add_strong_device(person, sign_in.device_label(), hours, now), proved_at)
    keys = queries.keys_of(person.id)
    return known.remember(answer, keys.name) if keys else answer
