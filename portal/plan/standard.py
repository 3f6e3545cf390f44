"""The library: standard goals with the steps that often belong to them, as blocks, so in every language at once.

Each sentence is short, says one thing and stands on its own. Names are those of the municipality's own partners.
"""

from dataclasses import dataclass

from portal.core.i18n import N_
from portal.notices import kinds
from portal.plan.terms import Domain, Pillar, Who
from portal.texts import blocks
from portal.texts.blocks import Block


@dataclass(frozen=True, slots=True)
class StandardStep:
    """A step ready to use; who does it, and with whom, can be changed for a person."""

    key: str
    sentence: str
    who: Who = Who.PARTICIPANT
    partner: str = ""


@dataclass(frozen=True, slots=True)
class StandardGoal:
    """A goal ready to use, with the steps that often belong to it in the order they are taken."""

    key: str
    pillar: Pillar
    domain: Domain
    sentence: str
    steps: tuple[StandardStep, ...]


SCHOOL = "Graafschap College"
SOCIAL_WORK = "Sociaal Werk Oude IJsselstreek"
LIBRARY = "Bibliotheek Ulft, Taalpunt"
EMPLOYERS = "Werkgeversservicepunt Achterhoek"
REFUGEE_WORK = "VluchtelingenWerk"
YOUTH_CARE = "Buurtzorg Jong"

MUNICIPALITY, PARTNER = Who.MUNICIPALITY, Who.PARTNER

_LANGUAGE = (
    StandardGoal(
        "plan.goal.language_b1",
        Pillar.LANGUAGE,
        Domain.LANGUAGE,
        N_("Learn Dutch at level B1"),
        (
            StandardStep("plan.step.go_to_lessons", N_("Go to your Dutch lessons every week"), partner=SCHOOL),
            StandardStep("plan.step.practise_buddy", N_("Practise Dutch with a language buddy every week")),
            StandardStep("plan.step.register_exam", N_("Register for an exam with DUO"), partner="DUO"),
        ),
    ),
    StandardGoal(
        "plan.goal.language_a2",
        Pillar.LANGUAGE,
        Domain.LANGUAGE,
        N_("Learn Dutch at level A2"),
        (
            StandardStep("plan.step.lessons_start", N_("Start with Dutch lessons"), partner=SCHOOL),
            StandardStep("plan.step.library_visit", N_("Visit the library in Ulft and the Taalpunt"), partner=LIBRARY),
        ),
    ),
    StandardGoal(
        "plan.goal.daily_dutch",
        Pillar.LANGUAGE,
        Domain.LANGUAGE,
        N_("Speak Dutch in daily life"),
        (
            StandardStep("plan.step.language_cafe", N_("Go to the language café in Ulft"), partner=LIBRARY),
            StandardStep("plan.step.find_buddy", N_("Find a language buddy for you"), PARTNER, REFUGEE_WORK),
            StandardStep("plan.step.call_in_dutch", N_("Make one phone call in Dutch")),
        ),
    ),
    StandardGoal(
        "plan.goal.letters",
        Pillar.LANGUAGE,
        Domain.BASIC_SKILLS,
        N_("Read letters and forms in Dutch"),
        (
            StandardStep(
                "plan.step.letters_hour", N_("Take a letter to the open consultation hour"), partner=SOCIAL_WORK
            ),
            StandardStep("plan.step.letters_folder", N_("Make a folder for important letters")),
        ),
    ),
    StandardGoal(
        "plan.goal.reading_writing",
        Pillar.LANGUAGE,
        Domain.BASIC_SKILLS,
        N_("Learn to read and write in our alphabet"),
        (StandardStep("plan.step.alphabet_lessons", N_("Start with reading and writing lessons"), partner=SCHOOL),),
    ),
    StandardGoal(
        "plan.goal.digital",
        Pillar.LANGUAGE,
        Domain.DIGITAL_SKILLS,
        N_("Use a computer and a phone for school and letters"),
        (
            StandardStep("plan.step.digid", N_("Apply for a DigiD"), partner=SOCIAL_WORK),
            StandardStep("plan.step.computer_course", N_("Take the computer course in the library"), partner=LIBRARY),
        ),
    ),
    StandardGoal(
        "plan.goal.society",
        Pillar.LANGUAGE,
        Domain.LANGUAGE,
        N_("Know how Dutch society works (KNM)"),
        (
            StandardStep("plan.step.knm_lessons", N_("Follow the KNM lessons"), partner=SCHOOL),
            StandardStep("plan.step.pvt_meetings", N_("Come to all PVT meetings and join the excursion")),
        ),
    ),
)

