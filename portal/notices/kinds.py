"""How kinds of notices look, and which of them are news that their own room already gives the house."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from portal.core.viewer import Viewer

Titles = Callable[[Viewer, Iterable[str]], Mapping[str, Markup]]
"""What the viewer may see at these links, by link, for those that have a title."""

_pictures: dict[str, str] = {}
_titles: dict[str, Titles] = {}
_told_by_their_room: set[str] = set()


def add(kind: str, picture: str = "bell", *, told_by_its_room: bool = False, titles: Titles | None = None) -> None:
    """Say how a kind looks in the inbox.

    With ``told_by_its_room`` its notices stay out of `news`: the room offers the thing itself as news, and
    nothing should stand on Today twice. With ``titles`` the inbox calls the thing itself by its name, where the
    sentence may not: it can stand on a lock screen.
    """
    _pictures[kind] = picture
    if told_by_its_room:
        _told_by_their_room.add(kind)
    if titles:
        _titles[kind] = titles


def picture(kind: str) -> str:
    """The icon of a kind; a bell where the room chose none."""
    return _pictures.get(kind, "bell")


def titles(viewer: Viewer, leads: Iterable[tuple[str, str]]) -> dict[str, Markup]:
    """The titles of the things that notices (kind and link) lead to, by link; one question a kind that has them."""
    links: dict[str, set[str]] = {}
    for kind, link in leads:
        if kind in _titles:
            links.setdefault(kind, set()).add(link)
    return {link: title for kind, those in links.items() for link, title in _titles[kind](viewer, those).items()}


def told_by_their_room() -> list[str]:
    """The kinds that are no news of the notices themselves."""
    return sorted(_told_by_their_room)
