"""Messages for cultuurverbinders: the inbox, the pool, answering."""

from typing import Any
from uuid import UUID

from flask import g
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CULTUURVERBINDER, Door, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import _
from portal.core.markdown import plain
from portal.messages import actions, queries
from portal.messages.forms import SendForm
from portal.messages.models import TOPIC_ICONS, TOPICS
from portal.messages.views import before, nothing_new, older_than, talk_page

door = Door("inbox", __name__, url_prefix="/messages/inbox")

MINE, UNCLAIMED, CLOSED = "/messages/inbox", "/messages/inbox/unclaimed", "/messages/inbox/closed"


@door.get("", open_to=CULTUURVERBINDER)
def inbox() -> Response:
    """The questions that I answer."""
    return _list("messages/staff/mine.html", MINE, listed=queries.claimed(viewer(), before()))


@door.get("/unclaimed", open_to=CULTUURVERBINDER)
def unclaimed() -> Response:
    """The questions in my languages that nobody has taken, who waits longest first."""
    return _pool()


@door.get("/closed", open_to=CULTUURVERBINDER)
def closed() -> Response:
    """The questions that I answered and closed."""
    return _list("messages/staff/closed.html", CLOSED, listed=queries.closed(viewer(), before()))


@door.get("/unclaimed/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def question(thread_id: UUID) -> Response:
    """What somebody asks, without who."""
    asked = queries.question(viewer(), thread_id)
    return page("messages/staff/question.html", question=asked, words=plain, topics=TOPICS, icons=TOPIC_ICONS)


@door.post("/unclaimed/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def claim(thread_id: UUID) -> Response:
    """I answer this."""
    try:
        actions.claim(viewer(), thread_id, clock.now())
    except Refused as refusal:
        return _pool(_(refusal.message), status=409)
    return go(f"/messages/inbox/{thread_id}")


@door.get("/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def thread(thread_id: UUID) -> Response:
    """A question that I answer."""
    if nothing_new(thread_id):
        return Response(status=204)
    return _show(thread_id)


@door.post("/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def answer(thread_id: UUID) -> Response:
    """Say something to who asked."""
    form = SendForm()
    if not form.validate():
        return _show(thread_id, form, status=422)
    actions.send(viewer(), thread_id, form.words, clock.now(), client_id=form.client_id)
    if wants_part():
        return _show(thread_id, SendForm(formdata=None))
    return go(f"/messages/inbox/{thread_id}#newest")


@door.post("/<uuid:thread_id>/seen", open_to=CULTUURVERBINDER)
def seen(thread_id: UUID) -> Response:
    """I have these messages on my screen. htmx says so for every new one: nobody has touched the phone."""
    g.by_itself = wants_part()
    actions.mark_seen(viewer(), thread_id, clock.now())
    return Response(status=204) if wants_part() else go(f"/messages/inbox/{thread_id}#newest")


@door.post("/<uuid:thread_id>/close", open_to=CULTUURVERBINDER)
def close(thread_id: UUID) -> Response:
    """This is answered."""
    actions.close(viewer(), thread_id, clock.now())
    return go(MINE)


def _show(thread_id: UUID, form: SendForm | None = None, status: int = 200) -> Response:
    talk = queries.answered(viewer(), thread_id, older_than())
    return talk_page("messages/staff/thread.html", talk, f"/messages/inbox/{thread_id}", form, status)


def _pool(problem: str | None = None, status: int = 200) -> Response:
    questions = queries.unclaimed(viewer())
    return _list("messages/staff/unclaimed.html", UNCLAIMED, status, questions=questions, problem=problem)


def _list(template: str, active: str, status: int = 200, **lists: Any) -> Response:
    """One of the three lists, under the same chips."""
    waiting = queries.waiting(viewer())
    filters = [
        {"label": label, "url": url, "active": url == active, "count": count}
        for label, url, count in (
            (_("I answer"), MINE, waiting.to_answer),
            (_("Nobody yet"), UNCLAIMED, waiting.unclaimed),
            (_("Closed"), CLOSED, None),
        )
    ]
    return page(template, status=status, filters=filters, topics=TOPICS, icons=TOPIC_ICONS, **lists)
