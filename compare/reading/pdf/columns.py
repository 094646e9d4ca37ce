"""The columns of a page in reading order: what stands above them, the left one, the right one, what stands below.

In: pieces of text, tables and rules of a page. Out: (column, its items) in the order in which they are read.
A gutter is a strip without text at which many lines begin; whatever crosses it (a title, a wide table) ends the
columns above and below. Text runs on in both columns: lines follow each other closely and are long. Cells of a table
leave white where a neighbour is longer, or stand between rules.
Example: a headline, three columns of 20 lines, a wide table, two columns → 1 + 3 + 1 + 2 parts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Protocol

from compare.reading.pdf.fragments import Fragment
from compare.reading.pdf.objects import RULE, Box

INSET = 0.15
"""share of the width in which no second column can begin"""
STARTS = 3
"""points within which lines begin at the same place"""
LINES = 3
"""lines that each column has at least; a gutter known from another page needs but one"""
CHARACTERS = 8
"""usual length of a column's lines; cells of tables are shorter"""
GUTTER = 0.7
"""width of a gutter in heights of a line"""
TOUCH = 2.0
"""points by which a hanging mark may reach into the gutter"""
CLOSE = 1.7
"""distance from line to line, as a multiple of that of close lines, beyond which white was left"""
STEADY = 0.75
"""share of the lines of a column that follow closely"""
ALMOST_ALL = 0.8
"""share of a page's pieces in a lone column; running heads and page numbers stand across"""
LEVEL = 3
"""level rules in a column from which it is a table"""

Column = tuple[int, ...]
"""() = the whole width; (0,) and (1,) = left and right; (1, 0) = the left half of the right one"""


