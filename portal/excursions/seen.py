"""What people see of excursions: plain values that the queries fill and the pages show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.excursions.models import Attendance, Excursion, Need, SignupState, attendance_open


@dataclass(frozen=True, slots=True)
class Standing:
    """How many places there are, and how the viewer stands to them."""

    places_left: int
    cancelled: bool
    signed_up: bool
    in_line: int
    """The viewer's place on the waiting list, from 1; 0 when not on it."""
    can_sign_up: bool
    can_sign_off: bool
    over: bool
    present: bool
    """The viewer was there, as staff saw it."""


@dataclass(frozen=True, slots=True)
class Outing:
    """An excursion in a list."""

    id: UUID
    title_id: UUID
    icon: str
    departs_at: datetime
    ends_at: datetime
    meeting_name: str
    meeting_address: str
    place_name: str
    published_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class Companion:
    """Who goes along."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One excursion with everything on its page."""

    excursion: Excursion
    standing: Standing
    childcare_left: int
    companion: Companion | None

    @property
    def texts(self) -> tuple[UUID | None, ...]:
        return self.excursion.title_id, self.excursion.about_id, self.excursion.bring_id

    def roll_call(self, now: datetime) -> bool:
        """Whether staff can say who is there: from the day itself on, unless it was cancelled."""
        return not self.standing.cancelled and attendance_open(self.excursion, now)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody on the list of an excursion, for the staff who run it."""

    person_id: UUID
    name: str
    phone: str
    state: SignupState
    children: int
    needs: tuple[Need, ...]
    attendance: Attendance | None
