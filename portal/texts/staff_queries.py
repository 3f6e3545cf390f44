"""The texts of a municipality, for those who write them: how each stands in every language, most read first."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.core.i18n import LANGUAGES
from portal.core.viewer import Viewer
from portal.texts import readers, rights
from portal.texts.models import Rendering, Text
from portal.texts.queries import Freshness, freshness, is_newest, meaning_of

PAGE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A text in the list of those who write."""

    text_id: UUID
    body: str
    language: str
    readers: int
    states: list[tuple[str, Freshness]]
    """How it stands in each other language of the portal."""

    @property
    def key(self) -> str:
        """Where the next page goes on after this one."""
        return f"{self.readers}.{self.text_id}"


@cache
def _listed() -> Any:
    waiting, source = readers.waiting(), aliased(Rendering)
    total = (
        select(waiting.c.text_id, func.sum(waiting.c.readers).label("readers")).group_by(waiting.c.text_id).subquery()
    )
    read_by = func.coalesce(total.c.readers, 0)
    return (
        select(Text.id, Text.source_language, source.body, read_by.label("readers"))
        .select_from(Text)
        .join(source, and_(source.text_id == Text.id, source.made_from.is_(None), is_newest(source)))
        .outerjoin(total, total.c.text_id == Text.id)
        .where(
            rights.FREE,
            Text.municipality_id == bindparam("municipality"),
            or_(
                read_by < bindparam("fewer"),
                and_(read_by == bindparam("fewer"), Text.id > bindparam("last")),
            ),
        )
        .order_by(read_by.desc(), Text.id)
        .limit(PAGE_LENGTH + 1)
        .execution_options(scope="viewer: texts of this municipality")
    )


STATES = (
    select(Rendering.text_id, Rendering.language, Rendering.made_from, meaning_of(Rendering.text_id).label("meaning"))
    .where(Rendering.text_id.in_(bindparam("ids", expanding=True)), is_newest(Rendering))
    .execution_options(scope="viewer: texts of this municipality")
)


def texts(viewer: Viewer, after: tuple[int, UUID] | None = None) -> tuple[list[Listed], bool]:
    """A page of the viewer's municipality's free texts, and whether there are more; nothing for who writes none."""
    if not viewer.is_case_worker:
        return [], False
    fewer, last = after or (2**31 - 1, UUID(int=0))
    keys = {"municipality": viewer.municipality_id, "now": clock.now(), "fewer": fewer, "last": last}
    rows = db.session.execute(_listed(), keys).all()
    page = rows[:PAGE_LENGTH]
    states: dict[tuple[UUID, str], Freshness] = {
        (row.text_id, row.language): freshness(row.made_from, row.meaning)
        for row in db.session.execute(STATES, {"ids": [row.id for row in page]})
    }
    items = [
        Listed(
            text_id=row.id,
            body=row.body,
            language=row.source_language,
            readers=int(row.readers),
            states=[
                (code, states.get((row.id, code), Freshness.MISSING))
                for code in LANGUAGES
                if code != row.source_language
            ],
        )
        for row in page
    ]
    return items, len(rows) > PAGE_LENGTH
