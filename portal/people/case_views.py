"""Who works for whom: giving people a regisseur or begeleider, and handing over everybody of one worker."""

from uuid import UUID

from flask import flash, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.accounts.staff_views import door
from portal.core import clock
from portal.core.access import BEHEERDER, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, _, ngettext, using
from portal.core.viewer import CASE_ROLES, Role
from portal.people import cases, handing_over
from portal.people.blocks import FIRST, NEXT
from portal.people.forms import HandOverForm
from portal.people.words import ROLES
from portal.texts import blocks


@door.get("/assign", open_to=BEHEERDER)
def assign() -> Response:
    """Choose who will work for the chosen people."""
    chosen = request.args.getlist("person")
    if not chosen:
        flash(_("Choose people first."), "warning")
        return go("/people")
    return _assign(HandOverForm(since=_day(clock.today())), chosen)


@door.post("/assign", open_to=BEHEERDER, fresh=True)
def set_assigned() -> Response:
    """Have it be so."""
    form, chosen = HandOverForm(), request.form.getlist("person")
    if not form.validate() or form.chosen is None:
        return _assign(form, chosen, status=422)
    worker, role = form.chosen
    try:
        changed = handing_over.assign(viewer(), _ids(chosen), worker, role, form.day, clock.now())
    except Refused as refusal:
        return _assign(form, chosen, status=422, problem=_(refusal.message))
    _say(changed)
    return go(f"/people/{chosen[0]}" if len(chosen) == 1 else "/people")


@door.get("/workers", open_to=BEHEERDER)
def workers() -> Response:
    """The begeleiders and regisseurs, and how many people each has."""
    return page("people/workers.html", left=cases.left(viewer()), workers=cases.workers(viewer()), roles=ROLES)


@door.get("/<uuid:person_id>/caseload/<string(maxlength=40):role>", open_to=BEHEERDER)
def caseload(person_id: UUID, role: str) -> Response:
    """Everybody for whom somebody works; with another worker and a day chosen, what handing over would do."""
    form = HandOverForm(formdata=request.args if "worker" in request.args else None, meta={"csrf": False})
    if "worker" not in request.args:
        form.since.data = _day(clock.today())
        return _caseload(form, person_id, _role(role))
    if not form.validate():
        return _caseload(form, person_id, _role(role), status=422)
    return _caseload(form, person_id, _role(role), preview=True)


@door.post("/<uuid:person_id>/caseload/<string(maxlength=40):role>", open_to=BEHEERDER, fresh=True)
def hand_over(person_id: UUID, role: str) -> Response:
    """Hand everybody over, as the preview said."""
    form = HandOverForm()
    if not form.validate() or form.chosen is None or form.chosen[1] != role:
        return _caseload(form, person_id, _role(role), status=422)
    try:
        changed = handing_over.hand_over_all(viewer(), person_id, form.chosen[0], _role(role), form.day, clock.now())
    except Refused as refusal:
        return _caseload(form, person_id, _role(role), status=422, problem=_(refusal.message))
    _say(changed)
    return go("/people/workers")


def _assign(form: HandOverForm, chosen: list[str], status: int = 200, problem: str | None = None) -> Response:
    return page(
        "people/assign.html",
        status=status,
        form=form,
        people=cases.chosen(viewer(), _ids(chosen)),
        workers=cases.workers(viewer()),
        roles=ROLES,
        problem=problem,
    )


def _caseload(
    form: HandOverForm,
    worker_id: UUID,
    role: Role,
    status: int = 200,
    problem: str | None = None,
    preview: bool = False,
) -> Response:
    workers = [each for each in cases.workers(viewer()) if each.role is role]
    gone = [each for each in cases.left(viewer()) if each.role is role]
    leaving = next((each for each in (*gone, *workers) if each.id == worker_id), None)
    if leaving is None:
        raise NotFound
    coming = next((each for each in workers if form.chosen and each.id == form.chosen[0]), None)
    return page(
        "people/caseload.html",
        status=status,
        form=form,
        worker=leaving,
        role=role,
        roles=ROLES,
        others=[each for each in workers if each.id != worker_id],
        coming=coming,
        people=cases.of_worker(viewer(), worker_id, role),
        told=_told(role, coming.name, leaving.name, form) if preview and coming else [],
        problem=problem,
    )


def _told(role: Role, name: str, old_name: str, form: HandOverForm) -> list[tuple[str, str, Markup]]:
    """What the people will read, in each language: code, direction, words."""
    values = {"name": name.partition(" ")[0], "day": form.day.isoformat()}
    kind = FIRST[role]
    if form.day > clock.today():
        kind, values["old_name"] = NEXT[role], old_name.partition(" ")[0]
    sentences = []
    for code, language in LANGUAGES.items():
        with using(code):
            sentences.append((code, language.direction, blocks.say(kind, values)))
    return sentences


def _role(word: str) -> Role:
    if word not in CASE_ROLES:
        raise NotFound
    return Role(word)


def _ids(chosen: list[str]) -> list[UUID]:
    try:
        ids = [UUID(each) for each in chosen]
    except ValueError:
        raise NotFound from None
    if not ids:
        raise NotFound
    return ids


def _day(day: object) -> str:
    return f"{day:%d-%m-%Y}"


def _say(changed: int) -> None:
    flash(
        ngettext(
            "%(num)s person has a new contact and is told.", "%(num)s people have a new contact and are told.", changed
        ),
        "success",
    )
