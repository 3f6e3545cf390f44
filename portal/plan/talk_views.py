"""Talking about the plan: the progress talk on one screen, and the participant's agreement with what they read."""

from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import clock
from portal.core.access import PARTICIPANT, REGISSEUR, viewer
from portal.core.errors import Refused, found
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, _
from portal.plan import agreements, history, paper, queries, talks
from portal.plan.forms import TalkForm
from portal.plan.presented import words
from portal.plan.staff_views import door as of_others
from portal.plan.views import door as own


@own.get("/agree", open_to=PARTICIPANT)
def read_and_agree() -> Response:
    """My plan from beginning to end, to say yes to."""
    return _to_agree()


@own.post("/agree", open_to=PARTICIPANT)
def agree() -> Response:
    """Yes, with what I read."""
    try:
        agreements.agree(viewer(), request.form.get("seen", ""), clock.now())
    except Refused as refusal:
        return _to_agree(422, _(refusal.message))
    flash(_("Thank you. It is written down that you agree."), "success")
    return go("/plan")


@own.get("/agreements/<uuid:agreement_id>", open_to=PARTICIPANT)
def agreement(agreement_id: UUID) -> Response:
    """What I agreed with, word by word."""
    agreed = agreements.agreement(queries.plan_id_of(viewer(), viewer().person_id), agreement_id)
    return page("plan/agreement.html", agreed=agreed, read_in=LANGUAGES[agreed.language], back="/plan", own=True)


@of_others.get("/<uuid:person_id>/agreements/<uuid:agreement_id>", open_to=REGISSEUR, leaves_trace=True)
def agreement_of(person_id: UUID, agreement_id: UUID) -> Response:
    """What the participant agreed with, word by word."""
    agreed = agreements.agreement(queries.plan_id_of(viewer(), person_id), agreement_id)
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    read_in, back = LANGUAGES[agreed.language], f"/plan/of/{person_id}"
    return page("plan/agreement.html", agreed=agreed, read_in=read_in, back=back, own=False)


@of_others.get("/<uuid:person_id>/talk", open_to=REGISSEUR, leaves_trace=True)
def talk(person_id: UUID) -> Response:
    """How it is going, on one screen, with room for a sentence of each."""
    return _talk(TalkForm(formdata=None), person_id)


@of_others.post("/<uuid:person_id>/talk", open_to=REGISSEUR, once=True)
def hold_talk(person_id: UUID) -> Response:
    """The talk was held. What changed by it is read together before leaving the room."""
    form = TalkForm()
    if not form.validate():
        return _talk(form, person_id, status=422)
    person = accounts.person(viewer(), person_id)
    said = (form.by_participant.data or "", form.by_regisseur.data or "")
    talks.hold(viewer(), person_id, *said, person.language, clock.now())
    flash(_("Saved. Read together what has changed."), "success")
    return go(f"/plan/of/{person_id}/changes")


def _to_agree(status: int = 200, problem: str | None = None) -> Response:
    rows = paper.rows(viewer(), viewer().person_id, viewer().language)
    seen = agreements.digest(agreements.as_read(rows))
    return page("plan/agree.html", status=status, problem=problem, rows=rows, seen=seen)


def _talk(form: TalkForm, person_id: UUID, status: int = 200) -> Response:
    plan = found(queries.overview(viewer(), person_id, counted=False))
    person = accounts.person(viewer(), person_id)
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    last = talks.last_talk(plan.plan_id)
    changes, _more = history.changes(plan.plan_id, person_id)
    return page(
        "plan/staff/talk.html",
        status=status,
        form=form,
        plan=plan,
        person=person,
        spoken=LANGUAGES[person.language],
        last=last,
        answer=history.answer(plan.plan_id),
        steps=queries.open_steps(plan.plan_id),
        changes=[each for each in changes if last is None or each.at > last.at],
        **words(),
    )
