"""A participant's announcements: the list, one of them, and having read it."""

from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.words import ROLE_WORDS
from portal.announcements import actions, queries
from portal.announcements.models import KIND_LABELS
from portal.announcements.pictures import PICTURES
from portal.core import clock
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.htmx import go, page, wants_part
from portal.texts import remark_queries

door = Door("announcements", __name__, url_prefix="/announcements")


@door.get("", open_to=PARTICIPANT)
def overview() -> Response:
    """Pinned first, then newest first, a page at a time."""
    before = request.args.get("before", type=UUID)
    return page(
        "announcements/overview.html",
        part="announcements/_list.html",
        listed=queries.announcements(viewer(), before),
        first=before is None,
        pictures=PICTURES,
        labels=KIND_LABELS,
    )


@door.get("/<uuid:announcement_id>", open_to=PARTICIPANT)
def one(announcement_id: UUID) -> Response:
    """One of them. Looking does not mark it as read: its form does, by htmx as soon as it is on the screen."""
    one = queries.announcement(viewer(), announcement_id)
    return page(
        "announcements/one.html",
        one=one,
        remarks=remark_queries.mine(viewer(), [one.text_id]),
        contacts=accounts.contacts(viewer())[:1],
        pictures=PICTURES,
        labels=KIND_LABELS,
        roles=ROLE_WORDS,
    )


@door.post("/<uuid:announcement_id>/read", open_to=PARTICIPANT)
def read(announcement_id: UUID) -> Response:
    """The viewer has read it."""
    g.by_itself = wants_part()  # htmx sends it when the page appears
    actions.mark_read(viewer(), announcement_id, clock.now())
    if wants_part():
        return page("announcements/one.html", part="announcements/_read.html")
    return go(queries.path(announcement_id))
