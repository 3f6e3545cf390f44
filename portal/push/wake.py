"""Telling the worker that there is something to send, so that it need not wait for its minute."""

import logging
from collections.abc import Callable

from flask import Flask, current_app

log = logging.getLogger("portal.push")


def init_app(app: Flask, wake: Callable[[], None]) -> None:
    """How this process wakes the worker."""
    app.extensions["portal.push.wake"] = wake


def wake_worker() -> None:
    """After a change is stored. What goes wrong here costs a minute and nothing else: the rows are what counts."""
    wake = current_app.extensions.get("portal.push.wake")
    if wake is None:
        return
    try:
        wake()
    except Exception:
        log.exception("the worker was not woken")
