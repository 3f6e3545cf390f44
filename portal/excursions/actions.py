"""Every change of excursions and sign-ups. Actor first, then plain values and the hour.

Whatever changes who has a place first locks the excursion's row, so that of two people who press for the last
place at the same moment one gets the place and the other the first place in line. (On SQLite a changing
transaction already has the database to itself.)
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select, update

from portal.accounts import queries as accounts
from portal.audit import actions as audit
from portal.core import outbox
from portal.core.db import db
from portal.core.errors import NotFound, Refused, found
from portal.core.i18n import N_
from portal.core.outbox import Notice
from portal.core.viewer import Viewer
from portal.excursions import blocks
from portal.excursions.models import (
    ACTIVE,
    HOLDS_PLACE,
    Attendance,
    CountsFor,
    Excursion,
    Food,
    Need,
    Signup,
    SignupState,
    attendance_open,
)
from portal.texts import actions as texts

LOCKED = (
    select(Excursion)
    .where(Excursion.id == bindparam("excursion"), Excursion.municipality_id == bindparam("municipality"))
    .with_for_update()
    .execution_options(populate_existing=True)
)

_OF_EXCURSION = Signup.excursion_id == bindparam("excursion")

COUNTS = (
    select(
        func.count().filter(Signup.state.in_(HOLDS_PLACE)).label("taken"),
        func.coalesce(func.sum(Signup.children).filter(Signup.state.in_(ACTIVE)), 0).label("children"),
        func.coalesce(func.max(Signup.turn), 0).label("last_turn"),
    )
    .where(_OF_EXCURSION)
    .execution_options(scope="system: counting places")
)

MINE = (
    select(Signup)
    .where(_OF_EXCURSION, Signup.person_id == bindparam("person"))
    .execution_options(scope="viewer: my own sign-up", populate_existing=True)
)

IN_LINE = (
    select(Signup)
    .where(_OF_EXCURSION, Signup.state == SignupState.WAITING)
    .order_by(Signup.turn)
    .limit(bindparam("free"))
    .execution_options(scope="system: whose turn it is", populate_existing=True)
)

TOLD = (
    select(Signup.person_id)
    .where(_OF_EXCURSION, Signup.state.in_(ACTIVE))
    .order_by(Signup.turn)
    .execution_options(scope="system: who must hear of it")
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An excursion as staff think it out. Texts: language code to words, Dutch first of all."""

    title: Mapping[str, str]
    about: Mapping[str, str] | None = None
    bring: Mapping[str, str] | None = None
    icon: str = "bus"
    departs_at: datetime
    starts_at: datetime
    ends_at: datetime
    meeting_name: str
    meeting_address: str
    place_name: str
    place_address: str
    capacity: int
    minimum: int = 0
    sign_up_until: datetime
    minutes: int
    """What it counts for who was there."""
    counts_for: CountsFor = CountsFor.PVT
    children_welcome: bool = False
    childcare_places: int = 0
    food: Food = Food.NONE
    free: bool = True
    accessible: bool = False
    companion_id: UUID | None = None


_TEXTS = ("title", "about", "bring")
_PLAIN = tuple(f.name for f in fields(Plan) if f.name not in _TEXTS)


def plan_excursion(actor: Viewer, plan: Plan, now: datetime) -> UUID:
    """Plan an excursion in the actor's municipality; people can sign up from now on."""
    _must_plan(actor)
    if not plan.departs_at <= plan.starts_at < plan.ends_at:
        raise Refused(N_("An excursion leaves, then begins, then ends."))
    if plan.sign_up_until > plan.departs_at:
        raise Refused(N_("Signing up ends before the excursion leaves."))
    if not 0 <= plan.minimum <= plan.capacity or plan.capacity < 1:
        raise Refused(N_("There is at least one place, and not more people needed than places."))
    if plan.companion_id is not None:
        accounts.must_work_here(actor, plan.companion_id)
    excursion = Excursion(
        municipality_id=actor.municipality_id,
        published_at=now,
        **{f"{name}_id": _write(actor, getattr(plan, name), now) for name in _TEXTS},
        **{name: getattr(plan, name) for name in _PLAIN},
    )
    db.session.add(excursion)
    db.session.flush()
    return excursion.id


