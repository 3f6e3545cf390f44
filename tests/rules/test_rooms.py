"""Rules that every room keeps."""

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import Table

from portal.core.db import Base, Personal
from portal.rights import retention
from portal.rooms import ROOMS

PORTAL = Path(__file__).parents[2] / "portal"
SOURCES = sorted(PORTAL.rglob("*.py"))
HOUSES = [path.parent for path in PORTAL.glob("*/offers.py") if path.parent.name != "core"]


def named(path: Path) -> str:
    return path.relative_to(PORTAL).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_it_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text())), f"{named(path)} has no docstring"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_the_frame_commits_and_nobody_writes_sql_as_text(path):
    if named(path).startswith("migrations/"):
        return
    source = path.read_text()
    if named(path) != "core/frame.py":
        assert not re.search(r"\.commit\(", source), "the frame commits"
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    words = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "text"]
    # The condition of a partial index has no other form.
    assert not words or path.name == "models.py", "SQL as text is not guarded"


@pytest.mark.parametrize("house", HOUSES, ids=lambda path: path.name)
def test_a_rooms_package_holds_only_its_docstring(house):
    body = ast.parse((house / "__init__.py").read_text()).body
    assert len(body) == 1, f"{house.name}/__init__.py holds code"


def test_every_room_with_personal_tables_can_export_and_erase():
    offers = {room.offers.room: room.offers for room in ROOMS}
    for mapper in Base.registry.mappers:
        room = mapper.class_.__module__.split(".")[1]
        if issubclass(mapper.class_, Personal):
            assert offers[room].export, f"{room} has {mapper.class_.__name__} and no export"
            assert offers[room].erase, f"{room} has {mapper.class_.__name__} and no erase"


KEPT_FOR = {
    **dict.fromkeys(("announcement_receipt",), "announcements.receipts"),
    **dict.fromkeys(("device", "passkey", "push_subscription", "draft"), "accounts.devices"),
    **dict.fromkeys(("invitation",), "entry.invitations"),
    **dict.fromkeys(("urgent_access",), "accounts.urgent"),
    **dict.fromkeys(("thread", "thread_seen"), "messages.after_term"),
    **dict.fromkeys(("inbox_notice",), "notices"),
    **dict.fromkeys(("data_export",), "rights.exports"),
    **dict.fromkeys(("text_remark",), "texts.remarks"),
    # While somebody is known here, until they are erased:
    **dict.fromkeys(("plan", "decision", "goal", "step", "milestone", "hand_hours", "intake"), "the plan"),
    **dict.fromkeys(("plan_change", "plan_answer", "plan_talk", "plan_agreement", "clock_warning"), "the plan"),
    **dict.fromkeys(("membership", "participation", "excursion_signup"), "hours of the plan rest on it"),
    **dict.fromkeys(("person_case", "person_word", "push_choices", "thread_not_by"), "part of being known here"),
    **dict.fromkeys(
        ("staff_keys", "recovery_code", "set_up_link", "open_id_link"), "ways in; they leave with a colleague"
    ),
    **dict.fromkeys(("text_draft", "text_suggestion"), "work of who wrote it, about nobody"),
    "erasure": "until it is carried out or taken back",
    "pseudonym": "the audit, and after erasing `audit.names`",
}
"""By table about a person: the retention rule under which its rows go, or why they stay as long as the person."""


def test_of_every_table_about_a_person_it_is_said_how_long_it_keeps():
    tables = [m.local_table for m in Base.registry.mappers if issubclass(m.class_, Personal)]
    personal = {table.name for table in tables if isinstance(table, Table)}
    assert personal == set(KEPT_FOR)
    rules = {key for key in KEPT_FOR.values() if "." in key and " " not in key}
    assert rules <= set(retention.RULES)


def test_every_room_is_in_the_list():
    assert {path.name for path in HOUSES} == {room.offers.room for room in ROOMS}


def test_no_file_has_two_subjects():
    long = [
        f"{path.relative_to(root)}: {lines}"
        for root in (PORTAL, PORTAL.parent / "tests")
        for path in root.rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 350 and "/demo/" not in path.as_posix()
    ]
    assert not long, long


def test_only_accounts_knows_who_has_whose_case():
    """Who may see whom is decided in `accounts.sight`; rooms use its conditions.

    `people` is where a beheerder says who works for whom.
    """
    for path in SOURCES:
        if not named(path).startswith(("accounts/", "people/", "demo/")):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
                assert "Case" not in names, f"{named(path)} looks at cases itself"
