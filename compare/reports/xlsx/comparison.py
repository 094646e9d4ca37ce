"""横向对比表: types and sub-types against districts in the words of the texts, as it is made by hand.

In: a `Book`. Out: one sheet for up to six rows of the comparison, more sheets for more. A type's row says the firmest
of its points, its sub-types are an outline below it; beside each district is a folded column with the key of the
evidence row that the first point stands in.
Example: 孵化器 × 临江区 reads “对新认定的孵化器，给予50万元补助（三（二））” with 50万元 in bold, the source
small and grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from compare.matrix.analysis import Analysis
from compare.matrix.crosstab import SubtypeLine
from compare.matrix.quotes.offers import Point
from compare.matrix.quotes.points import Points
from compare.model import OTHER, Row
from compare.reports.point_words import PointWords
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Column, Linked, Look, Rich, Value
from compare.reports.xlsx.layout import BAND, FAINT, Page

ABREAST = 6
"""rows of the comparison on a sheet"""
SIDE_BY_SIDE = ("side_by_side", "side_by_side2", "side_by_side3", "side_by_side4")
"""the sheets; what does not fit on them is said below the last one"""
_WIDTH = 180
"""width of all columns of words together: an A4 page in landscape at four fifths of its size"""
_WIDEST = 70
_KEY_WIDTH = 16
_SUBTYPE, _EMPTY = 1, 2
"""levels of the outline: sub-types with words, sub-types without"""


def sheets_abreast(analysis: Analysis) -> tuple[str, ...]:
    """The sheets that the rows of a comparison take."""
    rows = len(_quotable(PointWords(analysis), analysis.comparison.rows))
    return SIDE_BY_SIDE[: max(1, ceil(rows / ABREAST))]


def write_comparison(book: Book) -> None:
    """All sheets of the table, the rows shared out evenly; what is not on them is said below the last one."""
    words = PointWords(book.analysis)
    all_rows = [grouped.row for grouped in book.rows]
    quotable = _quotable(words, all_rows)
    pages = [book.pages[stem] for stem in SIDE_BY_SIDE if stem in book.pages]
    rows = quotable[: ABREAST * len(pages)]
    size = ceil(len(rows) / len(pages))
    for number, (stem, page) in enumerate(zip(SIDE_BY_SIDE, pages, strict=False)):
        _Table(book, words, page, rows[number * size : (number + 1) * size]).write(stem)
    left_out = {
        "side.altered": [row for row in all_rows if row not in quotable],
        "side.left_out": quotable[len(rows) :],
    }
    for key, left in left_out.items():
        if left:
            names = book.join(row.label for row in left[:ABREAST])
            pages[-1].remark(book.say(key, n=len(left), names=names))


def _quotable(words: PointWords, rows: Sequence[Row]) -> list[Row]:
    """The rows with a document that may be quoted; all if there is none."""
    return [row for row in rows if words.quotable(row)] or [*rows]


class _Table:
    """One sheet."""

    def __init__(self, book: Book, words: PointWords, page: Page, rows: Sequence[Row]) -> None:
        self.book, self.words, self.page, self.rows = book, words, page, rows
        self.points, self.best = book.analysis.points, book.analysis.best_points

    def write(self, stem: str) -> None:
        """Documents, then each type with its sub-types."""
        self.page.table(self._columns())
        self.book.head(stem, self.book.words["side.note"])
        self._documents()
        for column in self.book.comparison.columns:
            lines = [line for line in self.book.table.lines if line.column == column]
            if column != OTHER:
                self._type(column, lines)
        self.page.fold_keys(range(3, len(self.page.columns), 2))
        self.page.finish(2, self.book.footer)
        self.page.sheet.fit_to_pages(1, 0)

    def _columns(self) -> list[Column]:
        width = min(_WIDTH // max(1, len(self.rows)), _WIDEST)
        columns = self.book.columns(("col.type", 9, "text"), ("col.subtype", 14, "text"))
        for row in self.rows:
            columns += [Column(row.label, width), Column(self.book.say("side.key", row=row.label), _KEY_WIDTH, "id")]
        return columns

    def _documents(self) -> None:
        """What the documents of each district are called."""
        names = self.words.short_names
        cells: list[Value] = []
        for row in self.rows:
            cells += [self.book.join(names[id] for id in row.documents), None]
        self.page.row([self.book.words["side.documents"], None, *cells], dict.fromkeys(range(2 + len(cells)), BAND))

    def _type(self, column: str, lines: Sequence[SubtypeLine]) -> None:
        """A type's row and the outline below it."""
        heading = {"bg_color": BAND["bg_color"], "top": 2}
        below = [line for line in lines if line.id != column]
        self._row([self.book.label(column), None], column, lines, self.best, heading)
        for line in below:
            filled = any((line.id, row.key) in self.points for row in self.rows)
            number = self._row([self.book.label(column), self.book.label(line.id)], line.id, [line], self.points, {})
            level = {"level": _SUBTYPE if filled else _EMPTY, "hidden": True}
            self.page.sheet.set_row(number, self.page.heights[number], None, level)

    def _row(
        self,
        names: list[Value],
        id: str,
        lines: Sequence[SubtypeLine],
        points: Points,
        look: Look,
    ) -> int:
        values: list[Value] = [*names]
        looks: dict[int, Look] = {0: {**FAINT, **look} if names[1] else {"bold": True, **look}, 1: {**BAND, **look}}
        for row in self.rows:
            found = points.get((id, row.key), ())
            if not found:
                looks[len(values)] = {**FAINT, **look}
            values += [self._told(found, lines, row), self._key(found, lines, row)]
        return self.page.row(values, looks, **look)

    def _told(self, found: Sequence[Point], lines: Sequence[SubtypeLine], row: Row) -> Value:
        if found:
            return Rich(tuple(self.words.runs(found, row)))
        return self.words.unsaid(lines, row)

    def _key(self, found: Sequence[Point], lines: Sequence[SubtypeLine], row: Row) -> Value:
        """The evidence row of the first point, else of the strongest evidence."""
        best = (self.book.table.cells[line.id, row.key].best for line in lines)
        id = found[0].evidence if found else next(filter(None, best), "")
        return Linked(id, self.book.evidence(id)) if id else None
