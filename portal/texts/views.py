"""What readers say of texts: I do not understand this, say it otherwise, and better words for the portal itself."""

from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import PARTICIPANT, SIGNED_IN, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import _
from portal.core.text import clean
from portal.texts import queries, remark_actions, remark_queries, rights, sayings
from portal.texts.forms import RemarkForm, SuggestionForm
from portal.texts.models import RemarkKind

door = Door("texts", __name__, url_prefix="/texts")


@door.get("/<uuid:text_id>/remark", open_to=PARTICIPANT)
def remark(text_id: UUID) -> Response:
    """What I said of a text, what was answered, and room for words."""
    return _remark(text_id)


@door.post("/<uuid:text_id>/remark", open_to=PARTICIPANT)
def say(text_id: UUID) -> Response:
    """One tap: I do not understand this. Words may follow."""
    rights.readable(viewer(), text_id)
    form = RemarkForm()
    if not form.validate():
        return _remark(text_id, form, 422)
    kind = RemarkKind(form.kind.data or "")
    remark_actions.remark(viewer(), text_id, kind, form.words.data, form.inside, clock.now())
    return _remark(text_id, form) if wants_part() else go(f"/texts/{text_id}/remark")


def _remark(text_id: UUID, form: RemarkForm | None = None, status: int = 200) -> Response:
    rights.readable(viewer(), text_id)
    mine = remark_queries.mine(viewer(), [text_id]).get(text_id)
    return page(
        "texts/remark.html",
        part="texts/_remark.html",
        status=status,
        text_id=text_id,
        shown=queries.shown([text_id])[text_id],
        mine=mine,
        where=mine.path if mine else "/",
        form=form,
        opened=True,
    )


@door.get("/sentences", open_to=SIGNED_IN)
def sentences() -> Response:
    """The portal's own sentences: find the one that should be said otherwise."""
    return _sentences()


@door.post("/sentences", open_to=SIGNED_IN, once=True)
def suggest() -> Response:
    """Say how it would be better."""
    form = SuggestionForm()
    if not form.validate():
        return _sentences(form, status=422)
    try:
        remark_actions.suggest(viewer(), form.msgid.data or "", form.words.data, clock.now())
    except Refused as refusal:
        raise NotFound from refusal
    flash(_("Thank you. Your words go to who makes the portal."), "success")
    return go("/texts/sentences")


def _sentences(form: SuggestionForm | None = None, status: int = 200) -> Response:
    question = clean(request.values.get("q", ""), limit=100)
    return page(
        "texts/sentences.html",
        part="texts/_sentences.html",
        status=status,
        question=question,
        found=sayings.found(question),
        form=form,
    )
