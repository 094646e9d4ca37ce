"""Loading: every accepted shape, every encoding, all errors at once."""

from __future__ import annotations

import codecs
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from compare.kinds import MENTIONS
from compare.model import Condition, Cues, Keyword, Scoring, Taxonomy
from compare.problems import TaxonomyError
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy, packaged_taxonomies, read_taxonomy
from compare.taxonomy.schema import FIELDS

FULL = """\
schema: 1
name: 示例分类
version: "2.1"
settings: {overlap: taxonomy, threshold: 4, max_types: 2, points: {strong: 2.5, weak: 0.5, damped: 0.25}}
global:
  mask: [金融科技]
  beneficiary_cues: [面向]
  list_damping: {items: 5, types: 3}
types:
  - id: finance
    name: 科技金融
    name_en: Finance
    definition: 以金融手段支持科技创新。
    include: 贷款、基金
    exclude: 财政补贴
    threshold: 2
    damped_by: [list]
    strong: [科技信贷, 863, NO, 12:30]
    guards: {上市: {before: [以], after: [级]}}
    subtypes:
      - id: listing
        name: 上市
        weak:
          - {term: 上市, near: [挂牌, 融资], within: 8, not_near: [新药]}
          - {term: 保险, aliases: [投保], all_of: [科技, 补贴], weight: 1.5}
          - {term: 基金, before: [设立], scope: paragraph, boundary: false, roles: [measure], headings: [金融]}
          - {term: 'A[0-9]+轮', pattern: true}
        examples: {应命中: [推动企业上市融资], 不应命中: [新药上市，加快审批]}
  - id: talent
    name: 人才
    strong: [博士]
residual:
  - {id: other-science, name: 科普, strong: [科普]}
aliases: {科贷: 科技信贷}
"""


@pytest.fixture
def load(tmp_path: Path):
    def write_and_load(text: str | bytes, name: str = "分类.yaml") -> Taxonomy:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_taxonomy(path)

    return write_and_load


def words(taxonomy: Taxonomy) -> dict[str, list[str]]:
    return {m.id: [k.text for k in m.keywords] for m in taxonomy.measures}


def keyword(taxonomy: Taxonomy, text: str) -> Keyword:
    return next(k for k in taxonomy.keywords if k.text == text)


def codes(error: pytest.ExceptionInfo[TaxonomyError]) -> list[tuple[int, str]]:
    return [(p.place.line, p.code.partition(".")[2]) for p in error.value.problems]


def test_full_shape(load):
    taxonomy = load(FULL)
    assert (taxonomy.name, taxonomy.version, taxonomy.file, taxonomy.overlap) == (
        "示例分类", "2.1", "分类.yaml", "taxonomy",
    )  # fmt: skip
    assert [m.id for m in taxonomy.measures] == ["finance", "listing", "talent", "other-science"]
    assert [m.id for m in taxonomy.types] == ["finance", "talent"]
    finance, listing = taxonomy.measures[:2]
    assert (finance.definition, finance.include, finance.exclude) == (
        "以金融手段支持科技创新。", "贷款、基金", "财政补贴",
    )  # fmt: skip
    assert (finance.threshold, finance.damped_by, finance.label_en) == (2.0, ("list",), "Finance")
    assert listing.parent == "finance"
    assert listing.damped_by == MENTIONS
    assert taxonomy.measures[-1].residual
    assert taxonomy.scoring == Scoring(threshold=4, max_types=2, strong=2.5, weak=0.5, damped=0.25)
    assert taxonomy.cues == Cues(beneficiary=("面向",), list_items=5, list_types=3)
    assert taxonomy.masks == ("金融科技",)


def test_every_plain_word_stays_text(load):
    assert words(load(FULL))["finance"] == ["科技信贷", "863", "NO", "12:30"]


