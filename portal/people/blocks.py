"""What participants are told when somebody else begins to work for them."""

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
