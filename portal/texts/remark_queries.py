"""What people say of texts: what a reader asked, the pool of a language, and what is least understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select

from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.viewer import Viewer
from portal.texts import queries, rights
from portal.texts.models import Remark, RemarkKind, Suggestion, Text
from portal.texts.queries import Shown

PAGE_LENGTH = 20
OF_READERS = (RemarkKind.NOT_UNDERSTOOD, RemarkKind.SAY_OTHERWISE)

MINE = (
    select(Remark)
    .where(
        Remark.person_id == bindparam("person"),
        Remark.text_id.in_(bindparam("ids", expanding=True)),
        Remark.kind.in_(OF_READERS),
    )
    .order_by(Remark.at)
    .execution_options(scope="viewer: what I said of texts")
)


def mine(viewer: Viewer, ids: Iterable[UUID | None]) -> dict[UUID, Remark]:
    """What the viewer last said of these texts, with the answer where there is one. One query for a page."""
    wanted = [each for each in ids if each is not None]
    if not wanted:
        return {}
    return {each.text_id: each for each in db.session.scalars(MINE, {"person": viewer.person_id, "ids": wanted})}


MY_QUESTIONS = (
    select(Remark)
    .where(
        Remark.person_id == bindparam("person"),
        Remark.text_id == bindparam("text"),
        Remark.kind == RemarkKind.QUESTION,
    )
    .order_by(Remark.at)
    .execution_options(scope="viewer: what I asked of writers")
)


def my_questions(viewer: Viewer, text_id: UUID) -> Sequence[Remark]:
    """What a translator asked who wrote the text, with the answers."""
    return db.session.scalars(MY_QUESTIONS, {"person": viewer.person_id, "text": text_id}).all()


@dataclass(frozen=True, slots=True)
class Asked:
    """A remark without its author: who answers needs the text and the words, not the name."""

    id: UUID
    kind: RemarkKind
    language: str
    words: str
    path: str
    at: datetime
    answer: str
    text_id: UUID
    free: bool
    """Words of a person, which can be said otherwise; not a sentence of the library."""
    said: Shown
    """What the asker read."""
    dutch: Shown


_open = (
    select(Remark, Text.block, Text.person_id.label("about"))
    .join(Text, Text.id == Remark.text_id)
    .where(Remark.answered_at.is_(None))
)
SCOPE = {"scope": "viewer: remarks in my languages, without who made them"}


def _pool(viewer: Viewer) -> Any:
    """What readers said in the viewer's languages, of the municipalities where they work."""
    theirs = [and_(Remark.municipality_id == place, Remark.language == code) for place, code in sorted(viewer.answers)]
    return _open.where(Remark.kind.in_(OF_READERS), or_(*theirs)).execution_options(**SCOPE)


def _questions(viewer: Viewer) -> Any:
    """What translators ask about the texts of a writer's municipality."""
    here = Text.municipality_id == viewer.municipality_id
    return _open.where(Remark.kind == RemarkKind.QUESTION, here).execution_options(**SCOPE)


def pool(viewer: Viewer, after: UUID | None = None) -> tuple[list[Asked], UUID | None]:
    """What waits longest first; a page of it, and where it goes on."""
    return _page(_pool(viewer), after) if viewer.answers else ([], None)


def questions(viewer: Viewer, after: UUID | None = None) -> tuple[list[Asked], UUID | None]:
    """The open questions of translators; for begeleiders and regisseurs."""
    return _page(_questions(viewer), after) if viewer.is_case_worker else ([], None)


def _page(statement: Select[Any], after: UUID | None) -> tuple[list[Asked], UUID | None]:
    if after is not None:
        last = found(db.session.execute(statement.where(Remark.id == after)).first()).Remark
        statement = statement.where(or_(Remark.at > last.at, and_(Remark.at == last.at, Remark.id > after)))
    rows = db.session.execute(statement.order_by(Remark.at, Remark.id).limit(PAGE_LENGTH + 1)).all()
    page = rows[:PAGE_LENGTH]
    return _asked(page), page[-1].Remark.id if len(rows) > PAGE_LENGTH else None


def answerable(viewer: Viewer, remark_id: UUID) -> Remark:
    """One that waits for the viewer's answer, locked for a change; raises `NotFound` otherwise."""
    for may, statement in ((viewer.answers, _pool), (viewer.is_case_worker, _questions)):
        if may:
            one = statement(viewer).where(Remark.id == remark_id).with_for_update(of=Remark)
            if row := db.session.execute(one).first():
                remark: Remark = row.Remark
                return remark
    raise NotFound


def _asked(rows: Sequence[Any]) -> list[Asked]:
    said = {
        code: queries.shown([r.Remark.text_id for r in rows if r.Remark.language == code], code)
        for code in _codes(rows)
    }
    dutch = queries.in_dutch(row.Remark.text_id for row in rows)
    return [
        Asked(
            id=row.Remark.id,
            kind=row.Remark.kind,
            language=row.Remark.language,
            words=row.Remark.words,
            path=row.Remark.path,
            at=row.Remark.at,
            answer=row.Remark.answer,
            text_id=row.Remark.text_id,
            free=row.block is None and row.about is None,
            said=said[row.Remark.language][row.Remark.text_id],
            dutch=dutch[row.Remark.text_id],
        )
        for row in rows
    ]


def _codes(rows: Sequence[Any]) -> set[str]:
    return {row.Remark.language for row in rows}


def pool_count(viewer: Viewer) -> int:
    """How many readers wait for an answer in the viewer's languages."""
    return _counted(_pool(viewer)) if viewer.answers else 0


def asked_of_writers(viewer: Viewer) -> int:
    """How many questions of translators wait in the viewer's municipality."""
    return _counted(_questions(viewer)) if viewer.is_case_worker else 0


def _counted(statement: Select[Any]) -> int:
    ids = statement.with_only_columns(Remark.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids).execution_options(**SCOPE)) or 0


LEAST_UNDERSTOOD = (
    select(Remark.text_id, func.count(func.distinct(Remark.person_id)).label("people"))
    .join(Text, Text.id == Remark.text_id)
    .where(rights.FREE, Remark.municipality_id == bindparam("municipality"), Remark.kind.in_(OF_READERS))
    .group_by(Remark.text_id)
    .order_by(func.count(func.distinct(Remark.person_id)).desc(), Remark.text_id)
    .limit(10)
    .execution_options(scope="viewer: texts of their municipality, in numbers")
)


def least_understood(viewer: Viewer) -> list[tuple[UUID, Shown, int]]:
    """The texts of which most people said that they do not understand them; for begeleiders and regisseurs."""
    if not viewer.is_case_worker:
        return []
    rows = db.session.execute(LEAST_UNDERSTOOD, {"municipality": viewer.municipality_id}).all()
    dutch = queries.in_dutch(row.text_id for row in rows)
    return [(row.text_id, dutch[row.text_id], row.people) for row in rows]


SUGGESTIONS = (
    select(Suggestion.msgid, Suggestion.language, Suggestion.words, Suggestion.at)
    .order_by(Suggestion.language, Suggestion.msgid, Suggestion.at)
    .execution_options(scope="system: suggestions for the next release, without who made them")
)


def suggestions() -> Sequence[Any]:
    """Every suggestion for the portal's own sentences, without its author."""
    return db.session.execute(SUGGESTIONS).all()
