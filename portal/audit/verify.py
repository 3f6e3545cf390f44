"""Looking whether the chain is whole, and writing its head to another place than the database."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from portal.audit import chain, keys
from portal.audit.actions import NEWEST
from portal.audit.chain import Fault, Head
from portal.audit.models import Entry, Pseudonym
from portal.core.db import db

log = logging.getLogger("portal.audit")

SCOPE = {"scope": "system: whether the audit is whole"}
CHAIN = select(Entry.number, Entry.at, Entry.act, Entry.role, Entry.person_ref, Entry.actor_ref, Entry.seal).order_by(
    Entry.number
)
ERASED = "person.erased"
"""The last entry about a person whose pseudonym was lawfully removed."""


def faults(heads: Iterable[Head] = ()) -> list[Fault]:
    """What is wrong with the chain and with its pseudonyms; nothing where all is well."""
    key = keys.audit()
    rows = db.session.execute(CHAIN.execution_options(**SCOPE, yield_per=1000))
    return [*chain.faults(key, rows, heads), *_pseudonym_faults(key)]


def _pseudonym_faults(key: str) -> list[Fault]:
    names = db.session.execute(select(Pseudonym).execution_options(**SCOPE)).scalars().all()
    known = {name.ref for name in names}
    wrong = {name.ref for name in names if chain.pseudonym(key, name.person_id, name.salt) != name.ref}
    lawfully_gone = set(
        db.session.scalars(select(Entry.person_ref).where(Entry.act == ERASED).execution_options(**SCOPE))
    )
    found = []
    seen = db.session.execute(select(Entry.number, Entry.person_ref, Entry.actor_ref).execution_options(**SCOPE))
    for number, *refs in seen:
        for ref in refs:
            if ref in wrong:
                found.append(Fault(number, "its pseudonym was given to somebody else"))
            elif ref is not None and ref not in known and ref not in lawfully_gone:
                found.append(Fault(number, "its pseudonym was removed without the person being erased"))
    return sorted(found, key=lambda fault: fault.number)


def head() -> Head | None:
    """The newest entry now; None for an empty chain."""
    newest = db.session.execute(NEWEST).one_or_none()
    return Head(newest.number, newest.seal) if newest else None


def head_file() -> Path:
    """Where the worker writes the head, once a minute."""
    folder: Path = keys.folder()
    return folder / "audit-head"


def written_head() -> Head | None:
    """The head as it was last written; None where it never was."""
    try:
        return Head.read(head_file().read_text())
    except FileNotFoundError:
        return None


def keep_head() -> None:
    """Write the head down. A chain that has lost what stood there before is said aloud, and its head not written."""
    before, now = written_head(), head()
    if before is not None:
        there = db.session.scalar(select(Entry.seal).where(Entry.number == before.number).execution_options(**SCOPE))
        if there != before.seal:
            log.error("the audit has lost or changed entry %s: run `portal audit verify`", before.number)
            return
    if now is None or now == before:
        return
    file = head_file()
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_text(f"{now}\n")
    fresh.replace(file)
