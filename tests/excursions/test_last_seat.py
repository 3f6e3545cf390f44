"""Many people press at the same moment: never overbooked, nobody lost, one strict line."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.core import frame
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.excursions import actions
from portal.excursions.models import Signup, SignupState
from tests.excursions.outings import NOW, an_excursion
from tests.people import viewer

SEATS, PEOPLE = 7, 40


def crowd(municipality_id: UUID) -> list[Viewer]:
    with frame.change():
        made = [
            accounts.add_person(municipality_id, PersonDetails(f"Person {n}", "Test", "nl"), (Role.PARTICIPANT,))
            for n in range(PEOPLE)
        ]
    return [viewer(person) for person in made]


def all_at_once(app, deeds) -> list[SignupState | None]:
    """Do everything in threads of their own that start together."""
    start = Barrier(len(deeds))

    def one(deed):
        with app.app_context():
            start.wait()
            with frame.change():
                return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def line(excursion: UUID) -> list[tuple[SignupState, int]]:
    rows = db.session.execute(
        select(Signup.state, Signup.turn)
        .where(Signup.excursion_id == excursion)
        .order_by(Signup.turn)
        .execution_options(scope="test")
    )
    return [(row.state, row.turn) for row in rows]


def test_forty_people_press_at_once_for_seven_seats(app, cast):
    excursion = an_excursion(cast, capacity=SEATS)
    people = crowd(cast.oude_ijsselstreek.id)
    answers = all_at_once(app, [lambda p=p: actions.sign_up(p, excursion, NOW) for p in people])
    assert answers.count(SignupState.SIGNED_UP) == SEATS
    assert answers.count(SignupState.WAITING) == PEOPLE - SEATS
    states = [SignupState.SIGNED_UP] * SEATS + [SignupState.WAITING] * (PEOPLE - SEATS)
    assert line(excursion) == list(zip(states, range(1, PEOPLE + 1), strict=True))


def test_one_person_pressing_many_times_at_once_takes_one_place(app, cast):
    excursion = an_excursion(cast, capacity=SEATS)
    amal = viewer(cast.amal)
    all_at_once(app, [lambda: actions.sign_up(amal, excursion, NOW)] * 12)
    assert line(excursion) == [(SignupState.SIGNED_UP, 1)]


def test_signing_off_and_on_at_the_same_moment_never_overbooks_and_leaves_no_seat_empty(app, cast):
    excursion = an_excursion(cast, capacity=SEATS)
    people = crowd(cast.oude_ijsselstreek.id)
    half = PEOPLE // 2
    all_at_once(app, [lambda p=p: actions.sign_up(p, excursion, NOW) for p in people[:half]])
    all_at_once(
        app,
        [lambda p=p: actions.sign_off(p, excursion, NOW) for p in people[:half]]
        + [lambda p=p: actions.sign_up(p, excursion, NOW) for p in people[half:]],
    )
    states = [state for state, _ in line(excursion)]
    assert states.count(SignupState.CANCELLED) == half
    assert states.count(SignupState.SIGNED_UP) == SEATS
    assert states.count(SignupState.WAITING) == PEOPLE - half - SEATS
    active = [state for state in states if state is not SignupState.CANCELLED]
    assert active == sorted(active, key=lambda state: state is SignupState.WAITING)
