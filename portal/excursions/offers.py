"""What excursions give the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import escape
from sqlalchemy import delete, select, update

from portal.core import clock
from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import Coming, MenuEntry, News, Offers
from portal.core.templates import bdi
from portal.core.viewer import Viewer
from portal.excursions import blocks as blocks  # the room's sentences join the library
from portal.excursions import queries
from portal.excursions.models import Excursion, Signup
from portal.excursions.readers import READERS, shows
from portal.texts.queries import shown

SCOPE = {"scope": "system: rights of the person"}


def coming_up(viewer: Viewer, since: datetime, until: datetime) -> list[Coming]:
    """The excursions on which the viewer has a place. They begin when one must be at the meeting point."""
    outings = queries.mine_between(viewer, since, until)
    titles = shown(outing.title_id for outing in outings)
    return [
        Coming(
            starts_at=outing.departs_at,
            ends_at=outing.ends_at,
            title=escape(titles[outing.title_id]),
            place=outing.meeting_name,
            place_detail=outing.meeting_address,
            icon=outing.icon,
            pillar="neutral",
            url=f"/excursions/{outing.id}",
            cancelled=outing.standing.cancelled,
        )
        for outing in outings
    ]


def news(viewer: Viewer) -> list[News]:
    """New excursions with places left, for participants."""
    if not viewer.is_participant:
        return []
    outings = queries.new(viewer, clock.now())
    titles = shown(outing.title_id for outing in outings)
    return [
        News(
            at=outing.published_at,
            title=escape(_("New excursion: %(title)s")) % {"title": bdi(titles[outing.title_id])},
            icon=outing.icon,
            url=f"/excursions/{outing.id}",
        )
        for outing in outings
    ]


def hours(viewer: Viewer, person_id: UUID) -> Mapping[str, float]:
    """Hours of excursions where the person was present."""
    return queries.hours(viewer, person_id)


def export(person_id: UUID) -> dict[str, Any]:
    """Every excursion a person signed up for, and whether they were there."""
    rows = db.session.execute(
        select(Signup, Excursion.departs_at, Excursion.place_name, Excursion.minutes)
        .join(Excursion, Excursion.id == Signup.excursion_id)
        .where(Signup.person_id == person_id)
        .order_by(Excursion.departs_at)
        .execution_options(**SCOPE)
    )
    return {
        "excursions": [
            {
                "place": row.place_name,
                "departs_at": row.departs_at.isoformat(),
                "minutes": row.minutes,
                "state": row.Signup.state.value,
                "since": row.Signup.since.isoformat(),
                "children": row.Signup.children,
                "needs_transport": row.Signup.needs_transport,
                "needs_wheelchair": row.Signup.needs_wheelchair,
                "needs_food": row.Signup.needs_food,
                "attendance": row.Signup.attendance.value if row.Signup.attendance else None,
            }
            for row in rows
        ]
    }


def erase(person_id: UUID) -> None:
    """Removes a person's sign-ups; an excursion they went along on as staff stays, without them."""
    db.session.execute(delete(Signup).where(Signup.person_id == person_id).execution_options(**SCOPE))
    db.session.execute(update(Excursion).where(Excursion.companion_id == person_id).values(companion_id=None))


OFFERS = Offers(
    room="excursions",
    shows=shows,
    readers=READERS,
    staff_menu=MenuEntry("excursion_desk.planned", N_("Excursions"), "excursions"),
    more_menu=MenuEntry("excursions.excursions", N_("Excursions"), "excursions"),
    coming_up=coming_up,
    news=news,
    hours=hours,
    export=export,
    erase=erase,
)
