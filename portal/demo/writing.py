"""What the demo leaves to do: a text in Dutch only, one whose Dutch has changed, a reader who does not understand.

What is in Dutch only is not sent yet: no participant finds a sentence that is not in their language.
"""

from portal.announcements import actions as announcements
from portal.announcements.actions import EVERYBODY
from portal.announcements.models import Kind
from portal.core.viewer import Role
from portal.demo.days import happening
from portal.demo.town import Town
from portal.texts import actions, remark_actions
from portal.texts.models import RemarkKind

DUTCH_ONLY = (
    "Zaterdag repareren we fietsen in Ulft",
    "Is uw fiets kapot? Kom zaterdag tussen 10:00 en 13:00 uur naar het buurthuis in Ulft.\n\n"
    "- Neem uw fiets mee.\n- De hulp is gratis. Nieuwe onderdelen betaalt u zelf.\n- Kinderen mogen mee.\n\n"
    "Hebt u geen fiets? Vraag uw begeleider. Soms is er een fiets over. U krijgt dan ook een slot.",
)
CHANGED = (
    "De bibliotheek in Terborg is dinsdag gesloten.",
    "المكتبة في Terborg مغلقة يوم الثلاثاء.",
    "ኣብ Terborg ዘሎ ቤት-ንባብ (bibliotheek) ሰሉስ ዕጹው እዩ።",
)
CHANGED_TO = "De bibliotheek in Terborg is dinsdag en woensdag gesloten."
LEFT = {*DUTCH_ONLY, CHANGED_TO}
"""The Dutch of what is not there in every language."""


def leave_work(town: Town) -> None:
    """In one municipality: the desk of the other stays empty."""
    begeleider, here = town.first(Role.BEGELEIDER), town.municipality.id
    with happening(town.days.past(2, "15:00")) as now:
        said = dict(zip(("nl", "ar", "ti"), CHANGED, strict=True))
        closed = actions.write(begeleider, said, now, municipality_id=here)
        sent = announcements.announce(begeleider, announcements.Words(Kind.GENERAL, closed), EVERYBODY, now)
    with happening(town.days.past(1, "11:00")) as now:
        title, more = (actions.write(begeleider, {"nl": each}, now, municipality_id=here) for each in DUTCH_ONLY)
        waits = announcements.draft(begeleider, announcements.Words(Kind.MEETING, title, more), EVERYBODY, now)
        announcements.approve(begeleider, waits, now)
    with happening(town.days.past(1, "12:00")) as now:
        actions.rewrite(begeleider, closed, CHANGED_TO, now)
    with happening(town.days.past(1, "19:30")) as now:
        amal = town.participants["Amal Haddad"].viewer
        where = f"/announcements/{sent}"
        remark_actions.remark(amal, closed, RemarkKind.NOT_UNDERSTOOD, "هل المكتبة في Ulft مفتوحة؟", where, now)
