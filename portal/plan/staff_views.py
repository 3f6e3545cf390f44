"""The plan of a person, for the regisseur who works for them. To read; each look leaves a trace."""

from uuid import UUID

from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import clock
from portal.core.access import REGISSEUR, Door, viewer
from portal.core.errors import found
from portal.core.htmx import page
from portal.plan import queries
from portal.plan.presented import words

door = Door("plan_of", __name__, url_prefix="/plan/of")


@door.get("/<uuid:person_id>", open_to=REGISSEUR, leaves_trace=True)
def plan_of(person_id: UUID) -> Response:
    """All of one person's plan on one page, as they see it."""
    plan = found(queries.overview(viewer(), person_id))
    audit.record(viewer(), person_id, "plan.opened", clock.now())
    return page(
        "plan/staff/plan.html",
        plan=plan,
        person=accounts.person(viewer(), person_id),
        goals=queries.goals(viewer(), person_id=person_id),
        **words(),
    )
