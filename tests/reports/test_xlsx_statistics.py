"""统计 and 时期 read back: every figure is the matrix room's, a hidden one is 样本不足, every id leads to its row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.matrix.contrasts import find_changes
from compare.matrix.keywords import find_distinctive, telling_keywords
from compare.matrix.tables import find_independence, find_likeness, find_profiles
from compare.model import Comparison, Study
from compare.reports.xlsx import write_workbook
from tests.reports.workbooks import read_workbook
from tests.studies import counted_study, older_study, small_study, wide_study

pytestmark = pytest.mark.whole

HEADER = 4
FEW = "样本不足"
PRINTED = 1e-14
"""what the sixteen digits of a cell leave of a figure"""


def write(study: Study, comparison: Comparison, path: Path) -> Any:
    write_workbook(Analysis(study, comparison), path)
    return read_workbook(path)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Comparison, Any]:
    """Six districts with cases enough for every figure."""
    study = wide_study(6, 60)
    comparison = build_comparison(study)
    return study, comparison, write(study, comparison, tmp_path_factory.mktemp("wide") / "a.xlsx")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Comparison, Any]:
    """Three places, hardly any figure."""
    study = small_study()
    comparison = build_comparison(study)
    return study, comparison, write(study, comparison, tmp_path_factory.mktemp("small") / "a.xlsx")


def lines(sheet: Any, title: str) -> Iterator[dict[str, Any]]:
    """The lines of the table whose caption begins with `title`, by heading; the first table has no caption."""
    captions = (c.row for (c,) in sheet.iter_rows(max_col=1) if title and str(c.value).startswith(title))
    start = next(captions, HEADER - 2) + 2
    names = [str(cell.value) for cell in sheet[start] if cell.value]
    for line in sheet.iter_rows(min_row=start + 1):
        if line[1].value is None:
            return
        yield dict(zip(names, line, strict=False))


def table(sheet: Any, title: str) -> dict[str, dict[str, Any]]:
    """The same by the name of the row."""
    return {line["地区"].value: line for line in lines(sheet, title)}


def shown(value: float | None) -> Any:
    """What a cell holds of a figure."""
    return FEW if value is None else pytest.approx(value, rel=PRINTED)


def linked(cell: Any) -> range:
    """The rows of 证据与复核 that a cell's link selects."""
    name, first, last = re.fullmatch(r"'(.+)'![A-Z]+(\d+)(?::[A-Z]+(\d+))?", cell.hyperlink.location).groups()
    assert name == "证据与复核"
    return range(int(first), int(last or first) + 1)


# --- rows as a whole --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["wide", "small"])
def test_profiles_are_those_of_the_matrix_room(which: str, request: pytest.FixtureRequest) -> None:
    study, comparison, book = request.getfixturevalue(which)
    told = table(book["统计"], "")
    assert list(told) == [line["地区"].value for line in lines(book["矩阵"], "")][: len(told)]
    for row, profile in zip(comparison.rows, find_profiles(study, comparison), strict=True):
        line = [cell.value for cell in told[row.label].values()][2:]
        coverage = profile.covered / profile.subtypes if row.units else None
        figures = (profile.hhi, profile.evenness, profile.other, profile.hard, profile.quantified, profile.intensity)
        assert line[:6] == [row.units, row.practices, row.safeguards, row.characters, profile.covered, profile.subtypes]
        assert line[6:] == [shown(value) for value in (coverage, *figures)]


def test_no_figure_below_the_guard(small: tuple[Study, Comparison, Any]) -> None:
    values = [cell.value for cell in table(small[2]["统计"], "")["望山区"].values()][8:]
    assert values == [FEW] * 7


# --- location quotients -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["wide", "small"])
def test_quotients_are_those_of_the_cells_and_lead_to_their_measures(
    which: str, request: pytest.FixtureRequest
) -> None:
    _, comparison, book = request.getfixturevalue(which)
    told = table(book["统计"], "区位熵（相对指标）")
    labels = {"enterprise": "企业培育", "incubator": "孵化载体", "talent": "人才", "other": "其他"}
    evidence = book["证据与复核"]
    for row in comparison.rows:
        for column, label in labels.items():
            cell, found = told[row.label][label], comparison.cells[row.key, column]
            assert cell.value == shown(found.lq)
            if found.lq:
                (first,) = linked(cell)
                shown_rows = range(first, first + len(found.primary))
                assert {(evidence.cell(n, 6).value, evidence.cell(n, 2).value) for n in shown_rows} == {
                    (row.label, label)
                }
    hidden = [cell.value for line in told.values() for cell in line.values()].count(FEW)
    assert hidden == sum(cell.lq is None for cell in comparison.cells.values())


# --- independence -----------------------------------------------------------------------------------------------


