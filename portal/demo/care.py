"""Whom to call for care in the municipalities of the demo.

The organisations exist; the practices and all local numbers are invented, and no such number can be reached: in the
Netherlands nothing begins with 0315-0 or 0314-0.
"""

from datetime import datetime

from portal.demo.town import Town
from portal.demo.words import Words, words
from portal.health import actions

OPEN_DAILY = words(
    "Maandag tot en met vrijdag van 8:00 tot 17:00 uur",
    "من الاثنين إلى الجمعة من 8:00 إلى 17:00",
    "ካብ ሰኑይ ክሳብ ዓርቢ ካብ 8:00 ክሳብ 17:00",
)
OPEN_MORNINGS = words(
    "Maandag tot en met vrijdag van 9:00 tot 12:00 uur",
    "من الاثنين إلى الجمعة من 9:00 إلى 12:00",
    "ካብ ሰኑይ ክሳብ ዓርቢ ካብ 9:00 ክሳብ 12:00",
)
CONSULTATION = words(
    "Dinsdag van 10:00 tot 12:00 uur zonder afspraak",
    "الثلاثاء من 10:00 إلى 12:00 دون موعد",
    "ሰሉስ ካብ 10:00 ክሳብ 12:00 ብዘይ ቆጸራ",
)

CONTACTS: dict[str, tuple[tuple[str, str, str, str, Words | None], ...]] = {
    "oude-ijsselstreek": (
        ("huisarts", "Huisartsenpraktijk De Smeltkroes", "0315-000110", "Dorpsplein 1, Ulft", OPEN_DAILY),
        ("huisarts", "Huisartsenpraktijk Terborg", "0315-000111", "Hoofdstraat 20, Terborg", OPEN_DAILY),
        ("huisartsenpost", "Huisartsenpost Doetinchem", "0314-000112", "Kruisbergseweg 25, Doetinchem", None),
        ("apotheek", "Apotheek Ulft", "0315-000113", "Dorpsplein 3, Ulft", OPEN_DAILY),
        ("tandarts", "Tandartspraktijk Silvolde", "0315-000114", "Prins Bernhardstraat 8, Silvolde", OPEN_DAILY),
        ("verloskundige", "Verloskundigen Oude IJssel", "0315-000115", "Dorpsplein 1, Ulft", None),
        ("consultatiebureau", "Consultatiebureau Terborg", "0315-000116", "Hoofdstraat 24, Terborg", OPEN_MORNINGS),
        ("ggd", "GGD Noord- en Oost-Gelderland", "088-0000117", "", OPEN_DAILY),
        ("ggnet", "GGNet Doetinchem", "0314-000118", "Doetinchem", OPEN_DAILY),
        ("buurtzorg-jong", "Buurtzorg Jong Oude IJsselstreek", "0315-000119", "", OPEN_DAILY),
        ("sociaal-werk", "Sociaal Werk Oude IJsselstreek", "0315-000120", "Hoofdstraat 1, Terborg", CONSULTATION),
        ("vluchtelingenwerk", "VluchtelingenWerk Oude IJsselstreek", "0315-000121", "Hoofdstraat 1, Terborg",
         OPEN_MORNINGS),
    ),
    "doetinchem": (
        ("huisarts", "Huisartsenpraktijk De Huet", "0314-000210", "Doetinchem", OPEN_DAILY),
        ("huisartsenpost", "Huisartsenpost Doetinchem", "0314-000112", "Kruisbergseweg 25, Doetinchem", None),
        ("apotheek", "Apotheek De Huet", "0314-000213", "Doetinchem", OPEN_DAILY),
        ("sociaal-werk", "Buurtplein", "0314-000220", "Grutstraat 1, Doetinchem", CONSULTATION),
    ),
}  # fmt: skip
"""By municipality: key, proper name, number, address and hours (None: those of the national contact)."""


def add_contacts(town: Town, now: datetime) -> None:
    """The local contacts of a municipality."""
    for key, label, phone, address, hours in CONTACTS[town.settlement.slug]:
        actions.add_contact(
            None, town.municipality.id, key, now, label=label, phone=phone, address=address, hours=hours
        )
