"""Texts for outside translators: a file out, and in again after a preview."""

from flask import flash, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CASE_WORKERS, Door, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page
from portal.core.i18n import LANGUAGES, N_, _
from portal.texts import exchange
from portal.texts.forms import ImportForm

door = Door("texts_exchange", __name__, url_prefix="/texts/exchange")


@door.get("", open_to=CASE_WORKERS)
def files() -> Response:
    """Files to send to a translator, and a place for what comes back."""
    return _files()


@door.get("/files/<string(maxlength=40):language>", open_to=CASE_WORKERS)
def file(language: str) -> Response:
    """The texts of the municipality with what they say in one language."""
    content = exchange.exported(viewer(), language)
    name = f"attachment; filename=texts-{language}.po"
    return Response(content, mimetype="text/x-gettext-translation", headers={"Content-Disposition": name})


@door.post("/preview", open_to=CASE_WORKERS)
def preview() -> Response:
    """What a file that came back would change. Nothing is stored."""
    try:
        content = _sent()
        seen = exchange.preview(viewer(), content)
    except Refused as refusal:
        return _files(_(refusal.message), 422)
    return page("texts/staff/preview.html", seen=seen, content=content, problem=None)


@door.post("/take-in", open_to=CASE_WORKERS)
def take_in() -> Response:
    """Take in what was previewed, all of it or nothing."""
    form = ImportForm()
    if not form.validate():
        return _files(_("That did not work. Try again."), 422)
    content = form.content.data or ""
    try:
        count = exchange.take_in(viewer(), content, form.seal.data or "", clock.now())
    except Refused as refusal:
        try:
            seen = exchange.preview(viewer(), content)
        except Refused:
            return _files(_(refusal.message), 422)
        problem = _(refusal.message)
        return page("texts/staff/preview.html", status=409, seen=seen, content=content, problem=problem)
    flash(_("Taken in. Texts: %(number)s.", number=count), "success")
    return go("/texts")


def _sent() -> str:
    """The words of the file that was sent, whatever it calls itself."""
    sent = request.files.get("file")
    raw = sent.stream.read(exchange.LARGEST + 1) if sent else b""
    if not raw:
        raise Refused(N_("Choose a file first."))
    if len(raw) > exchange.LARGEST:
        raise Refused(N_("The file is too large."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(N_("This is not a PO file.")) from None


def _files(problem: str | None = None, status: int = 200) -> Response:
    codes = [code for code in LANGUAGES if code != "nl"]
    return page("texts/staff/exchange.html", status=status, codes=codes, problem=problem)
