"""From matches to codings: a score is the sum of its reasons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import lexicons
from compare.chinese import text as text_module
from compare.chinese.normalize import fold, plain
from compare.chinese.text import Text
from compare.coding import Scorer, code_document, scorer_for
from compare.model import Coding, Keyword, Measure, Scoring, Taxonomy
from compare.taxonomy.files import load_taxonomy
from tests.coding.making import CUES, keyword, paragraph
from tests.documents.drafting import document


def weak(text: str, measure_id: str) -> Keyword:
    return keyword(text, measure_id, strength="weak", points=1.0)


def strong(measure_id: str, *texts: str) -> tuple[Keyword, ...]:
    return tuple(keyword(text, measure_id) for text in texts)


FUND = (*strong("fund", "母基金", "风险补偿", "信用贷款", "担保"), weak("融资", "fund"))
FOUR = Taxonomy(
    "试验",
    "1",
    (
        Measure("fund", "资金", keywords=FUND),
        Measure("space", "载体", keywords=(*strong("space", "孵化器"), weak("载体", "space"))),
        Measure("space-garden", "园区", parent="space", keywords=strong("space-garden", "专业园")),
        Measure("people", "人才", keywords=(*strong("people", "引才", "人才公寓"), weak("团队", "people"))),
        Measure("work", "攻关", residual=True, keywords=(*strong("work", "揭榜"), weak("项目", "work"))),
    ),
    cues=CUES,
)
SCORER = Scorer(FOUR)


def code(text: str, *headings: str, title: str = "", lead: str = "", taxonomy: Taxonomy = FOUR) -> tuple[Coding, ...]:
    return Scorer(taxonomy).code(paragraph(text, headings, lead=lead), title)


def ranked(codings: tuple[Coding, ...]) -> list[str]:
    return [c.measure_id for c in codings if c.rank]


def reasons(codings: tuple[Coding, ...], measure_id: str) -> list[tuple[str, float]]:
    return [(r.rule, r.points) for c in codings if c.measure_id == measure_id for r in c.reasons]


# -- the arithmetic ---------------------------------------------------------------------------------------------


def test_one_strong_term_in_the_body_is_a_mention_and_in_the_lead_a_measure() -> None:
    assert reasons(code("加快发展。各部门配合建设孵化器。"), "space") == [("body", 2.0)]
    assert ranked(code("加快发展。各部门配合建设孵化器。")) == []
    assert reasons(code("建设孵化器。加快发展。"), "space") == [("body", 2.0), ("lead", 2.0)]
    assert ranked(code("建设孵化器。加快发展。")) == ["space"]


def test_two_distinct_strong_terms_are_a_measure_and_one_twice_is_not() -> None:
    assert ranked(code("加快发展。各方引才,建人才公寓。")) == ["people"]
    assert ranked(code("加快发展。各方引才,再引才。")) == []


def test_weak_terms_need_company() -> None:
    assert reasons(code("加强载体和团队。"), "space") == [("body", 1.0)]
    assert ranked(code("加强载体。", "建设孵化器")) == ["space"]


def test_the_body_is_capped_and_says_so() -> None:
    found = code("加快发展。财政设立母基金、风险补偿、信用贷款和担保,扩大融资。")
    assert reasons(found, "fund") == [("body", 2.0)] * 4 + [("body", 1.0), ("body_cap", -1.0), ("sentence", 0.0)]
    assert found[0].score == 8.0


def test_the_nearest_heading_the_ones_above_the_title_and_the_lead_sentence_add() -> None:
    assert reasons(code("加快发展。各部门配合建设孵化器。", "发展孵化器"), "space") == [("body", 2.0), ("heading", 3.0)]
    assert reasons(code("加快发展。各部门配合建设孵化器。", "发展载体"), "space") == [("body", 2.0), ("heading", 1.0)]
    assert reasons(code("加快发展。各部门配合建设孵化器。", "发展孵化器", "完善服务"), "space") == [
        ("body", 2.0),
        ("context", 1.0),
    ]
    assert reasons(code("加快发展。各部门配合建设孵化器。", "发展孵化器", ""), "space") == [
        ("body", 2.0),
        ("heading", 3.0),
    ]
    assert reasons(code("加快发展。各部门配合建设孵化器。", title="孵化器办法"), "space") == [
        ("body", 2.0),
        ("title", Scoring().title_strong),
    ]
    assert reasons(code("加快发展。给予补助。", title="孵化器办法"), "space") == []
    assert reasons(code("(一)新认定的;", lead="对孵化器给予补助:"), "space") == [("item", 2.0)]


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ("(一)最高2000万元运行经费补助;", 3.0), ("(二)省级的,奖励50万元;", 3.0), ("(三)按实际支出补助30%。", 3.0),
        ("(四)优先推荐;", 2.0),
    ],
)  # fmt: skip
def test_a_sum_alone_goes_to_the_object_of_its_lead(item: str, points: float) -> None:
    assert reasons(code(item, lead="对孵化器给予:"), "space")[0] == ("item", points)


def test_passing_mentions_count_half_or_nothing() -> None:
    other = "引才,建人才公寓。"
    assert reasons(code(other + "依托孵化器开展培训。"), "space") == [("location", 1.0)]
    assert reasons(code(other + "实施工程,带动孵化器建设。"), "space") == [("outcome", 1.0)]
    assert reasons(code(other + "由孵化器负责培训。"), "space") == [("actor", 1.0)]
    assert reasons(code(other + "面向孵化器提供培训。"), "space") == [("beneficiary", 0.0)]
    assert reasons(code(other + "安排经费(含孵化器补助)。"), "space") == [("aside", 0.0)]
    assert reasons(code("加快发展。发展设计、担保、孵化器、咨询等服务。"), "fund") == [("list", 0.0)]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("由孵化器负责组织路演。", [("actor", 1.0), ("alone", 2.0)]),
        ("面向孵化器开展培训。", [("beneficiary", 0.0), ("alone", 3.0)]),
        ("实施工程,带动孵化器建设。", [("outcome", 1.0), ("alone", 2.0)]),
        ("发展设计、担保、孵化器、咨询等服务。", [("list", 0.0)]),
        ("安排经费(含孵化器补助)。", [("aside", 0.0)]),
        ("加快发展。依托孵化器,多方建设孵化器。", [("body", 2.0)]),
    ],
)
def test_a_function_that_is_no_object_speaks_where_nothing_else_does(text: str, alone: list[tuple[str, float]]) -> None:
    assert reasons(code(text), "space") == alone
    assert ranked(code(text)) == (["space"] if alone[-1][0] == "alone" else [])
    with_object = code(text + "设立母基金和担保。")
    assert "alone" not in {rule for rule, _ in reasons(with_object, "space")}
    assert ranked(with_object) == ["fund"]


def test_who_acts_is_the_object_in_a_document_about_it() -> None:
    text = "孵化器应当设立母基金。"
    assert ranked(code(text)) == ["fund"]
    assert ranked(code(text, title="孵化器管理办法")) == ["space", "fund"]


def test_the_best_standing_of_a_keyword_counts() -> None:
    assert reasons(code("加快发展。依托孵化器,多方建设孵化器。"), "space") == [("body", 2.0)]


def test_own_numbers_of_a_taxonomy() -> None:
    own = replace(FOUR, scoring=Scoring(threshold=2.0, lead_strong=0.0, heading_strong=5.0))
    found = code("加快发展。各部门配合建设孵化器。", "发展孵化器", taxonomy=own)
    assert reasons(found, "space") == [("body", 2.0), ("heading", 5.0), ("sentence", 0.0)]
    assert ranked(code("加快发展。各部门配合建设孵化器。", taxonomy=own)) == ["space"]
    strict = replace(FOUR, measures=tuple(replace(m, threshold=5.0) if m.id == "space" else m for m in FOUR.measures))
    assert ranked(code("建设孵化器。", taxonomy=strict)) == []


# -- ranks ------------------------------------------------------------------------------------------------------


def test_types_far_below_the_top_are_mentions() -> None:
    text = "设立母基金、风险补偿和信用贷款。提供场地。多方建设孵化器。改善载体。"
    assert [(c.measure_id, c.rank) for c in code(text, "发展科技担保")] == [("fund", 1), ("space", 0)]
    loose = replace(FOUR, scoring=Scoring(secondary_ratio=0.2, own_ratio=0.2))
    assert ranked(code(text, "发展科技担保", taxonomy=loose)) == ["fund", "space"]


def test_a_sentence_of_its_own_is_a_topic_however_small() -> None:
    text = "设立母基金、风险补偿和信用贷款。提供场地。多方建设孵化器,办专业园。"
    assert reasons(code(text), "space") == [("body", 2.0), ("body", 2.0), ("sentence", 0.0)]
    assert ranked(code(text, "发展科技担保")) == ["fund", "space"]
    shared = "设立母基金、风险补偿和信用贷款。提供场地。多方建设孵化器,设立母基金,扩大信用贷款,风险补偿和担保。"
    assert "sentence" not in {rule for rule, _ in reasons(code(shared), "space")}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("加快发展。设立母基金。建设孵化器。引才。", ["fund", "space", "people"]),
        ("加快发展。设立母基金；建设孵化器；引才，加强团队。", ["fund", "space", "people"]),
        ("设立母基金。提供场地。建设孵化器。改善环境。建设专业园。", ["space", "fund"]),
        ("加快发展。一是设立母基金。二是大力建设孵化器。", ["fund", "space"]),
        ("加快发展。设立母基金。配合有关部门建设孵化器。", ["fund"]),
        ("改造农贸市场,组织揭榜,实施项目。办好演出。带动引才。修建公园。", ["work"]),
    ],
)
def test_a_paragraph_has_the_types_of_its_sentences_most_sentences_first(text: str, types: list[str]) -> None:
    assert ranked(code(text)) == types


def test_a_heading_speaks_for_the_paragraph_not_against_a_sentence() -> None:
    assert ranked(code("完善服务。引才。", "建设孵化器")) == ["people"]
    assert ranked(code("完善服务。改善环境。", "建设孵化器")) == ["space"]


def test_sentences_that_are_mostly_of_types_are_no_asides_of_a_residual_type() -> None:
    rest = "组织揭榜,加快攻关、专项、研究。"
    many = replace(FOUR, measures=(*FOUR.measures[:-1], Measure(
        "work", "攻关", residual=True, keywords=strong("work", "揭榜", "攻关", "专项", "研究")
    )))  # fmt: skip
    assert ranked(code(rest + "引才。建设孵化器。", taxonomy=many)) == ["people", "space"]
    assert ranked(code(rest + "引才。办好演出。修建公园。", taxonomy=many)) == ["work"]


def test_as_many_types_as_there_are_and_no_more_than_allowed() -> None:
    text = "设立母基金和担保,建设孵化器、专业园,引才并建人才公寓。"
    assert ranked(code(text)) == ["fund", "space", "people"]
    assert ranked(code(text, taxonomy=replace(FOUR, scoring=Scoring(max_types=2)))) == ["fund", "space"]


def test_a_heading_alone_decides_only_where_the_text_names_no_type() -> None:
    assert ranked(code("加快发展,完善服务。", "建设孵化器")) == ["space"]
    assert ranked(code("设立母基金。扩大信用贷款。", "建设孵化器")) == ["fund"]


def test_residual_types_win_only_without_a_headline_type() -> None:
    assert ranked(code("组织揭榜。")) == ["work"]
    assert ranked(code("组织揭榜。引才,建人才公寓。")) == ["people"]
    assert ranked(code("组织揭榜。加强团队。")) == ["work"]
    assert ranked(code("实施项目。")) == []
    assert ranked(code("组织揭榜,实施项目。", "建设孵化器")) == ["work"]


def test_subtypes_stand_behind_their_type_strongest_first() -> None:
    found = code("建设专业园和孵化器。")
    assert [(c.measure_id, c.subtypes) for c in found] == [("space", ("space-garden",))]


def test_rejected_matches_are_kept_with_their_type() -> None:
    (coding,) = code("不得新设孵化器。")
    assert (coding.measure_id, coding.rank, coding.reasons, coding.matches[0].rejected) == (
        "space",
        0,
        (),
        "prohibited",
    )


@pytest.mark.parametrize(
    ("bound", "role", "heading", "rejected"),
    [
        ({"roles": ("safeguard",)}, "measure", "", "role"), ({"roles": ("safeguard",)}, "safeguard", "", ""),
        ({"headings": ("载体",)}, "measure", "发展平台", "heading"),
        ({"headings": ("载体",)}, "measure", "发展载体", ""),
        ({"headings": ("AI（载体）",)}, "measure", "发展ai(载体)", ""),
    ],
)  # fmt: skip
def test_keywords_bound_to_roles_or_headings(
    bound: dict[str, tuple[str, ...]], role: str, heading: str, rejected: str
) -> None:
    taxonomy = Taxonomy("试验", "1", (Measure("a", "甲", keywords=(keyword("孵化器", **bound),)),))
    (coding,) = Scorer(taxonomy).code(paragraph("建设孵化器。", (heading,), role=role))  # type: ignore[arg-type]
    assert coding.matches[0].rejected == rejected
    assert bool(coding.rank) is not bool(rejected)


def test_no_keyword_no_coding() -> None:
    assert code("加强组织领导。") == ()


WORDS = [k.text for k in FOUR.keywords]
TEXT = st.lists(
    st.sampled_from([*WORDS, "依托", "为", "提供", "、", ",", "。", "不得", "不足", "带动", "建设"]), max_size=14
).map("".join)


@pytest.mark.whole
@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from(["", "发展孵化器", "融资与引才"]), st.sampled_from(["", "母基金办法"]))
def test_sums_and_ranks_hold_for_any_text(text: str, heading: str, title: str) -> None:
    found = SCORER.code(paragraph(text, (heading,)), title)
    assert all(c.score == round(sum(r.points for r in c.reasons), 3) for c in found)
    assert len({c.measure_id for c in found}) == len(found)
    ranks = [c.rank for c in found if c.rank]
    assert ranks == list(range(1, len(ranks) + 1))
    assert [c.rank for c in found] == ranks + [0] * (len(found) - len(ranks))
    assert all(m.keyword.measure_id.startswith(c.measure_id) for c in found for m in c.matches)
    for coding in found:
        if coding.rank and not FOUR.by_id[coding.measure_id].residual:
            assert coding.score >= 3.0
    assert {r.rule for c in found for r in c.reasons} <= set(lexicons.words("reasons", "zh"))


def test_a_paragraph_is_folded_once_and_a_heading_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built = document([
        "望江区科技创新措施", "一、发展孵化器", "(一) 建设孵化器,引才。", "(二) 扩大信用贷款。",
        "(三) 设立母基金 和担保。", "二、其他事项", "加强领导。",
    ])  # fmt: skip
    fresh = replace(built, paragraphs=tuple(replace(p, words=Text(p.text)) for p in built.paragraphs))
    folded: list[str] = []
    monkeypatch.setattr(text_module, "fold", lambda source: folded.append(source) or fold(source))
    monkeypatch.setattr(text_module, "plain", lambda source: folded.append(source) or plain(source))
    expected = {p.key: SCORER.code(p, built.title) for p in built.paragraphs}
    folded.clear()
    scorer = Scorer(FOUR)
    assert [c.measure_id for found in scorer.code_document(fresh).values() for c in found] == [
        c.measure_id for p in built.paragraphs for c in expected[p.key]
    ]
    assert sorted(folded) == sorted({*(p.text for p in fresh.paragraphs), *HEADINGS, built.title})


HEADINGS = ("发展孵化器", "其他事项")


def test_paragraphs_together_are_coded_as_each_alone() -> None:
    built = document(
        ["望江区措施", "建设 孵化器,引才。", "担保。", "發展信用貸款和擔保。", "加强领导。", "提高母基金。"]
    )
    together = SCORER.code_document(built)
    assert [together[p.key] for p in built.paragraphs] == [SCORER.code(p, built.title) for p in built.paragraphs]
    assert any(together.values())


# -- other category systems -------------------------------------------------------------------------------------

FIVE = """
name: 文旅措施
settings:
  {overlap: taxonomy, threshold: 2, max_types: 1, points: {strong: 4, weak: 1, lead_strong: 0, heading_strong: 1}}
