"""Whoever works for the municipality and opens or changes one participant's things leaves a trace. Nobody forgets it.

Every route that staff alone may use and that is called with something of Amal's is really used, by whoever of the
cast may; then a new trace of theirs must stand with her. Nothing is stored: each route finds the house as it was.
"""

import ast
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from portal.accounts.models import Device
from portal.audit import actions as audit
from portal.audit.acts import ACTS
from portal.audit.models import Trace
from portal.core import frame
from portal.core.db import Base, Personal, db
from portal.core.viewer import STAFF_ROLES, Role
from tests.house import Furnished
from tests.pages import PageClient
from tests.rules.test_rooms import SOURCES, named

AS_A_TEST = {"scope": "system: test"}

SEEN_BY_ITS_PERSON = {
    "inbox.thread": "A talk of two: the participant sees who answers and every message.",
    "inbox.answer": "A message is its own trace.",
    "inbox.seen": "Their own mark of how far they have read.",
    "inbox.close": "The participant sees that the thread is closed.",
    "inbox.reopen": "The participant sees that the thread is open again.",
    "inbox.reply": "A message is its own trace.",
    "inbox.note": "Between colleagues about their work; nothing of the participant's is shown to anybody new.",
    "inbox.colleagues": "Notes of colleagues in a talk of one's own.",
    "inbox.hand_over": "The participant reads who answers from now on.",
    "inbox.worry": "A talk of one's own; what is told of a worry, and what is not: docs/decisions/0042.",
    "inbox.worried": "The participant is told by a person, when it is safe: docs/decisions/0042.",
    "inbox.question": "What stands in the pool shows nobody.",
    "inbox.claim": "The participant sees who answers.",
    "texts_desk.answer": "The participant is told of the answer to what they said.",
}
"""Staff routes about something of one participant that leave no trace, and why."""

SENT: dict[str, dict[str, str]] = {
    "plan_of.move_step": {"state": "doing"},
    "plan_of.decide": {"decided_on": "1-6-2026", "reason": "term_extended", "route": "b1"},
    "plan_of.add_own_goal": {"words": "Een doel", "pillar": "work", "domain": "work"},
    "plan_of.close_goal": {"state": "reached"},
    "plan_of.add_step": {"words": "Een stap", "who": "participant", "basis": "voluntary"},
    "plan_of.move_to_part": {"part": "learning"},
    "plan_of.add_hours": {"kind": "pvt", "hours": "1", "on": "1-6-2026", "reason": "Geen lijst"},
    "plan_of.reach": {"milestone": "pvt_excursion", "reached_on": "1-6-2026"},
    "plan_of.hold_intake": {"held_on": "2-11-2026", "language": "better"},
    "plan_of.add_first_goals": {"goals": "plan.goal.move"},
    "plan_of.hold_talk": {"by_participant": "", "by_regisseur": "Het gaat goed."},
    "erasures.prepare": {"reason": "asked"},
    "people.set_activity": {"active": "no"},
    "people.change": {"given_name": "Amal", "family_name": "Haddad", "language": "ar", "version": "1"},
}
"""What is sent to a route that needs more than its address."""

PROVED_ELSEWHERE = {
    "plan_of.open_form": "Of somebody without a plan: tests/plan/test_keeping_pages.py.",
    "plan_of.open_plan": "Of somebody without a plan: tests/plan/test_keeping_pages.py.",
    "plan_of.take_back": "Of somebody whose draft was looked at: tests/plan/test_drafts.py.",
    "people.set_served": "Of cultuurverbinders of elsewhere: tests/people_admin.",
    "people.urgent_form": "A name and who works for them, which lists show too: tests/accounts/test_urgent.py.",
    "people.open_urgently": "For who has no case here: tests/accounts/test_urgent.py.",
    "texts_writing.answer": "Of a translator's question: what a participant says is not open to it.",
    "excursion_desk.mark": "An excursion is marked on its day: tests/audit/test_traces.py.",
    "erasures.carry_out": "Nobody is left whose trace it could be: tests/rights/test_erase.py.",
}


