"""目标对照: indicators × rows, what is aimed at first and, under its own heading, what has been reached.

In: a `Book`. Out: one sheet to be read and printed; each cell leads to the evidence row of its first figure. A goal is
no evidence: its figure leads to its line in 目标明细, where all stand with base, tone and sentence.
Example: 高新技术企业数量 × 临江区 reads “2025年 ＞150家”, × 望山区 “报道无目标”.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.grids.targets import TargetGrid, TargetLine
from compare.model import Row, Target
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Column, Linked, Look, Value
from compare.reports.xlsx.charts import draw_target_charts
from compare.reports.xlsx.layout import BAND, FAINT
from compare.reports.xlsx.tables import target_row

ACROSS = 8
"""rows of the comparison side by side, as many as one printed page takes"""
_TYPE, _NAME, _ROOM = 15, 32, 132
"""widths of the first two columns, and of all that stand for rows"""
_NARROW, _WIDE = 17, 33
"""least and greatest width of a column of a row"""


def write_target_grid(book: Book) -> None:
    """Write the sheet; says so where nothing is aimed at."""
    page, analysis = book.pages["target_grid"], book.analysis
    aims, results = analysis.target_grid, analysis.result_grid
    shown, left_out = aims.columns([g.row for g in book.rows], ACROSS)
    page.table(_columns(book, shown, len(shown)))
    book.head("target_grid", book.words["target_grid.note"])
    _write_lines(book, aims, aims.lines, shown)
    if page.empty:
        page.remark(book.words["empty_table"])
    _remark_rows(book, shown, left_out)
    last, right = page.next - 1, len(page.columns) - 1
    if results.lines:
        _write_results(book, results, len(shown))
    printed = draw_target_charts(book, page), max(right, len(page.columns) - 1)
    page.finish(2, book.footer, last, shared=not results.lines, printed=printed)


def _write_results(book: Book, results: TargetGrid, across: int) -> None:
    """What several rows report, else everything that is reported; columns as wide as those of the targets above."""
    page = book.pages["target_grid"]
    shown, left_out = results.columns([g.row for g in book.rows], ACROSS)
    page.block(book.words["target_grid.results"], _columns(book, shown, max(across, len(shown))))
    _write_lines(book, results, results.shared or results.lines, shown)
    _remark_rows(book, shown, left_out)
    if results.shared and len(results.shared) < len(results.lines):
        page.remark(book.say("target_grid.single", n=len(results.lines) - len(results.shared)))


def _columns(book: Book, rows: Sequence[Row], across: int) -> list[Column]:
    width = min(max(_ROOM / max(across, 1), _NARROW), _WIDE)
    named = book.columns(("col.type", _TYPE, "text"), ("target_grid.indicator", _NAME, "text"))
    return [*named, *(Column(row.label, width) for row in rows)]


def _write_lines(book: Book, grid: TargetGrid, lines: Sequence[TargetLine], rows: Sequence[Row]) -> None:
    """One line an indicator; a rule above the first that only one row states."""
    shared, before = set(grid.shared), True
    for line in lines:
        if not any(grid.of(line, row.key) for row in rows):
            continue
        rule = {"top": 2} if before and line not in shared else {}
        before = line in shared
        looks: dict[int, Look] = {0: BAND, 1: BAND}
        looks |= {2 + place: FAINT for place, row in enumerate(rows) if not grid.of(line, row.key)}
        cells = [_cell(book, grid, line, row) for row in rows]
        book.pages["target_grid"].row([book.label(line.type_id), line.indicator, *cells], looks, **rule)


def _cell(book: Book, grid: TargetGrid, line: TargetLine, row: Row) -> Value:
    found = grid.of(line, row.key)
    if not found:
        return book.nothing_aimed(row) if grid.aims else None
    ids = [id for target in found for id in book.units.get(target.paragraph_key, ())]
    link = book.first_shown(ids) or target_row(book, found[0])  # a goal is no evidence
    return Linked("\n".join(_stated(book, target) for target in found), link)


def _stated(book: Book, target: Target) -> str:
    if book.study.by_id[target.document_id].quotable:
        return book.stated(target)
    return book.say("target_grid.garbled", stated=book.stated(target))


def _remark_rows(book: Book, shown: Sequence[Row], left_out: Sequence[Row]) -> None:
    if left_out:
        names = book.join(row.label for row in left_out)
        book.pages["target_grid"].remark(book.say("target_grid.more", n=len(shown), names=names))
