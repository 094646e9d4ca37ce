"""词频: how often types, sub-types and keywords occur, row by row, as counting programs tell it.

In: a `Book`. Out: the sheet; a figure leads to the first evidence with the word. Below it the same types per 10,000
characters, and the characters. With very many rows of the matrix they are the lines, and only types are told.
Example: 人才 · 高层次人才引进 · 高层次人才: 临江区 3, 云州市 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from compare.matrix.counts import Category, Tallied
from compare.reports.xlsx.book import Book, Spec
from compare.reports.xlsx.cells import Column, Kind, Linked, Look, Value
from compare.reports.xlsx.layout import BAND, FAINT
from compare.reports.xlsx.subtypes import MOST_ACROSS

WORDS = 5
"""keywords of a type that are listed, the most frequent"""
_NAMES: tuple[Spec, ...] = (("col.type", 22, "text"), ("col.subtype", 31, "text"), ("counts.keyword", 18, "text"))
_SUMS: tuple[Spec, ...] = (
    ("counts.hits", 10, "count"), ("counts.hits_all", 12, "count"), ("counts.holding", 10, "count"),
)  # fmt: skip
_FIXED = len(_NAMES) + len(_SUMS)
_WHOLE: Look = {"num_format": "#,##0", "align": "center"}


@dataclass(frozen=True)
class _Frequencies:
    """What the sheet tells."""

    book: Book

    @cached_property
    def rows(self) -> list[Tallied]:
        """In the order of the sheets."""
        by_key = {tallied.row: tallied for tallied in self.book.analysis.counts.rows}
        return [by_key[grouped.row.key] for grouped in self.book.rows]

    @cached_property
    def types(self) -> list[Category]:
        """Headline types, then residual ones."""
        return [category for category in self.book.analysis.counts.categories if category.level == "type"]

    def hits(self, category: Category) -> int:
        """Of all rows, in counted paragraphs."""
        return sum(tallied.counted.hits[category] for tallied in self.rows)

    def lines(self) -> Iterator[Category]:
        """Each type, its sub-types, and its most frequent keywords."""
        for type in self.types:
            own = [c for c in self.book.analysis.counts.categories if c.type_id == type.type_id]
            yield from (c for c in own if not c.keyword)
            words = [c for c in own if c.keyword and self.hits(c)]
            yield from sorted(words, key=lambda c: -self.hits(c))[:WORDS]

    def cell(self, tallied: Tallied, category: Category) -> Value:
        """Occurrences in a row, with the way to the first evidence."""
        ids = self.book.analysis.holders.get((tallied.row, category), ())
        return Linked(tallied.counted.hits[category], self.book.first_shown(ids))


def write_counts(book: Book) -> None:
    """Write the sheet."""
    page, told = book.pages["counts"], _Frequencies(book)
    page.valign = "vcenter"
    lying = len(book.rows) > MOST_ACROSS
    last = _write_rows(book, told) if lying else _write_categories(book, told)
    note = "counts.note_rows" if lying else "counts.note"
    book.head("counts", book.say(note, most=WORDS, overlap=book.words[f"overlap.{book.study.taxonomy.overlap}"]))
    page.finish(2 if lying else 3, book.footer, last)


def _write_categories(book: Book, told: _Frequencies) -> int:
    """A line a category, a column a row of the matrix; below them rates. Returns the last line of the first table."""
    page = book.pages["counts"]
    page.table(_columns(book, "count"))
    for category in told.lines():
        look = FAINT if category.keyword else {}
        line = {"top": 2, "bold": True} if category.level == "type" else {}
        figures = [*_sums(told, category), *(told.cell(tallied, category) for tallied in told.rows)]
        page.row([*_names(book, category), *figures], {0: {**BAND, **look}, 1: {**BAND, **look}, 2: look}, **line)
    last = page.next - 1
    page.block(book.words["counts.rates"], _columns(book, "tenth"))
    for type in told.types:
        rates = [tallied.counted.rate(type) for tallied in told.rows]
        page.row([book.label(type.type_id), *[None] * (_FIXED - 1), *rates], {0: BAND})
    for key in ("paragraphs", "characters"):
        sizes = [getattr(tallied.counted, key) for tallied in told.rows]
        whole: dict[int, Look] = {_FIXED + number: _WHOLE for number in range(len(sizes))}
        page.row([book.words[f"counts.{key}"], *[None] * (_FIXED - 1), *sizes], {0: BAND, **whole})
    return last


def _columns(book: Book, kind: Kind) -> list[Column]:
    across = [Column(grouped.row.label, 14, kind) for grouped in book.rows]
    return [*book.columns(*_NAMES, *_SUMS), *across]


def _names(book: Book, category: Category) -> list[Value]:
    below = category.measure_id != category.type_id
    return [book.label(category.type_id), book.label(category.measure_id) if below else None, category.keyword or None]


def _sums(told: _Frequencies, category: Category) -> list[Value]:
    """Of all rows: in counted paragraphs, in all paragraphs, counted paragraphs with it."""
    every = sum(tallied.all.hits[category] for tallied in told.rows)
    return [told.hits(category), every, sum(tallied.counted.holding[category] for tallied in told.rows)]


def _write_rows(book: Book, told: _Frequencies) -> int:
    """A line a row of the matrix, two columns a type: occurrences, and per 10,000 characters."""
    page = book.pages["counts"]
    names = [book.label(type.type_id) for type in told.types]
    rates = [Column(book.say("counts.rate", type=name), 14, "tenth") for name in names]
    fixed = book.columns(("col.group", 13, "text"), ("noun", 16, "text"), ("counts.characters", 14, "count"))
    page.table([*fixed, *(Column(name, 14, "count") for name in names), *rates])
    for grouped, tallied in zip(book.rows, told.rows, strict=True):
        hits = [told.cell(tallied, type) for type in told.types]
        shares = [tallied.counted.rate(type) for type in told.types]
        page.row([grouped.group, grouped.row.label, tallied.counted.characters, *hits, *shares], {0: BAND, 1: BAND})
    return page.next - 1
