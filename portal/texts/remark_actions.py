"""Saying that a text is not understood, answering that, and suggesting other words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.core import outbox
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import N_, current_language
from portal.core.text import clean
from portal.core.viewer import Viewer
from portal.texts import remark_queries, rights
from portal.texts.library import ANSWERED
from portal.texts.models import LONGEST_REMARK, Remark, RemarkKind, Suggestion

MINE = {"scope": "viewer: what I said of texts"}


def remark(actor: Viewer, text_id: UUID, kind: RemarkKind, words: str, path: str, now: datetime) -> None:
    """A reader says it of a text that some room shows them. Said again before it is answered, it adds words."""
    rights.readable(actor, text_id)
    said = clean(words, multiline=True, limit=LONGEST_REMARK)
    mine = (Remark.person_id == actor.person_id, Remark.text_id == text_id)
    before = db.session.scalar(
        select(Remark).where(*mine, Remark.answered_at.is_(None)).with_for_update().execution_options(**MINE)
    )
    if before is not None:
        before.kind, before.words = kind, said or before.words
    else:
        _add(actor, text_id, kind, said, actor.language, path, now)
    db.session.flush()


def ask_writer(actor: Viewer, text_id: UUID, language: str, words: str, now: datetime) -> None:
    """A translator asks who wrote the text what it means."""
    rights.translatable(actor, text_id, language)
    said = clean(words, multiline=True, limit=LONGEST_REMARK)
    if not said:
        raise Refused(N_("Write your question first."))
    _add(actor, text_id, RemarkKind.QUESTION, said, language, f"/texts/desk/{text_id}/{language}", now)
    db.session.flush()


def _add(actor: Viewer, text_id: UUID, kind: RemarkKind, words: str, language: str, path: str, now: datetime) -> None:
    db.session.add(
        Remark(
            person_id=actor.person_id,
            municipality_id=actor.municipality_id,
            text_id=text_id,
            language=language,
            kind=kind,
            words=words,
            path=path,
            at=now,
        )
    )


def answer(actor: Viewer, remark_id: UUID, words: str, now: datetime) -> Remark:
    """Answer whoever asked: they hear of it, and read it where the text stands."""
    asked = remark_queries.answerable(actor, remark_id)
    said = clean(words, multiline=True, limit=LONGEST_REMARK)
    if not said:
        raise Refused(N_("Write your answer first."))
    asked.answer, asked.answered_by, asked.answered_at = said, actor.person_id, now
    db.session.flush()
    outbox.put(outbox.Notice(asked.person_id, ANSWERED, link=asked.path))
    return asked


def suggest(actor: Viewer, msgid: str, words: str, now: datetime) -> None:
    """Say how one of the portal's own sentences would be better, in the language in which it is read."""
    said = clean(words, multiline=True, limit=LONGEST_REMARK)
    if not said:
        raise Refused(N_("Write how you would say it."))
    if msgid not in current_language().catalogue:
        raise Refused(N_("The portal does not say this sentence."))
    db.session.add(
        Suggestion(
            person_id=actor.person_id,
            municipality_id=actor.municipality_id,
            msgid=msgid,
            language=current_language().code,
            words=said,
            at=now,
        )
    )
    db.session.flush()
