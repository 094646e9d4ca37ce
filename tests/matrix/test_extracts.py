"""Extracts are verbatim, short enough, and never cut a number or a title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.matrix.extracts import extract, telling_span
from compare.model import Coding, Intensity, Span
from tests.studies import coding, span

LONG = (
    "由区科技局会同财政、税务、市场监管、人力资源社会保障等部门建立联合服务专班为孵化器运营机构提供场地认定绩效评价融资对接"
    "人才招聘知识产权托管与市场开拓一揽子服务,对年度考核优秀的,给予最高1,500.5万元奖励。"
)


@pytest.mark.parametrize(
    ("text", "words", "limit", "expected"),
    [
        ("建立培育库,分类辅导;每年新增企业100家。", "分类辅导", 60, "建立培育库,分类辅导;每年新增企业100家。"),
        ("建立培育库,分类辅导;每年新增企业100家。", "分类辅导", 14, "建立培育库,分类辅导"),
        ("建立培育库,分类辅导;每年新增企业100家。", "每年新增", 12, "每年新增企业100家。"),
        ("落实《关于支持初创企业,优化服务的意见》,开展走访。", "走访", 10, "开展走访。"),
        ("规模达到1,200万元,首期到位。", "规模", 12, "规模达到1,200万元"),
        ("对企业A、企业B、企业C、企业D给予奖励", "企业B", 10, "对企业A、企业B"),
    ],
)
def test_cases(text: str, words: str, limit: int, expected: str) -> None:
    assert extract(text, span(text, words), limit) == expected


def test_a_long_clause_is_cut_around_the_words_that_matter() -> None:
    found = extract(LONG, span(LONG, "孵化器运营机构"), 30)
    assert "孵化器运营机构" in found and found in LONG and len(found) <= 30
    assert extract(LONG, span(LONG, "1,500.5万元"), 20) == "给予最高1,500.5万元奖励。"


@given(
    st.lists(
        st.sampled_from(
            ["建设", "孵化器", "20万元", "1,000家", "《创新办法,试行》", ",", "。", "、", ";", "AI", "2027年"]
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 200),
    st.integers(16, 60),
)
def test_any_text(parts: list[str], start: int, limit: int) -> None:
    text = "".join(parts)
    start = min(start, len(text) - 1)
    found = extract(text, Span(start, start + 1), limit)
    assert found in text and len(found) <= limit
    for token in re.findall(r"《[^》]*》|\d[\d,]*", text):
        cut = text.find(found)
        for match in re.finditer(re.escape(token), text):
            ends = (cut, cut + len(found))
            assert text.count(found) > 1 or not any(match.start() < end < match.end() for end in ends)


def test_what_an_extract_is_built_around() -> None:
    text = "探索设立孵化基金,为在孵企业提供场地。"
    made = coding("k", text, "incubator", 1, ["在孵企业", "孵化基金"])
    assert telling_span(text, made, None) == span(text, "孵化基金")  # 2 points outweigh 1
    assert telling_span(text, None, Intensity(3, (), "设立")) == span(text, "设立")
    assert telling_span(text, Coding("k", "incubator", (), (), (), 1), Intensity(3, (), "没有的词")) == Span(0, 0)
