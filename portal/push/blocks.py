"""What the doorbell itself says."""

from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Block, add

TEST = "push.test"
LINK = "/notices/phone"

add(Block(TEST, N_("This is a test. Notices arrive on this phone.")))
kinds.add(TEST, "smartphone")
kinds.add_subject("push", N_("Tests"), N_("This is a test. Notices arrive on this phone."), "smartphone", always=True)
