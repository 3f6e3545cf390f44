"""What a participant's first page gathers from the rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts import queries as accounts
from portal.accounts.queries import Contact
from portal.core import offers, when
from portal.core.i18n import N_
from portal.core.offers import Coming, MenuEntry, News, NextStep
from portal.core.viewer import Viewer

AT_MOST_AFTER, AT_MOST_NEW, AT_MOST_ASK = 2, 4, 3

GREETINGS = (
    (6, N_("Hello %(name)s")),
    (12, N_("Good morning %(name)s")),
    (18, N_("Good afternoon %(name)s")),
    (24, N_("Good evening %(name)s")),
)
"""Until which hour each is said."""


@dataclass(frozen=True, slots=True)
class Today:
    """The first page of one participant, now."""

    greeting: str
    """A msgid with the blank ``name``."""
    following: Coming | None
    """The next thing that is not cancelled; it may have begun."""
    has_begun: bool
    also: Sequence[Coming]
    """What else comes, a cancelled thing before the next one included."""
    news: Sequence[News]
    step: NextStep | None
    ask: Sequence[Contact]
    places: Sequence[MenuEntry]


def today(viewer: Viewer, now: datetime) -> Today:
    """Everything on the viewer's first page."""
    coming = offers.coming_up(viewer, now, now + offers.LOOKS_AHEAD)
    following = offers.next_of(coming, now)
    return Today(
        greeting=greeting(now),
        following=following,
        has_begun=following is not None and following.starts_at <= now,
        also=[each for each in coming if each is not following][:AT_MOST_AFTER],
        news=_news(viewer),
        step=next((step for offer in offers.all_of("next_step") if (step := offer(viewer))), None),
        ask=accounts.contacts(viewer)[:AT_MOST_ASK],
        places=offers.all_of("more_menu"),
    )


def greeting(now: datetime) -> str:
    """What one says at this hour in the Netherlands; a msgid."""
    hour = when.local(now).hour
    return next(words for until, words in GREETINGS if hour < until)


def _news(viewer: Viewer) -> Sequence[News]:
    news = [each for offer in offers.all_of("news") for each in offer(viewer)]
    return sorted(news, key=lambda each: each.at, reverse=True)[:AT_MOST_NEW]
