"""子类矩阵: how many measures each district has of each sub-type.

In: a `Book`. Out: one sheet, a sub-type a line; with very many rows it lies on its side.
Example: 高新技术企业培育 × 临江区 is 1 and leads to its evidence row.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.crosstab import SubtypeLine
from compare.model import OTHER
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Column, Linked, Value
from compare.reports.xlsx.layout import BAND, FIRST_ROW, MUTED, Page

MOST_ACROSS = 60
"""rows of the comparison that may stand side by side as columns; about as many as a taxonomy has sub-types"""


def write_subtypes(book: Book) -> None:
    """Counts of measures, each linked to its first evidence row."""
    page = book.pages["subtypes"]
    page.valign = "vcenter"
    across = _on_its_side(book, page) if len(book.rows) > MOST_ACROSS else _upright(book, page)
    book.head("subtypes", book.words["subtypes.note"])
    if not page.empty:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7FB2DB"}
        grey = {"type": "cell", "criteria": "==", "value": 0, "format": book.workbook.add_format({"font_color": MUTED})}
        for rule in (scale, grey):
            page.sheet.conditional_format(FIRST_ROW, 2, page.next - 1, 1 + across, rule)
    page.finish(2, book.footer)


def _upright(book: Book, page: Page) -> int:
    """A line a sub-type; returns how many columns hold counts."""
    reference = book.words["group.parent"]
    names = [f"{g.row.label}\n{g.group}" if g.group == reference else g.row.label for g in book.rows]
    columns = book.columns(("col.type", 14, "text"), ("col.subtype", 31, "text"))
    page.table([*columns, *(Column(name, 14, "count") for name in names)])
    before = ""
    for line in book.table.lines:
        rule = {"top": 2} if line.column != before else {}
        before = line.column
        counts = [_count(book, line, g.row.key) for g in book.rows]
        _put(page, [book.label(line.column), _name(book, line)], counts, rule)
    return len(names)


def _on_its_side(book: Book, page: Page) -> int:
    """A line a row of the comparison; returns how many columns hold counts."""
    lines = book.table.lines
    columns = book.columns(("col.group", 13, "text"), ("noun", 16, "text"))
    page.table([*columns, *(Column(f"{book.label(n.column)}\n{_name(book, n)}", 14, "count") for n in lines)])
    for grouped in book.rows:
        _put(page, [grouped.group, grouped.row.label], [_count(book, n, grouped.row.key) for n in lines], {})
    return len(lines)


def _put(page: Page, names: Sequence[str], counts: Sequence[Value], rule: dict[str, int]) -> None:
    page.row([*names, *counts], {0: BAND, 1: BAND}, **rule)


def _count(book: Book, line: SubtypeLine, row: str) -> Linked:
    ids = book.table.cells[line.id, row].evidence
    return Linked(len(ids), book.first_shown(ids))


def _name(book: Book, line: SubtypeLine) -> str:
    """A sub-type's name; the type's own line holds what names no sub-type."""
    if line.id == line.column:
        return book.words["side.none" if line.column == OTHER else "side.own"]
    return book.label(line.id)
