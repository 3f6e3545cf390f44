"""Who lives and works in the demo municipality. Everybody is invented; the mix is that of the policy note.
No telephone number of the demo exists: Dutch numbers never begin with 06-0, nor go on with a 0 after the area.

Two thirds read Arabic, a quarter Tigrinya, some Dutch. A household is a line: the family name of each member
stands with them, because Eritrean couples have no name in common. Children have no account.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """Where a participant stands, from which the builder makes plan, lessons and hours."""

    ARRIVED = "arrived"
    """In the first ten weeks: no plan yet."""
    NEW_PLAN = "new-plan"
    """The plan was set a few weeks ago; in the brugklas."""
    LEARNING = "learning"
    """In the middle of the term."""
    ENDING = "ending"
    """Near the end of the term."""
    OLD_ACT = "old-act"
    """Still under the act of 2013."""
    FREE = "free"
    """No duty (any more): oudkomer, exempt, or past pension age."""


@dataclass(frozen=True)
class Member:
    """A participant, or a child where there is no stage."""

    given: str
    family: str
    born: str
    """ISO date; the first of January is often administrative."""
    stage: Stage | None = None
    route: str = ""
    """``b1``, ``education`` or ``z``; empty where there is none (yet)."""
    called: str = ""
    large_text: bool = False


@dataclass(frozen=True)
class Home:
    """A household and the language its grown-ups read."""

    language: str
    members: tuple[Member, ...] = field(default=())


def _home(language: str, *members: Member) -> Home:
    return Home(language, members)


A, N, L, E, O, F = (  # noqa: E741 - columns of the table below
    Stage.ARRIVED,
    Stage.NEW_PLAN,
    Stage.LEARNING,
    Stage.ENDING,
    Stage.OLD_ACT,
    Stage.FREE,
)
M = Member

HOMES: tuple[Home, ...] = (
    # Families from Syria
    _home(
        "ar",
        M("Amal", "Haddad", "1988-04-12", L, "b1"),
        M("Khaled", "Haddad", "1984-01-01", L, "z"),
        M("Lina", "Haddad", "2013-09-02"),
        M("Yousef", "Haddad", "2017-05-20"),
    ),
    _home(
        "ar",
        M("Mohammad", "Al Khatib", "1979-01-01", E, "b1"),
        M("Rima", "Al Khatib", "1985-11-03", E, "z"),
        M("Omar", "Al Khatib", "2006-02-14", L, "education"),
        M("Sara", "Al Khatib", "2011-07-30"),
    ),
    _home("ar", M("Ahmad", "Darwish", "1995-06-18", N, "b1"), M("Hiba", "Darwish", "1997-03-08", N, "b1")),
    _home("ar", M("Fatima", "Al Masri", "1990-01-01", L, "z"), M("Adam", "Al Masri", "2019-10-11")),
    _home("ar", M("Nour", "Shahin", "2001-08-25", L, "education", called="نور")),
    _home(
        "ar",
        M("Mahmoud", "Al Ali", "1972-01-01", O),
        M("Samar", "Al Ali", "1976-05-05", O),
        M("Ziad", "Al Ali", "2004-12-01", L, "education"),
        M("Maya", "Al Ali", "2009-04-17"),
    ),
    _home("ar", M("Hassan", "Barakat", "1999-01-01", A), M("Dima", "Barakat", "2000-09-09", A)),
    _home("ar", M("Layla", "Ibrahim", "1966-01-01", F, large_text=True)),
    _home("ar", M("Tarek", "Nassar", "1987-10-10", L, "b1"), M("Ruba", "Nassar", "1989-02-27", L, "b1")),
    _home("ar", M("Bassel", "Younes", "1993-01-01", E, "b1")),
    _home(
        "ar",
        M("Ghada", "Saleh", "1982-07-07", N, "z"),
        M("Karim", "Saleh", "1980-01-01", N, "b1"),
        M("Jad", "Saleh", "2015-03-12"),
        M("Tala", "Saleh", "2018-11-23"),
        M("Rayan", "Saleh", "2022-06-01"),
    ),
    _home("ar", M("Anas", "Hamdan", "2002-05-15", N, "education")),
    _home("ar", M("Widad", "Qasem", "1958-01-01", F)),
    _home("ar", M("Samer", "Aziz", "1991-12-12", L, "b1"), M("Nada", "Aziz", "1994-04-04", L, "z")),
    _home("ar", M("Firas", "Kanaan", "1986-01-01", O)),
    _home("ar", M("Huda", "Mansour", "1978-08-19", E, "z"), M("Jamal", "Mansour", "1975-01-01", O)),
    _home("ar", M("Rami", "Jaber", "2000-01-01", A)),
    _home("ar", M("Salma", "Taha", "1996-10-30", L, "b1"), M("Elias", "Taha", "2021-01-19")),
    _home("ar", M("Bilal", "Hijazi", "1983-01-01", F)),
    _home("ar", M("Asma", "Zein", "1998-06-06", N, "b1"), M("Wael", "Zein", "1992-01-01", L, "b1")),
    _home("ar", M("Abed", "Sukkar", "1970-01-01", L, "z", large_text=True)),
    _home(
        "ar",
        M("Yasmin", "Khoury", "1993-09-14", L, "b1"),
        M("Majd", "Khoury", "1990-01-01", E, "b1"),
        M("Nael", "Khoury", "2016-12-05"),
    ),
    _home("ar", M("Ibtisam", "Rahal", "1963-01-01", F, large_text=True)),
    _home("ar", M("Ayham", "Dabbagh", "2005-03-22", L, "education")),
    # People from Eritrea
    _home("ti", M("Yonas", "Tekle", "1994-01-01", L, "b1", called="ዮናስ")),
    _home(
        "ti",
        M("Selam", "Gebremedhin", "1992-01-01", N, "z"),
        M("Abel", "Habtom", "2016-02-29"),
        M("Rahwa", "Habtom", "2020-07-14"),
    ),
    _home("ti", M("Filmon", "Araya", "2003-01-01", L, "education")),
    _home("ti", M("Helen", "Kidane", "1989-05-24", L, "b1"), M("Robel", "Tesfamariam", "1986-01-01", E, "b1")),
    _home("ti", M("Merhawi", "Berhe", "1997-01-01", A)),
    _home("ti", M("Semhar", "Woldu", "1999-09-21", L, "b1"), M("Noah", "Woldu", "2023-08-03")),
    _home("ti", M("Tsegay", "Ghebre", "1968-01-01", O, large_text=True)),
    _home("ti", M("Luwam", "Negash", "2000-01-01", N, "education")),
    _home("ti", M("Dawit", "Mehari", "1990-01-01", E, "z"), M("Miriam", "Solomon", "1993-06-02", L, "z")),
    _home("ti", M("Bereket", "Haile", "1985-01-01", F)),
    _home("ti", M("Winta", "Abraha", "1998-01-01", A), M("Amanuel", "Fessehaye", "1996-04-08", N, "b1")),
    _home("ti", M("Senait", "Kiflom", "1987-01-01", L, "z"), M("Mikal", "Yohannes", "2014-09-27")),
    _home("ti", M("Haben", "Russom", "1996-01-01", L, "b1")),
    # People from elsewhere, who read Dutch here
    _home("nl", M("Zeynep", "Kaya", "1991-03-15", E, "b1")),
    _home("nl", M("Amina", "Warsame", "1987-01-01", O)),
    _home("nl", M("Reza", "Karimi", "1995-01-01", L, "b1"), M("Parisa", "Karimi", "1997-02-10", L, "b1")),
    _home("nl", M("Mina", "Rahimi", "1999-01-01", N, "b1")),
    _home("nl", M("Oleg", "Petrenko", "1974-07-01", F)),
)
"""Oude IJsselstreek."""

NEIGHBOURS: tuple[Home, ...] = (
    _home("ar", M("Samira", "Khalil", "1990-01-01", L, "b1"), M("Nabil", "Khalil", "1987-01-01", N, "z")),
    _home("ti", M("Kidist", "Yemane", "1995-01-01", L, "b1")),
    _home("nl", M("Arash", "Moradi", "1992-01-01", E, "b1")),
)
"""Doetinchem, whose data must never show."""


@dataclass(frozen=True)
class Staff:
    """Somebody who works or volunteers for the municipality."""

    given: str
    family: str
    role: str
    language: str = "nl"
    phone: str = ""
    reached: str = ""
    """Days on which they answer, as ISO weekday names: ``mon,thu``."""
    both: bool = False
    """Serves both municipalities of the demo."""


STAFF: tuple[Staff, ...] = (
    Staff("Ingrid", "Wolters", "regisseur", phone="+31600000001", reached="mon,tue,thu"),
    Staff("Marloes", "Jansen", "regisseur", phone="+31600000002", reached="tue,wed,fri"),
    Staff("Bram", "te Winkel", "begeleider", phone="+31600000003", reached="mon,tue,wed,thu"),
    Staff("Esther", "Lammers", "begeleider", phone="+31600000004", reached="wed,thu,fri"),
    Staff("Kees", "Hendriksen", "beheerder", phone="+31600000005", reached="mon,thu"),
    Staff("Rana", "Sabbagh", "cultuurverbinder", "ar", "+31600000006", "mon,thu", both=True),
    Staff("Nizar", "Awad", "cultuurverbinder", "ar", "+31600000007", "wed,sat"),
    Staff("Tesfay", "Habte", "cultuurverbinder", "ti", "+31600000008", "tue,sun"),
    Staff("Saba", "Mebrahtu", "cultuurverbinder", "ti", "+31600000009", "thu,sat", both=True),
)

NEIGHBOUR_STAFF: tuple[Staff, ...] = (
    Staff("Wim", "Berendsen", "begeleider", phone="+31600000011", reached="mon,wed"),
    Staff("Anja", "Kuipers", "regisseur", phone="+31600000012", reached="tue,thu"),
    Staff("Hanna", "Roelofs", "beheerder", phone="+31600000013", reached="mon,tue"),
)


@dataclass(frozen=True)
class Settlement:
    """A municipality of the demo and everybody in it."""

    slug: str
    name: str
    phone: str
    homes: tuple[Home, ...]
    staff: tuple[Staff, ...]


OUDE_IJSSELSTREEK = Settlement("oude-ijsselstreek", "Oude IJsselstreek", "0315-000000", HOMES, STAFF)
DOETINCHEM = Settlement("doetinchem", "Doetinchem", "0314-000000", NEIGHBOURS, NEIGHBOUR_STAFF)

SETTLEMENTS = (OUDE_IJSSELSTREEK, DOETINCHEM)

MEMBERS: dict[tuple[str, str], Member] = {
    (member.given, member.family): member
    for settlement in SETTLEMENTS
    for home in settlement.homes
    for member in home.members
}
"""Everybody of the households, by given and family name, which are each used once."""
