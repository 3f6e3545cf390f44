"""The list of everybody, as a file: the one thing here that carries off a whole municipality. It takes two.

A beheerder asks; another beheerder or a regisseur agrees; then it is fetched once, within the hour. Everybody on it
reads that it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from portal.accounts import actions as accounts_actions
from portal.accounts import queries as accounts
from portal.accounts.models import Person, WholeList
from portal.audit import queries as traces
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_, _
from portal.core.offers import Todo
from portal.core.outbox import Notice
from portal.core.viewer import Role, Viewer
from portal.people import importing
from portal.people.actions import must_manage
from portal.people.blocks import LIST_AGREED, LIST_ASKED

WAITS = timedelta(days=1)
"""How long a wish waits for a second colleague."""
OPEN_FOR = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)
LETS_IN = ("person.added", "person.roles_changed", "person.activated", "keys.link_made")
MAY_AGREE = (Role.BEHEERDER, Role.REGISSEUR)
"""Whoever is asked first, and who is asked where there is no other."""

SCOPE = {"scope": "viewer: lists of my municipality, for staff"}

_asker = aliased(Person)
LIVING = (
    select(WholeList, _asker.given_name, _asker.family_name)
    .join(_asker, _asker.id == WholeList.asked_by)
    .where(
        WholeList.municipality_id == bindparam("municipality"),
        WholeList.asked_at > bindparam("since"),
        WholeList.fetched_at.is_(None),
    )
    .order_by(WholeList.asked_at)
    .execution_options(**SCOPE)
)
WAITING_COUNT = (
    select(func.count())
    .select_from(WholeList)
    .where(
        WholeList.municipality_id == bindparam("municipality"),
        WholeList.asked_by != bindparam("viewer"),
        WholeList.agreed_at.is_(None),
        WholeList.asked_at > bindparam("since"),
    )
    .execution_options(**SCOPE)
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish for the list that is not over."""

    id: UUID
    asked_by: str
    asked_at: datetime
    mine: bool
    ready: bool
    """Somebody agreed, and the hour is not over."""


def wishes(viewer: Viewer) -> list[Wish]:
    """The viewer's own, and those of others that they may agree to."""
    now = clock.now()
    shown = []
    for row in db.session.execute(LIVING, {"municipality": viewer.municipality_id, "since": now - WAITS}):
        wish, mine = row.WholeList, row.WholeList.asked_by == viewer.person_id
        if wish.agreed_at is None or (mine and wish.agreed_at > now - OPEN_FOR):
            name = f"{row.given_name} {row.family_name}"
            shown.append(Wish(wish.id, name, wish.asked_at, mine, wish.agreed_at is not None))
    return shown


def ask(actor: Viewer, now: datetime) -> None:
    """Ask for the list. Raises `Refused` where nobody is there who could agree, or a wish of the actor waits."""
    must_manage(actor)
    if any(wish.mine for wish in wishes(actor)):
        raise Refused(N_("You asked for it already."))
    others = [set(accounts.ids_of(actor.municipality_id, role)) - {actor.person_id} for role in MAY_AGREE]
    ids = next(filter(None, others), None)
    if not ids:
        raise Refused(N_("This takes a second colleague, and there is no other beheerder or regisseur here."))
    db.session.add(WholeList(municipality_id=actor.municipality_id, asked_by=actor.person_id, asked_at=now))
    for colleague in ids:
        outbox.put(Notice(colleague, LIST_ASKED, link="/people/list"))


def agree(actor: Viewer, wish_id: UUID, now: datetime) -> None:
    """Agree to the wish of somebody else; raises `NotFound` for one's own and for one that is over.

    Raises `Refused` for who came in, or got a role or keys, by the one who asks, and not long ago: two pairs of eyes
    are two people.
    """
    if not actor.has(*MAY_AGREE):
        raise NotFound
    wish = _locked(actor, wish_id)
    if wish.asked_by == actor.person_id or wish.agreed_at is not None or wish.asked_at <= now - WAITS:
        raise NotFound
    if traces.did(wish.asked_by, actor.person_id, LETS_IN, now - KNOWN_FOR):
        raise Refused(N_("Who asked for the list let you in not long ago. Another colleague must agree."))
    wish.agreed_by, wish.agreed_at = actor.person_id, now
    outbox.put(Notice(wish.asked_by, LIST_AGREED, link="/people/list"))


def fetch(actor: Viewer, wish_id: UUID, now: datetime) -> str:
    """The list, once; everybody on it reads that it was made. Raises `NotFound` where nobody agreed, or it is over."""
    must_manage(actor)
    wish = _locked(actor, wish_id)
    if wish.asked_by != actor.person_id or wish.fetched_at or not wish.agreed_at or wish.agreed_at <= now - OPEN_FOR:
        raise NotFound
    wish.fetched_at = now
    ids, text = importing.export(actor)
    for person_id in ids:
        accounts_actions.leave_trace(actor, person_id, "person.listed", now)
    return text


def todo(viewer: Viewer) -> Sequence[Todo]:
    """For the desk of who may agree."""
    if not viewer.has(*MAY_AGREE):
        return []
    since = clock.now() - WAITS
    keys = {"municipality": viewer.municipality_id, "viewer": viewer.person_id, "since": since}
    return [
        Todo(_("Wants the list of everybody"), db.session.scalar(WAITING_COUNT, keys) or 0, "/people/list", "users")
    ]


def _locked(actor: Viewer, wish_id: UUID) -> WholeList:
    mine = select(WholeList).where(WholeList.id == wish_id, WholeList.municipality_id == actor.municipality_id)
    return found(db.session.scalar(mine.with_for_update().execution_options(**SCOPE)))
