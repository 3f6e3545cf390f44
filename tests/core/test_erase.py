"""A participant who is erased leaves nothing behind."""

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.core import frame, offers
from portal.core.db import Base, db
from tests.house import SECRET, SHARED, furnish


def everything() -> str:
    """All that is stored, as text."""
    rows = (
        row
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table).execution_options(scope="test"))
    )
    return "\n".join(str(row) for row in rows)


def test_nothing_that_is_hers_is_left(app):
    with frame.change():
        amal = furnish().cast.amal
    assert all(words in everything() for words in SECRET.values())
    people = select(func.count()).select_from(Person).execution_options(scope="test")
    before = db.session.scalar(people)
    with frame.change():
        offers.erase(amal.id)
    db.session.expire_all()
    left = everything()
    assert not [words for words in (*SECRET.values(), str(amal.id), amal.id.hex) if words in left]
    assert all(words in left for words in SHARED.values())
    assert db.session.scalar(people) == (before or 0) - 1
