"""More: what one sets for oneself; what was kept over a lock; and the way out of sight.

The same door as in `views`, in a file of its own.
"""

from typing import Any

from flask import current_app, g, jsonify, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import actions, drafts, leaving, sign_in
from portal.accounts.forms import ChangePinForm
from portal.accounts.views import door as door
from portal.accounts.views import ended, try_pin
from portal.core import clock, offers
from portal.core.access import ANYONE, SIGNED_IN, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.core.offers import MenuEntry


@door.get("/more", open_to=SIGNED_IN)
def more() -> Response:
    """Language, text size, the places that the tab bar has no room for, lock and sign out."""
    return page(
        "accounts/more.html",
        places=_places("more_menu"),
        rights=_places("rights_menu"),
        how_soon=sign_in.present().locking,
        leaves=leaving.mark(viewer().device_id),
    )


@door.post("/more/text-size", open_to=SIGNED_IN)
def choose_text_size() -> Response:
    """Read on in larger or smaller letters."""
    actions.read_at(viewer(), request.form.get("size", ""))
    return go("/more")


@door.post("/more/locking", open_to=SIGNED_IN)
def choose_locking() -> Response:
    """Have the portal lock sooner or later by itself."""
    actions.lock_after(viewer(), request.form.get("locking", ""))
    return go("/more")


@door.get("/more/pin", open_to=SIGNED_IN)
def pin() -> Response:
    """Another PIN for this phone."""
    return _pin_page(ChangePinForm())


@door.post("/more/pin", open_to=SIGNED_IN)
def change_pin() -> Response:
    """Set it, for who knows the present one."""
    form, token = ChangePinForm(), sign_in.held_token()
    if token is None:
        raise NotFound
    opened, refusal = try_pin(token, form.present.data or "")
    if refusal:
        return _pin_page(form, refusal.status, present_problem=_(refusal.message))
    if opened is None:
        return ended()
    sign_in.reopen(opened)
    try:
        actions.change_pin(viewer(), opened, form.pin.data or "", form.repeated.data or "", clock.now())
    except Refused as refusal:
        return _pin_page(form, 422, problem=_(refusal.message))
    return go("/more")


def _pin_page(form: ChangePinForm, status: int = 200, **problems: str | None) -> Response:
    problems = {"problem": None, "present_problem": None, **problems}
    return page("accounts/change_pin.html", status=status, form=form, **problems)


# What was typed when the portal locked


@door.get("/kept", open_to=SIGNED_IN)
def kept() -> Response:
    """A form that came while the phone was locked: look at it, and send it now or not."""
    draft = drafts.sent(viewer())
    return page("accounts/kept.html", draft=draft) if draft else go("/")


@door.post("/kept/send", open_to=SIGNED_IN)
def send_kept() -> Response:
    """Hand the form on to where it was going (307: as it is). It is kept no longer."""
    draft = drafts.sent(viewer())
    if draft is None:
        return go("/")
    drafts.take(viewer(), draft.path)
    return redirect(draft.path, 307)


@door.post("/kept/drop", open_to=SIGNED_IN)
def drop_kept() -> Response:
    """Throw it away."""
    draft = drafts.sent(viewer())
    if draft:
        drafts.take(viewer(), draft.path)
    return go("/")


@door.post("/kept/take", open_to=SIGNED_IN)
def take_kept() -> Response:
    """What was typed on a page, for its script to put back: each field as [action of its form, name, value]."""
    g.by_itself = True
    draft = drafts.take(viewer(), session.pop("kept", ""))
    return jsonify(draft.fields if draft else [])


# Out of sight


@door.post("/hide", open_to=ANYONE)
def hide() -> Response:
    """Lock, and lead to a page that says nothing. No redirect: the policy for forms would hold it back."""
    if g.viewer:
        sign_in.lock()
    away = make_response("<!doctype html><title>…</title>")
    away.headers["Refresh"] = f"0; url={current_app.config['PORTAL'].away_url}"
    return away


@door.get("/hide/about", open_to=ANYONE)
def about_hiding() -> Response:
    """What the button does and what it cannot do."""
    return page("accounts/about_hiding.html")


def _places(menu: str) -> list[dict[str, Any]]:
    """What the rooms offer under More, in menu order, with how much of it is not read yet."""
    entries: list[MenuEntry] = offers.all_of(menu) if viewer().is_participant else []
    return [
        {
            "label": _(e.label),
            "url": url_for(e.endpoint),
            "icon": e.icon,
            "unread": e.unread(viewer()) if e.unread else 0,
        }
        for e in entries
    ]
