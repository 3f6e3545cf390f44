"""Reading how far copies and wishes to be erased are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func, or_, select

from portal.accounts import sight
from portal.accounts.models import Grant, Person
from portal.accounts.sight import Purpose
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Role, Viewer
from portal.rights.models import Erasure, Export

NEWEST_EXPORT = (
    select(Export)
    .where(Export.person_id == bindparam("person"))
    .order_by(Export.asked_at.desc())
    .limit(1)
    .execution_options(scope="viewer: my own copies")
)
TO_MAKE = (
    select(Export.id)
    .where(Export.made_at.is_(None))
    .order_by(Export.asked_at)
    .execution_options(scope="system: copies to make")
)
ERASURES = (
    select(Erasure.person_id, Erasure.asked_at, Erasure.prepared_at, Person.given_name, Person.family_name)
    .join(Person, Person.id == Erasure.person_id)
    .where(Erasure.municipality_id == bindparam("municipality"))
    .order_by(Erasure.asked_at)
    .limit(200)
    .execution_options(scope="viewer: the beheerder's own municipality")
)
COUNT = (
    select(func.count())
    .select_from(Erasure)
    .where(Erasure.municipality_id == bindparam("municipality"))
    .execution_options(scope="viewer: the beheerder's own municipality")
)


def newest_export(viewer: Viewer) -> Export | None:
    """The copy that the viewer asked for last."""
    return db.session.scalar(NEWEST_EXPORT, {"person": viewer.person_id})


def can_be_fetched(export: Export, now: datetime) -> bool:
    """Whether the copy is there, was not fetched, and has not expired."""
    return bool(export.file) and export.fetched_at is None and export.expires_at is not None and now < export.expires_at


def waits(export: Export) -> bool:
    """Whether the copy is still to be made."""
    return export.made_at is None


def my_erasure(viewer: Viewer) -> Erasure | None:
    """The viewer's own wish to be erased."""
    return _erasure(viewer.person_id)


def erasure_of(viewer: Viewer, person_id: UUID) -> tuple[Person, Erasure | None]:
    """Somebody of the beheerder's own municipality, and their wish; raises `NotFound` for anybody else, and for
    the beheerder themselves: nobody erases who is signed in.
    """
    if not viewer.has(Role.BEHEERDER) or person_id == viewer.person_id:
        raise NotFound
    # Also who is no longer active: they have left, and still are known.
    mine = select(Person).where(Person.id == person_id, sight.people(viewer, Purpose.FILE))
    person = db.session.scalar(mine.execution_options(scope="viewer: the beheerder's own municipality"))
    return found(person), _erasure(person_id)


def erasures(viewer: Viewer) -> Sequence[Row[Any, Any, Any, Any, Any]]:
    """Who asked to be erased, who waits longest first."""
    return db.session.execute(ERASURES, {"municipality": viewer.municipality_id}).all()


def erasures_waiting(viewer: Viewer) -> int:
    """How many there are, for a beheerder."""
    if not viewer.has(Role.BEHEERDER):
        return 0
    return db.session.scalar(COUNT, {"municipality": viewer.municipality_id}) or 0


def exports_to_make() -> Sequence[UUID]:
    """Copies that were asked for and are not made yet."""
    return db.session.scalars(TO_MAKE).all()


def roles_of(person_id: UUID) -> set[Role]:
    """What a person does in the portal."""
    return set(db.session.scalars(select(Grant.role).where(Grant.person_id == person_id)))


def export_to_fetch(viewer: Viewer, export_id: UUID) -> Export:
    """The viewer's own copy, locked; raises `NotFound` where there is none to fetch any more."""
    statement = select(Export).where(and_(Export.id == export_id, Export.person_id == viewer.person_id))
    export = found(db.session.scalar(statement.with_for_update().execution_options(scope="viewer: my own copies")))
    if not can_be_fetched(export, clock.now()):
        raise NotFound
    return export


def spent_exports(before: datetime) -> Sequence[Export]:
    """Copies that were fetched, or that were made before a moment."""
    over = or_(Export.fetched_at.is_not(None), Export.made_at < before)
    return db.session.scalars(select(Export).where(over).execution_options(scope="system: retention")).all()


def _erasure(person_id: UUID) -> Erasure | None:
    statement = select(Erasure).where(Erasure.person_id == person_id)
    return db.session.scalar(statement.execution_options(scope="viewer: checked by the caller"))
