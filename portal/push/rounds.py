"""A worker's round: take what is due, post it, write down what came of it, until nothing is due.

Services do not wait for each other: each has its own places in flight, and one that fails or asks for rest gives
them up. What is written down goes in batches, and so does what is taken.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from portal.core import clock, frame
from portal.push import deliveries, payload
from portal.push.deliveries import Due, Result, Watch
from portal.push.post import IN_FLIGHT, Answer, Letter, Outcome, Poster

BATCH = 2 * IN_FLIGHT
"""Rows that are taken or written down at a time: the more, the more are said twice when a worker is killed."""
AT_ONCE = 2 * BATCH
"""Taken for one service at a time: what is in flight and what follows it at once."""
ALL_AT_ONCE = 8 * AT_ONCE
LOOK_EVERY = 0.02
"""Seconds between two looks at what has come back."""
SETTLE_EVERY = 0.25
NOTHING_DUE = 0.5
"""Seconds until another look at the database when it had nothing, while slow services are still being waited for."""


@dataclass
class Round:
    """What one worker has in its hands."""

    poster: Poster
    watch: Watch
    lease: UUID = field(default_factory=uuid4)
    back: list[Result] = field(default_factory=list)
    out: Counter[str] = field(default_factory=Counter)
    """How many are out, by service."""
    sent: int = 0
    _places: dict[str, asyncio.Semaphore] = field(default_factory=dict)
    _resting: set[str] = field(default_factory=set)
    _silent: Counter[str] = field(default_factory=Counter)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _settle_at: float = 0.0
    _look_again: float = 0.0
    _nothing_but: set[str] | None = None
    """Nothing was due but for these services."""

    async def run(self, seconds: float) -> int:
        """Work until nothing is due or the time is over; what is out then is waited for. Says how many were sent."""
        end = time.monotonic() + seconds
        with frame.change():
            deliveries.give_back(self.watch, self.lease)
        while True:
            now = time.monotonic()
            if now < end:
                self._take(now)
            if len(self.back) >= BATCH or now >= self._settle_at:
                self._settle()
            if not self._tasks:
                break
            await asyncio.sleep(LOOK_EVERY)
        self._settle()
        return self.sent

    def _take(self, now: float) -> None:
        """Take more where there is room, but do not ask the same in vain time and again."""
        full = {host for host, number in self.out.items() if number > AT_ONCE - BATCH} | self._resting
        if self.out.total() > ALL_AT_ONCE - BATCH or (full == self._nothing_but and now < self._look_again):
            return
        with frame.change():
            taken = deliveries.take(self.lease, clock.now(), BATCH, full)
        for due in taken:
            self.out[due.service] += 1
            task = asyncio.create_task(self._send(due))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if not taken:
            self._nothing_but, self._look_again = full, now + NOTHING_DUE

    def _settle(self) -> None:
        self._settle_at = time.monotonic() + SETTLE_EVERY
        if not self.back:
            return
        back, self.back = self.back, []
        with frame.change():
            deliveries.settle(back, clock.now())

    async def _send(self, due: Due) -> None:
        answer: Answer | None = None
        places = self._places.setdefault(due.service, asyncio.Semaphore(IN_FLIGHT))
        async with places:
            if due.service not in self._resting:
                answer = await self._post(due)
                self.sent += 1
        self._consider(due.service, answer)
        self.out[due.service] -= 1
        self.back.append(Result(due, answer))

    async def _post(self, due: Due) -> Answer:
        ttl = int((due.expires_at - clock.now()).total_seconds())
        text = payload.payload(due.ring)
        letter = Letter(due.endpoint, due.key, due.auth, text, ttl, due.ring.topic, due.urgent)
        answer = await self.poster.post(letter)
        if answer.outcome is Outcome.TOO_LARGE:
            answer = await self.poster.post(replace(letter, payload=payload.short(due.ring)))
        return answer

    def _consider(self, service: str, answer: Answer | None) -> None:
        """Leave a service alone for the rest of this round when it asks for that, or does not answer time and again."""
        if answer is None:
            return
        if answer.outcome is Outcome.BUSY:
            self._resting.add(service)
        if answer.outcome is Outcome.BROKEN:
            self._silent[service] += 1
            if self._silent[service] >= deliveries.FAILURES_BEFORE_REST:
                self._resting.add(service)
        else:
            del self._silent[service]


async def one_round(services: Any, headers: Any, watch: Watch, seconds: float) -> int:
    """A whole round with a session of its own."""
    async with Poster(services, headers) as poster:
        return await Round(poster, watch).run(seconds)
