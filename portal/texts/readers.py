"""Who reads a text: rooms say it through an offer, and the translation desk orders its work by it.

A room gives a select with the columns ``text_id``, ``language``, ``readers`` (how many people of that language have
it before them) and ``matters_at`` (the moment at which it must be understood; null where there is no hurry). It may
use the parameter ``now``. What no room shows anybody is no work for the desk.
"""

from functools import cache
from typing import Any

from sqlalchemy import Subquery, func, select, union_all

from portal.accounts.models import Grant, Person
from portal.core import offers
from portal.core.viewer import Role

OF_MUNICIPALITIES = (
    select(Person.municipality_id, Person.language, func.count().label("readers"))
    .join(Grant, (Grant.person_id == Person.id) & (Grant.municipality_id == Person.municipality_id))
    .where(Grant.role == Role.PARTICIPANT, Person.active)
    .group_by(Person.municipality_id, Person.language)
    .subquery("readers_of_municipality")
)
"""How many participants read which language, by municipality: for rooms whose texts everybody sees."""


def waiting() -> Subquery:
    """What all rooms show to how many readers of each language, and when it matters."""
    return _gathered(tuple(each for room in offers.all_of("readers") for each in room))


@cache
def _gathered(selects: tuple[Any, ...]) -> Subquery:
    each = union_all(*selects).subquery()
    return (
        select(
            each.c.text_id,
            each.c.language,
            func.sum(each.c.readers).label("readers"),
            func.min(each.c.matters_at).label("matters_at"),
        )
        .where(each.c.text_id.is_not(None))
        .group_by(each.c.text_id, each.c.language)
        .subquery("waiting")
    )
