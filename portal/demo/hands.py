"""What the beheerder of the demo did: one family goes to another begeleider, and somebody has moved away."""

from datetime import datetime

from portal.core.viewer import Role
from portal.demo.days import MON
from portal.demo.town import Town
from portal.people import actions, cases, handing_over

FAMILY = ("Ghada Saleh", "Karim Saleh")
MOVED_AWAY = "Bilal Hijazi"


def change_hands(town: Town, now: datetime) -> None:
    """Said yesterday: from a Monday on another begeleider helps a family, and one person is not active any more."""
    kees = town.first(Role.BEHEERDER)
    family = town.ids(*FAMILY)
    now_with = {row.id for row in cases.of_person(kees, family[0]) if row.role is Role.BEGELEIDER}
    other = next(w.id for w in cases.workers(kees) if w.role is Role.BEGELEIDER and w.id not in now_with)
    handing_over.assign(kees, family, other, Role.BEGELEIDER, town.days.day(2, MON), now)
    actions.deactivate(kees, town.participants[MOVED_AWAY].id, now)
