"""A worksheet that writes plain cells fast: most of a workbook's time is a tag a cell, some hundred thousand times.

In: what xlsxwriter's own worksheet takes, places given by number. Out: the same bytes. Whatever is no plain cell, or
comes in a form this module does not know, goes the library's way.
Example: a string in B5 becomes ``<c r="B5" s="7" t="s"><v>12</v></c>`` in one piece, not attribute by attribute.
"""

from __future__ import annotations

from inspect import unwrap
from io import StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter


class Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter tells no types
    """xlsxwriter's worksheet with three short cuts: places are numbers, plain cells, fonts written once."""

    # without asking for each cell whether its place was given as “A1”
    write_blank = unwrap(Worksheet.write_blank)
    write_datetime = unwrap(Worksheet.write_datetime)
    write_number = unwrap(Worksheet.write_number)
    write_rich_string = unwrap(Worksheet.write_rich_string)
    write_string = unwrap(Worksheet.write_string)
    write_url = unwrap(Worksheet.write_url)

    def __init__(self) -> None:
        super().__init__()
        self._letters: list[str] = []
        """names of the columns written so far"""
        self._fonts: dict[Format, str] = {}
        """fonts of runs in rich strings as XML"""
        self.rstring: Any = None

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        style, kind = cell.format, type(cell).__name__
        if style is None or self.constant_memory:
            super()._write_cell(row, col, cell)
            return
        while col >= len(self._letters):
            self._letters.append(xl_col_to_name(len(self._letters)))
        place = f'<c r="{self._letters[col]}{row + 1}" s="{style._get_xf_index()}"'
        if kind in ("String", "RichString"):
            self.fh.write(f'{place} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{place}/>")
        elif kind in ("Number", "Datetime"):
            self.fh.write(f"{place}><v>{cell.number:.16G}</v></c>")
        else:
            super()._write_cell(row, col, cell)

    def _write_font(self, xf_format: Format) -> None:
        if xf_format not in self._fonts:
            text, self.rstring = self.rstring, XMLwriter()
            self.rstring._set_filehandle(StringIO())
            super()._write_font(xf_format)
            self._fonts[xf_format] = self.rstring.fh.getvalue()
            self.rstring = text
        self.rstring.fh.write(self._fonts[xf_format])
