"""What managing people gives the house: a place in the menu of staff. Its tables are those of accounts."""

from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Viewer
from portal.people import blocks as blocks  # the room's sentences join the library
from portal.people import cases, urgent, whole_list


def _todo(viewer: Viewer) -> list[Todo]:
    return [*cases.todo(viewer), *urgent.todo(viewer), *whole_list.todo(viewer)]


OFFERS = Offers(room="people", staff_menu=MenuEntry("people.people", N_("People"), "users"), todo=_todo)
