"""Candidates written into a copy of a taxonomy: only they are new, everything else stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.taxonomy.additions import add_weak_keywords, name_table
from compare.taxonomy.files import load_taxonomy
from compare.yamlfiles.nodes import Sheet

WORDS = {"tal": ["周转住房", "人才驿站"], "fin": ["先投后股"]}


def added(text: str, words: dict[str, list[str]] | None = None) -> str:
    return add_weak_keywords(Sheet("分类.yaml", text), WORDS if words is None else words)


def loaded(tmp_path: Path, text: str) -> dict[str, list[tuple[str, str]]]:
    path = tmp_path / "分类.yaml"
    path.write_text(text, encoding="utf-8")
    return {m.id: [(k.text, k.strength) for k in m.keywords] for m in load_taxonomy(path).measures}


FULL = """\
# 我的分类,2024年修订
types:
  - id: tal   # 人才
    name: 人才
    strong: [人才公寓]
    weak: [高层次人才]   # 待核
    subtypes:
      - {id: tal-in, name: 引才, weak: [博士]}

  - id: fin
    name: 科技金融
    strong:
      - 科技贷款
      - 天使投资
"""


def test_words_join_the_weak_list_or_get_one(tmp_path: Path) -> None:
    before, after = loaded(tmp_path, FULL), loaded(tmp_path, added(FULL))
    assert after["tal"] == [*before["tal"], ("周转住房", "weak"), ("人才驿站", "weak")]
    assert ("先投后股", "weak") in after["fin"] and set(before["fin"]) < set(after["fin"])
    assert after["tal-in"] == before["tal-in"]


def test_everything_else_stays_byte_for_byte() -> None:
    remark = "  # 候选词，请逐个核对，不合适的删去"
    lines = added(FULL).replace(", 周转住房, 人才驿站", "").splitlines(keepends=True)
    lines.remove(f"    weak: [先投后股]{remark}\n")
    assert "".join(lines) == FULL


@pytest.mark.parametrize(
    "text",
    [
        "types:\n  - id: tal\n    weak:\n      - 高层次人才   # 待核\n      - 博士\n    name: 人才\n",
        "types:\n  - id: tal\n    weak:\n    - 高层次人才\n",
        "types:\n  - id: tal\n    weak:\n      - 博士\n      - term: 高层次人才\n        near: [引进]\n    name: 甲\n",
        "types:\n  - id: tal\n    weak:\n      - term: 高层次人才\n        near:\n          - 引进\n\n# 完\n",
        "types:\n  - id: tal\n    weak: [{term: 高层次人才, near: [引进]}]\n",
        "types:\n  - {id: tal, weak: [高层次人才]}\n",
        "types: [{id: tal, weak: [高层次人才,\n   博士]}]\n",
        "types:\n  - id: tal\n    weak: []\n    strong: [人才公寓]\n",
        "types:\n  - {id: tal, strong: [人才公寓]}\n",
        "types:\n  - id: tal\n    strong: [人才公寓]",
        'types:\n  - id: "tal"\n    strong: [人才公寓]\n',
        "类型:\n  - 编号: tal\n    弱词: [高层次人才]\n",
        "类型:\n  - 编号: tal\n    强词: [人才公寓]\n",
        "tal: [人才公寓]\n",
        "tal:\n  - 人才公寓\n  - 博士\nfin: [科技贷款]\n",
        "tal:\n- 人才公寓",
        "tal: {强词: [人才公寓]}\n",
        "tal: {弱词: [高层次人才]}\n",
        "tal:\n  强词: [人才公寓]\n  弱词:\n    - 高层次人才\n",
        "tal:\n  强词: [人才公寓]\nfin: [科技贷款]\n",
    ],
)
def test_every_way_of_writing_takes_the_words(tmp_path: Path, text: str) -> None:
    before, after = loaded(tmp_path, text), loaded(tmp_path, added(text))
    assert [k for k, _ in after["tal"] if (k, "weak") in after["tal"] or k in WORDS["tal"]][-2:] == WORDS["tal"]
    assert set(before["tal"]) < set(after["tal"])
    assert len(after["tal"]) == len(before["tal"]) + 2


@pytest.mark.parametrize(
    "text", ["tal: {引才: [博士]}\n", "tal:\n  引才: [博士]\n  安居: {强词: [人才公寓]}\nfin: [科技贷款]\n"]
)
def test_a_type_of_subtypes_gets_one_more(tmp_path: Path, text: str) -> None:
    before, after = loaded(tmp_path, text), loaded(tmp_path, added(text, {"tal": WORDS["tal"]}))
    (name,) = set(after) - set(before)
    assert "候选词" in name
    assert after[name] == [(word, "weak") for word in WORDS["tal"]]
    assert all(after[other] == before[other] for other in before)


def test_risky_words_are_quoted(tmp_path: Path) -> None:
    risky = ["863", "no", "产学研: 合作", "#1 工程", "甲、乙"]
    for text in ("types:\n  - id: tal\n    strong: [人才公寓]\n", "tal:\n  - 人才公寓\n"):
        assert [k for k, _ in loaded(tmp_path, added(text, {"tal": risky}))["tal"] if k in risky] == risky


def test_no_words_or_unknown_types_change_nothing() -> None:
    for words in ({}, {"tal": []}, {"nix": ["词"]}):
        assert added(FULL, words) == FULL
    assert added("") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("schema: 1\ntypes: []\n", "learned: 词.tsv\nschema: 1\ntypes: []\n"),
        ("# 说明\n\nname: 甲  # 名\ntypes: []\n", "# 说明\n\nlearned: 词.tsv\nname: 甲  # 名\ntypes: []\n"),
        ("name: 甲\nlearned: off  # 不用\ntypes: []\n", "name: 甲\nlearned: 词.tsv  # 不用\ntypes: []\n"),
        ("name: 甲\nlearned: weights/旧.tsv\n", "name: 甲\nlearned: 词.tsv\n"),
        ("name: 甲\nlearned:\ntypes: []\n", "name: 甲\nlearned: 词.tsv\ntypes: []\n"),
        ("已学词: '关'\ntypes: []\n", "已学词: 词.tsv\ntypes: []\n"),
        ("{name: 甲, types: []}\n", "{learned: 词.tsv, name: 甲, types: []}\n"),
        ("  name: 甲\n  types: []\n", "  learned: 词.tsv\n  name: 甲\n  types: []\n"),
        ("人才: [人才公寓]\n", "learned: 词.tsv\n人才: [人才公寓]\n"),
    ],
)
def test_the_name_of_a_table_is_all_that_changes(before: str, after: str) -> None:
    assert name_table(Sheet("分类.yaml", before), "词.tsv") == after


def test_a_name_that_yaml_would_misread_is_quoted(tmp_path: Path) -> None:
    text = name_table(Sheet("分类.yaml", FULL), "甲: 乙 #1.tsv")
    assert text.startswith('# 我的分类,2024年修订\nlearned: "甲: 乙 #1.tsv"\n')
    assert loaded(tmp_path, text) == loaded(tmp_path, FULL)