def test_keywords_with_conditions(load):
    taxonomy = load(FULL)
    listed = keyword(taxonomy, "上市")
    assert listed.conditions == (Condition("near", ("挂牌", "融资"), 8), Condition("not_near", ("新药",), 8))
    assert (listed.strength, listed.points, listed.line) == ("weak", 0.5, 24)
    assert (listed.not_after, listed.not_before) == (("以",), ("级",)), "guards of a type hold for its sub-types"
    insurance = keyword(taxonomy, "保险")
    assert (insurance.points, insurance.aliases) == (1.5, ("投保",))
    assert insurance.conditions == (Condition("all_of", ("科技", "补贴"), 0),), "all_of without within: whole sentence"
    fund = keyword(taxonomy, "基金")
    assert fund.conditions == (Condition("before", ("设立",), 0, "paragraph"),)
    assert (fund.boundary, fund.roles, fund.headings) == (False, ("measure",), ("金融",))
    assert keyword(taxonomy, "A[0-9]+轮").pattern
    assert keyword(taxonomy, "科技信贷").aliases == ("科贷",)


def test_near_reaches_fifteen_characters_by_default(load):
    found = keyword(load("a: {strong: [{term: 上市, near: [挂牌]}]}"), "上市")
    assert found.conditions == (Condition("near", ("挂牌",), 15, "sentence"),)


def test_examples_keep_full_width_commas(load):
    positive, negative = load(FULL).by_id["listing"].examples
    assert (positive.expected, positive.measure_id, positive.line) == (True, "listing", 28)
    assert (negative.expected, negative.text) == (False, "新药上市，加快审批")


def test_chinese_field_names(load):
    taxonomy = load(
        """\
名称: 示例
设置: {门槛: 5, 分值: {强词: 3}}
全局: {屏蔽词: [金融科技], 受益对象提示词: [为]}
类型:
  - 编号: finance
    名称: 科技金融
    定义: 金融支持
    纳入: 贷款
    不纳入: 补贴
    关键词: [信贷, {词: 上市, 附近有: [挂牌], 字距: 6, 范围: 段, 前不接: [以], 词界: 是}]
    弱词: 基金
    子类: [{名称: 保险, 强词: [科技保险], 例句: {应命中: 推广科技保险}}]
其他类: [{编号: other-x, 名称: 科普, 强词: [科普]}]
别名: {贷款: 信贷}
"""
    )
    assert words(taxonomy) == {
        "finance": ["信贷", "上市", "基金"],
        "finance/保险": ["科技保险"],
        "other-x": ["科普"],
    }
    listed = keyword(taxonomy, "上市")
    assert listed.conditions == (Condition("near", ("挂牌",), 6, "paragraph"),)
    assert (listed.boundary, listed.not_after, listed.points) == (True, ("以",), 3.0)
    assert keyword(taxonomy, "信贷").aliases == ("贷款",)
    assert taxonomy.by_id["finance"].exclude == "补贴"
    assert taxonomy.cues.beneficiary == ("为",)


def test_simple_shapes(load):
    flat = load("孵化: [孵化器, 众创空间]\n人才: 博士\n")
    assert words(flat) == {"孵化": ["孵化器", "众创空间"], "人才": ["博士"]}
    assert flat.name == "分类"
    nested = load("孵化:\n  众创: [创客空间]\n  __: [孵化]\n  加速: {强词: [加速器], 弱词: [加速]}\n")
    assert words(nested) == {"孵化": ["孵化"], "孵化/众创": ["创客空间"], "孵化/加速": ["加速器", "加速"]}
    assert [m.parent for m in nested.measures] == [None, "孵化", "孵化"]
    assert [k.strength for k in nested.by_id["孵化/加速"].keywords] == ["strong", "weak"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_give_the_same_taxonomy(load, encoding):
    assert load(FULL.encode(encoding)).fingerprint == load(FULL).fingerprint


def test_big_endian_mark(load):
    assert words(load(codecs.BOM_UTF16_BE + "a: [孵化]".encode("utf-16-be"))) == {"a": ["孵化"]}


def test_unknown_encoding_is_refused(load):
    with pytest.raises(TaxonomyError) as error:
        load(b"a: [\xff\xff\xff]\n")
    assert codes(error) == [(0, "encoding")]


def test_windows_line_ends_change_nothing(load):
    assert load(FULL.replace("\n", "\r\n")).fingerprint == load(FULL).fingerprint


def test_errors_are_raised_together_with_their_lines(load):
    with pytest.raises(TaxonomyError) as error:
        load(
            "types:\n"
            "  - id: a\n"
            "    srtong: [x]\n"
            "    strong: [创业，孵化, {near: [y]}, [z]]\n"
            "    threshold: 三\n"
            "  - {id: a, strong: [b], strong: [c]}\n"
            "settings: {secondary_ratio: 7, overlap: longest}\n"
        )
    assert codes(error) == [
        (3, "misspelt-field"), (4, "full-width-comma"), (4, "no-term"), (4, "list-in-list"), (5, "not-number"),
        (6, "duplicate-id"), (6, "duplicate-key"), (7, "out-of-range"), (7, "bad-value"),
    ]  # fmt: skip
    first = error.value.problems[0]
    assert (first.place.column, first.place.text, dict(first.details)["field"]) == (5, "    srtong: [x]", "srtong")


def test_a_field_that_resembles_none_lists_the_known_ones(load):
    with pytest.raises(TaxonomyError) as error:
        load("types: [{id: a, 颜色: 红, strong: [x]}]")
    assert codes(error) == [(1, "unknown-field")]
    assert "definition" in dict(error.value.problems[0].details)["allowed"]


def test_syntax_errors_do_not_hide_each_other(load):
    with pytest.raises(TaxonomyError) as error:
        load("a: [x, *y]\nb：[z]\nc: [创业，孵化]\nd: [q\ne: [p]\n")
    assert codes(error) == [(1, "sign"), (2, "full-width-colon"), (3, "full-width-comma"), (4, "open-bracket")]


def test_anchors_cannot_blow_up(load):
    names = "abcdefghijklmnopqrst"
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise(names))
    with pytest.raises(TaxonomyError) as error:
        load(bomb)
    assert {code for _, code in codes(error)} == {"sign"}


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "---\n"])
def test_empty_files(load, text):
    with pytest.raises(TaxonomyError) as error:
        load(text)
    assert codes(error)[0][1] in ("empty-file", "no-keywords")


