"""How many people's files one colleague may open: work needs dozens in an hour, carrying off a municipality thousands.

Counted in the audit itself, so over all processes and past a restart. The look that uses the last of it is written down
once more, as something for the beheerder to ask about; the next new file stays shut until the hour is over. Files that
were opened within the hour may be opened again: nobody is stopped in the middle of their work with somebody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import bindparam, func, select

from portal.accounts.models import Person
from portal.audit import acts
from portal.audit.models import Entry, Pseudonym, Trace
from portal.core import clock
from portal.core.attempts import TooOften
from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import Todo
from portal.core.viewer import Role, Viewer

AN_HOUR = timedelta(hours=1)
SHOWN_FOR = timedelta(days=30)
USED_UP = "looks.used_up"
LOOK = ".opened"

acts.add(USED_UP, N_("You opened the files of very many people within an hour."), "triangle-alert")

OPENED = (
    select(
        func.count(Entry.person_ref.distinct()).label("people"),
        func.count().filter(Pseudonym.person_id == bindparam("person")).label("this_one"),
    )
    .outerjoin(Pseudonym, Pseudonym.ref == Entry.person_ref)
    .where(
        Entry.actor_ref == select(Pseudonym.ref).where(Pseudonym.person_id == bindparam("actor")).scalar_subquery(),
        Entry.at > bindparam("since"),
        Entry.act.like(f"%{LOOK}"),
    )
    .execution_options(scope="system: how many files the actor opened")
)
USED = (
    select(Trace.person_id, Trace.at, Person.given_name, Person.family_name)
    .join(Person, Person.id == Trace.person_id)
    .where(Trace.act == USED_UP, Trace.at > bindparam("since"), Trace.municipality_id == bindparam("municipality"))
    .order_by(Trace.at.desc())
    .execution_options(scope="viewer: beheerder, own municipality")
)


class TooManyFiles(TooOften):
    """One more file than the hour has."""

    def __init__(self) -> None:
        super().__init__()
        self.message = N_(
            "You opened very many files within an hour. To protect people, the next one opens later. Is this for your"
            " work? Tell your beheerder."
        )


@dataclass(frozen=True, slots=True)
class UsedUp:
    """Somebody opened as many files within an hour as one may."""

    person_id: UUID
    name: str
    at: datetime


def spend(actor: Viewer, person_id: UUID, now: datetime) -> bool:
    """One more look; whether it was the last of this hour. Raises `TooManyFiles` where there was none left."""
    keys = {"actor": actor.person_id, "person": person_id, "since": now - AN_HOUR}
    people, before = db.session.execute(OPENED, keys).one()
    if before:
        return False
    left = current_app.config["PORTAL"].looks_an_hour - people
    if left <= 0:
        raise TooManyFiles
    return bool(left == 1)


def used_up(viewer: Viewer) -> list[UsedUp]:
    """Who of the beheerder's municipality used all of it up lately, newest first."""
    if not viewer.has(Role.BEHEERDER):
        return []
    rows = db.session.execute(USED, {"since": clock.now() - SHOWN_FOR, "municipality": viewer.municipality_id})
    return [UsedUp(row.person_id, f"{row.given_name} {row.family_name}", row.at) for row in rows]


def todo(viewer: Viewer) -> list[Todo]:
    """For the beheerder's desk."""
    return [Todo(_("Very many files opened"), len(used_up(viewer)), "/many-looks", "triangle-alert")]
