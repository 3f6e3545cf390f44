"""A small furnished house: one thing of each kind, made through the rooms' own actions, for the rule tests.

Every route is opened with the ids of what is Amal's, so that what a stranger to her gets to see is a leak.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import UrgentAccess, WholeList
from portal.announcements import actions as announcements
from portal.announcements.actions import EVERYBODY, Words
from portal.announcements.models import Announcement, Kind
from portal.core import clock, frame
from portal.core.db import db
from portal.core.viewer import Role, Viewer
from portal.entry import actions as entry
from portal.excursions import actions as excursions
from portal.health import actions as health
from portal.messages import actions as messages
from portal.messages import inbox_actions, worry_actions
from portal.messages.models import Topic, Worry, WorryKind
from portal.notices.models import InboxNotice
from portal.people import urgent, whole_list
from portal.plan import actions as plan
from portal.plan import agreements, drafts, history, intakes, paper, talks
from portal.plan.decisions import DecisionContent
from portal.plan.models import Goal, PlanAgreement
from portal.plan.terms import AnswerKind, Domain, Reason, Route, Standing
from portal.rights import actions as rights
from portal.rights.models import Export
from portal.schedule import actions as schedule
from portal.schedule.actions import MeetingDetails
from portal.schedule.models import MeetingKind
from portal.texts import actions as texts
from portal.texts import remark_actions as remarks
from portal.texts.models import Remark, RemarkKind
from tests import people
from tests.people import Cast

SECRET = {"nl": "Het geheim van Amal", "ar": "سر أمل", "ti": "ምስጢር ኣማል"}
"""Words that only Amal, and who works for her, may see."""
SHARED = {"nl": "Naar het gemeentehuis", "ar": "إلى دار البلدية", "ti": "ናብ ቤት ጽሕፈት ምምሕዳር ከተማ"}
"""Words for everybody of Oude IJsselstreek."""
OUTSIDE = {"nl": "Alleen voor Doetinchem", "ar": "فقط لدوتنخيم", "ti": "ንዶቲንኬም ጥራይ"}
"""Words that nobody of Oude IJsselstreek may see."""


@dataclass(frozen=True)
class Furnished:
    """Who lives here, and what is in it."""

    cast: Cast
    by_endpoint: dict[str, dict[str, object]]
    by_name: dict[str, object]

    def arguments(self, endpoint: str, names: set[str]) -> dict[str, object]:
        """The values with which a route is opened: its own, or those of things that whole rooms are about."""
        return self.by_endpoint.get(endpoint) or {name: self.by_name[name] for name in names}


def furnish() -> Furnished:
    """In a changing frame, with a new cast."""
    cast = people.make_cast()
    ingrid, bram = people.viewer(cast.ingrid, Role.REGISSEUR), people.viewer(cast.bram, Role.BEGELEIDER)
    amal = people.viewer(cast.amal)
    health.install_library(clock.now())
    step = _plan(ingrid, cast.amal.id)
    meeting = _meeting(bram, cast.amal.id)
    excursion = _excursion(bram, SHARED)
    excursions.sign_up(amal, excursion, clock.now())
    announcement = _announce(bram, SECRET, announcements.persons([cast.amal.id]))
    words = _title_of(announcement)
    remarks.remark(amal, words, RemarkKind.NOT_UNDERSTOOD, "", f"/announcements/{announcement}", clock.now())
    intakes.hold(ingrid, cast.amal.id, {Domain.INCOME: Standing.HELP}, clock.today(), clock.now())
    proposed = DecisionContent(decided_on=clock.today(), reason=Reason.SCALED_DOWN, route=Route.B1)
    drafts.save(ingrid, cast.amal.id, proposed, clock.now(), shared=True)
    talks.hold(ingrid, cast.amal.id, SECRET["ar"], SECRET["nl"], "ar", clock.now())
    history.say(amal, AnswerKind.TALK, clock.now())
    agreements.agree(amal, agreements.digest(agreements.as_read(paper.rows(amal, amal.person_id, "ar"))), clock.now())
    thread = messages.ask(amal, Topic.LETTER, SECRET["ar"], clock.now())
    inbox_actions.claim(people.viewer(cast.rana, Role.CULTUURVERBINDER, serves=_both(cast)), thread, clock.now())
    worry_actions.raise_worry(
        people.viewer(cast.rana, Role.CULTUURVERBINDER, serves=_both(cast)),
        thread,
        WorryKind.OTHER,
        SECRET["nl"],
        clock.now(),
    )
    rights.ask_for_copy(amal, clock.now())
    _outside(cast)
    whole_list.ask(people.viewer(cast.kees, Role.BEHEERDER), clock.now())
    urgent.open_urgently(ingrid, cast.noor.id, Role.REGISSEUR, "Zij staat aan de balie.", clock.now() - urgent.A_DAY)
    by_endpoint: dict[str, dict[str, object]] = {
        "plan.pillar": {"pillar": "language"},
        "plan_of.standard_goal": {"person_id": cast.amal.id, "key": "plan.goal.daily_dutch"},
        "plan_of.add_standard_goal": {"person_id": cast.amal.id, "key": "plan.goal.daily_dutch"},
        "sent_announcements.compose": {"key": "announcements.no-lesson"},
        "sent_announcements.send": {"key": "announcements.no-lesson"},
        "health.article": {"slug": "huisarts"},
        "health.theme": {"name": "doctor"},
        "people.caseload": {"person_id": cast.ingrid.id, "role": "regisseur"},
        "people.hand_over": {"person_id": cast.ingrid.id, "role": "regisseur"},
        "own_keys.connect": {"slug": "nowhere"},
        "own_keys.disconnect": {"link_id": UUID(int=7)},
        "openid.leave": {"slug": "nowhere"},
        "openid.back": {"slug": "nowhere"},
        "openid.sign_out": {"slug": "nowhere"},
        "own_keys.end_device": {"device_id": UUID(int=7)},
        "own_keys.link": {"colleague_id": cast.wim.id},
        "own_keys.take_away": {"colleague_id": cast.wim.id},
        "people.end_device": {"person_id": cast.amal.id, "device_id": UUID(int=7)},
        "texts_writing.history": {"text_id": words, "language": "ar"},
        "entry.end_device": {"device_id": UUID(int=7)},
        "entry.name_device": {"device_id": UUID(int=7)},
    }
    by_name: dict[str, object] = {
        "person_id": cast.amal.id,
        "household_id": cast.amal.household_id,
        "step_id": step,
        "goal_id": db.session.scalars(select(Goal.id).execution_options(scope="system: test")).one(),
        "agreement_id": db.session.scalars(select(PlanAgreement.id).execution_options(scope="system: test")).one(),
        "meeting_id": meeting,
        "excursion_id": excursion,
        "announcement_id": announcement,
        "text_id": words,
        "language": "ar",
        "remark_id": db.session.scalars(select(Remark.id).execution_options(scope="system: test")).one(),
        "thread_id": thread,
        "worry_id": db.session.scalars(select(Worry.id).execution_options(scope="system: test")).one(),
        "invitation_id": entry.invite(bram, cast.amal.id, clock.now()).id,
        "notice_id": _notice(cast.amal.id),
        "export_id": _export(cast.amal.id),
        "passkey_id": UUID(int=8),
        "wish_id": db.session.scalars(select(WholeList.id).execution_options(scope="system: test")).one(),
        "access_id": db.session.scalars(select(UrgentAccess.id).execution_options(scope="system: test")).one(),
    }
    return Furnished(cast, by_endpoint, by_name)


def _both(cast: Cast) -> tuple[UUID, ...]:
    return (cast.oude_ijsselstreek.id, cast.doetinchem.id)


def _plan(ingrid: Viewer, person_id: UUID) -> UUID:
    today = clock.today()
    plan.open_plan(ingrid, person_id, clock.now(), registered_on=today - timedelta(days=200))
    content = DecisionContent(decided_on=today - timedelta(days=150), route=Route.B1)
    plan.set_decision(ingrid, person_id, content, clock.now())
    goal = plan.add_goal(ingrid, person_id, clock.now(), block="plan.goal.language_b1")
    plan.add_step(ingrid, goal, clock.now(), block="plan.step.practise_buddy")
    return plan.add_step(ingrid, goal, clock.now(), words=SECRET)


def _meeting(bram: Viewer, person_id: UUID) -> UUID:
    begins = clock.now() + timedelta(hours=20)
    title = texts.write(bram, SECRET, clock.now(), municipality_id=bram.municipality_id, person_id=person_id)
    place = schedule.add_place(bram, "Bibliotheek", "Hutteweg 24", "Ulft")
    details = MeetingDetails(
        kind=MeetingKind.APPOINTMENT,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        title_id=title,
        place_id=place,
        leader_id=bram.person_id,
    )
    return schedule.plan_meeting(bram, details, clock.now(), person_ids=[person_id])


def _excursion(bram: Viewer, words: dict[str, str]) -> UUID:
    departs = clock.now() + timedelta(days=5)
    return excursions.plan_excursion(
        bram,
        excursions.Plan(
            title=words,
            departs_at=departs,
            starts_at=departs + timedelta(minutes=30),
            ends_at=departs + timedelta(hours=3),
            meeting_name="Station",
            meeting_address="Stationsplein 1, Terborg",
            place_name="Gemeentehuis",
            place_address="Staringstraat 25, Gendringen",
            capacity=14,
            sign_up_until=departs - timedelta(days=1),
            minutes=150,
        ),
        clock.now(),
    )


def _announce(bram: Viewer, words: dict[str, str], audience: tuple[announcements.Part, ...]) -> UUID:
    title = texts.write(bram, words, clock.now(), municipality_id=bram.municipality_id)
    return announcements.announce(bram, Words(Kind.GENERAL, title), audience, clock.now())


def _title_of(announcement_id: UUID) -> UUID:
    """The text that an announcement is called by."""
    statement = select(Announcement.title_id).where(Announcement.id == announcement_id)
    return db.session.scalars(statement.execution_options(scope="system: test")).one()


def _outside(cast: Cast) -> None:
    """The same in the other municipality."""
    wim = people.viewer(cast.wim, Role.BEGELEIDER)
    _announce(wim, OUTSIDE, EVERYBODY)
    _excursion(wim, OUTSIDE)


def _notice(person_id: UUID) -> UUID:
    """What the person was told; notices are stored when a change is finished."""
    frame.finish()
    frame.begin_change()
    statement = select(InboxNotice.id).where(InboxNotice.person_id == person_id).limit(1)
    return db.session.scalars(statement.execution_options(scope="system: test")).one()


def _export(person_id: UUID) -> UUID:
    """The copy that the person asked for; it is not made yet."""
    statement = select(Export.id).where(Export.person_id == person_id)
    return db.session.scalars(statement.execution_options(scope="system: test")).one()
