"""时期: what came and what went between successive periods of one row; only written if a row has several.

In: a `Book`. Out: one line a sub-type and pair of periods, evidence on both sides.
Example: 临江区 · 2021-2025 → 2026-2030 · 新出现 · 人才安居 · 0 → 1 · 临江2026-2.1-3.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.contrasts import Change, Status
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Linked, Look, Value
from compare.reports.xlsx.charts import draw_course_charts
from compare.reports.xlsx.gaps import FRESH
from compare.reports.xlsx.layout import WARM

_COLUMNS: tuple[Spec, ...] = (
    ("noun", 14, "text"), ("period.before", 13, "center"), ("period.after", 13, "center"),
    ("period.status", 11, "center"), ("col.type", 14, "text"), ("col.subtype", 28, "text"),
    ("period.n_before", 10, "count"), ("period.n_after", 10, "count"), ("period.ids_before", 44, "id"),
    ("period.ids_after", 44, "id"),
)  # fmt: skip
LOOKS: dict[Status, Look] = {"came": FRESH, "went": WARM, "stayed": {}}
"""in the order of the lines: what is new first"""
NAMED = 3
"""evidence ids named in a cell; the link selects the first one shown"""


def write_periods(book: Book) -> None:
    """Write the sheet; rows in the order of the matrix, periods in the order of time."""
    page = book.pages["periods"]
    page.table(book.columns(*_COLUMNS))
    book.head("periods", book.words["period.note"])
    places = {grouped.row.key: place for place, grouped in enumerate(book.rows)}
    order = list(LOOKS)
    for change in sorted(book.analysis.changes, key=lambda c: (places[c.row], c.before, order.index(c.status))):
        page.row(_change(book, change), {3: LOOKS[change.status]})
    last = page.next - 1
    draw_course_charts(book, page)
    page.finish(1, book.footer, last)


def _change(book: Book, change: Change) -> list[Value]:
    before, after = change.evidence_before, change.evidence_after
    return [
        book.comparison.labels[change.row], change.before, change.after, book.words[f"period.{change.status}"],
        book.label(change.column), book.label(change.subtype), len(before), len(after), _ids(book, before),
        _ids(book, after),
    ]  # fmt: skip


def _ids(book: Book, ids: Sequence[str]) -> Value:
    if not ids:
        return None
    names = book.join(ids[:NAMED])
    text = book.say("stat.ids", id=names, n=len(ids)) if len(ids) > NAMED else names
    return Linked(text, book.first_shown(ids))
