"""The start: a participant's today, or where a member of staff begins."""

from flask import url_for
from werkzeug.wrappers import Response

from portal.accounts.words import ROLE_WORDS
from portal.core import clock, offers
from portal.core.access import PARTICIPANT, SIGNED_IN, Door, viewer
from portal.core.htmx import go, page
from portal.today import queries

door = Door("today", __name__)


@door.get("/", open_to=SIGNED_IN)
def today() -> Response:
    """What is next and new, for a participant; staff go on to their work."""
    if not PARTICIPANT.allows(viewer()):
        return go(url_for("desk.desk"))
    return page(
        "today/today.html",
        today=queries.today(viewer(), clock.now()),
        role_words=ROLE_WORDS,
        write_url=offers.url_of("messages"),
        schedule_url=offers.url_of("schedule"),
    )
