"""What the municipality has sent, for those who send."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from portal.announcements import staff_queries
from portal.announcements.models import KIND_LABELS
from portal.core.access import CASE_WORKERS, Door, viewer
from portal.core.htmx import page

door = Door("sent_announcements", __name__, url_prefix="/announcements/sent")


@door.get("", open_to=CASE_WORKERS)
def sent() -> Response:
    """Newest first, with how many have read each."""
    before = request.args.get("before", type=UUID)
    items, older = staff_queries.sent(viewer(), before)
    return page(
        "announcements/staff/sent.html",
        items=items,
        older=older,
        first=before is None,
        labels=KIND_LABELS,
        waiting=staff_queries.waiting(viewer()) if before is None else [],
    )
