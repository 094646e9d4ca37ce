"""额度对照: what money is given for × rows, every sum as its sentence has it.

In: a `Book`. Out: one sheet to be read and printed; beside each row a folded column leads to the evidence row of its
first sum. Every sum with its sentence, basis and condition is in 额度明细.
Example: 孵化器 × 临江区 reads “国家级100万元；省级50万元（运营单位）临江办法三（二）”, the sums in bold.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.grids.amounts import AmountGrid, AmountLine
from compare.model import Row
from compare.reports.amount_words import AmountWords
from compare.reports.styled import Run, joined
from compare.reports.xlsx.book import DASH, Book
from compare.reports.xlsx.cells import Column, Linked, Look, Rich, Value
from compare.reports.xlsx.layout import BAND, FAINT

ACROSS = 8
"""rows of the comparison side by side, as many as one printed page takes"""
ENTRIES = 5
"""sentences told in a cell"""
_NAME, _ROOM, _NARROW, _WIDE, _KEY = 18, 150, 18, 60, 16
"""widths of the first column, of all that stand for rows, the least and greatest of one, and of a folded one"""


def write_amount_grid(book: Book) -> None:
    """Write the sheet; its remark says who states sums and who states none."""
    page, grid, words = book.pages["amount_grid"], book.analysis.amount_grid, AmountWords(book.analysis)
    shown, left_out = grid.columns([g.row for g in book.rows], ACROSS)
    page.table(_columns(book, shown))
    book.head("amount_grid", words.stating())
    for line in grid.lines:
        if any(grid.cell(line, row.key).supports for row in shown):
            _write_line(book, words, line, grid, shown)
    if page.empty:
        page.remark(book.words["empty_table"])
    if left_out:
        names = book.join(row.label for row in left_out)
        page.remark(book.say("amount_grid.more", n=len(shown), names=names))
    page.fold_keys(range(2, 2 * len(shown) + 1, 2))
    page.finish(1, book.footer)


def _columns(book: Book, rows: Sequence[Row]) -> list[Column]:
    width = min(max(_ROOM / max(len(rows), 1), _NARROW), _WIDE)
    columns = book.columns(("amount_grid.object", _NAME, "text"))
    for row in rows:
        columns += [Column(row.label, width), Column(book.say("amount_grid.key", row=row.label), _KEY, "id")]
    return columns


def _write_line(book: Book, words: AmountWords, line: AmountLine, grid: AmountGrid, rows: Sequence[Row]) -> None:
    values: list[Value] = [words.line(line)]
    looks: dict[int, Look] = {0: BAND}
    for row in rows:
        found = grid.cell(line, row.key).supports
        if not found:
            looks[len(values)] = FAINT
            values += [DASH, None]
            continue
        entries = [[*words.runs(support), Run(words.source(support), "small")] for support in found[:ENTRIES]]
        entries += [more] if (more := words.more(grid.cell(line, row.key), ENTRIES)) else []
        ids = [id for support in found for id in book.units.get(support.paragraph_key, ())]
        key = Linked(ids[0], book.first_shown(ids)) if ids else None
        values += [Rich(tuple(joined(entries, "\n"))), key]
    book.pages["amount_grid"].row(values, looks)
