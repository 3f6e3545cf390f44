"""Bodies of text: what may be in them, what can never be, and what keeps its direction."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from portal.core.markdown import markdown

ELEMENTS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "a", "ul", "ol", "li", "blockquote", "bdi"}
ATTRIBUTES = {"a": {"href", "rel"}, "bdi": {"dir", "lang"}, "ol": {"start"}}
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.nl/x.js>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '<a href="javascript:alert(1)" hx-get="/x" hx-on:click="alert(1)">x</a>',
    '<div hx-get="/sign-out" hx-trigger="load" data-hx-post="/x"></div>',
    '<form action="//x.nl"><input name=pin></form>',
    "<style>*{display:none}</style><base href=//x.nl>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](http://x.nl)",
    "[x](//x.nl)",
    "[x](/sign-out)",
    "[x](https:javascript:alert(1))",
    '[x](https://x.nl "onmouseover=alert(1)")',
    '[x](https://x.nl/"onmouseover="alert(1))',
    "[x](<https://x.nl/ onclick=alert(1)>)",
    "![x](https://x.nl/pixel.png)",
    "![x](javascript:alert(1))",
    "<https://x.nl>",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "[[x](https://a.nl)](javascript:alert(1))",
    "**[_x_](javascript:alert(1))**",
    "> - # [x](javascript:alert(1)) <b onclick=alert(1)>",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "`<script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\\<script>",
    "<bdi lang=nl onclick=alert(1)>0315-292292</bdi>",
    "0315-292292<script>112</script>",
    '112" onclick="alert(1)',
]


def check(rendered: str) -> None:
    """Demand nothing but the few elements and attributes, and no address but the three kinds."""
    for element in BeautifulSoup(rendered, "html5lib").body.find_all(True):  # type: ignore[union-attr]
        assert element.name in ELEMENTS, rendered
        assert set(element.attrs) <= ATTRIBUTES.get(element.name, set()), rendered
        assert element.get("dir", "ltr") == "ltr"
        if element.name == "a" and "href" in element.attrs:
            assert re.match("https:|tel:|mailto:", str(element["href"])), rendered
            assert element["rel"] == ["noopener", "noreferrer"]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_hostile_bodies_become_text(body: str, language: str) -> None:
    check(markdown(body, language=language))
    check(markdown(f"- **{body}** 0315-292292\n\n> {body}", language=language))


@given(
    st.lists(st.sampled_from([*HOSTILE, "*", "_", "#", "[", "](", ")", "<", ">", "\n", "- ", "مرحبا", "112"])),
    st.sampled_from(["nl", "ar", "ti"]),
)
def test_hostile_pieces_in_any_order_become_text(pieces: list[str], language: str) -> None:
    check(markdown("".join(pieces), language=language))


@given(st.text())
def test_any_text_renders(body: str) -> None:
    check(markdown(body, language="ar"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://x.nl", "/sign-out", "data:text/html,x"])
def test_a_refused_link_stays_as_it_was_typed(address: str) -> None:
    assert markdown(f"[x]({address})") == f"<p>[x]({address})</p>\n"


def test_html_is_shown_as_it_was_typed() -> None:
    assert markdown("<b>Hallo</b> &amp; &lt;") == "<p>&lt;b&gt;Hallo&lt;/b&gt; &amp;amp; &amp;lt;</p>\n"


def test_invisible_characters_do_not_reach_the_page() -> None:
    assert markdown("Be\u202el \u2066mij\u200b\x00") == "<p>Bel mij</p>\n"


@pytest.mark.parametrize(
    ("body", "rendered"),
    [
        ("# Kop\n## Onder", "<h2>Kop</h2>\n<h3>Onder</h3>\n"),
        (
            "**dik** en *schuin* en _zo_",
            "<p><strong>dik</strong> en <strong>schuin</strong> en <strong>zo</strong></p>\n",
        ),
        ("een\ntwee\n\ndrie", "<p>een<br>\ntwee</p>\n<p>drie</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> zo", "<blockquote>\n<p>zo</p>\n</blockquote>\n"),
        (
            "[lees](https://x.nl/a?b=1&c=2)",
            '<p><a href="https://x.nl/a?b=1&amp;c=2" rel="noopener noreferrer">lees</a></p>\n',
        ),
        ("[mail](mailto:a@x.nl)", '<p><a href="mailto:a@x.nl" rel="noopener noreferrer">mail</a></p>\n'),
        ("1 * 2 * 3 \\*x\\*", "<p>1 * 2 * 3 *x*</p>\n"),
        ("", ""),
    ],
)
def test_the_small_markdown_renders(body: str, rendered: str) -> None:
    assert markdown(body) == rendered


def test_headings_fit_in_under_the_page_they_stand_on() -> None:
    assert markdown("# a\n###### b", heading_level=3) == "<h3>a</h3>\n<h6>b</h6>\n"


def called(number: str, href: str) -> str:
    """Write a number that can be tapped."""
    return f'<a href="{href}" rel="noopener noreferrer"><bdi dir="ltr">{number}</bdi></a>'


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("0315-292292", "tel:+31315292292"),
        ("(0315) 29 22 92", "tel:+31315292292"),
        ("+31 6 1234 5678", "tel:+31612345678"),
        ("+31 (0)315 29 22 92", "tel:+31315292292"),
        ("06-12345678", "tel:+31612345678"),
        ("0800-0113", "tel:08000113"),
        ("112", "tel:112"),
        ("113", "tel:113"),
    ],
)
@pytest.mark.parametrize(
    ("language", "body"), [("nl", "Bel {}, nu."), ("ar", "اتصلوا ({}) الآن"), ("ti", "ናብ {} ደውሉ።")]
)
def test_a_dutch_telephone_number_is_isolated_and_can_be_tapped(
    number: str, href: str, language: str, body: str
) -> None:
    assert called(number, href) in markdown(body.format(number), language=language)


@pytest.mark.parametrize(
    "body", ["1122", "€ 112,50", "€ 112", "112%", "11-2", "A112", "01-02-2026 10", "9:00", "012345678"]
)
def test_other_figures_cannot_be_tapped(body: str) -> None:
    assert "<a " not in markdown(body)


def test_a_number_in_a_heading_is_isolated_and_not_a_link() -> None:
    assert markdown("# Bel **112**\n112") == (
        '<h2>Bel <strong><bdi dir="ltr">112</bdi></strong></h2>\n'
        '<p><a href="tel:112" rel="noopener noreferrer"><bdi dir="ltr">112</bdi></a></p>\n'
    )


def test_an_account_number_is_not_a_telephone_number() -> None:
    assert markdown("NL91 ABNA 0417 1643 00") == '<p><bdi dir="ltr">NL91 ABNA 0417 1643 00</bdi></p>\n'


def test_a_number_inside_a_link_makes_no_second_link() -> None:
    rendered = markdown("[bel 0315-292292](tel:0315292292)")
    assert rendered.count("<a ") == 1
    assert '<bdi dir="ltr">0315-292292</bdi>' in rendered


def test_two_numbers_side_by_side_are_two() -> None:
    rendered = markdown("0315-292292 06-12345678", language="ar")
    assert called("0315-292292", "tel:+31315292292") in rendered
    assert called("06-12345678", "tel:+31612345678") in rendered


@pytest.mark.parametrize("figure", ["9:00", "14:30", "€ 385,00", "€ 25,-", "03-09-2026"])
def test_times_amounts_and_numeric_dates_are_isolated(figure: str) -> None:
    assert f'<bdi dir="ltr">{figure}</bdi>' in markdown(f"من {figure} إلى", language="ar")


def dutch(words: str) -> str:
    """Write a run of Dutch in a text of another script."""
    return f'<bdi lang="nl" dir="ltr">{words}</bdi>'


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("ar", "اذهبوا إلى gemeentehuis.", f"اذهبوا إلى {dutch('gemeentehuis')}."),
        ("ar", "مسار B1 (B1-route) هنا", f"مسار {dutch('B1 (B1-route)')} هنا"),
        ("ar", "الوسيط (cultuurverbinder)", f"الوسيط {dutch('(cultuurverbinder)')}"),
        ("ar", 'قولوا: "ik wil een afspraak!"', "قولوا: " + dutch('"ik wil een afspraak!"')),
        ("ar", "Ik wil graag een afspraak.", dutch("Ik wil graag een afspraak.")),
        ("ar", "انظر www.duo.nl الآن", f"انظر {dutch('www.duo.nl')} الآن"),
        ("ti", "ናብ huisarts ደውሉ።", f"ናብ {dutch('huisarts')} ደውሉ።"),
        ("ti", "ሓሙስ 3 መስከረም 2026", "ሓሙስ 3 መስከረም 2026"),
        ("nl", "Ik ga naar de huisarts.", "Ik ga naar de huisarts."),
    ],
)
def test_dutch_words_in_another_script_are_isolated_whole(language: str, body: str, expected: str) -> None:
    assert markdown(body, language=language) == f"<p>{expected}</p>\n"


def test_a_number_next_to_dutch_words_can_still_be_tapped() -> None:
    rendered = markdown("أو +31 6 1234 5678 of mail ثم", language="ar")
    assert dutch(called("+31 6 1234 5678", "tel:+31612345678") + " of mail") in rendered


@given(st.sampled_from(["مرحبا", "huisarts", "B1 (B1-route)", "0315-292292", "9:00", "€ 3", '"ja!"', "(", ". "]))
def test_isolating_adds_no_words_and_loses_none(piece: str) -> None:
    body = f"س {piece} {piece} ع"
    shown = BeautifulSoup(markdown(body, language="ar"), "html5lib").get_text().strip()
    assert shown.split() == body.split()
