"""Coming in: the invitation, waiting for whoever confirms; and the devices one has come in on."""

from uuid import UUID

from flask import g, request, session
from werkzeug.wrappers import Response

from portal.accounts import actions as accounts
from portal.accounts import leaving, sign_in
from portal.accounts import queries as people
from portal.accounts.views import ended, try_pin
from portal.core import attempts, clock
from portal.core.access import ANYONE, PARTICIPANT, SIGNED_IN, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import FALLBACK, LANGUAGES, _, speak
from portal.entry import actions, pictures, queries
from portal.entry.models import Way
from portal.entry.shown import as_code

door = Door("entry", __name__)


@door.get("/welcome", open_to=ANYONE)
def welcome() -> Response:
    """Where an invitation leads. Opening it spends nothing and shows nothing about anybody."""
    return _welcome()


@door.post("/welcome", open_to=ANYONE)
def choose_language() -> Response:
    """The language is chosen; the secret goes on in the cookie, so that no later page needs it."""
    secret, language = request.form.get("secret", "").rpartition("#")[2].strip(), request.form.get("language", "")
    if language not in LANGUAGES:
        raise NotFound
    if g.viewer:  # the phone is being handed to somebody else
        sign_in.lock()
    session["language"] = language
    try:
        actions.arrive(secret, clock.now(), attempts.address())
    except Refused as refusal:
        return _welcome(refusal)
    session["secret"] = secret
    return go("/welcome/you")


@door.get("/welcome/you", open_to=ANYONE)
def who_are_you() -> Response:
    """At the desk: is this you, by the first name. With a letter: the year of birth, and no name."""
    if "secret" not in session:
        return go("/waiting" if g.door == "/waiting" else "/welcome")
    _speak_as_chosen()
    try:
        way, first_name = actions.look(session["secret"], clock.now())
    except Refused as refusal:
        return _welcome(refusal)
    return _who_are_you(way, first_name)


@door.post("/welcome/claim", open_to=ANYONE)
def claim() -> Response:
    """Yes, this is me. One phone only gets this far, and now waits until somebody sees the same pictures."""
    secret, language, year = session.get("secret", ""), session.get("language", ""), request.form.get("year", "")
    _speak_as_chosen()
    try:
        claimed = actions.claim(secret, language, sign_in.device_label(), clock.now(), year)
    except Refused as refusal:
        return _welcome(refusal)
    if claimed.token:
        sign_in.join(claimed.token)
        session["waited"] = True
        return go("/waiting")
    if claimed.tries_left:
        return _who_are_you(Way.LETTER, tries_left=claimed.tries_left)
    return page("entry/turned_away.html", status=422, denied=False)


@door.post("/welcome/deny", open_to=ANYONE)
def deny() -> Response:
    """No, this is not me: the code lets nobody in any more, and the screen at the desk says so."""
    _speak_as_chosen()
    try:
        actions.deny(session.pop("secret", ""), clock.now())
    except Refused as refusal:
        return _welcome(refusal)
    return page("entry/turned_away.html", denied=True)


@door.get("/waiting", open_to=ANYONE)
def waiting() -> Response:
    """The pair of pictures, until somebody confirms or refuses. The page asks by itself, and has a button to ask."""
    if g.door == "/waiting":
        holder = sign_in.present()
        way = queries.way_in(holder.viewer.device_id)
        pair = pictures.named(holder.pictures)
        return page("entry/waiting.html", part="entry/_waiting.html", pictures=pair, by_letter=way is Way.LETTER)
    if session.get("waited") and sign_in.held_token() is None:
        return go("/waiting") if wants_part() else page("entry/turned_away.html", denied=False)
    return go("/" if g.viewer else g.door)


@door.post("/waiting/stop", open_to=ANYONE)
def stop_waiting() -> Response:
    """Not now: this phone no longer waits, and whoever was on it before can open it again."""
    token = sign_in.held_token() if g.door == "/waiting" else None
    if token:
        accounts.sign_out(token, clock.now())
        sign_in.sign_out()
    return go("/unlock" if session.get("beside") else "/sign-in")


@door.get("/devices", open_to=SIGNED_IN)
def devices() -> Response:
    """Where one is signed in."""
    return page("entry/devices.html", devices=people.devices(viewer(), viewer().person_id))


@door.post("/devices/<uuid:device_id>/end", open_to=SIGNED_IN)
def end_device(device_id: UUID) -> Response:
    """Sign one's own device out; this one, or another at once."""
    accounts.end_device(viewer(), viewer().person_id, device_id, clock.now())
    if device_id != viewer().device_id:
        return go("/devices")
    return leaving.forget()


@door.post("/devices/<uuid:device_id>/name", open_to=SIGNED_IN)
def name_device(device_id: UUID) -> Response:
    """What the lock of a shared phone calls one."""
    accounts.call_device(viewer(), device_id, request.form.get("nickname", ""))
    return go("/devices")


@door.get("/devices/new", open_to=PARTICIPANT)
def new_device() -> Response:
    """A new phone, or a lost one: asks the PIN before it shows a code."""
    return page("entry/new_device.html", problem=None)


@door.post("/devices/new", open_to=PARTICIPANT, fresh=True)
def invite_own() -> Response:
    """Show a code for one's own new phone; where the old one is lost, end the others in the same step."""
    token, now = sign_in.held_token(), clock.now()
    if token is None:
        raise NotFound
    opened, refusal = try_pin(token, request.form.get("pin", ""))
    if refusal:
        return page("entry/new_device.html", status=refusal.status, problem=_(refusal.message))
    if opened is None:
        return ended()
    sign_in.reopen(opened)
    me = viewer()
    if "lost" in request.form:
        return as_code(me, actions.replace_phone(me, me.person_id, now, keep=me.device_id), "/devices")
    return as_code(me, actions.invite(me, me.person_id, now), "/devices")


@door.get("/invitations/<uuid:invitation_id>", open_to=SIGNED_IN)
def invitation(invitation_id: UUID) -> Response:
    """How far a phone has come, for whoever confirms it. The page with the code asks this by itself."""
    g.by_itself = wants_part()
    shown = queries.invitation(viewer(), invitation_id)
    return page("entry/invitation.html", part="entry/_invitation.html", invitation=shown, qr=None, link=None, back="/")


@door.post("/invitations/<uuid:invitation_id>/confirm", open_to=SIGNED_IN)
def confirm(invitation_id: UUID) -> Response:
    """Both screens show the same pictures."""
    actions.confirm(viewer(), invitation_id, clock.now())
    return go(f"/invitations/{invitation_id}")


@door.post("/invitations/<uuid:invitation_id>/refuse", open_to=SIGNED_IN)
def refuse(invitation_id: UUID) -> Response:
    """They do not, or nobody knows this phone."""
    actions.refuse(viewer(), invitation_id, clock.now())
    return go(f"/invitations/{invitation_id}")


def _speak_as_chosen() -> None:
    """The language of the button that was pressed, not that of somebody else who is on this phone."""
    speak(session.get("language", FALLBACK))


def _welcome(refusal: Refused | None = None) -> Response:
    session.pop("secret", None)
    problem, status = (refusal.message, refusal.status) if refusal else (None, 200)
    return page("entry/welcome.html", status=status, problem=problem)


def _who_are_you(way: Way, first_name: str = "", tries_left: int = 0) -> Response:
    problem = _("This year is not right.") if tries_left else None
    template = "entry/is_this_you.html" if way is Way.DESK else "entry/birth_year.html"
    status = 422 if problem else 200
    return page(template, status=status, first_name=first_name, problem=problem, tries_left=tries_left)
