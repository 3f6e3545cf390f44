"""The page "Notices on this phone", what browsers need for it, and how the sending goes."""

from datetime import time

from flask import Response, flash, jsonify, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts import sign_in
from portal.core import assets, clock, frame
from portal.core.access import ANYONE, BEHEERDER, SIGNED_IN, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page
from portal.core.i18n import N_, _
from portal.notices import kinds
from portal.push import actions, queries
from portal.push.endpoints import NotAllowed
from portal.push.forms import HALF_HOURS, SubscriptionForm, at
from portal.push.models import QUIET_FROM, QUIET_UNTIL, Shows
from portal.push.setup import bell

SERVICE_WORKER = "sw.js"
SHOWS = (
    (Shows.NOTHING, N_("Only that there is something new"), "eye-off"),
    (Shows.SUBJECT, N_("What it is about"), "eye"),
    (Shows.WORDS, N_("The whole sentence"), "file-text"),
)

door = Door("push", __name__)


@door.get("/sw.js", open_to=ANYONE)
def service_worker() -> Response:
    """The script that waits for notices. From the root, so that it serves the whole portal; never from a cache."""
    return Response(assets.file(SERVICE_WORKER).body, mimetype="text/javascript")


@door.get("/notices/phone", open_to=SIGNED_IN)
def phone() -> BaseResponse:
    """Whether this phone gets notices, and everything one can choose about them."""
    return _page()


@door.get("/notices/phone/key", open_to=ANYONE)
def key() -> Response:
    """What a browser needs to subscribe: our public key, and a token for the form in which it says so."""
    return jsonify({"key": bell().public_key, "token": generate_csrf()})


@door.post("/notices/phone", open_to=ANYONE)
def subscribe() -> BaseResponse:
    """Take what the browser made. Also from a locked phone: it shows nothing, and browsers change it at any hour."""
    form, token = SubscriptionForm(), sign_in.held_token()
    if token is None:
        raise NotFound
    if not form.validate():
        return _answer(422)
    try:
        with frame.outside():  # asking where a name leads can take seconds
            endpoint = bell().services.look_up(form.endpoint.data or "")
        actions.subscribe(token, endpoint, form.p256dh.data or "", form.auth.data or "", clock.now())
    except (NotAllowed, Refused) as refusal:
        message = refusal.message if isinstance(refusal, Refused) else N_("This browser cannot get notices.")
        return _answer(422, _(message))
    except actions.Taken:
        return _answer(409, _("This phone belongs to somebody else here. Sign out on it first."))
    return _answer(200)


@door.post("/notices/phone/off", open_to=SIGNED_IN)
def unsubscribe() -> BaseResponse:
    """Ring this phone no more."""
    actions.unsubscribe(viewer())
    flash(_("This phone does not get notices any more. You find everything under Notices."), "success")
    return go("/notices/phone")


@door.post("/notices/phone/test", open_to=SIGNED_IN)
def test() -> BaseResponse:
    """Send one to this phone now."""
    actions.send_test(viewer(), clock.now())
    flash(_("A test is on its way to this phone."), "success")
    return go("/notices/phone")


@door.post("/notices/choices", open_to=SIGNED_IN)
def choose() -> BaseResponse:
    """Keep what was chosen."""
    begins, ends = at(request.form.get("quiet_from")), at(request.form.get("quiet_until"))
    if begins is None or ends is None:
        return _page(422, problem=_("Choose an hour from the list."))
    quiet = (begins, ends) if request.form.get("quiet") else (time(0), time(0))
    actions.choose(viewer(), request.form.get("shows", ""), request.form.getlist("ring"), *quiet)
    flash(_("Your choices are kept."), "success")
    return go("/notices/phone")


@door.get("/notices/sending", open_to=BEHEERDER)
def sending() -> BaseResponse:
    """How the sending goes, for who keeps the installation."""
    return page("push/sending.html", sending=queries.sending(viewer(), clock.now()), now=clock.now())


def _page(status: int = 200, problem: str | None = None) -> BaseResponse:
    return page(
        "push/phone.html",
        status=status,
        phone=queries.this_phone(viewer()),
        chosen=queries.chosen(viewer()),
        subjects=kinds.subjects(),
        shows=SHOWS,
        half_hours=HALF_HOURS,
        quiet=(QUIET_FROM, QUIET_UNTIL),
        problem=problem,
    )


def _answer(status: int, message: str | None = None) -> Response:
    """For the script on the page and the service worker, which have no page to show."""
    response = jsonify({"message": message or ""})
    response.status_code = status
    return response
