"""Tables that fit the page: column widths from what stands in them, header rows repeated.

In: a `Table`, the width of a line, the sizes of the template's styles. Out: XML text; borders, shade and padding are
those of the table style.
Example: 地区 and 措施 get what they need on one line, columns of quotations share the rest of the 156 or 225 mm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from compare.reports.docx.flow import Table, words_of
from compare.reports.docx.markup import paragraph, words

FEW = 4
"""columns up to which a table is set in 小四, beyond in 五号, and in 小五 only if its words would break"""
LABEL = 9
"""half-widths of a cell that stays on one line if it can, and in the middle: 清城2021, 副省级市, 2021-2025"""
WORD = 12
"""half-widths of the longest word that is not broken: enterprise"""
SHORT = 20
"""half-widths up to which all cells of a column stand in the middle: ● 11+2 ◐ 1 (22.4%)"""
LONG_ROW = 800
"""half-widths of a cell from which its row may break across pages"""
PADDING = 57
"""twips left and right of a cell's words in our table style, 1 mm"""
INDENT = 80
"""twips that a figure keeps from the right border beyond the padding"""
_FITS = (("CellSmall", LABEL, 14), ("CellSmall", LABEL, 8), ("CellTiny", 6, 8), ("CellTiny", 4, 4))
"""from the best look to the tightest: size, half-widths of labels kept whole, and those left to longer words"""
_DENSE = (("CellTiny", LABEL, 14), ("CellTiny", LABEL, 8), *_FITS[2:])
"""the same for tables that are set in the smallest type"""
_TIGHT = (
    f'<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="{PADDING}" w:type="dxa"/>'
    f'<w:bottom w:w="15" w:type="dxa"/><w:right w:w="{PADDING}" w:type="dxa"/></w:tblCellMar>'
)
"""less room above and below the words of dense tables than the style has"""
_PIECE = re.compile(r"[A-Za-z0-9.,/%+<>≥≤=:]+[-–]?|.")
_ALIGNED = {
    "left": "",
    "center": '<w:jc w:val="center"/>',
    "right": f'<w:ind w:right="{INDENT}"/><w:jc w:val="right"/>',
}


def table_xml(table: Table, line: int, halves: Mapping[str, int], chinese: bool, dense: bool = False) -> str:
    """A table as wide as a line of `line` twips, in the smallest type if `dense`; `halves` are the half-widths of
    characters in each style."""
    style, widths = fit(table, line, halves, chinese, dense)
    short = [all(extent(words_of(row[place])) <= SHORT for row in table.rows) for place in range(len(widths))]
    head = [paragraph(f"{style}Head", words(cell, chinese)) for cell in table.header]
    rows = [_row(head, widths, "<w:cantSplit/><w:tblHeader/>")]
    for row in table.rows:
        aligned = [_alignment(table, place, words_of(cell), short[place]) for place, cell in enumerate(row)]
        cells = [
            paragraph(style, words(cell, chinese), _ALIGNED[align]) for cell, align in zip(row, aligned, strict=True)
        ]
        whole = all(extent(words_of(cell)) < LONG_ROW for cell in row)
        rows.append(_row(cells, widths, "<w:cantSplit/>" if whole else ""))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{line}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_TIGHT if dense else ""}<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], properties: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def _alignment(table: Table, place: int, text: str, short: bool) -> str:
    if place in table.numeric:
        return "right"
    return "center" if short or (place and extent(text) <= LABEL) else "left"


# --- widths -----------------------------------------------------------------------------------------------------


def fit(
    table: Table, line: int, halves: Mapping[str, int], chinese: bool, dense: bool = False
) -> tuple[str, list[int]]:
    """Style of the cells and twips of each column, together `line`.

    Each column gets its least and at most what its words take on one line. Between the two, widths go by
    (Σ extent³)^¼: that minimises Σ (extent ÷ width)³, the heights of the cells with weight on the tallest.
    """
    columns = [[words_of(row[place]) for row in (table.header, *table.rows)] for place in range(len(table.header))]
    extents = [[extent(cell) for cell in cells] for cells in columns]
    fits = _DENSE if dense else (("Cell", LABEL, 14), *_FITS) if len(columns) <= FEW else _FITS
    for style, label, floor in fits:
        half = halves[style]
        air = 2 * PADDING + (half if chinese else 2 * half)  # English headers are bold
        extra = [air + INDENT if place in table.numeric else air for place in range(len(columns))]
        least = [_least(cells, label, floor) * half + room for cells, room in zip(columns, extra, strict=True)]
        if sum(least) <= line:
            break
    full = [max(cells) * half + room for cells, room in zip(extents, extra, strict=True)]
    most = [max(bounds) for bounds in zip(full, least, strict=True)]
    weights = [sum(cell**3 for cell in cells) ** 0.25 for cells in extents]
    return style, _scaled(_shared(least, most, weights, line), line)


def _least(cells: Sequence[str], label: int, floor: int) -> int:
    """Half-widths below which a label or a number would be broken; of longer words half, at most the floor."""
    longest = max(map(extent, cells))
    if longest <= label:
        return longest
    pieces = (extent(piece) for cell in cells for piece in _PIECE.findall(cell))
    return max(min(max(pieces), WORD), min(-(-longest // 2), floor))


def _shared(least: Sequence[int], most: Sequence[int], weights: Sequence[float], line: int) -> list[int]:
    """Widths in proportion to the weights, none outside its bounds, together at most the line."""

    def widths(factor: float) -> list[int]:
        return [int(min(max(low, factor * w), high)) for low, high, w in zip(least, most, weights, strict=True)]

    low, high = 0.0, float(line)
    for _ in range(40):  # halvings, far below a twip
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= line else (low, middle)
    return widths(low)


def _scaled(widths: Sequence[int], line: int) -> list[int]:
    """The same proportions, adding up to the line."""
    scaled = [line * width // sum(widths) for width in widths]
    scaled[-1] += line - sum(scaled)
    return scaled


def extent(text: str) -> int:
    """Half-widths that a text takes on one line, with the quarter that programs put between 清城 and 2021."""
    wide = [east_asian_width(character) in "WFA" for character in text]
    meetings = sum(one != other for one, other in pairwise(wide))
    return len(text) + sum(wide) + meetings // 2
