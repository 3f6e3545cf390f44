"""A worker in a process of its own, which a test can kill at any instant."""

import asyncio
import multiprocessing
import time
from multiprocessing.context import ForkServerContext, ForkServerProcess

from portal import create_app
from portal.core.settings import Settings
from portal.push.deliveries import Watch
from portal.push.rounds import one_round
from portal.push.setup import bell

PATIENCE = 0.5
"""Seconds after which another worker's work counts as left behind."""


def context() -> ForkServerContext:
    """Processes that begin with everything loaded, so that killing ten of them takes no minute."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([__name__])
    return made


def start(settings: Settings) -> ForkServerProcess:
    """A worker that works until it is killed."""
    process = context().Process(target=work, args=(settings,), daemon=True)
    process.start()
    return process


def work(settings: Settings) -> None:
    """Round after round, as the queue would call for them."""
    app, watch = create_app(settings), Watch(PATIENCE)
    while True:
        with app.app_context():
            sent = asyncio.run(one_round(bell().services, bell().headers, watch, 5.0))
        if not sent:
            time.sleep(0.05)
