"""The broad intake: a guided form over the domains of life, and the first goals that follow from it."""

from uuid import UUID

from flask import flash
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import clock
from portal.core.access import PARTICIPANT, REGISSEUR, viewer
from portal.core.errors import found
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.plan import intakes, queries
from portal.plan.forms import FirstGoalsForm, IntakeForm
from portal.plan.models import Intake
from portal.plan.presented import options, with_proposed_day, words
from portal.plan.staff_views import door as of_others
from portal.plan.terms import STANDINGS, Domain, Route
from portal.plan.views import door as own


@own.get("/intake", open_to=PARTICIPANT)
def told() -> Response:
    """What I told at the beginning, to see that it is right."""
    plan_id = found(queries.plan_id_of(viewer(), viewer().person_id))
    intake = found(intakes.last_intake(plan_id))
    return page("plan/intake.html", intake=intake, contacts=accounts.contacts(viewer()), **words())


@of_others.get("/<uuid:person_id>/intake", open_to=REGISSEUR, leaves_trace=True)
def intake(person_id: UUID) -> Response:
    """How it goes in each domain of life; goes on from what was told before."""
    return _intake(None, person_id)


@of_others.post("/<uuid:person_id>/intake", open_to=REGISSEUR, once=True)
def hold_intake(person_id: UUID) -> Response:
    """Store it, and go on to the goals that fit."""
    form = IntakeForm()
    if not form.validate():
        return _intake(form, person_id, status=422)
    intakes.hold(
        viewer(),
        person_id,
        form.standings,
        form.held_on.day or clock.today(),
        clock.now(),
        tested_on=form.tested_on.day,
        outcome=Route(form.outcome.data) if form.outcome.data else None,
    )
    return go(f"/plan/of/{person_id}/first-goals")


@of_others.get("/<uuid:person_id>/first-goals", open_to=REGISSEUR, leaves_trace=True)
def first_goals(person_id: UUID) -> Response:
    """The goals of the library that fit what was told."""
    return _first_goals(None, person_id)


@of_others.post("/<uuid:person_id>/first-goals", open_to=REGISSEUR, once=True)
def add_first_goals(person_id: UUID) -> Response:
    """Add the chosen ones at once, with their steps."""
    form = FirstGoalsForm()
    if not form.validate():
        return _first_goals(form, person_id, status=422)
    intakes.add_goals(viewer(), person_id, form.goals.data or (), clock.now())
    flash(_("Saved."), "success")
    return go(f"/plan/of/{person_id}")


def _intake(form: IntakeForm | None, person_id: UUID, status: int = 200) -> Response:
    plan = found(queries.overview(viewer(), person_id, counted=False))
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    standings = [(each.value, _(label), None) for each, label in STANDINGS.items()]
    return page(
        "plan/staff/intake.html",
        status=status,
        form=form or _going_on(intakes.last_intake(plan.plan_id)),
        person=accounts.person(viewer(), person_id),
        options=options(plan),
        standings=standings,
        **words(),
    )


def _going_on(before: Intake | None) -> IntakeForm:
    """The form with what was told last; a first one is about today."""
    form = IntakeForm(formdata=None)
    form.held_on.show(clock.today())
    if before is not None:
        form.tested_on.show(before.tested_on)
        form.outcome.data = before.outcome.value if before.outcome else ""
        for domain in Domain:
            form[domain.value].data = before.standings.get(domain.value, "")
    return form


def _first_goals(form: FirstGoalsForm | None, person_id: UUID, status: int = 200) -> Response:
    plan = found(queries.overview(viewer(), person_id, counted=False))
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    proposed = intakes.proposals(plan)
    if form is None:
        form = FirstGoalsForm(formdata=None)
        form.goals.data = [each.goal.key for each in proposed if each.chosen]
    return page(
        "plan/staff/first_goals.html",
        status=status,
        form=form,
        person=accounts.person(viewer(), person_id),
        proposed=proposed,
        with_proposed_day=with_proposed_day,
        **words(),
    )