class Placed(Protocol):
    """What stands on a page."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Split:
    """Columns side by side, and what is read before and after them."""

    gutter: float
    """where the right column begins"""
    above: list[Placed]
    left: list[Placed]
    right: list[Placed]
    below: list[Placed]


def find_columns(
    items: Sequence[Placed], rules: Sequence[Box], gutters: Sequence[float] = (), column: Column = ()
) -> Iterator[tuple[Column, list[Placed]]]:
    """The parts of a page in reading order; `gutters` are places at which other pages have one."""
    split = find_split(items, rules, gutters)
    if split is None:
        if items:
            yield column if column else _lone_column(items, gutters), list(items)
        return
    alike = 2 * split.gutter - min(item.left for item in split.left)
    yield from find_columns(split.above, rules, gutters, column)
    yield from find_columns(split.left, rules, gutters, (*column, 0))
    yield from find_columns(split.right, rules, (*gutters, alike), (*column, 1))
    yield from find_columns(split.below, rules, gutters, column)


def _lone_column(items: Sequence[Placed], gutters: Sequence[float]) -> Column:
    """The left column if the page shows nothing else: its lines end where other pages have a gutter."""
    height = median(item.top - item.bottom for item in items)
    for gutter in gutters:
        before = [item.right for item in items if item.right <= gutter + TOUCH]
        if len(before) >= ALMOST_ALL * len(items) and gutter - max(before) < 3 * height:
            return (0,)
    return ()


def find_gutters(items: Sequence[Placed], rules: Sequence[Box]) -> Iterator[float]:
    """Where columns begin that a page shows by itself."""
    if split := find_split(items, rules):
        yield split.gutter
        for part in (split.above, split.left, split.right, split.below):
            yield from find_gutters(part, rules)


def find_split(items: Sequence[Placed], rules: Sequence[Box], gutters: Sequence[float] = ()) -> Split | None:
    """The longest stretch of two columns, of about equal ones the leftmost."""
    best: Split | None = None
    for start in _starts(items, gutters):
        split = _split(items, start)
        known = any(abs(start - gutter) <= STARTS for gutter in gutters)
        longer = best is None or _size(split) > 1.25 * _size(best)
        if split and longer and _is_text(split, rules, 1 if known else LINES):
            best = split
    return best


def _size(split: Split | None) -> int:
    return len(split.left) + len(split.right) if split else 0


def _starts(items: Sequence[Placed], gutters: Sequence[float]) -> Iterator[float]:
    """The places, from left to right, at which lines begin well inside the page."""
    if not items:
        return
    left, right = min(item.left for item in items), max(item.right for item in items)
    edge = left + INSET * (right - left)
    inside = sorted(item.left for item in items if item.left > edge)
    at = 0
    while at < len(inside):
        end = bisect_right(inside, inside[at] + STARTS)
        if end - at >= LINES or any(abs(inside[at] - gutter) <= STARTS for gutter in gutters):
            yield inside[at]
        at = end


def _split(items: Sequence[Placed], gutter: float) -> Split | None:
    """The page divided at a gutter: the longest stretch from top to bottom that nothing crosses."""
    order = sorted(items, key=lambda item: (-(item.top + item.bottom), item.left))
    crossing = [at for at, item in enumerate(order) if item.left < gutter - TOUCH and item.right > gutter + TOUCH]
    start, end = max(pairwise([-1, *crossing, len(order)]), key=lambda part: part[1] - part[0])
    start = _skip_centred(order, start + 1, end)
    inside = order[start:end]
    left = [item for item in inside if item.left < gutter - TOUCH]
    right = [item for item in inside if item.left >= gutter - TOUCH]
    return Split(gutter, order[:start], left, right, order[end:]) if left and right else None


def _skip_centred(order: Sequence[Placed], start: int, end: int) -> int:
    """Where the columns begin behind short lines that are set in the middle of the page above them."""
    middle = (min(item.left for item in order) + max(item.right for item in order)) / 2
    while start < end - 1:
        item, following = order[start], order[start + 1]
        alone = following.top <= item.bottom + TOUCH
        if not alone or abs((item.left + item.right) / 2 - middle) > item.top - item.bottom:
            break
        start += 1
    return start


def _is_text(split: Split, rules: Sequence[Box], lines: int) -> bool:
    """True if text runs on in both columns."""
    sides = [_lines_of(split.left), _lines_of(split.right)]
    if min(map(len, sides)) < lines or max(map(len, sides)) < LINES:
        return False
    height = median(line.top - line.bottom for side in sides for line in side)
    if split.gutter - max(line.right for line in sides[0]) < GUTTER * height - TOUCH:
        return False
    if any(median(line.characters for line in side) < CHARACTERS for side in sides):
        return False
    return not _is_ruled(split, rules) and _is_steady(sides)


@dataclass(slots=True)
class _Row:
    """What stands on one line of a column."""

    left: float
    right: float
    bottom: float
    top: float
    characters: int


def _lines_of(items: Sequence[Placed]) -> list[_Row]:
    """The lines of text of one column from top to bottom; tables are left out."""
    rows: list[_Row] = []
    for item in items:
        if not isinstance(item, Fragment):
            continue
        if rows and item.top + item.bottom > 2 * rows[-1].bottom:
            row = rows[-1]
            row.left, row.right = min(row.left, item.left), max(row.right, item.right)
            row.characters += len(item.text)
        else:
            rows.append(_Row(item.left, item.right, item.bottom, item.top, len(item.text)))
    return rows


def _is_ruled(split: Split, rules: Sequence[Box]) -> bool:
    """True if level rules divide the columns, as they do the rows of a table."""
    inside = [*split.left, *split.right]
    top, bottom = max(item.top for item in inside), min(item.bottom for item in inside)
    left, right = min(item.left for item in inside), max(item.right for item in inside)
    level = {
        round((rule[1] + rule[3]) / 2 / RULE)
        for rule in rules
        if rule[3] - rule[1] <= RULE and bottom < rule[1] < top and min(right, rule[2]) - max(left, rule[0]) > 0
    }
    return len(level) >= LEVEL


def _is_steady(sides: Sequence[Sequence[_Row]]) -> bool:
    """True if in each column most lines follow closely on the one before."""
    steps = [[above.bottom - below.bottom for above, below in pairwise(side)] for side in sides]
    every = sorted(step for side in steps for step in side)
    usual = every[len(every) // 4]
    return all(sum(step <= CLOSE * usual for step in side) >= STEADY * len(side) for side in steps)
