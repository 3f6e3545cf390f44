"""Bodies of text, written in a small Markdown, as safe HTML.

Headings, lists, links, bold, quotations and paragraphs; a line end is a line end. Emphasis is always bold,
since Ethiopic and Arabic have no italics. HTML in the body is shown as text. Two walls: the parser makes only
these elements and escapes all else, and the sanitiser lets only these through.

Telephone numbers, times, amounts and numeric dates are isolated, so that they do not turn round in Arabic;
Dutch telephone numbers can be tapped, save in headings. In an Arabic or Tigrinya body, runs of Latin words are
isolated and marked as Dutch.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from portal.core.text import clean, is_dutch_number, tel_href

_RULES = ["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"]
_SCHEMES = ("https:", "tel:", "mailto:")

_sanitiser = nh3.Cleaner(
    tags={
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "bdi",
    },
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # without "*", lang and title pass everywhere
    tag_attribute_values={"bdi": {"dir": {"ltr"}, "lang": {"nl"}}},
    url_schemes={"https", "tel", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def markdown(body: str, heading_level: int = 2, language: str = "nl") -> Markup:
    """Render a body in the language it is written in; its highest heading becomes `<h{heading_level}>`."""
    return _rendered(body, heading_level, language)


@lru_cache(maxsize=256)
def _rendered(body: str, heading_level: int, language: str) -> Markup:
    env = {"heading_level": heading_level, "language": language}
    return Markup(_sanitiser.clean(_parser.render(clean(body, multiline=True), env)))  # noqa: S704 - sanitised


def plain(body: str, language: str = "nl") -> Markup:
    """A message as it was written, nothing in it read as Markdown: only figures and Dutch words are isolated.

    Line ends stay line ends, for a place with ``white-space: pre-line``.
    """
    env = {"heading_level": 1, "language": language}
    return Markup(_sanitiser.clean(_plain_parser.renderInline(clean(body, multiline=True), env)))  # noqa: S704


def _make_parser(rules: list[str]) -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True}).enable(rules)
    parser.validateLink = lambda url: url.strip().lower().startswith(_SCHEMES)  # type: ignore[method-assign]
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.core.ruler.push("embolden", _embolden)
    parser.core.ruler.push("isolate", _isolate)
    return parser


def _shift_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) - 1 + state.env['heading_level'])}"


def _embolden(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type in ("em_open", "em_close"):
                token.tag = "strong"


def _isolate(state: StateCore) -> None:
    foreign, heading = state.env["language"] in ("ar", "ti"), False
    for block in state.tokens:
        if block.children:
            block.children = list(_isolated(block.children, foreign, heading))
        heading = block.type == "heading_open"


def _isolated(tokens: list[Token], foreign: bool, heading: bool) -> Iterator[Token]:
    in_link = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            in_link = token.type == "link_open"
        if token.type != "text":
            yield token
        elif foreign:
            yield from _with_dutch(token.content, in_link or heading)
        else:
            yield from _with_figures(token.content, in_link or heading)


_PHONE = (
    r"(?<![\w+])(?:(?:\+31|0031)[ -]?(?:\(0\))?(?:[ -]{0,3}\d){9}"  # +31 (0)315 29 22 92
    r"|\(0\d{1,3}\)(?:[ -]{0,3}\d){6,8}"  # (0315) 29 22 92
    r"|0[89]0\d[ -]{0,3}(?:(?:[ -]?\d){7}|\d{4})"  # 0800-0113
    r"|0(?:[ -]{0,3}\d){9}"  # 0315-292292
    r"|\+[1-9](?:[ ()-]{0,2}\d){6,13})(?!\w)"  # another country's
)

# A run of Dutch: words with their inner marks and bracketed or quoted groups, one space apart: "B1 (B1-route)",
# "www.duo.nl", "15 november 2026". Brackets and quotes around it belong to it, or a line end parts them from their
# words in Arabic. Possessive quantifiers keep hostile input linear.
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORD = rf"(?:{_PHONE}|[’']?[{_LATIN}0-9]++(?:['’./&@_+:-]++[{_LATIN}0-9]++)*+)"
_GAP = r"[,;:.!?]{0,3}[ \u00a0](?:[-–&+/][ \u00a0])?"
_GROUP = rf"(?:\({_WORD}(?:{_GAP}{_WORD})*+\)|[\"“„]{_WORD}(?:{_GAP}{_WORD})*+[.!?]?[\"”])"
_DUTCH = re.compile(rf"(?:{_WORD}|{_GROUP})(?:{_GAP}(?:{_WORD}|{_GROUP}))*")
_SENTENCE_END = re.compile(r"[.!?…]+")
_QUOTES = "\"“„«‘'"


def _with_dutch(text: str, in_link: bool) -> Iterator[Token]:
    done = 0
    for run in _DUTCH.finditer(text):
        if not re.search(f"[{_LATIN}]", run[0]):
            continue
        end = run.end()
        starts_sentence = (not done and not text[: run.start()].strip()) or text[run.start() - 1] in _QUOTES
        if starts_sentence and (mark := _SENTENCE_END.match(text, end)):
            end = mark.end()
        yield from _with_figures(text[done : run.start()], in_link)
        yield _open("bdi", lang="nl", dir="ltr")
        yield from _with_figures(text[run.start() : end], in_link)
        yield _close("bdi")
        done = end
    yield from _with_figures(text[done:], in_link)


_FIGURE = re.compile(
    r"(?P<account>\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b)"
    r"|(?P<date>(?<!\w)\d{1,2}[-/]\d{1,2}[-/]\d{4}(?!\w))"
    r"|(?P<emergency>(?<![\w€.,:/+-])11[23](?![\w%])(?![.,:/-]\w))"
    rf"|(?P<phone>{_PHONE})"
    r"|(?P<time>(?<![\w:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\w:]))"
    r"|(?P<money>€ ?\d++(?:[.,]\d++)*+(?:,-)?)"
)


def _with_figures(text: str, in_link: bool) -> Iterator[Token]:
    done = 0
    for figure in _FIGURE.finditer(text):
        yield from _plain(text[done : figure.start()])
        yield from _figure(figure, in_link)
        done = figure.end()
    yield from _plain(text[done:])


def _figure(figure: re.Match[str], in_link: bool) -> Iterator[Token]:
    callable_number = figure.lastgroup in ("emergency", "phone") and is_dutch_number(figure[0]) and not in_link
    if callable_number:
        yield _open("a", href=tel_href(figure[0]))
    yield _open("bdi", dir="ltr")
    yield from _plain(figure[0])
    yield _close("bdi")
    if callable_number:
        yield _close("a")


def _plain(text: str) -> Iterator[Token]:
    if text:
        yield Token("text", "", 0, content=text)


def _open(tag: str, **attributes: str) -> Token:
    return Token(f"{tag}_open", tag, 1, attrs=dict(attributes))


def _close(tag: str) -> Token:
    return Token(f"{tag}_close", tag, -1)


_parser, _plain_parser = _make_parser(_RULES), _make_parser([])
