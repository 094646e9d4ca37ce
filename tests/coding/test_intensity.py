"""How binding a paragraph is, and by which instruments."""

from __future__ import annotations

import pytest

from compare import lexicons
from compare.coding.amounts import find_amounts
from compare.coding.intensity import rate_intensity
from compare.coding.targets import find_targets
from compare.model import Document, Fact, Intensity, Metadata, Paragraph
from tests.studies import coding


def rated(text: str, role: str = "measure", genre: str = "plan") -> Intensity:
    paragraph = Paragraph("p1", 0, text, None, (), role)  # type: ignore[arg-type]
    metadata = Metadata(genre=Fact(genre, "body"), issued=Fact("2026-03-01", "body"), period=Fact("2026-2030", "body"))
    document = Document("d1", "云溪2026", "a.txt", "", "txt", metadata, (paragraph,))
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


def test_cue_is_quoted_from_the_text() -> None:
    for text, _, _ in LEVELS:
        assert rated(text).cue in text


def test_reported_figure_does_not_harden_a_practice() -> None:
    assert rated("建设创新平台30家。", role="practice").level == 3


def test_instruments_have_names_in_both_languages() -> None:
    ids = {row["id"] for row in lexicons.load("instruments")}
    for lang in ("zh", "en"):
        assert ids <= set(lexicons.words("instruments", lang))
    assert len(ids) == 13


def test_each_type_has_the_intensity_of_its_own_sentences() -> None:
    text = "引进高层次人才。支持建设科技企业孵化器。给予最高50万元补助。"
    paragraph = Paragraph("p1", 0, text, None, (), "measure")
    document = Document("d1", "云溪2026", "a.txt", "", "txt", Metadata(), (paragraph,))
    codings = (coding("p1", text, "incubator", 1, ["科技企业孵化器"]), coding("p1", text, "talent", 2, ["高层次人才"]))
    found = rate_intensity(paragraph, codings, find_amounts(document, {}), find_targets(document, {})).types
    assert (found["talent"].level, found["incubator"].level >= 4) == (2, True)
    assert found["talent"].cue in "引进高层次人才。" and "50万元" in found["incubator"].cue
    whole = Paragraph("p1", 0, "引进高层次人才。", None, (), "measure")
    assert rate_intensity(whole, (coding("p1", whole.text, "talent", 1, ["高层次人才"]),), (), ()).types == {}
