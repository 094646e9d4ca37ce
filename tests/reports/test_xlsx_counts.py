"""The sheet 词频: figures that are those of counts.csv, each with the way to its evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import Analysis, analyse
from compare.matrix.counts import Category
from compare.model import Settings, Study
from compare.reports.xlsx import write_workbook
from compare.reports.xlsx.counts import WORDS
from tests.reports.workbooks import read_workbook
from tests.studies import small_study, wide_study

pytestmark = pytest.mark.whole


def sheet(study: Study, tmp_path: Path, name: str = "词频") -> tuple[Analysis, list[list[object]], Any]:
    analysis = analyse(study)
    write_workbook(analysis, tmp_path / "matrix.xlsx")
    book = read_workbook(tmp_path / "matrix.xlsx")
    return analysis, [[cell.value for cell in row] for row in book[name].iter_rows()], book


def test_lines_are_types_subtypes_and_their_frequent_words(tmp_path: Path) -> None:
    analysis, rows, _ = sheet(small_study(), tmp_path)
    assert rows[3] == ["类型", "子类", "词", "合计", "另：全部段落", "含词段数", "临江区", "望山区", "云州市"]
    lines = rows[4 : rows.index([None] * 9, 4)]
    label = {m.label: m for m in analysis.study.taxonomy.measures}
    order = {row.label: tallied for row, tallied in zip(analysis.comparison.rows, analysis.counts.rows, strict=True)}
    for type, subtype, word, hits, every, holding, *across in lines:
        c = Category(label[type].id, label[subtype or type].id, word or "")
        tallies = [order[name] for name in rows[3][6:]]
        assert across == [t.counted.hits[c] for t in tallies]
        assert (hits, every, holding) == (
            sum(across), sum(t.all.hits[c] for t in tallies), sum(t.counted.holding[c] for t in tallies)
        )  # fmt: skip
    assert [line[0] for line in lines if not line[1] and not line[2]] == ["企业培育", "孵化载体", "人才", "技术攻关"]
    words = [line[2] for line in lines if line[2] and line[0] == "企业培育"]
    assert 0 < len(words) <= WORDS and words[0] == "高新技术企业"


def test_a_figure_leads_to_the_first_evidence_with_the_word(tmp_path: Path) -> None:
    _, rows, book = sheet(small_study(), tmp_path)
    line = next(i for i, row in enumerate(rows, 1) if row[2] == "高层次人才")
    cell = book["词频"].cell(line, 7)
    place = cell.hyperlink.location.split("!")[1].split(":")[0].replace("$", "")
    shown = [str(found.value or "") for found in book["证据与复核"][int(place[1:])]]
    assert any("高层次人才" in text for text in shown)
    assert book["词频"].cell(line, 8).hyperlink is None  # none there, nothing to open


def test_rates_and_what_they_are_shares_of_stand_below(tmp_path: Path) -> None:
    analysis, rows, _ = sheet(small_study(), tmp_path)
    below = {row[0]: row[6:] for row in rows[rows.index([None] * 9, 4) + 3 :]}
    tallied = {row.label: t for row, t in zip(analysis.comparison.rows, analysis.counts.rows, strict=True)}
    shown = [tallied[name] for name in rows[3][6:]]
    assert below["人才"] == [pytest.approx(t.counted.rate(Category("talent", "talent"))) for t in shown]
    assert below["计数段落（字）"] == [t.counted.characters for t in shown]
    assert below["计数段落（段）"] == [t.counted.paragraphs for t in shown]


def test_the_overlap_policy_is_said(tmp_path: Path) -> None:
    study = small_study()
    for policy, words in (("measure", "同一类型内长词优先"), ("all", "相互重叠的词都计")):
        _, rows, _ = sheet(replace(study, taxonomy=replace(study.taxonomy, overlap=policy)), tmp_path)
        assert words in str(rows[2][0])


def test_very_many_rows_are_the_lines(tmp_path: Path) -> None:
    analysis, rows, _ = sheet(wide_study(70), tmp_path)
    assert rows[3][:4] == ["组别", "地区", "计数段落（字）", "企业培育"]
    lines = {row[1]: row for row in rows[4:] if row[1]}
    for row, tallied in zip(analysis.comparison.rows, analysis.counts.rows, strict=True):
        line = lines[row.label]
        assert line[2:4] == [tallied.counted.characters, tallied.counted.hits[Category("enterprise", "enterprise")]]


def test_in_english(tmp_path: Path) -> None:
    _, rows, _ = sheet(replace(small_study(), settings=Settings("en")), tmp_path, "Word counts")
    assert rows[3][2:6] == ["Keyword", "All rows", "Of all paragraphs", "Paragraphs with it"]
