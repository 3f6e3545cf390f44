"""Which texts a viewer may work with. A text by itself has no page for participants: rooms show it where it belongs."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from portal.core import offers
from portal.core.db import db
from portal.core.errors import NotFound, found
from portal.core.i18n import LANGUAGES
from portal.core.viewer import Viewer
from portal.texts.models import Text

FREE = and_(Text.block.is_(None), Text.person_id.is_(None))
"""Words that a person wrote, about nobody in particular: what translators and writers share."""


def editable(viewer: Viewer, text_id: UUID) -> Text:
    """A free text of the viewer's own municipality, for begeleiders and regisseurs; raises `NotFound` otherwise."""
    return found(db.session.scalar(visible_to_writers(viewer).where(Text.id == text_id)))


def visible_to_writers(viewer: Viewer) -> Select[Text]:
    """The free texts that the viewer may write."""
    mine: ColumnElement[bool] = Text.municipality_id == viewer.municipality_id
    allowed = mine if viewer.is_case_worker else false()
    return select(Text).where(FREE, allowed).execution_options(scope="viewer: texts of this municipality")


def translatable(viewer: Viewer, text_id: UUID, language: str) -> Text:
    """A free text that the viewer may put into a language which they speak for its municipality, or for the region.

    Raises `NotFound` otherwise.
    """
    if language not in spoken(viewer):
        raise NotFound
    statement = (
        select(Text)
        .where(FREE, Text.id == text_id, Text.source_language != language)
        .where(or_(Text.municipality_id.is_(None), Text.municipality_id.in_(served(viewer, language))))
        .execution_options(scope="viewer: texts in my languages")
    )
    return found(db.session.scalar(statement))


def readable(viewer: Viewer, text_id: UUID) -> None:
    """Raises `NotFound` unless a participant is shown the text: it is about them, or a room shows it to them."""
    mine = select(Text.id).where(Text.id == text_id, Text.person_id == viewer.person_id)
    if db.session.scalar(mine.execution_options(scope="viewer: texts about me")) is not None:
        return
    if not any(shows(viewer, text_id) for shows in offers.all_of("shows")):
        raise NotFound


def spoken(viewer: Viewer) -> list[str]:
    """The languages in which a cultuurverbinder works, in the order of the portal."""
    own = {language for _, language in viewer.answers}
    return [code for code in LANGUAGES if code in own]


def served(viewer: Viewer, language: str) -> list[UUID]:
    """The municipalities for which a cultuurverbinder works in a language."""
    return sorted(municipality for municipality, code in viewer.answers if code == language)
