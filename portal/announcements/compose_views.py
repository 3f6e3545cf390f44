"""Making an announcement out of sentences that are ready, and taking it back."""

from typing import Any
from uuid import UUID

from flask import flash, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.announcements import actions, composing, staff_queries
from portal.announcements.actions import EVERYBODY, Part, readers_of
from portal.announcements.composing import READY, Composed
from portal.announcements.models import KIND_LABELS
from portal.announcements.pictures import PICTURES
from portal.announcements.staff_views import door
from portal.core import clock
from portal.core.access import CASE_WORKERS, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, N_, _, using
from portal.texts import blocks


@door.get("/new", open_to=CASE_WORKERS)
def choose() -> Response:
    """Which sentence it is made of."""
    ready = [(key, kind, blocks.example(blocks.LIBRARY[key])) for key, kind in READY.items()]
    return page("announcements/staff/choose.html", ready=ready, pictures=PICTURES, labels=KIND_LABELS)


@door.get("/new/<string(maxlength=60):key>", open_to=CASE_WORKERS)
def compose(key: str) -> Response:
    """Its blanks, and who it is for."""
    return _form(composing.empty(key))


@door.post("/new/<string(maxlength=60):key>", open_to=CASE_WORKERS, once=True)
def send(key: str) -> Response:
    """Look at it first, in every language; then send it. It waits half a minute, so that it can be undone."""
    composed = composing.read(key, request.form)
    if not composed.valid or "change" in request.form:
        return _form(composed, status=200 if composed.valid else 422)
    if "send" not in request.form:
        return _preview(composed)
    try:
        actions.compose(viewer(), composed, _audience(), clock.now())
    except Refused as refusal:
        return _preview(composed, problem=_(refusal.message), status=422)
    flash(_("It goes out in half a minute. Until then you can undo it."), "success")
    return go("/announcements/sent")


@door.get("/<uuid:announcement_id>", open_to=CASE_WORKERS)
def one_sent(announcement_id: UUID) -> Response:
    """What it says in each language, how many read it, and the way to take it back."""
    one, said = staff_queries.one_sent(viewer(), announcement_id)
    return page("announcements/staff/sent_one.html", one=one, said=said)


@door.post("/<uuid:announcement_id>/undo", open_to=CASE_WORKERS)
def undo(announcement_id: UUID) -> Response:
    """Out of the queue again, before anybody was told."""
    return _done(actions.hold, announcement_id, N_("Nobody got it."))


@door.post("/<uuid:announcement_id>/again", open_to=CASE_WORKERS)
def send_again(announcement_id: UUID) -> Response:
    """Let what waits go out after all."""
    return _done(actions.queue_soon, announcement_id, N_("It goes out in half a minute. Until then you can undo it."))


@door.post("/<uuid:announcement_id>/take-back", open_to=CASE_WORKERS)
def take_back(announcement_id: UUID) -> Response:
    """Its receivers still find that there was something, and no longer what."""
    return _done(actions.withdraw, announcement_id, N_("It was taken back. Who got it sees that."))


def _done(act: Any, announcement_id: UUID, words: str) -> Response:
    try:
        act(viewer(), announcement_id, clock.now())
        flash(_(words), "success")
    except Refused as refusal:
        flash(_(refusal.message), "warning")
    return go("/announcements/sent")


def _to() -> str:
    """Everybody, or the code of a language."""
    asked = request.form.get("to", "")
    return asked if asked in LANGUAGES else "everybody"


def _audience() -> tuple[Part, ...]:
    return EVERYBODY if _to() == "everybody" else readers_of(_to())


def _form(composed: Composed, status: int = 200) -> Response:
    return page(
        "announcements/staff/compose.html",
        status=status,
        composed=composed,
        example=blocks.example(blocks.LIBRARY[composed.key]),
        audience=[
            (code, _("Who reads %(language)s", language=each.own_name), None) for code, each in LANGUAGES.items()
        ],
        to=_to(),
    )


def _preview(composed: Composed, problem: str | None = None, status: int = 200) -> Response:
    number, names = staff_queries.sample(viewer(), _audience())
    return page(
        "announcements/staff/preview.html",
        status=status,
        composed=composed,
        said=_said(composed),
        to=_to(),
        number=number,
        names=names,
        problem=problem,
    )


def _said(composed: Composed) -> list[tuple[str, Markup, Markup]]:
    """Language, title and details, as its readers will see them."""
    said = []
    for code in LANGUAGES:
        with using(code):
            said.append((code, blocks.say(*composed.title), blocks.say(*composed.details)))
    return said
