"""What can be done with a person's things, said to that person. A room adds the acts that are its own.

The sentence is said about something that happened, without who did it: that stands under it.
"""

from dataclasses import dataclass

from portal.core.i18n import N_
from portal.core.viewer import Role


@dataclass(frozen=True)
class Act:
    """A sentence (msgid) and a picture."""

    sentence: str
    picture: str = "eye"
    routine: bool = False
    """Done to everybody every week: shown when asked for, so that it hides nothing else."""
    own: bool = False
    """Written down though one did it oneself: it may have been somebody else who held one's phone or key."""


UNKNOWN = Act(N_("Somebody worked with something of yours."))
"""An act of an older or newer portal: the trace is shown all the same."""

ACTS: dict[str, Act] = {}


def add(act: str, sentence: str, picture: str = "eye", *, routine: bool = False, own: bool = False) -> None:
    """Give an act its words; a key is used once."""
    if ACTS.setdefault(act, new := Act(sentence, picture, routine, own)) != new:
        raise ValueError(f"two acts are called {act}")


add("person.opened", N_("Your details were looked at."), "id-card")
add("invitation.made", N_("A new phone was invited for you."), "qr-code")
add("invitation.confirmed", N_("A new phone was let in for you."), "smartphone")
add("invitation.refused", N_("A phone that wanted to come in as you was turned away."), "circle-x")
add("keys.link_made", N_("You got a link to choose how you sign in."), "key-round")
add("keys.link_used", N_("The link to choose how you sign in was used."), "key-round")
add("keys.taken_away", N_("Your keys for signing in were taken away."), "key-round")
add("keys.changed", N_("How you sign in was changed."), "key-round", own=True)
add("keys.connected", N_("An account of the municipality was connected, to sign in as you."), "landmark")
add("device.ended", N_("One of your phones was signed out."), "log-out")

ROLE_NAMES: dict[str, str] = {
    Role.REGISSEUR: N_("Regisseur"),
    Role.BEGELEIDER: N_("Begeleider"),
    Role.CULTUURVERBINDER: N_("Cultuurverbinder"),
    Role.BEHEERDER: N_("Manages the portal"),
    "": N_("The portal itself"),
}
ONESELF = N_("On your own phone or computer, or with your own key")
"""Who did what one seems to have done oneself."""
