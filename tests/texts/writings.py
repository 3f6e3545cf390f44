"""Texts as rooms make them, for the tests of this room."""

from datetime import timedelta

from portal.announcements import actions as announcements
from portal.announcements.actions import EVERYBODY, Words
from portal.announcements.models import Kind
from portal.core import clock, frame
from portal.core.viewer import Role
from portal.texts import actions
from tests import people

DUTCH = "De les gaat niet door."
LONG_DUTCH = " ".join(f"Dit is zin {number} van een lange tekst over de lessen in Ulft." for number in range(1, 9))


def bram(cast):
    return people.viewer(cast.bram, Role.BEGELEIDER)


def rana(cast):
    serves = (cast.oude_ijsselstreek.id, cast.doetinchem.id)
    return people.viewer(cast.rana, Role.CULTUURVERBINDER, serves=serves)


def tesfay(cast):
    return people.viewer(cast.tesfay, Role.CULTUURVERBINDER)


def announced(cast, renderings=None, *, audience=EVERYBODY, ago=timedelta()):
    """An announcement with its title as a free text; gives the ids of both."""
    now = clock.now() - ago
    with frame.change():
        text = actions.write(bram(cast), renderings or {"nl": DUTCH}, now, municipality_id=cast.bram.municipality_id)
        sent = announcements.announce(bram(cast), Words(Kind.GENERAL, text), audience, now)
    return text, sent
