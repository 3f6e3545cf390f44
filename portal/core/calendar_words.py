"""What Dutch, Arabic and Tigrinya call days, months and hours. Read by `when`, which says how they are used.

CLDR is not the source. Its Tigrinya is wrong in places (May is ጉንበት there, dates are M/d/yy, times have AM
and PM, lists the Ethiopian comma) and its plain Arabic has Egyptian months, where most readers are Syrian.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words of one language. Weeks begin on Monday, years in January."""

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    yesterday: str
    today: str
    tomorrow: str
    day_after_tomorrow: str
    comma: str
    parts_of_day: dict[str, str]
    clock: dict[str, str]  # a sentence with {time} for each part of the day
    range: str  # a sentence with {start} and {end}
    listed: tuple[str, str, str]  # of several: what each becomes, what stands between, and before the last
    decimal_mark: str


def _each(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|"))


_DUTCH = Words(
    weekdays=_each("maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag | zondag"),
    weekdays_short=_each("ma | di | wo | do | vr | za | zo"),
    months=_each(
        "januari | februari | maart | april | mei | juni | juli | augustus | september | oktober | november | december"
    ),
    yesterday="gisteren",
    today="vandaag",
    tomorrow="morgen",
    day_after_tomorrow="overmorgen",
    comma=", ",
    parts_of_day={
        "night": "nacht",
        "morning": "ochtend",
        "noon": "middag",
        "afternoon": "middag",
        "evening": "avond",
    },
    clock={
        "night": "{time} uur ’s nachts",
        "morning": "{time} uur ’s ochtends",
        "noon": "{time} uur ’s middags",
        "afternoon": "{time} uur ’s middags",
        "evening": "{time} uur ’s avonds",
    },
    range="van {start} tot {end} uur",
    listed=("{item}", ", ", " en "),
    decimal_mark=",",
)

_ARABIC = Words(
    weekdays=_each("الاثنين | الثلاثاء | الأربعاء | الخميس | الجمعة | السبت | الأحد"),
    weekdays_short=_each("اثنين | ثلاثاء | أربعاء | خميس | جمعة | سبت | أحد"),
    months=_each(
        "كانون الثاني | شباط | آذار | نيسان | أيار | حزيران | "
        "تموز | آب | أيلول | تشرين الأول | تشرين الثاني | كانون الأول"
    ),
    yesterday="أمس",
    today="اليوم",
    tomorrow="غدًا",
    day_after_tomorrow="بعد غد",
    comma="، ",
    parts_of_day={
        "night": "ليلًا",
        "morning": "صباحًا",
        "noon": "ظهرًا",
        "afternoon": "بعد الظهر",
        "evening": "مساءً",
    },
    clock={
        "night": "الساعة {time} ليلًا",
        "morning": "الساعة {time} صباحًا",
        "noon": "الساعة {time} ظهرًا",
        "afternoon": "الساعة {time} بعد الظهر",
        "evening": "الساعة {time} مساءً",
    },
    range="من {start} إلى {end}",
    listed=("{item}", " و", " و"),
    decimal_mark=".",
)

_TIGRINYA = Words(
    weekdays=_each("ሰኑይ | ሰሉስ | ረቡዕ | ሓሙስ | ዓርቢ | ቀዳም | ሰንበት"),
    weekdays_short=_each("ሰኑ | ሰሉ | ረቡ | ሓሙ | ዓር | ቀዳ | ሰን"),
    months=_each("ጥሪ | ለካቲት | መጋቢት | ሚያዝያ | ግንቦት | ሰነ | ሓምለ | ነሓሰ | መስከረም | ጥቅምቲ | ሕዳር | ታሕሳስ"),
    yesterday="ትማሊ",
    today="ሎሚ",
    tomorrow="ጽባሕ",
    day_after_tomorrow="ድሕሪ ጽባሕ",
    comma="፡ ",
    parts_of_day={
        "night": "ለይቲ",
        "morning": "ንግሆ",
        "noon": "ቀትሪ",
        "afternoon": "ድሕሪ ቀትሪ",
        "evening": "ምሸት",
    },
    clock={
        "night": "ሰዓት {time} ለይቲ",
        "morning": "ሰዓት {time} ንግሆ",
        "noon": "ሰዓት {time} ቀትሪ",
        "afternoon": "ሰዓት {time} ድሕሪ ቀትሪ",
        "evening": "ሰዓት {time} ምሸት",
    },
    range="ካብ {start} ክሳብ {end}",
    listed=("{item}ን", " ", " "),
    decimal_mark=".",
)

WORDS = {"nl": _DUTCH, "ar": _ARABIC, "ti": _TIGRINYA}
