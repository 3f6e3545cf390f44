"""Cultuurverbinders of other municipalities, who may answer in the viewer's too. Their name is all that is seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import aliased

from portal.accounts import actions as accounts
from portal.accounts.models import Grant, Municipality, Person
from portal.core.db import db
from portal.core.errors import found
from portal.core.i18n import LANGUAGES
from portal.core.viewer import Role, Viewer
from portal.people import queries
from portal.people.actions import must_manage

SCOPE = {"scope": "cultuurverbinders of the region, who are told to every participant they serve"}

_here = aliased(Grant)

OF_ELSEWHERE = (
    select(Person, Municipality.name, _here.language)
    .join(Municipality, Municipality.id == Person.municipality_id)
    .outerjoin(
        _here,
        (_here.person_id == Person.id)
        & (_here.municipality_id == bindparam("municipality"))
        & (_here.role == Role.CULTUURVERBINDER),
    )
    .where(
        Person.municipality_id != bindparam("municipality"),
        Person.active,
        exists().where(
            Grant.person_id == Person.id,
            Grant.municipality_id == Person.municipality_id,
            Grant.role == Role.CULTUURVERBINDER,
        ),
    )
    .order_by(Municipality.name, Person.sort_name, Person.id)
    .execution_options(**SCOPE)
)


@dataclass(frozen=True)
class Elsewhere:
    """A cultuurverbinder of another municipality, and in which languages they answer in the viewer's."""

    id: UUID
    name: str
    home: str
    answers_in: tuple[str, ...]


def cultuurverbinders(viewer: Viewer) -> list[Elsewhere]:
    """Those of the other municipalities, by municipality and name."""
    must_manage(viewer)
    seen: dict[UUID, Elsewhere] = {}
    for person, home, language in db.session.execute(OF_ELSEWHERE, {"municipality": viewer.municipality_id}):
        before = seen[person.id].answers_in if person.id in seen else ()
        answers = (*before, language) if language else before
        seen[person.id] = Elsewhere(person.id, person.full_name, home, answers)
    return list(seen.values())


def serve(actor: Viewer, person_id: UUID, answers_in: Iterable[str], now: datetime) -> None:
    """Have a cultuurverbinder of elsewhere answer in these languages in the actor's municipality; none: no more."""
    must_manage(actor)
    rows = db.session.execute(OF_ELSEWHERE, {"municipality": actor.municipality_id}).all()
    person = found(next((row.Person for row in rows if row.Person.id == person_id), None))
    held = {row.language for row in rows if row.Person.id == person_id and row.language}
    wanted = set(answers_in) & LANGUAGES.keys()
    for grant in queries.grants(person_id):
        if grant.municipality_id == actor.municipality_id and grant.language in held - wanted:
            db.session.delete(grant)
    for language in sorted(wanted - held):
        accounts.grant(person, actor.municipality_id, Role.CULTUURVERBINDER, language)
    if held != wanted:
        accounts.leave_trace(actor, person_id, "person.roles_changed", now)