types:
  - {id: scenic, name: 景区, strong: [景区提质, {term: 步道, near: [登山], within: 4}]}
  - id: stay
    name: 住宿
    subtypes:
      - {id: stay-home, name: 民宿, strong: [民宿], subtypes: [{id: stay-home-old, name: 老宅民宿, strong: [老宅民宿]}]}
  - {id: food, name: 餐饮, strong: [老字号]}
  - {id: show, name: 演艺, weak: [演出, 剧场]}
  - {id: craft, name: 非遗, strong: [{term: '非遗.{0,2}工坊', pattern: true}]}
aliases: {老店: 老字号}
"""
FLAT = "景区: [景区提质, 步道]\n住宿: [民宿]\n演艺: [演出, 剧场]\n"


def from_file(tmp_path: Path, text: str) -> Taxonomy:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(text, encoding="utf-8")
    return load_taxonomy(path)


def test_a_taxonomy_of_another_field_and_shape(tmp_path: Path) -> None:
    own = from_file(tmp_path, FIVE)
    built = document([
        "望江区文旅促进措施", "第一条 修建登山步道,推动景区提质。", "第二条 支持老宅民宿改造。",
        "第三条 举办演出,建设小剧场。", "第四条 建设非遗特色工坊。",
        "第五条 修建沿江步道。", "第六条 扶持百年老店。", "第七条 本措施自2026年1月1日起施行。",
    ])  # fmt: skip
    coded = code_document(built, own)
    main = [next((c for c in coded.codings.get(p.key, ()) if c.rank), None) for p in built.paragraphs]
    assert [c.measure_id if c else "" for c in main] == ["scenic", "stay", "show", "craft", "", "food", ""]
    assert main[1] is not None and main[1].subtypes == ("stay-home-old",)
    assert main[0] is not None and main[0].score == 8.0  # 4 + 4, which the cap of 8 leaves whole


def test_a_flat_file_of_types_and_keywords(tmp_path: Path) -> None:
    own = from_file(tmp_path, FLAT)
    texts = ("推动景区提质。", "支持民宿改造。", "办好演出。", "加强领导。")
    found = [ranked(Scorer(own).code(paragraph(text))) for text in texts]
    assert found == [["景区"], ["住宿"], ["演艺"], []]


def test_one_scorer_a_fingerprint(tmp_path: Path) -> None:
    own = from_file(tmp_path, FLAT)
    assert scorer_for(own) is scorer_for(from_file(tmp_path, FLAT))
    assert scorer_for(own) is not scorer_for(from_file(tmp_path, FIVE))


def test_keywords_of_a_match_stand_on_the_lines_of_their_own_file(tmp_path: Path) -> None:
    own, moved = from_file(tmp_path, FLAT), from_file(tmp_path, "# 一行注释\n" + FLAT)
    assert own.fingerprint == moved.fingerprint
    for taxonomy in (own, moved):
        (coding,) = scorer_for(taxonomy).code(paragraph("推动景区提质。"))
        assert coding.matches[0].keyword in taxonomy.keywords
