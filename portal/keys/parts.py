"""What keys put into places that other rooms' pages leave open: the fingerprint of a phone, and the way for staff."""

from flask import request
from markupsafe import Markup

from portal.accounts import sign_in
from portal.core import templates
from portal.core.access import viewer
from portal.core.htmx import inside
from portal.keys import openid, passkeys, queries
from portal.keys.signing_in import PIN_AGAIN_AFTER


def part(place: str) -> Markup:
    """The HTML for a place; empty where there is nothing to put there."""
    make = {"unlock": _unlock, "more": _more, "sign-in": _sign_in}.get(place)
    return make() if make else Markup()


def _unlock() -> Markup:
    """A fingerprint opens a locked phone that has one, until it is time for the PIN again."""
    holder = sign_in.holder()
    if holder is None or not holder.has_pin or sign_in.only_the_pin_opens(PIN_AGAIN_AFTER):
        return Markup()
    device = holder.viewer.device_id
    own = [each.credential_id for each in queries.passkeys_of(holder.viewer.person_id, device)]
    came_for = inside(request.values.get("next"))
    options = passkeys.to_use(f"unlock {device}", own)
    return _html("keys/_unlock.html", options=options, came_for=came_for) if own else Markup()


def _more() -> Markup:
    """A participant's phone can get, or lose, its fingerprint; staff have a page of their own."""
    who = viewer()
    if not who.is_participant:
        return _html("keys/_more.html", options=None, has=False)
    have = [each.credential_id for each in queries.passkeys_of(who.person_id, who.device_id)]
    options = passkeys.to_make(who.person_id, who.first_name, f"device {who.device_id}", have, on_this_phone=True)
    return _html("keys/_more.html", options=options, has=bool(have))


def _sign_in() -> Markup:
    return _html("keys/_sign_in.html", providers=openid.providers(for_participants=True).values())


def _html(name: str, **values: object) -> Markup:
    return Markup(templates.render(name, **values))  # noqa: S704 - a template of our own, which escapes
