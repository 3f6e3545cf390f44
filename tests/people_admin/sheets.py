"""What tests of managing people share: a beheerder, a filled form, a client that sends it."""

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import frame
from portal.core.db import db
from portal.core.viewer import Role
from tests import people

FILLED = {
    "given_name": "Zoë",
    "family_name": "Özdemir",
    "called": "زوي",
    "birth_date": "1 januari 1990",
    "language": "ar",
    "phone": "06-12 34 56 78",
    "external_key": "1001",
    "roles": ["participant"],
    "household": "new",
}


def kees(cast):
    """The beheerder as an actor."""
    return people.viewer(cast.kees, Role.BEHEERDER)


def second_beheerder(cast, name="Betty"):
    """Another beheerder of the same municipality."""
    with frame.change():
        return accounts.add_person(cast.oude_ijsselstreek.id, PersonDetails(name, "Bos", "nl"), (Role.BEHEERDER,))


def now(person_id) -> Person:
    """A person as the database has them now."""
    db.session.close()
    return db.session.get_one(Person, person_id, execution_options={"scope": "system: test"})
