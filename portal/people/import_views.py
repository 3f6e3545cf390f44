"""A file of people: an example, reading one with a preview, and writing one."""

from uuid import UUID

from flask import flash, make_response, request
from werkzeug.wrappers import Response

from portal.accounts.staff_views import door
from portal.core import clock
from portal.core.access import BEHEERDER, PEOPLE_WORKERS, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import _, ngettext
from portal.core.viewer import Role
from portal.people import importing, spreadsheet
from portal.people import whole_list as whole_list_actions
from portal.people.importing import Does, Plan
from portal.people.spreadsheet import Problem

SHOWN = 200
"""Lines of a preview; the numbers above it are of all."""


@door.get("/import", open_to=BEHEERDER, fresh=True)
def choose_file() -> Response:
    """Choose a file, or paste its lines."""
    return page("people/import.html", pasted="", problem=None)


@door.get("/import/example.csv", open_to=BEHEERDER)
def example() -> Response:
    """A file to fill in."""
    return _file(spreadsheet.template(), "voorbeeld.csv")


@door.get("/list", open_to=PEOPLE_WORKERS)
def whole_list() -> Response:
    """The list of everybody: asking for it, agreeing to it, fetching it."""
    return _whole_list()


@door.post("/list", open_to=BEHEERDER, fresh=True)
def ask_for_list() -> Response:
    """Ask a second colleague to agree."""
    try:
        whole_list_actions.ask(viewer(), clock.now())
    except Refused as refusal:
        return _whole_list(status=422, problem=_(refusal.message))
    return go("/people/list")


@door.post("/list/<uuid:wish_id>/agree", open_to=PEOPLE_WORKERS, fresh=True)
def agree_to_list(wish_id: UUID) -> Response:
    """Agree to what a colleague asked."""
    try:
        whole_list_actions.agree(viewer(), wish_id, clock.now())
    except Refused as refusal:
        return _whole_list(status=422, problem=_(refusal.message))
    flash(_("Your colleague can fetch the list now."), "success")
    return go("/people/list")


@door.post("/list/<uuid:wish_id>/fetch", open_to=BEHEERDER, fresh=True)
def fetch_list(wish_id: UUID) -> Response:
    """Everybody who is not staff, in the form in which they can be read again; once."""
    return _file(whole_list_actions.fetch(viewer(), wish_id, clock.now()), "personen.csv")


def _whole_list(status: int = 200, problem: str | None = None) -> Response:
    return page(
        "people/list_of_all.html",
        status=status,
        wishes=whole_list_actions.wishes(viewer()),
        manages=viewer().has(Role.BEHEERDER),
        may_agree=viewer().has(*whole_list_actions.MAY_AGREE),
        problem=problem,
    )


@door.post("/import", open_to=BEHEERDER, fresh=True)
def preview() -> Response:
    """What the file would do, or what is wrong with it. Nothing is stored."""
    upload, pasted = request.files.get("file"), request.form.get("pasted", "")
    try:
        text = spreadsheet.decode(upload.read() if upload and upload.filename else pasted.encode())
    except Refused as refusal:
        return page("people/import.html", status=422, pasted=pasted, problem=_(refusal.message))
    return _preview(importing.plan(viewer(), text), text)


@door.post("/import/all", open_to=BEHEERDER, once=True, fresh=True)
def import_all() -> Response:
    """Do what the preview said."""
    text = request.form.get("text", "")
    done = importing.carry_out(viewer(), text, clock.now())
    if done.problems:
        return _preview(done, text)
    added, changed = len(done.that(Does.ADDS)), len(done.that(Does.CHANGES))
    flash(ngettext("%(num)s person was added.", "%(num)s people were added.", added), "success")
    flash(ngettext("%(num)s person was changed.", "%(num)s people were changed.", changed), "success")
    return go("/people")


def _preview(plan: Plan, text: str) -> Response:
    return page(
        "people/import_preview.html",
        status=422 if plan.problems else 200,
        plan=plan,
        problems=[(problem, _words(problem)) for problem in plan.problems[:SHOWN]],
        steps=[step for step in plan.steps if step.does is not Does.NOTHING][:SHOWN],
        text=text,
        Does=Does,
    )


def _words(problem: Problem) -> str:
    return _(problem.words, **problem.values)


def _file(text: str, name: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