def test_missing_file(tmp_path):
    with pytest.raises(TaxonomyError) as error:
        load_taxonomy(tmp_path / "没有.yaml")
    assert codes(error) == [(0, "taxonomy-unknown")]


def test_bad_patterns(load):
    with pytest.raises(TaxonomyError) as error:
        load("a: {strong: [{term: '(', pattern: true}, {term: 'x*', pattern: true}, {term: '(?=a)b', pattern: true}]}")
    assert [code for _, code in codes(error)] == ["bad-pattern"] * 3


# --- included files ---


def test_includes_are_merged_by_id(load, tmp_path):
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "区.yaml").write_text(
        "types:\n"
        "  - id: finance\n"
        "    strong: [湾区科贷]\n"
        "    subtypes: [{id: listing, weak: [区域股权]}, {id: new, name: 新, strong: [投贷]}]\n"
        "  - {id: land, name: 用地, strong: [工业上楼]}\n"
        "aliases: {博: 博士}\n"
        "global: {mask: [区块链], beneficiary_cues: [惠及]}\n",
        encoding="utf-8",
    )
    merged = load(FULL + "include: [local/区.yaml]\n")
    found = words(merged)
    assert found["finance"][-1] == "湾区科贷"
    assert found["listing"][-1] == "区域股权"
    assert list(found) == ["finance", "listing", "new", "talent", "land", "other-science"]
    assert merged.by_id["finance"].label == "科技金融"
    assert keyword(merged, "博士").aliases == ("博",)
    assert merged.masks == ("金融科技", "区块链")
    assert merged.cues.beneficiary == ("面向", "惠及")


def test_include_faults(load, tmp_path):
    (tmp_path / "区.yaml").write_text("types: [{id: fnance, strong: [x]}]\ninclude: [分类.yaml]\n", encoding="utf-8")
    with pytest.raises(TaxonomyError) as error:
        load(FULL + "include: [区.yaml, 无.yaml]\n")
    found = {(Path(p.place.file).name, p.code) for p in error.value.problems}
    assert found == {
        ("区.yaml", "taxonomy.include-unknown-id"),
        ("区.yaml", "taxonomy.include-cycle"),
        ("分类.yaml", "taxonomy.include-missing"),
    }


