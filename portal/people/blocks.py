"""What participants are told when somebody else begins to work for them."""

from portal.audit import acts
from portal.core.i18n import N_
from portal.core.viewer import Role
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

FIRST = {Role.REGISSEUR: "people.first_regisseur", Role.BEGELEIDER: "people.first_begeleider"}
NEXT = {Role.REGISSEUR: "people.next_regisseur", Role.BEGELEIDER: "people.next_begeleider"}

OPENED_URGENTLY = "people.opened_urgently"
SOMEBODY_OPENED_URGENTLY = "people.somebody_opened_urgently"

LIST_ASKED = "people.list_asked"
LIST_AGREED = "people.list_agreed"
ROLE_GIVEN = "people.role_given"

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
    Block(
        OPENED_URGENTLY,
        N_("Somebody else opened your file, because it could not wait. Under who looked at your details you see who."),
    ),
    Block(ROLE_GIVEN, N_("A beheerder gave a colleague a role. Look whether that is right.")),
    Block(LIST_ASKED, N_("A colleague wants the list of everybody as a file. Do you agree?")),
    Block(LIST_AGREED, N_("A colleague agreed: fetch the list of everybody within the hour.")),
    Block(
        SOMEBODY_OPENED_URGENTLY,
        N_("A colleague opened a file because it could not wait. Ask why."),
    ),
)
for kind in (*FIRST.values(), *NEXT.values()):
    kinds.add(kind, "user")
kinds.add(LIST_ASKED, "users")
kinds.add(ROLE_GIVEN, "badge-check")
kinds.add(LIST_AGREED, "users")
kinds.add(OPENED_URGENTLY, "eye")
kinds.add(SOMEBODY_OPENED_URGENTLY, "triangle-alert")

acts.add("person.added", N_("You became known to the portal."), "id-card")
acts.add("person.urgent", N_("Your file was opened for an hour, because it could not wait."), "eye")
acts.add("person.listed", N_("A list with the details of everybody was made, with yours among them."), "users")
acts.add("person.changed", N_("Your details were changed."), "pencil")
acts.add("person.roles_changed", N_("It was changed what you may do in the portal."), "badge-check")
acts.add("person.deactivated", N_("You were signed out everywhere, and cannot sign in for now."), "circle-x")
acts.add("person.activated", N_("You can sign in again."), "undo")
acts.add("household.changed", N_("It was changed with whom you live."), "house")
acts.add("case.assigned", N_("It was changed who works for you."), "handshake")
