"""Excursions for tests, planned through the room's own action."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from portal.accounts.models import Person
from portal.core import frame
from portal.core.viewer import Role, Viewer
from portal.excursions import actions
from portal.excursions.actions import Plan
from tests import people

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DEPARTS = datetime(2026, 12, 3, 7, 45, tzinfo=UTC)
TITLE = {"nl": "Naar het gemeentehuis", "ar": "زيارة البلدية", "ti": "ምብጻሕ ምምሕዳር ከተማ"}


def begeleider(person: Person) -> Viewer:
    return people.viewer(person, Role.BEGELEIDER)


def a_plan(**changes: Any) -> Plan:
    """A trip to the town hall with two places and no childcare, unless said otherwise."""
    values: dict[str, Any] = {
        "title": TITLE,
        "about": {"nl": "We zien de raadzaal.", "ar": "سنرى قاعة المجلس.", "ti": "ናይ ምኽሪ ኣዳራሽ ክንርኢ ኢና።"},
        "bring": {"nl": "Uw identiteitskaart", "ar": "بطاقة الهوية", "ti": "መንነት ወረቐትኩም"},
        "icon": "landmark",
        "departs_at": DEPARTS,
        "starts_at": DEPARTS + timedelta(minutes=45),
        "ends_at": DEPARTS + timedelta(hours=4),
        "meeting_name": "Station Terborg",
        "meeting_address": "Stationsweg 1, Terborg",
        "place_name": "Gemeentehuis",
        "place_address": "Staringstraat 25, Gendringen",
        "capacity": 2,
        "sign_up_until": DEPARTS - timedelta(days=2),
        "minutes": 180,
    }
    return Plan(**(values | changes))


def an_excursion(cast: people.Cast, by: Person | None = None, **changes: Any) -> UUID:
    """An excursion planned by a begeleider, stored."""
    with frame.change():
        return actions.plan_excursion(begeleider(by or cast.bram), a_plan(**changes), NOW)
