"""Words are learned from coded paragraphs: the same samples give the same table, and it says what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from compare.coding import Scorer
from compare.learning import Sample, is_common, learn
from compare.model import LearnedTable
from tests.coding.making import keyword, paragraph, taxonomy

pytest.importorskip("sklearn")

WORDS = taxonomy({"fund": [keyword("母基金", "fund")], "people": [keyword("引才", "people")]}, fingerprint="small")
OPENINGS = ("大力推进", "积极开展", "认真做好", "继续实施", "稳步加强")
SAID = {
    "fund": ("贷款贴息工作", "知识产权质押融资", "贷款风险补偿"),
    "people": ("博士后资助工作", "技能培训", "博士后安居保障"),
    "": ("道路养护", "垃圾分类", "河道治理"),
}


def samples() -> list[Sample]:
    return [
        Sample(
            file=f"{number % 6}.txt",
            paragraph=paragraph(f"{opening}{said}，明确责任。"),
            wanted=frozenset({type_id} - {""}),
        )
        for type_id, phrases in SAID.items()
        for number, (opening, said) in enumerate(product(OPENINGS, phrases))
    ]


@pytest.fixture(scope="module")
def table() -> LearnedTable:
    return learn(WORDS, samples())


def test_what_marks_a_type_speaks_for_it(table: LearnedTable) -> None:
    points = {(w.term, w.type_id): w.points for w in table.words if w.place == "learned"}
    assert points["博士后", "people"] > 0 > points.get(("博士后", "fund"), -1)
    assert points["贷款", "fund"] > 0


def test_the_order_of_samples_does_not_matter(table: LearnedTable) -> None:
    assert learn(WORDS, samples()[::-1]) == table


def test_a_new_paragraph_is_coded_by_what_was_learned(table: LearnedTable) -> None:
    taught = replace(WORDS, learned=table, fingerprint="taught")
    for text, wanted in (("全面落实博士后资助。", ["people"]), ("全面落实道路养护。", [])):
        assert [c.measure_id for c in Scorer(taught).code(paragraph(text)) if c.rank] == wanted


def test_contested_types_are_not_learned_from() -> None:
    people = [s for s in samples() if "people" in s.wanted]
    contested = [replace(s, contested=frozenset({"people"}), wanted=frozenset()) for s in people]
    others = [s for s in samples() if "people" not in s.wanted]
    assert {t for t, _ in learn(WORDS, others + contested).thresholds} == {"fund"}


@pytest.mark.parametrize("term", ["花都区", "花都", "广州市民", "第三章", "三十五", "二十条"])
def test_names_and_numbers_are_no_words_of_a_table(term: str) -> None:
    assert not is_common(term)


@pytest.mark.parametrize("term", ["成果转化", "概念验证", "天使", "贷款贴息", "人才公寓", "实验室"])
def test_words_of_the_field_are(term: str) -> None:
    assert is_common(term)
