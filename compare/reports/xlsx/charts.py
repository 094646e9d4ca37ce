"""Native charts that follow their cells: types of each row, targets side by side, shares from period to period.

In: a `Book`, a page, the row from which there is room. Out: charts, and below them the figures they are drawn from.
Example: 临江区's bar is half 企业培育 and half 人才; its target of 150家 stands above the 80家 of 望山区.
Neighbours differ in darkness as well as in colour, so that a black-and-white copy still tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from compare.matrix.courses import Course, proven_course
from compare.matrix.grids.targets import TargetLine
from compare.matrix.rows import IN_TIME
from compare.model import OTHER
from compare.reports.colours import SHADES
from compare.reports.xlsx.book import MATRIX_NAME, Book
from compare.reports.xlsx.cells import Kind
from compare.reports.xlsx.layout import FONT, INK, MUTED, RULE, Page

PALETTE = (
    "#1F4E8C", "#A9CCE8", "#9C5312", "#F0C98A", "#3C6E47", "#BBD8B3", "#5B4389", "#CDBFE3", "#8A2F3B", "#EDB8B8",
)  # fmt: skip
"""dark and light by turns, pairs that colour-blind readers tell apart"""
LIGHT = frozenset(PALETTE[1::2])
MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
BAR = SHADES[4]
"""of bars that are not told apart, as on the page"""
CHARACTER, PADDING, INSIDE = 7, 5, 0.96
"""pixels that a character of a column's width and its margin take; the share of a table that a chart may be wide, since
other programs and fonts make columns narrower and a chart across the edge would be cut on paper"""
HALF, GAP = 590, 10
"""pixels: one of two charts side by side, what is between two"""
BIG, SMALL = 12, 10
"""points: letters of the chart that the printed matrix shrinks, and of the others"""
FRAME, BAR_HEIGHT = 130, 32
BIG_FRAME, BIG_BAR_HEIGHT = 130, 36
"""pixels: title, axis and legend; a bar"""
SQUARE = 380
ROW = 20
"""pixels of a row of the sheet"""
MOST_BARS, MOST_TARGETS, MOST_COURSES = 40, 6, 6
"""rows, indicators and courses drawn: as many as one looks at"""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block of figures stands: header row, first and last row, first and last column of figures."""

    header: int
    first: int
    last: int
    left: int
    right: int


def rows_of_charts(book: Book) -> int:
    """How many rows the charts of the sheet 矩阵 take; none without a counted measure."""
    return ceil(_height(book) / ROW) + 1 if any(row.units for row in book.comparison.rows) else 0


def draw_charts(book: Book, blocks: Mapping[str, Block], top: int) -> None:
    """The types of each row below row `top` of the sheet 矩阵; where rows are periods, their course beside them."""
    if not rows_of_charts(book):
        return
    page, height = book.pages["matrix"], _height(book)
    courses = _courses(book)[:1] if book.by in IN_TIME else []
    table = int(sum(column.width * CHARACTER + PADDING for column in page.columns) * INSIDE)
    width = table - (HALF + GAP) * len(courses)
    page.sheet.insert_chart(top, 0, _shares(book, blocks["primary"], (width, height)))
    for course in courses:
        page.caption(book.words["chart.data.courses"])
        chart = _course_chart(book, page, course, (HALF, height))
        page.sheet.insert_chart(top, 0, chart, {"x_offset": width + GAP})


def draw_target_charts(book: Book, page: Page) -> int:
    """What several rows aim at, a chart an indicator, two side by side below the last row; figures below them.

    Returns the last row that the charts take."""
    grid = book.analysis.target_grid
    lines = [line for line in grid.shared if len({point.row for point in grid.series(line)}) > 1][:MOST_TARGETS]
    if not lines:
        return page.next - 1
    most = min(max(len(grid.series(line)) for line in lines), MOST_BARS)
    places = _places(page, len(lines), FRAME + BAR_HEIGHT * most)
    last = page.next - 2
    page.caption(book.words["chart.data.targets"])
    for (row, offset), line in zip(places, lines, strict=True):
        chart = _target_chart(book, page, line, (HALF, FRAME + BAR_HEIGHT * most))
        page.sheet.insert_chart(row, 0, chart, {"x_offset": offset})
    return last


def draw_course_charts(book: Book, page: Page) -> None:
    """Where rows have several periods: the share of each type from period to period, below the last row."""
    courses = _courses(book)
    if not courses:
        return
    places = _places(page, len(courses), SQUARE)
    page.caption(book.words["chart.data.courses"])
    for (row, offset), course in zip(places, courses, strict=True):
        page.sheet.insert_chart(row, 0, _course_chart(book, page, course, (HALF, SQUARE)), {"x_offset": offset})


def _height(book: Book) -> int:
    return max(BIG_FRAME + BIG_BAR_HEIGHT * min(len(book.rows), MOST_BARS), SQUARE if book.by in IN_TIME else 0)


def _courses(book: Book) -> list[Course]:
    return [proven for course in book.analysis.courses if (proven := proven_course(course))][:MOST_COURSES]


# --- figures to draw from ---------------------------------------------------------------------------------------


