"""Reading about health. General information: open to everybody who is signed in."""

from flask import request
from werkzeug.wrappers import Response

from portal.core.access import SIGNED_IN, Door, viewer
from portal.core.htmx import page
from portal.core.text import clean
from portal.health import queries
from portal.health.sayings import FOR_AN_INTERPRETER
from portal.health.themes import LOOKS
from portal.texts import remark_queries

door = Door("health", __name__, url_prefix="/health")


@door.get("", open_to=SIGNED_IN)
def home() -> Response:
    """The themes, or what was searched for and found."""
    question = clean(request.args.get("q", ""), limit=100)
    return page(
        "health/home.html",
        part="health/_found.html",
        question=question,
        articles=queries.search(viewer(), question),
        themes=queries.themes(viewer()),
    )


@door.get("/themes/<string(maxlength=20):name>", open_to=SIGNED_IN)
def theme(name: str) -> Response:
    """The articles of one theme."""
    chosen = queries.theme_of(name)
    return page("health/theme.html", look=LOOKS[chosen], articles=queries.articles(viewer(), chosen))


@door.get("/articles/<string(maxlength=60):slug>", open_to=SIGNED_IN)
def article(slug: str) -> Response:
    """One article, and whom to call."""
    shown = queries.article(viewer(), slug)
    remarks = remark_queries.mine(viewer(), [shown.body_id])
    return page("health/article.html", article=shown, remarks=remarks, for_an_interpreter=FOR_AN_INTERPRETER)


@door.get("/contacts", open_to=SIGNED_IN)
def contacts() -> Response:
    """Everybody to call in this municipality."""
    return page("health/contacts.html", contacts=queries.contacts(viewer()))
