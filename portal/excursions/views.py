"""Excursions for participants: what is coming, one excursion, signing up and off."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core import clock, offers
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import FALLBACK, _, current_language
from portal.excursions import actions, queries
from portal.excursions.forms import MOST_CHILDREN, SignUpForm
from portal.excursions.models import FOOD, NEED_ICONS, NEEDS
from portal.texts import remark_queries
from portal.texts.queries import shown

door = Door("excursions", __name__, url_prefix="/excursions")


@door.get("", open_to=PARTICIPANT)
def excursions() -> Response:
    """My hours, where I go, what else is coming, where I have been."""
    now = clock.now()
    mine, been = queries.mine(viewer(), now), queries.been_to(viewer())
    coming = queries.coming(viewer(), now, _after())
    return page(
        "excursions/excursions.html",
        hours=queries.pvt_hours(viewer()),
        needed=offers.PVT_HOURS,
        mine=mine,
        coming=coming,
        been=been,
        texts=shown([*(each.title_id for each in (*mine, *coming)), *(each.title_id for each in been)]),
    )


@door.get("/<uuid:excursion_id>", open_to=PARTICIPANT)
def excursion(excursion_id: UUID) -> Response:
    """Everything about one excursion, and the one thing to do about it."""
    return page("excursions/excursion.html", **_about(excursion_id))


@door.post("/<uuid:excursion_id>/sign-up", open_to=PARTICIPANT, once=True)
def sign_up(excursion_id: UUID) -> Response:
    """Take a place, or one on the waiting list."""
    form = SignUpForm()
    if not form.validate():
        return _answer(excursion_id, _("That did not work. Try again."), 422, form)
    try:
        actions.sign_up(viewer(), excursion_id, clock.now(), children=form.children.data, needs=form.wanted)
    except Refused as refusal:
        return _answer(excursion_id, _(refusal.message), 409, form)
    return _answer(excursion_id)


@door.post("/<uuid:excursion_id>/sign-off", open_to=PARTICIPANT)
def sign_off(excursion_id: UUID) -> Response:
    """Give the place up for the next in line."""
    try:
        actions.sign_off(viewer(), excursion_id, clock.now())
    except Refused as refusal:
        return _answer(excursion_id, _(refusal.message), 409)
    done = _("You are signed off. You do not need to do anything else.")
    if wants_part():
        return page("excursions/_place.html", **_about(excursion_id, done=done))
    flash(done, "success")
    return go(f"/excursions/{excursion_id}")


def _answer(
    excursion_id: UUID, problem: str | None = None, status: int = 200, form: SignUpForm | None = None
) -> Response:
    """The excursion as it now is, swapped in place; without htmx a redirect to its page, unless it went wrong."""
    if problem is None and not wants_part():
        return go(f"/excursions/{excursion_id}")
    about = _about(excursion_id, problem, form)
    return page("excursions/excursion.html", part="excursions/_place.html", status=status, **about)


def _about(
    excursion_id: UUID, problem: str | None = None, form: SignUpForm | None = None, done: str | None = None
) -> dict[str, Any]:
    detail = queries.excursion(viewer(), excursion_id, clock.now())
    in_dutch = current_language().code == FALLBACK
    return {
        "detail": detail,
        "texts": shown(detail.texts),
        "remarks": remark_queries.mine(viewer(), detail.texts),
        "dutch": {} if in_dutch else shown(detail.texts, FALLBACK),
        "food": FOOD,
        "needs": [(need.value, _(words), NEED_ICONS[need]) for need, words in NEEDS.items()],
        "form": form or SignUpForm(formdata=None),
        "most_children": MOST_CHILDREN,
        "problem": problem,
        "done": done,
    }


def _after() -> tuple[datetime, UUID] | None:
    """After which excursion this page of the list goes on."""
    at, last = request.args.get("at"), request.args.get("last")
    if at is None or last is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise NotFound
        return moment.astimezone(UTC), UUID(last)
    except (ValueError, OverflowError):
        raise NotFound from None
