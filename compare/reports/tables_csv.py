"""matrix.csv, evidence.csv and targets.csv: the numbers and the words behind them for any other program.

In: an `Analysis`. Out: UTF-8 with BOM and CRLF (Excel on Windows needs both), every text safe from being read as a
formula, numbers as plain numbers, a blank where a figure is hidden or unknown. Rows and columns are those of
`compare.records`, codes in words.
Example: the clause “=1+N=服务体系:整合园区资源。” is written as “'=1+N=服务体系:整合园区资源。”.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from compare import lexicons
from compare.matrix.analysis import Analysis
from compare.matrix.rows import BY
from compare.records import Record, Value, columns, rows
from compare.reports.edition import Report
from compare.wording import Wording

TABLES = ("matrix", "evidence", "targets")
"""those of `compare.records` that every run writes"""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""first characters that spreadsheets take for a formula (OWASP, CSV Injection)"""


def write_tables(analysis: Analysis, folder: Path) -> tuple[Path, ...]:
    """Write the tables into `folder` and return their paths."""
    return tuple(_write(table, analysis, folder) for table in TABLES)


def _write(table: str, analysis: Analysis, folder: Path) -> Path:
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(_lines(table, analysis))
    return path


def _lines(table: str, analysis: Analysis) -> Iterator[Iterable[Value]]:
    study = analysis.study
    wording = Wording(study.settings.lang, study.taxonomy, study.settings.by)
    heads = _heads(table, wording)
    yield heads
    for record in rows(table, analysis, wording):
        yield [_safe(value) for value in islice(record, len(heads))]


def _heads(table: str, wording: Wording) -> Record:
    words = lexicons.heads(wording.lang)
    heads = [words[column.name] for column in columns(table, csv=True)]
    if table == "matrix":  # rows may be what another column tells as well
        first = (words.get(wording.by) if wording.by in BY else None) or wording.noun
        heads[0] = heads[0] if first in heads else first
    return [_safe(head) for head in heads]


def _safe(value: Value) -> Value:
    """The value as it may stand in a cell: risky text behind an apostrophe, figures to six significant digits."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return float(f"{value:.6g}") if isinstance(value, float) else value


REPORT = Report(
    "csv",
    tuple(f"{table}.csv" for table in TABLES),
    lambda edition, folder: write_tables(edition.analysis, folder),
)
