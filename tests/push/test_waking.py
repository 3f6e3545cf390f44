"""The worker is woken by who has something to send, and finds it by itself when nobody woke it."""

from datetime import UTC, datetime

import pytest
import time_machine

from portal import worker
from portal.core import frame, outbox, wake
from portal.core.outbox import Notice
from tests.push.phones import Phone, subscribe


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def told(service, cast, bell):
    """Amal has a phone; this tells her something."""
    subscribe(cast.amal, Phone(service.endpoint()))

    def tell():
        with frame.change():
            outbox.put(Notice(cast.amal.id, "messages.new", link="/messages"))

    return tell


def test_a_stored_notice_wakes_the_worker_which_rings_the_phone(service, app, told, queue):
    told()
    assert queue.pending_count() == 1
    queue.execute(queue.dequeue())
    assert len(service.took) == 1


def test_a_change_that_is_undone_wakes_nobody(service, cast, app, told, queue):
    with pytest.raises(RuntimeError), frame.change():
        outbox.put(Notice(cast.amal.id, "messages.new", link="/messages"))
        raise RuntimeError
    assert queue.pending_count() == 0


def test_a_queue_that_is_broken_costs_a_minute_and_no_notice(service, app, told, queue, caplog):
    def broken(job, after):
        raise OSError

    wake.init_app(app, broken)
    told()
    assert "was not woken" in caplog.text
    worker.ring(app)
    assert len(service.took) == 1
