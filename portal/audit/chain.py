"""The chain: how an entry is sealed, and how a chain that was tampered with is told from one that was not.

A seal is HMAC-SHA-256, with the key of the audit, over the canonical form of the entry and the seal before it.
The key lies in a file beside the other keys and never in the database. What no chain can show of itself is that
its end was cut off: for that a *head* (number and seal of the newest entry) is written elsewhere.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

FIRST = ""
"""What stands for the seal before the first entry."""


class EntryLike(Protocol):
    """An entry, or a row with what an entry has."""

    @property
    def number(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def act(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def person_ref(self) -> UUID: ...
    @property
    def actor_ref(self) -> UUID | None: ...
    @property
    def seal(self) -> str: ...


@dataclass(frozen=True)
class Head:
    """The newest entry at some moment."""

    number: int
    seal: str

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"

    @classmethod
    def read(cls, words: str) -> "Head | None":
        """What `str` wrote; None for anything else."""
        number, _, seal = words.strip().partition(":")
        return cls(int(number), seal) if number.isascii() and number.isdigit() and len(seal) == 64 else None


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with which entry."""

    number: int
    words: str
    """For the person at the command line, in English."""

    def __str__(self) -> str:
        return f"entry {self.number}: {self.words}"


def seal(key: str, entry: EntryLike, before: str) -> str:
    """The seal of an entry that follows the one with the seal `before`."""
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.act,
        entry.role,
        entry.person_ref.hex,
        entry.actor_ref.hex if entry.actor_ref else None,
        before,
    ]
    canonical = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key.encode(), b"entry:" + canonical.encode(), "sha256").hex()


def pseudonym(key: str, person_id: UUID, salt: str) -> UUID:
    """What stands for a person in the chain. Nobody can give an entry to somebody else without the key."""
    return UUID(bytes=hmac.digest(key.encode(), b"person:" + person_id.bytes + salt.encode(), "sha256")[:16])


def faults(key: str, entries: Iterable[EntryLike], heads: Iterable[Head] = ()) -> Iterator[Fault]:
    """Everything that does not fit, in the order of the chain; nothing where all is well.

    After a fault the chain is followed on from what stands there, so that one change is told once or twice and
    not for every entry after it.
    """
    wanted = {head.number: head for head in heads}
    number, before, sure = 0, FIRST, True
    for entry in entries:
        if entry.number != number + 1:
            yield from (Fault(gone, "removed") for gone in range(number + 1, entry.number))
            sure = False  # the seal before is gone too, so this link cannot be judged
        if sure and not hmac.compare_digest(seal(key, entry, before), entry.seal):
            yield Fault(entry.number, "altered, or moved here from another place")
        head = wanted.pop(entry.number, None)
        if head is not None and head.seal != entry.seal:
            yield Fault(entry.number, "not the entry that stood here when the head was written")
        number, before, sure = entry.number, entry.seal, True
    for head in sorted(wanted.values(), key=lambda each: each.number):
        yield Fault(head.number, f"cut off with all after entry {number}")
