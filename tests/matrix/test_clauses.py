"""Whole clauses stand for a sentence: nothing is cut inside a number, a title or before its verb."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.spans import Span
from compare.chinese.text import Text
from compare.matrix.clauses import LIMIT, MOST, around, joined, quotable
from compare.rules import current, using
from tests.studies import span


def quoted(text: str, word: str, foreign: tuple[str, ...] = (), sums: tuple[str, ...] = ()) -> str:
    at = span(text, word)
    for sentence in quotable(Text(text)):
        for group in sentence.groups:
            if group.start <= at.start and at.end <= group.end:
                found = around(sentence, group, [span(text, s) for s in sums], [span(text, f) for f in foreign])
                return "；".join(text[start:end] for start, end in joined(found))
    return ""


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("（二）加强梯队培育。设立雏鹰企业培育库。", "培育库", "设立雏鹰企业培育库"),
        ("（二）加强梯队培育。设立雏鹰企业培育库。", "梯队", ""),  # a title run into the paragraph
        ("设立专项资金。支持企业上市。", "专项资金", "设立专项资金"),  # short, and yet a measure
        ("安排经费1,200万元,建设中试线。", "中试线", "安排经费1,200万元,建设中试线"),
        ("出台《孵化器,加速器管理办法》。", "加速器", "出台《孵化器,加速器管理办法》"),
        ("科技保险:支持保险机构开发新险种。", "新险种", "支持保险机构开发新险种"),
        ("支持企业上市；设立上市服务专班。", "专班", "设立上市服务专班"),
        ("获得认定后连续3年,给予中试基地补助。", "中试基地", "获得认定后连续3年,给予中试基地补助"),
        ("基金出现的亏损,经评估属实的,可以核销并安排补足。", "补足", "基金出现的亏损,经评估属实的,可以核销并安排补足"),
        ("发放住房补贴,其中博士6万元,研究生4万元。", "补贴", "发放住房补贴,其中博士6万元,研究生4万元"),
        ("支持中试基地,经费构成包括:", "中试基地", "支持中试基地"),
        ("支持中试基地,推进校企人才共用。", "人才", "支持中试基地,推进校企人才共用"),
        ("稳定人口规模和人口结构并完善服务,提升素质,构建人才生态。", "人才", "构建人才生态"),  # not across a gap
    ],
)
def test_cases(text: str, word: str, expected: str) -> None:
    assert quoted(text, word) == expected


LONG = (
    "建立高校院所科技成果常态化发布和供需对接制度并定期组织专场路演活动,对首次入库的成果,给予单位五万元补助,"
    "支持园区建设共享实验平台和检测中心并向中小企业开放使用,鼓励金融机构开发面向初创企业的信用贷款产品。"
)


def test_of_a_long_sentence_the_stretch_of_the_keyword_is_quoted() -> None:
    assert quoted(LONG, "信用贷款") == "鼓励金融机构开发面向初创企业的信用贷款产品"


def test_the_sum_beside_a_stretch_belongs_to_it_unless_it_is_of_something_else() -> None:
    first = "建立高校院所科技成果常态化发布和供需对接制度并定期组织专场路演活动"
    grant = "对首次入库的成果,给予单位五万元补助"
    assert quoted(LONG, "供需对接", sums=("五万元",)) == f"{first},{grant}"
    assert quoted(LONG, "供需对接", foreign=("入库的成果",), sums=("五万元",)) == first


def test_what_another_sub_type_says_in_the_sentence_is_left_out() -> None:
    text = "支持企业建设技术中心和工程实验室等机构,引进高层次人才团队。"
    assert quoted(text, "技术中心", ("高层次人才",)) == "支持企业建设技术中心和工程实验室等机构"


def test_stretches_apart_are_not_joined() -> None:
    assert joined([Span(0, 4), Span(5, 9), Span(20, 24)]) == (Span(0, 9), Span(20, 24))


def test_the_rules_of_the_run_are_those_that_are_asked() -> None:
    text = "努力提高服务水平,引进海外工程师五十名。"
    assert quoted(text, "海外") == "引进海外工程师五十名"
    with using(current().without("points", "slogan")):
        assert quoted(text, "海外") == text[:-1]


@given(
    st.lists(
        st.sampled_from(
            [
                "支持",
                "建设孵化器",
                "给予20万元",
                "1,000家",
                "《创新办法,试行》",
                ",",
                "。",
                "、",
                ";",
                ":",
                "对企业的",
                "一是",
                "AI",
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_is_cut_at_marks_only(parts: list[str]) -> None:
    text = "".join(parts)
    for sentence in quotable(Text(text)):
        for group in sentence.groups:
            found = joined(around(sentence, group, [], []))
            assert sum(end - start for start, end in found) <= max(LIMIT + len(found), MOST)
            for start, end in found:
                assert start == 0 or text[start - 1] in "。,;:、" or text[:start].endswith("一是")
                assert end == len(text) or re.match(r"[。,;:、]", text[end])
                assert not any(
                    m.start() < edge < m.end() for m in re.finditer("《[^》]*》", text) for edge in (start, end)
                )
