"""Where a document names a sub-type: keywords, what is like them, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.absence.lookup import Lookup, Trace
from compare.model import Keyword, Measure, Omission, Taxonomy
from tests.studies import H, P, build

GUARANTEE, LISTING = "fintech-guarantee", "fintech-listing"


def measure(id: str, label: str, *keywords: Keyword) -> Measure:
    return Measure(id, label, parent="fintech", keywords=keywords)


TAXONOMY = Taxonomy(
    name="试验",
    version="1",
    measures=(
        Measure("fintech", "科技金融"),
        measure(
            GUARANTEE, "担保、保险与租赁",
            Keyword("融资担保", GUARANTEE, aliases=("增信服务",)), Keyword("首台套保险", GUARANTEE),
            Keyword("设备租赁", GUARANTEE), Keyword("融资租赁", GUARANTEE, strength="weak"),
        ),
        measure(
            LISTING, "上市挂牌", Keyword("股改", LISTING, not_after=("控",)),
            Keyword("股份转让系统", LISTING), Keyword("科创板", LISTING),
            Keyword("上市", LISTING, not_before=("品种",)),
        ),
    ),
    masks=("产品上市",),
)  # fmt: skip


def traces(*items: H | P, title: str = "某区规划") -> tuple[Trace, ...]:
    document, _, _ = build("d", "某区2021", {"title": title}, list(items))
    return Lookup(TAXONOMY).traces(document)


def found(text: str) -> set[tuple[str, bool]]:
    """(sub-type, loose) of all places in a paragraph."""
    return {(trace.subtype, trace.loose) for trace in traces(P("measure", text))}


@pytest.mark.parametrize(
    "text",
    ["发展融资担保。", "提供增信服务。", "开展融资租赁。", "融资 担保业务。", "發展融資擔保。"],
)
def test_a_keyword_stands_there_by_any_spelling_strong_or_weak(text: str) -> None:
    assert (GUARANTEE, False) in found(text)


@pytest.mark.parametrize(
    "text",
    ["开展飞机租赁。", "为中小企业融资提供多种担保。", "首台套产品投保保险。", "完善担保增信。"],
)
def test_what_is_like_a_keyword_is_a_loose_trace(text: str) -> None:
    assert found(text) == {(GUARANTEE, True)}


def test_the_beginning_of_a_long_keyword_is_a_loose_trace() -> None:
    assert found("开展股份报价转让试点。") == {(LISTING, True)}


@pytest.mark.parametrize(
    "text",
    ["推进控股改制。", "加快产品上市。", "发布上市品种。", "融资渠道更宽，担心风险。", "股份多。转让少。"],
)
def test_guards_masks_and_clauses_hold(text: str) -> None:
    assert found(text) == set()


def test_every_part_of_a_document_is_looked_through() -> None:
    places = traces(
        H(1, "一、", "融资担保"),
        P("goal", "到2025年形成体系。"),
        P("problem", "科创板企业偏少。"),
        title="企业上市办法",
    )
    assert [(t.word, t.role) for t in places if not t.loose] == [
        ("上市", None),
        ("融资担保", None),
        ("科创板", "problem"),
    ]


def test_lines_that_are_no_paragraphs_are_looked_through_but_for_what_is_the_page_s() -> None:
    document, _, _ = build("d", "某区2021", {"title": "某区规划"}, [P("measure", "推进改革。")])
    lines = (Omission(9, "附件：融资担保机构名单", "attachment"), Omission(0, "相关阅读：科创板", "furniture"))
    assert [t.word for t in Lookup(TAXONOMY).traces(replace(document, omissions=lines)) if not t.loose] == ["融资担保"]


def test_words_begin_with_the_keywords() -> None:
    words = Lookup(TAXONOMY).words[GUARANTEE]
    assert words[:5] == ("融资担保", "增信服务", "首台套保险", "设备租赁", "融资租赁") and "租赁" in words
