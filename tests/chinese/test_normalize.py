"""Folding never moves a character; squeezing keeps the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.normalize import bare, clean, fold, han_length, squeeze
from compare.chinese.traditional import shows_traditional

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
POLICY_TEXT = st.text(alphabet=" 　 首台(套)（）AIａ5Ｇ企业孵化器𬭎、。“”《》,，%％①㎡", max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("首台（套）ＡＩ", "首台(套)ai"),
        ("２０２５年，达１００％；", "2025年,达100%;"),
        ("三、“孵化”《办法》…", "三、“孵化”《办法》…"),
        ("第①项，100㎡、Ⅲ级", "第①项,100㎡、Ⅲ级"),
        ("粤港澳•横琴・前海", "粤港澳·横琴·前海"),
        ("孵化　器 园", "孵化 器 园"),
        ("Ｉｎｃｕｂａｔｏｒ AI", "incubator ai"),
    ],
)
def test_fold_makes_width_space_and_case_plain(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_fold_keeps_every_position_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    if not shows_traditional(text):
        assert all(new == old for old, new in zip(text, folded, strict=True) if "一" <= old <= "鿿")


def test_clean_removes_what_cannot_be_seen() -> None:
    assert clean("﻿  孵\u200b化\u00ad器\x07 \t 园  ") == "孵化器 园"
    assert clean("　　一、\u3000总则\u00a0\u00a0") == "一、 总则"


@given(ANY_TEXT)
def test_clean_keeps_han_characters(text: str) -> None:
    assert [c for c in clean(text) if "一" <= c <= "鿿"] == [c for c in text if "一" <= c <= "鿿"]
    assert clean(clean(text)) == clean(text)


def test_bare_is_the_same_after_respacing_and_repunctuation() -> None:
    assert bare("（一） 培育 企业，达１００家。") == bare("(一)培育企业,达100家") == "一培育企业达100家"
    assert bare("，。 ——") == ""


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("首台 (套) 装备", "首台(套)装备"),
        ("首台　（套）装备", "首台（套）装备"),
        ("支持 5G 企业", "支持5G企业"),
        ("科技\u00a0企业  孵化器", "科技企业孵化器"),
        ("science park 建设", "science park建设"),
        ("open data", "open data"),
        ("", ""),
    ],
)
def test_squeeze_drops_only_spaces_that_lay_out_chinese(text: str, squeezed: str) -> None:
    assert squeeze(text)[0] == squeezed


@given(POLICY_TEXT)
def test_squeezed_characters_know_where_they_stood(text: str) -> None:
    squeezed, offsets = squeeze(text)
    if offsets is None:
        assert squeezed == text
        return
    assert [text[i] for i in offsets] == list(squeezed)
    assert list(offsets) == sorted(set(offsets))
    dropped = set(range(len(text))) - set(offsets)
    assert dropped
    assert all(text[i].isspace() for i in dropped)


def test_han_length_counts_characters_of_chinese_only() -> None:
    assert han_length("到2025年,建成AI孵化器3家。") == 8
