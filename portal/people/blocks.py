"""What participants are told when somebody else begins to work for them."""

from portal.audit import acts
from portal.core.i18n import N_
from portal.core.viewer import Role
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

FIRST = {Role.REGISSEUR: "people.first_regisseur", Role.BEGELEIDER: "people.first_begeleider"}
NEXT = {Role.REGISSEUR: "people.next_regisseur", Role.BEGELEIDER: "people.next_begeleider"}

_ONE = {"name": Blank.TEXT, "day": Blank.DATE}
_BOTH = {**_ONE, "old_name": Blank.TEXT}

add(
    Block(FIRST[Role.REGISSEUR], N_("From %(day)s %(name)s is your regisseur."), _ONE),
    Block(FIRST[Role.BEGELEIDER], N_("From %(day)s %(name)s is your begeleider."), _ONE),
    Block(
        NEXT[Role.REGISSEUR],
        N_("From %(day)s %(name)s is your regisseur. Until then you can still ask %(old_name)s."),
        _BOTH,
    ),
    Block(
        NEXT[Role.BEGELEIDER],
        N_("From %(day)s %(name)s is your begeleider. Until then you can still ask %(old_name)s."),
        _BOTH,
    ),
)
for kind in (*FIRST.values(), *NEXT.values()):
    kinds.add(kind, "user")

acts.add("person.added", N_("You became known to the portal."), "id-card")
acts.add("person.changed", N_("Your details were changed."), "pencil")
acts.add("person.roles_changed", N_("It was changed what you may do in the portal."), "badge-check")
acts.add("person.deactivated", N_("You were signed out everywhere, and cannot sign in for now."), "circle-x")
acts.add("person.activated", N_("You can sign in again."), "undo")
acts.add("household.changed", N_("It was changed with whom you live."), "house")
acts.add("case.assigned", N_("It was changed who works for you."), "handshake")
