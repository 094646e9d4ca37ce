"""Pieces of text on a page → its lines in reading order.

In: a page's pieces of text and rules. Out: `PrintedLine`s from top to bottom, column by column; a row of a ruled table
is a line. Without rules, pieces that stand apart on one line, in several lines below each other, are cells of a table
row. Fonts that store Kangxi radicals in place of characters are put right by `lines.clean`.
Example: two columns of 20 lines below a headline → headline, 20 left lines, 20 right lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from compare.reading.pdf.columns import Column, Placed, find_columns, find_gutters
from compare.reading.pdf.fragments import Fragment, PageText
from compare.reading.pdf.objects import Box
from compare.reading.pdf.tables import Cell, RuledTable, find_tables
from compare.reading.rows import join_cells

SAME_LINE = 0.5
"""share of the lower piece's height by which two pieces must overlap to stand on one line"""
WORD_GAP = 0.25
"""distance in character heights from which a space is meant between two pieces of Latin text"""
CELL_GAP = 1.2
"""distance in character heights from which pieces of one line are cells or columns"""
CELL_LEADING = 0.8
"""white between two lines of one cell, in character heights"""
CELL_LINES = 8
"""lines of a cell at most; what goes on longer is text beside a single line"""
CELL_SHIFT = 0.6
"""distance of the beginnings of two lines of one cell, in character heights"""
WIDE = re.compile(r"[^\x00-\x7f]")
WIDTH_LINES = 500
"""lines from which the width of a character is taken"""
LATIN = re.compile("[0-9A-Za-z,.;][A-Za-z]")
"""two words of Latin letters keep a blank between them"""


