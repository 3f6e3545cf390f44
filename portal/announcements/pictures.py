"""How each kind of announcement looks: an icon and a colour, always beside a word."""

from dataclasses import dataclass

from portal.announcements.models import Kind


@dataclass(frozen=True, slots=True)
class Picture:
    """The name of an icon, and the kind that gives it a colour."""

    icon: str
    colour: str


PICTURES = {
    Kind.GENERAL: Picture("announcements", "brand"),
    Kind.LESSON: Picture("message-circle", "language"),
    Kind.EXCURSION: Picture("bus", "language"),
    Kind.MEETING: Picture("coffee", "brand"),
    Kind.HEALTH: Picture("heart", "health"),
    Kind.WORK: Picture("hammer", "work"),
    Kind.LETTER: Picture("mail", "brand"),
    Kind.CONTACT: Picture("user", "brand"),
}
