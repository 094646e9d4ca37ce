"""corpus.xlsx, a list of documents kept in Excel or WPS → rows.

In: a workbook one of whose sheets has a column 文件. Out: `Listed`; a place is a cell of the sheet.
Example: row 3 with 文件 “某区规划.txt” and 地区 “清城区” → Row(3, (Cell("文件", …), Cell("地区", …))). A workbook of
that name with a column of texts (正文) is no list but a table of documents, and left to the reader of tables.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from compare import lexicons
from compare.documents.manifest.rows import Listed, ManifestRow, TypedValue, field_names
from compare.problems import Place, problem

_TOP = 10
"""rows at the top among which the headings are looked for"""

Line = Sequence[str]


def read_book(path: Path, shown: str) -> Listed:
    """The rows of the first sheet with a column 文件; without one, or in a broken workbook, only a problem."""
    listed = Listed()
    sheets = _sheets(path, _stamp(path))
    if isinstance(sheets, str):
        listed.problems.append(problem("documents.manifest-book-damaged", "error", shown, why=sheets))
        return listed
    for lines in sheets:
        start = next((n for n, line in enumerate(lines[:_TOP]) if _file_column(line) >= 0), -1)
        if start >= 0:
            _read_lines(lines, start, shown, listed)
            return listed
    listed.problems.append(problem("documents.manifest-book-shape", "error", shown))
    return listed


def is_table_of_documents(path: Path) -> bool:
    """True for a workbook that holds the texts themselves."""
    sheets = _sheets(path, _stamp(path))
    texts = {str(name).casefold() for name in lexicons.load("reading")["text_columns"]}
    tops = [line for lines in ([] if isinstance(sheets, str) else sheets) for line in lines[:_TOP]]
    return any(cell.strip().casefold() in texts for line in tops for cell in line)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _sheets(path: Path, stamp: tuple[int, int]) -> list[list[Line]] | str:
    """All cells as texts, sheet by sheet; a sentence of the library where the workbook cannot be opened."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = [s for s in book.worksheets if hasattr(s, "iter_rows") and s.sheet_state == "visible"]
        lines: list[list[Line]] = [
            [[_text(v) for v in row] for row in sheet.iter_rows(values_only=True)] for sheet in sheets
        ]
        book.close()
    except zipfile.BadZipFile:
        return "zip"
    except Exception as fault:  # openpyxl raises whatever its parts raise: KeyError, ValueError, ParseError …
        return type(fault).__name__
    return lines


def _file_column(line: Line) -> int:
    return next((i for i, cell in enumerate(line) if field_names().get(cell.strip()) == "file"), -1)


def _read_lines(lines: Sequence[Line], start: int, shown: str, listed: Listed) -> None:
    names = [_own_name(cell.strip(), listed) for cell in lines[start]]
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = tuple(
            TypedValue(
                name,
                line[i].strip(),
                Place(shown, start + 1, i + 1, cells=True),
                Place(shown, number, i + 1, cells=True),
            )
            for i, name in enumerate(names)
            if name and i < len(line)
        )
        if any(cell.text for cell in cells):
            listed.rows.append(ManifestRow(Place(shown, number), cells))


def _own_name(heading: str, listed: Listed) -> str:
    """The heading; what is declared as the analyst's own column (自定义：片区) without the mark."""
    for mark in lexicons.load("manifest")["own_column"]:
        if heading.startswith(mark):
            own = heading.removeprefix(mark).strip()
            listed.columns.append(own)
            return own
    return heading


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
