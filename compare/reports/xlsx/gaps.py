"""独有与缺口: what only one of the peers has, and what a row lacks that a peer has, with the reason.

In: a `Book`. Out: one filterable list: gaps that say something, what is unique, gaps that only tell of a poor text,
and a line for each row that can have neither. Within a part, rows stand in the order of the matrix.
Example: 临江区 · 缺口 · 众创空间 · 所收文本中未见 · peers 望山区.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from compare.matrix.crosstab import Gap, Unique
from compare.model import Row
from compare.reports.xlsx.book import Book, Grouped, Spec
from compare.reports.xlsx.cells import Linked, Look, Value
from compare.reports.xlsx.layout import BAND, WARM

_COLUMNS: tuple[Spec, ...] = (
    ("noun", 14, "text"), ("col.level", 9, "center"), ("gap.kind", 8, "center"), ("col.type", 14, "text"),
    ("col.subtype", 26, "text"), ("gap.count", 8, "count"), ("gap.reason", 36, "text"), ("gap.peers", 34, "text"),
    ("gap.extract", 70, "text"), ("gap.near", 28, "id"),
)  # fmt: skip

Found = TypeVar("Found", Gap, Unique)

FRESH: Look = {"bg_color": "#E3F1E1"}
REASONS = (
    "absent", "safeguard-only", "practice-only", "practice-and-safeguard", "mention-only", "summary-mention", "summary",
    "incomplete", "genre",
)  # fmt: skip
"""from the one that may be read as a gap to those from which nothing follows"""
POOR = REASONS[5:]
"""reasons that lie in the text collected, not in the policy"""


def write_gaps(book: Book) -> None:
    """Write the sheet; rows in the order of the matrix."""
    page = book.pages["gaps"]
    page.table(book.columns(*(spec for spec in _COLUMNS if spec[0] != book.repeated)))
    book.head("gaps", book.words["gap.note"])
    gaps, unjudged = book.analysis.gaps, book.analysis.unjudged
    for grouped, gap in _by_row(book, gaps):
        if gap.reason not in POOR:
            _put(book, _gap(book, grouped.row.level, gap), WARM if gap.reason == REASONS[0] else BAND)
    for grouped, found in _by_row(book, book.analysis.unique):
        _put(book, _unique(book, grouped.row.level, found), FRESH)
    for grouped, gap in _by_row(book, gaps):
        if gap.reason in POOR:
            _put(book, _gap(book, grouped.row.level, gap), BAND)
    for grouped in book.rows:
        if grouped.row.key in unjudged:
            _put(book, _unjudged(book, grouped.row, unjudged[grouped.row.key]), BAND)
    if page.empty:
        page.remark(book.words["empty_table"])
    page.finish(3, book.footer)


def _put(book: Book, values: Sequence[Value], look: Look) -> None:
    """One line; the kind of finding is shaded, and the level left out where it is what makes a row."""
    line = dict(zip((key for key, _, _ in _COLUMNS), values, strict=True))
    line.pop(book.repeated, None)
    book.pages["gaps"].row(list(line.values()), {list(line).index("gap.kind"): look})


def _by_row(book: Book, found: Sequence[Found]) -> Iterator[tuple[Grouped, Found]]:
    """What was found, rows in the order of the sheets, gaps by reason within a row."""
    of_row: dict[str, list[Found]] = {}
    for item in found:
        of_row.setdefault(item.row, []).append(item)
    for grouped in book.rows:
        own = of_row.get(grouped.row.key, [])
        for item in sorted(own, key=lambda f: REASONS.index(f.reason) if isinstance(f, Gap) else 0):
            yield grouped, item


def _unique(book: Book, level: str, found: Unique) -> list[Value]:
    name, quoted = book.comparison.labels[found.row], book.quoted(found.extract)
    return [
        name, level, book.words["gap.unique"], book.label(found.column), book.label(found.subtype),
        len(found.evidence), book.say("gap.unique.reason", n=len(found.peers)), None, quoted,
        Linked(found.best, book.evidence(found.best)),
    ]  # fmt: skip


def _gap(book: Book, level: str, gap: Gap) -> list[Value]:
    near = Linked(gap.evidence[0], book.evidence(gap.evidence[0])) if gap.evidence else None
    labels = book.comparison.labels
    return [
        labels[gap.row], level, book.words["gap.missing"], book.label(gap.column), book.label(gap.subtype), 0,
        book.reason(gap.reason), book.join(labels[key] for key in gap.peers), None, near,
    ]  # fmt: skip


def _unjudged(book: Book, row: Row, reason: str) -> list[Value]:
    codes = book.join(book.study.by_id[id].code for id in row.documents)
    blind = book.say("gap.blind", reason=book.reason("genre"), codes=codes)
    words = book.say("gap.alone") if reason == "alone" else blind
    return [row.label, row.level, book.words["gap.none"], None, None, None, words, None, None, None]