_WORK = (
    StandardGoal(
        "plan.goal.paid_work",
        Pillar.WORK,
        Domain.WORK,
        N_("Find paid work that suits you"),
        (
            StandardStep("plan.step.cv", N_("Write your CV"), partner=EMPLOYERS),
            StandardStep(
                "plan.step.talk_technology",
                N_("Talk with the Werkgeversservicepunt about work in technology"),
                partner=EMPLOYERS,
            ),
            StandardStep(
                "plan.step.talk_care",
                N_("Talk with the Werkgeversservicepunt about work in care"),
                partner=EMPLOYERS,
            ),
            StandardStep("plan.step.company_visit", N_("Join a visit to a company")),
        ),
    ),
    StandardGoal(
        "plan.goal.experience",
        Pillar.WORK,
        Domain.WORK,
        N_("Gain work experience in the Netherlands"),
        (
            StandardStep("plan.step.find_placement", N_("Find a work placement for you"), MUNICIPALITY, EMPLOYERS),
            StandardStep(
                "plan.step.kringloop", N_("Work at Kringloop Aktief twice a week"), partner="Kringloop Aktief"
            ),
        ),
    ),
    StandardGoal(
        "plan.goal.volunteering",
        Pillar.WORK,
        Domain.WORK,
        N_("Do volunteer work"),
        (
            StandardStep(
                "plan.step.volunteer_talk", N_("Talk about volunteer work that you like"), partner=SOCIAL_WORK
            ),
            StandardStep("plan.step.volunteer_start", N_("Start with volunteer work one morning a week")),
        ),
    ),
    StandardGoal(
        "plan.goal.study",
        Pillar.WORK,
        Domain.EDUCATION,
        N_("Start a vocational course"),
        (
            StandardStep("plan.step.open_day", N_("Visit the open day of the Graafschap College"), partner=SCHOOL),
            StandardStep("plan.step.diploma_value", N_("Have your diploma valued"), MUNICIPALITY),
        ),
    ),
    StandardGoal(
        "plan.goal.business",
        Pillar.WORK,
        Domain.WORK,
        N_("Find out whether a business of your own suits you"),
        (StandardStep("plan.step.business_talk", N_("Talk with an adviser about a business of your own")),),
    ),
    StandardGoal(
        "plan.goal.driving",
        Pillar.WORK,
        Domain.BASIC_SKILLS,
        N_("Travel to school and work by yourself"),
        (
            StandardStep("plan.step.cycling", N_("Learn to ride a bicycle in traffic"), partner=SOCIAL_WORK),
            StandardStep("plan.step.bus", N_("Practise the trip by bus and train"), partner=SOCIAL_WORK),
            StandardStep("plan.step.driving_theory", N_("Study the theory for the driving licence")),
        ),
    ),
    StandardGoal(
        "plan.goal.money",
        Pillar.WORK,
        Domain.INCOME,
        N_("Take care of your own money"),
        (
            StandardStep("plan.step.money_training", N_("Follow the training about money"), partner=SOCIAL_WORK),
            StandardStep("plan.step.bank_account", N_("Open a bank account")),
            StandardStep("plan.step.allowances", N_("Apply for allowances for rent and care"), partner=SOCIAL_WORK),
            StandardStep("plan.step.fixed_costs", N_("Pay your rent, energy and care insurance for you"), MUNICIPALITY),
        ),
    ),
    StandardGoal(
        "plan.goal.debts",
        Pillar.WORK,
        Domain.DEBTS,
        N_("Live without debts"),
        (
            StandardStep(
                "plan.step.debts_overview", N_("Make a list of what you still have to pay"), partner=SOCIAL_WORK
            ),
            StandardStep("plan.step.debts_arrange", N_("Arrange with you how you pay"), PARTNER, SOCIAL_WORK),
        ),
    ),
    StandardGoal(
        "plan.goal.home",
        Pillar.WORK,
        Domain.HOUSING,
        N_("Feel at home in your house and street"),
        (
            StandardStep("plan.step.meet_neighbours", N_("Meet your neighbours")),
            StandardStep("plan.step.waste", N_("Learn how waste is collected in your street"), partner=SOCIAL_WORK),
        ),
    ),
    StandardGoal(
        "plan.goal.people",
        Pillar.WORK,
        Domain.SOCIAL_NETWORK,
        N_("Get to know people in Oude IJsselstreek"),
        (
            StandardStep("plan.step.club", N_("Visit a club that you like")),
            StandardStep(
                "plan.step.neighbourhood_meal", N_("Join a meal in the community centre"), partner=SOCIAL_WORK
            ),
        ),
    ),
    StandardGoal(
        "plan.goal.reunification",
        Pillar.WORK,
        Domain.RESIDENCE,
        N_("Get clear about family reunification"),
        (StandardStep("plan.step.reunification_talk", N_("Talk about family reunification"), partner=REFUGEE_WORK),),
    ),
)

