"""A client that checks every page it is shown, and sends forms as a browser would."""

from contextvars import Context
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts import actions
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.db import db

PIN = "280695"


class PageClient(FlaskClient):
    """A browser without scripts."""

    @classmethod
    def at(cls, app: Flask) -> "PageClient":
        """A new browser at the door of an app."""
        app.test_client_class = cls
        client = app.test_client()
        assert isinstance(client, cls)
        return client

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """A request has an app context of its own, as on a server, whatever context the test itself stands in."""
        if has_app_context():
            db.session.close()
        return Context().run(super().open, *args, **kwargs)

    def become(self, person: Person) -> None:
        """Sign in as a person, on a new device with a PIN."""
        app = self.application
        with app.app_context():
            with frame.change():
                token = actions.add_device(person, "test", clock.now())
            with frame.change():
                token = actions.choose_pin(token, PIN, PIN, clock.now())
        with self.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session["seen"] = session["pin_at"] = int(clock.now().timestamp())

    def show(self, path: str, status: int = 200, **options: Any) -> BeautifulSoup:
        """Open a page and parse it; fails when it is not answered as expected."""
        response = self.get(path, **options)
        assert response.status_code == status, f"{path} answered {response.status_code}: {response.text[:300]}"
        return BeautifulSoup(response.text, "html5lib")

    def send(self, path: str, status: int = 303, *, at: str | None = None, **fields: Any) -> TestResponse:
        """Send a form with its CSRF token, taken from the page it stands on (by default any page has one)."""
        page = BeautifulSoup(self.get(at or "/language").text, "html5lib")
        token = page.select_one("input[name=csrf_token]")
        assert isinstance(token, Tag), f"{at or '/language'} has no form"
        response = self.post(path, data={"csrf_token": token["value"], **fields})
        assert response.status_code == status, f"{path} answered {response.status_code}: {response.text[:300]}"
        return response
