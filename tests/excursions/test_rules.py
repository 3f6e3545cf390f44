"""Who gets a place, who stands in line, and what counts."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.accounts.models import Person
from portal.core import frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role
from portal.excursions import actions, queries
from portal.excursions import offers as excursion_offers
from portal.excursions.models import Attendance, CountsFor, Need, Signup, SignupState
from portal.excursions.seen import Standing
from portal.notices.models import InboxNotice
from tests.excursions.outings import DEPARTS, NOW, a_plan, an_excursion, begeleider
from tests.people import Cast, viewer

SIGNUPS = select(Signup).execution_options(scope="test")


def sign_up(person: Person, excursion: UUID, now=NOW, **wishes) -> SignupState:
    with frame.change():
        return actions.sign_up(viewer(person), excursion, now, **wishes)


def sign_off(person: Person, excursion: UUID, now=NOW) -> None:
    with frame.change():
        actions.sign_off(viewer(person), excursion, now)


def mark(cast: Cast, person: Person, excursion: UUID, attendance=Attendance.PRESENT, now=DEPARTS) -> None:
    with frame.change():
        actions.mark_attendance(begeleider(cast.bram), excursion, person.id, attendance, now)


def standing(person: Person, excursion: UUID, now=NOW) -> Standing:
    return queries.excursion(viewer(person), excursion, now).standing


def told(person: Person) -> list[tuple[str, str]]:
    rows = db.session.scalars(
        select(InboxNotice).where(InboxNotice.person_id == person.id).execution_options(scope="test")
    )
    return [(row.kind, row.link) for row in rows]


def test_a_sign_up_takes_a_place_while_there_is_one_and_then_stands_in_line(cast):
    excursion = an_excursion(cast, capacity=1)
    assert standing(cast.amal, excursion).places_left == 1
    assert sign_up(cast.amal, excursion) is SignupState.SIGNED_UP
    assert sign_up(cast.yonas, excursion) is SignupState.WAITING
    assert sign_up(cast.noor, excursion) is SignupState.WAITING
    assert standing(cast.amal, excursion).signed_up
    assert [standing(p, excursion).in_line for p in (cast.amal, cast.yonas, cast.noor)] == [0, 1, 2]
    assert standing(cast.noor, excursion).places_left == 0


def test_signing_up_twice_keeps_the_first_turn(cast):
    excursion = an_excursion(cast, capacity=1)
    for person in (cast.amal, cast.yonas, cast.noor, cast.yonas, cast.amal):
        sign_up(person, excursion)
    assert [standing(p, excursion).in_line for p in (cast.amal, cast.yonas, cast.noor)] == [0, 1, 2]


def test_a_place_that_comes_free_goes_to_the_first_in_line_who_is_told(cast):
    excursion = an_excursion(cast, capacity=1)
    for person in (cast.amal, cast.yonas, cast.noor):
        sign_up(person, excursion)
    sign_off(cast.amal, excursion)
    assert standing(cast.yonas, excursion).signed_up
    assert standing(cast.noor, excursion).in_line == 1
    assert told(cast.yonas) == [("excursions.place_free", f"/excursions/{excursion}")]
    assert told(cast.noor) == told(cast.amal) == []


def test_who_signs_off_and_on_again_goes_to_the_end_of_the_line(cast):
    excursion = an_excursion(cast, capacity=1)
    for person in (cast.amal, cast.yonas, cast.noor):
        sign_up(person, excursion)
    sign_off(cast.yonas, excursion)
    assert sign_up(cast.yonas, excursion) is SignupState.WAITING
    assert [standing(p, excursion).in_line for p in (cast.noor, cast.yonas)] == [1, 2]


def test_signing_off_from_the_line_moves_nobody_into_a_place(cast):
    excursion = an_excursion(cast, capacity=1)
    for person in (cast.amal, cast.yonas, cast.noor):
        sign_up(person, excursion)
    sign_off(cast.yonas, excursion)
    sign_off(cast.yonas, excursion)
    assert standing(cast.amal, excursion).signed_up
    assert standing(cast.noor, excursion).in_line == 1
    assert told(cast.noor) == []


def test_the_deadline_is_the_last_instant_at_which_signing_up_works(cast):
    excursion = an_excursion(cast)
    deadline = DEPARTS - timedelta(days=2)
    sign_up(cast.amal, excursion, deadline)
    late = deadline + timedelta(microseconds=1)
    assert standing(cast.yonas, excursion, deadline).can_sign_up
    assert not standing(cast.yonas, excursion, late).can_sign_up
    with pytest.raises(Refused, match="no longer possible"):
        sign_up(cast.yonas, excursion, late)


def test_after_the_deadline_who_has_a_place_can_still_give_it_up_until_the_group_leaves(cast):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.amal, excursion)
    sign_up(cast.yonas, excursion)
    with pytest.raises(Refused, match="already left"):
        sign_off(cast.amal, excursion, DEPARTS)
    sign_off(cast.amal, excursion, DEPARTS - timedelta(microseconds=1))
    assert standing(cast.yonas, excursion).signed_up


def test_nobody_signs_up_for_a_cancelled_excursion_and_everybody_on_the_list_is_told_once(cast):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.amal, excursion)
    sign_up(cast.yonas, excursion)
    for _ in range(2):
        with frame.change():
            actions.cancel_excursion(begeleider(cast.bram), excursion, NOW)
    assert told(cast.amal) == told(cast.yonas) == [("excursions.cancelled", f"/excursions/{excursion}")]
    assert told(cast.noor) == []
    assert standing(cast.amal, excursion).cancelled
    with pytest.raises(Refused, match="cancelled"):
        sign_up(cast.noor, excursion)


def test_signing_off_from_a_cancelled_excursion_gives_nobody_a_place(cast):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.amal, excursion)
    sign_up(cast.yonas, excursion)
    with frame.change():
        actions.cancel_excursion(begeleider(cast.bram), excursion, NOW)
    sign_off(cast.amal, excursion)
    assert [kind for kind, _ in told(cast.yonas)] == ["excursions.cancelled"]


def test_an_excursion_that_has_left_cannot_be_cancelled(cast):
    excursion = an_excursion(cast)
    with pytest.raises(Refused, match="already left"), frame.change():
        actions.cancel_excursion(begeleider(cast.bram), excursion, DEPARTS)


def test_childcare_is_never_promised_to_more_children_than_there_is_room_for(cast):
    excursion = an_excursion(cast, capacity=9, childcare_places=3)
    sign_up(cast.amal, excursion, children=2)
    with pytest.raises(Refused, match="childcare"):
        sign_up(cast.yonas, excursion, children=2)
    assert sign_up(cast.yonas, excursion, children=1) is SignupState.SIGNED_UP
    assert sign_up(cast.noor, excursion) is SignupState.SIGNED_UP
    assert queries.excursion(viewer(cast.noor), excursion, NOW).childcare_left == 0
    sign_off(cast.amal, excursion)
    assert queries.excursion(viewer(cast.noor), excursion, NOW).childcare_left == 2


def test_needs_reach_the_staff_who_run_the_excursion(cast):
    excursion = an_excursion(cast, childcare_places=4)
    sign_up(cast.amal, excursion, children=2, needs=frozenset({Need.WHEELCHAIR, Need.FOOD}))
    (amal,) = queries.people(begeleider(cast.bram), excursion)
    assert (amal.children, set(amal.needs)) == (2, {Need.WHEELCHAIR, Need.FOOD})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"starts_at": DEPARTS - timedelta(minutes=1)}, "leaves, then begins"),
        ({"ends_at": DEPARTS + timedelta(minutes=45)}, "leaves, then begins"),
        ({"sign_up_until": DEPARTS + timedelta(minutes=1)}, "before the excursion leaves"),
        ({"minimum": 3}, "not more people"),
        ({"capacity": 0}, "at least one place"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(cast, changes, reason):
    with pytest.raises(Refused, match=reason), frame.change():
        actions.plan_excursion(begeleider(cast.bram), a_plan(**changes), NOW)


def test_the_other_municipality_finds_nothing(cast):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    stranger, worker = viewer(cast.samira), begeleider(cast.wim)
    for attempt in (
        lambda: queries.excursion(stranger, excursion, NOW),
        lambda: actions.sign_up(stranger, excursion, NOW),
        lambda: actions.sign_off(stranger, excursion, NOW),
        lambda: actions.mark_attendance(worker, excursion, cast.amal.id, Attendance.PRESENT, DEPARTS),
        lambda: actions.cancel_excursion(worker, excursion, NOW),
    ):
        with pytest.raises(NotFound), frame.change():
            attempt()
    assert queries.coming(stranger, NOW) == queries.planned(worker, NOW) == queries.new(stranger, NOW) == []
    assert queries.people(worker, excursion) == []
    assert queries.hours(worker, cast.amal.id) == {}


def test_the_database_itself_keeps_a_sign_up_behind_the_wall(cast):
    excursion = an_excursion(cast)
    with pytest.raises(IntegrityError), frame.change():
        db.session.add(
            Signup(
                excursion_id=excursion,
                person_id=cast.samira.id,
                municipality_id=cast.samira.municipality_id,
                state=SignupState.SIGNED_UP,
                turn=1,
                since=NOW,
            )
        )
        db.session.flush()


def test_hours_count_for_who_was_there_by_what_they_count_for(cast):
    there = an_excursion(cast, minutes=90)
    also = an_excursion(cast, minutes=120, counts_for=CountsFor.PARTICIPATION)
    missed = an_excursion(cast, minutes=240)
    for excursion in (there, also, missed):
        sign_up(cast.amal, excursion)
    mark(cast, cast.amal, there)
    mark(cast, cast.amal, also)
    mark(cast, cast.amal, missed, Attendance.ABSENT)
    expected = {"pvt": 1.5, "participation": 2.0}
    for looking in (viewer(cast.amal), begeleider(cast.bram)):
        assert excursion_offers.hours(looking, cast.amal.id) == expected
    assert excursion_offers.hours(viewer(cast.yonas), cast.amal.id) == {}
    assert queries.pvt_hours(viewer(cast.amal)) == 1.5


def test_attendance_taken_back_takes_the_hours_back(cast):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    mark(cast, cast.amal, excursion)
    mark(cast, cast.amal, excursion, None)
    assert queries.hours(viewer(cast.amal), cast.amal.id) == {}


def test_attendance_is_for_who_has_a_place_and_from_the_day_itself(cast):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.amal, excursion)
    sign_up(cast.yonas, excursion)
    with pytest.raises(Refused, match="from the day"):
        mark(cast, cast.amal, excursion, now=DEPARTS - timedelta(days=1))
    mark(cast, cast.amal, excursion, now=DEPARTS - timedelta(minutes=30))
    for person in (cast.yonas, cast.noor):
        with pytest.raises(NotFound):
            mark(cast, person, excursion)


def test_coming_up_shows_places_at_the_hour_of_departure_and_marks_what_is_cancelled(cast):
    excursion = an_excursion(cast, capacity=1)
    sign_up(cast.amal, excursion)
    sign_up(cast.yonas, excursion)
    amal, day = viewer(cast.amal), (DEPARTS - timedelta(hours=2), DEPARTS + timedelta(hours=9))
    (coming,) = excursion_offers.coming_up(amal, *day)
    assert (coming.starts_at, coming.place, coming.cancelled) == (DEPARTS, "Station Terborg", False)
    assert coming.title == "Naar het gemeentehuis"
    assert excursion_offers.coming_up(viewer(cast.yonas), *day) == []
    assert excursion_offers.coming_up(amal, day[1], day[1] + timedelta(days=7)) == []
    with frame.change():
        actions.cancel_excursion(begeleider(cast.bram), excursion, NOW)
    assert excursion_offers.coming_up(amal, *day)[0].cancelled


def test_news_is_what_is_new_has_places_and_is_not_mine(cast):
    fresh, full = an_excursion(cast), an_excursion(cast, capacity=1)
    sign_up(cast.noor, full)
    amal = viewer(cast.amal)
    assert [each.id for each in queries.new(amal, NOW)] == [fresh]
    assert queries.new(amal, NOW + queries.NEW_FOR) == []
    sign_up(cast.amal, fresh)
    assert queries.new(amal, NOW) == []


def test_the_list_goes_on_after_its_last_excursion(cast):
    made = [an_excursion(cast) for _ in range(25)]
    amal = viewer(cast.amal)
    first = queries.coming(amal, NOW)
    rest = queries.coming(amal, NOW, (first[-1].departs_at, first[-1].id))
    assert (len(first), len(rest)) == (20, 5)
    assert {each.id for each in (*first, *rest)} == set(made)


def test_a_person_can_take_their_sign_ups_along_and_have_them_removed(cast):
    excursion = an_excursion(cast, companion_id=cast.bram.id)
    sign_up(cast.amal, excursion, needs=frozenset({Need.TRANSPORT}))
    (exported,) = excursion_offers.export(cast.amal.id)["excursions"]
    assert (exported["state"], exported["needs_transport"]) == ("signed_up", True)
    with frame.change():
        excursion_offers.erase(cast.amal.id)
        excursion_offers.erase(cast.bram.id)
    assert db.session.scalars(SIGNUPS).all() == []
    assert queries.excursion(viewer(cast.noor), excursion, NOW).companion is None


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.CULTUURVERBINDER, Role.BEHEERDER])
def test_only_case_workers_plan_cancel_and_mark(cast, role):
    excursion = an_excursion(cast)
    sign_up(cast.amal, excursion)
    actor = viewer(cast.kees, role)
    for forbidden in (
        lambda: actions.plan_excursion(actor, a_plan(), NOW),
        lambda: actions.cancel_excursion(actor, excursion, NOW),
        lambda: actions.mark_attendance(actor, excursion, cast.amal.id, Attendance.PRESENT, DEPARTS),
    ):
        with pytest.raises(NotFound), frame.change():
            forbidden()


def test_a_regisseur_plans_and_cancels_too(cast):
    with frame.change():
        ingrid = viewer(cast.ingrid, Role.REGISSEUR)
        actions.cancel_excursion(ingrid, actions.plan_excursion(ingrid, a_plan(), NOW), NOW)


@pytest.mark.parametrize("name", ["yonas", "wim"])
def test_only_staff_of_the_municipality_come_along_for_their_number_is_shown(cast, name):
    with pytest.raises(NotFound):
        an_excursion(cast, companion_id=getattr(cast, name).id)
    an_excursion(cast, companion_id=cast.bram.id)
