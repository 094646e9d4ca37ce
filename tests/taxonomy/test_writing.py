"""Writing our own YAML, and what changed between two versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import Condition, Keyword, Measure, Taxonomy
from compare.taxonomy.diff import Change, diff_taxonomies
from compare.taxonomy.files import load_taxonomy, packaged_taxonomies
from compare.taxonomy.writing import taxonomy_text, write_taxonomy
from compare.taxonomy.yaml_text import scalar, term

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.whole
@settings(derandomize=True, max_examples=300)
@given(TEXTS)
def test_a_scalar_reads_back_as_the_same_string_in_block_and_flow(text):
    assert yaml.safe_load(f"a: {scalar(text)}\nb: [{scalar(text)}, {term(text)}]\n") == {"a": text, "b": [text, text]}


@pytest.mark.parametrize("text", ["863", "NO", "12:30", "~", "", "- 甲", "甲: 乙", "甲 #乙", "*甲", "2024-01-01", "="])
def test_risky_words_are_quoted(text):
    assert scalar(text).startswith('"')


@pytest.mark.parametrize("name", sorted(packaged_taxonomies()))
def test_shipped_taxonomies_survive_writing(tmp_path: Path, name):
    taxonomy = load_taxonomy(packaged_taxonomies()[name])
    path = tmp_path / "写出.yaml"
    write_taxonomy(taxonomy, path)
    again = load_taxonomy(path)
    assert again.fingerprint == taxonomy.fingerprint
    assert not diff_taxonomies(taxonomy, again)
    first = path.read_bytes()
    write_taxonomy(again, path)
    assert path.read_bytes() == first


KEYWORDS = (
    Keyword(
        "上市",
        "a",
        strength="weak",
        points=1.0,
        conditions=(Condition("near", ("挂牌",), 8), Condition("all_of", ("省",), 8)),
    ),
    Keyword("基金", "a", conditions=(Condition("before", ("设立",), 0, "paragraph"),)),
    Keyword("培训", "a", points=0.5, boundary=False, roles=("measure",), headings=("人才",)),
    Keyword("先用后付", "a", aliases=("先使用、后付费",), not_after=("提",), not_before=("、",)),
    Keyword("第[0-9]+批", "a", pattern=True),
    Keyword("NO", "a"),
)


@pytest.mark.parametrize("keyword", KEYWORDS, ids=lambda k: k.text)
def test_every_part_of_a_keyword_survives(tmp_path: Path, keyword):
    path = tmp_path / "a.yaml"
    write_taxonomy(Taxonomy("甲", "1", (Measure("a", "甲", keywords=(keyword,)),)), path)
    (again,) = load_taxonomy(path).keywords
    assert replace(again, line=0) == keyword


# --- diff ---


def taxonomy(*measures: Measure, **rest: object) -> Taxonomy:
    return Taxonomy("甲", "1", measures, **rest)  # type: ignore[arg-type]


def measure(id: str, *texts: str, **rest: object) -> Measure:
    return Measure(id, id.upper(), keywords=tuple(Keyword(t, id) for t in texts), **rest)  # type: ignore[arg-type]


def test_equal_taxonomies_have_an_empty_diff():
    diff = diff_taxonomies(taxonomy(measure("a", "x")), taxonomy(measure("a", "x")))
    assert not diff
    assert diff.changes == ()


def test_added_removed_and_moved_keywords():
    old = taxonomy(measure("a", "孵化器", "平台", "旧词"), measure("b", "博士"))
    new = taxonomy(measure("a", "孵化器", "众创空间"), measure("b", "博士", "平台"))
    assert set(diff_taxonomies(old, new).keywords) == {
        Change(kind="removed", what="keyword", measure_id="a", name="旧词"),
        Change(kind="added", what="keyword", measure_id="a", name="众创空间"),
        Change(kind="moved", what="keyword", measure_id="b", name="平台", field="", before="a", after="b"),
    }


def test_changed_keyword_names_the_part():
    old = taxonomy(Measure("a", "甲", keywords=(Keyword("上市", "a"),)))
    new = taxonomy(
        Measure(
            "a",
            "甲",
            keywords=(
                Keyword("上市", "a", strength="weak", points=1.0, conditions=(Condition("near", ("挂牌",), 8),)),
            ),
        )
    )
    assert [(c.field, c.before, c.after) for c in diff_taxonomies(old, new).keywords] == [
        ("strength", "strong", "weak"), ("points", "2", "1"), ("conditions", "", "near 挂牌 (8, sentence)"),
    ]  # fmt: skip


def test_types_settings_masks_and_cues():
    old = taxonomy(measure("a", definition="旧"), measure("b"), masks=("甲", "乙"))
    scoring = replace(old.scoring, threshold=4.0)
    cues = replace(old.cues, beneficiary=("为",), list_items=5)
    new = taxonomy(measure("a", definition="新"), measure("c"), masks=("乙", "丙"), scoring=scoring, cues=cues)
    changes = diff_taxonomies(old, new).changes
    assert changes == (
        Change(kind="changed", what="setting", measure_id="", name="threshold", field="", before="3", after="4"),
        Change(kind="removed", what="mask", measure_id="", name="甲"),
        Change(kind="added", what="mask", measure_id="", name="丙"),
        Change(kind="added", what="cue", measure_id="", name="为", field="beneficiary"),
        Change(kind="changed", what="setting", measure_id="", name="list_items", field="", before="4", after="5"),
        Change(kind="removed", what="type", measure_id="b", name="", before="B"),
        Change(kind="changed", what="type", measure_id="a", name="definition", field="", before="旧", after="新"),
        Change(kind="added", what="type", measure_id="c", name="", after="C"),
    )


def test_a_diff_without_recoding_changes_keeps_the_fingerprint(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("types: [{id: a, name: 甲, strong: [孵化器]}]", encoding="utf-8")
    old = load_taxonomy(path)
    path.write_text("types: [{id: a, name: 乙, strong: [孵化器], examples: {应命中: [建孵化器]}}]", encoding="utf-8")
    new = load_taxonomy(path)
    diff = diff_taxonomies(old, new)
    assert [(c.what, c.name) for c in diff.changes] == [("type", "label"), ("example", "建孵化器")]
    assert old.fingerprint == new.fingerprint


def test_text_is_the_same_every_time():
    one = taxonomy(measure("a", "x", "y"))
    assert taxonomy_text(one) == taxonomy_text(one)