def test_a_test_with_cases_enough_is_printed_with_its_n(wide: tuple[Study, Comparison, Any]) -> None:
    _, comparison, book = wide
    (found,) = find_independence(comparison)
    (line,) = lines(book["统计"], "地区与类型是否有关")
    values = [cell.value for cell in line.values()]
    chi = found.test
    figures = [shown(value) for value in (chi.smallest, chi.statistic, chi.df, chi.p, chi.cramers_v)]
    assert values[2:] == [6, 4, chi.n, *figures, "—"]
    residuals = table(book["统计"], "标准化残差")
    for place, row in enumerate(found.rows):
        line = [cell.value for cell in residuals[row].values()][3:]
        assert line == [shown(value) for value in chi.standardised[place]]


def test_residuals_carry_the_marks_of_holm_and_benjamini_hochberg(tmp_path: Path) -> None:
    even = {f"第{i}区": (20, 20, 10, 10) for i in range(1, 4)}
    study = counted_study({**even, "第4区": (15, 28, 20, 9), "第5区": (42, 20, 10, 10)})
    comparison = build_comparison(study)
    (found,) = find_independence(comparison)
    assert not found.few
    told = table(write(study, comparison, tmp_path / "a.xlsx")["统计"], "标准化残差")
    marks = set[str]()
    for place, row in enumerate(found.rows):
        for cell, holm, bh in zip(list(told[row].values())[3:], found.holm[place], found.bh[place], strict=True):
            mark = "**" if holm < 0.05 else "*" if bh < 0.05 else ""
            assert cell.number_format.count("*") == 2 * len(mark)  # once for each sign
            assert cell.font.b == bool(mark)
            marks.add(mark)
    assert marks == {"**", "*", ""}


def test_a_table_of_two_by_two_has_fishers_test(tmp_path: Path) -> None:
    study = counted_study({"甲区": (6, 0, 0, 1), "乙区": (1, 0, 0, 7)})
    comparison = build_comparison(study)
    sheet = write(study, comparison, tmp_path / "a.xlsx")["统计"]
    (line,) = lines(sheet, "地区与类型是否有关")
    assert list(line.values())[-1].value == shown(find_independence(comparison)[0].fisher)
    assert [str(c.value) for (c,) in sheet.iter_rows(max_col=1) if "只看费希尔精确检验" in str(c.value)]


def test_too_few_cases_print_no_result_and_say_why(small: tuple[Study, Comparison, Any], tmp_path: Path) -> None:
    study = wide_study(3)
    book = write(study, build_comparison(study), tmp_path / "a.xlsx")
    (line,) = lines(book["统计"], "地区与类型是否有关")
    values = [cell.value for cell in line.values()]
    assert values[2:5] == [3, 4, find_independence(build_comparison(study))[0].test.n]
    assert values[6:10] == [FEW] * 4
    texts = [str(c.value) for (c,) in book["统计"].iter_rows(max_col=1) if c.value]
    assert [t for t in texts if "样本不足，不列 χ²、p、V 和残差" in t and "只有3个地区" in t]
    assert not [t for t in texts if t.startswith("标准化残差")]
    none = [str(c.value) for (c,) in small[2]["统计"].iter_rows(max_col=1) if c.value]
    assert "没有两个以上有措施的可比地区，不作检验。" in none


# --- similarity -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["wide", "small"])
@pytest.mark.parametrize(("title", "figure"), [("相似度一", "cosine"), ("相似度二", "jaccard")])
def test_similarity_is_that_of_the_matrix_room_like_beside_like(
    which: str, title: str, figure: str, request: pytest.FixtureRequest
) -> None:
    _, comparison, book = request.getfixturevalue(which)
    told, likeness = table(book["统计"], title), find_likeness(comparison)
    labels = {row.key: row.label for row in comparison.rows}
    figures = getattr(likeness, figure)
    able = [i for i in range(len(likeness.rows)) if figures[i][i] is not None]
    assert sorted(told) == sorted(labels[likeness.rows[i]] for i in able)
    for i, j in itertools.product(able, able):
        first, second = (labels[likeness.rows[k]] for k in (i, j))
        assert told[first][second].value == ("—" if i == j else shown(figures[i][j])), (first, second)
    if which == "wide":
        assert list(told) == [labels[key] for key in likeness.order]
        assert list(told) == list(next(iter(told.values())))[2:]
        rules = book["统计"].conditional_formatting
        assert "colorScale" in {rule.type for area in rules for rule in area.rules}
    else:
        texts = [str(c.value) for (c,) in book["统计"].iter_rows(max_col=1) if c.value]
        assert texts.count("样本不足：望山区、云州市。") == 2