_HEALTH = (
    StandardGoal(
        "plan.goal.find_care",
        Pillar.HEALTH,
        Domain.PHYSICAL_HEALTH,
        N_("Find your way to doctor and care"),
        (
            StandardStep("plan.step.huisarts", N_("Register with a huisarts (family doctor)")),
            StandardStep("plan.step.dentist", N_("Make an appointment with the dentist")),
            StandardStep("plan.step.insurance", N_("Check your health insurance together"), PARTNER, SOCIAL_WORK),
        ),
    ),
    StandardGoal(
        "plan.goal.move",
        Pillar.HEALTH,
        Domain.PHYSICAL_HEALTH,
        N_("Move more and feel fit"),
        (
            StandardStep("plan.step.sport_try", N_("Try a sport that you like")),
            StandardStep("plan.step.swimming", N_("Sign up for swimming lessons")),
            StandardStep("plan.step.walk", N_("Take a walk of half an hour every day")),
        ),
    ),
    StandardGoal(
        "plan.goal.mind",
        Pillar.HEALTH,
        Domain.MENTAL_HEALTH,
        N_("Sleep well and have less stress"),
        (
            StandardStep("plan.step.sleep_morning", N_("Come to the information morning about sleep and stress")),
            StandardStep("plan.step.talk_huisarts", N_("Talk with your huisarts about how you feel")),
        ),
    ),
    StandardGoal(
        "plan.goal.meaning",
        Pillar.HEALTH,
        Domain.MENTAL_HEALTH,
        N_("Do more of what gives you joy"),
        (StandardStep("plan.step.joy", N_("Choose one thing that gives you joy, and plan it")),),
    ),
    StandardGoal(
        "plan.goal.parenting",
        Pillar.HEALTH,
        Domain.CHILDREN,
        N_("Raise children between two cultures"),
        (
            StandardStep("plan.step.parenting_talk", N_("Talk about raising children here"), partner=YOUTH_CARE),
            StandardStep("plan.step.parents_morning", N_("Come to the parents' morning at school")),
        ),
    ),
    StandardGoal(
        "plan.goal.children_school",
        Pillar.HEALTH,
        Domain.CHILDREN,
        N_("Help your children to do well at school"),
        (
            StandardStep("plan.step.school_talk", N_("Go to the talk with your child's teacher")),
            StandardStep("plan.step.preschool", N_("Register your child for pre-school")),
            StandardStep("plan.step.child_care", N_("Arrange child care for the hours of your lessons"), MUNICIPALITY),
        ),
    ),
    StandardGoal(
        "plan.goal.healthy_food",
        Pillar.HEALTH,
        Domain.PHYSICAL_HEALTH,
        N_("Eat healthily with the family"),
        (StandardStep("plan.step.cooking", N_("Join the cooking morning about healthy food")),),
    ),
)

GOALS: dict[str, StandardGoal] = {goal.key: goal for goal in (*_LANGUAGE, *_WORK, *_HEALTH)}
STEPS: dict[str, StandardStep] = {step.key: step for goal in GOALS.values() for step in goal.steps}

blocks.add(*(Block(goal.key, goal.sentence) for goal in GOALS.values()))
blocks.add(*(Block(step.key, step.sentence) for step in STEPS.values()))
blocks.add(Block("plan.decision_set", N_("Your plan has changed. You can read what is new.")))
blocks.add(Block("plan.changed", N_("Your plan has changed. You can read what is new.")))
kinds.add("plan.decision_set", "plan")
kinds.add("plan.changed", "plan", gathers=True)
# Translators: for a lock screen: it says nothing of what is in the plan.
kinds.add_subject("plan", N_("Your plan"), N_("There is something new in your plan."), "plan")
