"""The talks of the demo happen: somebody asks, a cultuurverbinder takes it and answers, some questions wait."""

from datetime import datetime
from uuid import UUID, uuid5

from portal.core.viewer import Viewer
from portal.demo.days import happening
from portal.demo.talk_words import TALKS, Line, Talk
from portal.demo.town import Town
from portal.messages import actions, inbox_actions

DEMO = UUID("6f0c2b52-95a2-4f4d-9a57-1f5b1f7a1c3e")
"""From which the messages of the demo get their ids."""


def hold_talks(town: Town) -> None:
    """Every talk from its question to where it stands now."""
    for talk in TALKS[town.settlement.slug]:
        _hold(town, talk)


def _hold(town: Town, talk: Talk) -> None:
    asker = town.participants[talk.asker].viewer
    first, *others = talk.lines
    with happening(_hour(town, first)) as now:
        thread = actions.ask(asker, talk.topic, first.body, now, client_id=_id(talk, 0))
    for number, line in enumerate(others, start=1):
        actor = town.staff[line.author] if line.author else asker
        with happening(_hour(town, line)) as now:
            if line.author and number == 1:
                inbox_actions.claim(actor, thread, now)
            actions.send(actor, thread, line.body, now, client_id=_id(talk, number))
    if talk.closed:
        with happening(_hour(town, talk.lines[-1])) as now:
            inbox_actions.close(_answerer(town, talk), thread, now)
            actions.mark_seen(asker, thread, now)


def _answerer(town: Town, talk: Talk) -> Viewer:
    return next(town.staff[line.author] for line in talk.lines if line.author)


def _hour(town: Town, line: Line) -> datetime:
    return town.days.past(line.days, line.hour)


def _id(talk: Talk, number: int) -> UUID:
    return uuid5(DEMO, f"{talk.asker} {number}")
