"""What the floors below have to tell: accounts know no texts, so their words stand here."""

from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Block, add

DEVICE_ADDED = "accounts.device_added"
KEYS_CHANGED = "accounts.keys_changed"
STAFF_KEYS_CHANGED = "accounts.staff_keys_changed"
LET_IN = "entry.let_in_by_another"

add(Block(DEVICE_ADDED, N_("Another phone was signed in as you. Was it not you? Call your begeleider or regisseur.")))
kinds.add(DEVICE_ADDED, "lock")
add(
    Block(
        KEYS_CHANGED,
        N_("How you sign in was changed: your PIN or fingerprint. Was it not you? Call your begeleider or regisseur."),
    )
)
kinds.add(KEYS_CHANGED, "lock", gathers=True)
add(
    Block(STAFF_KEYS_CHANGED, N_("Your keys for signing in were changed. Was it not you? Tell your beheerder at once."))
)
kinds.add(STAFF_KEYS_CHANGED, "lock", gathers=True)
kinds.add_subject("accounts", N_("Signing in"), N_("Something about signing in. Please look."), "lock", always=True)
add(Block(LET_IN, N_("A colleague let in a new phone for somebody you work for. Ask whether that is right.")))
kinds.add(LET_IN, "smartphone")
