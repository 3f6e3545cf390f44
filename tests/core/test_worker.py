"""The worker: only our own jobs are taken, and the night sweeps what has done its work."""

import pickle
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import func, select

from portal import worker
from portal.accounts import actions
from portal.accounts.models import Device
from portal.core import clock, frame, once
from portal.core.db import db
from portal.core.settings import Settings
from portal.entry import actions as entry
from portal.entry.models import Invitation


@pytest.fixture
def queues(tmp_path):
    """The queue of an installation, and one of somebody who can write its file and does not have its key."""
    ours = Settings("test", tmp_path, "sqlite:///not-used", "k" * 48)
    both = [worker.make_queue(ours), worker.make_queue(replace(ours, secret_key="x" * 48))]
    yield both
    for queue in both:
        queue.storage.close()


def test_a_job_that_we_did_not_sign_is_never_unpacked(queues):
    ours, _ = queues
    ours_job, theirs_job = (queue.task(name="job")(lambda: None) for queue in queues)
    ours_job()
    assert ours.dequeue() is not None
    theirs_job()
    with pytest.raises(ValueError, match="Signature"):
        ours.dequeue()
    ours.storage.enqueue(pickle.dumps("not signed at all"))
    with pytest.raises(ValueError, match="not found"):
        ours.dequeue()


def left() -> tuple[int | None, ...]:
    """How many devices, invitations and keys of forms there are."""
    db.session.close()
    counts = [select(func.count()).select_from(model) for model in (Device, Invitation, once.Done)]
    return tuple(db.session.scalar(each.execution_options(scope="system: test")) for each in counts)


def test_the_night_removes_what_has_done_its_work_and_nothing_else(app, cast):
    def leave_something(key: UUID) -> None:
        with frame.change() as session:
            entry.invite_without_actor(cast.amal, None, clock.now())
            actions.add_device(cast.amal, "phone", clock.now())
            session.add(once.Done(key=key, owner=cast.noor.id, location="/", at=clock.now()))

    with time_machine.travel(clock.now() - timedelta(days=200), tick=False):
        leave_something(cast.amal.id)
    leave_something(cast.noor.id)
    assert left() == (2, 2, 2)
    worker.sweep(app)
    assert left() == (1, 1, 1)
