"""The worker: jobs that run beside the web server, on huey.

Its queue is a SQLite file in the data folder, or tables in PostgreSQL where the database is that. A lost job is
found again from the rows it works on, so the queue itself needs no backup.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from portal.accounts import actions as accounts
from portal.announcements import actions as announcements
from portal.announcements import staff_queries
from portal.audit import verify
from portal.core import attempts, clock, frame, heartbeat, once, wake
from portal.core.settings import Settings
from portal.keys import actions as keys
from portal.messages import inbox_actions as inbox
from portal.plan import reminders
from portal.push import actions as push
from portal.push.deliveries import Watch
from portal.push.rounds import one_round
from portal.push.setup import bell
from portal.rights import actions as rights
from portal.rights import queries as rights_queries
from portal.rights import retention

log = logging.getLogger("portal.worker")

ROUND_LASTS = 40.0
"""Seconds at most, so that the other jobs have their turn; what is left goes in the next one."""
WATCH = Watch()


def make_queue(settings: Settings) -> Huey:
    """The queue of this installation."""
    if settings.sqlite:
        file = str(settings.data_dir / "jobs.sqlite3")
        return SqliteHuey("portal", filename=file, fsync=True, serializer=_serializer(settings))
    dsn = settings.database.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey("portal", dsn=dsn, serializer=_serializer(settings))


def _serializer(settings: Settings) -> SignedSerializer:
    """Jobs are pickles: without our signature nobody can slip in one that runs what they like."""
    return SignedSerializer(secret=settings.secret_key, salt="jobs")


def run(app: Flask) -> None:
    """Work until told to stop."""
    queue = make_queue(app.config["PORTAL"])
    _register(queue, app)
    _beat(app)
    consumer: Any = Consumer(queue, workers=1, max_delay=1, check_worker_health=True)
    consumer.run()


def init_app(app: Flask) -> Huey:
    """Let this process wake the worker when it has something to send. Returns the queue that it does so with."""
    queue = make_queue(app.config["PORTAL"])
    jobs = _register(queue, app)
    wake.init_app(app, lambda job, after: jobs[job].schedule(delay=after.total_seconds()))
    return queue


def _register(queue: Huey, app: Flask) -> dict[str, Any]:
    """Tell the queue what there is to do; returns the jobs that a process wakes the worker with, by name."""
    each_minute, at_night = crontab(minute="*"), crontab(minute="17", hour="3")
    in_the_morning = crontab(minute="40", hour="7")
    queue.periodic_task(each_minute, name="beat")(lambda: _beat(app))
    queue.periodic_task(each_minute, name="send_announcements")(lambda: send_announcements(app))
    queue.periodic_task(each_minute, name="return_what_waits")(lambda: return_what_waits(app))
    queue.periodic_task(each_minute, name="make_copies")(lambda: make_copies(app))
    queue.periodic_task(each_minute, name="ring_each_minute")(lambda: ring(app))
    queue.periodic_task(in_the_morning, name="remind_of_time_limits")(lambda: remind_of_time_limits(app))
    queue.periodic_task(at_night, name="sweep")(lambda: sweep(app))
    queue.periodic_task(at_night, name="audit")(lambda: look_whether_the_audit_is_whole(app))
    return {
        "ring": queue.task(name="ring")(lambda: ring(app)),
        "announcements": queue.task(name="announcements")(lambda: send_announcements(app)),
    }


def _beat(app: Flask) -> None:
    with app.app_context():
        with frame.change():
            heartbeat.beat("worker")
        verify.keep_head()


def _each(items: Iterable[Any], act: Callable[[Any], object], failed: str) -> None:
    """Each in a change of its own: one that fails stands in the log and stops none of the others."""
    for item in items:
        try:
            with frame.change():
                act(item)
        except Exception:
            log.exception(failed, item)


def send_announcements(app: Flask) -> None:
    """Send what is queued and due, each in a change of its own: one that fails stops none of the others."""
    with app.app_context():
        due = staff_queries.due(clock.now())
        _each(due, lambda announcement: announcements.send(announcement, clock.now()), "announcement %s was not sent")


def ring(app: Flask) -> None:
    """Send what is due to phones."""
    with app.app_context():
        with frame.change():
            push.forget_dead(clock.now())
        asyncio.run(one_round(bell().services, bell().headers, WATCH, ROUND_LASTS))


def make_copies(app: Flask) -> None:
    """Make the copies that people asked for, each in a change of its own."""
    folder = app.config["PORTAL"].data_dir
    with app.app_context():
        asked = rights_queries.exports_to_make()
        _each(asked, lambda export: rights.make_copy(export, folder, clock.now()), "copy %s was not made")


def remind_of_time_limits(app: Flask) -> None:
    """Tell once of each time limit of a plan that ends soon, each in a change of its own."""
    with app.app_context():
        due = reminders.due(clock.today())
        _each(due, lambda limit: reminders.tell(limit, clock.now()), "nobody was told of %s")


def return_what_waits(app: Flask) -> None:
    """What one cultuurverbinder left waiting, others can take."""
    with app.app_context(), frame.change():
        inbox.return_what_waits(clock.now())


def look_whether_the_audit_is_whole(app: Flask) -> None:
    """Each night; what is wrong stands in the log, and `portal audit verify` says it again."""
    with app.app_context():
        written = verify.written_head()
        for fault in verify.faults([written] if written else []):
            log.error("the audit is not whole: %s", fault)


def sweep(app: Flask) -> None:
    """Remove what has done its work or was kept long enough, each kind in a change of its own."""
    folder = app.config["PORTAL"].data_dir
    with app.app_context():
        with frame.change():
            once.forget(clock.now())
            attempts.forget(clock.now())
            accounts.forget_drafts(clock.now())
            keys.forget_spent(clock.now())
            rights.settle_erasures(clock.now())
        doings = retention.doings()
        _each(doings, lambda key: retention.carry_out(key, folder, clock.now()), "retention of %s failed")
