"""Finding people, and a person's page; for a beheerder also adding and changing them."""

from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.accounts.staff_views import door as door
from portal.accounts.staff_views import way_in
from portal.core import clock, offers
from portal.core.access import BEHEERDER, PEOPLE_WORKERS, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.core.viewer import Role
from portal.people import actions, cases, households, queries
from portal.people import region as region_queries
from portal.people.forms import STAYS, PersonForm, TownForm
from portal.people.queries import Asked
from portal.people.words import FILTERS, ROLES, Show


@door.get("", open_to=PEOPLE_WORKERS)
def people() -> Response:
    """The people of the municipality: searched, filtered, a page at a time."""
    asked = _asked()
    found, more = queries.people(viewer(), asked)
    return page(
        "people/people.html",
        part="people/_list.html",
        people=found,
        may_open=accounts.may_open(viewer(), [each.id for each in found]),
        next_page=_list_url(asked, after=found[-1].id) if more else None,
        asked=asked,
        filters=_filters(asked),
        roles=ROLES,
        manages=viewer().has(Role.BEHEERDER),
    )


@door.get("/<uuid:person_id>", open_to=PEOPLE_WORKERS, leaves_trace=True)
def person(person_id: UUID) -> Response:
    """One person: who they are, who works for them, who lives with them, and their way in. Each look leaves a trace."""
    someone = actions.open_file(viewer(), person_id, clock.now())
    household = accounts.household(viewer(), someone)
    held = queries.roles_of(viewer(), person_id)
    return page(
        "people/person.html",
        person=someone,
        held=held,
        roles=ROLES,
        is_participant=Role.PARTICIPANT in {role for role, _language in held},
        household=household,
        may_open=accounts.may_open(viewer(), [each.id for each in household]),
        cases=cases.of_person(viewer(), person_id),
        today=clock.today(),
        manages=viewer().has(Role.BEHEERDER),
        pages=offers.person_pages(viewer(), person_id),
        **way_in(someone),
    )


@door.get("/new", open_to=BEHEERDER, fresh=True)
def new() -> Response:
    """A form for somebody who is not known yet."""
    home = request.args.get("household")
    roles = [] if home else [Role.PARTICIPANT.value]  # who is added to a household is most often a child
    return _form(PersonForm(household=home or STAYS, roles=roles), None)


@door.post("/new", open_to=BEHEERDER, once=True, fresh=True)
def add() -> Response:
    """Add them, once it was looked at whether they are known already."""
    form = PersonForm()
    if _searches():
        return _form(form, None)
    if not form.validate():
        return _form(form, None, status=422)
    same = _perhaps_the_same(form, None)
    if same and "anyway" not in request.form:
        return _form(form, None, status=422, same=same)
    try:
        added = actions.add(viewer(), form.change(None), clock.now())
    except Refused as refusal:
        return _form(form, None, status=422, problem=_(refusal.message))
    flash(_("Added."), "success")
    return go(f"/people/{added}")


@door.get("/<uuid:person_id>/edit", open_to=BEHEERDER, leaves_trace=True, fresh=True)
def edit(person_id: UUID) -> Response:
    """Somebody as they are now, to change."""
    someone = actions.open_file(viewer(), person_id, clock.now())
    return _form(_filled(PersonForm(), someone), someone)


@door.post("/<uuid:person_id>/edit", open_to=BEHEERDER, fresh=True)
def change(person_id: UUID) -> Response:
    """Change them; who came second sees what the first one did, and keeps what they typed."""
    someone, form = queries.person(viewer(), person_id), PersonForm()
    if _searches():
        return _form(form, someone)
    if not form.validate():
        return _form(form, someone, status=422)
    same = _perhaps_the_same(form, person_id)
    if same and "anyway" not in request.form:
        return _form(form, someone, status=422, same=same)
    try:
        actions.change(viewer(), person_id, form.change(someone.household_id), form.seen_version, clock.now())
    except actions.ChangedMeanwhile as refusal:
        theirs = _differences(form, _filled(PersonForm(formdata=None), someone))
        form.version.data = str(someone.version)
        return _form(form, someone, status=409, problem=_(refusal.message), theirs=theirs)
    except Refused as refusal:
        return _form(form, someone, status=422, problem=_(refusal.message))
    flash(_("Saved."), "success")
    return go(f"/people/{person_id}")


@door.get("/<uuid:person_id>/activity", open_to=BEHEERDER, leaves_trace=True)
def activity(person_id: UUID) -> Response:
    """What it would mean to make somebody (not) active."""
    actions.open_file(viewer(), person_id, clock.now())
    return _activity(person_id)


@door.post("/<uuid:person_id>/activity", open_to=BEHEERDER, fresh=True)
def set_activity(person_id: UUID) -> Response:
    """Make them active, or not."""
    act = actions.activate if request.form.get("active") == "yes" else actions.deactivate
    try:
        act(viewer(), person_id, clock.now())
    except Refused as refusal:
        return _activity(person_id, status=422, problem=_(refusal.message))
    flash(_("Saved."), "success")
    return go(f"/people/{person_id}")


