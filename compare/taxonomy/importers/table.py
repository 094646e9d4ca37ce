"""A plain table (``.xlsx``, ``.csv``): one keyword a row; columns 类型, 子类, 关键词, 权重, 定义 (or in English).

In: rows such as 孵化载体 | 众创 | 创客空间 | 强. Out: types and sub-types. Empty type and sub-type cells repeat the
row above (merged cells); a cell may list several keywords (、 ， ； or line breaks between); weights are numbers, 强
or 弱.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from compare import lexicons
from compare.model import Taxonomy
from compare.problems import Problem, TaxonomyError, problem
from compare.taxonomy.foreign_text import read_bytes, read_foreign_text
from compare.taxonomy.trees import Category, Term, find_or_add, foreign_fault, lost, taxonomy_from_tree

SUFFIXES = (".xlsx", ".csv", ".tsv")
FORMAT = "table"

_TITLE_ROWS = 10  # rows of title above the headings that are looked through
_SEPARATORS = re.compile("[、，,；;\n]")
_FORMULA = re.compile("'(?=[=+\\-@\t\r])")  # what our exporter puts before a dangerous cell
Row = Sequence[str]


def import_taxonomy(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
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
    known = {n: key for key, names in lexicons.load("taxonomy_exchange")["columns"].items() for n in names}
    for index, row in enumerate(rows[:_TITLE_ROWS]):
        columns: dict[str, int] = {}
        for i, cell in enumerate(row):
            if (key := known.get(cell.strip().lower())) is not None:
                columns.setdefault(key, i)
        if {"type", "keyword"} <= set(columns):
            return index, columns
    raise foreign_fault(FORMAT, path.as_posix(), "类型, 关键词")


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
