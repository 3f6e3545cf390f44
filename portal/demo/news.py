"""What the municipality has announced: sent and partly read, one pinned, one waiting for its hour, one a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.announcements import actions
from portal.announcements.actions import EVERYBODY, Part, Words
from portal.announcements.models import Kind
from portal.core.viewer import Role, Viewer
from portal.demo import news_words as said
from portal.demo import words
from portal.demo.cast import Stage
from portal.demo.days import FRI, HOLIDAY_WEEK, MON, SAT, THU, TUE, WED, Days
from portal.demo.plans import in_part
from portal.demo.town import Town
from portal.plan.rules import Part as JourneyPart
from portal.texts import actions as texts

Values = Mapping[str, str | int]

READ_AFTER = timedelta(hours=3)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One announcement: words of its own, or a block with its blanks filled."""

    sent: datetime
    kind: Kind
    block: str = ""
    title: Values | words.Words
    more: Values | words.Words
    audience: tuple[Part, ...] = EVERYBODY
    pinned: bool = False
    until: datetime | None = None


def sent_before(town: Town) -> list[Item]:
    """Everything that has been sent, oldest first."""
    days = town.days
    sleep, cycling = days.at(1, WED, "10:00"), days.at(0, SAT, "10:00")
    ingrid = town.staff["Ingrid Wolters"]
    workers = actions.persons([each.id for each in in_part(town, JourneyPart.MAP)])
    moving = actions.persons([each.id for each in town.at(Stage.ENDING, Stage.OLD_ACT) if each.regisseur is ingrid])
    return [
        Item(sent=days.past(44, "9:30"), kind=Kind.LESSON, block="announcements.holiday",
             title=_days(first=days.at(HOLIDAY_WEEK, MON, "9:00"), last=days.at(HOLIDAY_WEEK, FRI, "9:00")),
             more=_days(day=days.at(HOLIDAY_WEEK + 1, MON, "9:00"), time=days.at(HOLIDAY_WEEK + 1, MON, "9:00")),
             until=days.at(HOLIDAY_WEEK + 1, MON, "9:00")),
        Item(sent=days.past(30), kind=Kind.MEETING, title=said.OPEN_HOUR, more=said.OPEN_HOUR_MORE, pinned=True),
        Item(sent=days.past(21, "16:00"), kind=Kind.HEALTH, title=said.SWIMMING, more=said.SWIMMING_MORE),
        Item(sent=days.past(16, "15:45"), kind=Kind.EXCURSION, block="announcements.cars",
             title=_days(day=days.at(-2, FRI, "12:15")),
             more={"excursion": "Aalten", "place": "Station Terborg", **_days(time=days.at(-2, FRI, "12:15"))},
             until=days.at(-2, FRI, "18:00")),
        Item(sent=days.past(13), kind=Kind.CONTACT, block="announcements.new-contact",
             title={"name": "Marloes Jansen"},
             more={"name": "Marloes Jansen", "old_name": "Ingrid Wolters", **_days(day=days.at(2, MON, "9:00"))},
             audience=moving),
        Item(sent=days.past(9, "12:00"), kind=Kind.LETTER, title=said.DUO, more=said.DUO_MORE),
        Item(sent=days.past(7, "11:20"), kind=Kind.WORK, block="announcements.closed-shoes",
             title={"excursion": "Metaalbedrijf De IJssel"},
             more={"excursion": "Metaalbedrijf De IJssel", **_days(day=days.at(2, FRI, "9:00"))},
             audience=workers, until=days.at(2, FRI, "12:00")),
        Item(sent=days.past(5, "9:15"), kind=Kind.HEALTH, block="announcements.vaccination",
             title=_days(day=days.at(2, TUE, "18:30")),
             more={"place": "DRU Cultuurfabriek",
                   **_days(start=days.at(2, TUE, "18:30"), end=days.at(2, TUE, "20:00"))},
             until=days.at(2, TUE, "20:00")),
        Item(sent=days.past(4, "14:40"), kind=Kind.HEALTH, title=said.SLEEP, more=words.dated(said.SLEEP_MORE, sleep),
             audience=(*actions.readers_of("ar"), *actions.readers_of("ti")), until=sleep),
        Item(sent=days.past(3, "10:30"), kind=Kind.MEETING, title=said.CYCLING,
             more=words.dated(said.CYCLING_MORE, cycling), until=cycling),
        Item(sent=days.past(2, "9:05"), kind=Kind.EXCURSION, block="announcements.places-left",
             title={"excursion": "Gemeentehuis Gendringen"},
             more={"places": 6, **_days(day=days.at(1, WED, "13:15"), until=days.at(1, MON, "12:00"))},
             until=days.at(1, MON, "12:00")),
        Item(sent=days.past(1, "16:10"), kind=Kind.MEETING, block="announcements.language-cafe",
             title=_days(day=days.at(0, THU, "19:00")),
             more={"place": "Bibliotheek Ulft", **_days(time=days.at(0, THU, "19:00"))},
             until=days.at(0, THU, "20:30")),
        Item(sent=days.past(1, "17:00"), kind=Kind.LESSON, block="announcements.no-lesson",
             title=_days(day=days.at(1, MON, "9:00")),
             more={"place": "Terborg", **_days(day=days.at(1, MON, "9:00"), time=days.at(1, MON, "9:00"))},
             audience=actions.persons([each.id for each in town.at(Stage.LEARNING, route="b1")]),
             until=days.at(1, MON, "12:30")),
    ]  # fmt: skip


