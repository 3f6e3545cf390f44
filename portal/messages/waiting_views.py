"""For case workers: how many questions wait too long, by language. Nobody's words, nobody's name."""

from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CASE_WORKERS, Door, viewer
from portal.core.htmx import page
from portal.messages import queries

door = Door("waiting_questions", __name__, url_prefix="/messages/waiting")


@door.get("", open_to=CASE_WORKERS)
def waiting() -> Response:
    """Where a cultuurverbinder is missed."""
    return page("messages/staff/waiting.html", waiting=queries.long_waiting(viewer(), clock.now()))
