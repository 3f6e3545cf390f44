"""A trace stands with the person whom it is about."""

import pytest
from sqlalchemy import select

from portal.audit import actions
from portal.audit.models import Trace
from portal.core import clock, frame
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.viewer import Role
from portal.excursions import actions as excursions
from portal.excursions.models import Attendance
from tests import people
from tests.excursions import outings

TRACES = select(Trace).execution_options(scope="test")


def test_who_works_across_the_border_leaves_a_trace_on_the_person_s_side(cast):
    rana = people.viewer(cast.rana, Role.CULTUURVERBINDER, serves=(cast.oude_ijsselstreek.id, cast.doetinchem.id))
    with frame.change():
        actions.record(rana, cast.samira.id, "thread.claimed", clock.now())
    trace = db.session.scalars(TRACES).one()
    assert (trace.actor_id, trace.municipality_id) == (cast.rana.id, cast.doetinchem.id)


def test_one_s_own_looking_leaves_none(cast):
    with frame.change():
        actions.record(people.viewer(cast.amal), cast.amal.id, "plan.opened", clock.now())
    assert not db.session.scalars(TRACES).all()


def test_a_trace_of_nobody_is_refused(cast):
    with pytest.raises(NotFound), frame.change():
        actions.record(people.viewer(cast.amal), cast.oude_ijsselstreek.id, "plan.opened", clock.now())


def test_marking_who_came_along_leaves_a_trace(cast):
    excursion = outings.an_excursion(cast)
    with frame.change():
        excursions.sign_up(people.viewer(cast.amal), excursion, outings.NOW)
    with frame.change():
        bram, on_the_day = outings.begeleider(cast.bram), outings.DEPARTS
        excursions.mark_attendance(bram, excursion, cast.amal.id, Attendance.PRESENT, on_the_day)
    trace = db.session.scalars(TRACES).one()
    assert (trace.act, trace.actor_id, trace.person_id) == ("excursion.marked", cast.bram.id, cast.amal.id)
