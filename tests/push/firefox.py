"""A real Firefox, without a screen and without the internet, on the push service of the test."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("firefox-esr", "firefox")
QUIET: dict[str, Any] = {
    "dom.push.testing.allowInsecureServerURL": True,
    "dom.push.connection.enabled": True,
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": False,
    # Nothing leaves the machine: a dead proxy for all but this host.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "app.normandy.enabled": False,
    "browser.region.network.url": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
}
NOTICES = """(await it.getNotifications()).map(({ title, body, lang, dir, tag, data }) =>
  ({ title, body, lang, dir, tag, id: data?.id }))"""
CLICK = """
const [shown] = Array.from(Services.wm.getEnumerator("alert:alert"))
if (!shown) return false
shown.onAlertClick()
return true
"""


def command() -> str | None:
    """Which Firefox there is on this machine."""
    return next((found for name in COMMANDS if (found := shutil.which(name))), None)


class Failed(Exception):
    """Firefox could not do what it was asked."""


class Marionette:
    """The remote control that is built into Firefox: JSON, each message with its length before it."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()  # it says hello
        self.ask("WebDriver:NewSession")

    def ask(self, command: str, **values: Any) -> Any:
        """Have it do something; raises `Failed` where it cannot."""
        self._number += 1
        message = json.dumps([0, self._number, command, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise Failed(f"{error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._file.read(1)
            if not byte:
                raise Failed("Firefox has gone")
            length += byte
        return json.loads(self._file.read(int(length[:-1])))

    def close(self) -> None:
        """Let go of it."""
        self._file.close()
        self._socket.close()


def _connected(port: int) -> socket.socket:
    """As soon as Firefox is there."""
    end = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 60)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


class Firefox:
    """One browser with its profile; it can be closed and opened again."""

    def __init__(self, profile: Path, push_origin: str) -> None:
        self.profile, self._push = profile, push_origin.replace("http", "ws", 1) + "/"

    def open(self) -> "Firefox":
        """Start it."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.profile.mkdir(exist_ok=True)
        settings = {**QUIET, "marionette.port": port, "dom.push.serverURL": self._push}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        (self.profile / "user.js").write_text("".join(lines))
        words = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile"]
        self._process = subprocess.Popen(
            [str(command()), *words, str(self.profile), "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self.profile)},
        )
        self._driver = Marionette(port)
        self._driver.ask("WebDriver:SetTimeouts", script=30_000, pageLoad=60_000)
        return self

    def close(self) -> None:
        """Stop it, as somebody who turns the phone off."""
        with contextlib.suppress(Failed, OSError):
            self._driver.ask("Marionette:Quit", flags=["eForceQuit"])
        self._driver.close()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(15)

    def until(self, what: Callable[[], Any], seconds: float = 30) -> Any:
        """Wait until something holds; returns it. A page that is being left cannot be asked, and is asked again."""
        end, found, failure = time.monotonic() + seconds, None, None
        while time.monotonic() < end:
            try:
                if found := what():
                    return found
            except Failed as error:
                failure = error
            time.sleep(0.05)
        raise AssertionError(f"it did not come: {failure or found}")

    def go(self, url: str) -> None:
        """Open a page."""
        self._driver.ask("WebDriver:Navigate", url=url)

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self._driver.ask("WebDriver:GetCurrentURL"))

    def keep(self, cookie: dict[str, Any]) -> None:
        """Have it hold a cookie of the page it shows."""
        self._driver.ask("WebDriver:AddCookie", cookie=cookie)

    def run(self, script: str, *given: Any) -> Any:
        """Run a script in the page."""
        return self._driver.ask("WebDriver:ExecuteScript", script=script, args=list(given))

    def worker(self, script: str) -> Any:
        """Run an expression with `it`, the page's service worker registration, and wait for its value."""
        waiting = f"const [done] = arguments; navigator.serviceWorker.ready.then(async (it) => done({script}))"
        return self._driver.ask("WebDriver:ExecuteAsyncScript", script=waiting, args=[])

    def notices(self) -> list[dict[str, Any]]:
        """What the phone shows."""
        shown: list[dict[str, Any]] = self.worker(NOTICES)
        return shown

    def click_notice(self) -> None:
        """Press the notice that is on the screen, and go where it leads."""
        before = set(self._driver.ask("WebDriver:GetWindowHandles"))
        self._driver.ask("Marionette:SetContext", value="chrome")
        clicked = self.run(CLICK)
        self._driver.ask("Marionette:SetContext", value="content")
        assert clicked, "no notice is on the screen"
        (opened,) = self.until(lambda: set(self._driver.ask("WebDriver:GetWindowHandles")) - before)
        self._driver.ask("WebDriver:SwitchToWindow", handle=opened)
