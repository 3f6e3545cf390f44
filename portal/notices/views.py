"""The inbox of a person."""

from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import SIGNED_IN, Door, viewer
from portal.core.htmx import go, page, wants_part
from portal.notices import actions, queries

door = Door("notices", __name__, url_prefix="/notices")


@door.get("", open_to=SIGNED_IN)
def inbox() -> Response:
    """By day, newest first, a page at a time."""
    before = request.args.get("before", type=UUID)
    return page(
        "notices/inbox.html",
        part="notices/_list.html",
        inbox=queries.inbox(viewer(), before),
        unread=queries.unread_count(viewer()),
        first=before is None,
    )


@door.get("/<uuid:notice_id>", open_to=SIGNED_IN)
def notice(notice_id: UUID) -> Response:
    """What a push or the list leads to. It leads on to the thing itself: by itself with htmx, else by its button."""
    return page("notices/notice.html", item=queries.notice(viewer(), notice_id))


@door.post("/<uuid:notice_id>/open", open_to=SIGNED_IN)
def open_notice(notice_id: UUID) -> Response:
    """Mark it read, and on to the thing itself."""
    g.by_itself = wants_part()  # htmx sends it when the page appears
    return go(actions.mark_read(viewer(), notice_id, clock.now()) or "/notices")


@door.post("/read", open_to=SIGNED_IN)
def read_all() -> Response:
    """Mark everything in the inbox as read."""
    actions.mark_all_read(viewer(), clock.now())
    return go("/notices")
