"""Signing out where the network is not.

The page first makes this browser forget what it keeps and shows nothing any more (``js/leave.js``), and leaves a mark:
a cookie with the id of the device. Whatever this browser asks for next, when the network is back, ends that device.
Only the portal's own pages can write the mark, and all it can do is sign out.
"""

from uuid import UUID

from flask import Flask, after_this_request, current_app, request
from werkzeug.wrappers import Response

from portal.accounts import actions, sign_in
from portal.core import clock, frame
from portal.core.htmx import go


def init_app(app: Flask) -> None:
    """Before anything is answered, carry out a sign-out that could not be told when it was asked for."""
    app.before_request(_carry_out)


def mark(device_id: UUID | str) -> str:
    """The cookie that the page leaves, as it writes it."""
    return f"{_cookie()}={device_id}"


def sign_out() -> Response:
    """End the present device and have the browser forget everything it kept. Somebody else on this phone stays."""
    token = sign_in.held_token()
    if token:
        actions.sign_out(token, clock.now())
    return forget()


def forget() -> Response:
    """The present device has ended: this browser holds it no longer, and forgets everything it kept."""
    others = sign_in.sign_out()
    return sign_in.forgetting(go("/unlock" if others else "/sign-in"))


def _carry_out() -> Response | None:
    left = request.cookies.get(_cookie())
    if left is None or request.endpoint == "static":
        return None
    after_this_request(_without_mark)
    holder = sign_in.holder()
    if holder is None or str(holder.viewer.device_id) != left:
        return None
    with frame.change():  # whatever was asked for, reading a page too
        return sign_out()


def _without_mark(response: Response) -> Response:
    response.delete_cookie(_cookie(), secure=current_app.config["SESSION_COOKIE_SECURE"])
    return response


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-left"