def _places(page: Page, charts: int, height: int) -> list[tuple[int, int]]:
    """Row and offset of charts, two side by side below the last row, which moves below them."""
    top, rows = page.next + 1, ceil(height / ROW) + 1
    page.next = top + rows * ceil(charts / 2)
    return [(top + place // 2 * rows, place % 2 * (HALF + GAP)) for place in range(charts)]


def _write_figures(page: Page, heads: Sequence[str], lines: Sequence[tuple[str, Sequence[float]]], kind: Kind) -> Block:
    """A plain table below the last row, the names of its lines in the first column."""
    header, style = page.next, page.styles.cell
    for column, head in enumerate(heads, 1):
        page.write(header, column, head, style("center", {"bold": True}))
    for row, (name, figures) in enumerate(lines, header + 1):
        page.write(row, 0, name, style("text"))
        for column, figure in enumerate(figures, 1):
            page.write(row, column, figure, style(kind))
    page.next = header + len(lines) + 2
    return Block(header, header + 1, header + len(lines), 1, len(heads))


# --- charts -----------------------------------------------------------------------------------------------------


def _font(size: int, colour: str = INK, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def _chart(book: Book, options: dict[str, str], title: str, size: tuple[int, int], letters: int = SMALL) -> Any:
    chart = book.workbook.add_chart(options)
    chart.set_title({"name": title, "name_font": _font(letters + 2, bold=True), "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(letters)})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"color": RULE}})
    return chart


def _axis(name: str = "", letters: int = SMALL, **more: Any) -> dict[str, Any]:
    named = {"name": name, "name_font": _font(letters - 1, MUTED)} if name else {}
    return {**named, "num_font": _font(letters), "line": {"color": RULE}, "major_tick_mark": "none", **more}


_GRID = {"visible": True, "line": {"color": RULE, "width": 0.5}}


def _shares(book: Book, block: Block, size: tuple[int, int]) -> Any:
    """Each row's measures by type as one bar of 100 %, with their numbers; 其他 is no type to compare."""
    chart = _chart(book, {"type": "bar", "subtype": "percent_stacked"}, book.say("chart.shares"), size, BIG)
    sheet, last = book.pages["matrix"].name, min(block.last, block.first + MOST_BARS - 1)
    types = [column for column in book.comparison.columns if column != OTHER]
    for place, column in enumerate(range(block.left, block.left + len(types))):
        colour = PALETTE[place % len(PALETTE)]
        chart.add_series({
            "name": [sheet, block.header, column],
            "categories": [sheet, block.first, MATRIX_NAME, last, MATRIX_NAME],
            "values": [sheet, block.first, column, last, column],
            "fill": {"color": colour}, "border": {"color": "#FFFFFF", "width": 1}, "gap": 40,
            "data_labels": {
                "value": True, "num_format": "0;;", "font": _font(BIG - 1, INK if colour in LIGHT else "#FFFFFF"),
            },
        })  # fmt: skip
    chart.set_y_axis(_axis(letters=BIG, reverse=True, interval_unit=1))
    chart.set_x_axis(_axis(letters=BIG, num_format="0%", min=0, max=1, major_gridlines=_GRID, label_position="high"))
    return chart


def _target_chart(book: Book, page: Page, line: TargetLine, size: tuple[int, int]) -> Any:
    """What rows aim at by one indicator, in its unit."""
    labels = book.comparison.labels
    points = book.analysis.target_grid.series(line)[:MOST_BARS]
    named = [(book.say("chart.target", row=labels[p.row], year=p.year), [p.value]) for p in points]
    title = book.say("chart.targets", indicator=line.indicator, unit=line.unit)
    block, sheet = _write_figures(page, [title], named, "number"), page.name
    chart = _chart(book, {"type": "bar"}, title, size)
    chart.add_series({
        "name": [sheet, block.header, 1],
        "categories": [sheet, block.first, 0, block.last, 0],
        "values": [sheet, block.first, 1, block.last, 1],
        "fill": {"color": BAR}, "gap": 40, "data_labels": {"value": True, "font": _font(SMALL)},
    })  # fmt: skip
    chart.set_y_axis(_axis(reverse=True, interval_unit=1))
    chart.set_x_axis(_axis(line.unit, min=0, major_gridlines=_GRID, label_position="high"))
    chart.set_legend({"none": True})
    return chart


def _course_chart(book: Book, page: Page, course: Course, size: tuple[int, int]) -> Any:
    """Shares of the types from period to period, a line a type."""
    columns = [column for column in book.comparison.columns if column != OTHER and any(course.counts[column])]
    lines = [(book.label(column), course.shares(column)) for column in columns]
    block, sheet = _write_figures(page, course.periods, lines, "percent"), page.name
    chart = _chart(book, {"type": "line"}, book.say("chart.courses", row=course.label), size)
    for place, row in enumerate(range(block.first, block.last + 1)):
        colour = PALETTE[place % len(PALETTE)]
        chart.add_series({
            "name": [sheet, row, 0],
            "categories": [sheet, block.header, block.left, block.header, block.right],
            "values": [sheet, row, block.left, row, block.right],
            "line": {"color": colour, "width": 2.25},
            "marker": {
                "type": MARKERS[place % len(MARKERS)], "size": 7, "fill": {"color": colour}, "border": {"color": INK},
            },
        })  # fmt: skip
    chart.set_x_axis(_axis())
    chart.set_y_axis(_axis(book.words["chart.axis.share"], num_format="0%", min=0, major_gridlines=_GRID))
    return chart
