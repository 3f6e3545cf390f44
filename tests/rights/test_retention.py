"""What was kept long enough goes, by rules that a municipality can set; asked dry, it is only counted."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal import worker
from portal.announcements import actions as announcements
from portal.announcements.models import Kind, Receipt
from portal.core import clock, frame
from portal.core.db import db
from portal.core.settings import SettingsError
from portal.core.viewer import Role
from portal.messages import actions as messages
from portal.messages.models import Message, Thread, Topic
from portal.notices.models import InboxNotice
from portal.plan import actions as plan
from portal.plan.decisions import DecisionContent
from portal.plan.terms import Route
from portal.rights import retention
from portal.rights.models import Destruction
from portal.texts import actions as texts
from portal.texts import remark_actions as remarks
from portal.texts.models import Remark, RemarkKind
from tests import people
from tests.audit.test_chain import runner

AS_A_TEST = {"scope": "system: test"}


def number(model) -> int:
    db.session.close()
    return db.session.scalar(select(func.count()).select_from(model).execution_options(**AS_A_TEST)) or 0


@pytest.fixture
def folder(app):
    yield app.config["PORTAL"].data_dir
    (app.config["PORTAL"].data_dir / "retention.toml").unlink(missing_ok=True)


@pytest.fixture
def asked(cast):
    """Amal, whose term ends at the end of 2026, and Samira, who has no plan, each ask something."""
    ingrid = people.viewer(cast.ingrid, Role.REGISSEUR)
    with frame.change():
        plan.open_plan(ingrid, cast.amal.id, clock.now(), registered_on=date(2023, 6, 1))
        content = DecisionContent(decided_on=date(2024, 1, 1), route=Route.B1, term_ends_on=date(2026, 12, 31))
        plan.set_decision(ingrid, cast.amal.id, content, clock.now())
        for person in (cast.amal, cast.samira):
            messages.ask(people.viewer(person), Topic.LETTER, "Wat staat hier?", clock.now())
    return cast


def test_every_rule_is_carried_out_by_a_room_and_every_room_has_its_rule(app):
    assert set(retention.doings()) == {*retention.RULES, "rights.kept"}


def test_messages_go_two_years_after_the_term_and_not_a_day_before(app, asked):
    with time_machine.travel("2028-12-29T12:00:00Z", tick=False):
        worker.sweep(app)
        assert number(Thread) == 2
    with time_machine.travel("2029-01-02T12:00:00Z", tick=False):
        worker.sweep(app)
        assert number(Thread) == 1
        assert number(Message) == 1
        kinds = {each.kind: each.number for each in db.session.scalars(select(Destruction))}
        assert kinds["messages.after_term"] == 1


def test_without_a_term_the_last_message_counts(app, asked):
    with time_machine.travel(clock.now() + timedelta(days=1826), tick=False):
        worker.sweep(app)
        assert number(Thread) == 0
        assert number(InboxNotice) == 0


def test_a_dry_run_counts_and_takes_nothing(app, asked, monkeypatch, capsys):
    with time_machine.travel("2029-01-02T12:00:00Z", tick=False):
        run = runner(app, monkeypatch)
        assert run("retention", "--dry-run") == 0
        assert (
            "      1 messages.after_term: kept 730 days after the end of the person's term" in capsys.readouterr().out
        )
        assert number(Thread) == 2
        assert run("retention") == 0
        assert number(Thread) == 1
        run("retention", "--dry-run")
        assert "      0 messages.after_term" in capsys.readouterr().out


def test_a_municipality_sets_its_own_days_and_a_mistake_is_said(app, folder):
    (folder / "retention.toml").write_text('[days]\n"notices" = 30\n')
    assert retention.periods(folder)["notices"] == timedelta(days=30)
    for wrong in ('[days]\n"notice" = 30', '[days]\n"notices" = 0', '[days]\n"notices" = true', "days =", "x = 1"):
        (folder / "retention.toml").write_text(wrong)
        with pytest.raises(SettingsError):
            retention.periods(folder)


def test_receipts_and_remarks_go_when_their_time_is_over(app, cast):
    bram = people.viewer(cast.bram, Role.BEGELEIDER)
    with frame.change():
        title = texts.write(bram, {"nl": "Morgen is er les."}, clock.now(), municipality_id=bram.municipality_id)
        announcements.announce(bram, announcements.Words(Kind.GENERAL, title), announcements.EVERYBODY, clock.now())
        remarks.remark(people.viewer(cast.amal), title, RemarkKind.NOT_UNDERSTOOD, "?", "/announcements", clock.now())
    receipts = number(Receipt)
    assert receipts
    for model, key, days in ((Remark, "texts.remarks", 365), (Receipt, "announcements.receipts", 730)):
        with time_machine.travel(clock.now() + timedelta(days=days - 1), tick=False):
            worker.sweep(app)
            assert number(model), key
        with time_machine.travel(clock.now() + timedelta(days=days + 1), tick=False):
            assert retention.overdue(app.config["PORTAL"].data_dir, clock.now())[key]
            worker.sweep(app)
            assert not number(model), key


def test_devices_and_invitations_go_ninety_days_after_their_end(app, cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/sign-out", at="/more")
    counts = retention.overdue(app.config["PORTAL"].data_dir, clock.now() + timedelta(days=89))
    assert counts["accounts.devices"] == 0
    counts = retention.overdue(app.config["PORTAL"].data_dir, clock.now() + timedelta(days=91))
    assert counts["accounts.devices"] == 1
