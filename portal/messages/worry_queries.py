"""Worries: whom they reach, and who sees what. A begeleider reads the worry, never the thread."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Role, Viewer
from portal.messages.models import Thread, Worry
from portal.messages.statements import Line

_asker, _raiser, _taker = aliased(Person), aliased(Person), aliased(Person)


def _called(person: type[Person]) -> ColumnElement[str]:
    return func.coalesce(func.nullif(person.called, ""), person.given_name)


HERE = (
    select(
        *(Worry.id, Worry.kind, Worry.words, Worry.at, Worry.taken_by, Worry.taken_at),
        _asker.id.label("person_id"),
        _asker.given_name,
        _asker.family_name,
        _called(_raiser).label("raiser"),
        _raiser.phone,
        _raiser.language,
        _called(_taker).label("taker"),
    )
    .join(Thread, Thread.id == Worry.thread_id)
    .join(_asker, _asker.id == Thread.person_id)
    .outerjoin(_raiser, _raiser.id == Worry.raised_by)
    .outerjoin(_taker, _taker.id == Worry.taken_by)
    .where(Thread.municipality_id == bindparam("here"), Worry.settled_at.is_(None))
    .order_by(Worry.at)
    .execution_options(scope="viewer: worries about people of my municipality")
)
NUMBER = (
    select(func.count())
    .select_from(Worry)
    .join(Thread, Thread.id == Worry.thread_id)
    .where(Thread.municipality_id == bindparam("here"), Worry.settled_at.is_(None))
    .execution_options(scope="viewer: worries about people of my municipality")
)
ONE: Select[Worry] = (
    select(Worry)
    .join(Thread, Thread.id == Worry.thread_id)
    .where(Worry.id == bindparam("worry"), Thread.municipality_id == bindparam("here"))
    .with_for_update()
    .execution_options(scope="viewer: a worry about somebody of my municipality", populate_existing=True)
)
OF_THREAD = (
    select(Worry.kind, Worry.at, Worry.taken_at, Worry.settled_at, _called(_taker).label("taker"), _taker.phone)
    .join(Thread, Thread.id == Worry.thread_id)
    .outerjoin(_taker, _taker.id == Worry.taken_by)
    .where(Worry.thread_id == bindparam("thread"), Worry.raised_by == bindparam("me"))
    .order_by(Worry.at.desc())
    .execution_options(scope="viewer: worries that I raised")
)


def still_open(viewer: Viewer) -> Sequence[Line]:
    """The worries about people of a begeleider's municipality that are not settled, the oldest first.

    Raises `NotFound` for anybody else: an empty list would say that nobody is worried.
    """
    if not viewer.has(Role.BEGELEIDER):
        raise NotFound
    return db.session.execute(HERE, {"here": viewer.municipality_id}).all()


def number_open(viewer: Viewer) -> int:
    """How many that are."""
    return db.session.scalar(NUMBER, {"here": viewer.municipality_id}) or 0 if viewer.has(Role.BEGELEIDER) else 0


def to_change(viewer: Viewer, worry_id: UUID) -> Worry:
    """A worry about somebody of a begeleider's municipality, locked; raises `NotFound` otherwise."""
    keys = {"worry": worry_id, "here": viewer.municipality_id}
    return found(db.session.scalar(ONE, keys) if viewer.has(Role.BEGELEIDER) else None)


def of_thread(viewer: Viewer, thread_id: UUID) -> Sequence[Line]:
    """What the viewer was worried about in a thread, the newest first, and who sees to it."""
    return db.session.execute(OF_THREAD, {"thread": thread_id, "me": viewer.person_id}).all()


def taker_name(worry: Worry) -> str:
    """The first name of who sees to a worry."""
    statement = select(_called(Person)).where(Person.id == worry.taken_by)
    return db.session.scalar(statement.execution_options(scope="viewer: my colleague who sees to it")) or ""