@door.get("/municipality", open_to=BEHEERDER)
def town() -> Response:
    """What the municipality is called, and its general number."""
    here = queries.municipality(viewer())
    return page("people/town.html", form=TownForm(data={"name": here.name, "phone": here.phone}))


@door.post("/municipality", open_to=BEHEERDER)
def set_town() -> Response:
    """Change that."""
    form = TownForm()
    if not form.validate():
        return page("people/town.html", status=422, form=form)
    actions.set_town(viewer(), form.name.data or "", form.phone.data or "")
    flash(_("Saved."), "success")
    return go("/people/municipality")


@door.get("/region", open_to=BEHEERDER)
def region() -> Response:
    """The cultuurverbinders of other municipalities, and whether they answer here too."""
    return page("people/region.html", people=region_queries.cultuurverbinders(viewer()))


@door.post("/region/<uuid:person_id>", open_to=BEHEERDER, fresh=True)
def set_served(person_id: UUID) -> Response:
    """Have one of them answer here in some languages, or in none."""
    region_queries.serve(viewer(), person_id, request.form.getlist("answers_in"), clock.now())
    flash(_("Saved."), "success")
    return go("/people/region")


# The list


def _asked() -> Asked:
    """What the address of the list says; what it cannot say is passed over."""
    values = request.args
    try:
        after = UUID(values.get("after", ""))
    except ValueError:
        after = None
    show = Show(values["show"]) if values.get("show") in set(Show) else Show.EVERYBODY
    if show is Show.NOT_ACTIVE and not viewer().has(Role.BEHEERDER):
        show = Show.EVERYBODY
    role = Role(values["role"]) if values.get("role") in set(Role) else None
    return Asked(values.get("q", "")[:100], show, role, after)


def _filters(asked: Asked) -> list[dict[str, Any]]:
    return [
        {"label": _(label), "url": _list_url(asked, show=show), "active": show is asked.show, "count": None}
        for show, label in FILTERS.items()
        if show is not Show.NOT_ACTIVE or viewer().has(Role.BEHEERDER)
    ]


def _list_url(asked: Asked, *, show: Show | None = None, after: UUID | None = None) -> str:
    show = show or asked.show
    shown = None if show is Show.EVERYBODY else show.value
    return url_for("people.people", q=asked.text or None, role=asked.role, show=shown, after=after)


# The form


def _searches() -> bool:
    """Whether the button was pressed that only looks for a household."""
    return "find" in request.form


def _filled(form: PersonForm, someone: Person) -> PersonForm:
    held = queries.roles_of(viewer(), someone.id)
    return form.fill(someone, {role for role, _language in held}, {language for _role, language in held if language})


def _perhaps_the_same(form: PersonForm, but: UUID | None) -> list[queries.Listed]:
    details = form.details()
    return queries.perhaps_the_same(viewer(), details.given_name, details.family_name, details.birth_date, but)


def _form(form: PersonForm, someone: Person | None, status: int = 200, **more: Any) -> Response:
    homes = households.search(viewer(), form.household_name.data or "")
    try:
        chosen = UUID(form.household.data or "")
    except ValueError:
        chosen = None
    listed = {home.id: home for home in homes}
    wanted = [each for each in (chosen, someone.household_id if someone else None) if each and each not in listed]
    listed |= {home.id: home for home in households.called(viewer(), wanted)}
    return page(
        "people/form.html",
        status=status,
        form=form,
        person=someone,
        homes=listed.values(),
        lives_in=someone.household_id if someone else None,
        roles=ROLES,
        **{"problem": None, "same": [], "theirs": [], **more},
    )


def _differences(mine: PersonForm, theirs: PersonForm) -> list[tuple[str, str, str]]:
    """The fields in which the two differ: name of the field, what is stored now, what was typed."""
    names = ("given_name", "family_name", "called", "birth_date", "language", "phone", "external_key")
    pairs = [(name, theirs[name].data or "", mine[name].data or "") for name in names]
    many = [(name, set(theirs[name].data or ()), set(mine[name].data or ())) for name in ("roles", "answers_in")]
    pairs += [(name, ", ".join(sorted(stored)), ", ".join(sorted(typed))) for name, stored, typed in many]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _activity(person_id: UUID, status: int = 200, problem: str | None = None) -> Response:
    someone = queries.person(viewer(), person_id)
    return page(
        "people/activity.html",
        status=status,
        person=someone,
        workloads=[worker for worker in cases.workers(viewer()) if worker.id == person_id and worker.cases],
        cases=cases.of_person(viewer(), person_id),
        roles=ROLES,
        today=clock.today(),
        problem=problem,
    )
