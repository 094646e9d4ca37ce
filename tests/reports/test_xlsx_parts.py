"""Pieces of the workbook that are easier to test alone: cells, links, the plan of the evidence rows."""

from __future__ import annotations

import io
import itertools

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from compare.matrix.frames import build_comparison
from compare.reports.xlsx import layout
from compare.reports.xlsx.cells import Area, Linked, Marked, clip, join_spans, lines_of
from compare.reports.xlsx.layout import Page, Styles
from compare.reports.xlsx.plan import build_plan
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
    assert Area("证据明细", 4).address == "'证据明细'!A5"
    assert Area("证据明细", 4, 0, 11, 2).address == "'证据明细'!A5:C12"
    assert Area("说明", 4, 0, 11).fixed == "'说明'!$A$5:$A$12"


def page() -> Page:
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    return Page(book.add_worksheet("表"), Styles(book.add_format), "…")


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
    comparison = build_comparison(small_study())
    plan = build_plan(comparison, [row.key for row in comparison.rows], 1000)
    assert {e.id for e in plan.rows} == {e.id for e in comparison.evidence}
    for (row, column), cell in comparison.cells.items():
        for figure in ("primary", "any", "practice", "safeguard"):
            first, last = plan.ranges.get((row, column, figure), (0, -1))
            assert {e.id for e in plan.rows[first : last + 1]} == set(getattr(cell, figure))


@given(st.integers(30, 200))
def test_bounded_plan_stays_within_the_limit_and_leaves_no_cell_empty(limit: int) -> None:
    comparison = COMPARISON
    plan = build_plan(comparison, [row.key for row in comparison.rows], limit)
    assert len(plan.rows) <= max(limit, len(plan.ranges))
    assert bool(plan.most) == (len(comparison.evidence) > limit)
    for (row, column), cell in comparison.cells.items():
        assert bool(cell.primary) == ((row, column, "primary") in plan.ranges)


COMPARISON = build_comparison(wide_study(3, 40))
