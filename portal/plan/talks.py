"""Progress talks (voortgangsgesprekken): what each of them wrote down, and when the next one is due."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.core.db import db
from portal.core.viewer import Viewer
from portal.plan import changing, clocks, history, queries, rules, statements
from portal.plan.models import PlanTalk
from portal.texts import actions as writing
from portal.texts import queries as texts
from portal.texts.queries import Shown

LAST_TALK = (
    select(PlanTalk)
    .where(PlanTalk.plan_id == bindparam("plan"))
    .order_by(PlanTalk.at.desc())
    .limit(1)
    .execution_options(scope="viewer: of a plan I may see")
)


@dataclass(frozen=True, slots=True)
class Talk:
    """A progress talk, with one sentence of each, in the reader's language where that is there."""

    at: datetime
    by_participant: Shown | None
    by_regisseur: Shown


def hold(actor: Viewer, person_id: UUID, by_participant: str, by_regisseur: str, language: str, now: datetime) -> UUID:
    """A progress talk was held: what each of them wrote down, the participant in their own language. For the regisseur.

    Returns the talk's id. What the participant asked before is talked about with it.
    """
    plan = queries.kept_plan(actor, person_id)

    def written(words: str, source: str) -> UUID:
        about = {"municipality_id": plan.municipality_id, "person_id": plan.person_id}
        return writing.write(actor, {source: words}, now, source=source, **about)

    version = db.session.scalar(statements.SET_VERSION, {"plan": plan.id})
    talk = PlanTalk(
        **changing.belongs(plan),
        version=version.number if version is not None else None,
        by_participant_id=written(by_participant, language) if by_participant else None,
        by_regisseur_id=written(by_regisseur, "nl"),
        made_by=actor.person_id,
        at=now,
    )
    db.session.add(talk)
    db.session.flush()
    values = {name: getattr(talk, name) for name in ("version", "by_participant_id", "by_regisseur_id")}
    changing.changed(actor, plan, "plan.talk", talk, values, now)
    history.settle(actor, person_id, now)
    return talk.id


def last_talk(plan_id: UUID) -> Talk | None:
    """The newest progress talk of a plan that the viewer may see."""
    row = db.session.scalar(LAST_TALK, {"plan": plan_id})
    if row is None:
        return None
    words = texts.shown([row.by_participant_id, row.by_regisseur_id])
    return Talk(row.at, words.get(row.by_participant_id) if row.by_participant_id else None, words[row.by_regisseur_id])


def due_on(decided_on: date | None, last: date | None) -> date | None:
    """By when the next progress talk should be: some months after the one before, or after the first plan."""
    since = last or decided_on
    return clocks.same_day_later(since, int(rules.PROGRESS_TALK.value)) if since is not None else None
