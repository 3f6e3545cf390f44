"""What health gives the house: a place under More. Its articles are never news, for the phone may be shared."""

from portal.core.i18n import N_
from portal.core.offers import MenuEntry, Offers
from portal.health.readers import READERS, shows

OFFERS = Offers(room="health", more_menu=MenuEntry("health.home", N_("Health"), "health"), shows=shows, readers=READERS)
