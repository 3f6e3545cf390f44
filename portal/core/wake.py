"""Telling the worker that there is something to do, so that it need not wait for its minute."""

import logging
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app

log = logging.getLogger("portal.wake")

Wake = Callable[[str, timedelta], None]
"""By the name of a job, and in how long it should be done."""

AT_ONCE = timedelta()


def init_app(app: Flask, wake: Wake) -> None:
    """How this process wakes the worker."""
    app.extensions["portal.wake"] = wake


def wake_worker(job: str, after: timedelta = AT_ONCE) -> None:
    """After a change is stored. What goes wrong here costs a minute and nothing else: the rows are what counts."""
    wake: Wake | None = current_app.extensions.get("portal.wake")
    if wake is None:
        return
    try:
        wake(job, after)
    except Exception:
        log.exception("the worker was not woken")
