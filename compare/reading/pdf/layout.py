"""Pieces of text on a page → its lines in reading order.

In: `Fragment`s. Out: `Line`s from top to bottom; of two columns first the left, then the right; pieces that stand
apart on one line, in several lines below each other, are cells of a table row. Fonts that store Kangxi radicals in
place of characters are put right by `lines.clean`.
Example: two columns of 20 lines below a headline → headline, 20 left lines, 20 right lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from compare.reading.pdf.fragments import Fragment

SAME_LINE = 0.5
"""share of the lower piece's height by which two pieces must overlap to stand on one line"""
WORD_GAP = 0.25
"""distance in character heights from which a space is meant between two pieces of Latin text"""
CELL_GAP = 1.2
"""distance in character heights from which pieces of one line are cells or columns"""
CELL_LEADING = 0.8
"""white between two lines of one cell, in character heights"""
CELL_SHIFT = 0.6
"""distance of the beginnings of two lines of one cell, in character heights"""
WIDE = re.compile(r"[^\x00-\x7f]")
WIDTH_LINES = 500
"""lines from which the width of a character is taken"""
COLUMN_LINES = 6
"""lines that each of two columns has at least"""
COLUMN_CHARACTERS = 10
"""mean characters of a column's lines; cells of tables are shorter"""
CROSSING = 0.2
"""share of the pieces that may cross the space between two columns: headlines, tables"""


@dataclass(slots=True)
class Line:
    """A visual line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    cells: int = 1
    column: tuple[int, int] = (0, 1)
    """which column from the left, of how many"""


def read_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """The lines of a page in reading order."""
    if not fragments:
        return []
    gutter = find_gutter(fragments)
    if gutter is None:
        return _rows(fragments)
    lines: list[Line] = []
    for section in _sections(fragments, gutter):
        lines += _rows([f for f in section if f.right <= gutter or f.left < gutter])
        lines += [replace(line, column=(1,2)) for line in _rows([f for f in section if f.left >= gutter])]
    return lines


def find_gutter(fragments: Sequence[Fragment]) -> float | None:
    """The middle of the space between two columns of text, if there are two."""
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    for percent in (50, 49, 51, 48, 52, 47, 53, 46, 54, 45, 55, 44, 56, 43, 57, 42, 58, 41, 59, 40, 60):
        at = left + (right - left) * percent / 100
        sides = [f for f in fragments if f.right <= at], [f for f in fragments if f.left >= at]
        crossing = len(fragments) - len(sides[0]) - len(sides[1])
        if crossing <= CROSSING * len(fragments) and all(map(_is_column, sides)):
            return at
    return None


def _is_column(fragments: Sequence[Fragment]) -> bool:
    return len(fragments) >= COLUMN_LINES and sum(len(f.text) for f in fragments) >= COLUMN_CHARACTERS * len(fragments)


def _sections(fragments: Sequence[Fragment], gutter: float) -> Iterator[list[Fragment]]:
    """Parts of the page between pieces that cross the gutter; these stand alone."""
    section: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: (-f.top, f.left)):
        if fragment.left < gutter < fragment.right:
            if section:
                yield section
            yield [fragment]
            section = []
        else:
            section.append(fragment)
    if section:
        yield section


def _rows(fragments: Sequence[Fragment]) -> list[Line]:
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
    for row in rows:
        above = folded[-1] if folded else []
        columns = [_column_below(above, piece) for piece in row]
        if len(row) < len(above) and None not in columns:
            for piece, at in zip(row, columns, strict=True):
                if at is not None:
                    cell = above[at]
                    above[at] = Fragment(
                        cell.text + piece.text, cell.left, max(cell.right, piece.right), piece.bottom, cell.top
                    )
        else:
            folded.append(list(row))
    return folded


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


def _line(row: Sequence[Fragment], table: bool) -> Line:
    text = ("\t" if table else "  ").join(piece.text.strip() for piece in row)
    return Line(
        text,
        row[0].left,
        row[-1].right,
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        len(row) if table else 1,
    )


def character_width(lines: Sequence[Line], default: float = 12.0) -> float:
    """Points that one Chinese character takes, the median of the lines; Latin letters count half."""
    widths = [
        2 * (line.right - line.left) / (len(line.text) + len(WIDE.findall(line.text)))
        for line in lines[:WIDTH_LINES]
        if line.cells == 1 and len(line.text) > 3
    ]
    return median(widths) if widths else default
