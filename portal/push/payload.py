"""What goes to a phone: a few words in the person's language, the notice's id, and padding.

The words come from the catalogues on the server, so that a service worker of last year says what is meant today, in
the language the person reads now. They are encrypted for the browser alone. All that a push service could still see is
the length, and that is the same for all.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.core import i18n
from portal.core.i18n import N_, using
from portal.notices import kinds
from portal.push.models import Shows
from portal.texts import blocks

STEPS = (1024, 2048, 3072)
"""Lengths that a payload is filled up to. With 103 bytes of encryption all stay below the 4096 that are allowed."""

TITLE = N_("Meedoen")
NEW = N_("New message")


@dataclass(frozen=True)
class Ring:
    """What a phone is to be told."""

    notice_id: UUID
    kind: str
    values: dict[str, Any]
    topic: str
    language: str
    shows: Shows


def payload(ring: Ring) -> bytes:
    """In the person's language, no more than they allowed, filled up to a fixed length."""
    text = _filled(ring, _words(ring))
    return text if text is not None else short(ring)


def short(ring: Ring) -> bytes:
    """The same with nothing but that there is something new; for a push service that finds the other too large."""
    return _coded(ring, i18n.LANGUAGES[_language(ring)].gettext(NEW))


def _words(ring: Ring) -> str:
    with using(ring.language) as language:
        if ring.shows is Shows.WORDS:
            return blocks.say_plain(ring.kind, ring.values)
        if ring.shows is Shows.SUBJECT:
            return language.gettext(kinds.subject(ring.kind).told)
        return language.gettext(NEW)


def _filled(ring: Ring, words: str) -> bytes | None:
    coded = _coded(ring, words)
    step = next((each for each in STEPS if len(coded) <= each), None)
    return coded.ljust(step) if step else None


def _coded(ring: Ring, words: str) -> bytes:
    language = i18n.LANGUAGES[_language(ring)]
    told = {
        "title": language.gettext(TITLE),
        "body": words,
        "lang": language.code,
        "dir": language.direction,
        "tag": ring.topic,
        "id": str(ring.notice_id),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _language(ring: Ring) -> str:
    return ring.language if ring.language in i18n.LANGUAGES else i18n.FALLBACK
