"""Sentences that this room tells people: nothing that a lock screen should not show."""

from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Block, add

NEW_MESSAGE = "messages.new"

add(Block(NEW_MESSAGE, N_("You have a new message.")))
kinds.add(NEW_MESSAGE, "messages")
kinds.add_subject("messages", N_("Answers to your questions"), N_("You have a new message."), "messages")
