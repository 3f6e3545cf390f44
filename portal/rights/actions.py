"""Asking for a copy or to be erased, and carrying it out."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from portal.accounts import actions as accounts
from portal.accounts.models import Person
from portal.audit import actions as audit
from portal.core import frame, offers, outbox, when
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import STAFF_ROLES, Viewer
from portal.rights import copy, erased, gather, queries, retention, seal
from portal.rights.blocks import EXPORT_READY
from portal.rights.models import Destruction, Erasure, Export, Kept, Reason

SCOPE = {"scope": "system: rights of the person"}


def ask_for_copy(actor: Viewer, now: datetime) -> None:
    """The worker will make a copy of everything about the actor. Asked twice, made once."""
    newest = queries.newest_export(actor)
    if newest is None or not (queries.waits(newest) or queries.can_be_fetched(newest, now)):
        db.session.add(Export(person_id=actor.person_id, municipality_id=actor.municipality_id, asked_at=now, file=""))


def make_copy(export_id: UUID, folder: Path, now: datetime) -> None:
    """Make one copy that was asked for and tell its person. A copy that is made already is left alone."""
    statement = select(Export).where(Export.id == export_id, Export.made_at.is_(None)).with_for_update()
    export = db.session.scalar(statement.execution_options(**SCOPE))
    if export is None:
        return
    person = db.session.get_one(Person, export.person_id, execution_options=SCOPE)
    export.file = copy.make(person.id, person.language)
    export.made_at = now
    export.expires_at = now + retention.periods(folder)["rights.exports"]
    outbox.put(Notice(person.id, EXPORT_READY, link="/my-data/copy"))


def fetch_copy(actor: Viewer, export_id: UUID, now: datetime) -> bytes:
    """Hand the copy over, once; raises `NotFound` where it was fetched before or has expired."""
    export = queries.export_to_fetch(actor, export_id)
    packed = found(copy.opened(export.file))
    export.fetched_at = now
    file = export.file
    frame.after_commit(lambda: copy.remove(file))
    return packed


def ask_to_be_erased(actor: Viewer, now: datetime) -> None:
    """The actor wants to be erased; the beheerder sees it. Asking twice is asking once."""
    if queries.my_erasure(actor) is None:
        db.session.add(Erasure(person_id=actor.person_id, municipality_id=actor.municipality_id, asked_at=now))


def stay(actor: Viewer) -> None:
    """The actor does not want to be erased after all."""
    db.session.execute(delete(Erasure).where(Erasure.person_id == actor.person_id).execution_options(**SCOPE))


def look_at_erasure(actor: Viewer, person_id: UUID, now: datetime) -> None:
    """The beheerder looks at what would go; the person sees that they did."""
    queries.erasure_of(actor, person_id)
    audit.record(actor, person_id, "person.opened", now)


def prepare_erasure(actor: Viewer, person_id: UUID, reason: str, now: datetime) -> None:
    """First step: the beheerder says why. Nothing is erased yet, and the person can still see it coming."""
    person, erasure = queries.erasure_of(actor, person_id)
    if reason not in set(Reason):
        raise Refused(N_("Choose the reason."))
    if erasure is None:
        erasure = Erasure(person_id=person.id, municipality_id=person.municipality_id, asked_at=now)
        db.session.add(erasure)
    erasure.reason, erasure.prepared_at, erasure.prepared_by = Reason(reason), now, actor.person_id
    audit.record(actor, person_id, "erasure.prepared", now)


def carry_out_erasure(actor: Viewer, person_id: UUID, folder: Path, now: datetime) -> None:
    """Second step: what the law keeps is sealed, everything else goes. Raises `NotFound` without the first step."""
    person, erasure = queries.erasure_of(actor, person_id)
    if erasure is None or erasure.reason is None:
        raise NotFound
    reason, municipality_id = erasure.reason, person.municipality_id
    audit.record(actor, person_id, "person.erased", now)
    audit.seal()  # while it is still known whose things they were
    db.session.delete(erasure)
    db.session.flush()
    _erase(person_id, municipality_id, folder, now)
    db.session.add(Destruction(at=now, municipality_id=municipality_id, kind="person", reason=reason.value, number=1))
    db.session.flush()
    erased.remember(person_id, when.local(now).date())


def settle_erasures(now: datetime) -> None:
    """Nightly: an erasing that was begun and never stored is forgotten, so that no backup put back carries it out."""
    living = select(Person.id).where(or_(Person.active, Person.family_name != ""))
    erased.settle(db.session.scalars(living.execution_options(**SCOPE)), when.local(now).date())


def after_a_backup(folder: Path, now: datetime) -> None:
    """Erase again whoever was erased since the backup was made; the copies that were waiting then are gone."""
    db.session.execute(delete(Export).execution_options(**SCOPE))
    for person in db.session.scalars(select(Person).execution_options(**SCOPE)).all():
        left = not person.active and not person.family_name  # of staff a nameless row stays
        if erased.knows(person.id) and not left:
            audit.record(None, person.id, "person.erased", now)  # the entry of then is not in the backup
            audit.seal()
            _erase(person.id, person.municipality_id, folder, now)


def _erase(person_id: UUID, municipality_id: UUID, folder: Path, now: datetime) -> None:
    """Every room forgets them. Who decided or wrote for others is left as a row without a name, behind those things."""
    roles = queries.roles_of(person_id) & STAFF_ROLES
    _keep(person_id, municipality_id, folder, now)
    *others, own = offers.all_of("erase")
    for erase in others:
        erase(person_id)
    if roles or not _goes_whole(own, person_id):
        accounts.forget_staff(person_id, sorted(roles)[0].title() if roles else "")


def _goes_whole(erase: Callable[[UUID], None], person_id: UUID) -> bool:
    """Remove the person's own row too, unless what they did for others stands on it."""
    try:
        with db.session.begin_nested():
            erase(person_id)
    except IntegrityError:
        return False
    return True


def _keep(person_id: UUID, municipality_id: UUID, folder: Path, now: datetime) -> None:
    periods = retention.periods(folder)
    for keep in gather.kept_by_law(person_id):
        db.session.add(
            Kept(
                municipality_id=municipality_id,
                what=keep.what,
                ground=keep.ground,
                kept_at=now,
                until=when.local(now + periods[keep.what]).date(),
                sealed=seal.kept().encrypt(json.dumps(keep.content).encode()).decode(),
            )
        )
