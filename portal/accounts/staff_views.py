"""The people of a municipality, for staff who may invite them."""

from uuid import UUID

import segno
from flask import current_app, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.accounts import actions, queries
from portal.core import clock, offers
from portal.core.access import PEOPLE_WORKERS, Door, viewer
from portal.core.htmx import go, page

door = Door("people", __name__, url_prefix="/people")


@door.get("", open_to=PEOPLE_WORKERS)
def people() -> Response:
    """The participants, by family name, a page at a time."""
    after = (request.args.get("family", ""), request.args.get("given", ""))
    return page("accounts/staff/people.html", people=queries.people(viewer(), starting_after=after))


@door.get("/<uuid:person_id>", open_to=PEOPLE_WORKERS)
def person(person_id: UUID) -> Response:
    """One person: how to reach them, who lives with them, their devices."""
    someone = queries.person(viewer(), person_id)
    return page(
        "accounts/staff/person.html",
        person=someone,
        household=queries.household(viewer(), someone),
        devices=queries.devices(viewer(), person_id),
        pages=offers.person_pages(viewer(), person_id),
    )


@door.post("/<uuid:person_id>/invite", open_to=PEOPLE_WORKERS)
def invite(person_id: UUID) -> Response:
    """Show an invitation as a QR, once. It is not kept anywhere, so a reload makes another."""
    secret = actions.invite(viewer(), person_id, clock.now())
    link = f"{current_app.config['BASE_URL']}/welcome#{secret}"
    code = segno.make(link, error="m").svg_inline(scale=6, border=2, dark="#000", light="#fff", omitsize=True)
    qr = Markup(code)  # noqa: S704 - drawn by segno from our own link
    return page("accounts/staff/invitation.html", person=queries.person(viewer(), person_id), qr=qr, link=link)


@door.post("/<uuid:person_id>/devices/<uuid:device_id>/end", open_to=PEOPLE_WORKERS)
def end_device(person_id: UUID, device_id: UUID) -> Response:
    """Sign a lost phone out at once."""
    actions.end_device(viewer(), person_id, device_id, clock.now())
    return go(f"/people/{person_id}")
