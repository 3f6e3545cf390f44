"""The portal as a real server with a furnished house in it, and phones that visit it."""

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response
from waitress import wasyncore
from waitress.server import create_server

from portal import create_app
from portal.accounts import actions
from portal.accounts.models import Person
from portal.core import clock, frame
from portal.core.assets import asset
from portal.core.db import Base, db
from portal.core.settings import Settings
from tests import people
from tests.house import Furnished, furnish
from tests.pages import PIN
from tests.people import Cast

T = TypeVar("T")

PHONE = {"width": 360, "height": 740}
SAID_NO = (
    *(f"the server responded with a status of {status}" for status in (403, 404, 422)),
    "net::ERR_INTERNET_DISCONNECTED",
)
"""What Chromium prints when the portal says no to a person, or a test takes the network away: no fault of the page."""
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
AWAY = asset("icons/meedoen.svg")
"""Where the button to hide leads here: no test leaves the machine."""
TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`))
"""


def aside(work: Callable[[], T]) -> T:
    """Do something with the app in a thread of its own.

    In that of the test Playwright's event loop runs, and there the app's database sessions do not close.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


@dataclass
class Site:
    """A running portal."""

    app: Flask
    url: str
    furnished: Furnished
    asked: list[str] = field(default_factory=list)
    """Of each request what an access log, a proxy or another site could come to see."""
    leaky: bool = False
    """Whether browsers are no longer told to forget: a broken twin, with which a test shows that it can see."""

    @property
    def cast(self) -> Cast:
        """Who lives here."""
        return self.furnished.cast

    @property
    def away(self) -> str:
        """Where the button to hide leads."""
        return self.url + AWAY

    def change(self, act: Callable[[], T]) -> T:
        """Let somebody change something behind the back of the phones."""

        def work() -> T:
            with self.app.app_context(), frame.change():
                return act()

        return aside(work)

    def speaks(self, person: Person, language: str) -> None:
        """From here on this person reads another language."""
        self.change(lambda: actions.read_in(people.viewer(person), language))

    def cookie(self, person: Person, *, with_pin: bool = True, locked: bool = False) -> str:
        """What the browser of a signed-in device holds."""
        token = self.change(lambda: actions.add_device(person, "test", clock.now()))
        if with_pin:
            token = self.change(partial(actions.choose_pin, token, PIN, PIN, clock.now()))
        now = int(clock.now().timestamp())
        held: dict[str, Any] = {"_user_id": token, "_fresh": True, "seen": now, "pin_at": now}
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signer is not None
        return str(signer.dumps({**held, "_permanent": True, **({"locked": True} if locked else {})}))


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """A portal on a port of its own, with its furnished house, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = _app(folder, url)
        with app.app_context(), frame.change():
            site = Site(app, url, furnish())
        with _listening(listener, _watched(site)):
            yield site
        with app.app_context():
            db.engine.dispose()


def _app(folder: Path, url: str) -> Flask:
    settings = Settings(
        "test",
        folder,
        f"sqlite:///{folder / 'portal.sqlite3'}",
        "k" * 40,
        url,
        demo=True,
        away_url=f"{url}{AWAY}",
        push_loopback=True,
        proof_minutes=600,
    )
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@contextmanager
def _listening(listener: socket.socket, application: Callable[..., Any]) -> Iterator[None]:
    server: Any = create_server(application, sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run, name="portal", daemon=True)
    thread.start()
    yield
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # the loop ends when nothing is open
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()


def _watched(site: Site) -> Callable[..., Any]:
    """The portal, noting what is asked, and leaky if that is wanted."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_REFERER", "HTTP_HX_CURRENT_URL")
        site.asked.append(" ".join(str(environ.get(name, "")) for name in names))

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            forgetful = {"cache-control", "clear-site-data"} if site.leaky else set()
            return start_response(status, [each for each in headers if each[0].lower() not in forgetful], *failure)

        return site.app(environ, start)

    return answer


class Phone:
    """One browser of one person. It notes whatever goes wrong in it, and what it asks of others."""

    def __init__(self, browser: Browser, site: Site, cookie: str | None, **options: Any) -> None:
        self.site, self.faults = site, list[str]()
        settings = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "reduced_motion": "reduce", **options}
        self.context: BrowserContext = browser.new_context(base_url=site.url, **settings)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(TELL_OF_VIOLATIONS)
        self.context.on("console", lambda said: self._heard(said.type, said.text))
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        if cookie is not None:
            name = site.app.config["SESSION_COOKIE_NAME"]
            self.context.add_cookies([{"name": name, "value": cookie, "url": site.url, "httpOnly": True}])
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        """Put it away."""
        self.context.close()

    def _heard(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(known in text for known in SAID_NO):
            self.faults.append(f"{self.page.url}: {kind}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"asks {request.url} of another host")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.url} answered {response.status}")

    def open(self, path: str, status: int = 200) -> Page:
        """Open a page; fails when it is not answered as expected."""
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        return self.page

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait until that is there."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()

    def send_to(self, action: str) -> None:
        """Press the button of the form that leads there."""
        self.press(f'form[action="{action}"] [type=submit]')
