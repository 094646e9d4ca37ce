"""Pieces of the workbook that are easier to test alone: cells, links, the plan of the evidence rows."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterable
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Evidence
from compare.reports.xlsx import LIMIT, layout
from compare.reports.xlsx.cells import Area, Key, Linked, Marked, clip, join_spans, lines_of
from compare.reports.xlsx.layout import Page, Styles
from compare.reports.xlsx.plan import build_plan
from compare.reports.xlsx.sheet import Sheet
from tests.studies import small_study, wide_study


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_joined_spans_cover_the_same_characters_without_overlap(spans: list[tuple[int, int]]) -> None:
    joined = join_spans(spans)
    assert {i for a, b in joined for i in range(a, b)} == {i for a, b in spans for i in range(a, b)}
    assert all(left[1] < right[0] for left, right in itertools.pairwise(joined))


@given(st.text(max_size=60), st.integers(8, 40))
def test_clipped_text_fits_and_keeps_its_beginning(text: str, limit: int) -> None:
    clipped = clip(text, "…(截断)", limit)
    assert len(clipped.encode("utf-16-le")) // 2 <= limit
    assert clipped == text or (clipped.endswith("…(截断)") and text.startswith(clipped[:-6]))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("培育库", 10, 1),
        ("培育高新技术企业", 9, 2),
        ("ab\ncd", 30, 2),
        ("abcdefgh", 9, 1),
        ("培育库abc", 9, 2),
    ],
)
def test_height_of_mixed_text(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_address_of_an_area() -> None:
    assert Area("证据与复核", 4).address == "'证据与复核'!A5"
    assert Area("证据与复核", 4, 0, 11, 2).address == "'证据与复核'!A5:C12"
    assert Area("说明", 4, 0, 11).fixed == "'说明'!$A$5:$A$12"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(8, "8"), (0.125, "0.125"), ("● 8条", '"● 8条"'), ('“a"b', '"“a""b"'), ("字" * 121, f'"{"字" * 120}"&"字"')],
)
def test_a_link_by_key_is_a_formula_that_keeps_the_kind_of_its_value(value: str | float, shown: str) -> None:
    key = Key("证据", 8, '临江"2021*-1')
    found = 'MATCH("临江""2021~*-1",\'证据\'!$I:$I,0)'
    assert key.formula(value) == f"HYPERLINK(\"#'证据'!A\"&{found},{shown})"


def page() -> Page:
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    return Page(book.add_worksheet("表", Sheet), Styles(book.add_format), "…")


def test_links_stop_at_the_limit_of_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAX_LINKS", 2)
    made = page()
    for line in range(4):
        made.write(line, 0, Linked(line, Area("表", 0)), made.styles.get())
    assert made.links == 2
    assert made.sheet.hlink_count == 2


@pytest.mark.parametrize("spans", [(), ((0, 3),), ((0, 1),), ((1, 2),), ((2, 3),), ((0, 1), (2, 3))])
def test_rich_text_of_every_shape_is_written(
    spans: tuple[tuple[int, int], ...], recwarn: pytest.WarningsRecorder
) -> None:
    made = page()
    made.write(0, 0, Marked("培育库", spans), made.styles.get())
    assert not recwarn.list
    assert 0 in made.sheet.table[0]


def test_plan_gives_every_figure_one_unbroken_range() -> None:
    study = small_study()
    comparison = build_comparison(study)
    plan = build_plan(Analysis(study, comparison), [row.key for row in comparison.rows], 1000)
    assert {e.id for e in plan.rows} == {e.id for e in comparison.evidence}
    for (row, column), cell in comparison.cells.items():
        for figure in ("primary", "any", "practice", "safeguard"):
            first, last = plan.ranges.get((row, column, figure), (0, -1))
            assert {e.id for e in plan.rows[first : last + 1]} == set(getattr(cell, figure))


WIDE = wide_study(3, 40)
ANALYSIS = Analysis(WIDE, build_comparison(WIDE))
KEYS = [row.key for row in ANALYSIS.comparison.rows]


def parts(rows: Iterable[Evidence]) -> dict[tuple[str, str, str, bool], list[Evidence]]:
    """Rows by cell, layer and main or further type."""
    found: dict[tuple[str, str, str, bool], list[Evidence]] = {}
    for row in rows:
        found.setdefault((row.row, row.column, row.layer, row.layer != "measure" or row.rank == 1), []).append(row)
    return found


@given(st.integers(1, 200))
def test_a_bounded_plan_fills_its_limit_and_leaves_no_cell_empty(limit: int) -> None:
    evidence = ANALYSIS.comparison.evidence
    cells = {(e.row, e.column) for e in evidence}
    plan = build_plan(ANALYSIS, KEYS, limit)
    assert len(plan.rows) == min(len(evidence), max(limit, len(cells)))
    assert {(e.row, e.column) for e in plan.rows} == cells
    assert bool(plan.most) == (len(evidence) > limit)
    for row, column in cells:
        first, last = plan.ranges[row, column, "all"]
        assert {(e.row, e.column) for e in plan.rows[first : last + 1]} == {(row, column)}


@given(st.integers(1, 200))
def test_a_bounded_plan_shares_fairly_and_keeps_the_strongest_in_their_order(limit: int) -> None:
    everything, plan = parts(ANALYSIS.comparison.evidence), build_plan(ANALYSIS, KEYS, limit)
    kept = parts(plan.rows)
    order = {e.id: place for place, e in enumerate(ANALYSIS.comparison.evidence)}
    for part, found in kept.items():
        assert found == sorted(found, key=lambda e: order[e.id])
        assert {e.id for e in found} == {e.id for e in ANALYSIS.strongest(e.id for e in everything[part])[: len(found)]}
    cut = [len(kept.get(part, ())) for part, found in everything.items() if len(kept.get(part, ())) < len(found)]
    assert not cut or max(map(len, kept.values())) <= min(cut) + 1
    assert plan.most in (0, max(map(len, kept.values())))


@pytest.mark.whole
def test_the_default_limit_holds_for_a_large_study() -> None:
    study = wide_study(12, 300)
    analysis = Analysis(study, build_comparison(study))
    assert len(analysis.comparison.evidence) > LIMIT
    assert len(build_plan(analysis, [row.key for row in analysis.comparison.rows], LIMIT).rows) == LIMIT


# --- the worksheet ----------------------------------------------------------------------------------------------


def test_fast_cells_are_the_cells_of_the_library() -> None:
    def written(kind: type) -> dict[str, bytes]:
        buffer = io.BytesIO()
        workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
        sheet = workbook.add_worksheet("证据", kind)
        bold, red = workbook.add_format({"bold": True}), workbook.add_format({"font_color": "#B42318"})
        for row, column in ((0, 0), (3, 25), (7, 700)):
            sheet.write_string(row, column, "措施<&>\n“一”", bold)
            sheet.write_string(row, column + 1, "无格式")
            sheet.write_blank(row, column + 2, None, red)
            sheet.write_datetime(row, column + 3, date(2024, 6, 30), bold)
            sheet.write_number(row, column + 4, 1 / 3, red)
            sheet.write_number(row, column + 5, 1e21)
            runs, place = [(red, " 支持 "), (bold, "孵化器<&>"), (red, "。")], "'证据'!A1"
            if isinstance(sheet, Sheet):
                sheet.write_runs(row, column + 6, runs, bold)
                sheet.link(row, column + 7, place)
                cells = sheet.open_row(row, column + 13)
                cells[column + 11], cells[column + 12] = sheet.text_cell("合计", red), sheet.blank_cell(bold)
            else:
                sheet.write_rich_string(row, column + 6, *(part for run in runs for part in run), bold)
                sheet.write_url(row, column + 7, f"internal:{place}", bold, "→")
                sheet.write_string(row, column + 11, "合计", red)
                sheet.write_blank(row, column + 12, None, bold)
            sheet.write_number(row, column + 7, 8, bold)
            sheet.write_boolean(row, column + 8, True, bold)
            for at, value in ((13, "● 8条<&>"), (14, 8), (15, 0.125)):
                formula = f'HYPERLINK("#A"&MATCH("一<二",$I:$I,0),{value})'
                if isinstance(sheet, Sheet):
                    sheet.formula(row, column + at, formula, value, bold)
                else:
                    sheet.write_formula(row, column + at, formula, bold, value)
        workbook.close()
        with zipfile.ZipFile(buffer) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/")}

    assert written(Sheet) == written(Worksheet)
