"""The desk."""

from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import STAFF, Door, viewer
from portal.core.htmx import page
from portal.desk import queries

door = Door("desk", __name__, url_prefix="/desk")


@door.get("", open_to=STAFF)
def desk() -> Response:
    """What waits for me, and where I can go."""
    return page("desk/desk.html", waiting=queries.waiting(viewer()), today=clock.today())
