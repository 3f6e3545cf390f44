"""The translation desk: the queue, one text at a time, checking another's work, and what readers do not understand."""

from typing import Any
from uuid import UUID

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CULTUURVERBINDER, Door, viewer
from portal.core.errors import NotFound, Refused, found
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import LANGUAGES, _
from portal.texts import (
    desk_actions,
    desk_queries,
    differences,
    glossary,
    queries,
    remark_actions,
    remark_queries,
    rights,
    sentences,
)
from portal.texts.desk_queries import After
from portal.texts.forms import CheckForm, PartsForm, WordsForm
from portal.texts.models import Verdict

door = Door("texts_desk", __name__, url_prefix="/texts/desk")

PATH = "/<uuid:text_id>/<string(maxlength=40):language>"


@door.get("", open_to=CULTUURVERBINDER)
def queue() -> Response:
    """What waits in one of my languages, the most urgent first; or what waits for a second speaker."""
    codes = rights.spoken(viewer())
    code = request.args.get("language", codes[0] if codes else "")
    to_check = request.args.get("list") == "check"
    waiting = desk_queries.queue(viewer(), code, _after(), to_check=to_check) if codes else None
    return page(
        "texts/desk/queue.html",
        queue=waiting,
        code=code,
        codes=codes,
        to_check=to_check,
        first=_after() is None,
        soon=clock.now() + desk_queries.SOON,
    )


@door.get("/next", open_to=CULTUURVERBINDER)
def following() -> Response:
    """What to put over next, after the one that is skipped."""
    language = request.args.get("language") or next(iter(rights.spoken(viewer())), "")
    return _to_next(language, request.args.get("skip", type=UUID))


@door.get(PATH, open_to=CULTUURVERBINDER)
def work(text_id: UUID, language: str) -> Response:
    """One text: what it says in Dutch, what was there before, and room for mine."""
    return _work(text_id, language)


@door.post(PATH, open_to=CULTUURVERBINDER)
def save(text_id: UUID, language: str) -> Response:
    """Give it to its readers, and go on to the next."""
    rights.translatable(viewer(), text_id, language)
    form = PartsForm()
    if not form.validate() or form.empty:
        return _work(text_id, language, form, _("Write every sentence in your language first."), 422)
    body = sentences.join(form.part.data, _source_of(text_id, form).body)
    try:
        desk_actions.put_over(viewer(), text_id, language, body, form.made_from.data, form.based_on.data, clock.now())
    except Refused as refusal:
        return _work(text_id, language, form, _(refusal.message), 409)
    flash(_("Saved. Readers see it now."), "success")
    return _to_next(language)


@door.post(PATH + "/draft", open_to=CULTUURVERBINDER)
def keep(text_id: UUID, language: str) -> Response:
    """Keep what is written so far."""
    rights.translatable(viewer(), text_id, language)
    form = PartsForm()
    if not form.validate():
        return _work(text_id, language, form, _("That did not work. Try again."), 422)
    _source_of(text_id, form)
    now = clock.now()
    desk_actions.save_draft(viewer(), text_id, language, form.part.data, form.made_from.data, form.based_on.data, now)
    if wants_part():
        return page("texts/desk/_kept.html", kept_at=now)
    return go(f"/texts/desk/{text_id}/{language}")


@door.post(PATH + "/hand-back", open_to=CULTUURVERBINDER)
def hand_back(text_id: UUID, language: str) -> Response:
    """Leave it to somebody else, with what I have."""
    desk_actions.hand_back(viewer(), text_id, language)
    flash(_("Somebody else can go on with it."), "success")
    return go(f"/texts/desk?language={language}")


@door.post(PATH + "/ask", open_to=CULTUURVERBINDER)
def ask(text_id: UUID, language: str) -> Response:
    """Ask who wrote it what is meant."""
    form = WordsForm()
    rights.translatable(viewer(), text_id, language)
    if not form.validate():
        return _work(text_id, language, problem=_("Write your question first."), status=422, asking=form)
    remark_actions.ask_writer(viewer(), text_id, language, form.words.data, clock.now())
    flash(_("Your question is sent to who wrote the text."), "success")
    return go(f"/texts/desk/{text_id}/{language}")


