"""Gathering what waits."""

from portal.core import offers
from portal.core.offers import Todo
from portal.core.viewer import Viewer


def waiting(viewer: Viewer) -> list[Todo]:
    """What waits for the viewer in all rooms, in menu order; what counts nothing is left out."""
    return [item for offer in offers.all_of("todo") for item in offer(viewer) if item.count]
