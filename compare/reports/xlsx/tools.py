"""政策工具: the same measures by a second category system, such as supply, environment and demand tools.

In: a `Book` with the second study's `Analysis`. Out: counts and shares of main tools by row, single tools by row,
and types × tools.
Example: 临江区 has 4 supply, 2 environment and 0 demand measures of 7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare.matrix.contrasts import cross_table
from compare.matrix.crosstab import SubtypeTable
from compare.model import OTHER, Study
from compare.reports.xlsx.book import Book
from compare.reports.xlsx.cells import Column, Kind, Value
from compare.wording import Wording

SCALE = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#A9CCE8"}


def write_tools(book: Book) -> None:
    """Write the sheet; its rows are those of the first comparison that the second one has as well."""
    tools = book.tools
    if tools is None:
        return
    study, comparison = tools.study, tools.comparison
    page = book.pages["tools"]
    page.valign = "vcenter"
    names = Wording(book.lang, study.taxonomy)
    units = {row.key: row.units for row in comparison.rows}
    keys = [g.row.key for g in book.rows if g.row.key in units]
    heads = [names.label(column) for column in comparison.columns]

    def rows(figure: Callable[[str, str], Value]) -> None:
        for key in keys:
            page.row([book.comparison.labels[key], units[key], *(figure(key, column) for column in comparison.columns)])

    page.table(_columns(book, heads, "count", book.row_head))
    book.head("tools", book.words["tools.count"], name=study.taxonomy.name)
    first = page.next
    rows(lambda key, column: len(comparison.cells[key, column].primary))
    last = page.next - 1
    page.block(book.words["tools.share"], _columns(book, heads, "percent", book.row_head))
    rows(lambda key, column: comparison.cells[key, column].share)
    _write_detail(book, tools.subtypes, names, keys)
    _write_cross(book, study, names)
    if last >= first:
        page.sheet.conditional_format(first, 2, last, 1 + len(heads), SCALE)
    page.finish(1, book.footer, last)


def _columns(book: Book, heads: Sequence[str], kind: Kind, first: str, second: str = "") -> list[Column]:
    total = Column(second or book.words["col.units"], 14, "count")
    return [Column(first, 30), total, *(Column(head, 18, kind) for head in heads)]


def _write_detail(book: Book, table: SubtypeTable, names: Wording, keys: Sequence[str]) -> None:
    """Single tools as rows; the count of rows that have it stands in the second column."""
    page = book.pages["tools"]
    heads = [book.comparison.labels[key] for key in keys]
    first, second = book.words["tools.detail_name"], book.say("col.rows_with")
    page.block(book.words["tools.detail"], _columns(book, heads, "count", first, second))
    for line in table.lines:
        counts = [len(table.cells[line.id, key].evidence) for key in keys]
        single = line.column not in (line.id, OTHER)
        name = f"{names.label(line.column)} · {names.label(line.id)}" if single else names.label(line.id)
        page.row([name, sum(n > 0 for n in counts), *counts])


def _write_cross(book: Book, study: Study, names: Wording) -> None:
    page = book.pages["tools"]
    cross = cross_table(book.study, study)
    heads = [names.label(column) for column in cross.columns]
    page.block(book.words["tools.cross"], _columns(book, heads, "count", book.words["col.type"]))
    for row in cross.rows:
        counts = [len(cross.cells[row, column]) for column in cross.columns]
        page.row([book.label(row), sum(counts), *counts])
