"""What a person meets on a page and a parser does not see: sizes, cut-off words, fonts, colours."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
SMALLEST_TARGET = 44
"""CSS pixels, each way (WCAG 2.2, 2.5.5). A link that stands inside a sentence is as high as its line."""
CHECKS = {
    "resultTypes": ["violations"],
    "rules": {"color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": True}},
}
"""The stricter contrast instead of the plain one: 7:1, and 4.5:1 for large text."""

MISFITS = """([width, least]) => {
  const named = (e) =>
    `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") ?? ""}"> ${e.textContent.trim().slice(0, 40)}`
  const inSentence = (e) => e.tagName === "A" && getComputedStyle(e).display === "inline" &&
    e.parentElement.textContent.trim().length > e.textContent.trim().length
  const seen = [...document.body.querySelectorAll("*:not(.hush, .hush *, .skip, svg *)")]
    .filter(e => e.checkVisibility())

  const wider = document.documentElement.scrollWidth <= width ? [] : seen
    .filter(e => { const box = e.getBoundingClientRect(); return box.left < -1 || box.right > width + 1 })
    .slice(-3).map(e => `wider than the page (${document.documentElement.scrollWidth}): ${named(e)}`)

  const cutOff = seen
    .filter(e => !e.matches("progress, input, textarea, svg, thead"))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
    .map(e => `cut off: ${named(e)}`)

  const small = seen
    .filter(e => e.matches("a[href], button, summary, select, textarea, input:not([type=hidden])"))
    .filter(e => !e.closest("[inert]") && !inSentence(e))
    .map(e => [e, (e.matches("[type=radio], [type=checkbox]") && e.closest("label") || e).getBoundingClientRect()])
    .filter(([, box]) => box.width < least - .5 || box.height < least - .5)
    .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: ${named(e)}`)
  return [...wider, ...cutOff, ...small]
}"""
EMPTY_PICTURES = """() => [...document.querySelectorAll("svg")]
  .filter(e => e.checkVisibility())
  .filter(e => { const box = e.getBBox(); return !(box.width > 0 && box.height > 0) })
  .map(e => e.outerHTML.slice(0, 120))
"""


def violations(page: Page) -> list[str]:
    """What axe finds: WCAG A and AA, its best practices, and contrast as AAA asks it."""
    found = AXE.run(page, options=CHECKS).response["violations"]
    return [f"{each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]]


def misfits(page: Page) -> list[str]:
    """What does not fit the screen: scrolls sideways, is cut off, or is too small for a thumb.

    Looked at on an ordinary phone, on a small one, and there in the largest letters as well.
    """
    chosen = page.evaluate("document.documentElement.dataset.text")
    found = []
    for width, text in ((360, chosen), (320, chosen), (320, "very-large")):
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate("(size) => { document.documentElement.dataset.text = size }", text)
        found += [f"{width} px, {text}: {each}" for each in page.evaluate(MISFITS, [width, SMALLEST_TARGET])]
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("(size) => { document.documentElement.dataset.text = size }", chosen)
    return found


def empty_pictures(page: Page) -> list[str]:
    """Drawings of which nothing is seen: a name that is not in the sprite."""
    found: list[str] = page.evaluate(EMPTY_PICTURES)
    return found


def fonts(page: Page, selector: str) -> set[str]:
    """The families with which Chromium really draws the first such element and what is in it."""
    client = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        client.send(f"{domain}.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used: list[dict[str, Any]] = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    client.detach()
    return {each["familyName"] for each in used}
