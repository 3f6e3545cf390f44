"""Whatever is done to cases, in whatever order: at each moment exactly those are seen who should be.

The rule is said here a second time and in another way: not as rows with a beginning and an end, but as a calendar that
says for each day who works for whom.
"""

from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.accounts import actions as accounts
from portal.accounts import queries
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound, Refused
from portal.core.viewer import Role, Viewer
from portal.people import actions, handing_over, urgent
from portal.plan import queries as plan
from tests import people

BEGIN = datetime(2026, 10, 24, 9, 0, tzinfo=UTC)
"""The day before the clocks go back."""
HORIZON = 60
WORKERS = {"reg": (Role.REGISSEUR,), "beg": (Role.BEGELEIDER,), "both": (Role.BEGELEIDER, Role.REGISSEUR)}
PARTICIPANTS = ("one", "two", "three")

a_worker, a_person = st.sampled_from(sorted(WORKERS)), st.sampled_from(PARTICIPANTS)
a_role, some_days = st.sampled_from([Role.REGISSEUR, Role.BEGELEIDER]), st.integers(-2, 4)


class Cases(RuleBasedStateMachine):
    """A beheerder, three workers, three participants, and a child that lives with the first two."""

    here: ClassVar[UUID]
    kees: ClassVar[Viewer]
    works: dict[tuple[str, Role], dict[int, str]]
    """By person and role: who works for them on which day, counted from the first."""

    @initialize()
    def move_in(self):
        self.travels = time_machine.travel(BEGIN, tick=False)
        self.clock = self.travels.start()
        with frame.change():
            home = accounts.add_household(self.here)
            self.people = {
                name: self.add(name, (Role.PARTICIPANT,), home if name != "three" else None) for name in PARTICIPANTS
            }
            self.people["child"] = self.add("child", (), home)
            self.workers = {name: self.add(name, roles) for name, roles in WORKERS.items()}
        self.works = {(person, role): {} for person in PARTICIPANTS for role in (Role.REGISSEUR, Role.BEGELEIDER)}
        self.hours = []
        self.away = set()

    def add(self, name, roles, home=None):
        return accounts.add_person(self.here, PersonDetails(name, "Test", "nl"), roles, home)

    def teardown(self):
        self.travels.stop()

    @property
    def day(self):
        return (clock.today() - BEGIN.date()).days

    @rule(person=a_person, worker=a_worker, role=a_role, days=some_days)
    def assign(self, person, worker, role, days):
        since = clock.today() + timedelta(days=days)
        if role not in WORKERS[worker] or person in self.away:
            return
        try:
            with frame.change():
                ids = [self.people[person].id]
                handing_over.assign(self.kees, ids, self.workers[worker].id, role, since, clock.now())
        except Refused:
            assert days < 0, "only a day that has been can be too early"
            return
        self.will_work(person, worker, role, self.day + days)

    @rule(worker=a_worker, to=a_worker, role=a_role, days=st.integers(0, 4))
    def hand_over(self, worker, to, role, days):
        if role not in WORKERS[to] or role not in WORKERS[worker] or to == worker:
            return
        since = clock.today() + timedelta(days=days)
        theirs = [
            person
            for (person, as_what), calendar in self.works.items()
            if as_what is role and any(who == worker and day >= self.day for day, who in calendar.items())
        ]
        if self.away & set(theirs):
            return
        with frame.change():
            ids = self.workers[worker].id, self.workers[to].id
            handing_over.hand_over_all(self.kees, *ids, role, since, clock.now())
        for person in theirs:
            self.will_work(person, to, role, self.day + days)

    @rule(person=a_person)
    def leave_or_come_back(self, person):
        with frame.change():
            act = actions.activate if person in self.away else actions.deactivate
            act(self.kees, self.people[person].id, clock.now())
        if person not in self.away:
            for as_what in (Role.REGISSEUR, Role.BEGELEIDER):
                calendar = self.works[person, as_what]
                self.works[person, as_what] = {day: who for day, who in calendar.items() if day <= self.day}
        self.away ^= {person}

    @rule(person=a_person, worker=a_worker, role=a_role)
    def open_urgently(self, person, worker, role):
        viewer = self.viewer(worker)
        try:
            with frame.change():
                urgent.open_urgently(viewer, self.people[person].id, role, "Het kan niet wachten.", clock.now())
        except NotFound:
            assert role not in WORKERS[worker] or person in self.away or person in self.seen_by(worker)
        except Refused:
            pass
        else:
            assert person not in self.seen_by(worker)
            self.hours.append((person, worker, role, clock.now() + timedelta(hours=1)))

    @rule(minutes=st.sampled_from([29, 60, 24 * 60, 25 * 60, 3 * 24 * 60]))
    def time_passes(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))

    @invariant()
    def everybody_sees_whom_they_should(self):
        for worker in WORKERS:
            viewer = self.viewer(worker)
            seen = set(db.session.scalars(queries.visible_people(viewer).with_only_columns(Person.id)))
            names = {name for name, person in self.people.items() if person.id in seen}
            assert names == self.seen_by(worker) - self.away, f"{worker} on day {self.day}"
            for person in PARTICIPANTS:
                kept = Role.REGISSEUR in WORKERS[worker] and self.works_for(worker, person, {Role.REGISSEUR})
                assert self.keeps_plan(viewer, self.people[person].id) == kept, f"{worker}, the plan of {person}"
        db.session.close()

    def viewer(self, worker):
        return people.viewer(self.workers[worker], *WORKERS[worker])

    def will_work(self, person, worker, role, since):
        calendar = {day: who for day, who in self.works[person, role].items() if day < since}
        self.works[person, role] = calendar | dict.fromkeys(range(since, HORIZON * 10), worker)

    def works_for(self, worker, person, roles):
        in_an_hour = any(
            (person, worker) == hour[:2] and hour[2] in roles and hour[3] > clock.now() for hour in self.hours
        )
        return in_an_hour or any(self.works[person, role].get(self.day) == worker for role in roles)

    def seen_by(self, worker):
        seen = {person for person in PARTICIPANTS if self.works_for(worker, person, set(WORKERS[worker]))}
        return seen | ({"child"} if seen & {"one", "two"} else set())

    @staticmethod
    def keeps_plan(viewer, person_id):
        try:
            plan.kept_municipality(viewer, person_id)
        except NotFound:
            return False
        return True


def test_at_each_moment_exactly_those_are_seen_who_should_be(app, cast):
    Cases.here, Cases.kees = cast.oude_ijsselstreek.id, people.viewer(cast.kees, Role.BEHEERDER)
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    without_shrinking = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking takes minutes and tells little more
    run_state_machine_as_test(
        Cases,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=quiet,
            phases=without_shrinking,
        ),
    )
