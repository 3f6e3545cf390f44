"""What roles and filters are called in lists of people, said to staff."""

from enum import StrEnum

from portal.core.i18n import N_
from portal.core.viewer import Role

ROLES: dict[Role, str] = {
    Role.PARTICIPANT: N_("Participant"),
    Role.CULTUURVERBINDER: N_("Cultuurverbinder"),
    Role.BEGELEIDER: N_("Begeleider"),
    Role.REGISSEUR: N_("Regisseur"),
    Role.BEHEERDER: N_("Beheerder"),
}


class Show(StrEnum):
    """Which people a list holds."""

    EVERYBODY = "everybody"
    PARTICIPANTS = "participants"
    STAFF = "staff"
    NO_SIGN_IN = "no-sign-in"
    """Participants who are signed in nowhere."""
    NO_REGISSEUR = "no-regisseur"
    NO_BEGELEIDER = "no-begeleider"
    NOT_ACTIVE = "not-active"


FILTERS: dict[Show, str] = {
    Show.EVERYBODY: N_("Everybody"),
    Show.PARTICIPANTS: N_("Participants"),
    Show.STAFF: N_("Staff"),
    Show.NO_SIGN_IN: N_("Without sign-in"),
    Show.NO_REGISSEUR: N_("Without regisseur"),
    Show.NO_BEGELEIDER: N_("Without begeleider"),
    Show.NOT_ACTIVE: N_("Not active"),
}
