"""Tables that fit the page: column widths from what stands in them, header rows shaded and repeated.

In: a `Table` and the width of a line. Out: XML text.
Example: 地区 and 措施 get what they need, the columns with quotations share the rest of the 156 or 225 mm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from compare.reports.docx.flow import Line, Table, words_of
from compare.reports.docx.markup import paragraph, words

FEW = 4
"""columns up to which a table is set in 小四, beyond in 五号"""
SHORT = 16
"""half-widths up to which every cell of a column is centred"""
LONG_ROW = 600
"""half-widths of one cell from which a row may break across pages"""
HEADER = 6
"""half-widths of a header that stay on one line: 可信度"""
PADDING = 85
"""twips left and right of a cell's words, 1.5 mm"""
_HALF = {"Cell": 120, "CellSmall": 105}
"""twips of half a Chinese character in 小四 and 五号"""
_PIECE = re.compile(r"[A-Za-z0-9.,%+<>≥≤=:/]+|.")
_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HEAD = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'


def table_xml(table: Table, line: int, chinese: bool) -> str:
    """A table as wide as a line of `line` twips."""
    style = "Cell" if len(table.header) <= FEW else "CellSmall"
    widths = column_widths(table, line, _HALF[style])
    aligned = [_alignment(table, column) for column in range(len(widths))]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(table.header, widths, style, ["center"] * len(widths), chinese, head=True)
    rows = "".join(_row(row, widths, style, aligned, chinese) for row in table.rows)
    margins = f'<w:left w:w="{PADDING}" w:type="dxa"/><w:right w:w="{PADDING}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDER}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(
    cells: Sequence[Line], widths: Sequence[int], style: str, aligned: Sequence[str], chinese: bool, head: bool = False
) -> str:
    whole = head or max(_extent(words_of(cell)) for cell in cells) < LONG_ROW
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    inner = []
    for cell, width, align in zip(cells, widths, aligned, strict=True):
        text = paragraph(style, words(cell, "CellReference", chinese), f'<w:jc w:val="{align}"/>')
        shade = _HEAD if head else ""
        inner.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(inner)}</w:tr>"


def _alignment(table: Table, column: int) -> str:
    if column in table.numeric:
        return "right"
    short = all(_extent(words_of(row[column])) <= SHORT for row in table.rows)
    return "center" if short else "left"


# --- widths -----------------------------------------------------------------------------------------------------


def column_widths(table: Table, line: int, half: int) -> list[int]:
    """Twips of each column, together `line`: short columns as wide as their words, long ones share what is left.

    `half` is the width of half a Chinese character.
    """
    columns = [[words_of(row[place]) for row in (table.header, *table.rows)] for place in range(len(table.header))]
    air = 2 * PADDING + half
    least = [max(_unbroken(cells), min(_extent(cells[0]), HEADER)) * half + air for cells in columns]
    wanted = [max(max(map(_extent, cells)) * half + air, small) for cells, small in zip(columns, least, strict=True)]
    widths = list(least)
    spare = max(0, line - sum(least))
    order = sorted(range(len(widths)), key=lambda place: wanted[place] - least[place])
    for done, place in enumerate(order):
        given = min(wanted[place] - least[place], spare // (len(order) - done))
        widths[place] += given
        spare -= given
    return _scaled(widths, line)


def _scaled(widths: Sequence[int], line: int) -> list[int]:
    """The same proportions, adding up to the line."""
    scaled = [line * width // sum(widths) for width in widths]
    scaled[-1] += line - sum(scaled)
    return scaled


def _extent(text: str) -> int:
    """Half-widths that a text takes on one line."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _unbroken(cells: Sequence[str]) -> int:
    """Half-widths of the longest piece that should not be broken, a number or a word."""
    return max((_extent(piece) for cell in cells for piece in _PIECE.findall(cell)), default=1)
