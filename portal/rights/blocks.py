"""What this room tells people: nothing that a lock screen should not show."""

from portal.audit import acts
from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Block, add

EXPORT_READY = "rights.export_ready"

add(Block(EXPORT_READY, N_("The copy of your details is ready.")))
kinds.add(EXPORT_READY, "download")

acts.add("erasure.prepared", N_("Erasing your details was prepared."), "trash")
acts.add("person.erased", N_("Your details were erased."), "trash")
