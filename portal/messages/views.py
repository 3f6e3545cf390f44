"""Messages for participants: what I asked, asking, one thread."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.errors import NotFound, Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import _
from portal.core.text import clean
from portal.messages import actions, ears, queries, search
from portal.messages.blocks import REPLIES
from portal.messages.forms import AskForm, ReplyForm, SendForm
from portal.messages.hours import answer_days
from portal.messages.models import TOPIC_ICONS, TOPICS, Topic
from portal.messages.queries import Talk
from portal.messages.saying import in_short, language_of, shown

door = Door("messages", __name__, url_prefix="/messages")


@door.get("", open_to=PARTICIPANT)
def threads() -> Response:
    """Ask, what I asked before, and who answers."""
    listed = queries.mine(viewer(), before())
    return page(
        "messages/threads.html",
        listed=listed,
        icons=TOPIC_ICONS,
        topics=TOPICS,
        in_short=in_short,
        base="/messages",
        reads_in=language_of,
        refused=len(queries.refused_by(viewer().person_id)),
        **_answerers(),
    )


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
            viewer(),
            Topic(form.topic.data or ""),
            form.words,
            clock.now(),
            wished_for=form.wished_for,
            client_id=form.client_id,
        )
    except Refused as refusal:
        return _ask_page(form, _(refusal.message), status=409)
    return go(f"/messages/{thread_id}")


@door.post("/search", open_to=PARTICIPANT)
def look_for() -> Response:
    """Where some words stand in my threads. They are sent as a form: an address is written down on its way."""
    wanted = searched_for()
    return search_page("/messages", wanted, search.in_asked(viewer(), wanted))


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


@door.post("/<uuid:thread_id>/reply", open_to=PARTICIPANT)
def reply(thread_id: UUID) -> Response:
    """Say a ready-made sentence."""
    say_ready_made(thread_id)
    return _show(thread_id, SendForm(formdata=None)) if wants_part() else go(f"/messages/{thread_id}#newest")


@door.get("/<uuid:thread_id>/somebody-else", open_to=PARTICIPANT)
def somebody_else(thread_id: UUID) -> Response:
    """What happens when I would like to be answered by somebody else."""
    return page("messages/somebody_else.html", talk=queries.asked(viewer(), thread_id))


@door.post("/<uuid:thread_id>/somebody-else", open_to=PARTICIPANT)
def not_by(thread_id: UUID) -> Response:
    """I would like to be answered by somebody else."""
    actions.not_by(viewer(), thread_id, clock.now())
    return go(f"/messages/{thread_id}#newest")


@door.post("/<uuid:thread_id>/history", open_to=PARTICIPANT)
def history(thread_id: UUID) -> Response:
    """Who answers now may read what was written before."""
    actions.show_history(viewer(), thread_id, clock.now())
    return go(f"/messages/{thread_id}#newest")


@door.post("/anybody", open_to=PARTICIPANT)
def anybody() -> Response:
    """Whom I did not want to be answered by may answer me again."""
    actions.forgive(viewer())
    return go("/messages")


@door.post("/<uuid:thread_id>/seen", open_to=PARTICIPANT)
def seen(thread_id: UUID) -> Response:
    """I have these messages on my screen. htmx says so for every new one: nobody has touched the phone."""
    g.by_itself = wants_part()
    actions.mark_seen(viewer(), thread_id, clock.now())
    return Response(status=204) if wants_part() else go(f"/messages/{thread_id}#newest")


def searched_for() -> str:
    """The words that somebody looks for, as they came."""
    return clean(request.form.get("words", ""), limit=100)


def search_page(base: str, wanted: str, found: Sequence[search.Found]) -> Response:
    """What was found in somebody's own threads, for either side."""
    return page("messages/search.html", base=base, wanted=wanted, found=found, topics=TOPICS, icons=TOPIC_ICONS)


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


def say_ready_made(thread_id: UUID) -> None:
    """What either side chose of the ready-made sentences."""
    form = ReplyForm()
    actions.reply(viewer(), thread_id, form.reply.data or "", clock.now(), client_id=form.client_id)


def talk_page(template: str, talk: Talk, url: str, form: SendForm | None, status: int = 200, **more: Any) -> Response:
    """A thread as a page; for htmx its talk alone, and after writing the box to write in as well."""
    part = "messages/_talk.html" if form is None else "messages/_thread.html"
    days = answer_days(talk.hours)
    return page(
        template,
        part=part,
        status=status,
        talk=talk,
        url=url,
        ears=f"{ears.PATH}?t={ears.ticket(talk.id)}",
        days=days,
        words=shown,
        reads_in=language_of,
        replies=[(key, _(words), picture) for key, (words, picture) in REPLIES.items()],
        reply_form=ReplyForm(formdata=None),
        form=form or SendForm(formdata=None),
        topics=TOPICS,
        icons=TOPIC_ICONS,
        **more,
    )


def _show(thread_id: UUID, form: SendForm | None = None, status: int = 200) -> Response:
    talk = queries.asked(viewer(), thread_id, older_than())
    url = f"/messages/{thread_id}"
    return talk_page("messages/thread.html", talk, url, form, status, **({} if talk.answerer else _answerers()))


def _ask_page(form: AskForm, problem: str | None = None, status: int = 200) -> Response:
    choices = [(topic.value, _(words), TOPIC_ICONS[topic]) for topic, words in TOPICS.items()]
    known = _answerers()
    wishes = [(str(each.person_id), each.name, None) for each, _days in known["answerers"]]
    if len(wishes) > 1:
        wishes.insert(0, ("", _("Whoever is there first"), None))
    else:
        wishes = []
    return page("messages/new.html", status=status, form=form, problem=problem, choices=choices, wishes=wishes, **known)


def _answerers() -> dict[str, Any]:
    contacts = [each for each in queries.answerers(viewer()) if each.person_id != viewer().person_id]
    return {
        "answerers": [(contact, answer_days(contact.hours)) for contact in contacts],
        "pool_days": answer_days(",".join(contact.hours for contact in contacts)),
    }
