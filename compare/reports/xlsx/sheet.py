"""A worksheet that writes plain cells fast: most of a workbook's time is a tag a cell, some hundred thousand times.

In: what xlsxwriter's own worksheet takes, places given by number, and whole rows through `open_row`. Out: the same
bytes. Whatever is no plain cell, or comes in a form this module does not know, goes the library's way.
Example: a string in B5 becomes ``<c r="B5" s="7" t="s"><v>12</v></c>`` in one piece, not attribute by attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import unwrap
from io import StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellRichStringTuple,
    CellStringTuple,
    Worksheet,
)
from xlsxwriter.xmlwriter import XMLwriter

_TEXTS, _FIGURES = (CellStringTuple, CellRichStringTuple), (CellNumberTuple, CellDatetimeTuple)
_BLOCK = 16
"""rows that share one statement of the columns they span"""


class Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter tells no types
    """xlsxwriter's worksheet with short cuts: places are numbers, rows and cells in one go, fonts written once."""

    # without asking for each cell whether its place was given as “A1”
    write_blank = unwrap(Worksheet.write_blank)
    write_datetime = unwrap(Worksheet.write_datetime)
    write_number = unwrap(Worksheet.write_number)
    write_string = unwrap(Worksheet.write_string)

    def __init__(self) -> None:
        super().__init__()
        self._letters: list[str] = []
        """names of the columns written so far"""
        self._fonts: dict[Format, str] = {}
        """fonts of runs in rich strings as XML"""
        self.rstring: Any = None

    # --- cells ------------------------------------------------------------------------------------------------------

    def open_row(self, row: int, columns: int) -> dict[int, Any]:
        """The cells of a row that is about to get as many, by column: one question whether they fit, not one a cell."""
        self._check_dimensions(row, 0)
        self._check_dimensions(row, columns - 1)
        cells: dict[int, Any] = self.table[row]
        return cells

    def text_cell(self, text: str, style: Format) -> Any:
        """A cell of a row from `open_row`; the text is one that Excel can hold."""
        return CellStringTuple(self.str_table._get_shared_string_index(text), style)

    def blank_cell(self, style: Format) -> Any:
        """An empty cell of a row from `open_row`."""
        return CellBlankTuple(style)

    def link(self, row: int, column: int, address: str) -> None:
        """Lead from a cell, which is written after this, to another place of the workbook."""
        url = Url(f"internal:{address}")
        url.text = "→"
        self.str_table._get_shared_string_index(url.text)  # what the cell would show by itself
        self.hlink_count += 1
        self.hyperlinks[row][column] = url

    def formula(self, row: int, column: int, formula: str, value: str | float, style: Format) -> None:
        """A formula, without “=”, with the value it has until a program works it out anew."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(formula, style, value)

    def write_runs(self, row: int, column: int, runs: Iterable[tuple[Format, str]], style: Format) -> None:
        """A text in several fonts, none of its parts empty, that Excel can hold."""
        runs = list(runs)
        xml = "".join([f"<r>{self._font(font)}{self._run_text(text)}</r>" for font, text in runs])
        index = self.str_table._get_shared_string_index(xml)
        self._check_dimensions(row, column)
        self.table[row][column] = CellRichStringTuple(index, style, "".join([text for _, text in runs]))

    def _font(self, font: Format) -> str:
        if font not in self._fonts:
            self.rstring = XMLwriter()
            self.rstring._set_filehandle(StringIO())
            self._write_font(font)
            self._fonts[font] = self.rstring.fh.getvalue()
        return self._fonts[font]

    def _run_text(self, text: str) -> str:
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f"<t{kept}>{self._escape_control_characters(self._escape_data(text))}</t>"

    # --- XML --------------------------------------------------------------------------------------------------------

    def _write_rows(self) -> None:
        """All rows from the first to the last: their cells from left to right, or the height of an empty one."""
        self._letters = [xl_col_to_name(column) for column in range(self.dim_colmax + 1)]
        self._calculate_spans()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, look = self.table.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // _BLOCK)
            if cells:
                self._write_row(row, span, look)
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif look or row in self.comments:
                self._write_empty_row(row, span, look)

    def _write_cells(self, row: int, cells: Mapping[int, Any]) -> None:
        letters, number, parts = self._letters, row + 1, list[str]()
        for column in sorted(cells):
            cell = cells[column]
            kind, style = cell.__class__, cell.format
            if kind in _TEXTS and style:
                parts.append(f'<c r="{letters[column]}{number}" s="{style._get_xf_index()}" t="s"><v>{cell[0]}</v></c>')
            elif kind is CellBlankTuple and style:
                parts.append(f'<c r="{letters[column]}{number}" s="{style._get_xf_index()}"/>')
            elif kind in _FIGURES and style:
                parts.append(f'<c r="{letters[column]}{number}" s="{style._get_xf_index()}"><v>{cell[0]:.16G}</v></c>')
            elif kind is CellFormulaTuple and style:
                parts.append(self._formula_cell(f"{letters[column]}{number}", cell))
            else:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
        self.fh.write("".join(parts))

    def _formula_cell(self, place: str, cell: Any) -> str:
        """A number as such; any other value is text here: no formula of ours has a truth value or an error."""
        text = isinstance(cell.value, str)
        shown = self._escape_data(cell.value) if text else str(cell.value)
        kind = ' t="str"' if text else ""
        formula = self._escape_data(cell.formula)
        return f'<c r="{place}" s="{cell.format._get_xf_index()}"{kind}><f>{formula}</f><v>{shown}</v></c>'

    def _calculate_spans(self) -> None:
        """First and last column of every sixteen rows."""
        if self.comments:
            super()._calculate_spans()
            return
        ends: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            if cells:
                ends.setdefault(row // _BLOCK, []).extend((min(cells), max(cells)))
        self.row_spans = {block: f"{min(columns) + 1}:{max(columns) + 1}" for block, columns in ends.items()}
