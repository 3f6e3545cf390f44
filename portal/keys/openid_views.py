"""To an identity provider and back."""

from uuid import UUID

from flask import request, session
from werkzeug.wrappers import Response

from portal.accounts import actions as accounts
from portal.accounts import sign_in
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.access import ANYONE, Door
from portal.core.errors import Refused, found
from portal.core.htmx import go, inside, page
from portal.core.i18n import N_, _
from portal.keys import actions, openid, openid_actions, queries
from portal.keys.letting_in import let_in
from portal.keys.openid import Identity
from portal.keys.providers import Provider

CONNECTS_WITHIN = 300
"""Seconds between asking to link an account and coming back with it."""

PROVES_WITHIN = 300
"""Seconds that somebody may take to prove to the provider anew who they are, and clocks may differ."""

door = Door("openid", __name__, url_prefix="/openid")


@door.get("/<string(maxlength=40):slug>", open_to=ANYONE)
def leave(slug: str) -> Response:
    """To the provider. A plain link, because a form may not lead out of the portal."""
    session["came_for"] = inside(request.args.get("next"))
    try:
        return openid.leave_for(openid.provider(slug), anew=sign_in.must_prove())
    except Refused as refusal:
        return _said_no(refusal)


@door.get("/<string(maxlength=40):slug>/back", open_to=ANYONE)
def back(slug: str) -> Response:
    """Where the provider sends people. It is asked first, and only then does a change begin: nobody waits for it.

    The one page that changes something when it is opened: it does so only for the browser that left a moment ago.
    """
    provider, connects = openid.provider(slug), session.pop("connect", None)
    try:
        identity = openid.come_back(provider)
        if sign_in.must_prove() and identity.proved_at < clock.now().timestamp() - PROVES_WITHIN:
            raise Refused(N_("Signing in there did not work. Try it again, or sign in another way."))
        with frame.change():
            _link_now(connects, provider, identity)
            person = openid_actions.person_of(provider, identity, clock.now())
            answer = _let_in(person, provider, identity) if person else None
    except Refused as refusal:
        return _said_no(refusal)
    return answer or _said_no(Refused(N_("You have no role here. Ask your beheerder.")))


@door.get("/<string(maxlength=40):slug>/sign-out", open_to=ANYONE)
def sign_out(slug: str) -> Response:
    """To where the provider ends its own sign-in: on a computer that others use too."""
    try:
        return openid.sign_out_there(openid.provider(slug))
    except Refused as refusal:
        return _said_no(refusal)


def _link_now(connects: list[str] | None, provider: Provider, identity: Identity) -> None:
    """Link who asked on this browser, a moment ago and signed in, to be known by this account."""
    if connects and 0 <= clock.now().timestamp() - float(connects[1]) <= CONNECTS_WITHIN:
        person = found(queries.person_at_work(UUID(connects[0])))
        actions.link_openid(person, provider.issuer, identity.subject, clock.now())


def _let_in(person: Person, provider: Provider, identity: Identity) -> Response:
    if not provider.for_participants:
        return let_in(person, go(session.get("came_for", "/")), proved_at=identity.proved_at)
    sign_in.join(accounts.add_device(person, sign_in.device_label(), clock.now()))
    return go("/pin")


def _said_no(refusal: Refused) -> Response:
    return page("keys/not_signed_in.html", status=refusal.status, problem=_(refusal.message))
