"""Templates: one Jinja environment per language, so that a word costs a dictionary look-up.

Undefined names are errors; everything is escaped; there is no template that has not been given its words.
"""

from functools import cache
from typing import Any

from flask import Flask, current_app, g, request, session
from flask.templating import Environment
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from portal.core import assets, offers, once, text
from portal.core.assets import asset
from portal.core.i18n import LANGUAGES, N_, Language, current_language
from portal.core.markdown import markdown
from portal.core.viewer import Viewer


def init_app(app: Flask) -> None:
    """Prepare an environment for each language."""
    app.extensions["portal.environments"] = {code: _environment(app, language) for code, language in LANGUAGES.items()}


def render(name: str, **context: Any) -> str:
    """Render a template in the reader's language."""
    environments: dict[str, Environment] = current_app.extensions["portal.environments"]
    return environments[current_language().code].get_template(name).render(**context, **_of_this_request())


def render_for(language: str, name: str, **context: Any) -> str:
    """Render a template that is not about who asks, in one language: for a sheet or a file, in a request or a job."""
    environments: dict[str, Environment] = current_app.extensions["portal.environments"]
    return environments[language].get_template(name).render(**context)


def _environment(app: Flask, language: Language) -> Environment:
    environment = app.create_jinja_environment()
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.form, newstyle=True
    )
    environment.globals.update(
        language=language,
        languages=LANGUAGES,
        when=language.when,
        asset=asset,
        has_sheet=assets.has_sheet,
        sheet=assets.sheet,
        icon=icon,
        bdi=bdi,
        phone=text.phone,
        tel=text.tel_href,
        away_url=app.config["PORTAL"].away_url,
        markdown=lambda body, code=language.code: markdown(body, language=code),
        N_=N_,
        parts=offers.parts,
        new_key=once.new_key,
        csrf_token=generate_csrf,
    )
    return environment


def _of_this_request() -> dict[str, Any]:
    viewer: Viewer | None = g.get("viewer")
    return {
        "viewer": viewer,
        "menu": _menu(viewer),
        "page_path": _page_path(),
        "lock_after": g.get("lock_after"),
        "kept": _kept(),
    }


def _page_path() -> str:
    """Where this page can be opened again; what answered a form may have no address of its own."""
    return request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else "/"


def _kept() -> bool:
    """Whether what was typed on this page when the portal locked waits to be put back."""
    return bool(g.get("viewer")) and session.get("kept") == request.path


FIT_ON_A_PHONE = 4
"""So many of the long Dutch words of staff stand side by side; the desk leads to the other rooms too."""


def _menu(viewer: Viewer | None) -> list[dict[str, Any]]:
    """The tab bar of this viewer: label in the reader's language, where it leads, whether one is there."""
    if viewer is None:
        return []
    room = (request.endpoint or "").partition(".")[0]
    language = current_language()
    entries = [
        entry
        for entry in offers.all_of("participant_menu" if viewer.is_participant else "staff_menu")
        if _is_open(entry.endpoint, viewer)
    ]
    return [
        {
            "label": language.gettext(entry.label),
            "url": path(entry.endpoint),
            "icon": entry.icon,
            "active": entry.endpoint.partition(".")[0] == room,
            "unread": entry.unread(viewer) if entry.unread else 0,
            "spare": not viewer.is_participant and place >= FIT_ON_A_PHONE,
        }
        for place, entry in enumerate(entries)
    ]


def _is_open(endpoint: str, viewer: Viewer) -> bool:
    view: Any = current_app.view_functions[endpoint]
    return bool(view.open_to.allows(viewer))


@cache
def path(endpoint: str) -> str:
    """The path of a page that takes no arguments; built once."""
    return current_app.url_for(endpoint)


@cache
def icon(name: str, label: str | None = None) -> Markup:
    """A picture from the sprite; silent for screen readers unless it has a label of its own."""
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {} focusable="false"><use href="{}#{}"/></svg>').format(
        spoken, asset("vendor/icons.svg"), name
    )


def bdi(value: object) -> Markup:
    """A name or number inside a sentence, kept from turning the sentence's direction."""
    return Markup("<bdi>{}</bdi>").format(escape(value))
