"""Native charts that follow their cells: types of each row, targets side by side, shares from period to period.

In: a `Book`, a page, the row from which there is room. Out: charts, and below them the figures they are drawn from.
Example: 临江区's bar is half 企业培育 and half 人才; its target of 150家 stands above the 80家 of 望山区.
Neighbours differ in darkness as well as in colour, so that a black-and-white copy still tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from compare.matrix.courses import Course, proven_course
from compare.matrix.rows import IN_TIME
from compare.matrix.target_grid import TargetLine
from compare.model import OTHER
from compare.reports.xlsx.book import MATRIX_FIXED, Book
from compare.reports.xlsx.cells import Kind
from compare.reports.xlsx.layout import FONT, INK, MUTED, RULE, Page

PALETTE = (
    "#1F4E8C", "#A9CCE8", "#9C5312", "#F0C98A", "#3C6E47", "#BBD8B3", "#5B4389", "#CDBFE3", "#8A2F3B", "#EDB8B8",
)  # fmt: skip
"""dark and light by turns, pairs that colour-blind readers tell apart"""
LIGHT = frozenset(PALETTE[1::2])
MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
BAR = "#88B2DA"
"""of bars that are not told apart; the page has the same"""
WIDTH, HALF = 1080, 530
"""pixels: a chart across the page, one of two side by side"""
FRAME, BAR_HEIGHT = 130, 32
"""pixels: title, axis and legend; a bar"""
LINES_HEIGHT = 380
ROW = 20
"""pixels of a row of the sheet"""
MOST_BARS, MOST_TARGETS, MOST_COURSES = 40, 6, 6
"""rows, indicators and courses drawn: as many as one looks at"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a table of figures stands on a sheet: names in the first column and row, figures beside and below them."""

    sheet: str
    top: int
    left: int
    lines: int
    columns: int

    def head(self, column: int) -> list[Any]:
        """The cell that names a column, counted from 0."""
        return [self.sheet, self.top, self.left + 1 + column]

    @property
    def names(self) -> list[Any]:
        """The cells that name the lines."""
        return [self.sheet, self.top + 1, self.left, self.top + self.lines, self.left]

    @property
    def heads(self) -> list[Any]:
        """The cells that name the columns."""
        return [self.sheet, self.top, self.left + 1, self.top, self.left + self.columns]

    def column(self, column: int) -> list[Any]:
        """The figures below a head."""
        place = self.left + 1 + column
        return [self.sheet, self.top + 1, place, self.top + self.lines, place]

    def name(self, line: int) -> list[Any]:
        """The cell that names a line."""
        return [self.sheet, self.top + 1 + line, self.left]

    def line(self, line: int) -> list[Any]:
        """The figures beside a name."""
        row = self.top + 1 + line
        return [self.sheet, row, self.left + 1, row, self.left + self.columns]


def write_charts(book: Book, first_row: int) -> None:
    """The charts of the matrix, from that row on; none without a counted measure of some type."""
    page = book.pages["matrix"]
    page.next = first_row
    rows = [grouped.row for grouped in book.rows if any(_counts(book, grouped.row.key))][:MOST_BARS]
    if rows:
        height = FRAME + BAR_HEIGHT * len(rows)
        top = _room(page, height)
        heads = [book.label(column) for column in _types(book)]
        page.caption(book.words["chart.data.types"])
        numbers = _write_numbers(page, heads, [(row.label, _counts(book, row.key)) for row in rows], MATRIX_FIXED - 1)
        page.sheet.insert_chart(top, 0, _shares(book, numbers, height))
    if book.by in IN_TIME:
        write_course_charts(book, page)


