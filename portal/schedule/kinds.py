"""The kinds of meetings: what each is called, what it is for, its picture and its pillar.

The words are those of the glossary; the Dutch name of a kind is its Dutch translation, shown small beside the
others because a letter or a sign on a door uses it.
"""

from dataclasses import dataclass
from typing import Any

from portal.core.i18n import LANGUAGES, N_, _
from portal.schedule.models import Attendance, MeetingKind


@dataclass(frozen=True)
class Look:
    """How a kind is shown. Name and explanation are msgids."""

    name: str
    what: str
    """One or two sentences on what it is, for somebody who has never been to one."""
    icon: str
    pillar: str
    """``language``, ``work``, ``health`` or ``neutral``."""


LOOKS: dict[MeetingKind, Look] = {
    MeetingKind.LESSON: Look(
        N_("Dutch lesson"), N_("Here you learn Dutch, together with your group."), "book-open", "language"
    ),
    MeetingKind.KNM_LESSON: Look(
        N_("Lesson on Dutch society (KNM)"),
        N_("Here you learn how things work in the Netherlands: living, work, health, school and the law."),
        "landmark",
        "language",
    ),
    MeetingKind.EXAM: Look(
        N_("Exam"),
        N_("An exam of your integration. Be there 30 minutes early."),
        "graduation-cap",
        "language",
    ),
    MeetingKind.LANGUAGE_CAFE: Look(
        N_("Language café"),
        N_("You practise Dutch with others, with a cup of coffee or tea. It costs nothing."),
        "coffee",
        "language",
    ),
    MeetingKind.LANGUAGE_BUDDY: Look(
        N_("Meeting with your language buddy"),
        N_("You talk Dutch with a volunteer, about everyday things."),
        "message-circle",
        "language",
    ),
    MeetingKind.HANDOVER_TALK: Look(
        N_("Welcome talk before you move"),
        N_("You meet somebody of your new municipality. You talk about your house and your first weeks."),
        "house",
        "neutral",
    ),
    MeetingKind.INTAKE: Look(
        N_("Intake"),
        N_("You talk about yourself: family, school, work, health and what you want. It is not an exam."),
        "clipboard-list",
        "neutral",
    ),
    MeetingKind.LEARNING_TEST: Look(
        N_("Learning ability test"),
        N_("The test shows which way of learning suits you. You cannot fail and you need not prepare."),
        "pencil",
        "language",
    ),
    MeetingKind.PLAN_TALK: Look(
        N_("Talk about your plan (PIP)"),
        N_("You and your regisseur make your plan: what you will do, and who helps you."),
        "plan",
        "neutral",
    ),
    MeetingKind.PROGRESS_TALK: Look(
        N_("Progress talk"),
        N_("You and your regisseur look at how it goes, and what you need."),
        "handshake",
        "neutral",
    ),
    MeetingKind.FINAL_TALK: Look(
        N_("Final talk"),
        N_("You look back at what you did, and ahead at what comes next."),
        "flag",
        "neutral",
    ),
    MeetingKind.GUIDANCE: Look(
        N_("Appointment with your begeleider"),
        N_("You get help with practical things: letters, the doctor, school, your house."),
        "users",
        "neutral",
    ),
    MeetingKind.CONSULTATION_HOUR: Look(
        N_("Open consultation hour"),
        N_("You can walk in with any question or letter. You do not need an appointment."),
        "circle-help",
        "neutral",
    ),
    MeetingKind.MONEY_TRAINING: Look(
        N_("Money training"),
        N_("You learn about bills, letters and saving, so that you can manage your money yourself."),
        "wallet",
        "work",
    ),
    MeetingKind.PVT_WORKSHOP: Look(
        N_("Workshop on participation (PVT)"),
        N_("You talk about living in the Netherlands: freedom, equality, solidarity and taking part."),
        "scale",
        "neutral",
    ),
    MeetingKind.PVT_SIGNING: Look(
        N_("Signing the participation declaration (PVT)"),
        N_("You sign the declaration. Your family is welcome."),
        "badge-check",
        "neutral",
    ),
    MeetingKind.MAP_TRAINING: Look(
        N_("Training for work (MAP)"),
        N_("You find out which work suits you, and how to look for it in the Netherlands."),
        "hammer",
        "work",
    ),
    MeetingKind.COMPANY_VISIT: Look(
        N_("Company visit"),
        N_("You visit a company and see how people work there."),
        "briefcase",
        "work",
    ),
    MeetingKind.WORK_TALK: Look(
        N_("Talk about work"), N_("You talk about work, a course or an internship."), "briefcase", "work"
    ),
    MeetingKind.VOLUNTEERING: Look(
        N_("Volunteering"), N_("You help out, meet people and practise Dutch."), "handshake", "work"
    ),
    MeetingKind.HEALTH_INFORMATION: Look(
        N_("Health information"),
        N_("You hear about health and care, and you can ask your questions."),
        "heart-pulse",
        "health",
    ),
    MeetingKind.HEALTH_APPOINTMENT: Look(
        N_("Health appointment"),
        N_("What you say there stays between you and who helps you there."),
        "stethoscope",
        "health",
    ),
    MeetingKind.PARENTING_INFORMATION: Look(
        N_("Meeting for parents"),
        N_("You talk with other parents about children, growing up and school."),
        "baby",
        "health",
    ),
    MeetingKind.ACTIVITY: Look(
        N_("Activity"), N_("You do something together with people from the area."), "utensils", "neutral"
    ),
    MeetingKind.APPOINTMENT: Look(N_("Appointment"), N_("An appointment for you."), "calendar-days", "neutral"),
}


def name(kind: MeetingKind) -> str:
    """What a kind is called, in the reader's language."""
    return _(LOOKS[kind].name)


def dutch_name(kind: MeetingKind) -> str:
    """What a Dutch letter calls it."""
    return LANGUAGES["nl"].gettext(LOOKS[kind].name)


ATTENDED = {
    Attendance.PRESENT: (N_("You were there."), "circle-check"),
    Attendance.LATE: (N_("You were there."), "circle-check"),
    Attendance.ABSENT_WITH_NOTICE: (N_("You had told us that you could not come."), "info"),
    Attendance.ABSENT: (N_("We missed you."), "info"),
}
"""What a person reads about their own attendance, and its picture: never a reproach, a tick only for who was there."""

SPOKEN = {
    **{code: language.own_name for code, language in LANGUAGES.items()},
    "en": "English",
    "fa": "فارسی",
    "ku": "Kurdî",
    "so": "Soomaali",
    "tr": "Türkçe",
}
"""Languages that interpreters speak, in their own script; more than the portal itself can be read in."""


def somewhere(meeting: Any) -> str:
    """Where a meeting without a place is held; a msgid. Takes a meeting or a row with its columns."""
    if meeting.by_phone:
        return N_("By telephone: you are called")
    return N_("At your home") if meeting.at_home else N_("Online")
