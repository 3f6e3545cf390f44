"""Where things are held. The places exist; house numbers of small organisations are invented."""

from dataclasses import dataclass, field
from uuid import UUID

from portal.demo.town import Town
from portal.schedule import actions

OUDE_IJSSELSTREEK = {
    "town-hall": ("Gemeentehuis", "Staringstraat 25", "Gendringen"),
    "library": ("Bibliotheek Ulft, Taalpunt", "Hutteweg 24", "Ulft"),
    "dru": ("DRU Cultuurfabriek", "Hutteweg 24", "Ulft"),
    "social-work": ("Sociaal Werk Oude IJsselstreek", "Hoofdstraat 1", "Terborg"),
    "school": ("Graafschap College", "Slingelaan 1", "Doetinchem"),
    "kringloop": ("Kringloop Aktief", "Ambachtsweg 1", "Ulft"),
    "health": ("Gezondheidscentrum", "Dorpsplein 1", "Ulft"),
    "exams": ("Examenlocatie DUO", "Stationsplein 1", "Arnhem"),
    "metal": ("Metaalbedrijf De IJssel", "Industrieweg 1", "Terborg"),
    "azc": ("Azc Winterswijk", "Morgenzonweg 1", "Winterswijk"),
}

DOETINCHEM = {
    "town-hall": ("Stadhuis", "Raadhuisstraat 2", "Doetinchem"),
    "library": ("Bibliotheek Doetinchem", "IJsselkade 13", "Doetinchem"),
    "school": ("Graafschap College", "Slingelaan 1", "Doetinchem"),
    "social-work": ("Buurtplein", "Grutstraat 1", "Doetinchem"),
}

OF_TOWN = {"oude-ijsselstreek": OUDE_IJSSELSTREEK, "doetinchem": DOETINCHEM}


@dataclass
class Places:
    """The places of a municipality, by a short name."""

    town: Town
    known: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, (name, address, settlement) in OF_TOWN[self.town.settlement.slug].items():
            self.known[key] = actions.add_place(self.town.planner, name, address, settlement)

    def __getitem__(self, key: str) -> UUID:
        return self.known[key]
