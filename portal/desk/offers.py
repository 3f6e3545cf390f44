"""What the desk gives the house: the place where staff begin."""

from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers

OFFERS = Offers(room="desk", staff_menu=MenuEntry("desk.desk", N_("Desk"), "desk"))