def for_staff_alone(home: Flask) -> list[Rule]:
    rules = []
    for rule in home.url_map.iter_rules():
        roles = getattr(getattr(home.view_functions[rule.endpoint], "open_to", None), "roles", None)
        if roles is not None and Role.PARTICIPANT not in roles and roles <= STAFF_ROLES and rule.arguments:
            rules.append(rule)
    return rules


@pytest.fixture(scope="module")
def owners(home: Flask, furnished: Furnished, visitors: dict[str, PageClient]) -> dict[UUID, UUID]:
    """Whose each thing is that has an id: what is about one person, and the people themselves."""
    owned = {person.id: person.id for person in furnished.cast.everybody()}
    with home.app_context():
        for mapper in Base.registry.mappers:
            model = mapper.class_
            if issubclass(model, Personal) and "id" in mapper.columns:
                rows = db.session.execute(select(mapper.columns["id"], model.person_id).execution_options(**AS_A_TEST))
                owned.update((row[0], row[1]) for row in rows)
        furnished.by_endpoint["people.end_device"]["device_id"] = db.session.scalars(
            select(Device.id).where(Device.person_id == furnished.cast.amal.id).execution_options(**AS_A_TEST)
        ).first()
    return owned


def test_no_staff_route_shows_or_changes_somebodys_things_without_a_trace(
    home, furnished, visitors, owners, monkeypatch
):
    amal, forgotten = furnished.cast.amal.id, []
    left: list[int] = []

    def finish() -> None:
        audit.seal()
        left.append(_traces(amal))
        frame.undo()

    monkeypatch.setattr(frame, "finish", finish)
    with home.app_context():
        left.append(_traces(amal))
    for rule in for_staff_alone(home):
        values = furnished.arguments(rule.endpoint, set(rule.arguments))
        about = {owners.get(value) for value in values.values() if isinstance(value, UUID)}
        if amal not in about or rule.endpoint in SEEN_BY_ITS_PERSON or rule.endpoint in PROVED_ELSEWHERE:
            continue
        with home.test_request_context():
            path = home.url_for(rule.endpoint, **values)
        if not any(_used(visitors[name], rule, path, left) for name in ("ingrid", "bram", "kees", "rana")):
            forgotten.append(f"{rule.endpoint}: no trace, or nobody got through (then say in SENT what to send)")
    assert not forgotten, "\n".join(forgotten)


def _used(client: PageClient, rule: Rule, path: str, left: list[int]) -> bool:
    """Whether this worker could use the route and left a trace; fails at once where they could and left none.

    `left` begins with how many there were before; at the end of each change the frame adds how many there are.
    """
    del left[1:]
    if "POST" in (rule.methods or ()):
        token = client.show("/language").select_one("input[name=csrf_token]")
        form = {**_hidden(client, path), "csrf_token": token["value"] if token else "", **SENT.get(rule.endpoint, {})}
        del left[1:]
        if client.post(path, data=form).status_code not in {200, 303}:
            return False
    elif client.get(path).status_code != 200:
        return False
    assert left[-1] > left[0], f"{rule.endpoint} leaves no trace"
    return True


def _hidden(client: PageClient, path: str) -> dict[str, str]:
    """What the form that leads there carries without anybody typing it, where it stands on a page of that address."""
    answer = client.get(path)
    form = BeautifulSoup(answer.text, "html5lib").select_one(f'form[action="{path}"]')
    hidden = form.select("input[type=hidden]") if form is not None else []
    return {str(each["name"]): str(each["value"]) for each in hidden}


def _traces(person_id: UUID) -> int:
    count = select(func.count()).select_from(Trace).where(Trace.person_id == person_id)
    return db.session.scalar(count.execution_options(**AS_A_TEST)) or 0


def test_every_act_that_is_recorded_has_words_for_its_person():
    recorded = {
        (argument.value, named(path))
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _name(call.func) in {"record", "leave_trace", "trace"}
        for part in call.args
        for argument in ast.walk(part)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert recorded
    assert not {(act, where) for act, where in recorded if act not in ACTS}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