@door.post(PATH + "/check", open_to=CULTUURVERBINDER)
def check(text_id: UUID, language: str) -> Response:
    """Say whether a neighbour would understand what somebody else wrote."""
    rights.translatable(viewer(), text_id, language)
    form = CheckForm()
    if not form.validate():
        return _work(text_id, language, problem=_("Choose one."), status=422, checking=form)
    verdict = Verdict(form.verdict.data or "")
    try:
        desk_actions.check(viewer(), text_id, language, form.number.data, verdict, form.words.data, clock.now())
    except Refused as refusal:
        return _work(text_id, language, problem=_(refusal.message), status=422, checking=form)
    flash(_("Thank you for checking."), "success")
    return go(f"/texts/desk?language={language}&list=check")


def _source_of(text_id: UUID, form: PartsForm) -> queries.Written:
    """The source that the translator had before them; its sentences are as many as the parts, or there is one."""
    source = next(each for each in queries.now_written(text_id).values() if each.made_from is None)
    if form.made_from.data != source.number:
        source = found(queries.written(text_id, source.language, form.made_from.data))
    if len(form.part.data) not in {1, len(sentences.split(source.body))}:
        raise NotFound
    return source


def _to_next(language: str, skipped: UUID | None = None) -> Response:
    waiting = desk_queries.next_one(viewer(), language, skipped)
    return go(waiting.path if waiting else f"/texts/desk?language={language}")


def _work(
    text_id: UUID,
    language: str,
    form: PartsForm | None = None,
    problem: str | None = None,
    status: int = 200,
    **forms: Any,
) -> Response:
    """The page of one text. Whatever was typed stays; what somebody else has written since stands beside it."""
    rights.translatable(viewer(), text_id, language)
    now = queries.now_written(text_id)
    source = next(each for each in now.values() if each.made_from is None)
    said, draft = now.get(language), desk_queries.draft(viewer(), text_id, language)
    before = None
    if said is not None and said.made_from != source.number:
        before = queries.written(text_id, source.language, said.made_from or 1)
    return page(
        "texts/desk/work.html",
        status=status,
        text_id=text_id,
        code=language,
        spoken=LANGUAGES[language],
        source=source,
        said=said,
        state=said.freshness if said else queries.Freshness.MISSING,
        changed=differences.compared(before.body, source.body)[1] if before else None,
        parts=_parts(form, draft, source, said),
        based_on=said.number if said else 0,
        draft=draft,
        terms=glossary.found_in(source.body, language),
        checks=desk_queries.checks(text_id, language, said.number) if said else [],
        may_check=bool(said and said.made_by != viewer().person_id and said.freshness == queries.Freshness.CURRENT),
        problem=problem,
        questions=remark_queries.my_questions(viewer(), text_id),
        **{"asking": None, "checking": None, **forms},
    )


def _parts(
    form: PartsForm | None, draft: Any, source: queries.Written, said: queries.Written | None
) -> list[tuple[str, str]]:
    """Each sentence with what is written for it: as typed, as kept, as it was, or empty."""
    theirs = sentences.split(source.body)
    if form is not None and form.part.data:
        mine = form.part.data
    elif draft is not None:
        mine = draft.parts
    else:
        mine = [said.body] if said else [sentences.mark_of(each) for each in theirs]
    if len(mine) == len(theirs):
        return list(zip(theirs, mine, strict=True))
    return [(source.body, "\n".join(mine))]


# What readers do not understand


@door.get("/remarks", open_to=CULTUURVERBINDER)
def remarks() -> Response:
    """What readers of my languages did not understand, who waits longest first."""
    return _remarks()


@door.post("/remarks/<uuid:remark_id>", open_to=CULTUURVERBINDER)
def answer(remark_id: UUID) -> Response:
    """Say it otherwise, to who asked."""
    remark_queries.answerable(viewer(), remark_id)
    form = WordsForm()
    if not form.validate():
        return _remarks(remark_id, form, 422)
    remark_actions.answer(viewer(), remark_id, form.words.data, clock.now())
    flash(_("Your answer is sent."), "success")
    return go("/texts/desk/remarks")


def _remarks(answered: UUID | None = None, form: WordsForm | None = None, status: int = 200) -> Response:
    asked, older = remark_queries.pool(viewer(), request.args.get("after", type=UUID))
    return page(
        "texts/desk/remarks.html",
        status=status,
        asked=asked,
        older=older,
        answered=answered,
        form=form,
        problem=None,
    )


def _after() -> After | None:
    """After which text this page of the queue goes on."""
    given = request.args.get("after", "").split(".")
    try:
        return After(int(given[0][:4]), int(given[1][:10]), UUID(given[2])) if len(given) == 3 else None
    except ValueError:
        raise NotFound from None
