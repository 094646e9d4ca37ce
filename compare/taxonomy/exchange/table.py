"""A plain table (``.xlsx``, ``.csv``, ``.tsv``): one keyword a row; columns 类型, 子类, 关键词, 权重, 定义.

Read: rows such as 孵化载体 | 众创 | 创客空间 | 强 become types and sub-types. Empty type and sub-type cells repeat the
row above (merged cells); a cell may list several keywords (、 ， ； or line breaks between); weights are numbers, 强
or 弱.
Written: the definition stands in the first row of its type or sub-type. Text is UTF-8 with byte order mark, and a cell
that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from compare import lexicons
from compare.model import Measure, Taxonomy
from compare.problems import Problem, TaxonomyError, problem
from compare.taxonomy.exchange.outlines import children, description, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, Term, find_or_add, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.foreign_text import read_bytes, read_foreign_text

SUFFIXES = (".xlsx", ".csv", ".tsv")
FORMAT = "table"

_TITLE_ROWS = 10  # rows of title above the headings that are looked through
_SEPARATORS = re.compile("[、，,；;\n]")
_FORMULA = re.compile("'(?=[=+\\-@\t\r])")  # what `write` puts before a dangerous cell
Row = Sequence[str]
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # the same bytes on every day
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_WIDTHS = (18, 24, 24, 8, 60)  # characters


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a table; raises `TaxonomyError` if no row has a heading for keywords and types."""
    rows = list(_read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path))
    start, columns = _find_header(rows, path)
    categories: list[Category] = []
    losses: list[Problem] = []
    above: dict[str, str] = {}
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = {name: _FORMULA.sub("", row[i].strip(), count=1) for name, i in columns.items() if i < len(row)}
        if any(cells.values()):
            _read_row(cells, above, categories, losses, path, number)
    return taxonomy_from_tree(categories, path.stem, path.name, wildcards=""), tuple(losses)


def _read_row(
    cells: dict[str, str],
    above: dict[str, str],
    categories: list[Category],
    losses: list[Problem],
    path: Path,
    number: int,
) -> None:
    if cells.get("type"):
        above.update(type=cells["type"], subtype="")
    if cells.get("subtype"):
        above["subtype"] = cells["subtype"]
    keywords = [part.strip() for part in _SEPARATORS.split(cells.get("keyword", "")) if part.strip()]
    if not above.get("type"):
        losses += [lost("lost-root", path.as_posix(), number, term=keyword) for keyword in keywords]
        return
    category = find_or_add(categories, above["type"])
    if above["subtype"]:
        category = category.child(above["subtype"])
    category.definition = category.definition or cells.get("definition", "")
    for keyword in keywords:
        category.terms.append(_term(keyword, cells.get("weight", ""), losses, path, number))


def _term(keyword: str, weight: str, losses: list[Problem], path: Path, number: int) -> Term:
    words = lexicons.load("taxonomy_exchange")["weights"]
    if not weight or weight.lower() in words:
        return Term(keyword, strength=words.get(weight.lower()))
    try:
        return Term(keyword, float(weight))
    except ValueError:
        losses.append(lost("lost-weight", path.as_posix(), number, term=keyword, weight=weight))
        return Term(keyword)


def _find_header(rows: list[Row], path: Path) -> tuple[int, dict[str, int]]:
    """Index of the row of headings, and the column of each heading that we know."""
    names = lexicons.load("taxonomy_exchange")["columns"]
    known = {n: key for key, others in names.items() for n in others}
    for index, row in enumerate(rows[:_TITLE_ROWS]):
        columns: dict[str, int] = {}
        for i, cell in enumerate(row):
            if (key := known.get(cell.strip().lower())) is not None:
                columns.setdefault(key, i)
        if {"type", "keyword"} <= set(columns):
            return index, columns
    raise foreign_fault(FORMAT, path.as_posix(), f"{names['type'][0]}, {names['keyword'][0]}")


def _read_csv(path: Path) -> Iterator[Row]:
    text = read_foreign_text(path)
    head = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=lambda sign: (head.count(sign), sign == ","))
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)


def _read_xlsx(path: Path) -> Iterator[Row]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise TaxonomyError(problem("taxonomy.needs-library", "error", path.as_posix(), library="openpyxl")) from None
    data = read_bytes(path)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_text(value) for value in row]
    except Exception as fault:  # openpyxl lets errors of zipfile, XML and its own through
        raise foreign_fault(FORMAT, path.as_posix(), fault) from None


def _text(value: object) -> str:
    """A cell as text; whole numbers without decimals, so that 863 stays 863."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the table, ``.csv`` or ``.tsv`` by the path's ending, else ``.xlsx``; notes what it cannot hold."""
    header = [names[0] for names in lexicons.load("taxonomy_exchange")["columns"].values()]
    rows = [header, *(row for measure in children(taxonomy, None) for row in _rows(measure, taxonomy))]
    if path.suffix.lower() in _DELIMITERS:
        _write_text(rows, path)
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


def _write_text(rows: list[list[str]], path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS[path.suffix.lower()])
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
