"""What the floors below have to tell: accounts know no texts, so their words stand here."""

from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Block, add

DEVICE_ADDED = "accounts.device_added"
LET_IN = "entry.let_in_by_another"

add(Block(DEVICE_ADDED, N_("Another phone was signed in as you. Was it not you? Call your begeleider or regisseur.")))
kinds.add(DEVICE_ADDED, "lock")
kinds.add_subject("accounts", N_("Signing in"), N_("Something about signing in. Please look."), "lock", always=True)
add(Block(LET_IN, N_("A colleague let in a new phone for somebody you work for. Ask whether that is right.")))
kinds.add(LET_IN, "smartphone")
