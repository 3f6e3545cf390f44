"""What cultuurverbinders do at the desk: putting over, saving as they go, handing back, and checking one another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.text import clean
from portal.core.viewer import Viewer
from portal.texts import actions, queries, rights
from portal.texts.models import LONGEST_REMARK, Check, Draft, Verdict

MINE = {"scope": "viewer: my drafts"}


def save_draft(
    actor: Viewer, text_id: UUID, language: str, parts: list[str], made_from: int, based_on: int, now: datetime
) -> None:
    """Keep what is written so far. Nobody reads it but who wrote it, until they give it or hand it back."""
    rights.translatable(actor, text_id, language)
    kept = [clean(part, multiline=True) for part in parts]
    draft = db.session.get(Draft, (actor.person_id, text_id, language), execution_options=MINE)
    if draft is None:
        draft = Draft(
            person_id=actor.person_id, municipality_id=actor.municipality_id, text_id=text_id, language=language
        )
        db.session.add(draft)
    draft.parts, draft.made_from, draft.based_on = kept, made_from, based_on
    draft.handed_back, draft.at = False, now
    db.session.flush()


def hand_back(actor: Viewer, text_id: UUID, language: str) -> None:
    """Leave what is written so far to whoever goes on."""
    rights.translatable(actor, text_id, language)
    draft = db.session.get(Draft, (actor.person_id, text_id, language), execution_options=MINE)
    if draft is None:
        return
    if any(draft.parts):
        draft.handed_back = True
    else:
        db.session.delete(draft)
    db.session.flush()


def put_over(
    actor: Viewer, text_id: UUID, language: str, body: str, made_from: int, based_on: int, now: datetime
) -> int:
    """Give the rendering to its readers; the drafts of it have done their work."""
    rights.translatable(actor, text_id, language)
    number = actions.render(actor, text_id, language, body, made_from, now, based_on=based_on)
    done = delete(Draft).where(
        Draft.text_id == text_id,
        Draft.language == language,
        (Draft.person_id == actor.person_id) | Draft.handed_back,
    )
    db.session.execute(done.execution_options(**MINE, synchronize_session=False))
    return number


def check(
    actor: Viewer, text_id: UUID, language: str, number: int, verdict: Verdict, words: str, now: datetime
) -> None:
    """A second speaker says whether a neighbour would understand it. Nobody checks what they made themselves."""
    rights.translatable(actor, text_id, language)
    written = found(queries.now_written(text_id).get(language))
    if written.number != number:
        raise actions.Overtaken
    if written.made_by == actor.person_id:
        raise NotFound
    said = clean(words, multiline=True, limit=LONGEST_REMARK)
    if verdict is not Verdict.GOOD and not said:
        raise Refused(N_("Say in a few words what is not clear."))
    key = (text_id, language, number, actor.person_id)
    before = db.session.get(Check, key, execution_options=MINE)
    if before is None:
        before = Check(text_id=text_id, language=language, number=number, person_id=actor.person_id)
        db.session.add(before)
    before.verdict, before.words, before.at = verdict, said, now
    db.session.flush()
