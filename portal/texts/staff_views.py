"""Writing: the texts of a municipality, one of them with advice, its history, and the sentence library."""

from typing import Any
from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CASE_WORKERS, STAFF, Door, viewer
from portal.core.errors import NotFound, Refused, found
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, _, using
from portal.core.text import clean, has_hidden
from portal.texts import (
    actions,
    blocks,
    desk_queries,
    differences,
    plain_dutch,
    queries,
    remark_actions,
    remark_queries,
    rights,
    staff_queries,
)
from portal.texts.actions import Overtaken
from portal.texts.forms import RestoreForm, SourceForm, WordsForm

door = Door("texts_writing", __name__, url_prefix="/texts")


@door.get("", open_to=STAFF)
def texts() -> Response:
    """How the texts stand in numbers; for who writes, which texts there are, most read first."""
    listed, more = staff_queries.texts(viewer(), _after())
    return page(
        "texts/staff/texts.html",
        counters=desk_queries.counters(viewer()),
        listed=listed,
        older=listed[-1].key if more else None,
        first=_after() is None,
        least=remark_queries.least_understood(viewer()),
    )


@door.get("/<uuid:text_id>", open_to=CASE_WORKERS)
def text(text_id: UUID) -> Response:
    """One text to change, with what readers of each language see now."""
    return _editor(text_id)


@door.post("/<uuid:text_id>", open_to=CASE_WORKERS)
def save(text_id: UUID) -> Response:
    """Save the Dutch, or only look at what the advice says."""
    rights.editable(viewer(), text_id)
    form = SourceForm()
    valid = form.validate()
    if not valid or "look" in request.form:
        return _editor(text_id, form, status=200 if valid else 422)
    try:
        actions.rewrite(
            viewer(),
            text_id,
            form.body.data,
            clock.now(),
            same_meaning=form.same_meaning.data,
            based_on=form.based_on.data,
        )
    except Overtaken as overtaken:
        return _editor(text_id, form, problem=_(overtaken.message), status=409)
    flash(_("Saved."), "success")
    if has_hidden(request.form.get("body", "")):
        flash(_("There were invisible characters in your text. They were taken out."), "info")
    return go(f"/texts/{text_id}")


@door.post("/advice", open_to=STAFF)
def advice() -> Response:
    """What the plain-language meter says of the Dutch in a field, while it is written. Stores nothing."""
    body = clean(request.form.get(request.args.get("field", "body"), ""), multiline=True)
    return page("texts/_advice.html", advice=plain_dutch.measure(body), body=body)


def _editor(text_id: UUID, form: SourceForm | None = None, problem: str | None = None, status: int = 200) -> Response:
    text = rights.editable(viewer(), text_id)
    now = queries.now_written(text_id)
    source = now[text.source_language or ""]
    typed = source.body if form is None else form.body.data or ""
    return page(
        "texts/staff/text.html",
        status=status,
        text=text,
        source=source,
        now=now,
        states=queries.languages_of(now, source.language),
        form=form or SourceForm(formdata=None),
        typed=typed,
        advice=plain_dutch.measure(typed),
        body=typed,
        problem=problem,
        theirs=differences.compared(typed, source.body) if problem else None,
    )


# What it said before


@door.get("/<uuid:text_id>/history/<string(maxlength=40):language>", open_to=STAFF)
def history(text_id: UUID, language: str) -> Response:
    """What a text has said in a language, with what changed each time; two of them side by side on request."""
    return _history(text_id, language)


@door.post("/<uuid:text_id>/history/<string(maxlength=40):language>", open_to=STAFF)
def restore(text_id: UUID, language: str) -> Response:
    """Bring earlier words back, as a new version."""
    _changeable(text_id, language)
    form = RestoreForm()
    if not form.validate():
        raise NotFound
    try:
        actions.restore(viewer(), text_id, language, form.number.data, clock.now(), based_on=form.based_on.data)
    except Overtaken as overtaken:
        return _history(text_id, language, _(overtaken.message), 409)
    flash(_("These words are back."), "success")
    return go(f"/texts/{text_id}/history/{language}")


def _changeable(text_id: UUID, language: str) -> None:
    """Writers change the source of their texts, translators what they may put over; raises `NotFound` otherwise."""
    if language in rights.spoken(viewer()):
        rights.translatable(viewer(), text_id, language)
    elif rights.editable(viewer(), text_id).source_language != language:
        raise NotFound


def _history(text_id: UUID, language: str, problem: str | None = None, status: int = 200) -> Response:
    if language in rights.spoken(viewer()):
        rights.translatable(viewer(), text_id, language)
        back = f"/texts/desk/{text_id}/{language}"
    else:
        rights.editable(viewer(), text_id)
        back = f"/texts/{text_id}"
    versions = queries.history(text_id, language, request.args.get("before", type=int))
    if not versions:
        raise NotFound
    shown = versions[: queries.HISTORY_LENGTH]
    pairs = [
        (version, differences.compared(before.body if before else "", version.body))
        for version, before in zip(shown, [*versions[1:], None], strict=False)
    ]
    return page(
        "texts/staff/history.html",
        status=status,
        text_id=text_id,
        code=language,
        own_name=LANGUAGES[language].own_name,
        pairs=pairs,
        newest=found(queries.now_written(text_id).get(language)).number,
        older=shown[-1].number if len(versions) > queries.HISTORY_LENGTH else None,
        back=back,
        problem=problem,
        may_restore=_may_restore(text_id, language),
    )


def _may_restore(text_id: UUID, language: str) -> bool:
    try:
        _changeable(text_id, language)
    except NotFound:
        return False
    return True


# What translators ask, and the sentence library


@door.get("/questions", open_to=CASE_WORKERS)
def questions() -> Response:
    """What translators ask about our texts."""
    return _questions()


@door.post("/questions/<uuid:remark_id>", open_to=CASE_WORKERS)
def answer(remark_id: UUID) -> Response:
    """Answer a translator."""
    form = WordsForm()
    remark_queries.answerable(viewer(), remark_id)
    if not form.validate():
        return _questions(remark_id, form, 422)
    try:
        remark_actions.answer(viewer(), remark_id, form.words.data, clock.now())
    except Refused as refusal:
        return _questions(remark_id, form, 422, _(refusal.message))
    flash(_("Your answer is sent."), "success")
    return go("/texts/questions")


def _questions(
    answered: UUID | None = None, form: WordsForm | None = None, status: int = 200, problem: str | None = None
) -> Response:
    asked, older = remark_queries.questions(viewer(), request.args.get("after", type=UUID))
    return page(
        "texts/staff/questions.html",
        status=status,
        asked=asked,
        older=older,
        answered=answered,
        form=form,
        problem=problem,
    )


@door.get("/blocks", open_to=STAFF)
def library() -> Response:
    """Every sentence that is there in all languages, with sample values."""
    listed: list[dict[str, Any]] = []
    for block in blocks.offered():
        said = {}
        for code in LANGUAGES:
            with using(code):
                said[code] = blocks.example(block)
        listed.append({"key": block.key, "room": block.key.partition(".")[0], "said": said})
    return page("texts/staff/blocks.html", listed=listed)


def _after() -> tuple[int, UUID] | None:
    """After which text this page of the list goes on."""
    number, _dot, last = request.args.get("after", "").partition(".")
    try:
        return (int(number[:10]), UUID(last)) if last else None
    except ValueError:
        raise NotFound from None
