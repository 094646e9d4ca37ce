"""Amounts side by side: what each row gives for the same object, from the sentences that state it.

In: a `Study` and its `Comparison`. Out: an `AmountGrid`, objects × rows, every sum with the sentence it stands in.
Example: 甲区 gives 国家级孵化器100万元、省级50万元, 乙区 “对孵化器给予后补助” without a figure: the line 孵化器 has an
entry with two sums for 甲区 and the tool 后补助 for 乙区. Thresholds are no amounts at all; limits (同一企业累计不超过)
and sizes of funds stand apart from grants, and money already paid is not in the grid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare.chinese.sentences import holding
from compare.lexicons import load
from compare.matrix.grids.amount_objects import clause_end, find_mentions, find_tools, support_objects
from compare.matrix.grids.supports import Support, SupportKind, find_supports
from compare.model import Amount, Comparison, Paragraph, Row, Study, Taxonomy

_GRANTED: frozenset[SupportKind] = frozenset(("fixed", "cap", "rate", "match"))
"""what a row says it gives"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountCell:
    """One object in one row."""

    grants: tuple[Support, ...] = ()
    """sums and rates that are given"""
    limits: tuple[Support, ...] = ()
    """上限: what one applicant may get in all"""
    pools: tuple[Support, ...] = ()
    """sizes of funds and yearly budgets"""
    tools: tuple[Support, ...] = ()
    """instruments without a figure; only where no grant is stated"""

    @property
    def supports(self) -> tuple[Support, ...]:
        """All of it in the order in which it is read."""
        return self.grants + self.limits + self.pools + self.tools


@dataclass(frozen=True, slots=True)
class AmountLine:
    """A line of the grid."""

    object: str
    """id of an object; empty on the lines of what has none"""
    type_id: str
    """on the lines without an object the main type of the paragraphs; else empty"""


@dataclass(frozen=True, kw_only=True)
class AmountGrid:
    """Objects × rows."""

    lines: tuple[AmountLine, ...]
    """those with anything in them, in the order of the lexicon, then what has no object by type"""
    cells: Mapping[tuple[AmountLine, str], AmountCell]
    """(line, row key) → cell; pairs without anything are missing"""
    stating: tuple[str, ...]
    """keys of the rows that state a sum or rate they give, in matrix order"""
    silent: tuple[str, ...]
    """keys of those with measures that state none"""
    beside: tuple[str, ...]
    """keys of those that state sums only for what belongs to none of the types that are compared"""
    unread: tuple[str, ...]
    """keys of those that state none in a form that is read, but have figures in tables or in foreign money"""
    practices: tuple[Amount, ...]
    """money already paid or spent, which is no promise"""

    @property
    def nobody_states(self) -> bool:
        """True where no document of the comparison states what it gives."""
        return not self.stating and not self.beside

    def cell(self, line: AmountLine, row: str) -> AmountCell:
        """The cell of a line and a row, empty if there is nothing."""
        return self.cells.get((line, row), AmountCell())

    def columns(self, rows: Sequence[Row], most: int) -> tuple[list[Row], list[Row]]:
        """The rows of which there is something to show, at most so many, and those left out for want of room.

        Those that state sums go before those that only name instruments; both stay in their order.
        """
        filled = {row for _, row in self.cells}
        stating = [row for row in rows if row.key in self.stating]
        kept = [*stating, *(row for row in rows if row.key in filled and row.key not in self.stating)][:most]
        left_out = [row for row in rows if row.key in filled and row not in kept]
        return [row for row in rows if row in kept], left_out


def build_amount_grid(study: Study, comparison: Comparison) -> AmountGrid:
    """The grid of the documents that are compared and may be quoted."""
    row_of = comparison.key_of
    shown = [d for d in study.documents if d.id in row_of and d.quotable]
    amounts = _by_paragraph(a for a in study.amounts if a.layer != "practice" and "loan" not in a.flags)
    found: dict[tuple[AmountLine, str], list[Support]] = {}
    summing: set[str] = set()
    for document in shown:
        for support in find_supports(study, document, row_of[document.id], amounts):
            summing.update([support.row] if support.kind in _GRANTED else [])
            if not support.object and not _is_of_its_type(study, support):
                continue  # a budget of everything, or support outside the types: it stays in the list of all sums
            line = AmountLine(support.object, "" if support.object else support.measure_id)
            found.setdefault((line, support.row), []).append(support)
    cells = {place: _cell(supports) for place, supports in found.items()}
    stating = {row for (_, row), cell in cells.items() if cell.grants}
    unread = {row_of[d.id] for d in shown if any(map(_has_unread, d.paragraphs))} - summing
    return AmountGrid(
        lines=tuple(sorted({line for line, _ in cells}, key=_order(comparison.columns, study.taxonomy))),
        cells=cells,
        stating=tuple(row.key for row in comparison.rows if row.key in stating),
        silent=tuple(row.key for row in comparison.rows if row.units and row.key not in summing | unread),
        beside=tuple(row.key for row in comparison.rows if row.key in summing - stating),
        unread=tuple(row.key for row in comparison.rows if row.key in unread),
        practices=tuple(a for a in study.amounts if a.layer == "practice" and a.document_id in row_of),
    )


def _is_of_its_type(study: Study, support: Support) -> bool:
    """Whether the sentence up to the sum, and not only its paragraph, is about a type that is compared."""
    if support.kind == "pool" or not any(type_.id == support.measure_id for type_ in study.taxonomy.types):
        return False
    words = study.paragraphs[support.paragraph_key].words
    start, end = holding(words.sentences, support.span.start).start, clause_end(words.folded, support.span.end)
    codings = (c for c in study.codings.get(support.paragraph_key, ()) if c.measure_id == support.measure_id)
    spans = (match.span for coding in codings for match in coding.matches if not match.rejected)
    return any(start <= span.start < end for span in spans)


def _has_unread(paragraph: Paragraph) -> bool:
    """Whether a measure that names what money is for has a bare figure of a table beside it, or foreign money."""
    text = paragraph.words.folded
    if paragraph.role != "measure" or not _unread_figure().search(text):
        return False
    return bool(find_tools(text)) or any(True for _ in find_mentions(text))


@cache
def _unread_figure() -> re.Pattern[str]:
    """A number that stands alone between blanks, as cells of a table do, or in front of foreign money."""
    foreign = "|".join(load("units")["foreign"])
    return re.compile(rf"(?<= )[\d.,]+(?= |$)|\d\w?(?:{foreign})")


def _order(columns: Sequence[str], taxonomy: Taxonomy) -> Callable[[AmountLine], tuple[int, int]]:
    """The order of the lines: that of the lexicon, then by the columns of the matrix, then types without a column."""
    places = {id: place for place, id in enumerate((*support_objects(), ""))}
    ids = dict.fromkeys(("", *columns, *(measure.id for measure in taxonomy.measures)))
    types = {id: place for place, id in enumerate(ids)}
    return lambda line: (places[line.object], types[line.type_id])


def _by_paragraph(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    found: dict[str, list[Amount]] = {}
    for amount in amounts:
        found.setdefault(amount.paragraph_key, []).append(amount)
    return found


def _cell(supports: Sequence[Support]) -> AmountCell:
    """A cell; a tool is told only where no sum says more."""
    grants = tuple(s for s in supports if s.kind in _GRANTED)
    return AmountCell(
        grants=grants,
        limits=tuple(s for s in supports if s.kind == "limit"),
        pools=tuple(s for s in supports if s.kind == "pool"),
        tools=() if grants else tuple({s.tool: s for s in reversed(supports) if s.kind == "tool"}.values())[::-1],
    )
