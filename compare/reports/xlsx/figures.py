"""数值: one line a cell of the matrix, every figure in its own column, ready for a pivot table.

In: a `Book`. Out: the sheet; figures that are hidden or undefined are blank, never 0.
Example: 临江区, 人才, ●, 3 main, 4 any, share 42.9%, 2 of 2 sub-types, median intensity 4.
"""

from __future__ import annotations

from dataclasses import replace

from compare.matrix.tables import LongRow
from compare.model import Row
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Value

_NAMES: tuple[Spec, ...] = (
    ("noun", 16, "text"), ("col.level", 10, "text"), ("col.parent", 10, "text"), ("col.years", 17, "text"),
    ("col.genre", 20, "text"), ("col.grade", 8, "center"), ("col.type", 14, "text"), ("col.symbol", 7, "center"),
)  # fmt: skip
_FIGURES: tuple[Spec, ...] = (
    ("n_primary", 8, "count"), ("n_any", 8, "count"), ("n_practice", 8, "count"), ("n_safeguard", 8, "count"),
    ("mentions", 8, "count"), ("units", 10, "count"), ("characters", 10, "number"), ("share", 17, "percent"),
    ("per_1000", 19, "tenth"), ("lq", 9, "tenth"), ("covered", 10, "count"), ("subtypes", 10, "count"),
    ("coverage", 11, "percent"), ("intensity", 10, "tenth"), ("hard", 13, "percent"),
)  # fmt: skip


def write_figures(book: Book) -> None:
    """Write the long table, rows in the order of the sheet 矩阵."""
    page = book.pages["figures"]
    page.valign = "vcenter"
    figures = [(f"long.{key}", width, kind) for key, width, kind in _FIGURES]
    names = [spec for spec in _NAMES if spec[0] != book.repeated]
    page.table(book.columns(*names, *figures, ("col.reason", 32, "note")))
    book.head("figures")
    rows: dict[str, list[LongRow]] = {}
    for item in book.analysis.long_rows:
        rows.setdefault(item.row, []).append(item)
    for grouped in book.rows:
        for item in rows[grouped.row.key]:
            page.row(_line(book, grouped.row, item))
    page.finish(1, book.footer)


def _line(book: Book, row: Row, item: LongRow) -> list[Value]:
    facts = {
        "noun": row.label, "col.level": row.level, "col.parent": row.parent, "col.years": row.years,
        "col.genre": book.join([book.genre(g) for g in row.genres]), "col.grade": row.grade,
        "col.type": book.label(item.column), "col.symbol": book.symbol(item.symbol),
    }  # fmt: skip
    names = [facts[key] for key, _, _ in _NAMES if key != book.repeated]
    reason = book.reason(item.reason) or None
    shown = replace(item, coverage=item.coverage if item.units else None)  # as in 矩阵: no measures, no coverage
    return [*(name or None for name in names), *(getattr(shown, key) for key, _, _ in _FIGURES), reason]