def sign_up(
    actor: Viewer,
    excursion_id: UUID,
    now: datetime,
    *,
    children: int = 0,
    needs: frozenset[Need] = frozenset(),
) -> SignupState:
    """Take a place, or one in line where all are taken. Who already stands on the list keeps their turn.

    Raises `Refused` after the deadline, when it is cancelled, or when childcare is full.
    """
    excursion = _locked(actor, excursion_id)
    signup = db.session.scalar(MINE, {"excursion": excursion_id, "person": actor.person_id})
    if signup is not None and signup.state in ACTIVE:
        return signup.state
    if excursion.cancelled_at is not None:
        raise Refused(N_("This excursion is cancelled."))
    if now > excursion.sign_up_until:
        raise Refused(N_("Signing up is no longer possible."))
    counts = db.session.execute(COUNTS, {"excursion": excursion_id}).one()
    if children and counts.children + children > excursion.childcare_places:
        raise Refused(N_("There is not enough childcare left. Call who goes along."))
    signup = signup or Signup(
        excursion_id=excursion_id, person_id=actor.person_id, municipality_id=actor.municipality_id
    )
    signup.state = SignupState.SIGNED_UP if counts.taken < excursion.capacity else SignupState.WAITING
    signup.turn = counts.last_turn + 1
    signup.since = now
    signup.children = children
    signup.needs_transport = Need.TRANSPORT in needs
    signup.needs_wheelchair = Need.WHEELCHAIR in needs
    signup.needs_food = Need.FOOD in needs
    db.session.add(signup)
    db.session.flush()
    return signup.state


def sign_off(actor: Viewer, excursion_id: UUID, now: datetime) -> None:
    """Give a place (in line) up, until the excursion leaves; the first in line gets the place and is told.

    Signing off twice is signing off once.
    """
    excursion = _locked(actor, excursion_id)
    signup = found(db.session.scalar(MINE, {"excursion": excursion_id, "person": actor.person_id}))
    if signup.state is SignupState.CANCELLED:
        return
    if now >= excursion.departs_at:
        raise Refused(N_("The excursion has already left."))
    signup.state, signup.attendance = SignupState.CANCELLED, None
    db.session.flush()
    if excursion.cancelled_at is None:
        _fill(excursion)


def mark_attendance(
    actor: Viewer, excursion_id: UUID, person_id: UUID, attendance: Attendance | None, now: datetime
) -> None:
    """Staff say whether somebody with a place was there; None takes it back. From the day itself on.

    Raises `NotFound` for who has no place.
    """
    _must_plan(actor)
    excursion = _locked(actor, excursion_id)
    if excursion.cancelled_at is not None:
        raise Refused(N_("This excursion is cancelled."))
    if not attendance_open(excursion, now):
        raise Refused(N_("You can say who is there from the day of the excursion on."))
    marked = db.session.scalar(
        update(Signup)
        .where(
            Signup.excursion_id == excursion_id,
            Signup.person_id == person_id,
            Signup.state == SignupState.SIGNED_UP,
        )
        .values(attendance=attendance)
        .returning(Signup.id)
        .execution_options(scope="viewer: an excursion of the actor's municipality")
    )
    found(marked)
    audit.record(actor, person_id, "excursion.marked", now)


def cancel_excursion(actor: Viewer, excursion_id: UUID, now: datetime) -> None:
    """Cancel an excursion that has not left yet and tell everybody on the list, once."""
    _must_plan(actor)
    excursion = _locked(actor, excursion_id)
    if excursion.cancelled_at is not None:
        return
    if now >= excursion.departs_at:
        raise Refused(N_("The excursion has already left."))
    excursion.cancelled_at = now
    for person_id in db.session.scalars(TOLD, {"excursion": excursion_id}):
        _tell(person_id, blocks.CANCELLED, excursion)


def _must_plan(actor: Viewer) -> None:
    if not actor.is_case_worker:
        raise NotFound


def _fill(excursion: Excursion) -> None:
    """Give the free places to the first in line. Called under the excursion's lock."""
    counts = db.session.execute(COUNTS, {"excursion": excursion.id}).one()
    free = max(excursion.capacity - counts.taken, 0)
    for signup in db.session.scalars(IN_LINE, {"excursion": excursion.id, "free": free}).all():
        signup.state = SignupState.SIGNED_UP
        _tell(signup.person_id, blocks.PLACE_FREE, excursion)
    db.session.flush()


def _locked(actor: Viewer, excursion_id: UUID) -> Excursion:
    """The excursion of the actor's own municipality, theirs alone until the change is stored."""
    values = {"excursion": excursion_id, "municipality": actor.municipality_id}
    return found(db.session.scalar(LOCKED, values))


def _tell(person_id: UUID, kind: str, excursion: Excursion) -> None:
    moment = excursion.departs_at.isoformat()
    outbox.put(Notice(person_id, kind, {"day": moment, "time": moment}, f"/excursions/{excursion.id}"))


def _write(actor: Viewer, words: Mapping[str, str] | None, now: datetime) -> UUID | None:
    return texts.write(actor, words, now, municipality_id=actor.municipality_id) if words else None
