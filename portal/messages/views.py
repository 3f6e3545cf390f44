"""Messages for participants: what I asked, asking, one thread."""

from typing import Any
from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import _
from portal.core.markdown import plain
from portal.messages import actions, queries
from portal.messages.forms import AskForm, SendForm
from portal.messages.hours import answer_days
from portal.messages.models import TOPIC_ICONS, TOPICS, Topic
from portal.messages.queries import Talk

door = Door("messages", __name__, url_prefix="/messages")


@door.get("", open_to=PARTICIPANT)
def threads() -> Response:
    """Ask, what I asked before, and who answers."""
    listed = queries.mine(viewer(), before())
    return page("messages/threads.html", listed=listed, icons=TOPIC_ICONS, topics=TOPICS, **_answerers())


@door.get("/new", open_to=PARTICIPANT)
def new() -> Response:
    """Ask something."""
    return _ask_page(AskForm(formdata=None))


@door.post("/new", open_to=PARTICIPANT, once=True)
def ask() -> Response:
    """Put the question in the pool of the reader's language."""
    form = AskForm()
    if not form.validate():
        return _ask_page(form, status=422)
    try:
        thread_id = actions.ask(
            viewer(), Topic(form.topic.data or ""), form.words, clock.now(), client_id=form.client_id
        )
    except Refused as refusal:
        return _ask_page(form, _(refusal.message), status=409)
    return go(f"/messages/{thread_id}")


@door.get("/<uuid:thread_id>", open_to=PARTICIPANT)
def thread(thread_id: UUID) -> Response:
    """One of my threads. htmx asks again and again whether there is more, and gets an empty answer if not."""
    if nothing_new(thread_id):
        return Response(status=204)
    return _show(thread_id)


@door.post("/<uuid:thread_id>", open_to=PARTICIPANT)
def send(thread_id: UUID) -> Response:
    """Say something more."""
    form = SendForm()
    if not form.validate():
        return _show(thread_id, form, status=422)
    actions.send(viewer(), thread_id, form.words, clock.now(), client_id=form.client_id)
    return _show(thread_id, SendForm(formdata=None)) if wants_part() else go(f"/messages/{thread_id}#newest")


@door.post("/<uuid:thread_id>/seen", open_to=PARTICIPANT)
def seen(thread_id: UUID) -> Response:
    """I have these messages on my screen. htmx says so for every new one: nobody has touched the phone."""
    g.by_itself = wants_part()
    actions.mark_seen(viewer(), thread_id, clock.now())
    return Response(status=204) if wants_part() else go(f"/messages/{thread_id}#newest")


def before() -> UUID | None:
    """After which thread this page of a list goes on."""
    try:
        return UUID(request.args["before"]) if "before" in request.args else None
    except ValueError:
        raise NotFound from None


def older_than() -> int | None:
    """Before which message older ones are asked for."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < queries.NO_NUMBER:
        raise NotFound
    return before


def nothing_new(thread_id: UUID) -> bool:
    """Whether the page that asks already shows the last message."""
    after = request.args.get("after", type=int)
    g.by_itself = after is not None  # the page asks; nobody has touched the phone
    return wants_part() and after is not None and queries.last_number(viewer(), thread_id) == after


def talk_page(template: str, talk: Talk, url: str, form: SendForm | None, status: int = 200) -> Response:
    """A thread as a page; for htmx its talk alone, and after writing the box to write in as well."""
    part = "messages/_talk.html" if form is None else "messages/_thread.html"
    days = answer_days(talk.hours)
    return page(
        template,
        part=part,
        status=status,
        talk=talk,
        url=url,
        days=days,
        words=plain,
        form=form or SendForm(formdata=None),
        topics=TOPICS,
        icons=TOPIC_ICONS,
    )


def _show(thread_id: UUID, form: SendForm | None = None, status: int = 200) -> Response:
    talk = queries.asked(viewer(), thread_id, older_than())
    return talk_page("messages/thread.html", talk, f"/messages/{thread_id}", form, status)


def _ask_page(form: AskForm, problem: str | None = None, status: int = 200) -> Response:
    choices = [(topic.value, _(words), TOPIC_ICONS[topic]) for topic, words in TOPICS.items()]
    return page("messages/new.html", status=status, form=form, problem=problem, choices=choices, **_answerers())


def _answerers() -> dict[str, Any]:
    return {"answerers": [(contact, answer_days(contact.hours)) for contact in queries.answerers(viewer())]}
