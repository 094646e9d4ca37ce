"""The one page in words, in the report and as the first sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from compare.model import Settings
from compare.pipeline import Analysis
from compare.reports.narrative import build_narrative
from compare.reports.onepage import write_page
from compare.reports.onepage.blocks import Grid, OnePage, Para, Quotes, plain
from compare.reports.xlsx import write_workbook
from compare.reports.xlsx.answer import COLUMNS
from tests.plans import read_plans
from tests.studies import wide_study

Written = tuple[Analysis, OnePage]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Written:
    analysis = read_plans(tmp_path_factory.mktemp("plans"))
    return analysis, write_page(analysis)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Written:
    analysis = read_plans(tmp_path_factory.mktemp("own"), settings=Settings(home="浔阳"))
    return analysis, write_page(analysis)


def words(page: OnePage) -> str:
    """Everything on the page."""
    told = [page.title, page.note]
    for block in page.blocks:
        match block:
            case Para(lead, text):
                told += [lead, plain(text)]
            case Quotes(lead, items):
                told += [lead, *map(plain, items)]
            case Grid(head, rows, caption):
                told += [caption, *head, *(plain(cell) for row in rows for cell in row)]
    return "\n".join(told)


def paragraph(page: OnePage, lead: str) -> str:
    return next(plain(b.text) for b in page.blocks if isinstance(b, Para) and b.lead.startswith(lead))


def test_the_page_says_first_what_may_be_compared(page: Written) -> None:
    told = paragraph(page[1], "比什么")
    assert "浔阳区、濂溪区同级（区）、同类、同期（2021—2025年），可比措施有无" in told
    assert "濂溪区手头只有节选，没写到的不能说没有" in told
    assert "九江市层级、时期或文种不同，只借写法" in told
    assert "柴桑报道（2023年）写的是已做的工作，不列入本页" in told


def test_it_fits_one_page_and_speaks_the_language_of_the_trade(page: Written) -> None:
    told = words(page[1])
    assert len(told) < 1800
    assert not [document.code for document in page[0].study.documents if document.code in told]
    assert not any(mark in told for mark in (",", ";", "(", "n/a", "lq"))


def test_the_small_matrix_counts_main_types_over_all_measures(page: Written) -> None:
    analysis, written = page
    grid = next(block for block in written.blocks if isinstance(block, Grid))
    assert grid.head[1:] == ("浔阳区", "濂溪区", "九江市")
    numbers = [[int(plain(cell).split("　")[0]) for cell in row[1:]] for row in grid.rows[:-1]]
    cells, columns = analysis.comparison.cells, analysis.comparison.columns[:-1]
    assert numbers == [[len(cells[key, column].primary) for key in analysis.answer.shown] for column in columns]
    assert [plain(cell) for cell in grid.rows[-1]][1:] == [
        f"{sum(column)}／{analysis.comparison.by_key[key].units}"
        for key, column in zip(analysis.answer.shown, zip(*numbers, strict=True), strict=True)
    ]


def test_every_figure_side_by_side_opens_its_paragraph(page: Written) -> None:
    grid = next(b for b in page[1].blocks if isinstance(b, Grid) and b.head[0].startswith("目标"))
    figures = [cell for row in grid.rows for cell in row[1:] if any(map(str.isdecimal, plain(cell)))]
    assert any(cell[0].paragraph for cell in figures)  # of a goal, which is no evidence
    assert all(cell[0].evidence or cell[0].paragraph for cell in figures)
    body = build_narrative(page[0]).sections[0].body
    assert all(f"[{plain(cell)}](#e-" in body for cell in figures)


def test_quotations_are_verbatim_with_their_source(page: Written) -> None:
    analysis, written = page
    quotes = next(block for block in written.blocks if isinstance(block, Quotes))
    for item in quotes.items:
        evidence = analysis.comparison.by_id[item[-1].evidence]
        assert plain(item[:-1]).strip("“”") in analysis.study.paragraphs[evidence.paragraph_key].text.replace(",", "，")
    assert any(plain(item).endswith("（浔阳规划三（四））") for item in quotes.items)


def test_nobody_states_an_amount(tmp_path: Path) -> None:
    written = write_page(read_plans(tmp_path, "浔阳", "濂溪"))
    assert "都没有写明奖补金额" in paragraph(written, "总的看")


def test_the_page_from_one_side_has_its_three_tables(own: Written) -> None:
    captions = [block.caption for block in own[1].blocks if isinstance(block, Grid)]
    assert captions[:3] == ["我区写到、他区未见", "他区写到、我区未见（我区全文已查）", "他区更硬"]
    assert own[1].title == "浔阳区对照页：我区与濂溪区、九江市"
    assert paragraph(own[1], "三句话").startswith("我区着墨最多的是人才（3／9段）")


def test_an_excerpt_says_that_nothing_is_certain(tmp_path: Path) -> None:
    written = write_page(read_plans(tmp_path, settings=Settings(home="濂溪")))
    assert paragraph(written, "他区写到、我区文本未见") == "没有可以断定的。"


def test_english_keeps_blanks_between_its_pieces(tmp_path: Path) -> None:
    narrative = build_narrative(read_plans(tmp_path, settings=Settings(lang="en")))
    first = narrative.sections[0]
    assert first.title == "1. At a glance"
    assert "**Open next:** " in first.body


def test_the_report_opens_with_it(page: Written, own: Written) -> None:
    for analysis, written in (page, own):
        first = build_narrative(analysis).sections[0]
        assert first.title == "一、一页看懂"
        assert (written.title in first.body) == (written is own[1])  # the chapter's title says the other
    assert build_narrative(own[0]).sections[0].key == "home"


def test_it_is_the_first_sheet_upright_with_rows_as_high_as_their_text(own: Written, tmp_path: Path) -> None:
    write_workbook(own[0], tmp_path / "matrix.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "matrix.xlsx").worksheets[0]
    assert sheet.title == "一页看懂" and sheet["A1"].value == own[1].title
    assert sheet.page_setup.orientation == "portrait" and int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 1), (None, None))
    width = sum(sheet.column_dimensions[letter].width for letter in ("A",)) * COLUMNS
    for row in sheet.iter_rows(max_col=1):
        text, height = str(row[0].value or ""), sheet.row_dimensions[row[0].row].height
        merged = any(
            row[0].coordinate in area and area.size["columns"] == COLUMNS for area in sheet.merged_cells.ranges
        )
        if merged and text:
            assert height and height >= 11 * (2 * len(text) / max(width, 90)) * 0.8, text


def test_many_rows_are_counted_not_listed(tmp_path: Path) -> None:
    from compare.pipeline import analyse

    analysis = analyse(wide_study(20))
    written = write_page(analysis)
    assert "另有12个见矩阵" in paragraph(written, "比什么") and len(words(written)) < 2500
    write_workbook(analysis, tmp_path / "matrix.xlsx")
