"""A colleague's own keys and sign-ins; and, for a beheerder, who has keys."""

from uuid import UUID

from flask import current_app, session
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import BEHEERDER, STAFF, Door, viewer
from portal.core.errors import Refused, found
from portal.core.htmx import go, page
from portal.core.i18n import N_, _
from portal.keys import actions, openid, passkeys, queries, totp
from portal.keys.forms import LinkForm, NameForm, NewPasswordForm, PasskeyForm

door = Door("own_keys", __name__, url_prefix="/staff")


@door.get("/account", open_to=STAFF)
def account() -> Response:
    """My passkeys, my password, my sign-ins."""
    return _account()


@door.get("/account/password", open_to=STAFF, fresh=True)
def password_page() -> Response:
    """A new password with a new code app."""
    return _password(NewPasswordForm())


@door.post("/account/password", open_to=STAFF, fresh=True)
def set_password() -> Response:
    """They count from now on, and so do the codes that are shown now."""
    form = NewPasswordForm()
    try:
        codes = totp.set_own_password(viewer(), form, clock.now())
    except Refused as refusal:
        return _password(form, refusal)
    return page("keys/codes.html", codes=codes)


@door.post("/account/codes", open_to=STAFF, fresh=True)
def renew_codes() -> Response:
    """New recovery codes, shown once."""
    return page("keys/codes.html", codes=actions.renew_own_codes(viewer(), clock.now()))


@door.post("/account/passkeys", open_to=STAFF, fresh=True)
def add_passkey() -> Response:
    """One more passkey: on another computer, or on a stick that lies in a drawer."""
    form, who, now = PasskeyForm(), viewer(), clock.now()
    try:
        made = passkeys.made(form.credential.data or "", f"person {who.person_id}", now)
        actions.add_own_passkey(who, made, form.label.data or "", now)
    except Refused as refusal:
        return _account(refusal)
    return go("/staff/account")


@door.post("/account/passkeys/<uuid:passkey_id>/name", open_to=STAFF)
def name_passkey(passkey_id: UUID) -> Response:
    """Call it something one knows it by."""
    actions.name_passkey(viewer(), passkey_id, NameForm().label.data or "")
    return go("/staff/account")


@door.post("/account/passkeys/<uuid:passkey_id>/remove", open_to=STAFF, fresh=True)
def remove_passkey(passkey_id: UUID) -> Response:
    """It opens nothing any more."""
    try:
        actions.remove_passkey(viewer(), passkey_id, clock.now())
    except Refused as refusal:
        return _account(refusal)
    return go("/staff/account")


@door.post("/account/devices/<uuid:device_id>/end", open_to=STAFF)
def end_device(device_id: UUID) -> Response:
    """Sign out somewhere else, at once."""
    actions.end_own_device(viewer(), device_id, clock.now())
    return go("/staff/account")


@door.post("/account/connect/<string(maxlength=40):slug>", open_to=STAFF, fresh=True)
def connect(slug: str) -> Response:
    """Let the next sign-in at a provider be linked to me. A link and not a redirect: forms lead nowhere else."""
    provider = found({each.slug: each for each in openid.providers_of(viewer().municipality_id)}.get(slug))
    session["connect"] = [viewer().person_id.hex, int(clock.now().timestamp())]
    return page("keys/connect.html", provider=provider)


@door.post("/account/openid/<uuid:link_id>/end", open_to=STAFF, fresh=True)
def disconnect(link_id: UUID) -> Response:
    """My account of the municipality opens the portal no more."""
    try:
        actions.unlink_openid(viewer(), link_id, clock.now())
    except Refused as refusal:
        return _account(refusal)
    return go("/staff/account")


@door.get("/colleagues", open_to=BEHEERDER)
def colleagues() -> Response:
    """Who works here, and who has keys."""
    return _colleagues(LinkForm())


@door.post("/colleagues/<uuid:colleague_id>/link", open_to=BEHEERDER, fresh=True)
def link(colleague_id: UUID) -> Response:
    """Show a link with which a colleague chooses keys, once. It is kept nowhere, so a reload makes another."""
    form, who = LinkForm(), viewer()
    colleague = queries.colleague(who, colleague_id)
    try:
        if not form.validate():
            raise Refused(N_("This is no e-mail address."))
        secret = actions.link_colleague(who, colleague_id, form.name.data or "", clock.now())
    except Refused as refusal:
        return _colleagues(form, refusal, colleague_id)
    address = f"{current_app.config['BASE_URL']}/staff/set-up#{secret}"
    return page("keys/link.html", colleague=colleague, link=address)


@door.post("/colleagues/<uuid:colleague_id>/take-away", open_to=BEHEERDER, fresh=True)
def take_away(colleague_id: UUID) -> Response:
    """Every key of a colleague is gone and every sign-in ends at once."""
    actions.take_keys_away(viewer(), colleague_id, clock.now())
    return go("/staff/colleagues")


def _colleagues(form: LinkForm, refusal: Refused | None = None, problem_of: UUID | None = None) -> Response:
    return page(
        "keys/colleagues.html",
        status=refusal.status if refusal else 200,
        colleagues=queries.colleagues(viewer()),
        form=form,
        problem=_(refusal.message) if refusal else None,
        problem_of=problem_of,
    )


def _account(refusal: Refused | None = None) -> Response:
    who, keys = viewer(), queries.own_keys(viewer())
    known_at = {each.issuer for each in keys.openid}
    have = [each.credential_id for each in keys.passkeys]
    return page(
        "keys/account.html",
        status=refusal.status if refusal else 200,
        problem=_(refusal.message) if refusal else None,
        keys=keys,
        options=passkeys.to_make(who.person_id, keys.name or who.first_name, f"person {who.person_id}", have),
        linked=[(each, openid.label_of(each.issuer)) for each in keys.openid],
        providers=[each for each in openid.providers_of(who.municipality_id) if each.issuer not in known_at],
    )


def _password(form: NewPasswordForm, refusal: Refused | None = None) -> Response:
    name = queries.own_keys(viewer()).name
    return page(
        "keys/password.html",
        status=refusal.status if refusal else 200,
        problem=_(refusal.message) if refusal else None,
        form=form,
        sign_in_name=name,
        app=totp.to_scan(name),
    )
