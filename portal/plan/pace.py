"""How soon the steps of the library can be taken: the day that a step gets when the regisseur chooses none.

What goes on week after week, or waits for a moment of its own, has no day.
"""

from datetime import date, timedelta

WEEKS: dict[str, int] = {
    "plan.step.register_exam": 40,
    "plan.step.lessons_start": 6,
    "plan.step.library_visit": 3,
    "plan.step.find_buddy": 8,
    "plan.step.call_in_dutch": 12,
    "plan.step.letters_hour": 2,
    "plan.step.letters_folder": 4,
    "plan.step.alphabet_lessons": 6,
    "plan.step.digid": 2,
    "plan.step.computer_course": 12,
    "plan.step.pvt_meetings": 26,
    "plan.step.cv": 12,
    "plan.step.talk_technology": 16,
    "plan.step.talk_care": 16,
    "plan.step.company_visit": 26,
    "plan.step.find_placement": 26,
    "plan.step.volunteer_talk": 8,
    "plan.step.volunteer_start": 12,
    "plan.step.open_day": 26,
    "plan.step.diploma_value": 12,
    "plan.step.business_talk": 12,
    "plan.step.cycling": 16,
    "plan.step.bus": 4,
    "plan.step.driving_theory": 40,
    "plan.step.money_training": 12,
    "plan.step.bank_account": 2,
    "plan.step.allowances": 3,
    "plan.step.fixed_costs": 2,
    "plan.step.debts_overview": 3,
    "plan.step.debts_arrange": 8,
    "plan.step.meet_neighbours": 4,
    "plan.step.waste": 2,
    "plan.step.club": 12,
    "plan.step.neighbourhood_meal": 8,
    "plan.step.reunification_talk": 3,
    "plan.step.huisarts": 2,
    "plan.step.dentist": 8,
    "plan.step.insurance": 3,
    "plan.step.sport_try": 8,
    "plan.step.swimming": 12,
    "plan.step.sleep_morning": 12,
    "plan.step.talk_huisarts": 4,
    "plan.step.joy": 4,
    "plan.step.parenting_talk": 8,
    "plan.step.parents_morning": 12,
    "plan.step.school_talk": 8,
    "plan.step.preschool": 4,
    "plan.step.child_care": 4,
    "plan.step.cooking": 12,
}
"""Weeks: a first proposal of the makers, without a source, until regisseurs have said what fits their people."""

FRIDAY = 4


def proposed_day(step: str, today: date) -> date | None:
    """The day that is proposed for a step of the library: a Friday, when everybody can still be reached."""
    if step not in WEEKS:
        return None
    return today + timedelta(weeks=WEEKS[step], days=FRIDAY - today.weekday())
