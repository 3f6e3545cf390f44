"""Sentences that this room tells people: nothing that a lock screen should not show."""

from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

NEW_MESSAGE = "messages.new"

RETURNED = "messages.returned"
WORRY = "worry.raised"
WORRY_TAKEN = "worry.taken"
WORRY_SETTLED = "worry.settled"
HANDED = "messages.event.handed"
WAITS = "messages.event.waits"
HISTORY = "messages.event.history"

add(
    Block(NEW_MESSAGE, N_("You have a new message.")),
    Block(WORRY, N_("A cultuurverbinder is worried about somebody. Please look now.")),
    Block(
        WORRY_TAKEN,
        N_("%(name)s sees to what you were worried about. You are not alone with it."),
        {"name": Blank.TEXT},
    ),
    Block(
        WORRY_SETTLED,
        N_("What you were worried about is taken care of. How are you yourself? Call %(name)s if you want to talk."),
        {"name": Blank.TEXT},
    ),
    Block(RETURNED, N_("A question waited for you for two days. Somebody else can take it now.")),
    Block(HANDED, N_("%(giver)s has given this question to %(taker)s."), {"giver": Blank.TEXT, "taker": Blank.TEXT}),
    Block(WAITS, N_("This question now waits for somebody else.")),
    Block(HISTORY, N_("%(name)s may now read what was written before."), {"name": Blank.TEXT}),
)

REPLIES = {
    "messages.reply.yes": (N_("Yes"), "check"),
    "messages.reply.no": (N_("No"), "x"),
    "messages.reply.thanks": (N_("Thank you"), "handshake"),
    "messages.reply.not_understood": (N_("I do not understand"), "circle-help"),
    "messages.reply.call_me": (N_("Please call me"), "phone"),
    "messages.reply.late": (N_("I am late"), "clock"),
}
"""Ready-made replies by the key of their block: the sentence and its picture."""
add(*(Block(key, sentence) for key, (sentence, _picture) in REPLIES.items()))
kinds.add(NEW_MESSAGE, "messages")
kinds.add(RETURNED, "hourglass")
kinds.add_subject("messages", N_("Answers to your questions"), N_("You have a new message."), "messages")

for kind in (WORRY, WORRY_TAKEN, WORRY_SETTLED):
    kinds.add(kind, "triangle-alert")
kinds.add_subject(
    "worry", N_("Worries about somebody"), N_("There is something that cannot wait."), "triangle-alert", always=True
)
