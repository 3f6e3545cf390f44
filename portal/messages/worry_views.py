"""For begeleiders: what a cultuurverbinder is worried about. The thread itself stays closed to them."""

from uuid import UUID

from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.access import CASE_WORKERS, Door, viewer
from portal.core.htmx import go, page
from portal.core.i18n import _
from portal.messages import worry_actions, worry_queries
from portal.messages.models import WORRIES

door = Door("worries", __name__, url_prefix="/messages/worries")


@door.get("", open_to=CASE_WORKERS)
def worries() -> Response:
    """What is not settled, with what to do."""
    names = {kind: _(words) for kind, words in WORRIES.items()}
    return page("messages/staff/worries.html", worries=worry_queries.still_open(viewer()), names=names)


@door.post("/<uuid:worry_id>/take", open_to=CASE_WORKERS)
def take(worry_id: UUID) -> Response:
    """I see to it."""
    worry_actions.take(viewer(), worry_id, clock.now())
    return go("/messages/worries")


@door.post("/<uuid:worry_id>/settle", open_to=CASE_WORKERS)
def settle(worry_id: UUID) -> Response:
    """It is taken care of."""
    worry_actions.settle(viewer(), worry_id, clock.now())
    return go("/messages/worries")
