"""Sentences for every room: what really happens around lessons, appointments, excursions and letters.

Each is right in every language at once. Sentences of one room alone stand with that room.
"""

from portal.core.i18n import N_, NN_
from portal.texts.blocks import Blank, Block, add

DAY, TIME, TEXT, NUMBER = Blank.DATE, Blank.TIME, Blank.TEXT, Blank.NUMBER
AMOUNT, PHONE, PLACE, ROLE = Blank.AMOUNT, Blank.PHONE, Blank.PLACE, Blank.ROLE

ANSWERED = "texts.answered"
"""The notice of an answer to "I do not understand this"."""


def _counting(key: str, sentences: tuple[str, str]) -> Block:
    """A block that counts something in its blank ``num``."""
    singular, plural = sentences
    return Block(key, singular, {"num": NUMBER}, plural)


# Translators: a notice, perhaps on a lock screen: it says nothing about the text.
add(Block(ANSWERED, N_("There is an answer to what you asked about a text.")))

# Lessons and appointments
add(
    Block(
        "say.lesson_moved",
        N_("The lesson of %(old_day)s is moved to %(day)s, %(time)s."),
        {"old_day": DAY, "day": DAY, "time": TIME},
    ),
    Block("say.other_room", N_("We are in another room: %(room)s."), {"room": PLACE}),
    Block("say.other_place", N_("We meet at another place: %(place)s."), {"place": PLACE}),
    Block("say.other_teacher", N_("The teacher is ill. Somebody else gives the lesson.")),
    Block("say.online", N_("The lesson of %(day)s is online. You can stay at home."), {"day": DAY}),
    Block("say.starts_later", N_("We start later: at %(time)s."), {"time": TIME}),
    Block("say.ends_earlier", N_("We stop earlier: at %(time)s."), {"time": TIME}),
    Block("say.test", N_("There is a test on %(day)s at %(time)s."), {"day": DAY, "time": TIME}),
    Block("say.book_ready", N_("Your new book is ready. You can get it at %(place)s."), {"place": PLACE}),
    Block(
        "say.missed_you",
        N_("We missed you on %(day)s. Is everything all right? Call us or answer here."),
        {"day": DAY},
    ),
    Block("say.late", N_("Are you late? Call %(phone)s."), {"phone": PHONE}),
    Block("say.ill", N_("Are you ill? Call %(phone)s before %(time)s."), {"phone": PHONE, "time": TIME}),
    Block("say.ramadan", N_("During Ramadan we start at %(time)s."), {"time": TIME}),
    Block("say.come", N_("Come to %(place)s on %(day)s at %(time)s."), {"place": PLACE, "day": DAY, "time": TIME}),
    Block("say.interpreter", N_("There is an interpreter who speaks your language.")),
    Block("say.interpreter_phone", N_("The interpreter is on the telephone.")),
)

# Bring with you
add(
    Block("say.bring_letter", N_("Bring the letter from %(sender)s on %(day)s."), {"sender": TEXT, "day": DAY}),
    Block("say.bring_identity", N_("Bring your identity card.")),
    Block("say.bring_lunch", N_("Bring a packed lunch and something to drink.")),
    Block("say.bring_homework", N_("Bring your homework.")),
    Block("say.bring_swimming", N_("Bring swimming clothes and a towel.")),
    Block("say.bring_coat", N_("It may rain. Bring a coat.")),
    Block("say.bring_bank_card", N_("Bring your bank card.")),
    _counting("say.bring_photos", NN_("Bring %(num)s passport photo.", "Bring %(num)s passport photos.")),
)

# The way there
add(
    Block(
        "say.bus",
        N_("The bus leaves at %(time)s from %(place)s. It does not wait."),
        {"time": TIME, "place": PLACE},
    ),
    Block("say.no_trains", N_("There are no trains on %(day)s."), {"day": DAY}),
    Block("say.picked_up", N_("We come to your home at %(time)s and bring you there."), {"time": TIME}),
    Block("say.bicycle", N_("Come by bicycle if you can.")),
    Block("say.journey_paid", N_("The municipality pays for your journey.")),
    Block("say.slippery", N_("It is slippery because of snow and ice. Leave home earlier.")),
    Block("say.storm", N_("There is a storm on %(day)s. Stay inside."), {"day": DAY}),
)

# Children
add(
    Block("say.childcare", N_("There is childcare. It costs nothing.")),
    Block("say.no_childcare", N_("There is no childcare this time.")),
    Block("say.childcare_ask", N_("Do you need childcare? Tell us before %(day)s."), {"day": DAY}),
    Block("say.children", N_("Your children can come along.")),
)

# Places and money
add(
    Block("say.costs", N_("It costs %(amount)s for each person."), {"amount": AMOUNT}),
    _counting("say.places", NN_("There is %(num)s place left.", "There are %(num)s places left.")),
    Block("say.full", N_("There are no places left. There is a waiting list.")),
    Block("say.sign_up", N_("Sign up before %(day)s, %(time)s."), {"day": DAY, "time": TIME}),
    Block("say.pay", N_("Pay %(amount)s before %(day)s."), {"amount": AMOUNT, "day": DAY}),
    Block("say.pay_nothing", N_("You do not need to pay this.")),
)

# Whom to call
add(
    Block("say.call", N_("Please call %(phone)s."), {"phone": PHONE}),
    Block("say.call_name", N_("Please call %(name)s: %(phone)s."), {"name": TEXT, "phone": PHONE}),
    Block("say.we_call", N_("We will call you on %(day)s at %(time)s."), {"day": DAY, "time": TIME}),
    # Translators: %(role)s reads like "Your regisseur".
    Block("say.role_calls", N_("You will be called on %(day)s by: %(role)s."), {"role": ROLE, "day": DAY}),
    Block("say.new_number", N_("The new telephone number is %(phone)s."), {"phone": PHONE}),
    Block("say.closed", N_("Closed on %(day)s: %(place)s."), {"place": PLACE, "day": DAY}),
    Block("say.open_until", N_("Open until %(time)s: %(place)s."), {"place": PLACE, "time": TIME}),
)

# Letters
add(
    Block("say.letter_comes", N_("You get a letter from %(sender)s. Open it and read it."), {"sender": TEXT}),
    Block("say.sign_form", N_("Sign the form and bring it back before %(day)s."), {"day": DAY}),
    Block("say.ask_before_signing", N_("Sign nothing that you do not understand. Ask us first.")),
    Block("say.passed", N_("You have passed your exam. Well done.")),
    _counting("say.hours_made", NN_("You have made %(num)s hour.", "You have made %(num)s hours.")),
)

# Answers with one tap
add(
    Block("reply.yes", N_("Yes, I will come.")),
    Block("reply.no", N_("I cannot come.")),
    _counting("reply.late", NN_("I will be %(num)s minute late.", "I will be %(num)s minutes late.")),
    Block("reply.ill", N_("I am ill.")),
    Block("reply.child_ill", N_("My child is ill.")),
    Block("reply.call_me", N_("Please call me.")),
    Block("reply.understood", N_("I have understood it.")),
    Block("reply.thanks", N_("Thank you.")),
)
