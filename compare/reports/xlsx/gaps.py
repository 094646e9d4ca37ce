"""独有与缺口: what only one of the peers has, and what a row lacks that a peer has, with the reason.

In: a `Book`. Out: one filterable list of both; a row's unique sub-types stand before its gaps,
and gaps that say something before those that only tell of a poor text.
Example: 临江区 · 缺口 · 众创空间 · 所收文本中未见 · peers 望山区.
"""

from __future__ import annotations

from compare.matrix.crosstab import Gap, Unique, find_gaps, find_unique
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Linked, Look, Value
from compare.reports.xlsx.layout import BAND, WARM

_COLUMNS: tuple[Spec, ...] = (
    ("noun", 14, "text"), ("col.level", 9, "center"), ("gap.kind", 8, "center"), ("col.type", 14, "text"),
    ("col.subtype", 26, "text"), ("gap.count", 8, "count"), ("gap.reason", 36, "text"), ("gap.peers", 34, "text"),
    ("gap.extract", 70, "text"), ("gap.near", 28, "id"),
)  # fmt: skip

FRESH: Look = {"bg_color": "#E3F1E1"}
REASONS = (
    "absent", "safeguard-only", "practice-only", "practice-and-safeguard", "mention-only", "incomplete", "genre",
)  # fmt: skip
"""from the one that may be read as a gap to those from which nothing follows"""


def write_gaps(book: Book) -> None:
    """Write the sheet; rows in the order of the matrix."""
    page = book.pages["gaps"]
    page.table(book.columns(*_COLUMNS))
    book.head("gaps", book.words["gap.note"])
    unique = find_unique(book.study, book.comparison, book.table)
    gaps = sorted(find_gaps(book.study, book.comparison, book.table), key=lambda g: REASONS.index(g.reason))
    for grouped in book.rows:
        for found in unique:
            if found.row == grouped.row.key:
                page.row(_unique(book, grouped.row.level, found), {2: FRESH})
        for gap in gaps:
            if gap.row == grouped.row.key:
                page.row(_gap(book, grouped.row.level, gap), {2: WARM if gap.reason == REASONS[0] else BAND})
    if page.empty:
        page.remark(book.words["empty_table"])
    page.finish(3, book.footer)


def _unique(book: Book, level: str, found: Unique) -> list[Value]:
    quoted = found.extract or book.words["side.unquoted"]
    return [
        book.row_label(found.row), level, book.words["gap.unique"], book.label(found.column), book.label(found.subtype),
        len(found.evidence), book.say("gap.unique.reason", n=found.peers), None, quoted,
        Linked(found.best, book.evidence(found.best)),
    ]  # fmt: skip


def _gap(book: Book, level: str, gap: Gap) -> list[Value]:
    near = Linked(gap.evidence[0], book.evidence(gap.evidence[0])) if gap.evidence else None
    return [
        book.row_label(gap.row), level, book.words["gap.missing"], book.label(gap.column), book.label(gap.subtype), 0,
        book.term("cells", f"reason.{gap.reason}"), book.join(book.row_label(key) for key in gap.peers), None, near,
    ]  # fmt: skip
