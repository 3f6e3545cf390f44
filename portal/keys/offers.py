"""What keys give the house."""

from typing import Any
from uuid import UUID

from portal.core.offers import Offers
from portal.keys import actions, parts, queries


def export(person_id: UUID) -> dict[str, Any]:
    """What a person signs in with; no key itself."""
    keys = queries.keys_of(person_id)
    return {
        "sign_in_name": keys.name if keys else None,
        "passkeys": [
            {"name": each.name, "since": each.made_at.isoformat()} for each in queries.every_passkey_of(person_id)
        ],
    }


OFFERS = Offers(room="keys", part=parts.part, export=export, erase=actions.forget_keys, restored=actions.end_all_links)
