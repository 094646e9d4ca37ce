"""The workbook as a reader finds it: formulas shown by their values, links followed to where they lead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.hyperlink import Hyperlink

FORMULA = re.compile(
    r"""=HYPERLINK\("\#'(?P<sheet>[^'"]+)'!(?P<left>[A-Z]+)"&MATCH\("(?P<key>(?:[^"]|"")+)",'(?P=sheet)'!"""
    r"""\$(?P<column>[A-Z]+):\$(?P=column),0\),(?P<value>-?[\d.E+-]+|"(?:[^"]|""|"&")*")\)""",
    re.VERBOSE | re.DOTALL,
)
"""the only formula there is"""


def read_workbook(path: Path) -> Any:
    """The workbook with every formula cell turned into what it shows and a link to the row it finds."""
    book, shown = openpyxl.load_workbook(path, rich_text=True), openpyxl.load_workbook(path, data_only=True)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            parts = FORMULA.fullmatch(cell.value)
            assert parts, cell.value
            place = parts["sheet"], parts["column"]
            if place not in found:
                found[place] = _rows(shown[place[0]], place[1])
            row = found[place][_plain(parts["key"])]
            cell.value = shown[sheet.title][cell.coordinate].value
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{place[0]}'!{parts['left']}{row}")
    return book


def _rows(sheet: Any, column: str) -> dict[str, int]:
    """Each word of a column → the first row with it, as MATCH finds it."""
    rows: dict[str, int] = {}
    for (cell,) in sheet.iter_rows(min_col=column_index_from_string(column), max_col=column_index_from_string(column)):
        if cell.value is not None:
            rows.setdefault(str(cell.value), cell.row)
    return rows


def _plain(literal: str) -> str:
    """The key without what a formula adds to quotation marks and wildcards."""
    return re.sub(r"~([~*?])", r"\1", literal.replace('""', '"'))
