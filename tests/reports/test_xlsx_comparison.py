"""横向对比表: points in rich text, the outline, the folded keys, further sheets, and what is not quoted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from compare.matrix.analysis import Analysis, analyse
from compare.model import Fact, Study
from compare.reports.xlsx import write_workbook
from tests.reports.test_xlsx import HEADER
from tests.studies import small_study, wide_study

SHEET = "横向对比表"


def written(study: Study, path: Path) -> tuple[Analysis, Any]:
    analysis = analyse(study)
    write_workbook(analysis, path / "a.xlsx")
    return analysis, openpyxl.load_workbook(path / "a.xlsx", rich_text=True)


def lines(sheet: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """(type, sub-type) → column → value, below the row of documents."""
    names = [cell.value for cell in sheet[HEADER]]
    found = {}
    for row in sheet.iter_rows(min_row=HEADER + 2):
        values = dict(zip(names, (cell.value for cell in row), strict=True))
        found[values["类型"], values["子类"]] = values
    return found


def blocks(value: Any) -> list[tuple[str, bool, float]]:
    assert isinstance(value, CellRichText)
    return [(part.text, bool(part.font.b), part.font.sz) for part in value if isinstance(part, TextBlock)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, Any]:
    return written(small_study(), tmp_path_factory.mktemp("side"))


def test_a_cell_holds_its_point_with_the_sum_in_bold_and_the_source_small(small: tuple[Analysis, Any]) -> None:
    cell = lines(small[1][SHEET])["企业培育", "高新技术企业培育"]["临江区"]
    told = blocks(cell)
    assert "".join(text for text, *_ in told) == "对首次通过认定的高新技术企业，给予一次性奖励20万元（临江措施第一条）"
    assert any(bold and "20万元" in text for text, bold, _ in told)
    assert told[-1][0] == "（临江措施第一条）" and told[-1][2] < told[0][2]


def test_the_words_are_those_of_the_points(small: tuple[Analysis, Any]) -> None:
    analysis, book = small
    table = lines(book[SHEET])
    labels = analysis.comparison.labels
    told = 0
    for (line, row), points in analysis.points.items():
        column = next(n.column for n in analysis.subtypes.lines if n.id == line)
        if line != column and labels[row] in table["企业培育", None]:
            text = str(table[analysis.labels[column], analysis.labels[line]][labels[row]])
            told += 1
            assert text.count("（") >= len(points)
            assert analysis.study.paragraphs[points[0].paragraph].text[slice(*points[0].clauses[0])][:2] in text
    assert told >= 6


def test_sub_types_are_an_outline_below_their_type(small: tuple[Analysis, Any]) -> None:
    sheet = small[1][SHEET]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    for row in range(HEADER + 2, sheet.max_row + 1):
        below = sheet.cell(row, 2).value
        if sheet.cell(row, 1).value and below:
            empty = not any(isinstance(sheet.cell(row, place).value, CellRichText) for place in range(3, 7))
            assert sheet.row_dimensions[row].outlineLevel == (2 if empty else 1)
            assert sheet.row_dimensions[row].hidden


def test_keys_are_folded_beside_their_words_and_lead_to_the_evidence(small: tuple[Analysis, Any]) -> None:
    analysis, book = small
    sheet = book[SHEET]
    names = [cell.value for cell in sheet[HEADER]]
    place = names.index("临江区\n证据编号")
    assert names[place - 1] == "临江区"
    folded = sheet.column_dimensions[sheet.cell(HEADER, place + 1).column_letter]
    assert folded.hidden and folded.outlineLevel == 1
    id = analysis.points["enterprise-hightech", "临江区"][0].evidence
    assert id in str(lines(sheet)["企业培育", "高新技术企业培育"]["临江区\n证据编号"])


def test_an_empty_cell_says_what_may_be_said(tmp_path: Path) -> None:
    table = lines(written(small_study(), tmp_path)[1][SHEET])
    assert table["孵化载体", "众创空间"]["临江区"] == "全文未见"
    study = small_study()
    for genre, words in (("explainer", "解读未列"), ("excerpt", "节选未见")):
        documents = [
            replace(d, metadata=replace(d.metadata, genre=Fact(genre, "manifest"))) if d.code.startswith("临江") else d
            for d in study.documents
        ]
        table = lines(written(replace(study, documents=tuple(documents)), tmp_path)[1][SHEET])
        assert table["孵化载体", "众创空间"]["临江区"] == words


def test_garbled_documents_are_left_out_by_name(small: tuple[Analysis, Any]) -> None:
    sheet = small[1][SHEET]
    assert "望山区" not in [cell.value for cell in sheet[HEADER]]
    assert any(cell.value == "文字疑被改写、不宜引用的未列：望山区。" for cell in sheet["A"])


@pytest.mark.whole
@pytest.mark.parametrize(("rows", "sheets"), [(6, [6]), (7, [4, 3]), (13, [5, 5, 3]), (30, [6, 6, 6, 6])])
def test_more_rows_go_on_further_sheets(rows: int, sheets: list[int], tmp_path: Path) -> None:
    book = written(wide_study(rows), tmp_path)[1]
    names = [name for name in book.sheetnames if name.startswith(SHEET)]
    assert names == [SHEET, *(f"{SHEET}{n}" for n in range(2, len(sheets) + 1))]
    assert [(len([c for c in book[name][HEADER] if c.value]) - 2) // 2 for name in names] == sheets
    said = [str(cell.value) for cell in book[names[-1]]["A"] if cell.value]
    assert any(text.startswith("另有6个地区未列入本表") for text in said) == (rows == 30)


def test_the_page_is_a4_landscape_and_one_page_wide(small: tuple[Analysis, Any]) -> None:
    page = small[1][SHEET].page_setup
    assert (page.paperSize, page.orientation, page.fitToWidth or 1, page.fitToHeight) == (9, "landscape", 1, 0)
    assert small[1][SHEET].print_title_rows == f"${HEADER}:${HEADER}"
