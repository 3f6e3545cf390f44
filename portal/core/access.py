"""Who may open what. A route exists only through a `Door`, and a Door asks for a rule.

Forgetting is not possible: without ``open_to`` the import fails, and `refuse_unguarded` stops the start of an
app that has an endpoint without a mark. A page of somebody else answers 404, as one that does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, current_app, g, redirect, request
from werkzeug.wrappers import Response

from portal.core import assets, frame, offers, once
from portal.core.errors import NotFound
from portal.core.htmx import go, wants_part
from portal.core.viewer import CASE_ROLES, STAFF_ROLES, Role, Viewer

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """Who a route is open to, with the sentence that explains it."""

    name: str
    sentence: str
    roles: frozenset[Role] | None
    """None: no sign-in needed."""

    def allows(self, viewer: Viewer | None) -> bool:
        if self.roles is None:
            return True
        return viewer is not None and not self.roles.isdisjoint(viewer.roles)


ANYONE = Rule("anyone", "Also who is not signed in: shows nothing about a person.", None)
SIGNED_IN = Rule("signed in", "Every signed-in person: things of their own.", frozenset(Role))
PARTICIPANT = Rule("participant", "Participants: their own plan, schedule and so on.", frozenset({Role.PARTICIPANT}))
STAFF = Rule("staff", "Everybody who works or volunteers for the municipality.", STAFF_ROLES)
CULTUURVERBINDER = Rule(
    "cultuurverbinder",
    "Who answers questions in the participant's language.",
    frozenset({Role.CULTUURVERBINDER}),
)
CASE_WORKERS = Rule(
    "case workers",
    "Begeleiders and regisseurs, for the people of their own municipality.",
    CASE_ROLES,
)
REGISSEUR = Rule("regisseur", "Who keeps the plans.", frozenset({Role.REGISSEUR}))
BEHEERDER = Rule("beheerder", "Who manages people and settings.", frozenset({Role.BEHEERDER}))
PEOPLE_WORKERS = Rule(
    "people workers",
    "Who may invite people to the portal: begeleiders, regisseurs and beheerders.",
    frozenset({Role.BEGELEIDER, Role.REGISSEUR, Role.BEHEERDER}),
)
RULES = (
    ANYONE,
    SIGNED_IN,
    PARTICIPANT,
    STAFF,
    CULTUURVERBINDER,
    CASE_WORKERS,
    REGISSEUR,
    BEHEERDER,
    PEOPLE_WORKERS,
)


class Door(Blueprint):
    """A blueprint whose routes say who they are open to, and which frames each change."""

    def get(  # type: ignore[override]
        self, path: str, *, open_to: Rule, leaves_trace: bool = False, fresh: bool = False
    ) -> Callable[[View], View]:
        """A page to look at. It writes nothing, unless looking itself must leave a trace (an audit row).

        A ``fresh`` one, weighty or the form of something weighty, is for who has just proved who they are.
        """
        return self._route(path, "GET", open_to, changes=leaves_trace, fresh=fresh)

    def post(  # type: ignore[override]
        self, path: str, *, open_to: Rule, once: bool = False, fresh: bool = False
    ) -> Callable[[View], View]:
        """A change, in one transaction. With ``once`` the form carries a key: sent twice, done once.

        A ``fresh`` one is for who has proved who they are lately: a PIN, a passkey, or password and code.
        """
        return self._route(path, "POST", open_to, changes=True, once_only=once, fresh=fresh)

    def route(self, rule: str, **options: Any) -> NoReturn:
        raise TypeError(f"{rule}: use door.get or door.post with open_to=…")

    def _route(
        self, path: str, method: str, open_to: Rule, *, changes: bool, fresh: bool, once_only: bool = False
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            called = once.only(view) if once_only else view

            @wraps(view)
            def guarded(**arguments: Any) -> Any:
                if not open_to.allows(g.viewer):
                    return _turned_away(fresh)
                answer = called(**arguments)
                if changes:
                    frame.finish()
                return answer

            guarded.open_to = open_to  # type: ignore[attr-defined]
            guarded.changes = changes  # type: ignore[attr-defined]
            guarded.fresh = fresh  # type: ignore[attr-defined]
            self.add_url_rule(path, view.__name__, guarded, methods=[method])
            return view

        return decorate


def viewer() -> Viewer:
    """The signed-in person of this request; only for routes that are not open to anyone."""
    looking: Viewer | None = g.viewer
    if looking is None:
        raise NotFound
    return looking


def wants_fresh() -> bool:
    """Whether this request is for something weighty, which asks who somebody is anew."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "fresh", False))


def _turned_away(fresh: bool) -> Response:
    """Who is not signed in goes to the door; who is, learns nothing."""
    if g.viewer is not None:
        raise NotFound
    came_for = _came_for() or (_page_above() if fresh else "")
    if request.method == "POST" and g.door == "/unlock":
        for keep in offers.all_of("keep_form"):
            came_for = keep(list(request.form.items(multi=True)), request.full_path.rstrip("?")) or came_for
        frame.finish()
    return go(g.door + (f"?{urlencode({'next': came_for})}" if came_for not in {"", "/"} else ""))


def _came_for() -> str:
    """The page that somebody stands on or asks for; nothing for a form, whose page is not known."""
    if wants_part() and "HX-Current-URL" in request.headers:
        stands_on = urlsplit(request.headers["HX-Current-URL"])
        return stands_on.path + (f"?{stands_on.query}" if stands_on.query else "")
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def _page_above() -> str:
    """The page from which a weighty form was sent, to press its button again: at its address, or one above it."""
    adapter, path = current_app.create_url_adapter(request), request.path
    while path and adapter and not adapter.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path


def init_app(app: Flask) -> None:
    """Begin each changing request as a change, before anything is read."""

    @app.before_request
    def begin() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, "changes", False) and request.method in {"GET", "HEAD", "POST"}:
            frame.begin_change()

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return redirect(assets.asset("icons/meedoen.svg"), 302)

    favicon.open_to = ANYONE  # type: ignore[attr-defined]
    app.view_functions["favicon"] = favicon


def refuse_unguarded(app: Flask) -> None:
    """Stop the start of an app in which an endpoint has no rule. Static files are open by nature."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint != "static" and not isinstance(getattr(view, "open_to", None), Rule):
            raise RuntimeError(f"{rule.endpoint} does not say who it is open to")
