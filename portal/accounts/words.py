"""What roles are called, said to a participant about somebody who works for them."""

from portal.core.i18n import N_
from portal.core.viewer import Role

ROLE_WORDS: dict[Role, str] = {
    Role.REGISSEUR: N_("Your regisseur"),
    Role.BEGELEIDER: N_("Your begeleider"),
    Role.CULTUURVERBINDER: N_("Cultuurverbinder, speaks your language"),
    Role.BEHEERDER: N_("Works for the portal"),
}
