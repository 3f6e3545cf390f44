"""Tables of excursions and who comes along."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Identified, Personal, wall
from portal.core.i18n import N_
from portal.core.when import local


class CountsFor(StrEnum):
    """What the hours of an excursion count for; the values are the kinds of hours of the house."""

    PVT = "pvt"
    """The programme of the participation declaration."""
    PARTICIPATION = "participation"
    """Taking part in general, as in the participation half of the Z-route."""


class Food(StrEnum):
    """What there is to eat."""

    NONE = "none"
    HALAL = "halal"
    VEGETARIAN = "vegetarian"


FOOD = {
    Food.NONE: N_("There is no food. Bring something to eat and drink."),
    Food.HALAL: N_("There is food. It is halal."),
    Food.VEGETARIAN: N_("There is food without meat."),
}


class SignupState(StrEnum):
    """How a sign-up stands."""

    SIGNED_UP = "signed_up"
    """Has a place."""
    WAITING = "waiting"
    """Stands in line for a place."""
    OFFERED = "offered"
    """A free place is kept for this person until they answer. Not used yet."""
    CANCELLED = "cancelled"
    """Signed off by the person."""


HOLDS_PLACE = (SignupState.SIGNED_UP, SignupState.OFFERED)
ACTIVE = (*HOLDS_PLACE, SignupState.WAITING)


class Attendance(StrEnum):
    """Whether somebody with a place was there, as staff saw it."""

    PRESENT = "present"
    ABSENT = "absent"


class Need(StrEnum):
    """What somebody asks to be able to come along. Never why."""

    TRANSPORT = "transport"
    WHEELCHAIR = "wheelchair"
    FOOD = "food"


NEEDS = {
    Need.TRANSPORT: N_("Help to get to the meeting point"),
    Need.WHEELCHAIR: N_("A wheelchair, or walking is hard"),
    Need.FOOD: N_("Other food"),
}
NEED_ICONS = {Need.TRANSPORT: "bike", Need.WHEELCHAIR: "walk", Need.FOOD: "utensils"}


class Excursion(Identified, Base):
    """Going somewhere together, planned by staff of one municipality. Costs nothing unless it says so."""

    __tablename__ = "excursion"
    __table_args__ = (
        UniqueConstraint("id", "municipality_id"),
        ForeignKeyConstraint(["companion_id", "municipality_id"], ["person.id", "person.municipality_id"]),
        CheckConstraint("departs_at <= starts_at AND starts_at < ends_at", name="in_order_of_time"),
        CheckConstraint("sign_up_until <= departs_at", name="sign_up_before_departure"),
        CheckConstraint("capacity >= 1 AND minimum >= 0 AND minimum <= capacity", name="capacity"),
        CheckConstraint("minutes >= 0 AND childcare_places >= 0", name="no_negatives"),
        Index("ix_excursion_municipality_id_departs_at", "municipality_id", "departs_at"),
        Index("ix_excursion_municipality_id_published_at", "municipality_id", "published_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    title_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"))
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """What one will see and do there."""
    bring_id: Mapped[UUID | None] = mapped_column(ForeignKey("text.id"))
    """What to bring and wear."""
    icon: Mapped[str] = mapped_column(default="bus")
    """Name of a picture in the sprite."""
    departs_at: Mapped[datetime]
    """When to be at the meeting point; the group leaves then."""
    starts_at: Mapped[datetime]
    """When it begins at the place itself."""
    ends_at: Mapped[datetime]
    """When everybody is back."""
    meeting_name: Mapped[str]
    meeting_address: Mapped[str]
    place_name: Mapped[str]
    place_address: Mapped[str]
    capacity: Mapped[int]
    """Places for participants."""
    minimum: Mapped[int] = mapped_column(default=0)
    """With fewer sign-ups staff may cancel it."""
    sign_up_until: Mapped[datetime]
    """The last instant at which signing up works."""
    minutes: Mapped[int]
    """What it counts for who was there."""
    counts_for: Mapped[CountsFor]
    children_welcome: Mapped[bool] = mapped_column(default=False)
    """Children may come along with their parent."""
    childcare_places: Mapped[int] = mapped_column(default=0)
    """For how many children there is somebody who looks after them meanwhile; 0: no childcare."""
    food: Mapped[Food] = mapped_column(default=Food.NONE)
    free: Mapped[bool] = mapped_column(default=True)
    accessible: Mapped[bool] = mapped_column(default=False)
    """Good to do with a wheelchair or a pushchair."""
    companion_id: Mapped[UUID | None]
    """The staff member or volunteer who goes along, and whom one can call on the day."""
    published_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


def attendance_open(excursion: Excursion, now: datetime) -> bool:
    """Whether it is the day of the excursion yet: attendance is not known beforehand."""
    return local(now).date() >= local(excursion.departs_at).date()


class Signup(Personal, Identified, Base):
    """One person's wish to come along. Signing off and on again keeps the row and takes a new turn."""

    __tablename__ = "excursion_signup"
    __table_args__ = (
        wall(),
        ForeignKeyConstraint(["excursion_id", "municipality_id"], ["excursion.id", "excursion.municipality_id"]),
        UniqueConstraint("excursion_id", "person_id"),
        UniqueConstraint("excursion_id", "turn"),
        CheckConstraint("children >= 0", name="children"),
        CheckConstraint("attendance IS NULL OR state = 'SIGNED_UP'", name="attendance_needs_a_place"),
        Index("ix_excursion_signup_excursion_id_state_turn", "excursion_id", "state", "turn"),
    )

    excursion_id: Mapped[UUID]
    state: Mapped[SignupState]
    turn: Mapped[int]
    """Place in the order of signing up, given under the excursion's lock: clocks may tie, turns do not."""
    since: Mapped[datetime]
    children: Mapped[int] = mapped_column(default=0)
    """Children for whom childcare is asked."""
    needs_transport: Mapped[bool] = mapped_column(default=False)
    needs_wheelchair: Mapped[bool] = mapped_column(default=False)
    needs_food: Mapped[bool] = mapped_column(default=False)
    attendance: Mapped[Attendance | None]
