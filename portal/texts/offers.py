"""What texts give the house: work for translators and writers, and the rights of whoever wrote or was written about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.core.db import db, let_go
from portal.core.i18n import N_, _
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Viewer
from portal.texts import desk_queries, remark_queries
from portal.texts import library as library  # the sentences for every room join the blocks
from portal.texts.models import Check, Draft, Remark, Rendering, Suggestion, Text

SCOPE = {"scope": "system: rights of the person"}


def todo(viewer: Viewer) -> Sequence[Todo]:
    """For cultuurverbinders the texts and remarks of their languages; for writers what translators ask."""
    items = [
        Todo(_("Questions about your texts"), remark_queries.asked_of_writers(viewer), "/texts/questions", "file-text")
    ]
    if viewer.answers:
        items = [
            Todo(_("Texts that wait for you"), desk_queries.waiting_count(viewer), "/texts/desk", "languages"),
            Todo(
                _("Texts that somebody does not understand"),
                remark_queries.pool_count(viewer),
                "/texts/desk/remarks",
                "circle-help",
            ),
        ]
    return [item for item in items if item.count]


def export(person_id: UUID) -> dict[str, Any]:
    """Every free text about a person in the languages it was in, and what they wrote about texts themselves."""
    rows = db.session.execute(
        select(Rendering.text_id, Rendering.language, Rendering.number, Rendering.body)
        .join(Text, Text.id == Rendering.text_id)
        .where(Text.person_id == person_id)
        .order_by(Rendering.text_id, Rendering.language, Rendering.number)
        .execution_options(**SCOPE)
    )
    return {
        "texts": [{"id": str(r.text_id), "language": r.language, "body": r.body} for r in rows],
        "text_remarks": [
            {"kind": r.kind.value, "words": r.words, "at": r.at.isoformat(), "answer": r.answer}
            for r in _all(Remark, person_id)
        ],
        "text_drafts": [
            {"language": r.language, "parts": r.parts, "at": r.at.isoformat()} for r in _all(Draft, person_id)
        ],
        "text_suggestions": [
            {"sentence": r.msgid, "language": r.language, "words": r.words} for r in _all(Suggestion, person_id)
        ],
        "text_checks": [{"verdict": r.verdict.value, "words": r.words} for r in _all(Check, person_id)],
    }


def _all(model: Any, person_id: UUID) -> Sequence[Any]:
    return db.session.scalars(select(model).where(model.person_id == person_id).execution_options(**SCOPE)).all()


def erase(person_id: UUID) -> None:
    """Removes every text about a person, and what they said of texts. What they wrote for others stays, unnamed."""
    for statement in (
        delete(Text).where(Text.person_id == person_id),
        delete(Draft).where(Draft.person_id == person_id),
        delete(Remark).where(Remark.person_id == person_id),
        delete(Suggestion).where(Suggestion.person_id == person_id),
        delete(Check).where(Check.person_id == person_id),
        update(Remark).where(Remark.answered_by == person_id).values(answered_by=None),
        update(Rendering).where(Rendering.made_by == person_id).values(made_by=None),
    ):
        db.session.execute(statement.execution_options(**SCOPE, synchronize_session=False))


def _old(before: datetime, really: bool) -> int:
    return let_go(Remark, Remark.at < before, really)


OFFERS = Offers(
    room="texts",
    more_menu=MenuEntry("texts.sentences", N_("Words of the portal"), "languages"),
    staff_menu=MenuEntry("texts_writing.texts", N_("Texts"), "languages"),
    todo=todo,
    export=export,
    erase=erase,
    retention={"texts.remarks": _old},
)
