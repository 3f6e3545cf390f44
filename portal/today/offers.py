"""What today gives the house: its place in the menu."""

from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers

OFFERS = Offers(room="today", participant_menu=MenuEntry("today.today", N_("Today"), "today"))
