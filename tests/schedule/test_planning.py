"""Planning, cancelling, moving, and who was there."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Person
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.notices.models import InboxNotice
from portal.schedule import actions, offers, queries
from portal.schedule.models import Attendance, CountsFor, Meeting, MeetingKind
from portal.texts import actions as texts
from tests import people
from tests.people import Cast
from tests.schedule.meetings import NOW, at, invited, planned, regisseur

MONDAY = date(2026, 11, 30)
SCOPE = {"scope": "system: test"}


def told(person: Person) -> list[str]:
    statement = select(InboxNotice.kind).where(InboxNotice.person_id == person.id).order_by(InboxNotice.at)
    return list(db.session.scalars(statement.execution_options(**SCOPE)))


def group_of(cast: Cast, *members: Person, since: date = date(2026, 9, 1)) -> UUID:
    actor = regisseur(cast.ingrid)
    with frame.change():
        group = actions.make_group(actor, "Brugklas Ulft", route="b1")
        for member in members:
            actions.join_group(actor, group, member.id, since)
    return group


def test_a_meeting_of_a_group_invites_its_members_of_that_day(cast: Cast):
    group = group_of(cast, cast.amal, cast.yonas)
    with frame.change():
        actions.leave_group(regisseur(cast.ingrid), group, cast.yonas.id, MONDAY - timedelta(days=1))
    before = planned(cast, at(MONDAY - timedelta(days=3), "09:00"), group=group)
    after = planned(cast, at(MONDAY, "09:00"), group=group)
    assert invited(before).keys() == {cast.amal.id, cast.yonas.id}
    assert invited(after).keys() == {cast.amal.id}


def test_who_joins_a_group_is_invited_to_its_meetings_from_that_day_on(cast: Cast):
    group = group_of(cast, cast.amal)
    past = planned(cast, at(MONDAY - timedelta(weeks=1), "09:00"), group=group)
    ahead = planned(cast, at(MONDAY, "09:00"), group=group)
    with frame.change():
        actions.join_group(regisseur(cast.ingrid), group, cast.yonas.id, MONDAY)
        actions.join_group(regisseur(cast.ingrid), group, cast.yonas.id, MONDAY)
    assert cast.yonas.id not in invited(past)
    assert cast.yonas.id in invited(ahead)


def test_who_leaves_a_group_keeps_what_they_took_part_in(cast: Cast):
    group = group_of(cast, cast.amal)
    attended = planned(cast, at(date(2026, 11, 23), "09:00"), group=group)
    ahead = planned(cast, at(MONDAY, "09:00"), group=group)
    actor = regisseur(cast.ingrid)
    with frame.change():
        actions.mark_attendance(actor, attended, cast.amal.id, Attendance.PRESENT, NOW)
        actions.leave_group(actor, group, cast.amal.id, date(2026, 11, 24))
    assert cast.amal.id in invited(attended)
    assert cast.amal.id not in invited(ahead)


def test_somebody_invited_by_name_and_by_group_is_invited_once(cast: Cast):
    meeting = planned(cast, at(MONDAY, "09:00"), cast.amal, group=group_of(cast, cast.amal, cast.yonas))
    assert invited(meeting).keys() == {cast.amal.id, cast.yonas.id}


def test_nobody_of_another_municipality_can_be_invited_led_or_planned_by(cast: Cast):
    with pytest.raises(NotFound):
        planned(cast, at(MONDAY, "09:00"), cast.amal, cast.samira)
    with pytest.raises(NotFound):
        planned(cast, at(MONDAY, "09:00"), cast.amal, leader_id=cast.wim.id)
    with pytest.raises(NotFound):
        planned(cast, at(MONDAY, "09:00"), cast.amal, leader_id=cast.yonas.id)
    with frame.change():
        elsewhere = actions.add_place(
            people.viewer(cast.wim, Role.BEGELEIDER), "Stadhuis", "Raadhuisstraat 2", "Doetinchem"
        )
    with pytest.raises(NotFound):
        planned(cast, at(MONDAY, "09:00"), cast.amal, place_id=elsewhere)
    meeting = planned(cast, at(MONDAY, "09:00"), cast.amal)
    neighbour = people.viewer(cast.wim, Role.BEGELEIDER)
    for change in (
        lambda: actions.cancel_meeting(neighbour, meeting, NOW),
        lambda: actions.move_meeting(neighbour, meeting, at(MONDAY, "10:00"), at(MONDAY, "11:00"), NOW),
        lambda: actions.mark_attendance(neighbour, meeting, cast.amal.id, Attendance.PRESENT, NOW),
    ):
        with pytest.raises(NotFound), frame.change():
            change()


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.CULTUURVERBINDER, Role.BEHEERDER])
def test_only_begeleiders_and_regisseurs_plan(cast: Cast, role: Role):
    actor = people.viewer(cast.rana, role)
    with pytest.raises(NotFound), frame.change():
        actions.make_group(actor, "Brugklas")
    with pytest.raises(NotFound), frame.change():
        actions.add_place(actor, "DRU", "Hutteweg 24", "Ulft")


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": at(MONDAY, "09:00")},
        {"ends_at": at(MONDAY + timedelta(days=2), "09:00")},
        {"online_link": "http://overleg.example"},
        {"online_link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, changes: dict[str, Any]):
    with pytest.raises(Refused):
        planned(cast, at(MONDAY, "09:00"), cast.amal, **changes)


def test_a_meeting_is_held_somewhere(cast: Cast):
    with pytest.raises(IntegrityError):
        planned(cast, at(MONDAY, "09:00"), cast.amal, by_phone=False)
    with pytest.raises(IntegrityError):
        planned(cast, at(MONDAY, "09:00"), cast.amal, by_phone=True, at_home=True)


def test_an_appointment_of_ones_own_is_told_and_a_lesson_of_a_group_is_not(cast: Cast):
    planned(cast, at(MONDAY, "09:00"), cast.amal, kind=MeetingKind.INTAKE)
    planned(cast, at(MONDAY, "13:00"), group=group_of(cast, cast.yonas))
    planned(cast, at(date(2026, 11, 23), "09:00"), cast.noor)
    assert told(cast.amal) == ["schedule.planned"]
    assert told(cast.yonas) == told(cast.noor) == []


def test_cancelling_tells_everybody_once(cast: Cast):
    meeting = planned(cast, at(MONDAY, "09:00"), group=group_of(cast, cast.amal, cast.yonas))
    actor = regisseur(cast.ingrid)
    with frame.change():
        why = texts.from_block("schedule.because.ill", municipality_id=cast.ingrid.municipality_id)
        actions.cancel_meeting(actor, meeting, NOW, because_id=why)
    with frame.change():
        actions.cancel_meeting(actor, meeting, NOW + timedelta(hours=1))
    assert told(cast.amal) == told(cast.yonas) == ["schedule.cancelled"]
    stored = db.session.get_one(Meeting, meeting, execution_options=SCOPE)
    assert stored.cancelled_at == NOW
    assert stored.cancelled_because_id == why
    with pytest.raises(Refused), frame.change():
        actions.move_meeting(actor, meeting, at(MONDAY, "10:00"), at(MONDAY, "11:00"), NOW)


def test_moving_a_meeting_moves_the_participations_along_and_tells(cast: Cast):
    meeting = planned(cast, at(MONDAY, "09:00"), group=group_of(cast, cast.amal, cast.yonas))
    new = at(MONDAY + timedelta(days=2), "14:00")
    with frame.change():
        actions.move_meeting(regisseur(cast.ingrid), meeting, new, new + timedelta(hours=1), NOW)
    assert {row.starts_at for row in invited(meeting).values()} == {new}
    assert len(invited(meeting)) == 2
    assert told(cast.amal) == told(cast.yonas) == ["schedule.moved"]
    [coming] = offers.coming_up(people.viewer(cast.amal), NOW, NOW + timedelta(days=30))
    assert (coming.starts_at, coming.ends_at) == (new, new + timedelta(hours=1))


def test_a_participation_cannot_say_another_time_than_its_meeting(cast: Cast):
    meeting = planned(cast, at(MONDAY, "09:00"), cast.amal)
    with pytest.raises(IntegrityError), frame.change():
        row = invited(meeting)[cast.amal.id]
        row.starts_at = at(MONDAY, "10:00")
        db.session.flush()


def test_hours_are_counted_for_who_was_there(cast: Cast):
    actor = regisseur(cast.ingrid)
    marks = [
        (Attendance.PRESENT, 0, CountsFor.LANGUAGE),
        (Attendance.LATE, 30, CountsFor.LANGUAGE),
        (Attendance.ABSENT, 0, CountsFor.LANGUAGE),
        (Attendance.ABSENT_WITH_NOTICE, 0, CountsFor.LANGUAGE),
        (Attendance.PRESENT, 0, CountsFor.PVT),
        (Attendance.PRESENT, 0, None),
    ]
    for number, (attendance, late, counts_for) in enumerate(marks):
        starts = at(date(2026, 11, 2) + timedelta(days=number), "09:00")
        meeting = planned(cast, starts, cast.amal, cast.yonas, counts_for=counts_for)
        with frame.change():
            actions.mark_attendance(actor, meeting, cast.amal.id, attendance, NOW, minutes_late=late)
    assert queries.hours(people.viewer(cast.amal), cast.amal.id) == {"language": 4.5, "pvt": 2.5}
    assert queries.hours(actor, cast.amal.id) == {"language": 4.5, "pvt": 2.5}
    assert queries.hours(actor, cast.yonas.id) == {}


def test_hours_of_somebody_else_are_not_told(cast: Cast):
    meeting = planned(cast, at(date(2026, 11, 23), "09:00"), cast.amal, counts_for=CountsFor.PVT)
    with frame.change():
        actions.mark_attendance(regisseur(cast.ingrid), meeting, cast.amal.id, Attendance.PRESENT, NOW)
    for other in (
        people.viewer(cast.yonas),
        people.viewer(cast.rana, Role.CULTUURVERBINDER),
        people.viewer(cast.wim, Role.REGISSEUR),
    ):
        assert queries.hours(other, cast.amal.id) == {}


def test_a_lesson_counts_by_the_clock_also_when_the_night_was_longer(cast: Cast):
    starts, ends = at(date(2026, 10, 24), "22:00"), at(date(2026, 10, 25), "04:00")
    meeting = planned(cast, starts, cast.amal, ends_at=ends, counts_for=CountsFor.PARTICIPATION)
    with frame.change():
        actions.mark_attendance(regisseur(cast.ingrid), meeting, cast.amal.id, Attendance.PRESENT, NOW)
    assert queries.hours(people.viewer(cast.amal), cast.amal.id) == {"participation": 7.0}


def test_attendance_is_set_when_it_has_begun_and_a_correction_leaves_a_trace(cast: Cast):
    actor = regisseur(cast.ingrid)
    ahead = planned(cast, at(MONDAY, "09:00"), cast.amal)
    with pytest.raises(Refused), frame.change():
        actions.mark_attendance(actor, ahead, cast.amal.id, Attendance.PRESENT, NOW)
    over = planned(cast, at(date(2026, 11, 23), "09:00"), cast.amal)
    for attendance in (Attendance.ABSENT, Attendance.ABSENT, Attendance.PRESENT):
        with frame.change():
            actions.mark_attendance(actor, over, cast.amal.id, attendance, NOW)
    acts = db.session.scalars(
        select(Trace.act).where(Trace.act.startswith("attendance")).order_by(Trace.number).execution_options(**SCOPE)
    ).all()
    assert acts == ["attendance.marked", "attendance.corrected"]
    with pytest.raises(NotFound), frame.change():
        actions.mark_attendance(actor, over, cast.yonas.id, Attendance.PRESENT, NOW)


def test_export_tells_all_and_erasing_leaves_the_meetings_of_others(cast: Cast):
    group = group_of(cast, cast.amal, cast.yonas)
    shared = planned(cast, at(MONDAY, "09:00"), group=group)
    with frame.change():
        about = texts.write(
            None,
            {"nl": "Over uw huis"},
            NOW,
            municipality_id=cast.amal.municipality_id,
            person_id=cast.amal.id,
        )
    alone = planned(cast, at(MONDAY, "13:00"), cast.amal, about_id=about, kind=MeetingKind.GUIDANCE)
    exported = offers.export(cast.amal.id)
    assert [meeting["kind"] for meeting in exported["meetings"]] == ["lesson", "guidance"]
    assert exported["groups"][0]["name"] == "Brugklas Ulft"
    with frame.change():
        offers.erase(cast.amal.id)
    assert invited(shared).keys() == {cast.yonas.id}
    assert db.session.get(Meeting, alone, execution_options=SCOPE) is None
    assert offers.export(cast.amal.id) == {"groups": [], "meetings": []}


def test_erasing_a_member_of_staff_leaves_the_meetings_they_led(cast: Cast):
    meeting = planned(cast, at(date(2026, 11, 23), "09:00"), cast.amal, leader_id=cast.bram.id)
    with frame.change():
        actor = people.viewer(cast.bram, Role.BEGELEIDER)
        actions.mark_attendance(actor, meeting, cast.amal.id, Attendance.PRESENT, NOW)
    with frame.change():
        offers.erase(cast.bram.id)
    assert invited(meeting)[cast.amal.id].marked_by is None


def test_an_unknown_meeting_is_not_there(cast: Cast):
    with pytest.raises(NotFound):
        queries.my_meeting(people.viewer(cast.amal), uuid4())
