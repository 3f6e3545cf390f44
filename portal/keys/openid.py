"""OpenID Connect, with Authlib: code flow with PKCE, state and nonce. The only module that knows Authlib."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, redirect, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.core.errors import Refused, found
from portal.core.i18n import N_
from portal.keys import providers as files
from portal.keys.providers import Provider

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True)
class Identity:
    """Whom a provider says somebody is."""

    subject: str
    email: str
    """Empty where the provider did not check it."""
    given_name: str
    family_name: str
    claimed: frozenset[str]
    """Values of the role claim."""
    proved_at: int
    """When they last proved to the provider who they are, in seconds; 0 where it does not say."""


def init_app(app: Flask) -> None:
    """Read the providers and get ready to ask them. None is asked before somebody signs in there."""
    settings = app.config["PORTAL"]
    named = files.read(settings.openid_file, secure=settings.production)
    oauth = OAuth(app)
    for provider in named.values():
        oauth.register(
            provider.slug,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": SECONDS_TO_ANSWER,
            },
        )
    app.extensions["portal.openid"] = (named, oauth)


def providers(*, for_participants: bool = False) -> dict[str, Provider]:
    """The providers for staff, or those for participants, by slug."""
    named, _oauth = current_app.extensions["portal.openid"]
    return {slug: each for slug, each in named.items() if each.for_participants is for_participants}


def providers_of(municipality_id: UUID) -> list[Provider]:
    """The providers for staff of one municipality: what another's says, it believes nothing of."""
    slug = accounts.municipality(municipality_id).slug
    return [each for each in providers().values() if each.municipality == slug]


def label_of(issuer: str) -> str:
    """What the provider with this address is called; the address itself where it is no longer named."""
    return next((each.label for each in providers().values() if each.issuer == issuer), issuer)


def provider(slug: str) -> Provider:
    """One provider; raises `NotFound` where there is none of that name."""
    named, _oauth = current_app.extensions["portal.openid"]
    return cast("Provider", found(named.get(slug)))


def leave_for(provider: Provider, *, anew: bool) -> Response:
    """Send the browser to the provider. What comes back must fit what this browser holds: state, nonce, verifier.

    With ``anew`` the provider must ask who is there, whatever it remembers (OpenID Connect Core, 3.1.2.1).
    """
    more = {"acr_values": " ".join(provider.acr)} if provider.acr else {}
    if anew:
        more |= {"prompt": "login", "max_age": "0"}
    try:
        return cast("Response", _client(provider).authorize_redirect(_back(provider), **more))
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as error:
        raise _not_reached(error) from None


def come_back(provider: Provider) -> Identity:
    """Whom the provider says this browser's person is; raises `Refused` for whatever does not fit."""
    wanted = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        **({"acr": {"essential": True, "values": list(provider.acr)}} if provider.acr else {}),
    }
    try:
        token = _client(provider).authorize_access_token(claims_options=wanted)
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise _not_reached(error) from None
    finally:
        for key in [key for key in session if key.startswith("_state_")]:
            session.pop(key)
    said: dict[str, Any] = token.get("userinfo") or {}
    if not said.get("sub"):
        raise _not_reached(KeyError("id_token"))
    claimed = said.get(provider.role_claim, []) if provider.role_claim else []
    return Identity(
        subject=str(said["sub"]),
        email=str(said.get("email", "")).strip().casefold() if said.get("email_verified") is True else "",
        given_name=str(said.get("given_name", "")),
        family_name=str(said.get("family_name", "")),
        claimed=frozenset(map(str, claimed if isinstance(claimed, list) else [claimed])),
        proved_at=said["auth_time"] if type(said.get("auth_time")) is int else 0,
    )


def sign_out_there(provider: Provider) -> Response:
    """Send the browser to where the provider ends its own sign-in."""
    client = _client(provider)
    try:
        address = client.create_logout_url(
            current_app.config["PORTAL"].base_url + url_for("keys.staff_sign_in"), client_id=provider.client_id
        )
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as error:
        raise _not_reached(error) from None
    return redirect(address["url"], 303)


def _client(provider: Provider) -> Any:
    _named, oauth = current_app.extensions["portal.openid"]
    return oauth.create_client(provider.slug)


def _back(provider: Provider) -> str:
    """The one address that the provider may send people back to."""
    path = url_for("openid.back", slug=provider.slug)
    settings = current_app.config["PORTAL"]
    return f"{settings.base_url}{path}"


def _not_reached(error: Exception) -> Refused:
    current_app.logger.warning("identity provider: %s", type(error).__name__)
    return Refused(N_("Signing in there did not work. Try it again, or sign in another way."))
