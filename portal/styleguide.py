"""Every piece of the design on one page, in each language, in light and in dark. Not in production."""

from datetime import timedelta
from typing import Any

from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.core import clock, templates, when
from portal.core.access import ANYONE, Door
from portal.core.htmx import page
from portal.core.i18n import LANGUAGES, using

door = Door("styleguide", __name__)


@door.get("/styleguide", open_to=ANYONE)
def styleguide() -> Response:
    """The pieces side by side, so that a change to one of them is seen everywhere at once."""
    return page("styleguide/page.html", samples=_samples(dark=False), dark_samples=_samples(dark=True))


def _samples(*, dark: bool) -> list[Markup]:
    """The pieces in each language; `dark` keeps the ids of the second showing apart."""
    context = {**_sample_times(), "dark": dark}
    samples = []
    for code in LANGUAGES:
        with using(code):
            samples.append(Markup(templates.render("styleguide/_pieces.html", **context)))  # noqa: S704 - our own
    return samples


def _sample_times() -> dict[str, Any]:
    """A morning and an evening, and the working days of their week."""
    morning = when.local(clock.now()).replace(hour=9, minute=30, second=0, microsecond=0)
    monday = morning.date() - timedelta(days=morning.weekday())
    days = [monday + timedelta(days=number) for number in range(5)]
    return {
        "moments": (morning, morning.replace(hour=19)),
        "days": [
            {"on": on, "today": on == morning.date(), "url": "#main" if number % 2 else None}
            for number, on in enumerate(days)
        ],
    }
