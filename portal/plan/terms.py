"""The fixed words of the plan: each kind and state, with its label and the Dutch term that letters use."""

from enum import StrEnum

from portal.core.i18n import N_


class Regime(StrEnum):
    """The act under which a person integrates."""

    WI2013 = "wi2013"
    """Obliged before 1 January 2022; the former act keeps applying to them."""
    WI2021 = "wi2021"
    """Wet inburgering 2021, in force since 1 January 2022."""
    NONE = "none"
    """Finished, exempt or never obliged: a plan by choice, without a legal clock."""


class Route(StrEnum):
    """Learning route (leerroute)."""

    B1 = "b1"
    EDUCATION = "education"
    SELF_RELIANCE = "z"


class Level(StrEnum):
    """Level of language, of the European framework."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


class DecisionState(StrEnum):
    """Where a version of the decision stands. The participant sees what is set, and what is shared for the talk."""

    DRAFT = "draft"
    DISCUSSED = "discussed"
    """Shared with the participant, to talk about."""
    SET = "set"
    CHANGED = "changed"
    """A newer version has taken its place."""
    CLOSED = "closed"


class Reason(StrEnum):
    """Why a version was made."""

    FIRST = "first"
    ROUTE_CHANGED = "route_changed"
    SCALED_DOWN = "scaled_down"
    TERM_EXTENDED = "term_extended"
    MOVED_HERE = "moved_here"
    """The route came along from another municipality."""


class Duty(StrEnum):
    """What the decision asks for."""

    LESSONS = "lessons"
    PVT = "pvt"
    MAP = "map"
    KNM = "knm"
    PROGRESS_TALKS = "progress_talks"


class Support(StrEnum):
    """What the municipality helps with."""

    SOCIAL_GUIDANCE = "social_guidance"
    INTERPRETER = "interpreter"
    CHILD_CARE = "child_care"
    TRAVEL = "travel"
    LANGUAGE_BUDDY = "language_buddy"


class Pillar(StrEnum):
    """The three pillars of the municipality's policy; each has its colour, picture and word."""

    LANGUAGE = "language"
    WORK = "work"
    HEALTH = "health"


class Domain(StrEnum):
    """Domains of life that a plan can be about."""

    LANGUAGE = "language"
    WORK = "work"
    EDUCATION = "education"
    INCOME = "income"
    DEBTS = "debts"
    DIGITAL_SKILLS = "digital_skills"
    BASIC_SKILLS = "basic_skills"
    PHYSICAL_HEALTH = "physical_health"
    MENTAL_HEALTH = "mental_health"
    HOUSING = "housing"
    CHILDREN = "children"
    SOCIAL_NETWORK = "social_network"
    RESIDENCE = "residence"


class Standing(StrEnum):
    """How it goes in a domain of life, as the participant and the regisseur say it at the intake."""

    WELL = "well"
    BETTER = "better"
    HELP = "help"


class Basis(StrEnum):
    """What an agreement rests on: what follows from breaking it differs."""

    WI2021 = "wi2021"
    PARTICIPATIEWET = "participatiewet"
    VOLUNTARY = "voluntary"


class GoalState(StrEnum):
    """Nothing is deleted: a goal that no longer fits is dropped."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class StepState(StrEnum):
    """How far a step is."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class Wish(StrEnum):
    """What a participant asks to be otherwise about a step; the regisseur changes it, or talks about it."""

    TOO_MUCH = "too_much"
    LATER = "later"
    HELP = "help"
    OTHER = "other"


class Who(StrEnum):
    """Who takes a step."""

    PARTICIPANT = "participant"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"


class HourKind(StrEnum):
    """What hours count for; the words in which rooms offer hours to each other."""

    PVT = "pvt"
    MAP = "map"
    LANGUAGE = "language"
    """Language and knowledge of Dutch society (KNM)."""
    PARTICIPATION = "participation"
    STUDY = "study"
    """Maths, English and study skills of the onderwijsroute."""


class MilestoneKind(StrEnum):
    """Something that happens once, on a day."""

    BRIDGE_CLASS_STARTED = "bridge_class_started"
    PVT_EXCURSION = "pvt_excursion"
    PVT_SIGNED = "pvt_signed"
    MAP_FINAL_TALK = "map_final_talk"
    SELF_RELIANCE_FINAL_TALK = "self_reliance_final_talk"
    COMPLETED = "completed"


class AnswerKind(StrEnum):
    """What a participant says to a change of their plan."""

    UNDERSTOOD = "understood"
    EXPLAIN = "explain"
    TALK = "talk"


ROUTES = {
    Route.B1: N_("You learn Dutch to level B1, so that you can work and live here."),
    Route.EDUCATION: N_("You learn Dutch and prepare for a school in the Netherlands."),
    Route.SELF_RELIANCE: N_("You learn Dutch by doing, so that you can manage your daily life here."),
}

DUTCH_ROUTES = {
    Route.B1: "B1-route",
    Route.EDUCATION: "Onderwijsroute",
    Route.SELF_RELIANCE: "Zelfredzaamheidsroute (Z-route)",
}

