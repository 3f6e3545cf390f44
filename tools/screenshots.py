"""Pictures of the participant's pages in three languages: `python -m tools.screenshots`, from `make screenshots`.

Builds the demo in a folder of its own, serves it, and writes docs/screens/<page>-<language>.png, each as a phone
shows it. Today in Arabic, Tigrinya and Dutch side by side becomes docs/today.png, the one that is kept in git.
Chromium is found as for the tests.
"""

from __future__ import annotations

import base64
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from waitress.server import create_server

from portal import create_app
from portal.core.settings import from_environment
from portal.demo import builder
from tools.test import chromium

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
TOGETHER = ROOT / "docs" / "today.png"
PAGES = {
    "today": "/",
    "plan": "/plan",
    "schedule": "/schedule",
    "excursions": "/excursions",
    "health": "/health",
    "announcements": "/announcements",
    "messages": "/messages",
}
WHO = {"ar": "Amal Haddad", "ti": "Yonas Tekle", "nl": "Reza Karimi"}
"""One of the demo for each language, in the order in which they stand side by side."""
PHONE: ViewportSize = {"width": 360, "height": 740}
NOTHING_LEAVES = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", NOTHING_LEAVES]
LOW: ViewportSize = {"width": 360, "height": 600}
"""A lower phone, so that three of them side by side stay a small file."""
SHEET_GAP = 24
SHEET = f"""<!doctype html><title>Today</title><style>
body {{ margin: 0; padding: {SHEET_GAP}px; display: flex; gap: {SHEET_GAP}px; background: #e9e3d6 }}
img {{ border-radius: 24px }}
</style>"""


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that lives as long as the block."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(from_environment({"PORTAL_DATA_DIR": folder, "PORTAL_DEMO": "1", "PORTAL_BASE_URL": address}))
        builder.prepare(app)
        _serve(app, listener)
        yield address


def _serve(app: Flask, listener: socket.socket) -> None:
    """In a thread that ends with the process."""
    server = create_server(app, sockets=[listener])
    threading.Thread(target=server.run, daemon=True).start()


def take(browser: Browser, address: str) -> dict[str, bytes]:
    """Every page in every language; gives back today, by language."""
    todays: dict[str, bytes] = {}
    for language, name in WHO.items():
        phone = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, base_url=address)
        page = phone.new_page()
        _become(page, name)
        for title, path in PAGES.items():
            page.goto(path, wait_until="networkidle")
            page.screenshot(path=SCREENS / f"{title}-{language}.png")
        page.set_viewport_size(LOW)
        page.goto(PAGES["today"], wait_until="networkidle")
        todays[language] = page.screenshot()
        phone.close()
    return todays


def _become(page: Page, name: str) -> None:
    page.goto("/demo")
    with page.expect_navigation():
        page.locator("button[data-role]", has_text=name).first.click()


def side_by_side(browser: Browser, pictures: dict[str, bytes]) -> bytes:
    """Several pictures as one: a page that shows them, seen by the same browser."""
    width = len(pictures) * (LOW["width"] + SHEET_GAP) + SHEET_GAP
    page = browser.new_page(viewport={"width": width, "height": LOW["height"] + 2 * SHEET_GAP})
    shown = (base64.b64encode(picture).decode() for picture in pictures.values())
    page.set_content(SHEET + "".join(f'<img src="data:image/png;base64,{each}">' for each in shown))
    return page.screenshot()


def main() -> int:
    """Take them all; 1 with one clear line where there is no Chromium."""
    path = chromium()
    if path is None:
        print("No Chromium here: PORTAL_CHROMIUM can name one.", file=sys.stderr)
        return 1
    SCREENS.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        todays = take(browser, address)
        TOGETHER.write_bytes(side_by_side(browser, todays))
        browser.close()
    for picture in (TOGETHER, *sorted(SCREENS.glob("*.png"))):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