def write_target_charts(book: Book, page: Page) -> None:
    """Below the grid of targets: those that several rows state, a chart an indicator, its rows in their order."""
    grid = book.analysis.target_grid
    lines = [line for line in grid.shared if len({point.row for point in grid.series(line)}) > 1][:MOST_TARGETS]
    if not lines:
        return
    most = max(len(grid.series(line)) for line in lines)
    height = FRAME + BAR_HEIGHT * min(most, MOST_BARS)
    top = _room(page, height * ceil(len(lines) / 2))
    page.caption(book.words["chart.data.targets"])
    for place, line in enumerate(lines):
        chart = _target_chart(book, page, line, height)
        _insert(page, chart, top + place // 2 * (height // ROW + 1), place % 2)


def write_course_charts(book: Book, page: Page) -> None:
    """Where rows have several periods: the share of each type from period to period."""
    courses = [proven for course in book.analysis.courses if (proven := proven_course(course))][:MOST_COURSES]
    if not courses:
        return
    top = _room(page, LINES_HEIGHT * ceil(len(courses) / 2))
    page.caption(book.words["chart.data.courses"])
    for place, course in enumerate(courses):
        chart = _course_chart(book, page, course)
        _insert(page, chart, top + place // 2 * (LINES_HEIGHT // ROW + 1), place % 2)


def _types(book: Book) -> list[str]:
    """What is compared: the types without 其他, which is none."""
    return [column for column in book.comparison.columns if column != OTHER]


def _counts(book: Book, row: str) -> list[float]:
    return [len(book.comparison.cells[row, column].primary) for column in _types(book)]


# --- figures to draw from ---------------------------------------------------------------------------------------


def _room(page: Page, height: int) -> int:
    """Keeps that many pixels free for charts below an empty row. Returns their first row."""
    top = page.next + 1
    page.next = top + ceil(height / ROW) + 2
    return top


def _write_numbers(
    page: Page, heads: Sequence[str], lines: Sequence[tuple[str, Sequence[float]]], left: int, kind: Kind = "count"
) -> Numbers:
    """A plain table under the last row, its names in column `left`."""
    top, style = page.next, page.styles.cell
    for column, head in enumerate(heads, left + 1):
        page.write(top, column, head, style("center", {"bold": True}))
    for row, (name, figures) in enumerate(lines, top + 1):
        page.write(row, left, name, style("center"))
        for column, figure in enumerate(figures, left + 1):
            page.write(row, column, figure, style(kind))
    page.next = top + len(lines) + 2
    return Numbers(page.name, top, left, len(lines), len(heads))


def _insert(page: Page, chart: Any, row: int, column: int) -> None:
    page.sheet.insert_chart(row, 0, chart, {"x_offset": column * (WIDTH - HALF)})


# --- charts -----------------------------------------------------------------------------------------------------


def _font(size: int, colour: str = INK, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def _chart(book: Book, options: dict[str, str], title: str, size: tuple[int, int]) -> Any:
    chart = book.workbook.add_chart(options)
    chart.set_title({"name": title, "name_font": _font(12, bold=True), "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(10)})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"color": RULE}})
    return chart


def _axis(name: str = "", **more: Any) -> dict[str, Any]:
    named = {"name": name, "name_font": _font(9, MUTED)} if name else {}
    return {**named, "num_font": _font(10), "line": {"color": RULE}, "major_tick_mark": "none", **more}


_GRID = {"visible": True, "line": {"color": RULE, "width": 0.5}}


def _shares(book: Book, numbers: Numbers, height: int) -> Any:
    """Each row's measures by type as one bar of 100 %, with their numbers."""
    title = book.say("chart.shares")
    chart = _chart(book, {"type": "bar", "subtype": "percent_stacked"}, title, (WIDTH, height))
    for column in range(numbers.columns):
        colour = PALETTE[column % len(PALETTE)]
        chart.add_series({
            "name": numbers.head(column), "categories": numbers.names, "values": numbers.column(column),
            "fill": {"color": colour}, "border": {"color": "#FFFFFF", "width": 1}, "gap": 40,
            "data_labels": {
                "value": True, "num_format": "0;;", "font": _font(9, INK if colour in LIGHT else "#FFFFFF"),
            },
        })  # fmt: skip
    chart.set_y_axis(_axis(reverse=True))
    share = book.words["chart.axis.share"]
    chart.set_x_axis(_axis(share, num_format="0%", min=0, max=1, major_gridlines=_GRID, label_position="high"))
    return chart


def _target_chart(book: Book, page: Page, line: TargetLine, height: int) -> Any:
    """What rows aim at by one indicator, in its unit."""
    points = book.analysis.target_grid.series(line)[:MOST_BARS]
    named = [(book.say("chart.target", row=book.comparison.labels[p.row], year=p.year), [p.value]) for p in points]
    title = book.say("chart.targets", indicator=line.indicator, unit=line.unit)
    numbers = _write_numbers(page, [title], named, 0, "number")
    chart = _chart(book, {"type": "bar"}, title, (HALF, height))
    chart.add_series({
        "name": numbers.head(0), "categories": numbers.names, "values": numbers.column(0),
        "fill": {"color": BAR}, "gap": 40, "data_labels": {"value": True, "font": _font(10)},
    })  # fmt: skip
    chart.set_y_axis(_axis(reverse=True))
    chart.set_x_axis(_axis(line.unit, min=0, major_gridlines=_GRID, label_position="high"))
    chart.set_legend({"none": True})
    return chart


def _course_chart(book: Book, page: Page, course: Course) -> Any:
    """Shares of the types from period to period; the last dot of each line says which type it is."""
    columns = [column for column in _types(book) if any(course.counts[column])]
    lines = [(book.label(column), course.shares(column)) for column in columns]
    numbers = _write_numbers(page, course.periods, lines, 0, "percent")
    title = book.say("chart.courses", row=course.label)
    chart = _chart(book, {"type": "line"}, title, (HALF, LINES_HEIGHT))
    for place in range(numbers.lines):
        colour = PALETTE[place % len(PALETTE)]
        marker = MARKERS[place % len(MARKERS)]
        chart.add_series({
            "name": numbers.name(place), "categories": numbers.heads, "values": numbers.line(place),
            "line": {"color": colour, "width": 2.25},
            "marker": {"type": marker, "size": 7, "fill": {"color": colour}, "border": {"color": INK}},
        })  # fmt: skip
    chart.set_x_axis(_axis())
    chart.set_y_axis(_axis(book.words["chart.axis.share"], num_format="0%", min=0, major_gridlines=_GRID))
    return chart