SUPPORT = {
    Support.SOCIAL_GUIDANCE: N_("A guide who helps you to settle in"),
    Support.INTERPRETER: N_("An interpreter at talks"),
    Support.CHILD_CARE: N_("Care for your children during lessons"),
    Support.TRAVEL: N_("Help with the cost of travel"),
    Support.LANGUAGE_BUDDY: N_("A language buddy to practise with"),
}

REGIME_SENTENCES = {
    Regime.WI2013: N_("You integrate under the former act. DUO writes to you about your exams and your time."),
    Regime.NONE: N_("You have no duty to integrate. This plan is yours: you choose what you want to reach."),
}

SKILLS = {
    "reading": N_("Reading"),
    "listening": N_("Listening"),
    "writing": N_("Writing"),
    "speaking": N_("Speaking"),
}

PILLARS = {
    Pillar.LANGUAGE: N_("Language"),
    Pillar.WORK: N_("Work"),
    Pillar.HEALTH: N_("Health"),
}

PILLAR_ICONS = {
    Pillar.LANGUAGE: "message-circle",
    Pillar.WORK: "hammer",
    Pillar.HEALTH: "heart",
}

PILLAR_SENTENCES = {
    Pillar.LANGUAGE: N_("Learn Dutch, so that you can take part."),
    Pillar.WORK: N_("Join in: with work, school, volunteering and your home."),
    Pillar.HEALTH: N_("Feel well, you and your family."),
}

DOMAINS = {
    Domain.LANGUAGE: N_("Language"),
    Domain.WORK: N_("Work and joining in"),
    Domain.EDUCATION: N_("School and training"),
    Domain.INCOME: N_("Income"),
    Domain.DEBTS: N_("Debts and money"),
    Domain.DIGITAL_SKILLS: N_("Computer and phone"),
    Domain.BASIC_SKILLS: N_("Reading, writing and counting"),
    Domain.PHYSICAL_HEALTH: N_("Your body"),
    Domain.MENTAL_HEALTH: N_("How you feel"),
    Domain.HOUSING: N_("Your home"),
    Domain.CHILDREN: N_("Children and family"),
    Domain.SOCIAL_NETWORK: N_("People around you"),
    Domain.RESIDENCE: N_("Residence and safety"),
}

STANDINGS = {
    Standing.WELL: N_("Goes well"),
    Standing.BETTER: N_("Can be better"),
    Standing.HELP: N_("Help is needed now"),
}
STANDING_ICONS = {Standing.WELL: "circle-check", Standing.BETTER: "target", Standing.HELP: "handshake"}

WHO = {
    Who.PARTICIPANT: N_("You do this."),
    Who.MUNICIPALITY: N_("The municipality does this."),
    Who.PARTNER: N_("Somebody else does this."),
}

REASONS = {
    Reason.FIRST: N_("The first plan"),
    Reason.ROUTE_CHANGED: N_("Another learning route, or other hours"),
    Reason.SCALED_DOWN: N_("A lower level, after serious effort"),
    Reason.TERM_EXTENDED: N_("The term is longer"),
    Reason.MOVED_HERE: N_("Moved here from another municipality"),
}

STEP_STATES = {
    StepState.OPEN: N_("Not begun"),
    StepState.DOING: N_("Working on it"),
    StepState.DONE: N_("Done"),
    StepState.DROPPED: N_("Does not fit any more"),
}

WISHES = {
    Wish.TOO_MUCH: N_("Too much now"),
    Wish.LATER: N_("Another day, please"),
    Wish.HELP: N_("With help, please"),
    Wish.OTHER: N_("Rather something else"),
}
WISH_ICONS = {Wish.TOO_MUCH: "hourglass", Wish.LATER: "calendar", Wish.HELP: "handshake", Wish.OTHER: "refresh"}

BASES = {
    Basis.VOLUNTARY: N_("An agreement between us: nothing follows from not doing it"),
    Basis.WI2021: N_("A duty of the Wet inburgering"),
    Basis.PARTICIPATIEWET: N_("A duty of the Participatiewet"),
}

HOUR_KINDS = {
    HourKind.PVT: N_("Values and excursion"),
    HourKind.MAP: N_("Getting to know work"),
    HourKind.LANGUAGE: N_("Language and Dutch society"),
    HourKind.PARTICIPATION: N_("Taking part"),
    HourKind.STUDY: N_("Maths, English and learning to study"),
}

MILESTONES = {
    MilestoneKind.BRIDGE_CLASS_STARTED: N_("The first class began"),
    MilestoneKind.PVT_EXCURSION: N_("Joined an excursion"),
    MilestoneKind.PVT_SIGNED: N_("Signed the participation statement"),
    MilestoneKind.MAP_FINAL_TALK: N_("Final talk about work"),
    MilestoneKind.SELF_RELIANCE_FINAL_TALK: N_("Final talk of the self-reliance route"),
    MilestoneKind.COMPLETED: N_("Integration finished"),
}

ANSWERS = {
    AnswerKind.UNDERSTOOD: N_("I have understood it"),
    AnswerKind.EXPLAIN: N_("Please explain it"),
    AnswerKind.TALK: N_("I want to talk about it"),
}

ANSWER_ICONS = {AnswerKind.UNDERSTOOD: "check", AnswerKind.EXPLAIN: "circle-help", AnswerKind.TALK: "talk"}
