"""The spelling rules of Eritrean Tigrinya."""

from __future__ import annotations

import pytest

from tools.tigrinya import spelling_faults


@pytest.mark.parametrize(
    "text",
    [
        "ኣብ ሎሚ ቆጸራ ኣሎኩም።",
        "ሓሙስ 3 መስከረም 2026፡ ሰዓት 9:00 ንግሆ።",
        "ኣላዪ ጉዳይ፦ %(name)s",
        "ዝጠፍአ",
        "ሓገዝ ትደልዩ ዲኹም፧",
        "<strong>ሓገዝ።</strong>",
        "€ 3,50 ክትከፍሉ ኢኹም።",
        "",
    ],
)
def test_good_spelling_passes(text: str):
    assert list(spelling_faults(text)) == []


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("ፀሓይ", "ጸ"),
        ("ሠራሕ", "ሰ"),
        ("ኀይሊ", "ሀ"),
        ("አብ ቤት", "ኣ"),
        ("ሰዓት ፩", "Ethiopic digits"),
        ("ሰላም፡፡", "full stop"),
        ("ሰላም፣ ክቡራት", "comma"),
        ("ሰላም, ክቡራት", "comma"),
        ("ዲኹም?", "question mark"),
        ("ሰላም።ክቡራት", "a space follows"),
        ("ሰላም፡ክቡራት", "a space follows"),
    ],
)
def test_a_slip_is_found(text: str, remark: str):
    assert any(remark in fault for fault in spelling_faults(text))
