"""The sentences of the schedule that are ready in every language: what people are told, why something is
cancelled, what to bring.

What is told names no kind of meeting: it may be read on a locked screen by others.
"""

from portal.audit import acts
from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

DAY_AND_TIME = {"day": Blank.DATE, "time": Blank.TIME}

PLANNED = "schedule.planned"
CANCELLED = "schedule.cancelled"
MOVED = "schedule.moved"

TOLD = (
    Block(PLANNED, N_("You have a new appointment on %(day)s, %(time)s."), DAY_AND_TIME),
    Block(CANCELLED, N_("Your appointment on %(day)s, %(time)s, is cancelled. You need not come."), DAY_AND_TIME),
    Block(
        MOVED,
        N_("Your appointment on %(old_day)s, %(old_time)s, is moved. It is now on %(day)s, %(time)s."),
        {"old_day": Blank.DATE, "old_time": Blank.TIME, **DAY_AND_TIME},
    ),
)

REASONS = (
    Block("schedule.because.ill", N_("The one who leads it is ill.")),
    Block("schedule.because.holiday", N_("It is a holiday or a school holiday.")),
    Block("schedule.because.closed", N_("The building is closed.")),
    Block("schedule.because.weather", N_("The weather is too bad.")),
    Block("schedule.because.transport", N_("There are no buses or trains.")),
    Block("schedule.because.few", N_("Too few people can come.")),
    Block("schedule.because.interpreter", N_("The interpreter cannot come.")),
)

THINGS = (
    Block("schedule.bring.identity", N_("Your residence permit or other proof of identity.")),
    Block("schedule.bring.glasses", N_("Your residence permit, and your glasses if you have them.")),
    Block("schedule.bring.book", N_("Your book, a notebook and a pen.")),
    Block("schedule.bring.letters", N_("Your letters, also those that you have not opened.")),
    Block("schedule.bring.papers", N_("Diplomas and papers about school and work, if you have them.")),
    Block("schedule.bring.insurance", N_("Your health insurance card and a list of your medicines.")),
    Block("schedule.bring.shoes", N_("Closed shoes and your residence permit.")),
    Block("schedule.bring.nothing", N_("You need not bring anything.")),
)

add(*TOLD, *REASONS, *THINGS)
acts.add("meeting.planned", N_("An appointment was made for you."), "calendar-days")
acts.add("attendance.marked", N_("It was noted whether you were there."), "list-checks", routine=True)
acts.add("attendance.corrected", N_("It was corrected whether you were there."), "pencil")

# Translators: for a lock screen: it names no kind of appointment.
kinds.add_subject("schedule", N_("Your schedule"), N_("Something has changed in your schedule."), "schedule")
kinds.add(PLANNED, "schedule", moments=("day",), urgent=True)
kinds.add(CANCELLED, "schedule", moments=("day",), urgent=True)
kinds.add(MOVED, "schedule", moments=("old_day", "day"), urgent=True)
