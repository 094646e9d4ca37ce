"""How much there is to learn from, and what it gains on documents left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from compare.learning import Sample
from compare.learning.copies import without_copies
from compare.learning.trial import FEWEST_OF_A_TYPE, Trial, supply_of, try_out
from tests.coding.making import keyword, paragraph, taxonomy

pytest.importorskip("sklearn")

WORDS = taxonomy({"fund": [keyword("母基金", "fund")], "people": [keyword("引才", "people")]}, fingerprint="small")
DOCUMENTS = {
    "甲": ("镇街联合有关科室分批推进", "并在年底以前向社会公布结果"),
    "乙": ("由主管局牵头会商以后开展", "具体条件在申报通知里写明白"),
    "丙": ("各园区结合自身产业特点做好", "每半年听取一次企业意见建议"),
    "丁": ("从今年起逐年扩大规模组织", "经费在部门预算里统筹解决掉"),
}
SAID = {
    "fund": ("贷款贴息工作", "质押融资服务", "贷款风险补偿", "首次贷款贴息", "融资担保贴息"),
    "people": ("博士后资助", "博士后安居保障", "技能培训", "博士进站资助", "技能培训竞赛"),
    "": ("道路养护", "垃圾分类", "河道治理", "绿地养护", "河道垃圾清理"),
}


def samples() -> list[Sample]:
    return [
        Sample(
            file=file,
            paragraph=paragraph(f"{before}{said}，{behind}。"),
            wanted=frozenset({type_id} - {""}),
        )
        for file, (before, behind) in DOCUMENTS.items()
        for type_id, phrases in SAID.items()
        for said in phrases
    ]


def test_types_are_learned_from_enough_paragraphs_with_and_without_them() -> None:
    many = samples()
    assert supply_of(WORDS, many).types == ("fund", "people")
    few = [s for s in many if "people" not in s.wanted] + [s for s in many if "people" in s.wanted][
        : FEWEST_OF_A_TYPE - 1
    ]
    supply = supply_of(WORDS, few)
    assert supply.types == ("fund",)
    assert supply.with_type == {"fund": 20, "people": FEWEST_OF_A_TYPE - 1}
    only = [s for s in many if "fund" in s.wanted]
    assert supply_of(WORDS, only).types == ()


def test_what_is_left_open_is_neither_with_nor_without() -> None:
    unsure = [replace(s, contested=frozenset({"people"}), wanted=s.wanted - {"people"}) for s in samples()]
    supply = supply_of(WORDS, unsure)
    assert (supply.with_type["people"], supply.without_type["people"]) == (0, 0)
    assert supply.typeless == 40


@pytest.fixture(scope="module")
def tried() -> Trial:
    return try_out(WORDS, supply_of(WORDS, samples()))


def test_words_that_hold_in_other_documents_gain(tried: Trial) -> None:
    before, after = tried.f1()
    assert before == 0
    assert after > 0.6
    low, high = tried.interval
    assert 0 < low <= tried.gain <= high
    assert (tried.better, tried.worse) == (4, 0)


def test_words_of_one_document_only_gain_nothing() -> None:
    """Each document says fund in words of its own: what is learned from the others does not help."""
    own = dict(zip(DOCUMENTS, ("石桥贴补", "松林返还", "云台奖励", "青溪抵扣"), strict=True))
    lone = [
        replace(
            s,
            paragraph=paragraph(f"{DOCUMENTS[s.file][0]}{own[s.file]}{number % 3}，{DOCUMENTS[s.file][1]}。"),
        )
        if "fund" in s.wanted
        else s
        for number, s in enumerate(samples())
    ]
    tried = try_out(WORDS, supply_of(WORDS, lone))
    assert tried.f1("fund")[1] < 0.3


def test_the_order_of_samples_does_not_matter(tried: Trial) -> None:
    assert try_out(WORDS, supply_of(WORDS, samples()[::-1])) == tried


def test_copies_of_the_judged_are_not_learned_from() -> None:
    judged = samples()[0].paragraph.text
    copy = replace(samples()[1], file="戊", paragraph=paragraph(judged + "另行通知。"))
    other = replace(samples()[1], file="戊", paragraph=paragraph("新建人才公寓二百套，三年建成，优先分配给青年。"))
    assert without_copies([copy, other, samples()[0]], [judged], {"甲"}) == [other]


@pytest.mark.parametrize(("first", "second"), list(product([(1, 0, 0), (0, 1, 1), (0, 0, 0)], repeat=2)))
def test_counts_that_are_nothing_have_no_f1_to_divide_by(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    trial = Trial({("a", "x"): (*first,)}, {("a", "x"): (*second,)})  # type: ignore[dict-item]
    low, high = trial.interval
    assert low == high == trial.gain