def test_many_rows_name_the_most_alike(tmp_path: Path) -> None:
    study = wide_study(61, 24)
    comparison = build_comparison(study)
    told, likeness = table(write(study, comparison, tmp_path / "a.xlsx")["统计"], "相似度"), find_likeness(comparison)
    assert len(told) == 61
    for i, key in enumerate(likeness.rows):
        near = sorted((v for j, v in enumerate(likeness.cosine[i]) if v is not None and j != i), reverse=True)[:3]
        values = [cell.value for cell in told[key].values()][2:]
        assert values[1::2] == [shown(value) for value in near]
        place = likeness.rows.index(values[0])
        assert likeness.cosine[i][place] == near[0]
        assert values[0] != key


# --- keywords ---------------------------------------------------------------------------------------------------


def test_keywords_are_counted_in_their_evidence(wide: tuple[Study, Comparison, Any]) -> None:
    study, comparison, book = wide
    told = telling_keywords(find_distinctive(study, comparison), 10)
    assert told
    found = list(lines(book["统计"], "特色词"))
    assert [(line["地区"].value, line["关键词"].value) for line in found] == [(t.row, t.keyword) for t in told]
    for line, keyword in zip(found, told, strict=True):
        values = [cell.value for cell in line.values()]
        counts = [keyword.count, keyword.units, keyword.peers_count, keyword.peers_units]
        figures = (keyword.keyness.log_ratio, keyword.keyness.g2, keyword.p_adjusted)
        assert values[5:12] == [*counts, *(shown(figure) for figure in figures)]
        cell = line["证据编号"]
        assert book["证据与复核"].cell(linked(cell)[0], 9).value == keyword.evidence[0]
        assert cell.value.startswith(keyword.evidence[0])


def test_nothing_distinctive_is_said(small: tuple[Study, Comparison, Any]) -> None:
    texts = [str(c.value) for (c,) in small[2]["统计"].iter_rows(max_col=1) if c.value]
    assert "没有达到门槛的词，或没有可比地区。" in texts


# --- over time --------------------------------------------------------------------------------------------------


def test_periods_stand_only_where_a_row_has_several(small: tuple[Study, Comparison, Any], tmp_path: Path) -> None:
    assert "时期" not in small[2].sheetnames
    study = older_study()
    comparison = build_comparison(study)
    book = write(study, comparison, tmp_path / "a.xlsx")
    names = book.sheetnames
    assert names.index("统计") + 2 == names.index("词频") + 1 == names.index("时期")
    changes = find_changes(study, comparison)
    words = {"came": "新出现", "went": "不再出现", "stayed": "延续"}
    labels = {m.id: m.label for m in study.taxonomy.measures}
    found = [[cell.value for cell in line] for line in book["时期"].iter_rows(min_row=HEADER + 1, max_col=8)]
    assert len(found) == len(changes)
    for change in changes:
        counts = (len(change.evidence_before), len(change.evidence_after))
        names = (labels[change.column], labels[change.subtype])
        assert [change.row, change.before, change.after, words[change.status], *names, *counts] in found
    assert [line[3] for line in found] == sorted((line[3] for line in found), key=list(words.values()).index)
    for line in book["时期"].iter_rows(min_row=HEADER + 1):
        for cell in line[8:]:
            assert (cell.value is None) == (cell.hyperlink is None)
            if cell.value:
                assert book["证据与复核"].cell(linked(cell)[0], 9).value == cell.value.split("、")[0].split(" ")[0]


# --- both -------------------------------------------------------------------------------------------------------


def test_relative_figures_are_marked_and_the_others_are_not(wide: tuple[Study, Comparison, Any]) -> None:
    column = [c for (c,) in wide[2]["统计"].iter_rows(max_col=1, min_row=HEADER + 1) if c.value]
    captions = [c.value for c in column if c.font.sz == 12]
    assert len(captions) == 6
    assert all("相对指标" in text for text in captions)


def test_english(tmp_path: Path) -> None:
    study = older_study()
    study = replace(study, settings=replace(study.settings, lang="en"))
    book = write(study, build_comparison(study), tmp_path / "a.xlsx")
    texts = [str(c.value) for (c,) in book["Statistics"].iter_rows(max_col=1) if c.value]
    heads = [str(c.value) for c in book["Statistics"][HEADER]] + [str(c.value) for c in book["Periods"][HEADER]]
    told = [re.sub("云州市|临江区|望山区|地级市|^区$", "", text) for text in (*texts, *heads)]
    assert not [text for text in told if re.search(r"[\u4e00-\u9fff]", text)]
    assert "too few cases" in {str(c.value) for line in book["Statistics"] for c in line}


def test_same_study_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        study = older_study()
        write_workbook(Analysis(study, build_comparison(study)), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
