"""Dates and times: the arithmetic of local days, and words nobody can misread."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import clock, i18n, when
from portal.core.when import When

LANGUAGES = ("nl", "ar", "ti")
THURSDAY = dt.date(2026, 11, 26)
YEARS_2026_AND_2027 = [dt.datetime(2025, 12, 31, 23, tzinfo=dt.UTC) + dt.timedelta(hours=n) for n in range(17_520)]
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2100, 12, 31))
TIMES = st.times()


def test_every_hour_of_two_years_comes_back_from_local_time_except_the_second_of_a_doubled_hour() -> None:
    changed = []
    for moment in YEARS_2026_AND_2027:
        shown = when.local(moment)
        back = when.instant(shown.date(), shown.time())
        if back != moment:
            changed.append((moment, back))
    assert changed == [
        (dt.datetime(2026, 10, 25, 1, tzinfo=dt.UTC), dt.datetime(2026, 10, 25, 0, tzinfo=dt.UTC)),
        (dt.datetime(2027, 10, 31, 1, tzinfo=dt.UTC), dt.datetime(2027, 10, 31, 0, tzinfo=dt.UTC)),
    ]


def test_a_time_skipped_in_spring_moves_forward_with_the_clock() -> None:
    skipped = when.instant(dt.date(2026, 3, 29), dt.time(2, 30))
    assert when.local(skipped).time() == dt.time(3, 30)


def test_a_time_doubled_in_autumn_is_the_first_of_the_two() -> None:
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert when.instant(dt.date(2026, 10, 25), dt.time(2, 30)) == first
    assert when.instant(dt.date(2026, 10, 25), dt.time(2, 30, fold=1)) == first


@given(DAYS, TIMES)
def test_an_instant_is_in_utc_and_shows_the_same_wall_clock_time_unless_it_was_skipped(
    on: dt.date, at: dt.time
) -> None:
    moment = when.instant(on, at)
    shown = when.local(moment).replace(tzinfo=None)
    assert moment.tzinfo is dt.UTC
    assert dt.timedelta() <= shown - dt.datetime.combine(on, at) <= dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("on", "hours"),
    [(dt.date(2026, 3, 28), 24), (dt.date(2026, 3, 29), 23), (dt.date(2026, 10, 25), 25)],
)
def test_a_day_is_as_long_as_the_clocks_make_it(on: dt.date, hours: int) -> None:
    start, end = when.day_bounds(on)
    assert end - start == dt.timedelta(hours=hours)
    assert when.local(start).date() == on
    assert when.local(end - dt.timedelta(microseconds=1)).date() == on


@given(DAYS)
def test_the_week_of_a_day_starts_on_the_monday_at_most_six_days_before(on: dt.date) -> None:
    monday = when.week_of(on)
    assert monday.isoweekday() == 1
    assert dt.timedelta() <= on - monday < dt.timedelta(days=7)


@pytest.mark.parametrize("ask", [when.local, when.week_of, when.time, when.is_night, when.dutch_date])
def test_a_datetime_without_zone_is_refused(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(ValueError, match="time zone"):
        ask(dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC).replace(tzinfo=None))


def test_zones_are_refused_where_a_wall_clock_time_is_meant() -> None:
    with pytest.raises(ValueError, match="plain"):
        when.instant(THURSDAY, dt.time(9, tzinfo=dt.UTC))
    with pytest.raises(ValueError, match="plain"):
        when.instant(dt.datetime(2026, 11, 26, tzinfo=dt.UTC), dt.time(9))
    with pytest.raises(ValueError, match="zone"):
        when.time(dt.time(9, tzinfo=dt.UTC))


def test_an_instant_is_told_in_amsterdam_also_when_that_is_already_tomorrow() -> None:
    late = dt.datetime(2026, 11, 26, 23, 30, tzinfo=dt.UTC)
    assert when.date("nl", late) == "vrijdag 27 november 2026"
    assert when.time(late) == "0:30"
    assert when.part_of_day("nl", late) == "nacht"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "donderdag 26 november 2026"),
        ("ar", "الخميس 26 تشرين الثاني 2026"),
        ("ti", "ሓሙስ 26 ሕዳር 2026"),
    ],
)
def test_a_date_has_weekday_day_month_word_and_year(language: str, said: str) -> None:
    assert when.date(language, THURSDAY) == said


@given(st.sampled_from(LANGUAGES), DAYS)
def test_a_date_names_one_day_only_and_has_no_other_digits_than_0_to_9(language: str, on: dt.date) -> None:
    said = when.date(language, on)
    assert said.startswith(when.weekday(language, on))
    assert re.findall(r"\d+", said) == [str(on.day), str(on.year)]
    assert said.replace(" ", "").isalnum()
    assert re.findall(r"[0-9]+", said) == re.findall(r"\d+", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_and_seven_weekdays_have_names_of_their_own(language: str) -> None:
    week = [THURSDAY + dt.timedelta(days=n) for n in range(7)]
    assert len({when.month(language, n) for n in range(1, 13)}) == 12
    assert len({when.weekday(language, on) for on in week}) == 7
    assert len({when.weekday_short(language, on) for on in week}) == 7
    for on in week:
        assert when.weekday_short(language, on) in when.weekday(language, on)


@pytest.mark.parametrize("number", [0, 13, -1])
def test_there_is_no_thirteenth_month(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        when.month("nl", number)


def test_a_short_date_leaves_out_the_year_only_while_it_is_plain_which_year() -> None:
    today = dt.date(2026, 12, 20)
    assert when.date_short("nl", dt.date(2027, 1, 4), today) == "maandag 4 januari"
    assert when.date_short("nl", dt.date(2026, 7, 1), today) == "woensdag 1 juli"
    assert when.date_short("nl", dt.date(2027, 12, 20), today) == "maandag 20 december 2027"
    assert when.date_short("nl", dt.date(2026, 1, 4), today) == "zondag 4 januari 2026"


@given(st.sampled_from(LANGUAGES), DAYS, st.integers(-182, 182), st.integers(-182, 182))
def test_two_days_near_today_never_have_the_same_short_date(
    language: str, today: dt.date, first: int, second: int
) -> None:
    said = [when.date_short(language, today + dt.timedelta(days=n), today) for n in (first, second)]
    assert (said[0] == said[1]) == (first == second)


def test_the_dutch_companion_is_the_date_on_the_letter() -> None:
    assert when.dutch_date(THURSDAY) == "do 26 november"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["", "gisteren", "vandaag", "morgen", "overmorgen", ""]),
        ("ar", ["", "أمس", "اليوم", "غدًا", "بعد غد", ""]),
        ("ti", ["", "ትማሊ", "ሎሚ", "ጽባሕ", "ድሕሪ ጽባሕ", ""]),
    ],
)
def test_near_days_have_the_words_of_the_glossary(language: str, words: list[str]) -> None:
    days = [THURSDAY + dt.timedelta(days=n) for n in range(-2, 4)]
    assert [when.relative_day(language, on, THURSDAY) for on in days] == words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "morgen, donderdag 26 november 2026"),
        ("ar", "غدًا، الخميس 26 تشرين الثاني 2026"),
        ("ti", "ጽባሕ፡ ሓሙስ 26 ሕዳር 2026"),
    ],
)
def test_a_near_day_is_said_with_its_word_and_its_date(language: str, said: str) -> None:
    assert when.day(language, THURSDAY, dt.date(2026, 11, 25)) == said
    assert when.day(language, THURSDAY, dt.date(2026, 11, 1)) == when.date(language, THURSDAY)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            [
                "0:00 uur ’s nachts",
                "9:00 uur ’s ochtends",
                "12:05 uur ’s middags",
                "14:30 uur ’s middags",
                "20:00 uur ’s avonds",
            ],
        ),
        (
            "ar",
            [
                "الساعة 0:00 ليلًا",
                "الساعة 9:00 صباحًا",
                "الساعة 12:05 ظهرًا",
                "الساعة 14:30 بعد الظهر",
                "الساعة 20:00 مساءً",
            ],
        ),
        (
            "ti",
            [
                "ሰዓት 0:00 ለይቲ",
                "ሰዓት 9:00 ንግሆ",
                "ሰዓት 12:05 ቀትሪ",
                "ሰዓት 14:30 ድሕሪ ቀትሪ",
                "ሰዓት 20:00 ምሸት",
            ],
        ),
    ],
)
def test_a_time_is_said_on_the_24_hour_clock_with_the_part_of_the_day(language: str, said: list[str]) -> None:
    times = [dt.time(0), dt.time(9), dt.time(12, 5), dt.time(14, 30), dt.time(20)]
    assert [when.time_words(language, at) for at in times] == said


@given(st.sampled_from(LANGUAGES), TIMES)
def test_a_time_is_never_shifted_and_always_says_its_part_of_the_day(language: str, at: dt.time) -> None:
    said = when.time_words(language, at)
    assert f"{at.hour}:{at.minute:02}" in said
    assert when.part_of_day(language, at) in said


@pytest.mark.parametrize(
    ("at", "part"),
    [
        ((5, 59), "nacht"),
        ((6, 0), "ochtend"),
        ((11, 59), "ochtend"),
        ((12, 0), "middag"),
        ((17, 59), "middag"),
        ((18, 0), "avond"),
        ((23, 59), "avond"),
        ((0, 0), "nacht"),
    ],
)
def test_the_day_is_parted_at_six_twelve_and_six(at: tuple[int, int], part: str) -> None:
    assert when.part_of_day("nl", dt.time(*at)) == part


def test_noon_is_the_hour_from_twelve_to_one() -> None:
    times = [dt.time(11, 59), dt.time(12), dt.time(12, 59), dt.time(13)]
    assert [when.part_of_day("ti", at) for at in times] == ["ንግሆ", "ቀትሪ", "ቀትሪ", "ድሕሪ ቀትሪ"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "van 9:00 tot 12:30 uur"), ("ar", "من 9:00 إلى 12:30"), ("ti", "ካብ 9:00 ክሳብ 12:30")],
)
def test_a_range_is_said_in_words_because_a_dash_turns_round(language: str, said: str) -> None:
    assert when.time_range(language, dt.time(9), dt.time(12, 30)) == said


@given(TIMES)
def test_the_clock_face_shows_each_position_once_light_and_once_dark(at: dt.time) -> None:
    twelve_hours_on = at.replace(hour=(at.hour + 12) % 24)
    assert when.clock_hands(at) == when.clock_hands(twelve_hours_on)
    assert when.is_night(at) != when.is_night(twelve_hours_on)


def test_the_hands_stand_where_they_stand_on_a_clock() -> None:
    assert when.clock_hands(dt.time(9, 30)) == (285.0, 180.0)
    assert when.clock_hands(dt.time(15, 0)) == when.Hands(hour=90.0, minute=0.0)
    assert not when.is_night(dt.time(9, 30))
    assert when.is_night(dt.time(21, 30))


@pytest.mark.parametrize(
    ("value", "dutch", "others"),
    [
        (120, "120", "120"),
        (7.5, "7,5", "7.5"),
        (Decimal("0.250"), "0,25", "0.25"),
        (1840, "1840", "1840"),
        (-0.001, "0", "0"),
    ],
)
def test_an_amount_has_few_decimals_and_no_grouping(value: float | Decimal, dutch: str, others: str) -> None:
    assert when.number("nl", value) == dutch
    assert when.number("ar", value) == when.number("ti", value) == others


CLDR_IS_WRONG = [
    ("May in Tigrinya", when.month("ti", 5), "ግንቦት", "ጉንበት"),
    ("the order of a Tigrinya date", when.date("ti", dt.date(2026, 9, 3)), "ሓሙስ 3 መስከረም 2026", "9/3/26"),
    ("the clock in Tigrinya", when.time_words("ti", dt.time(14, 5)), "ሰዓት 14:05 ድሕሪ ቀትሪ", "2:05"),
    ("the comma in Tigrinya", when.day("ti", THURSDAY, THURSDAY), "ሎሚ፡ ሓሙስ 26 ሕዳር 2026", "፣"),
    ("September in Arabic", when.month("ar", 9), "أيلول", "سبتمبر"),
    ("digits in Syrian Arabic", when.date("ar", dt.date(2026, 5, 3)), "الأحد 3 أيار 2026", "٣"),
    ("the clock in Arabic", when.time_words("ar", dt.time(14, 5)), "الساعة 14:05 بعد الظهر", "2:05"),
]


@pytest.mark.parametrize(("said", "right", "wrong"), [case[1:] for case in CLDR_IS_WRONG])
def test_what_cldr_has_wrong_is_right_here(said: str, right: str, wrong: str) -> None:
    assert said == right
    assert wrong not in said


def test_tigrinya_words_keep_to_eritrean_spelling() -> None:
    said = " ".join(
        [when.day("ti", THURSDAY + dt.timedelta(days=n), THURSDAY) for n in range(-200, 200)]
        + [when.time_words("ti", dt.time(hour)) for hour in range(24)]
        + [when.time_range("ti", dt.time(9), dt.time(10))]
    )
    assert not re.search("[ፀ-ፆሠ-ሧኀ-ኇ፣,?፩-፼]", said)
    assert not re.search(r"(^|\s)አ", said)


def test_the_bound_helper_says_the_same_as_the_functions() -> None:
    for language in LANGUAGES:
        bound = When(language, lambda: THURSDAY)
        nine, noon = dt.time(9), dt.time(12)
        assert bound.weekday(THURSDAY) == when.weekday(language, THURSDAY)
        assert bound.weekday_short(THURSDAY) == when.weekday_short(language, THURSDAY)
        assert bound.month(3) == when.month(language, 3)
        assert bound.date(THURSDAY) == when.date(language, THURSDAY)
        assert bound.date_short(THURSDAY) == when.date_short(language, THURSDAY, THURSDAY)
        assert bound.day(THURSDAY) == when.day(language, THURSDAY, THURSDAY)
        assert bound.relative_day(THURSDAY) == when.relative_day(language, THURSDAY, THURSDAY)
        assert bound.dutch_date(THURSDAY) == when.dutch_date(THURSDAY)
        assert bound.time(nine) == when.time(nine)
        assert bound.part_of_day(nine) == when.part_of_day(language, nine)
        assert bound.time_words(nine) == when.time_words(language, nine)
        assert bound.time_range(nine, noon) == when.time_range(language, nine, noon)
        assert bound.number(7.5) == when.number(language, 7.5)
        assert bound.is_night(nine) == when.is_night(nine)
        assert bound.clock_hands(nine) == when.clock_hands(nine)


def test_the_bound_helper_knows_what_today_is_unless_told() -> None:
    bound = When("nl", lambda: THURSDAY)
    assert bound.relative_day(THURSDAY) == "vandaag"
    assert bound.relative_day(THURSDAY, dt.date(2026, 11, 25)) == "morgen"
    assert When("nl").relative_day(dt.datetime.now(dt.UTC)) == "vandaag"


def test_an_unknown_language_is_an_error_and_not_another_language() -> None:
    with pytest.raises(KeyError):
        When("xx")
    with pytest.raises(KeyError):
        when.date("xx", THURSDAY)


def test_a_page_compares_with_the_day_that_the_house_says_it_is() -> None:
    with clock.at(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)):
        assert i18n.LANGUAGES["nl"].when.relative_day(dt.date(2026, 3, 3)) == "morgen"
