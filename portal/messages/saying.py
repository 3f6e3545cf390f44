"""How a message reads: words as they were written, or a sentence that each side reads in their own language."""

import json
from typing import Any

from markupsafe import Markup

from portal.core.i18n import current_language
from portal.core.markdown import plain
from portal.messages.models import Kind
from portal.texts import blocks


def store(block: str, values: dict[str, str] | None = None) -> str:
    """A block and what fills it, as the body of a message."""
    return json.dumps({"block": block, "values": values or {}})


def shown(message: Any) -> Markup:
    """The body of a message (a row with kind, body and language), safe to put in a page."""
    if message.kind is Kind.TEXT:
        return plain(message.body, message.language)
    said = json.loads(message.body)
    return blocks.say(said["block"], said["values"])


def in_short(message: Any) -> str:
    """The same as text without markup, for a line of a list or a copy."""
    if message.kind is Kind.TEXT:
        return str(message.body)
    said = json.loads(message.body)
    return blocks.say_plain(said["block"], said["values"])


def language_of(message: Any) -> str:
    """The language in which the body is shown."""
    return str(message.language) if message.kind is Kind.TEXT else current_language().code
