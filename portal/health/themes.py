"""The themes of the health library: what people come for, most urgent first, each with its picture."""

from dataclasses import dataclass
from enum import StrEnum

from portal.core.i18n import N_


class Theme(StrEnum):
    """What an article is about, in the order in which themes are shown."""

    URGENT = "urgent"
    DOCTOR = "doctor"
    MEDICINE = "medicine"
    FAMILY = "family"
    MIND = "mind"
    LIVING = "living"
    SAFETY = "safety"
    MONEY = "money"


@dataclass(frozen=True)
class Look:
    """How a theme is shown. The label is a msgid; the kind gives the colour."""

    label: str
    picture: str
    kind: str = "health"


LOOKS: dict[Theme, Look] = {
    Theme.URGENT: Look(N_("Urgent help"), "ambulance", "danger"),
    Theme.DOCTOR: Look(N_("Doctor and care"), "doctor"),
    Theme.MEDICINE: Look(N_("Medicines"), "pills"),
    Theme.FAMILY: Look(N_("Family"), "family"),
    Theme.MIND: Look(N_("Mind and feelings"), "mind"),
    Theme.LIVING: Look(N_("Living healthily"), "food"),
    Theme.SAFETY: Look(N_("Safe at home"), "shield"),
    Theme.MONEY: Look(N_("Insurance"), "insurance"),
}
