"""What is kept of me, a copy of it, and being erased: for participants."""

from uuid import UUID

from flask import current_app, make_response
from werkzeug.wrappers import Response

from portal.accounts import queries as accounts
from portal.accounts.words import ROLE_WORDS
from portal.core import clock, offers
from portal.core.access import PARTICIPANT, Door, viewer
from portal.core.htmx import go, page
from portal.rights import actions, copy, queries, retention
from portal.rights.words import lasting

door = Door("rights", __name__, url_prefix="/my-data")


@door.get("", open_to=PARTICIPANT)
def my_data() -> Response:
    """What is kept, why, who sees it, what my rights are, and whom to ask."""
    return page(
        "rights/my_data.html",
        contacts=accounts.contacts(viewer())[:2],
        role_words=ROLE_WORDS,
        municipality=accounts.municipality(viewer().municipality_id),
        write_url=offers.url_of("messages"),
        lasting=lasting(retention.periods(current_app.config["PORTAL"].data_dir)),
    )


@door.get("/copy", open_to=PARTICIPANT)
def my_copy() -> Response:
    """Ask for a copy of everything, or fetch it."""
    export, now = queries.newest_export(viewer()), clock.now()
    return page(
        "rights/my_copy.html",
        export=export,
        waits=export is not None and queries.waits(export),
        ready=export is not None and queries.can_be_fetched(export, now),
    )


@door.post("/copy", open_to=PARTICIPANT, fresh=True)
def ask_for_copy() -> Response:
    """Have it made."""
    actions.ask_for_copy(viewer(), clock.now())
    return go("/my-data/copy")


@door.post("/copy/<uuid:export_id>", open_to=PARTICIPANT, fresh=True)
def fetch_copy(export_id: UUID) -> Response:
    """The zip, once."""
    response = make_response(actions.fetch_copy(viewer(), export_id, clock.now()))
    response.headers["Content-Type"] = copy.TYPE
    response.headers["Content-Disposition"] = 'attachment; filename="meedoen.zip"'
    return response


@door.get("/erase", open_to=PARTICIPANT)
def erase_me() -> Response:
    """What happens when I want to be erased, and what must stay."""
    return page("rights/erase_me.html", wish=queries.my_erasure(viewer()))


@door.post("/erase", open_to=PARTICIPANT, fresh=True)
def ask_to_be_erased() -> Response:
    """I want it."""
    actions.ask_to_be_erased(viewer(), clock.now())
    return go("/my-data/erase")


@door.post("/erase/stay", open_to=PARTICIPANT)
def stay() -> Response:
    """I do not want it any more."""
    actions.stay(viewer())
    return go("/my-data/erase")
