"""The one list of rooms: in menu order, and those without a menu such that each stands above what it builds on.

A person is erased in this order. A new room is one line here and one in the import contracts.
"""

from dataclasses import dataclass

from portal.accounts import offers as accounts
from portal.accounts import own_views as accounts_views
from portal.announcements import compose_views as compose_views  # joins the door of sent announcements
from portal.announcements import offers as announcements
from portal.announcements import staff_views as sent_announcements_views
from portal.announcements import views as announcements_views
from portal.audit import offers as audit
from portal.audit import staff_views as many_looks_views
from portal.audit import views as audit_views
from portal.core.access import Door
from portal.core.offers import Offers
from portal.desk import offers as desk
from portal.desk import views as desk_views
from portal.entry import offers as entry
from portal.entry import staff_views as letting_in_views
from portal.entry import views as entry_views
from portal.excursions import offers as excursions
from portal.excursions import staff_views as excursions_staff_views
from portal.excursions import views as excursions_views
from portal.health import offers as health
from portal.health import views as health_views
from portal.keys import offers as keys
from portal.keys import openid_views, set_up_views
from portal.keys import staff_views as own_keys_views
from portal.keys import views as keys_views
from portal.messages import offers as messages
from portal.messages import staff_views as inbox_views
from portal.messages import views as messages_views
from portal.messages import waiting_views, worry_views
from portal.notices import offers as notices
from portal.notices import views as notices_views
from portal.people import case_views as case_views  # joins the door of people, as do those below
from portal.people import household_views as household_views
from portal.people import import_views as import_views
from portal.people import offers as people
from portal.people import urgent_views as urgent_views
from portal.people import views as people_views
from portal.plan import intake_views as intake_views  # joins both doors of the plan
from portal.plan import keeping_views as keeping_views  # joins the door of staff_views
from portal.plan import offers as plan
from portal.plan import staff_views as plan_of_views
from portal.plan import talk_views as talk_views  # joins both doors of the plan
from portal.plan import views as plan_views
from portal.push import offers as push
from portal.push import views as push_views
from portal.rights import offers as rights
from portal.rights import staff_views as erasures_views
from portal.rights import views as rights_views
from portal.schedule import offers as schedule
from portal.schedule import views as schedule_views
from portal.texts import desk_views as translating_views
from portal.texts import exchange_views as text_files_views
from portal.texts import offers as texts
from portal.texts import staff_views as writing_views
from portal.texts import views as texts_views
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
    Room(rights.OFFERS, (rights_views.door, erasures_views.door)),
    Room(plan.OFFERS, (plan_views.door, plan_of_views.door)),
    Room(schedule.OFFERS, (schedule_views.door,)),
    Room(messages.OFFERS, (messages_views.door, inbox_views.door, waiting_views.door, worry_views.door)),
    Room(excursions.OFFERS, (excursions_views.door, excursions_staff_views.door)),
    Room(health.OFFERS, (health_views.door,)),
    Room(announcements.OFFERS, (announcements_views.door, sent_announcements_views.door)),
    Room(people.OFFERS, (people_views.door,)),
    Room(push.OFFERS, (push_views.door,)),
    Room(notices.OFFERS, (notices_views.door,)),
    Room(texts.OFFERS, (texts_views.door, writing_views.door, translating_views.door, text_files_views.door)),
    Room(audit.OFFERS, (audit_views.door, many_looks_views.door)),
    Room(keys.OFFERS, (keys_views.door, set_up_views.door, own_keys_views.door, openid_views.door)),
    Room(entry.OFFERS, (entry_views.door, letting_in_views.door)),
    Room(accounts.OFFERS, (accounts_views.door,)),
)
