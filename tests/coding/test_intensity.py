"""How binding a paragraph is, and by which instruments."""

from __future__ import annotations

import pytest

from compare import lexicons
from compare.coding.amounts import find_amounts
from compare.coding.intensity import rate_intensity
from compare.coding.targets import find_targets
from compare.model import Document, Fact, Intensity, Metadata, Paragraph, Span
from tests.studies import coding, span


def rated(text: str, role: str = "measure", genre: str = "plan") -> Intensity:
    paragraph = Paragraph(key="p1", index=0, text=text, lines=None, headings=(), role=role)  # type: ignore[arg-type]
    metadata = Metadata(genre=Fact(genre, "body"), issued=Fact("2026-03-01", "body"), period=Fact("2026-2030", "body"))
    document = Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata, paragraphs=(paragraph,)
    )
    return rate_intensity(paragraph, (), find_amounts(document, {}), find_targets(document, {})).whole


LEVELS = [
    ("对新认定的孵化器，给予50万元补助。", 5, "subsidy"),
    ("按设备购置费的20%给予补助，由区科技局负责。", 5, "subsidy"),
    ("设立2亿元科技成果转化基金。", 4, "equity"),
    ("到2028年，建设概念验证中心6家。", 4, "facility"),
    ("设立天使投资引导基金，引导社会资本投早投小。", 3, "equity"),
    ("出台知识产权质押融资管理办法。", 3, "rule"),
    ("实施“鸿雁领航”计划，壮大人才队伍。", 3, ""),
    ("组织企业与高校对接，举办创新创业大赛。", 2, "service"),
    ("引进一批科研团队，选派科技特派员。", 2, ""),
    ("鼓励企业加大研发投入，营造良好氛围。", 1, ""),
    ("相关情况如下。", 0, ""),
]


@pytest.mark.parametrize(("text", "level", "first"), LEVELS)
def test_level_and_main_instrument(text: str, level: int, first: str) -> None:
    found = rated(text)
    assert found.level == level
    if first:
        assert found.instruments[0] == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("对新认定的孵化器，给予最高50万元补助。", "最高50万元"), ("设立2亿元科技成果转化基金。", "2亿元"),
        ("到2028年，建设概念验证中心6家。", "6家"), ("出台知识产权质押融资管理办法。", "出台知识产权质押融资管理办法"),
        ("鼓励企业加大研发投入，营造良好氛围。", "鼓励"), ("鼓勵企業設立創業投資基金。", "設立創業投資基金"),
        ("支持企業做大做強，舉辦創業大賽。", "舉辦"),
    ],
)  # fmt: skip
def test_the_words_that_decided_are_known_by_their_place(text: str, words: str) -> None:
    found = rated(text).span
    assert found and text[found.start : found.end] == words
    assert rated("相关情况如下。").span is None


def test_of_two_equal_sums_the_one_granted_is_meant() -> None:
    text = "对年研发投入500万元以上的科技型企业，一次性给予500万元奖励。"
    assert rated(text).span == Span(text.rindex("500万元"), text.rindex("500万元") + 5)


def test_reported_figure_does_not_harden_a_practice() -> None:
    assert rated("建设创新平台30家。", role="practice").level == 3


def test_instruments_have_names_in_both_languages() -> None:
    ids = {row["id"] for row in lexicons.load("instruments")}
    for lang in ("zh", "en"):
        assert ids <= set(lexicons.words("instruments", lang))
    assert len(ids) == 13


def test_each_type_has_the_intensity_of_its_own_sentences() -> None:
    text = "引进高层次人才。支持建设科技企业孵化器。给予最高50万元补助。"
    paragraph = Paragraph(key="p1", index=0, text=text, lines=None, headings=(), role="measure")
    document = Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=Metadata(), paragraphs=(paragraph,)
    )
    codings = (coding("p1", text, "incubator", 1, ["科技企业孵化器"]), coding("p1", text, "talent", 2, ["高层次人才"]))
    found = rate_intensity(paragraph, codings, find_amounts(document, {}), find_targets(document, {})).types
    assert (found["talent"].level, found["incubator"].level >= 4) == (2, True)
    assert found["talent"].span == span(text, "引进") and found["incubator"].span == span(text, "最高50万元")
    whole = Paragraph(key="p1", index=0, text="引进高层次人才。", lines=None, headings=(), role="measure")
    assert rate_intensity(whole, (coding("p1", whole.text, "talent", 1, ["高层次人才"]),), (), ()).types == {}
