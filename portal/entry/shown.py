"""How invitations are shown, once: as a code on a screen, or as letters to print."""

import segno
from flask import current_app
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.accounts import queries as people
from portal.core.htmx import page
from portal.core.viewer import Viewer
from portal.entry import queries
from portal.entry.actions import Made


def as_code(viewer: Viewer, made: Made, back: str) -> Response:
    """A page with the code, which the phone scans now. It is kept nowhere, so a reload makes another."""
    shown, link = queries.invitation(viewer, made.id), link_of(made)
    return page("entry/invitation.html", invitation=shown, qr=drawn(link), link=link, back=back)


def as_letters(viewer: Viewer, made: list[Made]) -> Response:
    """One letter on each page."""
    town_hall = people.municipality(viewer.municipality_id).phone
    letters = [{"person": each.person, "until": each.expires_at, "qr": drawn(link_of(each))} for each in made]
    return page("entry/staff/letters.html", letters=letters, town_hall=town_hall)


def link_of(made: Made) -> str:
    """Where the code leads. The secret stands in the fragment, which no server, log or preview ever sees."""
    return f"{current_app.config['BASE_URL']}/welcome#{made.secret}"


def drawn(link: str) -> Markup:
    """A link as a code for the camera of a phone."""
    code = segno.make(link, error="m").svg_inline(scale=6, border=2, dark="#000", light="#fff", omitsize=True)
    return Markup(code)  # noqa: S704 - drawn by segno from our own link
