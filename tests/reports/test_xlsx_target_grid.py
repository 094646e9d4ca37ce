"""目标对照: the grid of targets, then that of results under its own heading; each figure opens its evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from compare.matrix.analysis import analyse
from compare.wording import Wording
from tests.reports.test_xlsx import HEADER, rows, write
from tests.studies import small_study


def sheet(study: Any, path: Path) -> Any:
    return write(study, path / "a.xlsx")[1]["目标对照"]


def test_cells_say_year_comparator_value_and_unit(tmp_path: Path) -> None:
    page = sheet(small_study(), tmp_path)
    line, yearly = (line for line in rows(page) if line["指标（折并后）"] == "高新技术企业数量")
    shown = {name: page_words(value) for name, value in line.items()}
    assert shown["临江区"] == "2025年 ＞150家" and shown["望山区"] == "报道无目标"
    assert shown["云州市"] == "2020年 ≥800家"
    assert page_words(yearly["云州市"]) == "2020年（推定）每年≥100家"


def page_words(value: Any) -> str:
    """What a cell shows: of a link that is a formula, its last argument."""
    text = str(value)
    return text.rpartition(',"')[2].rstrip('")') if text.startswith("=") else text


def test_all_lines_of_the_analysis_stand_in_the_sheet(tmp_path: Path) -> None:
    study = small_study()
    told = [line["指标（折并后）"] for line in rows(sheet(study, tmp_path))]
    assert told == [line.indicator for line in analyse(study).target_grid.lines]


def test_results_stand_below_under_their_own_heading(tmp_path: Path) -> None:
    page = sheet(small_study(), tmp_path)
    texts = [page_words(cell.value) for line in page.iter_rows() for cell in line if cell.value]
    head = texts.index("成效（已经达到的，不是目标）")
    assert not any("86家" in text for text in texts[:head])
    assert any("86家" in text for text in texts[head:])


def test_every_figure_opens_also_that_of_a_goal(tmp_path: Path) -> None:
    study = small_study()
    target = next(t for t in study.targets if t.status == "target" and t.indicator_std == "高新技术企业数量")
    goal = next(p.key for p in study.by_id[target.document_id].paragraphs if p.role == "goal")
    moved = tuple(replace(t, paragraph_key=goal) if t.id == target.id else t for t in study.targets)
    book = write(replace(study, targets=moved), tmp_path / "a.xlsx")[1]
    page, details = book["目标对照"], book["目标明细"]
    last = len(rows(page)) + HEADER
    cells = [
        cell for line in page.iter_rows(min_row=HEADER + 1, max_row=last, min_col=3) for cell in line if cell.value
    ]
    opened = {cell.value: cell.hyperlink and cell.hyperlink.location for cell in cells}
    figures = {text: place for text, place in opened.items() if any(map(str.isdecimal, text))}
    assert figures and all(figures.values())
    sheet_name, _, place = figures["2020年 ≥800家"].partition("!")
    line = [cell.value for cell in details[int(place.lstrip("A"))]]
    assert sheet_name == "'目标明细'" and target.id in line and target.sentence in line


def test_figures_of_a_garbled_text_are_marked(tmp_path: Path) -> None:
    study = small_study()
    news = next(d for d in study.documents if not d.quotable)
    reached = next(t for t in study.targets if t.status == "achievement")
    told = replace(reached, id="g", document_id=news.id, paragraph_key=news.paragraphs[0].key, value=41.0)
    page = sheet(replace(study, targets=(*study.targets, told)), tmp_path)
    texts = [page_words(cell.value) for line in page.iter_rows() for cell in line if cell.value]
    assert [text for text in texts if "41家" in text and text.endswith("（文字失真，待核）")]


def test_without_targets_the_sheet_says_so(tmp_path: Path) -> None:
    page = sheet(replace(small_study(), targets=()), tmp_path)
    assert rows(page)[0]["类型"] == Wording("zh").wordlist("workbook")["empty_table"]
