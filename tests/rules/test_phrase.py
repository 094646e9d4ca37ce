"""The notation of phrases: what each sign stands for, what it does not take, and what is said of a slip."""

from __future__ import annotations

import re

import pytest

from compare.rules.entries import any_of, beside, build_rule
from compare.rules.phrase import PhraseFault, expression

LISTS = {"grants": "奖励|补助", "year": "20\\d\\d"}


def search(phrase: str, text: str) -> str:
    found = re.search(expression(phrase, LISTS.__getitem__), text)
    return found.group() if found else ""


@pytest.mark.parametrize(
    ("phrase", "hit", "miss"),
    [
        ("坚持…原则", "坚持市场导向原则", "坚持创新,遵守原则"),
        ("坚持……原则", "坚持创新,遵守原则", "坚持创新。遵守原则"),
        ("问………答", "问什么?好。答", "答问"),
        ("支持…3企业", "支持科技型企业", "支持专精特新企业"),
        ("给予^奖励", "给予有突出贡献的企业奖励", "给予甲企业50万元、乙企业奖励"),
        ("给予^3奖励", "给予企业奖励", "给予有突出贡献的企业奖励"),
        ("建_室", "建一室", "建室"),
        ("20**年", "2026年", "206年"),
        ("奖励#万元", "奖励20.5万元", "奖励二十万元"),
        ("奖励##万元", "奖励二十万元", "奖励若干万元"),
        ("给予(奖励/补助)", "给予补助", "给予支持"),
        ("[应当/要]坚持", "坚持", "应当"),
        ("|[[大力/着力]]支持", "大力着力支持", "并大力支持"),
        ("#年[#月[#日]]施行", "2026年3月施行", "2026年1日施行"),
        ("给予!(处分/警告)", "给予补助", "给予警告"),
        ("{year}年{grants}", "2026年补助", "1026年补助"),
        ("原则|", "按原则", "原则上"),
        ("|(一/二)是", "二是", "第二是"),
        ("万 元", "万 元", "万多元"),
        (r"\#\…", "#…", "1"),
        ("（试行）", "(试行)", "试行"),
        ("支持…３企业", "支持科技型企业", "支持专精特新企业"),
        ("到… 2025年", "到了2025年", "到5年"),
        ("万　元", "万 元", "万多元"),
    ],
)
def test_a_sign_takes_what_it_stands_for(phrase: str, hit: str, miss: str) -> None:
    assert search(phrase, hit)
    assert not search(phrase, miss)


def test_what_stands_in_a_gap_can_be_taken_out() -> None:
    found = re.search(expression("对<who:_…>给予(奖励/补助)", LISTS.__getitem__), "对高新技术企业给予补助")
    assert found and found["who"] == "高新技术企业"


@pytest.mark.parametrize(
    ("phrase", "code"),
    [("给予(奖励", "phrase-open"), ("给予奖励)", "phrase-closed"), ("[要", "phrase-open"), ("[[要]", "phrase-open"),
     ("{nowhere}", "phrase-list"), ("", "phrase-empty"), ("<who:_…", "phrase-open"), ("a]]", "phrase-closed"),
     ("到…2025年", "phrase-reach"),
     ("到…0年", "phrase-reach"),
     ("支持…~企业", "phrase-gaps"),
     ("支持|企业", "phrase-border"),
     ("支持/鼓励", "phrase-stroke"),
     ("支持\\", "phrase-backslash"),
     ("支持\n企业", "phrase-letters"),
     ("支持...企业", "phrase-dots"),
     ("支持（甲/乙）", "phrase-full-width"),
     ("{year", "phrase-open"),
     ("{年份}", "phrase-list"),
     ("(" * 20 + "甲" + ")" * 20, "phrase-deep"),
     ("甲" * 501, "phrase-long"),
    ],
)  # fmt: skip
def test_a_slip_is_said(phrase: str, code: str) -> None:
    with pytest.raises(PhraseFault) as fault:
        expression(phrase, LISTS.__getitem__)
    assert fault.value.code == code


def test_the_longest_plain_word_is_found() -> None:
    found = re.search(any_of(["奖", "奖励资金", "奖励"], LISTS.__getitem__), "发放奖励资金")
    assert found and found.group() == "奖励资金"


def test_what_stands_right_beside_a_word_decides() -> None:
    entry = {"any_of": ["给予"], "not_after": ["不", "没有"], "not_before": ["处分"], "before": ["…(补助/处分)"]}
    pattern = re.compile(beside(entry, LISTS.__getitem__))
    assert pattern.search("给予一次补助")
    for text in ("不给予一次补助", "没有给予补助", "给予处分", "给予表扬"):
        assert not pattern.search(text)


def test_words_that_must_stand_right_before_may_differ_in_length() -> None:
    pattern = re.compile(beside({"any_of": ["企业"], "after": ["科技型", "龙头"]}, LISTS.__getitem__))
    assert pattern.search("龙头企业") and pattern.search("科技型企业") and not pattern.search("小企业")


def test_words_of_one_character_before_a_word_are_one_class() -> None:
    found = beside({"any_of": ["应"], "not_after": ["对", "相", "-", "不一"]}, LISTS.__getitem__)
    assert found == r"(?<![\-对相])(?<!不一)(?:应)"


def test_a_gap_cannot_stand_before_a_word() -> None:
    with pytest.raises(PhraseFault):
        beside({"any_of": ["企业"], "after": ["支持…"]}, LISTS.__getitem__)


@pytest.mark.parametrize(
    ("at", "hit", "miss"),
    [
        ("any", "甲坚持", "甲"),
        ("start", "坚持乙", "甲坚持"),
        ("end", "甲坚持", "坚持乙"),
        ("whole", "坚持", "坚持乙"),
        ("lead", "甲,坚持。乙", "甲。坚持乙"),
    ],
)
def test_a_rule_looks_where_it_says(at: str, hit: str, miss: str) -> None:
    rule = build_rule("x", {"name": "n", "at": at, "any_of": ["坚持"]}, LISTS.__getitem__)
    assert rule.find(hit)
    assert not rule.find(miss)


def test_a_rule_of_the_line_sees_the_number() -> None:
    rule = build_rule("x", {"name": "n", "at": "line", "any_of": ["——"]}, LISTS.__getitem__)
    assert rule.find("坚持", "——坚持")
    assert not rule.find("坚持", "坚持")


def test_words_elsewhere_in_the_text_give_and_take_the_say() -> None:
    rule = build_rule(
        "x", {"name": "n", "any_of": ["申请"], "unless": ["{grants}"], "near": ["材料"]}, LISTS.__getitem__
    )
    assert rule.find("申请时提交材料")
    assert not rule.find("申请时提交材料。给予补助")
    assert not rule.find("申请")