@dataclass(slots=True, kw_only=True)
class PrintedLine:
    """A visual line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    cells: int = 1
    column: Column = ()
    """() = the whole width of the page"""

    @property
    def character_width(self) -> float:
        """Points that one Chinese character takes, Latin letters count half; 0 where a line does not show it."""
        if self.cells > 1 or len(self.text) <= 3:
            return 0.0
        return 2 * (self.right - self.left) / (len(self.text) + len(WIDE.findall(self.text)))


def read_lines(pages: Sequence[PageText]) -> list[list[PrintedLine]]:
    """The lines of each page in reading order; a column that ends early is known from the pages before and after."""
    contents: list[list[Placed]] = []
    for page in pages:
        tables, outside = find_tables(page.rules, page.fragments)
        contents.append([*outside, *tables])
    gutters = sorted({g for items, page in zip(contents, pages, strict=True) for g in find_gutters(items, page.rules)})
    return [_page_lines(items, page.rules, gutters) for items, page in zip(contents, pages, strict=True)]


def _page_lines(items: Sequence[Placed], rules: Sequence[Box], gutters: Sequence[float]) -> list[PrintedLine]:
    lines: list[PrintedLine] = []
    for column, part in find_columns(items, rules, gutters):
        for line in _lines(part):
            line.column = column
            lines.append(line)
    return lines


def _lines(items: Sequence[Placed]) -> Iterator[PrintedLine]:
    """The lines of one column from top to bottom, those of tables in their place."""
    rest = [item for item in items if isinstance(item, Fragment)]
    for table in sorted((item for item in items if isinstance(item, RuledTable)), key=lambda table: -table.top):
        yield from _rows([f for f in rest if f.top + f.bottom > table.top + table.bottom])
        rest = [f for f in rest if f.top + f.bottom <= table.top + table.bottom]
        yield from map(_table_line, table.rows)
    yield from _rows(rest)


def _table_line(row: Sequence[Cell]) -> PrintedLine:
    pieces = [piece for cell in row for piece in cell]
    return PrintedLine(
        text=join_cells([[_joined(_rows(cell))] if cell else [] for cell in row]),
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        bottom=min(piece.bottom for piece in pieces),
        top=max(piece.top for piece in pieces),
        cells=len(row),
    )


def _joined(lines: Sequence[PrintedLine]) -> str:
    """The lines of a cell as one text."""
    text = ""
    for line in lines:
        space = " " if LATIN.fullmatch(text[-1:] + line.text[:1]) else ""
        text += space + line.text
    return text


def _rows(fragments: Sequence[Fragment]) -> list[PrintedLine]:
    """Lines of one column from top to bottom."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-(f.top + f.bottom), f.left)):
        if rows and _on_line(rows[-1][0], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    cells = _fold_cells([_cells(sorted(row, key=lambda f: f.left)) for row in rows])
    tabular = _tabular([len(row) for row in cells])
    return [_line(row, table) for row, table in zip(cells, tabular, strict=True)]


def _on_line(one: Fragment, two: Fragment) -> bool:
    overlap = min(one.top, two.top) - max(one.bottom, two.bottom)
    return overlap >= SAME_LINE * min(one.height, two.height)


def _cells(row: Sequence[Fragment]) -> list[Fragment]:
    """The pieces of a line, those that touch joined."""
    joined: list[Fragment] = []
    for piece in row:
        if joined and piece.left - joined[-1].right <= CELL_GAP * max(piece.height, joined[-1].height):
            before = joined[-1]
            gap = piece.left - before.right > WORD_GAP * piece.height
            space = " " if gap and before.text[-1:].isascii() and piece.text[:1].isascii() else ""
            joined[-1] = Fragment(
                before.text + space + piece.text,
                before.left,
                max(before.right, piece.right),
                min(before.bottom, piece.bottom),
                max(before.top, piece.top),
            )
        else:
            joined.append(piece)
    return joined


def _fold_cells(rows: Sequence[list[Fragment]]) -> list[list[Fragment]]:
    """Lines that go on with cells of the row above, put into these cells."""
    folded: list[list[Fragment]] = []
    lines = 0
    for row in rows:
        above = folded[-1] if folded else []
        columns = [_column_below(above, piece) for piece in row]
        if len(row) < len(above) and None not in columns and lines < CELL_LINES:
            lines += 1
            for piece, at in zip(row, columns, strict=True):
                if at is not None:
                    above[at] = _below(above[at], piece)
        else:
            lines = 1
            folded.append(list(row))
    return folded


def _below(cell: Fragment, piece: Fragment) -> Fragment:
    return Fragment(cell.text + piece.text, cell.left, max(cell.right, piece.right), piece.bottom, cell.top)


def _column_below(row: Sequence[Fragment], piece: Fragment) -> int | None:
    """Which cell of a row a piece goes on with: it begins below it, close by, and is no wider.

    The line above is the measure, since it was broken for want of room.
    """
    for at, cell in enumerate(row):
        below = abs(cell.left - piece.left) <= CELL_SHIFT * piece.height
        close = cell.bottom - piece.top <= CELL_LEADING * piece.height
        if below and close and piece.right - cell.right <= piece.height:
            return at
    return None


def _tabular(widths: Sequence[int]) -> list[bool]:
    """Which lines are table rows: several cells, and a neighbour with several as well."""
    many = [False, *(width > 1 for width in widths), False]
    return [many[at] and (many[at - 1] or many[at + 1]) for at in range(1, len(many) - 1)]


def _line(row: Sequence[Fragment], table: bool) -> PrintedLine:
    text = ("\t" if table else "  ").join(piece.text.strip() for piece in row)
    return PrintedLine(
        text=text,
        left=row[0].left,
        right=row[-1].right,
        bottom=min(piece.bottom for piece in row),
        top=max(piece.top for piece in row),
        cells=len(row) if table else 1,
    )


def character_width(lines: Sequence[PrintedLine]) -> float:
    """Points that one Chinese character takes, the median of the lines."""
    widths = [width for line in lines[:WIDTH_LINES] if (width := line.character_width)]
    return median(widths) if widths else 12.0