def waiting(town: Town) -> tuple[Item, Item]:
    """One that goes out tomorrow, and one that is still a draft."""
    days = town.days
    letter = Item(sent=days.now, kind=Kind.LETTER, block="announcements.bring-letter", title={},
                  more={"sender": "de Belastingdienst", **_days(day=days.at(1, TUE, "10:00"))})  # fmt: skip
    room = Item(sent=days.now, kind=Kind.LESSON, block="announcements.other-room",
                title=_days(day=days.at(2, THU, "9:00")),
                more={"room": "lokaal 6", "place": "Terborg", "old_room": "lokaal 4",
                      **_days(time=days.at(2, THU, "9:00"))})  # fmt: skip
    return letter, room


def neighbours_news(town: Town) -> list[Item]:
    """The same shapes next door."""
    days = town.days
    return [
        Item(sent=days.past(12), kind=Kind.MEETING, title=said.OPEN_HOUR, more=NEIGHBOURS_OPEN_HOUR, pinned=True),
        Item(sent=days.past(3), kind=Kind.LESSON, block="announcements.other-room",
             title=_days(day=days.at(1, WED, "9:00")),
             more={"room": "lokaal A1.2", "place": "Doetinchem", "old_room": "lokaal A0.4",
                   **_days(time=days.at(1, WED, "9:00"))}),
    ]  # fmt: skip


NEIGHBOURS_OPEN_HOUR = {code: body.replace("Terborg", "Doetinchem") for code, body in said.OPEN_HOUR_MORE.items()}


def announce(town: Town, item: Item) -> UUID:
    """Send it, as of its hour."""
    actor = _author(town)
    return actions.announce(actor, _words(town, actor, item), item.audience, item.sent)


def read(town: Town, item: Item, announcement: UUID) -> None:
    """By now some have read it: the older it is, the more."""
    for number, participant in enumerate(town.participants.values()):
        if (number * 7 + len(item.block)) % 10 < _readers(town.days, item) and _is_for(town, item, participant.id):
            actions.mark_read(participant.viewer, announcement, min(item.sent + READ_AFTER, town.days.now))


def prepare_waiting(town: Town, now: datetime) -> None:
    """The one that is queued, and the draft."""
    actor = _author(town)
    letter, room = waiting(town)
    queued = actions.draft(actor, _words(town, actor, letter), letter.audience, now)
    actions.approve(actor, queued, now)
    actions.queue(actor, queued, now, town.days.at(1, MON, "9:00"))
    actions.draft(actor, _words(town, actor, room), room.audience, now)


def _author(town: Town) -> Viewer:
    return town.first(Role.BEGELEIDER)


def _readers(days: Days, item: Item) -> int:
    """How many of ten have read it by now."""
    age = (days.now - item.sent).days
    return 9 if age > 14 else 7 if age > 4 else 4 if age > 1 else 1


def _is_for(town: Town, item: Item, person: UUID) -> bool:
    readers = {each.id: each.person.language for each in town.participants.values()}
    values = {part.value for part in item.audience}
    return bool(values & {"", str(person), readers[person]})


def _days(**moments: datetime) -> dict[str, str]:
    """Blanks for days and hours."""
    return {name: moment.isoformat() for name, moment in moments.items()}


def _words(town: Town, actor: Viewer, item: Item) -> Words:
    if item.block:
        title = texts.from_block(item.block, item.title, municipality_id=town.municipality.id)
        more = texts.from_block(f"{item.block}.details", item.more, municipality_id=town.municipality.id)
    else:
        title, more = (
            texts.write(actor, _said(text), item.sent, municipality_id=town.municipality.id)
            for text in (item.title, item.more)
        )
    return Words(item.kind, title, more, item.pinned, item.until)


def _said(text: Values | words.Words) -> dict[str, str]:
    return {code: str(body) for code, body in text.items()}
