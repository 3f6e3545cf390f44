"""Erasing, for the beheerder: who asked, and the two steps."""

from pathlib import Path
from uuid import UUID

from flask import current_app, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import BEHEERDER, Door, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.core.viewer import STAFF_ROLES
from portal.rights import actions, gather, queries, retention
from portal.rights.words import KEPT_WORDS, REASONS

door = Door("erasures", __name__, url_prefix="/erasures")


@door.get("", open_to=BEHEERDER)
def erasures() -> Response:
    """Who asked to be erased, who waits longest first."""
    return page("rights/staff/erasures.html", erasures=queries.erasures(viewer()))


@door.get("/<uuid:person_id>", open_to=BEHEERDER, leaves_trace=True, fresh=True)
def erasure(person_id: UUID) -> Response:
    """What goes, what the law keeps and until when, and the next of the two steps."""
    actions.look_at_erasure(viewer(), person_id, clock.now())
    return _show(person_id)


@door.post("/<uuid:person_id>/prepare", open_to=BEHEERDER, fresh=True)
def prepare(person_id: UUID) -> Response:
    """First step, with a reason."""
    try:
        actions.prepare_erasure(viewer(), person_id, request.form.get("reason", ""), clock.now())
    except Refused as refusal:
        return _show(person_id, _(refusal.message), 422)
    return go(f"/erasures/{person_id}")


@door.post("/<uuid:person_id>/carry-out", open_to=BEHEERDER, fresh=True)
def carry_out(person_id: UUID) -> Response:
    """Second step. There is no way back."""
    actions.carry_out_erasure(viewer(), person_id, _folder(), clock.now())
    return go("/erasures")


def _show(person_id: UUID, problem: str | None = None, status: int = 200) -> Response:
    person, erasure = queries.erasure_of(viewer(), person_id)
    periods = retention.periods(_folder())
    by_law = [(keep, clock.now() + periods[keep.what]) for keep in gather.kept_by_law(person_id)]
    return page(
        "rights/staff/erasure.html",
        status=status,
        person=person,
        erasure=erasure,
        number=gather.number_of_records(person_id),
        works_here=bool(queries.roles_of(person_id) & STAFF_ROLES),
        by_law=by_law,
        kept_words=KEPT_WORDS,
        reasons=[(value, _(words), None) for value, words in REASONS.items()],
        problem=problem,
    )


def _folder() -> Path:
    folder: Path = current_app.config["PORTAL"].data_dir
    return folder
