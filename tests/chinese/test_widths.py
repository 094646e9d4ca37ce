"""Columns of Chinese text, on paper and on terminals."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.widths import columns, cut, fill, wrap

TEXT = st.text(alphabet="支持企业AI 5G，。“”（）-—…①", max_size=120)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("人才2025年", 10, 10), ("“孵化器”", 8, 10), ("AI—5G", 5, 6), ("", 0, 0), ("e\u0301", 1, 1)],
)
def test_a_han_character_is_two_wide(text: str, least: int, most: int) -> None:
    assert (columns(text), columns(text, print_width=True)) == (least, most)


def test_print_is_as_wide_as_its_characters() -> None:
    common = [char for char in map(chr, range(0x3100, 0xA000)) if char.isalpha()]
    assert all(columns(char, print_width=True) == 2 for char in common)
    for text in map(chr, [*range(0x20, 0x7F), *range(0xA1, 0x2800), *range(0x3000, 0x3100), *range(0xFE30, 0xFFE7)]):
        wide = east_asian_width(text) in "WFA"
        assert columns(text, print_width=True) == (0 if combining(text) else 1 + wide), hex(ord(text))
    assert columns("𠮷田㎡e\u0301", print_width=True) == 7


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert cut("支持建设孵化器", 14) == "支持建设孵化器"
    assert cut("支持建设孵化器", 10) == "支持建设…"
    assert fill("地区", 6) + "|" == "地区  |"


def test_a_line_does_not_begin_with_a_mark_and_does_not_cut_words() -> None:
    assert wrap("支持建设孵化器，引进AI companies落户。", 14) == ["支持建设孵化器，", "引进AI", "companies落户。"]


@given(TEXT, st.integers(12, 40))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    hanging = {"，", "。", "）", "”"}
    for line in lines:
        body = line.rstrip("".join(hanging))
        assert columns(body, print_width=True) <= width or len(body.split()) <= 1


@given(TEXT, st.integers(4, 40))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert columns(cut(text, width), print_width=True) <= width
