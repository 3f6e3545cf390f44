"""The one list of rooms: in menu order, and those without a menu such that each stands above what it builds on.

A person is erased in this order. A new room is one line here and one in the import contracts.
"""

from dataclasses import dataclass

from portal.accounts import offers as accounts
from portal.accounts import staff_views as people_views
from portal.accounts import views as accounts_views
from portal.announcements import offers as announcements
from portal.announcements import staff_views as sent_announcements_views
from portal.announcements import views as announcements_views
from portal.audit import offers as audit
from portal.core.access import Door
from portal.core.offers import Offers
from portal.desk import offers as desk
from portal.desk import views as desk_views
from portal.excursions import offers as excursions
from portal.excursions import staff_views as excursions_staff_views
from portal.excursions import views as excursions_views
from portal.health import offers as health
from portal.health import views as health_views
from portal.messages import offers as messages
from portal.messages import staff_views as inbox_views
from portal.messages import views as messages_views
from portal.notices import offers as notices
from portal.notices import views as notices_views
from portal.plan import offers as plan
from portal.plan import staff_views as plan_of_views
from portal.plan import views as plan_views
from portal.push import offers as push
from portal.push import views as push_views
from portal.schedule import offers as schedule
from portal.schedule import views as schedule_views
from portal.texts import offers as texts
from portal.today import offers as today
from portal.today import views as today_views


@dataclass(frozen=True)
class Room:
    """What a room gives the house, and the doors through which it is entered."""

    offers: Offers
    doors: tuple[Door, ...] = ()


ROOMS: tuple[Room, ...] = (
    Room(today.OFFERS, (today_views.door,)),
    Room(desk.OFFERS, (desk_views.door,)),
    Room(plan.OFFERS, (plan_views.door, plan_of_views.door)),
    Room(schedule.OFFERS, (schedule_views.door,)),
    Room(messages.OFFERS, (messages_views.door, inbox_views.door)),
    Room(excursions.OFFERS, (excursions_views.door, excursions_staff_views.door)),
    Room(health.OFFERS, (health_views.door,)),
    Room(announcements.OFFERS, (announcements_views.door, sent_announcements_views.door)),
    Room(push.OFFERS, (push_views.door,)),
    Room(notices.OFFERS, (notices_views.door,)),
    Room(texts.OFFERS),
    Room(audit.OFFERS),
    Room(accounts.OFFERS, (accounts_views.door, people_views.door)),
)
