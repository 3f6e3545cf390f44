"""A plan on paper: in the language of the person it is about and in Dutch, side by side."""

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from portal.core import templates
from portal.core.errors import found
from portal.core.i18n import LANGUAGES, using
from portal.core.viewer import Viewer
from portal.plan import queries
from portal.plan.presented import words

DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the plan, said in each language of the sheet: code, direction and words."""

    said: tuple[tuple[str, str, Markup], ...]


def rows(viewer: Viewer, person_id: UUID, language: str) -> list[Row]:
    """The plan, its clocks and each goal with its steps; raises `NotFound` where the viewer may see no plan.

    What has no words in a language yet stands there in its own, marked as that.
    """
    plan = found(queries.overview(viewer, person_id, counted=False))
    stored = queries.goals_of(plan.plan_id)
    sides = []
    for code in dict.fromkeys((language, DUTCH)):
        with using(code):
            shown = {"plan": plan, **words()}
            pieces = [templates.render_for(code, "plan/paper/_plan.html", **shown)]
            pieces += [
                templates.render_for(code, "plan/paper/_goal.html", goal=goal, **shown) for goal in queries.said(stored)
            ]
            direction = LANGUAGES[code].direction
            sides.append([(code, direction, Markup(piece)) for piece in pieces])  # noqa: S704 - templates of our own
    return [Row(said) for said in zip(*sides, strict=True)]
