"""Who looked at my things, for the person whose things they are: a participant, or a colleague."""

from flask import request
from werkzeug.wrappers import Response

from portal.audit import queries
from portal.core import offers
from portal.core.access import SIGNED_IN, Door, viewer
from portal.core.errors import NotFound
from portal.core.htmx import page

door = Door("audit", __name__, url_prefix="/who-looked")


@door.get("", open_to=SIGNED_IN)
def looks() -> Response:
    """By day, newest first, a page at a time."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < queries.NO_NUMBER:
        raise NotFound
    return page(
        "audit/looks.html",
        part="audit/_list.html",
        looks=queries.looks(viewer(), before, routine="all" in request.args),
        first=before is None,
        ask_url=offers.url_of("messages") if viewer().is_participant else None,
    )
