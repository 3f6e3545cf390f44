"""Messages for cultuurverbinders: the inbox, the pool, answering."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CULTUURVERBINDER, Door, viewer
from portal.core.errors import Refused
from portal.core.htmx import go, page, wants_part
from portal.core.i18n import N_, _
from portal.messages import actions, inbox_actions, queries, search, worry_actions, worry_queries
from portal.messages.forms import HandOverForm, NoteForm, SendForm, WorryForm
from portal.messages.models import TOPIC_ICONS, TOPICS, WORRIES, WorryKind
from portal.messages.saying import in_short, language_of, shown
from portal.messages.views import before, nothing_new, older_than, say_ready_made, search_page, searched_for, talk_page

door = Door("inbox", __name__, url_prefix="/messages/inbox")

MINE, UNCLAIMED, THEIR_TURN, CLOSED = (
    "/messages/inbox",
    "/messages/inbox/unclaimed",
    "/messages/inbox/their-turn",
    "/messages/inbox/closed",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a list of threads is called, what it is for, and what stands there when it is empty; msgids."""

    title: str
    about: str
    none: str
    none_hint: str
    picture: str = "circle-check"


LISTS = {
    MINE: Words(
        N_("Messages"),
        N_("The questions that wait for your answer."),
        N_("Nothing waits for your answer"),
        N_("Look whether somebody waits whom you can help."),
        "messages",
    ),
    THEIR_TURN: Words(
        N_("Their turn"),
        N_("You answered. When they write, the question waits for you again."),
        N_("Nothing waits for the other side"),
        N_("What you have answered stands here until they write or you close it."),
    ),
    CLOSED: Words(
        N_("Closed questions"),
        N_("When somebody writes in it, a question opens again."),
        N_("Nothing closed yet"),
        N_("What you have answered and closed will stand here."),
    ),
}


@door.get("", open_to=CULTUURVERBINDER)
def inbox() -> Response:
    """The questions that wait for my answer."""
    return _threads(MINE, queries.claimed(viewer(), before()))


@door.get("/unclaimed", open_to=CULTUURVERBINDER)
def unclaimed() -> Response:
    """The questions in my languages that nobody has taken, who waits longest first."""
    return _pool()


@door.get("/their-turn", open_to=CULTUURVERBINDER)
def their_turn() -> Response:
    """The questions that I answered, and that wait for who asked."""
    return _threads(THEIR_TURN, queries.their_turn(viewer(), before()))


@door.post("/search", open_to=CULTUURVERBINDER)
def look_for() -> Response:
    """Where some words stand in the threads that I answer."""
    wanted = searched_for()
    return search_page("/messages/inbox", wanted, search.in_answered(viewer(), wanted))


@door.get("/closed", open_to=CULTUURVERBINDER)
def closed() -> Response:
    """The questions that I answered and closed."""
    return _threads(CLOSED, queries.closed(viewer(), before()))


