"""Charts in the sheet 矩阵: its figures as native charts that follow their cells.

In: a `Book` and where the blocks of figures stand. Out: shares by type as stacked bars, coverage of sub-types as bars
and, for a few rows, by type as a radar.
Example: 临江区's bar is one third 企业培育, one half 人才, the rest 其他.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from compare.reports.xlsx.book import Book
from compare.reports.xlsx.layout import FONT, INK, MUTED, RULE

PALETTE = ("#2F5D8A", "#4BA3A3", "#E3A33B", "#8C6BB1", "#D1605E", "#7AA64C", "#C48F65", "#5F9ED1", "#B85C8E", "#6E7F8D")
OTHER_COLOUR = "#C5CCD3"
RADAR_ROWS = 6
"""lines in a radar that can be told apart"""
CHARACTER, PADDING = 7, 5
"""pixels a character of a column's width and its margin take"""
GAP, ROW_HEIGHT, FRAME = 8, 34, 150
"""pixels between two charts, height a bar, height of title, axis and legend"""
SQUARE, LINE = 280, 20
"""pixels: least height of the radar, height of a row of the sheet"""
MOST_BARS = 60
"""rows of the comparison drawn; the figures of all stand in 矩阵"""


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block of figures stands: header row, first and last row, first and last column of figures."""

    header: int
    first: int
    last: int
    left: int
    right: int


def rows_of_charts(book: Book) -> int:
    """How many rows of the sheet the charts take; none without a counted measure."""
    return ceil(_height(book) / LINE) + 1 if any(row.units for row in book.comparison.rows) else 0


def draw_charts(book: Book, blocks: Mapping[str, Block], top: int) -> None:
    """Put the charts side by side below row `top` of the sheet 矩阵."""
    if not rows_of_charts(book):
        return
    bars, height = min(len(book.rows), MOST_BARS), _height(book)
    radar = len(book.rows) <= RADAR_ROWS and len(book.comparison.columns) > 3
    table = sum(column.width * CHARACTER + PADDING for column in book.pages["matrix"].columns)
    width = int(table) // (3 if radar else 2) - GAP
    charts = [
        _shares(book, blocks["primary"], bars, (width, height)),
        _coverage(book, blocks["coverage"], bars, (width, height)),
        *([_profile(book, blocks["coverage"], (width, height))] if radar else []),
    ]
    for number, chart in enumerate(charts):
        place = {"x_offset": number * (width + GAP)}
        book.pages["matrix"].sheet.insert_chart(top, 0, chart, place)


def _height(book: Book) -> int:
    return max(FRAME + ROW_HEIGHT * min(len(book.rows), MOST_BARS), SQUARE)


def _font(size: int, colour: str = INK, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def _chart(book: Book, options: dict[str, str], title: str, size: tuple[int, int]) -> Any:
    chart = book.workbook.add_chart(options)
    chart.set_title({"name": title, "name_font": _font(13, bold=True), "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font(10)})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.set_chartarea({"border": {"color": RULE}})
    return chart


def _bars(chart: Any, number: str) -> None:
    chart.set_y_axis({"reverse": True, "num_font": _font(10), "line": {"color": RULE}, "major_tick_mark": "none"})
    chart.set_x_axis({
        "num_font": _font(9, MUTED), "num_format": number, "min": 0, "max": 1, "major_unit": 0.2,
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}}, "line": {"none": True},
        "label_position": "high",
    })  # fmt: skip


def _shares(book: Book, block: Block, bars: int, size: tuple[int, int]) -> Any:
    """Main types as 100 % stacked bars; a row without measures stays empty."""
    chart = _chart(book, {"type": "bar", "subtype": "percent_stacked"}, book.say("chart.shares"), size)
    sheet, last = book.pages["matrix"].name, block.first + bars - 1
    for column in range(block.left, block.right + 1):
        grey = column == block.right
        colour = OTHER_COLOUR if grey else PALETTE[(column - block.left) % len(PALETTE)]
        chart.add_series({
            "name": [sheet, block.header, column],
            "categories": [sheet, block.first, 1, last, 1],
            "values": [sheet, block.first, column, last, column],
            "fill": {"color": colour}, "gap": 45,
            "data_labels": {"value": True, "num_format": "0;;", "font": _font(9, INK if grey else "#FFFFFF")},
        })  # fmt: skip
    _bars(chart, "0%")
    return chart


def _coverage(book: Book, block: Block, bars: int, size: tuple[int, int]) -> Any:
    """Share of all sub-types that a row has measures for."""
    chart = _chart(book, {"type": "bar"}, book.say("chart.coverage"), size)
    sheet, last = book.pages["matrix"].name, block.first + bars - 1
    chart.add_series({
        "name": [sheet, block.header, block.left - 1],
        "categories": [sheet, block.first, 1, last, 1],
        "values": [sheet, block.first, block.left - 1, last, block.left - 1],
        "fill": {"color": PALETTE[0]}, "gap": 60,
        "data_labels": {"value": True, "num_format": "0%", "font": _font(9)},
    })  # fmt: skip
    _bars(chart, "0%")
    chart.set_legend({"none": True})
    return chart


def _profile(book: Book, block: Block, size: tuple[int, int]) -> Any:
    """Coverage by type, one line a row; 其他 has no sub-types and is left out."""
    chart = _chart(book, {"type": "radar", "subtype": "with_markers"}, book.say("chart.profile"), size)
    sheet = book.pages["matrix"].name
    for number, line in enumerate(range(block.first, block.last + 1)):
        colour = PALETTE[number % len(PALETTE)]
        chart.add_series({
            "name": [sheet, line, 1],
            "categories": [sheet, block.header, block.left, block.header, block.right - 1],
            "values": [sheet, line, block.left, line, block.right - 1],
            "line": {"color": colour, "width": 2}, "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
        })  # fmt: skip
    chart.set_x_axis({"num_font": _font(10)})
    chart.set_y_axis({
        "num_font": _font(8, MUTED), "num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25,
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
    })  # fmt: skip
    return chart
