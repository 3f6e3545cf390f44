"""What municipalities announce again and again, as sentences that are right in every language at once.

Each comes as a title (what it is about, readable at arm's length) and details for under it.
"""

from portal.announcements import queries
from portal.core.i18n import N_
from portal.notices import kinds
from portal.texts.blocks import Blank, Block, add

DAY, TIME, TEXT, NUMBER = Blank.DATE, Blank.TIME, Blank.TEXT, Blank.NUMBER

NEW = "announcements.new"
"""The notice of a new announcement: it names no content, for it may stand on a lock screen; the inbox shows more."""

kinds.add(NEW, "announcements", told_by_its_room=True, titles=queries.titles)
kinds.add_subject("announcements", N_("Announcements"), N_("There is a new announcement for you."), "announcements")
add(
    # Translators: a notice, perhaps on a lock screen: it says nothing about what is announced.
    Block(NEW, N_("There is a new announcement for you.")),
)

# Lessons
add(
    Block("announcements.no-lesson", N_("No lesson on %(day)s"), {"day": DAY}),
    # Translators: %(time)s reads like "9:00 in the morning".
    Block(
        "announcements.no-lesson.details",
        N_("The lesson on %(day)s at %(time)s in %(place)s is cancelled. You do not need to come."),
        {"day": DAY, "time": TIME, "place": TEXT},
    ),
    Block("announcements.other-room", N_("The lesson on %(day)s is in another room"), {"day": DAY}),
    Block(
        "announcements.other-room.details",
        N_("The lesson at %(time)s is in %(room)s, in %(place)s. The old room was %(old_room)s."),
        {"time": TIME, "room": TEXT, "place": TEXT, "old_room": TEXT},
    ),
    Block(
        "announcements.holiday",
        N_("No lessons from %(first)s until %(last)s"),
        {"first": DAY, "last": DAY},
    ),
    Block(
        "announcements.holiday.details",
        N_("It is a holiday week. The next lesson is on %(day)s at %(time)s."),
        {"day": DAY, "time": TIME},
    ),
    Block("announcements.other-hour", N_("The lessons start at %(time)s"), {"time": TIME}),
    Block(
        "announcements.other-hour.details",
        N_("From %(first)s until %(last)s the lessons start at %(time)s, not at %(old_time)s."),
        {"first": DAY, "last": DAY, "time": TIME, "old_time": TIME},
    ),
)

# Excursions
add(
    Block("announcements.bus", N_("The bus leaves at %(time)s"), {"time": TIME}),
    Block(
        "announcements.bus.details",
        N_("The bus to %(excursion)s leaves on %(day)s at %(time)s from %(place)s. Be there ten minutes earlier."),
        {"excursion": TEXT, "day": DAY, "time": TIME, "place": TEXT},
    ),
    Block("announcements.cars", N_("No bus on %(day)s: we go by car"), {"day": DAY}),
    Block(
        "announcements.cars.details",
        N_("We go to %(excursion)s together by car. Be at %(place)s at %(time)s."),
        {"excursion": TEXT, "time": TIME, "place": TEXT},
    ),
    Block("announcements.places-left", N_("There are still places: %(excursion)s"), {"excursion": TEXT}),
    # Translators: the number comes at the end, so that it needs no plural.
    Block(
        "announcements.places-left.details",
        N_("The excursion is on %(day)s. You can sign up until %(until)s. Places left: %(places)s."),
        {"day": DAY, "until": DAY, "places": NUMBER},
    ),
    Block("announcements.closed-shoes", N_("Wear closed shoes: %(excursion)s"), {"excursion": TEXT}),
    Block(
        "announcements.closed-shoes.details",
        N_("We visit %(excursion)s on %(day)s. Bring your identity card. You may not take photos inside."),
        {"excursion": TEXT, "day": DAY},
    ),
)

# Meeting and help
add(
    Block("announcements.language-cafe", N_("The language café (taalcafé) moves to %(day)s"), {"day": DAY}),
    Block(
        "announcements.language-cafe.details",
        N_("It starts at %(time)s in %(place)s. Coffee and tea are free. Children are welcome."),
        {"time": TIME, "place": TEXT},
    ),
    Block("announcements.open-hour", N_("Open consultation hour (inloopspreekuur) on %(day)s"), {"day": DAY}),
    Block(
        "announcements.open-hour.details",
        N_(
            "You can ask %(organisation)s your questions from %(start)s to %(end)s in %(place)s. "
            "You do not need an appointment."
        ),
        {"organisation": TEXT, "start": TIME, "end": TIME, "place": TEXT},
    ),
    Block("announcements.bring-letter", N_("Bring your letter")),
    Block(
        "announcements.bring-letter.details",
        N_("Did you get a letter from %(sender)s? Bring it on %(day)s. We read it together."),
        {"sender": TEXT, "day": DAY},
    ),
    Block("announcements.new-contact", N_("%(name)s is your new contact"), {"name": TEXT}),
    Block(
        "announcements.new-contact.details",
        N_("From %(day)s %(name)s is your regisseur. Until then you can still ask %(old_name)s."),
        {"day": DAY, "name": TEXT, "old_name": TEXT},
    ),
)

# Health
add(
    Block("announcements.heat", N_("It will be very hot until %(day)s"), {"day": DAY}),
    Block(
        "announcements.heat.details",
        N_(
            "Drink a lot of water and stay in the shade. Visit older neighbours. "
            "It is cool in %(place)s, and you are welcome there until %(time)s."
        ),
        {"place": TEXT, "time": TIME},
    ),
    Block("announcements.vaccination", N_("Vaccinations for children on %(day)s"), {"day": DAY}),
    Block(
        "announcements.vaccination.details",
        N_("The GGD is in %(place)s from %(start)s to %(end)s. Bring the vaccination booklet of your child."),
        {"place": TEXT, "start": TIME, "end": TIME},
    ),
)
