"""How often something secret may be tried: by one device, for one person, from one address.

A try is counted before it is judged, in one statement, so that a hundred at the same moment are counted as a
hundred, in whatever process; the count is a row, so a restart forgets nothing. It belongs to the transaction of
the request: a view that refuses answers with a page, because raising would undo the count as well.

Every limit opens again after `WAIT`, whatever the clock did meanwhile: nobody is locked out for longer. What may
not be guessed at all is given once, with `first_use`.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from flask import current_app, request
from sqlalchemy import bindparam, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, db
from portal.core.errors import Refused
from portal.core.i18n import N_

WAIT = timedelta(minutes=10)
"""How long who tried too often waits at most; `TooOften` says it in words."""

ONE_HOME = 64
"""Bits of an IPv6 address that name a household or office; the rest is any of its machines."""


class Attempt(Base):
    """Tries of one kind since a moment. The key is a keyed hash: it names neither a person nor an address."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]


SO_FAR = select(Attempt.tries, Attempt.since).where(Attempt.key == bindparam("key"))


@dataclass(frozen=True)
class Limit:
    """How many tries of a kind are judged within `WAIT`."""

    kind: str
    tries: int


class TooOften(Refused):
    """Tried too often. Says the same to everybody, also where there is nothing to find."""

    status = 429

    def __init__(self) -> None:
        super().__init__(N_("There were too many tries. Wait ten minutes and try again."))


def count(limit: Limit, subject: str, now: datetime) -> bool:
    """Count a try; False where it is one too many and may not be judged. Needs a changing transaction."""
    key, over = _key(limit, subject), Attempt.since <= now - WAIT
    known = db.session.execute(SO_FAR, {"key": key}).one_or_none()
    if known and known.tries > limit.tries and now - WAIT < known.since <= now:
        return False  # a flood of guesses is refused without writing anything
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    statement = (
        insert(Attempt)
        .values(key=key, tries=1, since=now)
        .on_conflict_do_update(
            index_elements=[Attempt.key],
            set_={
                "tries": case((over, 1), else_=Attempt.tries + 1),
                # A clock that was set back would make the wait longer: the wait begins anew instead.
                "since": case((or_(over, Attempt.since > now), now), else_=Attempt.since),
            },
        )
        .returning(Attempt.tries)
    )
    return db.session.execute(statement).scalar_one() <= limit.tries


def take_back(limit: Limit, subject: str) -> None:
    """A try was right after all, and is not held against anybody."""
    mine = (Attempt.key == _key(limit, subject), Attempt.tries > 0)
    db.session.execute(update(Attempt).where(*mine).values(tries=Attempt.tries - 1))


def first_use(kind: str, subject: str, now: datetime) -> bool:
    """Whether something that is worth less than `WAIT` is used for the first time: a challenge, a code."""
    return count(Limit(kind, 1), subject, now)


def forget(now: datetime) -> None:
    """Remove counts that hold nobody back any more."""
    db.session.execute(delete(Attempt).where(Attempt.since < now - 2 * WAIT))


def address() -> str:
    """Where this request comes from, as the trusted proxies say (`PORTAL_PROXIES`): never what a client claims."""
    told = request.remote_addr or ""
    try:
        parsed = ip_address(told)
    except ValueError:
        return told
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> (128 - ONE_HOME) << (128 - ONE_HOME)))
    return str(parsed)


def _key(limit: Limit, subject: str) -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return hmac.digest(secret.encode(), f"{limit.kind}:{subject}".encode(), "sha256").hex()