@door.get("/unclaimed/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def question(thread_id: UUID) -> Response:
    """What somebody asks, without who."""
    asked = queries.question(viewer(), thread_id)
    return page("messages/staff/question.html", question=asked, words=shown, topics=TOPICS, icons=TOPIC_ICONS)


@door.post("/unclaimed/<uuid:thread_id>", open_to=CULTUURVERBINDER)
def claim(thread_id: UUID) -> Response:
    """I answer this."""
    try:
        inbox_actions.claim(viewer(), thread_id, clock.now())
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
    inbox_actions.close(viewer(), thread_id, clock.now())
    return go(MINE)


@door.post("/<uuid:thread_id>/reopen", open_to=CULTUURVERBINDER)
def reopen(thread_id: UUID) -> Response:
    """It was not answered after all."""
    inbox_actions.reopen(viewer(), thread_id)
    return go(f"/messages/inbox/{thread_id}#newest")


@door.post("/<uuid:thread_id>/reply", open_to=CULTUURVERBINDER)
def reply(thread_id: UUID) -> Response:
    """Say a ready-made sentence."""
    say_ready_made(thread_id)
    if wants_part():
        return _show(thread_id, SendForm(formdata=None))
    return go(f"/messages/inbox/{thread_id}#newest")


@door.get("/<uuid:thread_id>/colleagues", open_to=CULTUURVERBINDER)
def colleagues(thread_id: UUID) -> Response:
    """Notes for colleagues, and who could answer instead of me."""
    return _colleagues(thread_id, HandOverForm(formdata=None), NoteForm(formdata=None))


@door.post("/<uuid:thread_id>/note", open_to=CULTUURVERBINDER, once=True)
def note(thread_id: UUID) -> Response:
    """Keep a note that only who answers can read."""
    form = NoteForm()
    if not form.validate():
        return _colleagues(thread_id, HandOverForm(formdata=None), form, 422)
    inbox_actions.note(viewer(), thread_id, form.words, clock.now())
    return go(f"/messages/inbox/{thread_id}/colleagues")


@door.post("/<uuid:thread_id>/hand-over", open_to=CULTUURVERBINDER, once=True)
def hand_over(thread_id: UUID) -> Response:
    """A colleague answers from now on, or whoever takes it."""
    form = HandOverForm()
    if not form.validate():
        return _colleagues(thread_id, form, NoteForm(formdata=None), 422)
    words = form.note.data or ""
    if form.colleague is None:
        inbox_actions.put_back(viewer(), thread_id, words, clock.now())
    else:
        inbox_actions.hand_over(viewer(), thread_id, form.colleague, words, clock.now())
    return go(MINE)


@door.get("/<uuid:thread_id>/worry", open_to=CULTUURVERBINDER)
def worry(thread_id: UUID) -> Response:
    """What to do when something is not safe."""
    return _worry(thread_id, WorryForm(formdata=None))


@door.post("/<uuid:thread_id>/worry", open_to=CULTUURVERBINDER, once=True)
def worried(thread_id: UUID) -> Response:
    """I am worried: the begeleiders hear of it now."""
    form = WorryForm()
    if not form.validate():
        return _worry(thread_id, form, 422)
    kind = WorryKind(form.kind.data or "")
    worry_actions.raise_worry(viewer(), thread_id, kind, form.words.data or "", clock.now())
    return go(f"/messages/inbox/{thread_id}/worry")


def _worry(thread_id: UUID, form: WorryForm, status: int = 200) -> Response:
    talk, raised = queries.answered(viewer(), thread_id), worry_queries.of_thread(viewer(), thread_id)
    choices = [(kind, _(words), None) for kind, words in WORRIES.items()]
    return page("messages/staff/worry.html", status=status, talk=talk, raised=raised, form=form, choices=choices)


def _colleagues(thread_id: UUID, form: HandOverForm, note_form: NoteForm, status: int = 200) -> Response:
    talk = queries.answered(viewer(), thread_id)
    others = queries.colleagues(viewer(), talk.asker_id, talk.municipality_id, talk.language)
    choices = [(str(each.person_id), each.name, None) for each in others]
    choices.append(("pool", _("Whoever takes it"), None))
    return page(
        "messages/staff/colleagues.html",
        status=status,
        talk=talk,
        notes=queries.notes(viewer(), thread_id),
        choices=choices,
        form=form,
        note_form=note_form,
    )


def _show(thread_id: UUID, form: SendForm | None = None, status: int = 200) -> Response:
    talk = queries.answered(viewer(), thread_id, older_than())
    url, notes = f"/messages/inbox/{thread_id}", queries.notes(viewer(), thread_id)
    return talk_page("messages/staff/thread.html", talk, url, form, status, notes=notes)


def _pool(problem: str | None = None, status: int = 200) -> Response:
    questions = queries.unclaimed(viewer())
    return _list("messages/staff/unclaimed.html", UNCLAIMED, status, questions=questions, problem=problem)


def _threads(active: str, listed: queries.Listed) -> Response:
    return _list("messages/staff/list.html", active, words=LISTS[active], listed=listed)


def _list(template: str, active: str, status: int = 200, **lists: Any) -> Response:
    """One of the four lists, under the same chips."""
    waiting = queries.waiting(viewer())
    filters = [
        {"label": label, "url": url, "active": url == active, "count": count}
        for label, url, count in (
            (_("I answer"), MINE, waiting.to_answer),
            (_("Nobody yet"), UNCLAIMED, waiting.unclaimed),
            (_("Their turn"), THEIR_TURN, None),
            (_("Closed"), CLOSED, None),
        )
    ]
    return page(
        template,
        status=status,
        active=active,
        filters=filters,
        topics=TOPICS,
        icons=TOPIC_ICONS,
        in_short=in_short,
        base=MINE,
        reads_in=language_of,
        **lists,
    )
