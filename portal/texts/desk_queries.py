"""The translation desk: what is missing, outdated or unchecked in my languages, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, case, exists, func, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.i18n import LANGUAGES
from portal.core.viewer import Viewer
from portal.texts import readers, rights
from portal.texts.models import Check, Draft, Rendering, Text
from portal.texts.queries import Freshness, freshness, is_newest, meaning_of

PAGE_LENGTH = 20
SOON, LATER = timedelta(days=3), timedelta(days=14)
HELD_FOR = timedelta(days=1)
"""So long nobody else is sent to a text that somebody is putting over."""

SCOPE = {"scope": "viewer: texts in my languages"}


@dataclass(frozen=True, slots=True)
class After:
    """Where a page of the queue goes on: the key of the last text before it."""

    rank: int
    readers: int
    text_id: UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that waits for a translator or a second speaker."""

    text_id: UUID
    language: str
    source: str
    source_language: str
    freshness: Freshness
    readers: int
    """How many people of this language have it before them."""
    matters_at: datetime | None
    taken: bool
    """Somebody else is putting it over."""
    drafted: bool
    """I have begun, or somebody left what they had."""
    after: After

    @property
    def source_direction(self) -> str:
        return LANGUAGES[self.source_language].direction

    @property
    def path(self) -> str:
        return f"/texts/desk/{self.text_id}/{self.language}"


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of what waits, and where it goes on."""

    items: list[Waiting]
    after: After | None


@cache
def _waits(to_check: bool) -> Select[Any]:
    """What waits in one language; with ``to_check`` what a second speaker has still to see."""
    waiting, said, source = readers.waiting(), aliased(Rendering), aliased(Rendering)
    meaning = meaning_of(Text.id)
    urgency = case(
        (waiting.c.matters_at <= bindparam("soon"), 0), (waiting.c.matters_at <= bindparam("later"), 1), else_=2
    )
    draft = and_(Draft.text_id == Text.id, Draft.language == bindparam("language"))
    mine = Draft.person_id == bindparam("person")
    rows = (
        select(
            Text.id.label("text_id"),
            Text.source_language,
            source.body.label("source"),
            said.made_from,
            said.number,
            meaning.label("meaning"),
            waiting.c.readers,
            waiting.c.matters_at,
            urgency.label("rank"),
            exists().where(draft, not_(mine), not_(Draft.handed_back), Draft.at > bindparam("held")).label("taken"),
            exists().where(draft, or_(mine, Draft.handed_back)).label("drafted"),
        )
        .select_from(Text)
        .join(waiting, waiting.c.text_id == Text.id)
        .join(source, and_(source.text_id == Text.id, source.made_from.is_(None), is_newest(source)))
        .outerjoin(said, and_(said.text_id == Text.id, said.language == bindparam("language"), is_newest(said)))
        .where(
            rights.FREE,
            waiting.c.language == bindparam("language"),
            Text.source_language != bindparam("language"),
            or_(Text.municipality_id.is_(None), Text.municipality_id.in_(bindparam("serves", expanding=True))),
        )
    )
    seen = exists().where(Check.text_id == Text.id, Check.language == said.language, Check.number == said.number)
    if to_check:
        by_another = or_(said.made_by.is_(None), said.made_by != bindparam("person"))
        return rows.where(said.number.is_not(None), said.made_from >= meaning, by_another, ~seen.correlate(Text, said))
    return rows.where(or_(said.number.is_(None), said.made_from < meaning))


@cache
def _page(to_check: bool) -> Select[Any]:
    rows = _waits(to_check).subquery("waits")
    after = or_(
        rows.c.rank > bindparam("rank"),
        and_(rows.c.rank == bindparam("rank"), rows.c.readers < bindparam("fewer")),
        and_(
            rows.c.rank == bindparam("rank"),
            rows.c.readers == bindparam("fewer"),
            rows.c.text_id > bindparam("last"),
        ),
    )
    return (
        select(rows)
        .where(after)
        .order_by(rows.c.rank, rows.c.readers.desc(), rows.c.text_id)
        .limit(PAGE_LENGTH + 1)
        .execution_options(**SCOPE)
    )


@cache
def _count(to_check: bool) -> Select[Any]:
    return select(func.count()).select_from(_waits(to_check).subquery()).execution_options(**SCOPE)


def _keys(viewer: Viewer, language: str) -> dict[str, Any]:
    now = clock.now()
    return {
        "language": language,
        "serves": rights.served(viewer, language),
        "person": viewer.person_id,
        "now": now,
        "soon": now + SOON,
        "later": now + LATER,
        "held": now - HELD_FOR,
    }


def queue(viewer: Viewer, language: str, after: After | None = None, *, to_check: bool = False) -> Queue:
    """What waits in a language that the viewer works in. The order: within three days, within two weeks, the rest; in
    each what most people wait for first. Raises `NotFound` for a language that is not theirs.
    """
    if language not in rights.spoken(viewer):
        raise NotFound
    last = after or After(-1, 0, UUID(int=0))
    keys = {**_keys(viewer, language), "rank": last.rank, "fewer": last.readers, "last": last.text_id}
    rows = db.session.execute(_page(to_check), keys).all()
    items = [_item(row, language) for row in rows[:PAGE_LENGTH]]
    return Queue(items, items[-1].after if len(rows) > PAGE_LENGTH else None)


def next_one(viewer: Viewer, language: str, skipped: UUID | None = None) -> Waiting | None:
    """What to put over next: the first that nobody else has in hand, after one that is skipped."""
    items = queue(viewer, language).items
    begin = next((place + 1 for place, item in enumerate(items) if item.text_id == skipped), 0)
    return next((item for item in items[begin:] if not item.taken and item.text_id != skipped), None)


def waiting_count(viewer: Viewer) -> int:
    """How many texts wait to be put into the viewer's languages."""
    counts = (db.session.scalar(_count(False), _keys(viewer, code)) or 0 for code in rights.spoken(viewer))
    return sum(counts)