# --- fingerprint ---


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("definition: 以金融手段支持科技创新。", "definition: 另一个定义"),
        ("name: 人才", "name: 人才引育"),
        ("strong: [科技信贷, 863, NO, 12:30]", "strong: [12:30, NO, 科技信贷, 863]  # 换了次序"),
        ("near: [挂牌, 融资]", "near: [融资, 挂牌]"),
        ("不应命中: [新药上市，加快审批]", "不应命中: []"),
    ],
)
def test_fingerprint_ignores_what_cannot_change_a_coding(load, old, new):
    assert old in FULL
    assert load(FULL.replace(old, new)).fingerprint == load(FULL).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within: 8", "within: 9"),
        ("strong: [博士]", "strong: [博士, 院士]"),
        ("strong: [博士]", "weak: [博士]"),
        ("before: [以]", "before: [已]"),
        ("mask: [金融科技]", "mask: []"),
        ("threshold: 4", "threshold: 3"),
        ("    threshold: 2", "    threshold: 3"),
        ("damped_by: [list]", "damped_by: []"),
        ("beneficiary_cues: [面向]", "beneficiary_cues: [服务]"),
        ("aliases: {科贷: 科技信贷}", "aliases: {}"),
        ("overlap: taxonomy", "overlap: all"),
        ("pattern: true", "pattern: false"),
        ("headings: [金融]", "headings: [科技]"),
    ],
)
def test_fingerprint_changes_with_everything_that_can(load, old, new):
    assert old in FULL
    before = load(FULL).fingerprint
    assert len(before) == 12
    assert load(FULL.replace(old, new)).fingerprint != before


# --- what comes with the program ---


def test_packaged_taxonomies_load():
    packaged = packaged_taxonomies()
    assert {"innovation", "policy-tools"} <= set(packaged)
    assert default_taxonomy_path() == packaged["innovation"]
    for path in packaged.values():
        assert load_taxonomy(path).keywords


def test_default_taxonomy_has_the_six_types():
    taxonomy = load_taxonomy(default_taxonomy_path())
    assert [m.id for m in taxonomy.types] == ["enterprise", "platform", "incubator", "fintech", "talent", "transfer"]
    assert all(m.id.startswith("other-") for m in taxonomy.residuals)
    assert not [p for p in read_taxonomy(default_taxonomy_path()).problems if p.severity == "error"]


def test_the_table_knows_every_number_and_cue_of_the_model():
    known = {f.name for level in ("settings", "points", "list_damping", "global") for f in FIELDS[level]}
    assert {f.name for f in fields(Scoring)} <= known
    lists = {f"{f.name}_cues" for f in fields(Cues) if not f.name.startswith("list_")} - {"negative_cancel_cues"}
    assert lists | {"negative_cancel", "items", "types"} <= known


def test_a_simple_file_may_hold_the_fields_of_a_file(load, tmp_path: Path) -> None:
    (tmp_path / "地方词.yaml").write_text("人才: [湾区英才]\n", encoding="utf-8")
    taxonomy = load("并入: [地方词.yaml]\nname: 我的分类\n别名: {英才: 湾区英才}\n人才: [人才公寓]\n语言: [普通话]\n")
    assert taxonomy.name == "我的分类"
    assert [m.label for m in taxonomy.measures] == ["人才", "语言"]  # a list of words is a type whatever its name
    assert [(k.text, k.aliases) for k in taxonomy.measures[0].keywords] == [("人才公寓", ()), ("湾区英才", ("英才",))]


def test_a_missing_include_of_a_simple_file_is_reported_with_its_line(load) -> None:
    with pytest.raises(TaxonomyError) as caught:
        load("人才: [人才公寓]\ninclude: [没有.yaml]\n")
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("taxonomy.include-missing", 2)]


def test_a_pattern_that_is_only_wrong_after_folding_is_reported(load) -> None:
    with pytest.raises(TaxonomyError) as caught:
        load('人才: [{词: "[ａ-［]", pattern: true}]\n')
    assert [p.code for p in caught.value.problems] == ["taxonomy.bad-pattern"]


def test_nesting_has_a_limit_that_nobody_meets(load) -> None:
    def nested(levels: int) -> str:
        return "\n".join(" " * i + f"类{i}:" for i in range(levels)) + " [词]"

    assert len(load(nested(40)).measures) == 40
    assert load("# {[\n" * 200 + "人才: [公寓]\n").measures  # only looks deep
    with pytest.raises(TaxonomyError) as caught:
        load(nested(200))
    assert [p.code for p in caught.value.problems] == ["typing.too-deep"]
