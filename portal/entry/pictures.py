"""The pictures that two screens show so that people can see that they belong together.

Each can be told from all others at arm's length and named in one word. A pair has an order: with 24 of them there are
552 pairs, of which a phone that slipped in between would have to show the right one by chance.
"""

import secrets

from portal.core.i18n import N_

PICTURES: dict[str, str] = {
    "sun": N_("Sun"),
    "moon": N_("Moon"),
    "star": N_("Star"),
    "umbrella": N_("Umbrella"),
    "house": N_("House"),
    "trees": N_("Trees"),
    "bus": N_("Bus"),
    "train": N_("Train"),
    "bike": N_("Bicycle"),
    "baby": N_("Baby"),
    "book-open": N_("Book"),
    "coffee": N_("Cup"),
    "shirt": N_("Shirt"),
    "tent": N_("Tent"),
    "hammer": N_("Hammer"),
    "heart": N_("Heart"),
    "bell": N_("Bell"),
    "camera": N_("Camera"),
    "glasses": N_("Glasses"),
    "tooth": N_("Tooth"),
    "ear": N_("Ear"),
    "backpack": N_("Backpack"),
    "key-round": N_("Key"),
    "scale": N_("Scales"),
}
"""Names of icons, and what each is called."""


def pair() -> str:
    """Two different pictures, by chance."""
    return " ".join(secrets.SystemRandom().sample(list(PICTURES), 2))


def named(names: str) -> list[tuple[str, str]]:
    """The icon and the msgid of each picture of a pair."""
    return [(name, PICTURES[name]) for name in names.split() if name in PICTURES]