def unchecked_count(viewer: Viewer, language: str) -> int:
    """How many renderings of others wait for a second speaker."""
    return db.session.scalar(_count(True), _keys(viewer, language)) or 0


def _item(row: Row[Any], language: str) -> Waiting:
    state = Freshness.MISSING if row.number is None else freshness(row.made_from, row.meaning)
    return Waiting(
        text_id=row.text_id,
        language=language,
        source=row.source,
        source_language=row.source_language,
        freshness=state,
        readers=int(row.readers),
        matters_at=row.matters_at,
        taken=row.taken,
        drafted=row.drafted,
        after=After(row.rank, int(row.readers), row.text_id),
    )


# Drafts

DRAFTS = (
    select(Draft)
    .where(
        Draft.text_id == bindparam("text"),
        Draft.language == bindparam("language"),
        or_(Draft.person_id == bindparam("person"), Draft.handed_back),
    )
    .order_by(case((Draft.person_id == bindparam("person"), 0), else_=1), Draft.at.desc())
    .execution_options(scope="viewer: my drafts, and those left for me")
)


def draft(viewer: Viewer, text_id: UUID, language: str) -> Draft | None:
    """What the viewer has written so far, or what somebody left for whoever goes on."""
    keys = {"text": text_id, "language": language, "person": viewer.person_id}
    return db.session.scalars(DRAFTS, keys).first()


CHECKS = (
    select(Check)
    .where(
        Check.text_id == bindparam("text"),
        Check.language == bindparam("language"),
        Check.number == bindparam("number"),
    )
    .order_by(Check.at)
    .execution_options(**SCOPE)
)


def checks(text_id: UUID, language: str, number: int) -> Sequence[Check]:
    """What second speakers said of a rendering."""
    return db.session.scalars(CHECKS, {"text": text_id, "language": language, "number": number}).all()


# Counters, for a page of staff


@dataclass(frozen=True, slots=True)
class Counted:
    """How many texts stand how in a language."""

    language: str
    complete: int
    checked: int
    waiting: int


_in_reach = and_(rights.FREE, or_(Text.municipality_id.is_(None), Text.municipality_id == bindparam("municipality")))
_good = exists().where(
    Check.text_id == Rendering.text_id,
    Check.language == Rendering.language,
    Check.number == Rendering.number,
    Check.verdict == "GOOD",
)
COUNTERS: Any = union_all(
    select(
        Rendering.language.label("language"),
        func.count().label("complete"),
        func.sum(case((_good, 1), else_=0)).label("checked"),
    )
    .join(Text, Text.id == Rendering.text_id)
    .where(_in_reach, is_newest(Rendering), Rendering.made_from >= meaning_of(Text.id))
    .group_by(Rendering.language),
    select(Text.source_language.label("language"), -func.count(), -func.count()).where(_in_reach).group_by("language"),
).execution_options(scope="viewer: texts of their municipality and region, in numbers")


def counters(viewer: Viewer) -> list[Counted]:
    """Of the texts of the viewer's municipality and of the region: complete, checked and waiting, by language."""
    current: dict[str, int] = {}
    good: dict[str, int] = {}
    written: dict[str, int] = {}
    for row in db.session.execute(COUNTERS, {"municipality": viewer.municipality_id}):
        if row.complete < 0:
            written[row.language] = -row.complete
        else:
            current[row.language], good[row.language] = row.complete, int(row.checked)
    every = sum(written.values())
    return [
        Counted(code, current.get(code, 0), good.get(code, 0), every - written.get(code, 0) - current.get(code, 0))
        for code in LANGUAGES
    ]
