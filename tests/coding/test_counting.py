"""Coding by counting: one keyword is enough, occurrences are the score, everything else stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compare.coding import scorer_for
from compare.coding.counting import KeywordCounter
from compare.model import Coding, Keyword, Measure, Taxonomy
from compare.problems import UsageError
from compare.taxonomy.files import load_taxonomy
from compare.taxonomy.finish import with_method
from tests.coding.making import CUES, keyword, paragraph, taxonomy

THREE = taxonomy({
    "talent": ["高层次人才", keyword("人才", "talent", strength="weak", points=1.0)],
    "incubator": ["孵化器", "科技企业孵化器"],
    "finance": ["风险补偿"],
}, method="count")  # fmt: skip
RESIDUAL = replace(
    THREE, measures=(*THREE.measures, Measure("rest", "其他", keywords=(keyword("项目", "rest"),), residual=True))
)


def code(text: str, *, by: Taxonomy = THREE, headings: tuple[str, ...] = (), title: str = "") -> tuple[Coding, ...]:
    return KeywordCounter(by).code(paragraph(text, headings), title)


def ranked(codings: tuple[Coding, ...]) -> list[tuple[str, float]]:
    """Types that the paragraph is of, with their scores, main type first."""
    assigned = [c for c in codings if c.rank]
    assert [c.rank for c in assigned] == list(range(1, len(assigned) + 1))
    assert list(codings[: len(assigned)]) == assigned  # mentions stand last
    return [(c.measure_id, c.score) for c in assigned]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("引进高层次人才,奖励高层次人才团队,建设孵化器。", [("talent", 2), ("incubator", 1)]),
        ("建设孵化器,引进高层次人才。", [("incubator", 1), ("talent", 1)]),  # as often: the first in the text
        ("办好各类人才活动。", [("talent", 1)]),  # one weak word
        ("依托孵化器,为高层次人才设立风险补偿。", [("incubator", 1), ("talent", 1), ("finance", 1)]),  # in passing
        ("建设科技企业孵化器。", [("incubator", 1)]),  # the longer word covers the shorter one
        ("不得以任何名义设立风险补偿。", []),  # forbidden
        ("加强组织领导。", []),
    ],
)
def test_one_keyword_makes_the_type_and_occurrences_the_score(text: str, expected: list[tuple[str, float]]) -> None:
    assert ranked(code(text)) == expected


def test_a_reason_a_keyword_with_its_occurrences() -> None:
    (coding,) = code("高层次人才与青年人才、高层次人才团队。")
    assert [(r.rule, r.points, r.note) for r in coding.reasons] == [
        ("count", 2.0, "高层次人才"),
        ("count", 1.0, "人才"),
    ]
    assert coding.score == 3


def test_headings_and_titles_say_nothing() -> None:
    assert ranked(code("完善工作机制。", headings=("三、建设孵化器",), title="高层次人才办法")) == []
    scored = scorer_for(with_method(THREE, "score")).code(paragraph("完善工作机制。", ("三、建设孵化器",)))
    assert [c.measure_id for c in scored] == ["incubator"]  # which the score does hear


def test_a_rejected_word_is_kept_with_its_why_and_counts_nowhere() -> None:
    (coding,) = code("不得设立风险补偿。")
    assert (coding.rank, coding.score, coding.reasons) == (0, 0, ())
    assert [m.rejected for m in coding.matches] == ["prohibited"]


def test_a_residual_type_only_where_no_headline_type_has_a_word() -> None:
    assert ranked(code("组织项目,组织项目,引进高层次人才。", by=RESIDUAL)) == [("talent", 1)]
    assert ranked(code("组织项目申报。", by=RESIDUAL)) == [("rest", 1)]


def test_overlap_policies_are_the_matchers() -> None:
    words: dict[str, list[str | Keyword]] = {"a": ["科技企业孵化器"], "b": ["企业"]}
    found = {
        policy: ranked(code("科技企业孵化器", by=taxonomy(words, method="count", overlap=policy)))
        for policy in ("measure", "taxonomy", "all")
    }
    assert found == {"measure": [("a", 1), ("b", 1)], "taxonomy": [("a", 1)], "all": [("a", 1), ("b", 1)]}
    same = taxonomy({"a": ["科技企业孵化器", "孵化器"]}, method="count", overlap="all")
    assert ranked(code("科技企业孵化器", by=same)) == [("a", 2)]


def test_subtypes_by_occurrences() -> None:
    parent = Measure("t", "人才")
    child = [Measure(f"t-{w}", w, parent="t", keywords=(keyword(w, f"t-{w}"),)) for w in ("公寓", "团队")]
    own = Taxonomy("试验", "1", (parent, *child), cues=CUES, method="count")
    (coding,) = code("团队入住公寓,公寓免租。", by=own)
    assert (coding.measure_id, coding.subtypes, coding.score) == ("t", ("t-公寓", "t-团队"), 3)


def test_a_whole_document_as_its_paragraphs() -> None:
    from compare.model import Document, Metadata

    texts = ["引进高层次人才。", "加强组织领导。", "不得设立风险补偿。"]
    paragraphs = tuple(replace(paragraph(t), key=f"{i:012}", index=i) for i, t in enumerate(texts))
    document = Document(
        id="d", code="D", file="d.txt", digest="", format="txt", metadata=Metadata(), paragraphs=paragraphs
    )
    coded = scorer_for(with_method(THREE, "count")).code_document(document)
    assert [ranked(coded[p.key]) for p in paragraphs] == [[("talent", 1)], [], []]


# --- where the method is chosen ---------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["method: count", "归类方法: 计词"])
def test_the_taxonomy_names_its_method(written: str, tmp_path: Path) -> None:
    path = tmp_path / "词典.yaml"
    path.write_text(f"settings: {{{written}}}\ntypes: {{人才: [公寓]}}\n", encoding="utf-8")
    counting = load_taxonomy(path)
    assert counting.method == "count"
    assert isinstance(scorer_for(counting), KeywordCounter)
    scoring = with_method(counting, "score")
    assert scoring.fingerprint != counting.fingerprint
    assert not isinstance(scorer_for(scoring), KeywordCounter)
    assert with_method(scoring, "count").fingerprint == counting.fingerprint
    assert with_method(counting, None) is counting


def test_no_such_method() -> None:
    with pytest.raises(UsageError, match=r"没有“tfidf”这种归类方法；可选 score、count"):
        with_method(THREE, "tfidf")
