"""Number expressions as a reader says them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.numerals import NUMBER, fraction, read_number, write_number

CASES = {
    "0": 0, "7": 7, "1,260": 1260, "12,345,678.5": 12345678.5, "3.14": 3.14, "500 万": 5e6,
    "1.2万": 12000, "1.1万亿": 1.1e12, "3千": 3000, "5百": 500, "4千万": 4e7, "80 亿": 8e9,
    "三": 3, "两": 2, "十": 10, "十二": 12, "二十": 20, "一百零五": 105, "三百五十": 350, "两千三百": 2300,
    "一万二千": 12000, "十亿": 1e9, "三亿五千万": 3.5e8, "百": 100, "千": 1000, "百万": 1e6, "千亿": 1e11,
    "二〇二七": 2027, "二○三五": 2035, "三分之一": 1 / 3, "百分之八十五": 0.85, "千分之三": 0.003,
    "百分之三点五": 0.035, "万分之二": 0.0002, "三点五": 3.5,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CASES.items())
def test_reads(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


ENDLESS = ["9" * 20, "9" * 320, "9" * 5000, "万" * 60, "亿亿亿", "一千万亿亿", "1" + "0" * 15, "亿" * 30 + "点五"]


@pytest.mark.parametrize("text", ["", "家", "五家", "约三", "点五", *ENDLESS])
def test_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_patterns_take_whole_expressions() -> None:
    found = re.findall(f"{fraction()}|{NUMBER}", "达到1.1万亿元、三分之二和一百二十家,共3,500人")
    assert found == ["1.1万亿", "三分之二", "一百二十", "3,500"]


def _written(number: int) -> str:
    """An integer below 100 million in Chinese, written out here on its own to check the reader against."""
    digits, units = "零一二三四五六七八九", ("", "十", "百", "千")
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return _written(high) + "万" + (("零" if low < 1000 else "") + _written(low) if low else "")
    text, pending = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if pending and text else "") + digits[digit] + units[power]
        pending = not digit
    return text


@given(st.integers(1, 99_999_999))
def test_reads_back_what_is_written(number: int) -> None:
    assert read_number(_written(number)) == number


@given(st.integers(0, 10**12))
def test_commas_do_not_matter(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numbers_of_headings(number: int, words: str) -> None:
    assert write_number(number) == words
    assert read_number(words) == number
