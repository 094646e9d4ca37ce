"""A taxonomy as a plain table: columns 类型, 子类, 关键词, 权重, 定义; ``.xlsx`` or ``.csv``.

Out: one keyword a row; the definition stands in the first row of its type or sub-type. csv is UTF-8 with byte order
mark, and a cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from compare import lexicons
from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, description, dropped, terms_of

SUFFIX = ".xlsx"
FORMAT = "table"
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes on every day
_WIDTHS = (18, 24, 24, 8, 60)  # characters


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the table, ``.csv`` by the path's ending, else ``.xlsx``; notes what it cannot hold."""
    header = [names[0] for names in lexicons.load("taxonomy_exchange")["columns"].values()]
    rows = [header, *(row for measure in children(taxonomy, None) for row in _rows(measure, taxonomy))]
    if path.suffix.lower() == ".csv":
        _write_csv(rows, path)
    else:
        _write_xlsx(rows, path)
    return dropped(taxonomy, FORMAT, path, "hierarchy own-keywords keywords points definitions")


def _rows(measure: Measure, taxonomy: Taxonomy) -> Iterator[list[str]]:
    for entry in (measure, *taxonomy.subtypes(measure.id)):
        subtype = entry.label if entry.parent else ""
        text = description(entry)
        terms = list(terms_of([entry], "").items()) or [("", 0.0)]
        for term, points in terms if terms[0][0] or text else []:
            yield [measure.label, subtype, term, f"{points:g}" if term else "", text]
            text = ""


def _write_csv(rows: list[list[str]], path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _write_xlsx(rows: list[list[str]], path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet()
        for number, width in enumerate(_WIDTHS):
            sheet.set_column(number, number, width)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if row and column == 3 and cell:
                    sheet.write_number(row, column, float(cell))
                elif cell:
                    sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
