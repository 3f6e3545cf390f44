"""A house in which every word about a person is a canary: unique, so that wherever it turns up, it is known whose
it was and what it was about. Built on the furnished house, with the same for everybody, and more staff.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select, update

from portal.accounts import actions as accounts
from portal.accounts import drafts
from portal.accounts import queries as accounts_queries
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Device, Grant, Municipality, Person
from portal.announcements import actions as announcements
from portal.announcements.models import Announcement, AudiencePart
from portal.core import clock
from portal.core.db import Base, db
from portal.core.i18n import using
from portal.core.viewer import Role, Viewer
from portal.excursions import actions as excursions
from portal.excursions.models import Excursion
from portal.keys import actions as keys
from portal.keys.passkeys import Made
from portal.messages import actions as messages
from portal.messages import inbox_actions, worry_actions
from portal.messages.models import Message, NotBy, Note, Thread, Topic, Worry, WorryKind
from portal.people import urgent
from portal.plan import actions as plan
from portal.plan import agreements, history, intakes, paper, reminders, talks
from portal.plan.decisions import DecisionContent
from portal.plan.models import Decision, Goal, PlanTalk, Step
from portal.plan.terms import AnswerKind, Domain, HourKind, MilestoneKind, Route, Standing
from portal.push import actions as push
from portal.push.endpoints import Endpoint
from portal.schedule import actions as schedule
from portal.schedule.actions import MeetingDetails
from portal.schedule.models import Meeting, MeetingKind, Participation
from portal.texts import actions as texts
from portal.texts import desk_actions as desk
from portal.texts import remark_actions as remarks
from portal.texts.models import Remark, RemarkKind, Rendering
from tests import house
from tests.house import Furnished, furnish
from tests.people import SINCE, viewer
from tests.push.phones import Phone
from tests.rules.canary_columns import WORDS

AS_A_TEST = {"scope": "system: test", "synchronize_session": False}


@dataclass
class CanaryHouse:
    """Who lives and works here, and what belongs to whom."""

    furnished: Furnished
    owners: dict[str, Person]
    staff: dict[str, Person]
    ids: dict[str, dict[str, object]] = field(default_factory=dict)
    """By owner, the values with which a route is opened."""
    roles: dict[str, set[Role]] = field(default_factory=dict)

    def arguments(self, owner: str, endpoint: str, names: set[str]) -> dict[str, object] | None:
        """The ids of an owner; None where only Amal has such a thing (she has one of everything)."""
        values = dict(self.furnished.arguments(endpoint, names))
        for name in names & {"person_id", *self.ids[owner]}:
            values[name] = self.ids[owner][name]
        return values if owner == "amal" or names <= {"pillar", "slug", "name", *self.ids[owner]} else None


def found_in(page: str) -> set[tuple[str, str]]:
    """Whose canaries a page shows, and what they are about."""
    close = re.sub(r"[\s\u00a0-]", "", page)
    return {
        *((owner, about) for owner, about in re.findall(r"Kanarie([a-z]+?)_([a-z]+)x", page)),
        *((owner, "phone") for owner, number in PHONES.items() if number[3:] in close),
        *((owner, "birth") for owner, year in YEARS.items() if re.search(rf"(?<![-\w]){year}(?![-\w])", page)),
    }


PHONES = {name: f"+31600000{number}" for number, name in enumerate(("amal", "yonas", "noor", "samira"), 701)}
YEARS = {name: str(year) for year, name in enumerate(("amal", "yonas", "noor", "samira"), 1911)}


def build() -> CanaryHouse:
    """In a changing frame."""
    furnished = furnish()
    cast = furnished.cast
    owners = {name: getattr(cast, name) for name in PHONES}
    here, there = cast.oude_ijsselstreek, cast.doetinchem
    staff = {name: getattr(cast, name) for name in ("bram", "ingrid", "kees", "rana", "tesfay", "wim")}
    for name, role, at in (
        ("els", Role.REGISSEUR, here),
        ("piet", Role.BEGELEIDER, here),
        ("hala", Role.CULTUURVERBINDER, here),
        ("ria", Role.REGISSEUR, there),
        ("mia", Role.REGISSEUR, there),
        ("greet", Role.BEHEERDER, there),
    ):
        staff[name] = _hire(name, role, at)
    for role, worker, person in (
        (Role.REGISSEUR, "els", cast.noor),
        (Role.BEGELEIDER, "piet", cast.noor),
        (Role.REGISSEUR, "ria", cast.samira),
        (Role.BEGELEIDER, "wim", cast.samira),
    ):
        accounts.assign(person, staff[worker], role, SINCE)
    made = CanaryHouse(furnished, owners, staff)
    keepers = {
        "amal": ("ingrid", "bram"),
        "yonas": ("ingrid", "bram"),
        "noor": ("els", "piet"),
        "samira": ("ria", "wim"),
    }
    for owner, (regisseur, begeleider) in keepers.items():
        made.ids[owner] = _furnish(made, owner, staff[regisseur], staff[begeleider])
    _keys_of_staff(made)
    rana = viewer(staff["rana"], Role.CULTUURVERBINDER)
    desk.save_draft(rana, made.ids["amal"]["text_id"], "ar", ["بداية"], 1, 0, clock.now())  # type: ignore[arg-type]
    db.session.flush()
    for owner, person in owners.items():
        _fill(owner, person)
    held = db.session.execute(select(Grant.person_id, Grant.role)).all()
    for name, person in {**owners, **staff}.items():
        made.roles[name] = {role for person_id, role in held if person_id == person.id}
    return made


def _hire(name: str, role: Role, at: Municipality) -> Person:
    language = "ar" if role is Role.CULTUURVERBINDER else "nl"
    return accounts.add_person(at.id, PersonDetails(name.title(), "Medewerker", language), (role,))


def _furnish(made: CanaryHouse, owner: str, regisseur: Person, begeleider: Person) -> dict[str, object]:
    person, now = made.owners[owner], clock.now()
    keeps, guides, me = viewer(regisseur, Role.REGISSEUR), viewer(begeleider, Role.BEGELEIDER), viewer(person)
    if owner != "amal":
        plan.open_plan(keeps, person.id, now, registered_on=clock.today() - timedelta(days=200))
    words = texts.write(keeps, {"nl": "besluit"}, now, municipality_id=person.municipality_id, person_id=person.id)
    if owner != "amal":
        content = DecisionContent(decided_on=clock.today() - timedelta(days=150), route=Route.B1, text_id=words)
        plan.set_decision(keeps, person.id, content, now)
    goal = plan.add_goal(keeps, person.id, now, block="plan.goal.language_b1")
    step = plan.add_step(keeps, goal, now, words={"nl": "stap"})
    plan.add_hours(keeps, person.id, HourKind.PARTICIPATION, 1, clock.today(), "reden", now)
    history.say(me, AnswerKind.TALK, now)
    for due in reminders.due(clock.today() + timedelta(days=365)):
        if due.person_id == person.id:
            reminders.tell(due, now)
    plan.reach(keeps, person.id, MilestoneKind.PVT_SIGNED, clock.today(), now)
    intakes.hold(keeps, person.id, {Domain.WORK: Standing.BETTER}, clock.today(), now)
    talks.hold(keeps, person.id, "gaat", "goed", me.language, now)
    agreements.agree(me, agreements.digest(agreements.as_read(paper.rows(me, person.id, me.language))), now)
    schedule.join_group(guides, schedule.make_group(guides, f"Groep {owner}"), person.id, clock.today())
    meeting = _appointment(guides, person.id)
    passer_by = made.staff["mia" if owner == "samira" else "els" if owner != "noor" else "ingrid"]
    urgent.open_urgently(viewer(passer_by, Role.REGISSEUR), person.id, Role.REGISSEUR, "spoed", now - urgent.A_DAY)
    announcement = house._announce(guides, {"nl": "bericht"}, announcements.persons([person.id]))
    excursion = db.session.scalars(
        select(Excursion.id).where(Excursion.municipality_id == person.municipality_id)
    ).one()
    excursions.sign_up(me, excursion, now)
    _phone(owner, person)
    with using("nl"):
        remarks.suggest(me, "Today", "anders", now)
    title = house._title_of(announcement)
    if owner != "amal":
        remarks.remark(me, title, RemarkKind.NOT_UNDERSTOOD, "", f"/announcements/{announcement}", now)
    ids: dict[str, object] = {
        "person_id": person.id,
        "step_id": step,
        "meeting_id": meeting,
        "announcement_id": announcement,
        "text_id": title,
        "remark_id": db.session.scalars(
            select(Remark.id).where(Remark.person_id == person.id).execution_options(**AS_A_TEST)
        ).one(),
        "excursion_id": excursion,
        "notice_id": house._notice(person.id),
        "device_id": db.session.scalars(
            select(Device.id).where(Device.person_id == person.id).execution_options(**AS_A_TEST)
        ).first(),
    }
    if owner != "noor":  # nobody answers in Dutch
        thread = ids["thread_id"] = messages.ask(me, Topic.LETTER, "vraag", now)
        messages.mark_seen(me, thread, now)
    if owner in {"amal", "yonas"}:
        answerer = made.staff["rana" if owner == "amal" else "tesfay"]
        answers = viewer(answerer, Role.CULTUURVERBINDER)
        inbox_actions.claim(answers, ids["thread_id"], now)  # type: ignore[arg-type]
        messages.send(answers, ids["thread_id"], "antwoord", now)  # type: ignore[arg-type]
        inbox_actions.note(answers, ids["thread_id"], "notitie", now)  # type: ignore[arg-type]
        worry_actions.raise_worry(answers, ids["thread_id"], WorryKind.CHILD, "zorg", now)  # type: ignore[arg-type]
        not_by = {"municipality_id": person.municipality_id, "worker_id": made.staff["kees"].id}
        db.session.add(NotBy(person_id=person.id, **not_by))
    return ids


def _phone(owner: str, person: Person) -> None:
    """A phone that rings, opens with a finger, and holds something that was typed when it locked."""
    now, phone = clock.now(), Phone(f"https://push.example/{owner}", "push.example")
    token = accounts.choose_pin(accounts.add_device(person, "telefoon", now), "280695", "280695", now)
    push.subscribe(token, Endpoint(phone.url, "https://push.example", phone.host), phone.key, phone.auth, now)
    push.choose(viewer(person), "nothing", (), time(22), time(7))
    drafts.keep(token, "/messages/new", [("body", "een vraag")], now, sent=True)
    device = accounts_queries.devices(viewer(person), person.id)[0]
    keys.add_passkey(person, Made(f"key-{owner}", b"key", 0), "vinger", now, device.id)
    keys.link_openid(person, "https://id.example", f"sub-{owner}", now)


def _keys_of_staff(made: CanaryHouse) -> None:
    bram = made.staff["bram"]
    keys.link_colleague(viewer(made.staff["kees"], Role.BEHEERDER), bram.id, "bram@example.nl", clock.now())
    keys.renew_codes(bram.id, bram.municipality_id)


def _appointment(guides: Viewer, person_id: UUID) -> UUID:
    begins = clock.now() + timedelta(hours=20)
    title = texts.write(
        guides, {"nl": "afspraak"}, clock.now(), municipality_id=guides.municipality_id, person_id=person_id
    )
    details = MeetingDetails(
        kind=MeetingKind.APPOINTMENT,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        title_id=title,
        by_phone=True,
        leader_id=guides.person_id,
    )
    return schedule.plan_meeting(guides, details, clock.now(), person_ids=[person_id])


def _fill(owner: str, person: Person) -> None:
    """Put a canary wherever words about this person stand."""
    for column, about in WORDS.items():
        table, _, name = column.partition(".")
        target = Base.metadata.tables[table]
        key = target.c.id if table == "person" else target.c.person_id
        word = _word(owner, about)
        if name == "values":
            _mark(target, key == person.id, word)
        else:
            filled = update(target).where(key == person.id).values({name: word})
            db.session.execute(filled.execution_options(**AS_A_TEST))
    db.session.execute(
        update(Person)
        .where(Person.id == person.id)
        .values(phone=PHONES[owner], birth_date=date(int(YEARS[owner]), 3, 7))
        .execution_options(**AS_A_TEST)
    )
    threads = select(Thread.id).where(Thread.person_id == person.id)
    meetings = select(Participation.meeting_id).where(Participation.person_id == person.id)
    announced = select(AudiencePart.announcement_id).where(AudiencePart.value == str(person.id))
    theirs: dict[str, list[Any]] = {
        "plan": [
            select(c).where(c.class_.person_id == person.id)
            for c in (
                Goal.title_id,
                Step.title_id,
                Decision.text_id,
                PlanTalk.by_participant_id,
                PlanTalk.by_regisseur_id,
            )
        ],
        "meeting": [select(Meeting.title_id).where(Meeting.id.in_(meetings))],
        "announcement": [select(Announcement.title_id).where(Announcement.id.in_(announced))],
    }
    statements = [
        update(Note).where(Note.thread_id.in_(threads)).values(body=_word(owner, "note")),
        update(Worry).where(Worry.thread_id.in_(threads)).values(words=_word(owner, "worry")),
        update(Message).where(Message.thread_id.in_(threads)).values(body=_word(owner, "message")),
        update(Meeting)
        .where(Meeting.id.in_(meetings))
        .values(room=_word(owner, "meeting"), host=_word(owner, "meeting")),
        *(
            update(Rendering).where(Rendering.text_id.in_(ids)).values(body=_word(owner, about))
            for about, sources in theirs.items()
            for ids in sources
        ),
    ]
    for statement in statements:
        db.session.execute(statement.execution_options(**AS_A_TEST))


def _word(owner: str, about: str) -> str:
    return f"Kanarie{owner}_{about}x"


def _mark(table: Table, whose: ColumnElement[bool], word: str) -> None:
    """Put a word beside the values of a JSON column, which keep what their block asks for."""
    rows: Sequence[Any] = db.session.execute(select(table).where(whose).execution_options(**AS_A_TEST)).all()
    for row in rows:
        filled = update(table).where(table.c.id == row.id).values(values={**row.values, "canary": word})
        db.session.execute(filled.execution_options(**AS_A_TEST))
