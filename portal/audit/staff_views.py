"""Who opened very many files, for the beheerder."""

from werkzeug.wrappers import Response

from portal.audit import budget
from portal.core.access import BEHEERDER, Door, viewer
from portal.core.htmx import page

door = Door("many_looks", __name__, url_prefix="/many-looks")


@door.get("", open_to=BEHEERDER)
def many_looks() -> Response:
    """Of the last thirty days, newest first."""
    return page("audit/many.html", used_up=budget.used_up(viewer()))
