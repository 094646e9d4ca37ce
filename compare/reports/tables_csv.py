"""matrix, evidence, targets, amounts, counts, paragraph_types (.csv): the numbers and words for other programs.

In: an `Analysis`. Out: UTF-8 with BOM and CRLF (Excel on Windows needs both), every text safe from being read as a
formula, numbers as plain numbers, a blank where a figure is hidden or unknown. Rows and columns are those of
`compare.records`, codes in words of the run's language unless `Settings.codes` wants names and codes as they are.
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
from compare.model import Study
from compare.records import CODES, Record, Value, columns, placed_presences, rows
from compare.reports.edition import Report
from compare.wording import Wording

WIDE = "paragraph_types"
"""one row a paragraph, two columns a type: 1 or 0, and occurrences of its words"""
TABLES = ("matrix", "evidence", "targets", "amounts", "counts", WIDE)
"""those of `compare.records` that every run writes"""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""first characters that spreadsheets take for a formula (OWASP, CSV Injection)"""


def write_tables(analysis: Analysis, folder: Path) -> tuple[Path, ...]:
    """Write the tables into `folder` and return their paths."""
    return tuple(_write(table, analysis, folder) for table in TABLES)


def _write(table: str, analysis: Analysis, folder: Path) -> Path:
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = _wide_lines(analysis) if table == WIDE else _lines(table, analysis)
        csv.writer(file, lineterminator="\r\n").writerows(lines)
    return path


def _wording(study: Study) -> Wording:
    """Words of the run's language, or codes that stand for themselves in every language."""
    if study.settings.codes:
        return CODES
    return Wording(study.settings.lang, study.taxonomy, study.settings.by)


def _wide_lines(analysis: Analysis) -> Iterator[Iterable[Value]]:
    """A line a paragraph: where it stands, 1 or 0 a type, then the occurrences a type."""
    wording, types = _wording(analysis.study), analysis.study.taxonomy.type_ids
    heads, names = _heads(WIDE, wording), [wording.label(id) for id in types]
    hits = "hits" if wording is CODES else lexicons.heads(wording.lang)["hits"]
    yield [*heads, *map(_safe, names), *(_safe(f"{name}·{hits}") for name in names)]
    for place, presence in placed_presences(analysis, wording):
        known = map(_safe, islice(place, len(heads)))
        yield [*known, *(int(id in presence.ranks) for id in types), *(presence.hits.get(id, 0) for id in types)]


def _lines(table: str, analysis: Analysis) -> Iterator[Iterable[Value]]:
    wording = _wording(analysis.study)
    heads = _heads(table, wording)
    yield heads
    for record in rows(table, analysis, wording):
        yield [_safe(value) for value in islice(record, len(heads))]


def _heads(table: str, wording: Wording) -> Record:
    told = columns(table, csv=True)
    if wording is CODES:
        return [column.name for column in told]
    words = lexicons.heads(wording.lang)
    heads = [words[column.name] for column in told]
    if table == "matrix":  # rows may be what another column tells as well
        first = (words.get(wording.by) if wording.by in BY else None) or wording.noun
        heads[0] = heads[0] if first in heads else first
    return [_safe(head) for head in heads]


def _safe(value: Value) -> Value:
    """The value as it may stand in a cell: risky text behind an apostrophe, figures to six significant digits."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    if isinstance(value, bool):
        return int(value)
    return float(f"{value:.6g}") if isinstance(value, float) else value


REPORT = Report(
    "csv",
    tuple(f"{table}.csv" for table in TABLES),
    lambda edition, folder: write_tables(edition.analysis, folder),
)
