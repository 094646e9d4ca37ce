"""The one order of evidence: workbook, page and report cite the same row first."""

from __future__ import annotations

from compare.matrix.analysis import analyse
from compare.matrix.comparison import build_comparison
from compare.matrix.strength import by_strength, find_strengths
from compare.model import Study
from tests.studies import H, P, build, small_study

WORDS = {"enterprise": (1, "高新技术企业")}


def judged() -> Study:
    """Five measures of one type: mild, hard, hard with two keywords, mild again, and hardest in a garbled text."""
    facts = {"title": "甲区方案", "district": "甲区", "level": "区", "genre": "scheme", "issued": "2023-01-01"}
    body = [
        H(1, "一、", "措施"),
        P("measure", "服务高新技术企业。", WORDS, 1),
        P("measure", "奖励高新技术企业20万元。", WORDS, 4),
        P("measure", "奖励高新技术企业和创新型企业。", {"enterprise": (1, "高新技术企业 创新型企业")}, 4),
        P("measure", "走访高新技术企业。", WORDS, 1),
    ]
    garbled = [P("measure", "嘉奖高新技术企业100万元。", WORDS, 5)]
    parts = [build("a1", "甲2023", facts, body, "B"), build("a2", "甲2024", facts, garbled, "E")]
    study = small_study()
    return Study(
        taxonomy=study.taxonomy,
        documents=tuple(d for d, _, _ in parts),
        codings={key: value for _, codings, _ in parts for key, value in codings.items()},
        intensities={key: value for _, _, intensities in parts for key, value in intensities.items()},
    )


def test_quotable_then_intensity_then_score_then_order() -> None:
    study = judged()
    evidence = build_comparison(study).evidence
    rows = by_strength(find_strengths(study, evidence), evidence)
    ordered = [study.paragraphs[e.paragraph_key].text[:2] for e in rows]
    scores = {e.id: e.coding.score for e in evidence if e.coding}
    assert scores[evidence[2].id] > scores[evidence[1].id]
    assert ordered == ["奖励", "奖励", "服务", "走访", "嘉奖"]
    assert rows[0] == evidence[2]


def test_an_analysis_keeps_that_order_for_any_part() -> None:
    study = judged()
    analysis = analyse(study)
    ids = [e.id for e in reversed(analysis.comparison.evidence)]
    expected = by_strength(analysis.strengths, reversed(analysis.comparison.evidence))
    assert analysis.strongest(ids) == expected
    for most in range(len(ids) + 2):
        assert analysis.first_strongest(ids, most) == expected[:most]
