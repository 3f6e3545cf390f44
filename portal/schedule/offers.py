"""What the schedule gives the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import delete, exists, select, update

from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import Coming, MenuEntry, Offers
from portal.core.viewer import Viewer
from portal.schedule import blocks as blocks  # the room's sentences join the library
from portal.schedule import kinds, queries
from portal.schedule.models import Group, Meeting, Membership, Participation
from portal.schedule.readers import READERS, shows
from portal.texts.models import Text

SCOPE = {"scope": "system: rights of the person"}
TEXTS = (Meeting.title_id, Meeting.about_id, Meeting.bring_id, Meeting.cancelled_because_id)


def coming_up(viewer: Viewer, since: datetime, until: datetime) -> Sequence[Coming]:
    """The viewer's meetings that are not over at `since` and begin before `until`."""
    return [_coming(each) for each in queries.my_meetings(viewer, since, until)]


def _coming(invited: queries.InvitedTo) -> Coming:
    meeting = invited.meeting
    look = kinds.LOOKS[meeting.kind]
    return Coming(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=Markup.escape(invited.title or _(look.name)),
        place=", ".join(part for part in (meeting.place, meeting.room) if part),
        place_detail=f"{meeting.address}, {meeting.town}" if meeting.place else _(kinds.somewhere(meeting)),
        icon=look.icon,
        pillar=look.pillar,
        url=f"/schedule/{meeting.id}",
        cancelled=meeting.cancelled_at is not None,
    )


def export(person_id: UUID) -> dict[str, Any]:
    """Groups, meetings and attendance of a person."""
    groups = db.session.execute(
        select(Group.name, Membership.since, Membership.until)
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.person_id == person_id)
        .execution_options(**SCOPE)
    )
    meetings = db.session.execute(
        select(Participation, Meeting.kind, Meeting.ends_at)
        .join(Meeting, Meeting.id == Participation.meeting_id)
        .where(Participation.person_id == person_id)
        .order_by(Participation.starts_at)
        .execution_options(**SCOPE)
    )
    return {
        "groups": [{"name": g.name, "since": str(g.since), "until": str(g.until) if g.until else None} for g in groups],
        "meetings": [
            {
                "kind": m.kind.value,
                "starts_at": m.Participation.starts_at.isoformat(),
                "ends_at": m.ends_at.isoformat(),
                "attendance": m.Participation.attendance and m.Participation.attendance.value,
                "minutes_late": m.Participation.minutes_late,
            }
            for m in meetings
        ],
    }


def erase(person_id: UUID) -> None:
    """Removes a person from groups and meetings, and the meetings that were theirs alone."""
    theirs = select(Participation.meeting_id).where(Participation.person_id == person_id)
    ids = db.session.scalars(theirs.execution_options(**SCOPE)).all()
    texts = select(Text.id).where(Text.person_id == person_id)
    statements = [
        delete(Membership).where(Membership.person_id == person_id),
        delete(Participation).where(Participation.person_id == person_id),
        delete(Meeting).where(
            Meeting.id.in_(ids),
            Meeting.group_id.is_(None),
            ~exists().where(Participation.meeting_id == Meeting.id),
        ),
        update(Meeting).where(Meeting.leader_id == person_id).values(leader_id=None),
        update(Participation).where(Participation.marked_by == person_id).values(marked_by=None),
        *(update(Meeting).where(column.in_(texts)).values({column: None}) for column in TEXTS),
    ]
    for statement in statements:
        db.session.execute(statement.execution_options(**SCOPE, synchronize_session=False))


OFFERS = Offers(
    room="schedule",
    shows=shows,
    readers=READERS,
    participant_menu=MenuEntry("schedule.week", N_("Schedule"), "schedule"),
    coming_up=coming_up,
    hours=queries.hours,
    export=export,
    erase=erase,
)
