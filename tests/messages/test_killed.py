"""The server dies in the middle of sending, at each statement in turn. Nothing is lost, nothing is there twice."""

import os
import signal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, func, select

from portal.core import frame
from portal.core.db import db
from portal.messages import actions, inbox_actions, queries
from portal.messages.models import Message, Topic
from portal.notices import queries as notices
from tests.messages.talks import NOW, claimed, rana
from tests.people import viewer

MOST_STEPS = 60
"""More statements than any send needs; the test says so if not."""


def killed_at(step: int, deed) -> bool:
    """Do it in a process that is killed (SIGKILL) before its n-th statement; whether it came to an end before."""
    child = os.fork()
    if child == 0:
        _die_at(step, deed)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def _die_at(step: int, deed) -> None:
    """In the child: never comes back."""
    try:
        db.engine.dispose(close=False)  # the parent's connections are the parent's
        left = step

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(db.engine, "before_cursor_execute", count)
        event.listen(db.engine, "commit", count)
        with frame.change():
            deed()
    except BaseException:
        os._exit(1)
    os._exit(0)


def stored(client_id: UUID) -> int:
    db.session.close()
    count = select(func.count()).select_from(Message).where(Message.client_id == client_id)
    return db.session.scalar(count.execution_options(scope="test")) or 0


def told(reader) -> int:
    db.session.close()
    return sum(len(those) for _, those in notices.inbox(reader).days)


@pytest.mark.parametrize("what", ["ask", "send", "reply"])
def test_whenever_the_server_dies_what_is_sent_again_stands_there_once(cast, what):
    finished, killed = False, 0
    for step in range(MOST_STEPS):
        thread, key = claimed(cast, cast.amal), uuid4()
        amal = viewer(cast.amal)
        deeds = {
            "ask": lambda: actions.ask(amal, Topic.LETTER, "سؤال", NOW, client_id=key),  # noqa: B023
            "send": lambda: actions.send(amal, thread, "رسالة", NOW, client_id=key),  # noqa: B023
            "reply": lambda: actions.reply(amal, thread, "messages.reply.yes", NOW, client_id=key),  # noqa: B023
        }
        before = told(rana(cast))
        finished = killed_at(step, deeds[what])
        killed += not finished
        assert stored(key) == int(finished), f"killed at statement {step}"
        for _again in range(2):
            with frame.change():
                deeds[what]()
        assert stored(key) == 1
        assert told(rana(cast)) == before + (what != "ask")
        assert queries.last_number(amal, thread) == (1 if what == "ask" else 2)
        with frame.change():
            inbox_actions.close(rana(cast), thread, NOW)  # nobody answers more than they can
        if finished:
            break
    assert finished
    assert killed > 5, "it was killed at hardly any step"
