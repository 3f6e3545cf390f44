"""The journey from arrival to diploma: what each part is for, what it asks, and who helps.

Which parts somebody goes through is said by the act and the route (`rules.parts_for`).
"""

from dataclasses import dataclass

from portal.core.i18n import N_
from portal.plan.rules import Part


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the journey in words; all but the Dutch term are msgids."""

    title: str
    dutch: str
    """As letters call it; empty where letters have no word for it."""
    icon: str
    purpose: str
    """What it is for, in two plain sentences."""
    asks: str
    helps: str


JOURNEY: dict[Part, PartWords] = {
    Part.HOME: PartWords(
        N_("A home and a start"),
        "Vestiging en inschrijving (BRP)",
        "house",
        N_("You come to live here and register with the municipality. From then on we start together."),
        N_("Be there when you get your key, and bring your residence permit to the town hall."),
        N_("Your guide helps you with the house, the doctor, school and letters."),
    ),
    Part.INTAKE: PartWords(
        N_("Getting to know you"),
        "Brede intake en leerbaarheidstoets",
        "handshake",
        N_("In some talks you tell what you can, want and need. A short test shows how you learn best."),
        N_("Come to the talks and to the test. The test is not an exam: you need not prepare."),
        N_("Your regisseur talks with you. An interpreter can be there."),
    ),
    Part.PLAN: PartWords(
        N_("Your plan"),
        "Persoonlijk plan Inburgering en Participatie (PIP)",
        "plan",
        N_("Your goals, your learning route and our help are written down. You get a letter about it."),
        N_("Say what matters to you, and ask when something is not clear."),
        N_("Your regisseur writes the plan together with you."),
    ),
    Part.SETTLING: PartWords(
        N_("Settling in"),
        "Maatschappelijke begeleiding en financieel ontzorgen",
        "support",
        N_("You find your way with school, care and money. In the first months we can pay the fixed bills for you."),
        N_("Bring the letters that you do not understand, and come to the training about money."),
        N_("Your guide helps you, and so does Sociaal Werk."),
    ),
    Part.BRIDGE_CLASS: PartWords(
        N_("First class"),
        "Brugklas",
        "backpack",
        N_("In a small group you start with Dutch and with life here. You meet people who have just arrived too."),
        N_("Come to every meeting for ten to twelve weeks."),
        N_("The teacher helps you, and a cultuurverbinder explains in your language."),
    ),
    Part.LEARNING: PartWords(
        N_("Learning Dutch"),
        "Leerroute",
        "book-open",
        N_("You follow lessons on your learning route. You practise outside the lessons too."),
        N_("Go to the lessons, practise every week, and tell us when it is too hard or too easy."),
        N_("Your teacher helps you, and a language buddy can practise with you."),
    ),
    Part.PVT: PartWords(
        N_("Taking part: values and excursion"),
        "Participatieverklaringstraject (PVT)",
        "landmark",
        N_("You get to know the values of the Netherlands. You join an excursion and sign a statement."),
        N_("Come to the meetings, join the excursion and sign the statement."),
        N_("A cultuurverbinder and an interpreter are there."),
    ),
    Part.MAP: PartWords(
        N_("Getting to know work"),
        "Module Arbeidsmarkt en Participatie (MAP)",
        "briefcase",
        N_("You discover which work suits you. You practise with real companies and organisations."),
        N_("Make your practice hours, visit companies and come to the final talk."),
        N_("Your regisseur helps you, and so does the Werkgeversservicepunt."),
    ),
    Part.ONA: PartWords(
        N_("Getting to know work"),
        "Oriëntatie op de Nederlandse Arbeidsmarkt (ONA)",
        "briefcase",
        N_("You discover which work suits you. You make a folder about it for the exam."),
        N_("Fill your folder and hand it in."),
        N_("Your school helps you."),
    ),
    Part.EXAMS: PartWords(
        N_("Showing what you can"),
        "Examens of eindgesprek",
        "badge-check",
        N_("You take the exams of your route, or you have a final talk. You do them when you are ready."),
        N_("Choose a date together with your teacher, and bring your card with your photo."),
        N_("Your teacher prepares you, and your regisseur helps you to register."),
    ),
    Part.DIPLOMA: PartWords(
        N_("Your diploma"),
        "Diploma of certificaat",
        "graduation-cap",
        N_("You have finished. You get your diploma or certificate, and we celebrate it together."),
        N_("Keep your papers well."),
        N_("Your regisseur looks ahead with you one more time."),
    ),
}
