"""What the doorbell gives the house."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portal.core import clock
from portal.core.db import db
from portal.core.i18n import N_, _
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Role, Viewer
from portal.push import actions, queries
from portal.push.models import Choices, Subscription

SCOPE = {"scope": "system: rights of the person"}


def ring(notices: Sequence[Mapping[str, Any]]) -> None:
    """Put notices that were just stored on their way to phones."""
    actions.ring(notices)


def todo(viewer: Viewer) -> Sequence[Todo]:
    """For who keeps the installation: notices that should have gone out and did not."""
    if not viewer.has(Role.BEHEERDER):
        return []
    late = queries.late(clock.now()) + queries.is_refused()
    return [Todo(_("Notices do not reach the phones"), late, "/notices/sending", "bell")]


def export(person_id: UUID) -> dict[str, Any]:
    """Which phones ring, since when, and what the person chose. Where a phone is reached is a secret of that phone."""
    phones = db.session.scalars(
        select(Subscription).where(Subscription.person_id == person_id).execution_options(**SCOPE)
    )
    chosen = db.session.scalar(select(Choices).where(Choices.person_id == person_id).execution_options(**SCOPE))
    return {
        "phones": [
            {
                "service": each.service,
                "since": each.made_at.isoformat(),
                "last_ok": each.last_ok.isoformat() if each.last_ok else None,
            }
            for each in phones
        ],
        "choices": {
            "shows": chosen.shows,
            "silent": chosen.silent,
            "quiet_from": f"{chosen.quiet_from:%H:%M}",
            "quiet_until": f"{chosen.quiet_until:%H:%M}",
        }
        if chosen
        else None,
    }


def erase(person_id: UUID) -> None:
    """Removes a person's subscriptions, and with them all that is on its way, and what they chose."""
    for model in (Subscription, Choices):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**SCOPE))


OFFERS = Offers(
    room="push",
    more_menu=MenuEntry("push.phone", N_("Notices on this phone"), "smartphone"),
    todo=todo,
    ring=ring,
    device_ended=actions.forget_device,
    export=export,
    erase=erase,
)
