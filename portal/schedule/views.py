"""The participant's week, and one meeting of it."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.words import ROLE_WORDS
from portal.core import clock, offers, when
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.htmx import page
from portal.schedule import kinds, queries, weeks
from portal.texts import remark_queries

door = Door("schedule", __name__, url_prefix="/schedule")


@door.get("", open_to=PARTICIPANT)
def week() -> Response:
    """One week with all that has a time: this one, or the one that ``?week=2026-W48`` names."""
    monday = weeks.parsed(request.args.get("week"), clock.today())
    return page("schedule/week.html", week=weeks.week(viewer(), monday, clock.now()))


@door.get("/<uuid:meeting_id>", open_to=PARTICIPANT)
def meeting(meeting_id: UUID) -> Response:
    """One meeting: when, where, what to bring, whom to call."""
    shown = queries.my_meeting(viewer(), meeting_id)
    kind, attendance = shown.meeting.kind, shown.row.attendance
    contacts = accounts.contacts(viewer())
    leader = next((each for each in contacts if each.person_id == shown.meeting.leader_id), None)
    return page(
        "schedule/meeting.html",
        shown=shown,
        remarks=remark_queries.mine(viewer(), [shown.text_id]),
        look=kinds.LOOKS[kind],
        kind_name=kinds.name(kind),
        dutch_name=kinds.dutch_name(kind),
        somewhere=kinds.somewhere(shown.meeting),
        spoken=kinds.SPOKEN.get(shown.meeting.interpreter, shown.meeting.interpreter),
        attended=kinds.ATTENDED[attendance] if attendance else None,
        leader=leader,
        contacts=contacts,
        role_words=ROLE_WORDS,
        write_url=offers.url_of("messages"),
        week=weeks.name(when.week_of(shown.meeting.starts_at)),
    )
