"""Sentences that this room tells people."""

from portal.audit import acts
from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

PLACE_FREE = "excursions.place_free"
CANCELLED = "excursions.cancelled"

_MOMENT = {"day": Blank.DATE, "time": Blank.TIME}

add(
    Block(
        PLACE_FREE,
        N_("There is a place for you on the excursion of %(day)s. Be there at %(time)s."),
        _MOMENT,
    ),
    Block(CANCELLED, N_("The excursion of %(day)s, %(time)s, is cancelled."), _MOMENT),
)
acts.add("excursion.marked", N_("It was noted whether you came along on an excursion."), "bus")

kinds.add_subject("excursions", N_("Excursions"), N_("There is something new about an excursion."), "excursions")
kinds.add(PLACE_FREE, "excursions", moments=("day",), urgent=True)
kinds.add(CANCELLED, "excursions", moments=("day",), urgent=True)
